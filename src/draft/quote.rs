//! Texts as TOML strings that people like to read and that read back exactly.
//!
//! What it is: an author's text → one TOML string. What it is not: a reader; that is `toml_edit`'s. Invariant: what is
//! written reads back as the same text, in TOML 1.0 and later, whatever it holds, once [`Form::read`] has taken the
//! line end off that a `"""` block ends with.

use std::fmt::Write;

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A whole number, without quotes.
    Number,
    /// One line in quotes.
    Line,
    /// A passage of a story: a `"""` block where it holds line ends, else one line.
    Passage,
    /// An answer: a `"""` block, or one line for the values of a choice.
    Answer,
}

impl Form {
    /// `text` as a TOML value.
    pub(super) fn write(self, text: &str) -> String {
        let value = |c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | '-' | '_' | '.' | ':');
        match self {
            Self::Number => text.to_owned(),
            Self::Line => line(text),
            Self::Passage => {
                if text.contains('\n') {
                    block(text)
                } else {
                    line(text)
                }
            }
            Self::Answer => {
                if text.chars().all(value) {
                    line(text)
                } else {
                    block(text)
                }
            }
        }
    }

    /// The text a TOML string stands for.
    pub(super) fn read(self, written: &str) -> &str {
        match self {
            Self::Number | Self::Line => written,
            Self::Passage | Self::Answer => written.strip_suffix('\n').unwrap_or(written),
        }
    }
}

/// One line in quotes.
fn line(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\n' => out.push_str("\\n"),
            other => push(&mut out, other),
        }
    }
    out.push('"');
    out
}

/// Lines between `"""`, each as the author wrote it. The last line end is the block's own.
fn block(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    out.push_str("\"\"\"\n");
    for (index, row) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
        }
        // A line that git would take for its conflict mark must not look like one.
        let mut chars = row.chars();
        if let Some(mark @ ('<' | '=' | '>' | '|')) = chars.clone().next()
            && row.chars().take_while(|c| *c == mark).count() >= 7
        {
            let _ = write!(out, "\\u{:04X}", u32::from(mark));
            chars.next();
        }
        let mut quotes = 0;
        for c in chars {
            if c == '"' {
                quotes += 1;
                if quotes == 3 {
                    out.push('\\');
                    quotes = 0;
                }
                out.push('"');
            } else {
                quotes = 0;
                push(&mut out, c);
            }
        }
    }
    out.push_str("\n\"\"\"");
    out
}

/// Everything but a quotation mark and a line end.
fn push(out: &mut String, c: char) {
    match c {
        '\\' => out.push_str("\\\\"),
        '\t' => out.push('\t'),
        '\r' => out.push_str("\\r"),
        control if control.is_control() => {
            let _ = write!(out, "\\u{:04X}", u32::from(control));
        }
        other => out.push(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(quoted: &str) -> String {
        let doc: toml::Table = format!("text = {quoted}\n").parse().unwrap();
        doc["text"].as_str().unwrap().to_owned()
    }

    #[test]
    fn an_answer_stands_as_it_was_typed() {
        let written = Form::Answer.write("三年前の冬、\n「もう来ない」と。");
        assert_eq!(written, "\"\"\"\n三年前の冬、\n「もう来ない」と。\n\"\"\"");
        assert_eq!(Form::Answer.write("t1,t3"), "\"t1,t3\"");
        assert_eq!(Form::Answer.write(""), "\"\"");
    }

    #[test]
    fn git_marks_in_an_answer_are_no_conflict() {
        let text = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> theirs";
        let written = Form::Answer.write(text);
        assert_eq!(super::super::broken::conflict(&written), None);
        assert_eq!(Form::Answer.read(&read(&written)), text);
    }

    proptest! {
        #[test]
        fn every_text_reads_back(text in "[\"\\\\\n\r\t a'あ\u{0}\u{1b}\u{7f}\u{85}\u{feff}<=>|]{0,24}|\\PC{0,12}") {
            for form in [Form::Line, Form::Passage, Form::Answer] {
                let written = read(&form.write(&text));
                prop_assert_eq!(form.read(&written), &text, "{:?}", form);
            }
        }
    }
}
