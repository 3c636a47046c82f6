//! What a user can have written: a value with its place, or a place where something else stands.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value;

use super::words::Text;
use crate::span::{Span, Spanned};

/// Message about a list that must not be empty.
pub(super) const EMPTY_LIST: &str = "is an empty list, which holds nothing; fill it or remove it";
/// The name by which a [`Written`] asks its deserializer for its parts.
pub(super) const WRITTEN: &str = "$written";
/// The name by which [`Texts`] ask for items; a single text is one item.
pub(super) const LIST: &str = "$list";
/// The name by which a value asks for its text, where it is none for its entries.
pub(super) const TEXT_OR_MAP: &str = "$text-or-map";

/// A value of the policy file. Reading a value never fails: the deserializer notes what is wrong
/// with it, and the values around it are read all the same.
#[derive(Clone, Debug)]
pub(super) struct Written<T> {
    place: Option<Place>,
    value: Option<T>,
}

/// Places of a value.
#[derive(Clone, Debug)]
struct Place {
    span: Span,
    entry: Span,
    text: String,
}

impl<T> Default for Written<T> {
    fn default() -> Self {
        Self { place: None, value: None }
    }
}

impl<T> Written<T> {
    /// Returns whether the key is missing.
    pub(super) const fn is_absent(&self) -> bool {
        self.place.is_none()
    }

    /// Returns the value, unless it is absent or wrong.
    pub(super) fn value(self) -> Option<T> {
        self.value
    }

    /// Borrows the value, unless it is absent or wrong.
    pub(super) const fn get(&self) -> Option<&T> {
        self.value.as_ref()
    }

    /// Returns the place of the value, right or wrong.
    pub(super) fn span(&self) -> Option<Span> {
        self.place.as_ref().map(|place| place.span)
    }

    /// Returns the place of the value with its key.
    pub(super) fn entry(&self) -> Option<Span> {
        self.place.as_ref().map(|place| place.entry)
    }

    /// Returns the text of a scalar before it became a number.
    pub(super) fn text(&self) -> &str {
        self.place.as_ref().map_or("", |place| &place.text)
    }

    /// Returns the value with its place.
    pub(super) fn spanned(self) -> Option<Spanned<T>> {
        Some(Spanned::new(self.value?, self.place?.span))
    }
}

impl<T> Written<RawList<T>> {
    /// Returns the items; none if the list is absent or wrong.
    pub(super) fn items(self) -> Vec<Written<T>> {
        self.value.map(|list| list.0).unwrap_or_default()
    }
}

impl Written<Text> {
    /// Returns the text with its place.
    pub(super) fn words(self) -> Option<Spanned<String>> {
        self.spanned().map(|text| text.map(|text| text.0))
    }
}

impl Written<Texts> {
    /// Returns the texts that are right, each with its place; none if the list is absent.
    pub(super) fn words(self) -> Vec<Spanned<String>> {
        let texts = self.value.map(|texts| texts.0).unwrap_or_default();
        texts.into_iter().filter_map(Written::<Text>::words).collect()
    }
}

impl<T> Written<RawNames<T>> {
    /// Returns the names with their values; none if the map is absent.
    pub(super) fn entries(self) -> Vec<(Written<Text>, Written<T>)> {
        self.value.map(|names| names.0).unwrap_or_default()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Written<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Parts<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Parts<T> {
            type Value = Written<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value and its place")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Written<T>, A::Error> {
                let [a, b, c, d, e, f, g, h] = parts
                    .next_element::<[u32; 8]>()?
                    .ok_or_else(|| A::Error::custom("stands nowhere"))?;
                let text = parts.next_element::<String>()?.unwrap_or_default();
                let (span, entry) = (Span::new(a, b, c, d), Span::new(e, f, g, h));
                let value = parts.next_element::<T>()?;
                Ok(Written { place: Some(Place { span, entry, text }), value })
            }
        }

        deserializer.deserialize_newtype_struct(WRITTEN, Parts(PhantomData))
    }
}

/// A list that must not be empty.
#[derive(Clone, Debug)]
pub(super) struct RawList<T>(Vec<Written<T>>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for RawList<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(Items("a list", PhantomData)).map(Self)
    }
}

/// One text, or a list of them.
#[derive(Clone, Debug)]
pub(super) struct Texts(pub(super) Vec<Written<Text>>);

impl<'de> Deserialize<'de> for Texts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Items("text or a list of texts", PhantomData);
        deserializer.deserialize_newtype_struct(LIST, items).map(Self)
    }
}

pub(super) struct Items<T>(pub(super) &'static str, pub(super) PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Items<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut all = Vec::new();
        while let Some(item) = items.next_element()? {
            all.push(item);
        }
        Ok(all)
    }
}

/// A map whose keys are names, in the order of the file.
#[derive(Clone, Debug)]
pub(super) struct RawNames<T>(pub(super) Vec<(Written<Text>, Written<T>)>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for RawNames<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Pairs<T>(PhantomData<T>);

        impl<'de, T: Deserialize<'de>> Visitor<'de> for Pairs<T> {
            type Value = RawNames<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a map")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawNames<T>, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(RawNames(all))
            }
        }

        deserializer.deserialize_map(Pairs(PhantomData))
    }
}

/// `advisory:`, for a job as a whole, some of its steps or some of its matrix jobs.
#[derive(Clone, Debug)]
pub(super) enum RawAdvisory {
    /// `true` or `false`.
    Job(bool),
    /// Names of steps.
    Steps(Vec<Written<Text>>),
    /// Entries of a map: `matrix:`.
    Part(Vec<(Written<String>, Written<Any>)>),
}

/// Any value: which expectation it is becomes clear when it is validated.
#[derive(Clone, Debug)]
pub(super) enum Any {
    /// A resolved scalar.
    Scalar(Value),
    /// A list, possibly empty.
    List(Vec<Written<Any>>),
    /// A map, possibly empty.
    Map(Vec<(Written<String>, Written<Any>)>),
}

impl Any {
    /// Returns the entries of a map; any other value has none.
    pub(super) fn entries(self) -> Vec<(Written<String>, Written<Self>)> {
        match self {
            Self::Map(entries) => entries,
            Self::Scalar(_) | Self::List(_) => Vec::new(),
        }
    }

    /// Returns whether the value is a map without entries, or null.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Map(entries) => entries.is_empty(),
            Self::Scalar(value) => value.is_null(),
            Self::List(_) => false,
        }
    }

    /// Converts the value to JSON.
    pub(super) fn json(written: &Written<Self>) -> Value {
        match written.get() {
            None => Value::Null,
            Some(Self::Scalar(value)) => value.clone(),
            Some(Self::List(items)) => Value::Array(items.iter().map(Self::json).collect()),
            Some(Self::Map(entries)) => {
                let pair = |(key, value): &(Written<String>, Written<Self>)| {
                    (key.text().to_owned(), Self::json(value))
                };
                Value::Object(entries.iter().map(pair).collect())
            }
        }
    }
}

impl<'de> Deserialize<'de> for RawAdvisory {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = RawAdvisory;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("`true` or `false`, a list of steps, or `matrix:` with keys and values")
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<RawAdvisory, E> {
                Ok(RawAdvisory::Job(value))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<RawAdvisory, A::Error> {
                let names = Items("", PhantomData).visit_seq(items)?;
                if names.is_empty() {
                    return Err(A::Error::custom(EMPTY_LIST));
                }
                Ok(RawAdvisory::Steps(names))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<RawAdvisory, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(RawAdvisory::Part(all))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

impl<'de> Deserialize<'de> for Any {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Anything;

        impl<'de> Visitor<'de> for Anything {
            type Value = Any;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("anything")
            }

            fn visit_unit<E: Error>(self) -> Result<Any, E> {
                Ok(Any::Scalar(Value::Null))
            }

            fn visit_bool<E: Error>(self, value: bool) -> Result<Any, E> {
                Ok(Any::Scalar(Value::Bool(value)))
            }

            fn visit_f64<E: Error>(self, value: f64) -> Result<Any, E> {
                Ok(Any::Scalar(value.into()))
            }

            fn visit_str<E: Error>(self, value: &str) -> Result<Any, E> {
                Ok(Any::Scalar(Value::String(value.to_owned())))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Any, A::Error> {
                Items("", PhantomData).visit_seq(items).map(Any::List)
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Any, A::Error> {
                let mut all = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    all.push(entry);
                }
                Ok(Any::Map(all))
            }
        }

        deserializer.deserialize_any(Anything)
    }
}
