//! What the policy expects of a value: one small set of terms, the same wherever a value is
//! expected.
//!
//! A scalar must be equal; a map has an expectation for each of its keys; a list must be contained;
//! `equals`, `has`, `only`, `never`, `at-least`, `at-most`, `contains`, `matches` and `present` are
//! the terms by name. The compared value is a value, nothing, or something that only a run can
//! tell; the last neither meets nor breaks an expectation. Pure: the reader of a workflow or a
//! configuration file makes the [`Actual`].

mod shown;

use serde_json::Value;

pub use self::shown::{list_values, show_value};
use crate::formats::expr::datum::number_text;
use crate::span::{Span, Spanned};

/// What is expected of one value: all terms must hold.
#[derive(Clone, Debug)]
pub struct Expectation {
    /// Place of the whole expectation.
    pub span: Span,
    /// The terms, in the order of the policy; never empty.
    pub terms: Vec<Spanned<Term>>,
}

/// The value that an expectation is compared with.
#[derive(Clone, Debug, PartialEq)]
pub enum Actual {
    /// There is no value.
    Absent,
    /// The value is known.
    Value(Value),
    /// Only a run can tell the value.
    Unknown {
        /// The written value: a text with an expression in it, or a list with such a text; null
        /// where not even that is known.
        written: Value,
        /// The reason why only a run can tell.
        why: String,
    },
}

/// How two scalars are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectationComparison {
    /// By type and value: `true` is not `"true"`. For configuration files, whose readers tell types
    /// apart.
    Typed,
    /// By the text that GitHub makes of a scalar: `2` is `"2"`, and `3.10` is `"3.1"`.
    AsText,
}

/// A term that does not hold.
#[derive(Clone, Debug, PartialEq)]
pub struct Miss {
    /// The keys that lead to the value, outermost first.
    pub keys: Vec<String>,
    /// Place of the term in the policy.
    pub span: Span,
    /// The expected value, in words that follow "expected": "at most 7".
    pub expected: String,
    /// The actual value, in words: "`70`", "nothing".
    pub found: String,
    /// The reason why the term can neither be met nor broken; `None` for a broken term.
    pub unknown: Option<String>,
}

impl Expectation {
    /// Returns all terms that do not hold; an empty list if all hold.
    #[must_use]
    pub fn misses(&self, actual: &Actual, by: ExpectationComparison) -> Vec<Miss> {
        let mut misses = Vec::new();
        self.hold(actual, by, &mut Vec::new(), &mut misses);
        misses
    }

    fn hold(
        &self,
        actual: &Actual,
        by: ExpectationComparison,
        keys: &mut Vec<String>,
        out: &mut Vec<Miss>,
    ) {
        for term in &self.terms {
            if let Term::Keys(expected) = &term.value {
                each_key(expected, actual, by, keys, out);
                continue;
            }
            let unknown = match (actual, is_held(&term.value, actual, by)) {
                (_, Some(true)) => continue,
                (Actual::Unknown { why, .. }, None) => Some(why.clone()),
                _ => None,
            };
            out.push(Miss {
                keys: keys.clone(),
                span: term.span,
                expected: term.value.words(),
                found: found(actual),
                unknown,
            });
        }
    }
}

fn each_key(
    expected: &[(Spanned<String>, Expectation)],
    actual: &Actual,
    by: ExpectationComparison,
    keys: &mut Vec<String>,
    out: &mut Vec<Miss>,
) {
    for (key, expectation) in expected {
        let value = match actual {
            Actual::Value(Value::Object(map)) => {
                map.get(&key.value).cloned().map_or(Actual::Absent, Actual::from)
            }
            Actual::Unknown { why, .. } => {
                Actual::Unknown { written: Value::Null, why: why.clone() }
            }
            Actual::Absent | Actual::Value(_) => Actual::Absent,
        };
        keys.push(key.value.clone());
        expectation.hold(&value, by, keys, out);
        keys.pop();
    }
}

/// Returns whether a term holds; `None` if only a run can tell.
fn is_held(term: &Term, actual: &Actual, by: ExpectationComparison) -> Option<bool> {
    match (actual, term) {
        (Actual::Value(value), _) => Some(holds(term, value, by)),
        (Actual::Absent, Term::Present(expected)) => Some(!expected),
        (Actual::Absent, term) => Some(matches!(term, Term::Never(_))),
        // The value exists, whatever the run makes of it.
        (Actual::Unknown { .. }, Term::Present(expected)) => Some(*expected),
        // The literal items beside an expression can be enough for these terms, and too much for
        // `never`.
        (Actual::Unknown { written, .. }, Term::Equals(_) | Term::Has(_) | Term::Contains(_)) => {
            holds(term, written, by).then_some(true)
        }
        (Actual::Unknown { written, .. }, Term::Never(_)) => {
            (!holds(term, written, by)).then_some(false)
        }
        (Actual::Unknown { .. }, _) => None,
    }
}

fn holds(term: &Term, value: &Value, by: ExpectationComparison) -> bool {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let among = |list: &[Value], item: &Value| list.iter().any(|other| equal(other, item, by));
    match term {
        Term::Equals(expected) => equal(expected, value, by),
        Term::Keys(_) => true,
        Term::Has(expected) => expected.iter().all(|item| among(items, item)),
        Term::Only(allowed) => items.iter().all(|item| among(allowed, item)),
        Term::Never(banned) => !items.iter().any(|item| among(banned, item)),
        Term::AtLeast(bound) => compared(value, *bound).is_some_and(std::cmp::Ordering::is_ge),
        Term::AtMost(bound) => compared(value, *bound).is_some_and(std::cmp::Ordering::is_le),
        Term::Contains(part) => items.iter().any(|item| shown::text(item).contains(part.as_str())),
        Term::Matches(expression) => {
            !items.is_empty() && items.iter().all(|item| expression.is_match(&shown::text(item)))
        }
        Term::Present(expected) => *expected,
    }
}

/// Compares a value with a bound; `None` if the value is not on the scale of the bound.
fn compared(value: &Value, bound: Bound) -> Option<std::cmp::Ordering> {
    match (Bound::read(value)?, bound) {
        (Bound::Number(value), Bound::Number(bound)) => value.partial_cmp(&bound),
        (Bound::Permission(value), Bound::Permission(bound)) => Some(value.cmp(&bound)),
        _ => None,
    }
}

/// Returns whether two values are equal; the items of lists may stand in any order.
fn equal(a: &Value, b: &Value, by: ExpectationComparison) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            let mut left: Vec<&Value> = b.iter().collect();
            a.len() == b.len()
                && a.iter().all(|item| {
                    let place = left.iter().position(|other| equal(item, other, by));
                    place.map(|place| left.swap_remove(place)).is_some()
                })
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, value)| b.get(key).is_some_and(|o| equal(value, o, by)))
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        (Value::Array(_) | Value::Object(_), _) | (_, Value::Array(_) | Value::Object(_)) => false,
        _ if by == ExpectationComparison::AsText => shown::text(a) == shown::text(b),
        _ => a == b,
    }
}

fn found(actual: &Actual) -> String {
    match actual {
        Actual::Absent => "nothing".to_owned(),
        Actual::Value(value) => show_value(value),
        Actual::Unknown { written, .. } => show_value(written),
    }
}

impl From<Value> for Actual {
    /// Returns the value as unknown if it contains an expression, else as known.
    fn from(written: Value) -> Self {
        match expression_in(&written) {
            Some(text) => {
                let why = format!("`{text}` is decided by the run");
                Self::Unknown { written, why }
            }
            None => Self::Value(written),
        }
    }
}

fn expression_in(value: &Value) -> Option<&str> {
    match value {
        Value::String(text) if text.contains("${{") => Some(text),
        Value::Array(items) => items.iter().find_map(expression_in),
        _ => None,
    }
}

impl Term {
    /// Returns the term in words that follow "expected".
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Equals(value) => format!("exactly {}", show_value(value)),
            Self::Keys(keys) => {
                let names = keys.iter().map(|(key, _)| format!("`{}`", key.value));
                format!("a map with {}", names.collect::<Vec<_>>().join(", "))
            }
            Self::Has(items) => format!("at least {}", list_values(items)),
            Self::Only(items) => format!("nothing but {}", list_values(items)),
            Self::Never(items) => format!("never {}", list_values(items)),
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
            Self::Number(number) => number_text(number),
            Self::Permission(level) => ["none", "read", "write"]
                .get(usize::from(level))
                .copied()
                .unwrap_or("write")
                .to_owned(),
        }
    }
}

#[cfg(test)]
mod tests;

/// One term of an expectation.
#[derive(Clone, Debug)]
pub enum Term {
    /// The value is equal. Items of a list may stand in any order.
    Equals(Value),
    /// The value is a map, with an expectation for each of these keys; other keys may be anything.
    Keys(Vec<(Spanned<String>, Expectation)>),
    /// The list contains these items and maybe more; a single value is a list of one.
    Has(Vec<Value>),
    /// The list contains nothing but these items; a single value is one of these.
    Only(Vec<Value>),
    /// The list contains none of these items, or there is no value.
    Never(Vec<Value>),
    /// The value is at this bound or over it.
    AtLeast(Bound),
    /// The value is at this bound or under it.
    AtMost(Bound),
    /// The text contains this text; for a list, some item does.
    Contains(String),
    /// The text matches the expression; for a list, every item does.
    Matches(regex::Regex),
    /// The value exists, or does not exist.
    Present(bool),
}

/// The end of an ordered scale.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub enum Bound {
    /// A number.
    Number(f64),
    /// A permission: 0 for `none`, 1 for `read`, 2 for `write`.
    Permission(u8),
}

impl Bound {
    /// Reads a bound, or a value to compare with one.
    #[must_use]
    pub fn read(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64().map(Self::Number),
            Value::String(text) => match text.as_str() {
                "none" => Some(Self::Permission(0)),
                "read" => Some(Self::Permission(1)),
                "write" => Some(Self::Permission(2)),
                text => text.trim().parse().ok().map(Self::Number),
            },
            _ => None,
        }
    }
}
