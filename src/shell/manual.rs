//! `naze man` and `naze completions`: made from the table of the command line and the keymap.

use std::fmt::Write as _;

use clap_mangen::Man;
use clap_mangen::roff::{Roff, bold, roman};

use super::cli;
use crate::app::Model;
use crate::app::keymap::Keymap;
use crate::app::msg::Size;
use crate::words::Words;

/// The manual page: commands and options, keys, and the shapes of `--json`.
#[must_use]
pub fn page(words: &'static Words) -> String {
    let mut out = Vec::new();
    // Writing to memory does not fail.
    let _infallible = Man::new(cli::command(words)).render(&mut out);
    let mut roff = Roff::new();
    let mut command = cli::command(words);
    command.build();
    // `flows check` and the like stand behind the command they belong to.
    let all = command.get_subcommands().flat_map(|sub| std::iter::once(sub).chain(sub.get_subcommands()));
    for sub in all {
        roff.control("SH", [sub.get_bin_name().unwrap_or(sub.get_name())]);
        roff.text([roman(sub.get_about().map(ToString::to_string).unwrap_or_default())]);
        for arg in sub.get_arguments() {
            roff.control("TP", []);
            roff.text([bold(arg.to_string())]);
            roff.text([roman(arg.get_help().map(ToString::to_string).unwrap_or_default())]);
        }
    }
    let model = Model::new(words, Keymap::builtin(), Size { columns: 80, rows: 24 });
    let mut place = None;
    for (here, action, keys) in model.keymap.rows() {
        if place != Some(here) {
            roff.control("SH", [model.place_word(here)]);
            place = Some(here);
        }
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        roff.control("TP", []);
        roff.text([bold(keys.join(", "))]);
        roff.text([roman(&model.action_words(action).help)]);
    }
    roff.control("SH", ["JSON"]);
    for shape in SHAPES {
        roff.control("PP", []);
        roff.text([roman(*shape)]);
    }
    let _infallible = write!(Text(&mut out), "{}", roff.render());
    String::from_utf8(out).unwrap_or_default()
}

/// Completions for a shell.
#[must_use]
pub fn completions(shell: clap_complete::Shell, words: &Words) -> String {
    let mut out = Vec::new();
    clap_complete::generate(shell, &mut cli::command(words), "naze", &mut out);
    String::from_utf8(out).unwrap_or_default()
}

/// The shapes of `--json`, version 1. A field may be added without a new version; none is taken away or changed.
const SHAPES: &[&str] = &[
    r#"outline: {"version":1,"title":T|null,"language":"ja"|"en","register":"desumasu"|"dearu"|"mixed"|"plain","kind":"howto"|"other","intro":{"start":N,"end":N}|null,"tips":[{"number":N,"heading":T,"heading_span":{"start":N,"end":N},"span":{"start":N,"end":N}}],"closing":{"start":N,"end":N}|null}; offsets are bytes of the decoded text. With --why also "why"."#,
    r#"next, answer: {"version":1,"key":K|null,"question":Q,"tip":N|null,"voice":N|null,"kind":"prose"|"line"|"choice"|"choices"|"yes-no"|"tips","need":"must"|"should"|"may","ask":T,"hint":T,"choices":[{"value":V,"label":T}],"probe":{"reason":T}|null,"left":{"must":N,"should":N,"may":N}}"#,
    r#"answers: {"version":1,"post":F,"answers":[{"key":K,"asked":T,"text":T,"outcome":"dont-know"|"cant-say"|"none"|"parked"|"skipped"|null,"at":TIME|null,"from":"axis"|null,"retold":R|null}]}; R names the answer of another post that is told again: its way from the post's folder, # and the key."#,
    r#"axis: {"version":1,"path":F,"exists":B,"answers":[as in answers]}"#,
    r#"bank: {"version":1,"episodes":[{"episode":"failure"|"turn"|"success","posts":N,"tellings":[{"post":F,"key":K,"title":T,"tip":T|null,"at":TIME|null,"text":T,"retold":"untouched"|"own"|null,"differs":[{"here":T,"newest":T}]}]}],"passed_over":[{"draft":F,"trouble":T}]}; the newest telling of an episode comes first. retold says how a telling stands to the one it was taken from."#,
    r#"voices: {"version":1,"post":F,"voices":[{"id":"v1","name":T|null,"at":T|null,"text":T,"reply":T|null}]}"#,
    r#"flows: {"version":1,"flows":[{"id":T,"questions":N,"path":F|null,"asked":B,"replaces":B,"faults":N}]}; path is null for one that comes with naze."#,
    r#"flows check: {"version":1,"files":[{"path":F,"faults":[{"line":N,"fault":T,"what":T,"hint":T,"style":B}]}]}; with style true the flow can be asked all the same."#,
    r#"status, list: {"version":1,"drafts":[{"post":F,"draft":F,"title":T|null,"answered":N,"questions":N,"left":{"must":N,"should":N,"may":N},"next":K|null,"changed":TIME|null,"trouble":T|null}]}"#,
    r#"export --to json: {"version":1,"passages":[{"text":T,"origin":{"kind":"post","start":N,"end":N}|{"kind":"answer","key":K,"start":N,"end":N}|{"kind":"bridge","id":B,"join":J}|{"kind":"edit","passage":P}|{"kind":"layout"},"part":P}]}"#,
    r#"arcs: {"version":1,"arc":A,"arcs":[{"id":A,"title":T,"keeps":"all"|"parts","proposed":B,"told":N,"boxes":[{"id":I,"title":T,"filled":B,"answers":[K],"question":K|null}]}]}"#,
    r#"verify: {"version":1,"format":F,"arc":A,"proven":B,"post":{"characters":N,"percent":N},"answers":{"characters":N,"sentences":N},"bridges":[{"id":B,"characters":N}],"edits":{"characters":N,"count":N},"map":[{"start":N,"end":N,"origin":{"kind":"post"|"answer"|"bridge"|"edit"|"layout"|"unexplained","id":I,"start":N,"end":N}}],"unexplained":[{"start":N,"end":N,"line":N,"column":N,"text":T}],"sentences":[T],"lost":[{"at":N,"text":T,"origin":O|null}],"left_out":[{"start":N,"end":N}],"said_twice":[{"answers":[K,K],"text":T}],"left_off":[{"passage":P,"text":T}]}; map, unexplained and lost count bytes of the story given, left_out bytes of the post."#,
    r#"probe: {"version":1,"holds":[{"detector":D,"start":N,"end":N,"text":T}],"thin":B,"rich":B,"follow_up":{"rule":N,"ask":T,"reason":T}|null}"#,
];

/// Bytes that text is written to.
struct Text<'a>(&'a mut Vec<u8>);

impl std::fmt::Write for Text<'_> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.0.extend_from_slice(text.as_bytes());
        Ok(())
    }
}
