//! The values that an evaluation works with, and the coercions between them.
//!
//! Beside [`ExprValue`], a [`Datum`] keeps what the public type has no room for: the order of an object,
//! whether an array came from an object filter, the identity of collections (GitHub compares them by
//! reference), and the truthiness of a value that is otherwise unknown.
//!
//! Source: `actions/runner`, `src/Sdk/Expressions/EvaluationResult.cs`, `Sdk/ExpressionUtility.cs`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::shape::Shape;
use super::value::ExprValue;
use crate::formats::expr::fold::fold_case;

/// A value during an evaluation.
#[derive(Clone, Debug)]
pub(crate) enum Datum {
    Null,
    Bool(bool),
    Number(f64),
    Text(Rc<str>),
    List(Rc<DatumList>),
    Map(Rc<Map>),
    /// A text of which only the shape is known.
    Shaped(Rc<Shape>),
    /// Not known before the run; whether it is truthy may be known all the same, as for
    /// `format('a {0}', unknown)` or `unknown && false`.
    Unknown(Option<bool>),
}

/// An array.
#[derive(Debug)]
pub(crate) struct DatumList {
    pub(crate) items: Vec<Datum>,
    /// Made by `.*`: a property of it is that property of each item.
    pub(crate) filtered: bool,
    /// Whether the order of the items is the one that GitHub sees.
    pub(crate) ordered: bool,
}

/// An object.
#[derive(Debug)]
pub(crate) struct Map {
    pub(crate) fields: Vec<(String, Datum)>,
    /// Whether it may have others, which are not known.
    pub(crate) open: bool,
    /// Whether the order of the fields is the one that GitHub sees.
    pub(crate) ordered: bool,
}

impl Map {
    /// The value of a key, compared without case.
    pub(crate) fn get(&self, key: &str) -> Option<&Datum> {
        let key = fold_case(key);
        self.fields.iter().find(|(name, _)| fold_case(name) == key).map(|(_, value)| value)
    }
}

impl Datum {
    pub(crate) const UNKNOWN: Self = Self::Unknown(None);

    pub(crate) fn text(text: &str) -> Self {
        Self::Text(Rc::from(text))
    }

    pub(crate) fn list(items: Vec<Self>) -> Self {
        Self::List(Rc::new(DatumList { items, filtered: false, ordered: true }))
    }

    pub(crate) fn map(fields: Vec<(String, Self)>) -> Self {
        Self::Map(Rc::new(Map { fields, open: false, ordered: true }))
    }

    /// Truthiness, `None` where unknown.
    pub(crate) fn truth(&self) -> Option<bool> {
        match self {
            Self::Null => Some(false),
            Self::Bool(value) => Some(*value),
            Self::Number(value) => Some(*value != 0.0 && !value.is_nan()),
            Self::Text(value) => Some(!value.is_empty()),
            Self::List(_) | Self::Map(_) | Self::Shaped(_) => Some(true),
            Self::Unknown(truth) => *truth,
        }
    }

    /// Null, a boolean, a number or a string; an unknown value is none of them.
    pub(crate) fn is_primitive(&self) -> bool {
        matches!(self, Self::Null | Self::Bool(_) | Self::Number(_) | Self::Text(_))
    }

    /// Not known, or not in full.
    pub(crate) fn is_unknown(&self) -> bool {
        matches!(self, Self::Unknown(_) | Self::Shaped(_))
    }

    /// As a string; `None` where unknown.
    pub(crate) fn to_text(&self) -> Option<Rc<str>> {
        Some(match self {
            Self::Null => Rc::from(""),
            Self::Bool(value) => Rc::from(if *value { "true" } else { "false" }),
            Self::Number(value) => Rc::from(number_text(*value)),
            Self::Text(text) => Rc::clone(text),
            Self::List(_) => Rc::from("Array"),
            Self::Map(_) => Rc::from("Object"),
            Self::Unknown(_) | Self::Shaped(_) => return None,
        })
    }

    /// As a number: not a number for collections, and for an unknown value, which callers rule out.
    pub(crate) fn to_number(&self) -> f64 {
        match self {
            Self::Null => 0.0,
            Self::Bool(value) => f64::from(u8::from(*value)),
            Self::Number(value) => *value,
            Self::Text(text) => parse_number(text),
            Self::List(_) | Self::Map(_) | Self::Unknown(_) | Self::Shaped(_) => f64::NAN,
        }
    }

    /// Loose equality; `None` where an unknown value decides.
    pub(crate) fn loosely_equals(&self, other: &Self) -> Option<bool> {
        Some(match (self, other) {
            (Self::Unknown(_), _) | (_, Self::Unknown(_)) => return None,
            (Self::Shaped(a), Self::Shaped(b)) => return a.equals_shape(b),
            (Self::Shaped(shape), Self::Text(text)) | (Self::Text(text), Self::Shaped(shape)) => {
                return shape.equals(text);
            }
            (Self::Shaped(_), Self::List(_) | Self::Map(_))
            | (Self::List(_) | Self::Map(_), Self::Shaped(_)) => false,
            // As a number it may be anything.
            (Self::Shaped(_), _) | (_, Self::Shaped(_)) => return None,
            (Self::List(a), Self::List(b)) => Rc::ptr_eq(a, b),
            (Self::Map(a), Self::Map(b)) => Rc::ptr_eq(a, b),
            (Self::List(_) | Self::Map(_), _) | (_, Self::List(_) | Self::Map(_)) => false,
            (Self::Text(a), Self::Text(b)) => fold_case(a) == fold_case(b),
            (a, b) => a.to_number() == b.to_number(),
        })
    }

    /// Loose order; the outer `None` where an unknown value decides, the inner where the two have no
    /// order (`NaN`, collections).
    pub(crate) fn loose_order(&self, other: &Self) -> Option<Option<std::cmp::Ordering>> {
        Some(match (self, other) {
            (Self::Unknown(_) | Self::Shaped(_), _) | (_, Self::Unknown(_) | Self::Shaped(_)) => {
                return None;
            }
            (Self::List(a), Self::List(b)) => Rc::ptr_eq(a, b).then_some(std::cmp::Ordering::Equal),
            (Self::Map(a), Self::Map(b)) => Rc::ptr_eq(a, b).then_some(std::cmp::Ordering::Equal),
            (Self::List(_) | Self::Map(_), _) | (_, Self::List(_) | Self::Map(_)) => None,
            (Self::Text(a), Self::Text(b)) => {
                Some(fold_case(a).encode_utf16().cmp(fold_case(b).encode_utf16()))
            }
            (a, b) => a.to_number().partial_cmp(&b.to_number()),
        })
    }

    /// As the public type; an array whose order is not GitHub's is unknown there.
    pub(crate) fn into_outcome(self) -> ExprValue {
        match self {
            Self::Null => ExprValue::Null,
            Self::Bool(value) => ExprValue::Bool(value),
            Self::Number(value) => ExprValue::Number(value),
            Self::Text(text) => ExprValue::String(text.to_string()),
            Self::List(list) if list.ordered || list.items.len() < 2 => {
                ExprValue::Array(list.items.iter().cloned().map(Self::into_outcome).collect())
            }
            Self::Map(map) => {
                let fields = map.fields.iter();
                let fields = fields
                    .map(|(key, value)| (key.clone(), value.clone().into_outcome()))
                    .collect();
                if map.open { ExprValue::Open(fields) } else { ExprValue::Object(fields) }
            }
            Self::Shaped(shape) => ExprValue::Shaped((*shape).clone()),
            Self::List(_) | Self::Unknown(_) => ExprValue::Unknown,
        }
    }
}

impl From<&ExprValue> for Datum {
    fn from(outcome: &ExprValue) -> Self {
        match outcome {
            ExprValue::Null => Self::Null,
            ExprValue::Bool(value) => Self::Bool(*value),
            ExprValue::Number(value) => Self::Number(*value),
            ExprValue::String(text) => Self::text(text),
            ExprValue::Array(items) => Self::list(items.iter().map(Self::from).collect()),
            ExprValue::Ordered(fields) => {
                let fields = fields.iter().map(|(key, value)| (key.clone(), Self::from(value)));
                Self::map(fields.collect())
            }
            ExprValue::Object(fields) => {
                let ordered = fields.len() < 2;
                Self::Map(Rc::new(Map { ordered, open: false, fields: sorted_fields(fields) }))
            }
            ExprValue::Open(fields) => {
                let fields = sorted_fields(fields);
                Self::Map(Rc::new(Map { ordered: false, open: true, fields }))
            }
            ExprValue::Shaped(shape) => Self::Shaped(Rc::new(shape.clone())),
            ExprValue::Unknown => Self::UNKNOWN,
        }
    }
}

fn sorted_fields(fields: &BTreeMap<String, ExprValue>) -> Vec<(String, Datum)> {
    fields.iter().map(|(key, value)| (key.clone(), Datum::from(value))).collect()
}

/// A number as GitHub writes it: at most 15 significant digits (.NET's `G15`).
pub(crate) fn number_text(value: f64) -> String {
    if value.is_nan() {
        return "NaN".to_owned();
    }
    if value.is_infinite() {
        return if value > 0.0 { "Infinity" } else { "-Infinity" }.to_owned();
    }
    if value == 0.0 {
        return "0".to_owned();
    }
    let scientific = format!("{:.14e}", value.abs());
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let digits = mantissa.replace('.', "");
    let digits = digits.trim_end_matches('0');
    let sign = if value < 0.0 { "-" } else { "" };
    let count = i32::try_from(digits.len()).unwrap_or(i32::MAX);
    if !(-4..15).contains(&exponent) {
        let (first, rest) = digits.split_at_checked(1).unwrap_or((digits, ""));
        let point = if rest.is_empty() { "" } else { "." };
        let direction = if exponent < 0 { '-' } else { '+' };
        return format!("{sign}{first}{point}{rest}E{direction}{:02}", exponent.abs());
    }
    if exponent < 0 {
        let zeros = "0".repeat(usize::try_from(-exponent - 1).unwrap_or(0));
        return format!("{sign}0.{zeros}{digits}");
    }
    if count <= exponent + 1 {
        let zeros = "0".repeat(usize::try_from(exponent + 1 - count).unwrap_or(0));
        return format!("{sign}{digits}{zeros}");
    }
    let whole = usize::try_from(exponent + 1).unwrap_or(0);
    let (whole, fraction) = digits.split_at_checked(whole).unwrap_or((digits, ""));
    format!("{sign}{whole}.{fraction}")
}

/// A string as a number: spaces around it do not count, the empty string is zero, and what is no
/// number is `NaN`.
pub(crate) fn parse_number(text: &str) -> f64 {
    let text = text.trim();
    if text.is_empty() {
        return 0.0;
    }
    let radix = |digits: &str, radix| {
        let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        // 32 bits in two's complement, as GitHub reads them.
        plain
            .then(|| u32::from_str_radix(digits, radix).ok())
            .flatten()
            .map_or(f64::NAN, |value| f64::from(value.cast_signed()))
    };
    if let Some(digits) = text.strip_prefix("0x") {
        return radix(digits, 16);
    }
    if let Some(digits) = text.strip_prefix("0o") {
        return radix(digits, 8);
    }
    // Rust reads `inf` and `nan` too; GitHub does not.
    let numeric = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    if text.bytes().all(numeric) {
        return text.parse().unwrap_or(f64::NAN);
    }
    match text.strip_prefix(['+', '-']).unwrap_or(text) {
        "Infinity" if text.starts_with('-') => f64::NEG_INFINITY,
        "Infinity" => f64::INFINITY,
        _ => f64::NAN,
    }
}
