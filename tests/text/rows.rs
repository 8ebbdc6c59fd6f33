use naze::text::rows::{column, nearest, place, rows, rows_from};
use naze::text::{Span, clusters, width};
use proptest::prelude::*;

proptest! {
    #[test]
    fn rows_tile_the_line(line in super::line(40), columns in 0..60usize, ambiguous in super::habit()) {
        let rows = rows(&line, columns, ambiguous);
        let mut at = 0;
        for row in &rows {
            prop_assert_eq!(row.span.start, at);
            prop_assert!(row.span.end > at || line.is_empty());
            prop_assert_eq!(row.width, width(row.span.of(&line), ambiguous));
            let one = clusters(row.span.of(&line)).count() <= 1;
            prop_assert!(row.width <= columns || one, "{} in {columns}: {:?}", row.width, row.span.of(&line));
            prop_assert!(clusters(&line).any(|(start, _)| start == at) || line.is_empty());
            at = row.span.end;
        }
        prop_assert_eq!(at, line.len());
    }

    #[test]
    fn rows_depend_on_nothing_above_them(line in super::line(40), columns in 1..60usize, ambiguous in super::habit()) {
        let rows = rows(&line, columns, ambiguous);
        for (index, row) in rows.iter().enumerate() {
            prop_assert!(rows_from(&line, row.span.start, columns, ambiguous).eq(rows.iter().copied().skip(index)));
        }
    }

    #[test]
    fn a_caret_is_hit_where_it_stands(line in super::line(40), columns in 1..60usize, ambiguous in super::habit()) {
        let rows = rows(&line, columns, ambiguous);
        for at in clusters(&line).map(|(at, _)| at).chain([line.len()]) {
            let place = place(&line, &rows, at, ambiguous);
            let row = &rows[place.row];
            prop_assert!(row.span.start <= at && (at < row.span.end || at == line.len()));
            prop_assert_eq!(place.column, width(Span::new(row.span.start, at).of(&line), ambiguous));
            prop_assert_eq!(nearest(&line, row, place.column, ambiguous), at);
            prop_assert_eq!(column(&line, row, at, ambiguous), place.column);
        }
    }

    /// A mark that may not start a row stands there only inside a piece that fits no row.
    #[test]
    fn no_row_starts_with_a_mark(
        pieces in prop::collection::vec(prop::sample::select(&MIXED[..]), 0..60),
        columns in 16..60usize,
        ambiguous in super::habit(),
    ) {
        let line = pieces.concat();
        for row in rows(&line, columns, ambiguous).iter().skip(1) {
            let text = row.span.of(&line);
            prop_assert!(!text.starts_with(['。', '、', '」', '）', 'っ', 'ー', '々', '！', '～', '・', '｡', 'ｯ']), "{text}");
        }
    }
}

/// Pieces that never make an unbreakable stretch of sixteen cells.
pub const MIXED: [&str; 20] = [
    "漢。",
    "字、",
    "「か」",
    "（な）",
    "かっ",
    "カー",
    "人々",
    "何！",
    "３～５",
    "あ・い",
    "ｱ｡",
    "ｱｯ",
    "ああ",
    "漢字",
    "word ",
    "it's ",
    "👍🏽",
    "🇯🇵",
    "　",
    "……あ",
];
