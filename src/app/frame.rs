//! Where everything stands on the screen, for any size.
//!
//! What it is: named areas, computed once for `update` (which lays out the field) and `paint` (which fills it), so the
//! two cannot disagree. What it is not: it paints nothing. Invariant: areas lie inside the screen and do not overlap.

use ratatui::layout::Rect;

use super::msg::Size;

/// The areas every screen has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// The line at the top.
    pub header: Rect,
    /// Between header and footer.
    pub body: Rect,
    /// The line at the foot.
    pub footer: Rect,
}

/// The columns of the interview.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Columns {
    /// The outline, where there is room.
    pub outline: Option<Rect>,
    /// The question.
    pub question: Rect,
    /// The story, where there is room.
    pub story: Option<Rect>,
}

/// The parts of the question, inside its panel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Parts {
    /// The question itself.
    pub ask: Rect,
    /// The hint below it; empty where there is no room.
    pub hint: Rect,
    /// The frame round the field; empty where there is no room for a frame.
    pub frame: Rect,
    /// The rows typed into.
    pub field: Rect,
    /// The checklist below.
    pub checklist: Rect,
    /// The follow-up or a starter below that; empty where there is no room.
    pub offer: Rect,
}

/// Columns of a terminal from which on a panel has borders.
const BORDERED_FROM: u16 = 60;
/// Columns from which on the story stands beside the question.
const STORY_FROM: u16 = 76;
/// Columns from which on the outline stands before it.
const OUTLINE_FROM: u16 = 104;
/// `product.md`: outline 22 columns, question 54 (an answer row of at least 48 cells).
const OUTLINE: u16 = 22;
const QUESTION: u16 = 54;

impl Frame {
    /// The areas of a screen of this size.
    #[must_use]
    pub fn of(size: Size) -> Self {
        let Size { columns, rows } = size;
        let header = Rect::new(0, 0, columns, rows.min(1));
        let footer = Rect::new(0, rows.saturating_sub(1).max(header.height).min(rows), columns, u16::from(rows > 1));
        let body = Rect::new(0, header.height, columns, rows.saturating_sub(header.height + footer.height));
        Self { header, body, footer }
    }

    /// Whether panels have borders.
    #[must_use]
    pub const fn bordered(self) -> bool {
        self.body.width >= BORDERED_FROM && self.body.height >= 10
    }

    /// The columns of the interview.
    #[must_use]
    pub fn columns(self) -> Columns {
        let Rect { x, y, width, height } = self.body;
        if width < STORY_FROM {
            return Columns { outline: None, question: self.body, story: None };
        }
        let outline = if width >= OUTLINE_FROM { OUTLINE } else { 0 };
        // What is left over goes to both, so that a wide terminal shows neither a lost field nor a lost story.
        let spare = width.saturating_sub(outline + QUESTION + 44);
        let question = QUESTION + (spare / 2).min(26);
        Columns {
            outline: (outline > 0).then(|| Rect::new(x, y, outline, height)),
            question: Rect::new(x + outline, y, question, height),
            story: Some(Rect::new(x + outline + question, y, width - outline - question, height)),
        }
    }

    /// The inside of a panel.
    #[must_use]
    pub const fn inside(self, panel: Rect) -> Rect {
        if self.bordered() {
            Rect {
                x: panel.x + 1,
                y: panel.y + 1,
                width: panel.width.saturating_sub(2),
                height: panel.height.saturating_sub(2),
            }
        } else {
            panel
        }
    }

    /// What lies over the body: the palette, what is read back.
    #[must_use]
    pub const fn over(self) -> Rect {
        let Rect { x, y, width, height } = self.body;
        let side = width.saturating_sub(60) / 4;
        Rect { x: x + side, y, width: width - 2 * side, height: if height < 18 { height } else { 18 } }
    }

    /// The parts of the question in `panel`, for a question of `ask` rows, a hint of `hint` rows and an offer of `offer`.
    #[must_use]
    pub fn parts(self, panel: Rect, ask: usize, hint: usize, offer: usize) -> Parts {
        let inside = self.inside(panel);
        let boxed = self.bordered();
        // The field keeps at least three rows (five with its frame); question and hint give way, the hint first.
        let least = if boxed { 5 } else { 3 };
        let mut left = inside.height;
        let mut take = |wanted: usize, keep: u16| {
            let rows = u16::try_from(wanted).unwrap_or(u16::MAX).min(left.saturating_sub(keep));
            left -= rows;
            rows
        };
        let checklist = take(1, least + 1);
        let ask = take(ask, least);
        let roomy = inside.height >= 14;
        let gap = if roomy { take(1, least) } else { 0 };
        let hint = if inside.height >= 9 { take(hint, least) } else { 0 };
        let second_gap = if roomy { take(1, least) } else { 0 };
        // Two rows are kept for it, so that little moves when it comes.
        let offer = if roomy { take(offer.clamp(2, 4), least) } else { 0 };
        let mut y = inside.y;
        let mut area = |rows: u16| {
            let area = Rect::new(inside.x, y, inside.width, rows);
            y += rows;
            area
        };
        let ask = area(ask);
        area(gap);
        let hint = area(hint);
        area(second_gap);
        let frame = area(left);
        let checklist = area(checklist);
        let offer = area(offer);
        let field = if boxed {
            Rect::new(frame.x + 1, frame.y + 1, frame.width.saturating_sub(2), frame.height.saturating_sub(2))
        } else {
            frame
        };
        Parts { ask, hint, frame: if boxed { frame } else { Rect::ZERO }, field, checklist, offer }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_row_holds_48_cells_wherever_the_story_is_shown() {
        for columns in STORY_FROM..300 {
            for rows in [12, 24, 40] {
                let frame = Frame::of(Size { columns, rows });
                let parts = frame.parts(frame.columns().question, 2, 2, 2);
                assert!(parts.field.width >= 48 + 2, "{columns}x{rows}: {parts:?}");
                assert!(parts.field.height >= 3);
            }
        }
    }

    #[test]
    fn areas_stay_inside_any_screen() {
        for columns in 0..130 {
            for rows in 0..50 {
                let frame = Frame::of(Size { columns, rows });
                let screen = Rect::new(0, 0, columns, rows);
                let parts = frame.parts(frame.columns().question, 4, 3, 4);
                for area in [
                    frame.header,
                    frame.body,
                    frame.footer,
                    parts.ask,
                    parts.hint,
                    parts.field,
                    parts.checklist,
                    parts.offer,
                ] {
                    assert_eq!(area.intersection(screen).area(), area.area(), "{columns}x{rows}: {area:?}");
                }
            }
        }
    }
}
