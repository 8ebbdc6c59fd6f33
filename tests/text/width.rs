use naze::text::{Ambiguous, cluster_width, clusters, visible, width};
use proptest::prelude::*;
use ratatui::buffer::{Buffer, CellWidth};
use ratatui::layout::Rect;
use ratatui::style::Style;

/// Cells ratatui fills when it draws what is painted for `text`.
fn drawn(text: &str) -> usize {
    let painted: String = clusters(text).map(|(_, cluster)| visible(cluster)).collect();
    let mut buffer = Buffer::empty(Rect::new(0, 0, 400, 1));
    usize::from(buffer.set_stringn(0, 0, painted, 400, Style::default()).0)
}

/// Every code point there is, alone and behind a Latin letter and a kana: visible, harmless, and as wide as ratatui says.
#[test]
fn every_character_is_as_wide_as_it_is_drawn() {
    // Planes 4 to 13 hold nothing yet; a few of each are enough.
    let empty = '\u{40000}'..='\u{DFFFF}';
    for c in ('\0'..=char::MAX).filter(|c| !empty.contains(c) || u32::from(*c) % 0x1000 < 3) {
        for text in [String::from(c), format!("a{c}"), format!("か{c}")] {
            for (_, cluster) in clusters(&text) {
                let painted = visible(cluster);
                assert!(!painted.chars().any(char::is_control), "{cluster:?} paints a control");
                let cells: usize = clusters(&painted).map(|(_, cell)| usize::from(cell.cell_width())).sum();
                assert_eq!(cluster_width(cluster, Ambiguous::Narrow), cells, "{cluster:?} paints {painted:?}");
                assert!(cells > 0, "{cluster:?} cannot be seen");
            }
        }
    }
}

#[test]
fn half_width_voicing_marks_take_a_cell() {
    assert_eq!(width("ｶﾞ", Ambiguous::Narrow), 2);
    assert_eq!(drawn("ｶﾞｷﾞｸﾞ"), 6);
}

proptest! {
    #[test]
    fn a_line_is_as_wide_as_it_is_drawn(line in super::line(12)) {
        prop_assert_eq!(width(&line, Ambiguous::Narrow), drawn(&line));
    }

    #[test]
    fn what_is_painted_is_painted_as_it_is(line in super::line(12)) {
        let painted: String = clusters(&line).map(|(_, cluster)| visible(cluster)).collect();
        let again: String = clusters(&painted).map(|(_, cluster)| visible(cluster)).collect();
        prop_assert_eq!(painted, again);
    }
}
