//! Any bytes are read, and what is found lies inside them.
#![no_main]

use libfuzzer_sys::fuzz_target;
use naze::post::{Hints, read};

fuzz_target!(|bytes: &[u8]| {
    for name in ["post.md", "post.txt", "post.html"] {
        let (post, _) = read(bytes, &Hints { file_name: Some(name.to_owned()), encoding: None });
        let fits = |at: usize| assert!(post.text.is_char_boundary(at));
        for tip in &post.tips {
            fits(tip.span.start);
            fits(tip.span.end);
            fits(tip.landing.at);
            assert!(tip.span.start <= tip.heading_span.start && tip.heading_span.end <= tip.span.end);
        }
        for landing in [&post.landings.opening, &post.landings.intro, &post.landings.closing, &post.landings.end] {
            fits(landing.at);
        }
    }
});
