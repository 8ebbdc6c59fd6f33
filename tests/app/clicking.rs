//! The mouse in fields of one line and in lists.

use naze::app::effect::Effect;
use naze::app::model::{Overlay, Screen};
use naze::app::msg::{Click, Deed, Mouse, Msg};
use naze::app::{Model, update};
use naze::export::Destination;

use super::{JA, frame, model, press};

/// Where `text` is painted first, in cells.
fn find(model: &Model, text: &str) -> (u16, u16) {
    let (shown, _) = frame(model);
    let found = (0..).zip(shown.lines()).find_map(|(row, line)| Some((row, line.split_once(text)?.0)));
    let (row, before) = found.unwrap_or_else(|| panic!("no {text:?} in\n{shown}"));
    (u16::try_from(naze::text::width(before, model.ambiguous)).unwrap(), row)
}

fn click(model: &mut Model, (column, row): (u16, u16), click: Click) -> Vec<Effect> {
    update(model, Msg::Mouse(Mouse { deed: Deed::Press(click), column, row }))
}

#[test]
fn a_click_in_a_field_of_one_line_puts_the_caret_there() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "ある町のパン屋さん<ctrl-f>町のパン屋");
    let (column, row) = find(&model, "町のパン屋");
    let foot = model.size.rows - 1;
    assert!(row < foot, "the answer is above the footer");
    let at = (find(&model, "検索: ").0 + 6 + 4, foot);
    click(&mut model, at, Click::Once);
    assert_eq!(frame(&model).1, Some(at));
    press(&mut model, "小さな");
    let Some(Overlay::Find { wanted }) = &model.overlay else { panic!("the search is open") };
    assert_eq!(wanted.text(), "町の小さなパン屋");
    // The selection in the answer was not moved by a click outside it.
    click(&mut model, (at.0 + 2, foot), Click::Thrice);
    press(&mut model, "パン");
    let Some(Overlay::Find { wanted }) = &model.overlay else { panic!("the search is open") };
    assert_eq!(wanted.text(), "パン");
    assert_eq!(model.sitting.as_mut().unwrap().buffer().unwrap().selected(), "パン", "{column}");
}

#[test]
fn a_click_on_a_row_of_the_palette_goes_there_and_one_beside_it_closes() {
    let mut model = model(JA, 120, 40);
    press(&mut model, "<ctrl-g>コツを");
    let row = find(&model, "コツを直す — ");
    click(&mut model, row, Click::Once);
    assert_eq!((model.screen, model.overlay.is_none()), (Screen::Tips, true));
    press(&mut model, "<ctrl-g>");
    click(&mut model, (0, 30), Click::Once);
    assert!(model.overlay.is_none());
}

#[test]
fn a_click_on_a_format_shows_it_and_two_write_it_out() {
    for (columns, rows) in [(120, 40), (40, 12)] {
        let mut model = model(JA, columns, rows);
        press(&mut model, "町のパン屋の奥さん。<ctrl-e>");
        assert_eq!(model.screen, Screen::Export);
        let at = find(&model, " html");
        click(&mut model, at, Click::Once);
        assert_eq!(model.export.to(), Destination::Html);
        assert!(model.export.text.contains("<!"), "the preview follows");
        let effects = click(&mut model, at, Click::Twice);
        let written =
            effects.iter().any(|effect| matches!(effect, Effect::Export(export) if export.to == Destination::Html));
        assert!(written, "{effects:?}");
        // Below the last format is none.
        click(&mut model, (at.0, rows - 2), Click::Once);
        assert_eq!(model.export.to(), Destination::Html);
    }
}
