//! How a visitor walks through a node: the parts of a written value, the items of a list, and the
//! entries of a map.

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer};

use super::fault::{FaultLog, Name, PolicyFault};
use super::node::NodeDeserializer;
use crate::formats::yaml::NodeRef;

/// The parts of a `Written`: its places, its text, its value.
pub(super) struct RawParts<'t, 'c> {
    pub(super) at: NodeDeserializer<'t, 'c>,
    pub(super) next: u8,
}

impl<'t> de::SeqAccess<'t> for RawParts<'t, '_> {
    type Error = PolicyFault;

    /// Returns the next part. The value is the last part, and is missing if it is wrong.
    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, PolicyFault> {
        self.next += 1;
        match self.next {
            1 => {
                let numbers = [self.at.node.span(), self.at.entry]
                    .map(|span| [span.line, span.column, span.end_line, span.end_column]);
                let numbers = numbers.into_iter().flatten();
                seed.deserialize(SeqDeserializer::new(numbers)).map(Some)
            }
            2 => {
                let text: StrDeserializer<'_, PolicyFault> =
                    self.at.node.text().unwrap_or_default().into_deserializer();
                seed.deserialize(text).map(Some)
            }
            _ => Ok(self.at.noted(seed.deserialize(self.at)).ok()),
        }
    }
}

/// The items of a list; messages give each item the name of the list.
pub(super) struct RawItems<'t, 'c> {
    pub(super) left: std::vec::IntoIter<NodeRef<'t>>,
    pub(super) name: Name<'t>,
    pub(super) faults: &'c FaultLog,
}

impl<'t> de::SeqAccess<'t> for RawItems<'t, '_> {
    type Error = PolicyFault;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, PolicyFault> {
        let Some(node) = self.left.next() else { return Ok(None) };
        let item =
            NodeDeserializer { node, name: self.name, entry: node.span(), faults: self.faults };
        seed.deserialize(item).map(Some)
    }
}

/// The entries of a map; messages give each value the name of its key.
pub(super) struct RawEntries<'t, 'c> {
    pub(super) left: std::vec::IntoIter<(NodeRef<'t>, NodeRef<'t>)>,
    pub(super) of: &'t str,
    pub(super) value: Option<NodeDeserializer<'t, 'c>>,
    pub(super) faults: &'c FaultLog,
}

impl<'t> de::MapAccess<'t> for RawEntries<'t, '_> {
    type Error = PolicyFault;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, PolicyFault> {
        let Some((key, node)) = self.left.next() else { return Ok(None) };
        let name = Name::Value(key.text().unwrap_or_default());
        let entry = key.span().to(node.span());
        self.value = Some(NodeDeserializer { node, name, entry, faults: self.faults });
        let key =
            NodeDeserializer { node: key, name: Name::KeyOf(self.of), entry, faults: self.faults };
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(
        &mut self,
        seed: V,
    ) -> Result<V::Value, PolicyFault> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(PolicyFault::Said("has a value without its key".to_owned())),
        }
    }
}
