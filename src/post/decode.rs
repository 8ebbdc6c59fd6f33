//! Bytes to text: which encoding, which line end, and whether it is text at all.
//!
//! What it is: the one place that guesses an encoding. What it is not: it changes nothing; line ends stay as they
//! are. Invariant: any bytes give some text, and bytes of valid UTF-8 give exactly themselves, without the mark.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

use super::{Newline, Remark};

/// The decoded text and how it was read.
pub(super) struct Decoded {
    /// The text, without a byte-order mark.
    pub text: String,
    /// The encoding's WHATWG name.
    pub encoding: &'static str,
    /// Whether a byte-order mark stood in front.
    pub bom: bool,
    /// The line end that prevails.
    pub newline: Newline,
}

/// Decodes `bytes`: the mark first, then the encoding asked for, then strict UTF-8, then the most likely one.
pub(super) fn decode(bytes: &[u8], asked: Option<&str>, remarks: &mut Vec<Remark>) -> Decoded {
    let (encoding, mark) =
        match (Encoding::for_bom(bytes), asked.and_then(|label| Encoding::for_label(label.as_bytes()))) {
            (Some((encoding, length)), _) => (encoding, length),
            (None, Some(encoding)) => (encoding, 0),
            (None, None) => (likely(bytes), 0),
        };
    let (text, lossy) = encoding.decode_without_bom_handling(bytes.get(mark..).unwrap_or_default());
    if encoding != UTF_8 {
        remarks.push(Remark::Encoding(encoding.name()));
    }
    if lossy {
        remarks.push(Remark::Undecodable);
    }
    let text = text.into_owned();
    let newline = newline(&text);
    Decoded { text, encoding: encoding.name(), bom: mark > 0, newline }
}

/// The text of `bytes`, in the encoding they most likely are in.
#[must_use]
pub fn decoded(bytes: &[u8]) -> String {
    decode(bytes, None, &mut Vec::new()).text
}

/// Whether `bytes` are no text: NULs without a mark that explains them, or control characters as no writer types them.
///
/// A post is still read from such bytes; the shell refuses them instead of showing noise.
#[must_use]
pub fn is_binary(bytes: &[u8]) -> bool {
    if Encoding::for_bom(bytes).is_some() {
        return false;
    }
    let head = bytes.get(..bytes.len().min(64 * 1024)).unwrap_or_default();
    // Tab, line ends, form feed, and the escape of ISO-2022-JP are text.
    let odd = head.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0B | 0x0E..=0x1A | 0x1C..=0x1F | 0x7F)).count();
    head.contains(&0) || odd * 20 > head.len()
}

/// The encoding bytes without a mark are most likely in. The hint `jp` matters: without it a third of real
/// `Shift_JIS` posts are taken for something else.
fn likely(bytes: &[u8]) -> &'static Encoding {
    // ISO-2022-JP is seven-bit, so it is valid UTF-8 too: its escapes decide.
    let escaped = bytes.windows(3).any(|at| matches!(at, b"\x1b$B" | b"\x1b$@"));
    if !escaped && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // A megabyte says as much about an encoding as the whole.
    detector.feed(bytes.get(..bytes.len().min(1 << 20)).unwrap_or_default(), true);
    detector.guess(Some(b"jp"), Utf8Detection::Allow)
}

/// The line end that prevails in `text`.
fn newline(text: &str) -> Newline {
    let (mut all, mut crlf, mut before) = (0_usize, 0_usize, 0_u8);
    for &byte in text.as_bytes().iter().take(1 << 20) {
        if byte == b'\n' {
            all += 1;
            crlf += usize::from(before == b'\r');
        }
        before = byte;
    }
    if crlf * 2 > all { Newline::CrLf } else { Newline::Lf }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> (Decoded, Vec<Remark>) {
        let mut remarks = Vec::new();
        (decode(bytes, None, &mut remarks), remarks)
    }

    #[test]
    fn japanese_encodings_are_told_apart() {
        let text = "お客様からの電話には、まず最後まで耳を傾ける。途中で口をはさまない。";
        for encoding in [encoding_rs::SHIFT_JIS, encoding_rs::EUC_JP, encoding_rs::ISO_2022_JP] {
            let (bytes, _, _) = encoding.encode(text);
            let (decoded, remarks) = read(&bytes);
            assert_eq!(decoded.text, text);
            assert_eq!(decoded.encoding, encoding.name());
            assert_eq!(remarks, [Remark::Encoding(encoding.name())]);
        }
    }

    #[test]
    fn a_mark_is_not_part_of_the_text() {
        let (decoded, remarks) = read(b"\xEF\xBB\xBFa\r\nb\r\n");
        assert_eq!((decoded.text.as_str(), decoded.bom, decoded.newline), ("a\r\nb\r\n", true, Newline::CrLf));
        assert!(remarks.is_empty());
        let (decoded, _) = read(b"\xFF\xFEa\0b\0");
        assert_eq!((decoded.text.as_str(), decoded.encoding), ("ab", "UTF-16LE"));
    }

    #[test]
    fn an_encoding_asked_for_is_used() {
        let mut remarks = Vec::new();
        let (bytes, _, _) = encoding_rs::SHIFT_JIS.encode("ｱｲ");
        assert_eq!(decode(&bytes, Some("sjis"), &mut remarks).text, "ｱｲ");
        assert_eq!(decode(b"abc", Some("no such"), &mut remarks).text, "abc");
    }

    #[test]
    fn pictures_are_no_text() {
        assert!(is_binary(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"));
        assert!(!is_binary("本文\r\n".as_bytes()));
        assert!(!is_binary(b"\xFF\xFEa\0"));
        assert!(!is_binary(b""));
    }
}
