use naze::text::sentence::sentences;
use proptest::prelude::*;

proptest! {
    #[test]
    fn sentences_join_to_the_text(text in super::prose(8)) {
        let spans = sentences(&text);
        let joined: String = spans.iter().map(|span| span.of(&text)).collect();
        prop_assert_eq!(&joined, &text);
        prop_assert!(spans.iter().all(|span| !span.is_empty()));
    }

    /// A quotation that closes in its paragraph is never divided.
    #[test]
    fn quotations_are_whole(inside in super::line(6), before in super::line(4), after in super::line(4)) {
        let inside: String = inside.chars().filter(|c| !"「」『』（）()“”【】\"".contains(*c)).collect();
        let text = format!("{before}「{inside}」{after}");
        let quotation = format!("「{inside}」");
        prop_assert!(sentences(&text).iter().any(|span| span.of(&text).contains(&quotation)));
    }
}
