//! Every sentence naze says, in Japanese and English.
//!
//! What it is: `assets/words/ja.toml` and `en.toml` read into typed fields, so that a missing sentence does not load
//! and both languages are complete by construction. What it is not: questions and bridges, which follow the post's
//! language and live in `prompts/`. Invariant: nothing else in the program holds a sentence for people.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer};

use crate::error::{Error, Kind};
use crate::text::Language;

/// All sentences in one language.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Words {
    /// Which language this is.
    pub language: Language,
    /// The screens.
    pub screen: Screen,
    /// How the draft stands.
    pub saving: Saving,
    /// The shelf and the trash.
    pub shelf: Shelf,
    /// Lines that come and go.
    pub notice: Notice,
    /// Why the system refused.
    pub why: Why,
    /// Troubles: what is wrong and what to do, by name.
    pub error: Errors,
    /// What is wrong with a flow, by name.
    pub fault: Faults,
    /// What each command of the command line does.
    pub command: BTreeMap<String, String>,
    /// What each option of the command line does.
    pub option: BTreeMap<String, String>,
    /// What `naze config` prints.
    pub config: Config,
    /// What is printed by the commands.
    pub print: Print,
    /// What is wrong with an arc.
    pub arc: Arc,
    /// Each action's name in hints and its sentence in the help, by the action's name.
    pub action: BTreeMap<String, ActionWords>,
    /// Each place's name in the help.
    pub place: BTreeMap<String, String>,
    /// Each kind of detail, as the checklist under an answer names it.
    pub detail: BTreeMap<String, String>,
}

/// An action in words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActionWords {
    /// A word or two, for the foot of the screen.
    pub name: String,
    /// A sentence, for the help and the palette.
    pub help: String,
}

/// A trouble in words.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// One line: what is wrong.
    pub what: String,
    /// One line: what to do.
    pub hint: String,
}

impl Trouble {
    /// The error of this kind, its `{placeholders}` filled.
    #[must_use]
    pub fn error(&self, kind: Kind, fields: &[(&str, &str)]) -> Error {
        Error { kind, what: fill(&self.what, fields), hint: fill(&self.hint, fields) }
    }
}

static JA: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("../assets/words/ja.toml")));
static EN: LazyLock<Words> = LazyLock::new(|| Words::read(include_str!("../assets/words/en.toml")));

impl Words {
    /// The sentences in `language`, read once.
    ///
    /// # Panics
    /// Never with the words in the repository: a test reads both files.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        match language {
            Language::Ja => &JA,
            Language::En => &EN,
        }
    }

    #[expect(clippy::expect_used, reason = "the files are compiled in and read by a test in both languages")]
    fn read(text: &str) -> Self {
        toml::from_str(text).expect("assets/words are complete")
    }
}

/// `template` with each `{name}` replaced by its value. A name without a value stays as it is.
#[must_use]
pub fn fill(template: &str, fields: &[(&str, &str)]) -> String {
    let mut out = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let field = after.split_once('}').and_then(|(name, behind)| {
            let (_, value) = fields.iter().find(|(known, _)| *known == name)?;
            Some((*value, behind))
        });
        if let Some((value, behind)) = field {
            out.push_str(value);
            rest = behind;
        } else {
            out.push('{');
            rest = after;
        }
    }
    out.push_str(rest);
    out
}

/// A time as people read it: RFC 3339 to the minute, as the author's clock showed it.
#[must_use]
pub fn minute(at: &str) -> String {
    at.get(..16).unwrap_or(at).replace('T', " ")
}

/// How long ago `at` was, in seconds since 1970, when it is `now`, RFC 3339; nothing where nobody knows the time.
#[must_use]
pub fn age(words: &Shelf, at: i64, now: &str) -> String {
    let Some(now) = seconds(now) else { return String::new() };
    let minutes = (now - at).max(0) / 60;
    let (hours, days) = (minutes / 60, minutes / 60 / 24);
    let (count, one, many) = match (minutes, hours, days) {
        (0, ..) => return words.age_now.clone(),
        (_, 0, _) => (minutes, &words.age_minute, &words.age_minutes),
        (_, _, 0) => (hours, &words.age_hour, &words.age_hours),
        (_, _, 1..60) => (days, &words.age_day, &words.age_days),
        (_, _, 60..730) => (days / 30, &words.age_month, &words.age_months),
        (..) => (days / 365, &words.age_year, &words.age_years),
    };
    fill(if count == 1 { one } else { many }, &[("count", &count.to_string())])
}

/// A time, RFC 3339, in seconds since 1970.
fn seconds(at: &str) -> Option<i64> {
    let number = |from: usize, to: usize| at.get(from..to)?.parse::<i64>().ok();
    let clock = (number(11, 13)? * 60 + number(14, 16)?) * 60 + number(17, 19)?;
    let offset = match at.get(19..20)? {
        "+" => (number(20, 22)? * 60 + number(23, 25)?) * 60,
        "-" => -(number(20, 22)? * 60 + number(23, 25)?) * 60,
        _ => 0,
    };
    Some(day(at)? * 86_400 + clock - offset)
}

/// The day of a time, RFC 3339, or of a day alone, counted from the first of 1970.
#[must_use]
pub fn day(at: &str) -> Option<i64> {
    let mut parts = at.get(..10)?.split('-').map(str::parse::<i64>);
    let (year, month, day) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
    // Days of the Gregorian calendar, with years that start in March and so end with the leap day (the civil calendar, as in
    // Hinnant's "chrono").
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    Some(days + (153 * month + 2) / 5 + day - 1 - 719_468)
}

/// Fields that own their values, as [`fill`] takes them.
#[must_use]
pub fn lent<'f, const N: usize>(fields: &'f [(&'f str, String); N]) -> [(&'f str, &'f str); N] {
    fields.each_ref().map(|(name, value)| (*name, value.as_str()))
}

/// The rows of a table, taken out by name. serde's own reading of a struct of two hundred fields is one function that
/// takes a compiler minutes to optimise.
struct Rows<T> {
    rows: BTreeMap<String, T>,
    missing: Option<&'static str>,
}

impl<T: Default> Rows<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>
    where
        T: Deserialize<'de>,
    {
        BTreeMap::deserialize(deserializer).map(|rows| Self { rows, missing: None })
    }

    /// The row of this field's name.
    #[inline(never)]
    fn take(&mut self, field: &'static str) -> T {
        let row = self.rows.remove(&field.replace('_', "-"));
        row.unwrap_or_else(|| {
            self.missing.get_or_insert(field);
            T::default()
        })
    }

    /// Every row was there and was taken.
    fn end<E: serde::de::Error>(self) -> Result<(), E> {
        match (self.missing, self.rows.into_keys().next()) {
            (Some(missing), _) => Err(E::missing_field(missing)),
            (None, Some(unknown)) => Err(E::custom(format!("unknown row `{unknown}`"))),
            (None, None) => Ok(()),
        }
    }
}

/// Declares a table of the words: a struct whose fields are all rows of one kind.
macro_rules! table {
    ($(#[$doc:meta])* $name:ident of $row:ty { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone)]
        #[expect(missing_docs, reason = "each field is the row of that name in assets/words")]
        pub struct $name { $(pub $field: $row),* }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let mut rows = Rows::read(deserializer)?;
                let all = Self { $($field: rows.take(stringify!($field))),* };
                rows.end()?;
                Ok(all)
            }
        }
    };
}

table! {
    /// Troubles, by name.
    Errors of Trouble {
        fault, missing, folder, special, unreadable, empty, binary, too_large, encoding, no_terminal, broken_draft, newer_draft,
        conflict_draft, planted_draft, cannot_save, cannot_write, unknown_key, not_asked, no_such_choice, no_voice,
        too_many, one_line, unknown_arc, not_of_a_tip, no_tip_chosen, precious, choice, exists, no_answer, usage, argument,
        missing_argument, one_too_many, missing_value, conflict, value, keymap, config, standard_input, demo, unknown_shell, folder_list,
        unknown_flow, flow_exists, no_voices, no_axis, editor, set, no_tip_line, not_saved_fault, forget_held, forget_unsaved, forget_words, forget_thrown,
    }
}

table! {
    /// What is wrong with a flow of questions, by name.
    Faults of Trouble {
        toml, version, unknown_key, nearest_key, missing, text, texts, number, day, yes_no, table, tables, condition,
        not_one_of, bad_id, twice, unknown_stage, unknown_question, unknown_value, unknown_placeholder, outside,
        nobody_chooses, lone_brace, too_few_choices, choices_unasked, episode_untold, no_language, language_missing, no_limit, circle,
        never_true, empty_stage, two_questions, bare_why, leading,
    }
}

table! {
    /// What the screens say.
    Screen of String {
        name, outline, question, story, shelf, export, help, palette, find, question_count, to_story, beyond, done,
        holds, open, characters, follow_up, make_outcome, answered, read_back, go_on, dormant, question_count_short, to_story_short, beyond_short, reason_lacks, reason_has, reason_rich, and, starter, choose_tips, choose_one,         story_empty, export_to, export_where, palette_find,
        twice, origin_post, origin_answer, origin_bridge, origin_edit,
        origin_layout, origin_edit_of, origin_taken_out, origin_before, origin_left_out, rewording, reword_empty, arcs, arc_empty, left_off, left_off_short,
        changed, changed_then, changed_now, changed_other, changed_mine, changed_both, changed_nothing, changed_taken_out, changed_bridge, no_title, read_only, compare, compare_mine, compare_theirs, compare_nothing, stray, stray_row, stray_to, from_axis,
        retold, retold_own, bank, bank_find, bank_count, bank_reading, bank_empty, bank_other, bank_differs, bank_times,
        episode_failure, episode_turn, episode_success,
        tips, tips_as_one, tips_none, tip_begins, tip_within, tip_outside, tip_heading,
    }
}

table! {
    /// What the shelf and the trash say.
    Shelf of String {
        find, looking, reading, count, count_of, empty, nothing, trash, trash_empty, stopped, thrown, restored, renamed, followed, answer, answered,
        revealed, new_name, no_post_hint, held, in_the_way, remembered, no_name, unread, refused, busy,
        throwing, restoring, renaming, stays_open, in_journal, lost_found, no_post, broken, newer, torn,
        undecided, recovered, changed, age_now, age_minute, age_minutes, age_hour, age_hours, age_day, age_days, age_month,
        age_months, age_year, age_years,
    }
}

table! {
    /// How the draft stands.
    Saving of String { saved, unsaved, failed, new }
}

table! {
    /// Lines that come and go.
    Notice of String {
        saved, not_saved, in_memory, how_to_leave, exported, copied, not_copied, not_copied_out, no_editor, editor_failed, editor_kept, post_changed, handed_over, no_question, exists, read_only, recovered, merged, conflict,
        nothing_to_probe, probe_dismissed, last_question, not_found, parked, skipped, dont_know, cant_say, none,
        tips_changed, promise, encoding, undecodable, front_matter, held, held_too, pick_tip, three_tips, no_more_undo,
        nothing_to_paste, one_line_only, demo, untold, conflicts, undo_with, choose_with, list_with, renew_with, torn, torn_merged, nothing_to_compare, chosen, all_chosen,
        one_only, nothing_stray, given, given_in_part, put_back, nothing_brought_back, kept, recovered_more, recovered_edit, recovered_edits,
        broken_flow, broken_arc, no_arc, no_flow, axis_changed, axis_offer, axis_same, axis_renewed, axis_kept,
        no_tip_here, no_tip_line, reworded, not_reworded, story_retyped, story_unchanged, taken_out, put_in_again, no_bridge, no_other_bridge, bridge_of,
        nothing_twice, no_more_redo, passed_over, own_aside, own_again, back_to_story, arc_taken, nothing_changed, not_merged, no_place,
        told_again, told_apart, told_behind, not_told_here, told_once, told_often, told_differently, corrected,
        correction_taken, nothing_corrected,
        saved_again, in_journal, strays, broken, overrule_with, overruled, nothing_broken, last_state, taken_over,
        put_off, flow_changed, flow_and, flow_new, flow_reworded, flow_retired, flow_renamed,
    }
}

table! {
    /// Why the system refused.
    Why of String {
        permission, gone, full, read_only, not_utf8, unknown_key, unknown_place, unknown_action, typed, twice, selects, stalled,
        wanted, wanted_text, wanted_number, wanted_table, wanted_tables, wanted_tip, wanted_voice, wanted_language, wanted_bridges, wanted_outcome,
        wanted_taken_for, wanted_says,
    }
}

table! {
    /// What `naze config` prints.
    Config of String {
        row, language, ambiguous, colour, editor, folder, state, keys, builtin, unset, auto, auto_narrow, auto_wide, narrow, wide, silent, on, off,
        there, absent, usual,
    }
}

table! {
    /// What the commands print.
    Print of String {
        title, no_title, language, japanese, english, register, desumasu, dearu, mixed, plain, kind, howto, other, intro,
        tips, closing, not_there, lines, why, candidate, status, status_ready, no_drafts, draft_broken, post_missing, written, ask_opening, ask_help, ask_choose, ask_reason, ask_story, ask_said, answer_said, answer_cleared, ask_starter, ask_corrected, ask_read_back, ask_again,
        ask_done, ask_saved, ask_bad, ask_stage, forgotten, nothing_kept, skipped, parked, dont_know, cant_say, none, finish,
        from_axis, retold, flow, flow_hidden, flow_broken, flow_builtin, flow_begun, flows_none, flows_fine, flows_faults, axis_at,
        bank_telling, bank_tip, bank_also, bank_differs, bank_empty, bank_none, bank_passed, axis_none, axis_kept, axis_replaced, voices_taken, no_voices, why_unmended, strays, no_reply,
        arc_chosen, arc_proposed, arc_parts, arc_and, verify_lost, verify_nowhere, verify_left_out, verify_bridge,
        verify_edit, verify_layout, verify_was, verify_taken_out, verify_count, verify_missing, verify_foreign, verify_twice, unagreed, verify_left_off, left_off,
    }
}

table! {
    /// What is wrong with an arc.
    Arc of String {
        version, bad_id, no_language, no_slots, one_of_two, keeps_all, no_with, unknown_box, empty_box, unknown_slot,
        unknown_bridge,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_age_is_said_in_the_largest_unit_that_fits() {
        let words = |language| &Words::of(language).shelf;
        let then = seconds("2026-11-23T21:04:10+09:00").unwrap();
        assert_eq!(then, 1_795_435_450);
        assert_eq!(seconds("1970-01-01T00:00:00Z"), Some(0));
        assert_eq!(seconds("2024-03-01T00:00:00-01:00"), Some(1_709_254_800));
        for (now, ja, en) in [
            ("2026-11-23T21:05:00+09:00", "たった今", "just now"),
            ("2026-11-23T12:05:10Z", "1分前", "1 minute ago"),
            ("2026-11-23T23:04:10+09:00", "2時間前", "2 hours ago"),
            ("2026-11-26T21:04:10+09:00", "3日前", "3 days ago"),
            ("2027-02-23T21:04:10+09:00", "3か月前", "3 months ago"),
            ("2029-11-23T21:04:10+09:00", "3年前", "3 years ago"),
            ("2020-11-23T21:04:10+09:00", "たった今", "just now"),
            ("", "", ""),
        ] {
            assert_eq!(age(words(Language::Ja), then, now), ja);
            assert_eq!(age(words(Language::En), then, now), en);
        }
    }

    #[test]
    fn days_are_counted_over_leap_years() {
        let between = |one, other| day(other).unwrap() - day(one).unwrap();
        assert_eq!(between("2024-02-28", "2024-03-01"), 2);
        assert_eq!(between("2023-02-28", "2023-03-01T10:00:00Z"), 1);
        assert_eq!(between("2023-12-31", "2024-12-31"), 366);
        assert_eq!(day("soon"), None);
    }

    #[test]
    fn placeholders_are_filled_and_unknown_ones_stay() {
        assert_eq!(fill("{a} of {b} {c} {", &[("a", "1"), ("b", "{a}")]), "1 of {a} {c} {");
    }
}
