//! Expectations and values in words.

use serde_json::Value;

use super::{Bound, Term};

/// A value as a sentence shows it: `3.12`, [`a`, `b`], {`contents`: `read`}.
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

/// Values after each other.
#[must_use]
pub fn listed(items: &[Value]) -> String {
    items.iter().map(shown).collect::<Vec<_>>().join(", ")
}

/// The text that GitHub makes of a scalar: a number at its shortest. Of a list or map, its JSON.
pub(super) fn text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Number(number) => match number.as_f64() {
            Some(value) if number.is_f64() => crate::formats::expr::datum::number_text(value),
            _ => number.to_string(),
        },
        other => other.to_string(),
    }
}

impl Term {
    /// What it expects, in words that follow "expected".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Equals(value) => format!("exactly {}", shown(value)),
            Self::Keys(keys) => {
                let names = keys.iter().map(|(key, _)| format!("`{}`", key.value));
                format!("a map with {}", names.collect::<Vec<_>>().join(", "))
            }
            Self::Has(items) => format!("at least {}", listed(items)),
            Self::Only(items) => format!("nothing but {}", listed(items)),
            Self::Never(items) => format!("never {}", listed(items)),
            Self::AtLeast(bound) => format!("at least `{}`", bound.words()),
            Self::AtMost(bound) => format!("at most `{}`", bound.words()),
            Self::Contains(part) => format!("a text with `{part}` in it"),
            Self::Matches(expression) => format!("a text that fits `{expression}`"),
            Self::Present(true) => "any value".to_owned(),
            Self::Present(false) => "no value".to_owned(),
        }
    }
}

impl Bound {
    fn words(self) -> String {
        match self {
            Self::Number(number) => crate::formats::expr::datum::number_text(number),
            Self::Permission(level) => ["none", "read", "write"]
                .get(usize::from(level))
                .copied()
                .unwrap_or("write")
                .to_owned(),
        }
    }
}
