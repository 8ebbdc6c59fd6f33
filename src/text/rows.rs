//! Rows: how a line is divided for a given number of columns, and where a caret stands in them.
//!
//! What it is: first-fit with kinsoku and hanging punctuation, and the two ways between a byte and a row and column. What it
//! is not: a painter, or anything that knows more than one line. Invariant: rows are byte ranges that tile the line, start
//! and end between clusters, and depend on nothing before their own start; painter and caret read the same ranges.
//!
//! Rows take the columns less two; the two are for 。、，． that hang (ぶら下げ), blanks that end a row, and the caret.
//! First-fit, because optimal fit moves the rows above the caret while someone types.

use textwrap::WordSeparator;

use super::Span;
use super::cluster::{clusters, floor};
use super::kinsoku::{hang, may_end, may_start, together};
use super::width::{Ambiguous, cluster_width, width};

/// One row of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    /// Its bytes in the line.
    pub span: Span,
    /// Its width in cells, hanging punctuation and blanks included. More than the columns only where a single cluster is.
    pub width: usize,
    /// One past the last byte that had a say in where the row ends.
    reach: usize,
}

impl Row {
    /// Whether a change at byte `at` of the line leaves the row as it is.
    #[must_use]
    pub(super) const fn is_settled_before(&self, at: usize) -> bool {
        self.reach < at
    }

    /// The empty row at byte `at`, the end of a line: where a caret stands that has no cell left behind the last row.
    #[must_use]
    pub(super) const fn empty(at: usize) -> Self {
        Self { span: Span::new(at, at), width: 0, reach: at }
    }

    /// A whole line as one row, for fields that scroll sideways.
    #[must_use]
    pub fn whole(line: &str, ambiguous: Ambiguous) -> Self {
        Self { span: Span::new(0, line.len()), width: width(line, ambiguous), reach: line.len() }
    }
}

/// A cell of some rows: which row, and how many columns from its left edge.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// From 0, downwards.
    pub row: usize,
    /// From 0, in cells.
    pub column: usize,
}

/// All rows of `line`, which holds no line end. An empty line is one empty row.
#[must_use]
pub fn rows(line: &str, columns: usize, ambiguous: Ambiguous) -> Vec<Row> {
    rows_from(line, 0, columns, ambiguous).collect()
}

/// The rows of `line` from byte `start` on, which is the start of a row; made one by one as they are asked for.
///
/// A `start` beyond the line or inside a character has no rows.
pub fn rows_from(line: &str, start: usize, columns: usize, ambiguous: Ambiguous) -> impl Iterator<Item = Row> + '_ {
    let mut next = Some(start);
    std::iter::from_fn(move || {
        let start = next?;
        let rest = line.get(start..)?;
        let row = row_at(rest, start, columns, ambiguous);
        next = (row.span.end < line.len()).then_some(row.span.end);
        Some(row)
    })
}

/// The rows of a text of many lines, as its bytes without line ends, from the top; made one by one as they are asked for.
pub fn wrapped(text: &str, columns: usize, ambiguous: Ambiguous) -> impl Iterator<Item = Span> + '_ {
    let mut next = 0;
    text.split_inclusive('\n').flat_map(move |whole| {
        let start = next;
        next += whole.len();
        let line = whole.strip_suffix('\n').map_or(whole, |line| line.strip_suffix('\r').unwrap_or(line));
        let rows = rows_from(line, 0, columns, ambiguous);
        rows.map(move |row| Span::new(start + row.span.start, start + row.span.end))
    })
}

/// The last place in `line` that is not behind byte `at` and where a row may end; where there is none near, the last place
/// between two clusters. For lines too long to be laid out from their start.
#[must_use]
pub fn break_before(line: &str, at: usize) -> usize {
    let end = floor(line, at);
    let start = floor(line, end.saturating_sub(NEAR));
    // What stands behind `end` has a say in whether a row may end there.
    let reach = floor(line, end.saturating_add(NEAR));
    let ends = piece_ends(line.get(start..reach).unwrap_or_default());
    let whole = |at: &usize| *at > start && *at <= end && floor(line, *at) == *at;
    ends.into_iter().map(|piece| start + piece).filter(whole).max().unwrap_or(end)
}

/// How far a place to break is looked for, in bytes: longer than what mostly stands between two.
const NEAR: usize = 256;

/// Where byte `at` of `line` stands in its `rows`. Between two rows it stands at the start of the lower one; inside a cluster,
/// at the cluster's first cell.
#[must_use]
pub fn place(line: &str, rows: &[Row], at: usize, ambiguous: Ambiguous) -> Place {
    let row = rows.partition_point(|row| row.span.start <= at).saturating_sub(1);
    Place { row, column: rows.get(row).map_or(0, |row| column(line, row, at, ambiguous)) }
}

/// The column of byte `at` of `line`, counted in `row` alone: its width where `at` is its end.
#[must_use]
pub fn column(line: &str, row: &Row, at: usize, ambiguous: Ambiguous) -> usize {
    let text = row.span.of(line);
    clusters(text)
        .take_while(|(start, cluster)| row.span.start + start + cluster.len() <= at)
        .map(|(_, cluster)| cluster_width(cluster, ambiguous))
        .sum()
}

/// The byte of `line` nearest to `column` in `row`, between two clusters; in the middle of a wide one, before it.
#[must_use]
pub fn nearest(line: &str, row: &Row, column: usize, ambiguous: Ambiguous) -> usize {
    let mut left = 0;
    for (start, cluster) in clusters(row.span.of(line)) {
        let right = left + cluster_width(cluster, ambiguous);
        if column < right {
            let after = right - column < column - left.min(column);
            return row.span.start + start + if after { cluster.len() } else { 0 };
        }
        left = right;
    }
    row.span.end
}

/// Cells kept free on the right for what may hang there.
const FREE: usize = 2;

/// Fewer columns than this keep nothing free.
const NARROW: usize = 4;

/// How far a row looks ahead beyond its columns, in clusters: more than any rule of UAX #14 does.
const AHEAD: usize = 8;

/// A cluster of the stretch a row is cut from.
struct Cell {
    end: usize,
    width: usize,
    blank: bool,
    hang: usize,
}

/// The row that starts `rest`, which starts at byte `start` of its line.
fn row_at(rest: &str, start: usize, columns: usize, ambiguous: Ambiguous) -> Row {
    let measure = if columns < NARROW { columns.max(1) } else { columns - FREE };
    let cells = stretch(rest, columns, ambiguous);
    let reach = cells.last().map_or(0, |cell| cell.end);
    let window = rest.get(..reach).unwrap_or_default();
    let mut row = Filling { cells: &cells, taken: 0, width: 0 };
    for end in piece_ends(window) {
        let last = row.cells.partition_point(|cell| cell.end < end) + 1;
        // A break inside a cluster (a skin tone behind a letter) is none.
        if row.cells.get(last - 1).is_none_or(|cell| cell.end != end) {
            continue;
        }
        if !row.take_piece(last, measure, columns.max(measure)) {
            break;
        }
    }
    if row.taken == 0 {
        row.cut_piece(rest, measure);
    }
    let end = row.taken.checked_sub(1).and_then(|last| cells.get(last)).map_or(0, |cell| cell.end);
    Row { span: Span::new(start, start + end), width: row.width, reach: start + reach }
}

/// The clusters of `rest` that have a say in its first row.
fn stretch(rest: &str, columns: usize, ambiguous: Ambiguous) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(columns.min(rest.len()) + AHEAD);
    let (mut total, mut ahead) = (0, 0);
    for (at, cluster) in clusters(rest) {
        let width = cluster_width(cluster, ambiguous);
        let blank = matches!(cluster, " " | "\t" | "\u{3000}");
        cells.push(Cell { end: at + cluster.len(), width, blank, hang: hang(cluster) });
        total += width;
        ahead += usize::from(total > columns + FREE);
        if ahead > AHEAD {
            break;
        }
    }
    cells
}

/// A row while it is being filled.
struct Filling<'a> {
    cells: &'a [Cell],
    taken: usize,
    width: usize,
}

impl Filling<'_> {
    /// Takes the piece that ends before cell `last`, if it fits the measure. Whether the row may take another.
    fn take_piece(&mut self, last: usize, measure: usize, columns: usize) -> bool {
        let piece = self.cells.get(self.taken..last).unwrap_or_default();
        let solid = piece.iter().rposition(|cell| !cell.blank).map_or(0, |index| index + 1);
        let (words, blanks) = piece.split_at_checked(solid).unwrap_or_default();
        let full = self.width + words.iter().map(|cell| cell.width).sum::<usize>();
        let hang = words.last().map_or(0, |cell| cell.hang).min(columns - measure);
        if full > measure + hang {
            return false;
        }
        self.taken += words.len();
        self.width = full;
        // Blanks never start a row while there is room, but a caret among them must have a cell.
        for blank in blanks {
            if self.width + blank.width > columns && self.taken > 0 {
                return false;
            }
            self.taken += 1;
            self.width += blank.width;
        }
        true
    }

    /// Takes what fits of a piece wider than the row, ending where kinsoku allows if that leaves anything.
    fn cut_piece(&mut self, rest: &str, measure: usize) {
        let mut fits = 0;
        for cell in self.cells {
            if self.width + cell.width > measure && fits > 0 {
                break;
            }
            fits += 1;
            self.width += cell.width;
        }
        let text = |index: usize| {
            let end = self.cells.get(index).map_or(0, |cell| cell.end);
            let start = index.checked_sub(1).and_then(|before| self.cells.get(before)).map_or(0, |cell| cell.end);
            rest.get(start..end).unwrap_or_default()
        };
        let fine = |cut: usize| cut == self.cells.len() || (may_start(text(cut)) && may_end(text(cut - 1)));
        self.taken = (1..=fits).rev().find(|&cut| fine(cut)).unwrap_or(fits);
        self.width = self.cells.iter().take(self.taken).map(|cell| cell.width).sum();
    }
}

/// Where a row may end in `window`, its own end included: UAX #14, strict, and what Japanese typesetting adds.
fn piece_ends(window: &str) -> Vec<usize> {
    // textwrap passes over escape sequences; here an escape is painted, and any other control breaks the same.
    let plain = if window.contains('\u{1b}') { &window.replace('\u{1b}', "\u{1}") } else { window };
    let mut ends = Vec::new();
    let mut end = 0;
    for word in WordSeparator::UnicodeBreakProperties.find_words(plain) {
        let start = end;
        end += word.word.len() + word.whitespace.len();
        inside(window, start, end, &mut ends);
        let (before, after) = window.split_at_checked(end).unwrap_or_default();
        let tied = match (before.chars().next_back(), after.chars().next()) {
            // The full-width tilde is the wave dash of Japanese input methods, which may not start a row.
            (_, Some('～')) => true,
            (Some(before), Some(after)) => together(before, after),
            (_, None) | (None, _) => false,
        };
        if !tied {
            ends.push(end);
        }
    }
    ends
}

/// Adds the places inside a word that textwrap leaves out: behind a hyphen between letters (`well-known`), and outside
/// curly quotes between two Japanese characters, where they are brackets (UAX #14, rule `LB19a` of Unicode 16).
fn inside(window: &str, start: usize, end: usize, ends: &mut Vec<usize>) {
    let word = window.get(start..end).unwrap_or_default();
    let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let wide = |c: Option<char>| c.is_some_and(|c| cluster_width(c.encode_utf8(&mut [0; 4]), Ambiguous::Narrow) == 2);
    for (at, mark) in word.match_indices(['-', '‘', '“', '’', '”']) {
        let (before, after) = word.split_at_checked(at).unwrap_or_default();
        let before = before.chars().next_back();
        let behind = after.get(mark.len()..).unwrap_or_default();
        let next = behind.chars().next();
        match mark {
            "-" if letter(before) && letter(next) => ends.push(start + at + mark.len()),
            "‘" | "“" if wide(before) && wide(next) => {
                let ends_well = before.is_some_and(|before| may_end(before.encode_utf8(&mut [0; 4])));
                ends.extend(ends_well.then_some(start + at));
            }
            "’" | "”" if wide(before) && wide(next) && may_start(behind) => ends.push(start + at + mark.len()),
            _ => {}
        }
    }
}
