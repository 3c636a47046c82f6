//! Writes expectations and values in words.

use serde_json::Value;

use crate::formats::expr::datum::number_text;

/// Writes a value for a sentence: `3.12`, [`a`, `b`], {`contents`: `read`}.
#[must_use]
pub fn shown(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(items) => format!("[{}]", listed(items)),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("`{key}`: {}", shown(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        scalar => format!("`{}`", text(scalar)),
    }
}

/// Writes values as an enumeration.
#[must_use]
pub fn listed(items: &[Value]) -> String {
    items.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// Returns the text that GitHub makes of a scalar, a number in its shortest form; of a list or map
/// its JSON.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => number_text(value),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}
