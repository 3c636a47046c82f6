//! A node of the YAML tree as a deserializer.

use std::fmt::Display;

use serde::de;
use serde::de::value::StrDeserializer;
use serde::de::{IntoDeserializer, Visitor};

use crate::formats::problem::Problem;
use crate::formats::yaml::node::Scalar;
use crate::formats::yaml::tree::NodeRef;
use crate::policy::raw::deserializer::access::{RawEntries, RawItems, RawParts};
use crate::policy::raw::deserializer::fault::{FaultLog, Name, PolicyFault};
use crate::policy::raw::deserializer::{alternatives, closest_name, is_word, later};
use crate::policy::raw::written::{EMPTY_LIST, LIST, TEXT_OR_MAP, WRITTEN};
use crate::span::Span;

/// A node, with its name for messages.
#[derive(Clone, Copy, Debug)]
pub(crate) struct NodeDeserializer<'t, 'c> {
    pub(super) node: NodeRef<'t>,
    pub(super) name: Name<'t>,
    /// Span from the key of the node to its end; for an item the item itself.
    pub(super) entry: Span,
    pub(super) faults: &'c FaultLog,
}

impl<'t, 'c> NodeDeserializer<'t, 'c> {
    /// Makes the deserializer of a whole document.
    pub(crate) fn root(node: NodeRef<'t>, faults: &'c FaultLog) -> Self {
        Self { node, name: Name::Root, entry: node.span(), faults }
    }

    /// Returns the node for a message: a short scalar itself, else its kind.
    fn found(self) -> String {
        match self.node.text() {
            Some(text) if !self.node.is_null() && is_word(text) => format!("`{text}`"),
            _ => self.node.kind_name().to_owned(),
        }
    }

    fn tell(self, message: String) -> PolicyFault {
        self.faults.tell(Problem::new(self.node.span(), message));
        PolicyFault::Told
    }

    fn wrong(self, what: impl Display, expected: impl Display) -> PolicyFault {
        self.tell(format!("{what} is {}; expected {expected}", self.found()))
    }

    /// Notes a fault at this node, unless the fault is noted already.
    pub(super) fn noted<T>(self, result: Result<T, PolicyFault>) -> Result<T, PolicyFault> {
        result.map_err(|fault| match fault {
            PolicyFault::Told => PolicyFault::Told,
            PolicyFault::Expected(expected) => self.wrong(self.name, expected),
            PolicyFault::Said(words) => self.tell(format!("{} {words}", self.name)),
        })
    }

    /// Returns the entries of a map; an empty value has none.
    fn entries(self) -> Option<Vec<(NodeRef<'t>, NodeRef<'t>)>> {
        if self.node.is_null() {
            return Some(Vec::new());
        }
        self.node.entries().map(Iterator::collect)
    }

    fn map<V: Visitor<'t>>(
        self,
        entries: Vec<(NodeRef<'t>, NodeRef<'t>)>,
        visitor: V,
    ) -> Result<V::Value, PolicyFault> {
        let of = self.name.key();
        self.noted(visitor.visit_map(RawEntries {
            left: entries.into_iter(),
            of,
            value: None,
            faults: self.faults,
        }))
    }

    fn seq<V: Visitor<'t>>(
        self,
        items: Vec<NodeRef<'t>>,
        visitor: V,
    ) -> Result<V::Value, PolicyFault> {
        let Self { name, faults, .. } = self;
        self.noted(visitor.visit_seq(RawItems { left: items.into_iter(), name, faults }))
    }

    /// Reads a list with at least one item.
    fn list<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        let Some(items) = self.node.items() else { return Err(self.wrong(self.name, "a list")) };
        let items: Vec<_> = items.collect();
        if items.is_empty() {
            return Err(self.tell(format!("{} {EMPTY_LIST}", self.name)));
        }
        self.seq(items, visitor)
    }

    /// Notes a key that the struct has no field for.
    fn unknown(self, label: &str, fields: &[&str], name: &str, key: NodeRef<'_>) {
        let word = key.text().unwrap_or(key.kind_name());
        let problem = if later(name).contains(&word) {
            let message = format!("`{word}` is not judged by this version of truegreen");
            Problem::new(key.span(), message)
                .help("remove it: left in, it would promise what nothing holds")
        } else {
            let help = closest_name(word, fields.iter().copied()).map_or_else(
                || format!("known here: {}", fields.join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            Problem::new(key.span(), format!("{label} has no key `{word}`")).help(help)
        };
        self.faults.tell(problem);
    }
}

impl<'t> de::Deserializer<'t> for NodeDeserializer<'t, '_> {
    type Error = PolicyFault;

    fn deserialize_any<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        if let Some(items) = self.node.items() {
            return self.seq(items.collect(), visitor);
        }
        self.noted(match self.node.scalar() {
            None => return self.map(self.entries().unwrap_or_default(), visitor),
            Some(Scalar::Null) => visitor.visit_unit(),
            Some(Scalar::Bool(value)) => visitor.visit_bool(value),
            // JSON has no infinity: the value stays a text, which equals no number.
            Some(Scalar::Number(value)) if !value.is_finite() => {
                visitor.visit_borrowed_str(self.node.text().unwrap_or_default())
            }
            Some(Scalar::Number(value)) => visitor.visit_f64(value),
            Some(Scalar::String(value)) => visitor.visit_string(value),
        })
    }

    /// Reads a text that is not empty, even where the scalar is a number elsewhere.
    fn deserialize_str<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        match self.node.text() {
            Some(text) if !self.node.is_null() && !text.trim().is_empty() => {
                self.noted(visitor.visit_borrowed_str(text))
            }
            Some(_) => Err(self.tell(format!("{} is empty; write what it asks for", self.name))),
            None => self.deserialize_any(visitor),
        }
    }

    fn deserialize_string<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        self.deserialize_str(visitor)
    }

    fn deserialize_identifier<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        self.noted(visitor.visit_str(self.node.text().unwrap_or_default()))
    }

    fn deserialize_option<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        visitor.visit_some(self)
    }

    fn deserialize_seq<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        self.list(visitor)
    }

    fn deserialize_map<V: Visitor<'t>>(self, visitor: V) -> Result<V::Value, PolicyFault> {
        match self.entries() {
            Some(entries) => self.map(entries, visitor),
            None => Err(self.wrong(self.name, "a map")),
        }
    }

    fn deserialize_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PolicyFault> {
        let label = name.replace("{}", self.name.key());
        let Some(entries) = self.entries() else { return Err(self.wrong(label, "a map")) };
        let mut known: Vec<(NodeRef<'_>, NodeRef<'_>)> = Vec::new();
        for (key, value) in entries {
            let word = key.text().filter(|word| fields.contains(word));
            if word.is_none() {
                self.unknown(&label, fields, name, key);
            } else if !known.iter().any(|(other, _)| other.text() == word) {
                // The reader of YAML reports a key that stands twice.
                known.push((key, value));
            }
        }
        self.map(known, visitor)
    }

    fn deserialize_enum<V: Visitor<'t>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, PolicyFault> {
        let Some(text) = self.node.text() else {
            return Err(self.wrong(self.name, alternatives(variants)));
        };
        if self.node.is_null() || text.trim().is_empty() {
            let message = format!("{} is empty; write {}", self.name, alternatives(variants));
            return Err(self.tell(message));
        }
        if !variants.contains(&text) {
            let message = format!("`{text}` is no {name}; write {}", alternatives(variants));
            return Err(self.tell(message));
        }
        let variant: StrDeserializer<'_, PolicyFault> = text.into_deserializer();
        self.noted(visitor.visit_enum(variant))
    }

    fn deserialize_newtype_struct<V: Visitor<'t>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, PolicyFault> {
        match name {
            WRITTEN => visitor.visit_seq(RawParts { at: self, next: 0 }),
            LIST if self.node.text().is_some() => self.seq(vec![self.node], visitor),
            LIST => self.list(visitor),
            TEXT_OR_MAP if self.node.entries().is_none() => self.deserialize_str(visitor),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    serde::forward_to_deserialize_any! {
        <W: Visitor<'t>>
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple tuple_struct ignored_any
    }
}
