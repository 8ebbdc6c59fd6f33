//! Where the tables of a draft stand.
//!
//! `toml_edit` writes tables in the order of their positions. Invariant: between two positions there is room for all
//! that one writing may put there, so that nothing that stands already has to move.

use std::collections::BTreeMap;

use toml_edit::{DocumentMut, Item, Table};

/// The room between two tables.
pub(super) const ROOM: isize = 1 << 20;

/// Gives every table a position of its own with room behind it, in the order they are written.
pub(super) fn spread(doc: &mut DocumentMut) {
    let mut positions = Vec::new();
    visit(doc.as_table_mut(), &mut |table| positions.extend(table.position()));
    positions.sort_unstable();
    positions.dedup();
    let places: BTreeMap<isize, isize> = positions.into_iter().zip((0..).map(|index| index * ROOM)).collect();
    visit(doc.as_table_mut(), &mut |table| {
        let place = table.position().and_then(|position| places.get(&position).copied());
        table.set_position(place);
    });
}

/// The last position of `item` and what it holds.
pub(super) fn last(item: Option<&Item>) -> Option<isize> {
    match item? {
        Item::Table(table) => {
            let inner = table.iter().filter_map(|(_, item)| last(Some(item)));
            inner.chain(table.position()).max()
        }
        Item::ArrayOfTables(tables) => {
            tables.iter().flat_map(|t| t.iter().filter_map(|(_, item)| last(Some(item))).chain(t.position())).max()
        }
        Item::None | Item::Value(_) => None,
    }
}

/// Shows `see` every table of the document.
fn visit(table: &mut Table, see: &mut impl FnMut(&mut Table)) {
    see(table);
    for (_, item) in table.iter_mut() {
        match item {
            Item::Table(table) => visit(table, see),
            Item::ArrayOfTables(tables) => tables.iter_mut().for_each(|table| visit(table, see)),
            Item::None | Item::Value(_) => {}
        }
    }
}
