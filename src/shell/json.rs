//! JSON as the commands print it: one line a value, so that pipes and `jq` read it alike.

use serde::Serialize;

/// A value as one line of JSON with its line end.
#[must_use]
pub fn line(value: &impl Serialize) -> String {
    // Our shapes hold only strings, numbers and lists; they always serialise.
    serde_json::to_string(value).map(|text| text + "\n").unwrap_or_default()
}

/// The name a plain enum value has in JSON.
#[must_use]
pub fn name(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(_) | Err(_) => String::new(),
    }
}
