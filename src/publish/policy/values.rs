//! Values of a policy as they are written: numbers, expectations, maps in their own order.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use crate::policy::expectation::Bound;
use crate::policy::{Expectation, Term, TriggerTerms};

/// A map that keeps its order.
pub(super) struct Named<'a, T>(pub(super) Vec<(&'a str, T)>);

impl<T> Named<'_, T> {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Named<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

/// A number in the form that people write: `40`, not `40.0`.
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        /// The largest whole number up to which every whole number is exact as a float.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let Self(number) = *self;
        let is_whole = number.fract() == 0.0 && number.abs() < EXACT;
        if is_whole && !(number == 0.0 && number.is_sign_negative()) {
            #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
            return serializer.serialize_i64(number as i64);
        }
        serializer.serialize_f64(number)
    }
}

/// An expected value.
struct Plain<'a>(&'a Value);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Number(number) => match number.as_f64() {
                Some(number) => Number(number).serialize(serializer),
                None => number.serialize(serializer),
            },
            Value::Array(items) => serializer.collect_seq(items.iter().map(Plain)),
            Value::Object(map) => {
                serializer.collect_map(map.iter().map(|(key, value)| (key, Plain(value))))
            }
            scalar => scalar.serialize(serializer),
        }
    }
}

impl Serialize for Bound {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Self::Number(number) if number.is_finite() => Number(number).serialize(serializer),
            Self::Number(number) => serializer.serialize_str(&number.to_string()),
            Self::Permission(0) => serializer.serialize_str("none"),
            Self::Permission(1) => serializer.serialize_str("read"),
            Self::Permission(_) => serializer.serialize_str("write"),
        }
    }
}

/// An expectation with each term by its name.
pub(super) struct Expected<'a>(pub(super) &'a Expectation);

impl Serialize for Expected<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        put(&mut map, self.0)?;
        map.end()
    }
}

fn put<M: SerializeMap>(map: &mut M, expectation: &Expectation) -> Result<(), M::Error> {
    for term in &expectation.terms {
        match &term.value {
            Term::Equals(value) => map.serialize_entry("equals", &Plain(value))?,
            Term::Keys(keys) => {
                for (key, expectation) in keys {
                    map.serialize_entry(&key.value, &Expected(expectation))?;
                }
            }
            Term::Has(items) => map.serialize_entry("has", &all(items))?,
            Term::Only(items) => map.serialize_entry("only", &all(items))?,
            Term::Never(items) => map.serialize_entry("never", &all(items))?,
            Term::AtLeast(bound) => map.serialize_entry("at-least", bound)?,
            Term::AtMost(bound) => map.serialize_entry("at-most", bound)?,
            Term::Contains(part) => map.serialize_entry("contains", part)?,
            Term::Matches(expression) => map.serialize_entry("matches", expression.as_str())?,
            Term::Present(expected) => map.serialize_entry("present", expected)?,
        }
    }
    Ok(())
}

fn all(items: &[Value]) -> Vec<Plain<'_>> {
    items.iter().map(Plain).collect()
}

/// `triggers:`, terms over the names of the events beside events with their filters.
pub(super) struct Triggers<'a>(pub(super) &'a TriggerTerms);

impl Serialize for Triggers<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        if let Some(events) = &self.0.events {
            put(&mut map, events)?;
        }
        for (event, filters) in &self.0.each {
            match filters {
                Some(filters) => map.serialize_entry(&event.value, &Expected(filters))?,
                None => {
                    map.serialize_entry(&event.value, &Value::Object(serde_json::Map::new()))?
                }
            }
        }
        map.end()
    }
}
