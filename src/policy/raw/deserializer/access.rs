//! How a visitor walks through a node: the parts of a written value, the items of a list, the entries of
//! a map.

use serde::de::value::{SeqDeserializer, StrDeserializer};
use serde::de::{self, DeserializeSeed, IntoDeserializer};

use super::{At, Fault, Name, Told};
use crate::formats::yaml::NodeRef;

/// The parts of a `Written`: its places, its text, its value.
pub(super) struct Parts<'t, 'c> {
    pub(super) at: At<'t, 'c>,
    pub(super) next: u8,
}

impl<'t> de::SeqAccess<'t> for Parts<'t, '_> {
    type Error = Fault;

    /// The value is the last part, and there is none where it is wrong.
    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        self.next += 1;
        match self.next {
            1 => {
                let numbers = [self.at.node.span(), self.at.entry]
                    .map(|span| [span.line, span.column, span.end_line, span.end_column]);
                let numbers = numbers.into_iter().flatten();
                seed.deserialize(SeqDeserializer::new(numbers)).map(Some)
            }
            2 => {
                let text: StrDeserializer<'_, Fault> =
                    self.at.node.text().unwrap_or_default().into_deserializer();
                seed.deserialize(text).map(Some)
            }
            _ => Ok(self.at.noted(seed.deserialize(self.at)).ok()),
        }
    }
}

/// The items of a list, each called as the list.
pub(super) struct Items<'t, 'c> {
    pub(super) left: std::vec::IntoIter<NodeRef<'t>>,
    pub(super) name: Name<'t>,
    pub(super) told: &'c Told,
}

impl<'t> de::SeqAccess<'t> for Items<'t, '_> {
    type Error = Fault;

    fn next_element_seed<T: DeserializeSeed<'t>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Fault> {
        let Some(node) = self.left.next() else { return Ok(None) };
        let item = At { node, name: self.name, entry: node.span(), told: self.told };
        seed.deserialize(item).map(Some)
    }
}

/// The entries of a map; each value is called by its key.
pub(super) struct Entries<'t, 'c> {
    pub(super) left: std::vec::IntoIter<(NodeRef<'t>, NodeRef<'t>)>,
    pub(super) of: &'t str,
    pub(super) value: Option<At<'t, 'c>>,
    pub(super) told: &'c Told,
}

impl<'t> de::MapAccess<'t> for Entries<'t, '_> {
    type Error = Fault;

    fn next_key_seed<K: DeserializeSeed<'t>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Fault> {
        let Some((key, node)) = self.left.next() else { return Ok(None) };
        let name = Name::Value(key.text().unwrap_or_default());
        let entry = key.span().to(node.span());
        self.value = Some(At { node, name, entry, told: self.told });
        let key = At { node: key, name: Name::KeyOf(self.of), entry, told: self.told };
        seed.deserialize(key).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'t>>(&mut self, seed: V) -> Result<V::Value, Fault> {
        match self.value.take() {
            Some(value) => seed.deserialize(value),
            None => Err(Fault::Said("has a value without its key".to_owned())),
        }
    }
}
