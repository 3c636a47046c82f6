//! Writes expectations and values in words.

use serde_json::Value;

use crate::formats::expr::datum::number_text;

/// Writes a value for a sentence: `3.12`, [`a`, `b`], {`contents`: `read`}.
#[must_use]
pub fn show_value(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::Array(items) => format!("[{}]", list_values(items)),
        Value::Object(map) => {
            let pairs = map.iter().map(|(key, value)| format!("`{key}`: {}", show_value(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        scalar => format!("`{}`", text(scalar)),
    }
}

/// Writes values as an enumeration.
#[must_use]
pub fn list_values(items: &[Value]) -> String {
    items.iter().map(show_value).collect::<Vec<_>>().join(", ")
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
