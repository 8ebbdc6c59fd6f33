//! The house keeps itself tidy: layers, file sizes, complete words, help equal to keys, no stray files.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use naze::app::action::Action;
use naze::app::keymap::{Keymap, Place};
use naze::text::Language;
use naze::words::Words;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Every Rust file below a folder, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![root().join(folder)];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() && !path.ends_with("target") {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    assert!(!found.is_empty());
    found
}

/// The top-level modules from the ground up. Trade modules stand in the order of the pipeline: each may import those
/// before it.
const LAYERS: [&[&str]; 5] = [
    &["error", "words", "text"],
    &["post", "answers", "voice", "flow", "probe", "draft", "axis", "interview", "story", "review", "bank", "export"],
    &["app"],
    &["ui"],
    &["shell"],
];

/// (layer, place in the pipeline) of a top-level module.
fn rank(module: &str) -> Option<(usize, usize)> {
    LAYERS.iter().enumerate().find_map(|(layer, modules)| {
        let place = modules.iter().position(|known| *known == module)?;
        // Ground modules may use each other; only the trade is a pipeline.
        Some((layer, if layer == 1 { place } else { 0 }))
    })
}

/// The top-level module a file belongs to.
fn module_of(path: &Path) -> String {
    let inside = path.strip_prefix(root().join("src")).unwrap();
    let first = inside.components().next().unwrap().as_os_str().to_string_lossy().into_owned();
    first.trim_end_matches(".rs").to_owned()
}

/// The code of a file without comments and without its tests.
fn code(text: &str) -> String {
    let body = text.split("#[cfg(test)]").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_import_points_down() {
    for (path, text) in sources("src") {
        let module = module_of(&path);
        if module == "lib" || module == "main" {
            continue;
        }
        let here = rank(&module).unwrap_or_else(|| panic!("{module} is in no layer; see tests/tidy.rs"));
        let code = code(&text);
        for after in code.split("crate::").skip(1) {
            let name: String = after.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
            let Some(there) = rank(&name) else { continue };
            assert!(there <= here, "{}: {module} imports {name}, which lies above it", path.display());
        }
    }
}

#[test]
fn only_shell_touches_the_world() {
    // No room but `shell` may hold these; each layer has a word or two more.
    let world = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::time",
        "jiff",
        "crossterm",
        "directories",
        "tempfile",
    ];
    for (path, text) in sources("src") {
        let more: &[&str] = match rank(&module_of(&path)) {
            Some((0 | 1, _)) => &["ratatui"],
            Some((2, _)) => &[],
            Some((3, _)) => &["&mut Model", "Paragraph"],
            _ => continue,
        };
        for word in world.iter().chain(more) {
            assert!(!code(&text).contains(word), "{} uses {word}", path.display());
        }
    }
}

#[test]
fn no_file_is_longer_than_five_hundred_lines() {
    for (path, text) in sources("src").into_iter().chain(sources("tests")) {
        let lines = text.lines().count();
        assert!(lines <= 500, "{} has {lines} lines", path.display());
    }
}

#[test]
fn modules_name_themselves() {
    for (path, _) in sources("src") {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        for vague in ["mod", "utils", "util", "helpers", "common", "types", "manager", "component", "misc"] {
            assert_ne!(name, vague, "{}", path.display());
        }
    }
}

/// Every sentence of a words file with the placeholders it holds, by dotted name.
fn sentences(text: &str) -> BTreeMap<String, BTreeSet<String>> {
    fn walk(at: &str, value: &toml::Value, found: &mut BTreeMap<String, BTreeSet<String>>) {
        match value {
            toml::Value::String(sentence) => {
                let fields = sentence.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                found.insert(at.to_owned(), fields.map(|(name, _)| name.to_owned()).collect());
            }
            toml::Value::Table(table) => {
                for (name, value) in table {
                    walk(&format!("{at}.{name}"), value, found);
                }
            }
            toml::Value::Integer(_)
            | toml::Value::Float(_)
            | toml::Value::Boolean(_)
            | toml::Value::Datetime(_)
            | toml::Value::Array(_) => panic!("{at} is no sentence"),
        }
    }
    let mut found = BTreeMap::new();
    walk("", &toml::Value::Table(toml::from_str(text).unwrap()), &mut found);
    found
}

#[test]
fn both_languages_say_the_same_things() {
    let [ja, en] = ["ja", "en"]
        .map(|language| sentences(&fs::read_to_string(root().join(format!("assets/words/{language}.toml"))).unwrap()));
    assert_eq!(ja.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    for (name, fields) in &ja {
        assert_eq!(fields, &en[name], "{name}");
    }
}

#[test]
fn every_sentence_is_used() {
    let code: String = sources("src").into_iter().map(|(_, text)| text).collect();
    for name in sentences(&fs::read_to_string(root().join("assets/words/en.toml")).unwrap()).keys() {
        let mut parts = name.split('.').skip(1);
        let (Some(table), Some(field)) = (parts.next(), parts.next()) else { continue };
        if ["screen", "saving", "notice", "error", "print"].contains(&table) {
            let field = field.replace('-', "_");
            let said = [format!("{table}.{field}"), format!("{table}s.{field}")];
            let aliased = code.contains(&format!("&words.{table};")) || code.contains(&format!("&self.words.{table};"));
            let by_alias = aliased && code.contains(&format!(".{field}"));
            assert!(said.iter().any(|said| code.contains(said)) || by_alias, "{name} is said nowhere");
        }
    }
}

#[test]
fn help_equals_keys() {
    for language in [Language::Ja, Language::En] {
        let words = Words::of(language);
        for (place, action, keys) in Keymap::builtin().rows() {
            let name = kebab(&format!("{action:?}"));
            assert!(words.action.contains_key(&name), "{language:?} has no words for {name}");
            assert!(words.place.contains_key(&kebab(&format!("{place:?}"))), "{language:?} has no word for {place:?}");
            assert!(!keys.is_empty(), "{place:?} {action:?} has no key");
        }
    }
}

fn kebab(camel: &str) -> String {
    let mut out = String::new();
    for c in camel.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.extend(c.to_lowercase());
    }
    out
}

#[test]
fn nothing_strays_at_the_top() {
    let known: BTreeSet<&str> = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "prompts",
        "tests",
        "assets",
        "README.md",
        "README.ja.md",
        "CHANGELOG.md",
        "CONTRIBUTING.md",
        "LICENSE-MIT",
        "LICENSE-APACHE",
        "clippy.toml",
        "rustfmt.toml",
        ".ci",
        ".git",
        ".github",
        ".gitignore",
        ".gitattributes",
        "target",
    ]
    .into();
    for entry in fs::read_dir(root()).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        assert!(known.contains(name.as_str()), "{name} strays at the top level");
    }
}

/// The keys an author needs first, as the README shows them: made from the keymap and the words.
fn keys_table(language: Language) -> String {
    let (words, keymap) = (Words::of(language), Keymap::builtin());
    let shown = [
        Action::Next,
        Action::Previous,
        Action::Outline,
        Action::Palette,
        Action::Probe,
        Action::Finish,
        Action::Turn,
        Action::Tips,
        Action::Starter,
        Action::Editor,
        Action::Undo,
        Action::Redo,
        Action::Find,
        Action::Save,
        Action::Leave,
        Action::Help,
    ];
    let mut table = "| | |\n| --- | --- |\n".to_owned();
    for action in shown {
        let key = keymap.key(Place::Text, action).unwrap();
        let help = &words.action[&kebab(&format!("{action:?}"))].help;
        writeln!(table, "| `{key}` | {help} |").unwrap();
    }
    table
}

#[test]
fn the_readmes_show_the_keys_there_are() {
    for (file, language) in [("README.md", Language::En), ("README.ja.md", Language::Ja)] {
        let table = keys_table(language);
        let text = fs::read_to_string(root().join(file)).unwrap();
        assert!(text.contains(&table), "{file} should show:\n{table}");
    }
}
