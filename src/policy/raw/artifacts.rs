//! `artifacts:`, whose entries are names, or have more to say.

use std::fmt;
use std::marker::PhantomData;

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};

use super::words::Text;
use super::written::{Items, LIST, TEXT_OR_MAP, Written};

/// An artifact that the run must have uploaded.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(
    rename = "an entry of `artifacts`",
    rename_all = "kebab-case",
    default,
    deny_unknown_fields
)]
#[cfg_attr(test, schemars(rename = "Artifact", extend("required" = ["name"], "not" = { "required": ["workflow", "job"] })))]
pub(super) struct RawArtifact {
    /// Its name, or a glob over names.
    pub(super) name: Written<Text>,
    /// The workflow in whose runs it is judged, by its file name; elsewhere it is not judged, and named.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml$")))]
    pub(super) workflow: Written<Text>,
    /// The job that makes it, as `file/job`: it is judged in that job, or in one that waits for it.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml/[^/]+$")))]
    pub(super) job: Written<Text>,
}

/// `artifacts:`, one or a list of them.
#[derive(Clone, Debug)]
pub(super) struct RawArtifacts(Vec<Written<RawArtifactEntry>>);

/// One artifact: its name, or an entry that has more to say.
#[derive(Clone, Debug)]
pub(super) enum RawArtifactEntry {
    /// The name alone.
    Name(Text),
    /// An entry.
    Entry(Box<RawArtifact>),
}

impl Written<RawArtifacts> {
    /// Returns the entries; none if the list is absent or wrong.
    pub(super) fn items(self) -> Vec<Written<RawArtifactEntry>> {
        self.value().map(|list| list.0).unwrap_or_default()
    }
}

impl<'de> Deserialize<'de> for RawArtifacts {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Items("text, or a list of texts and entries", PhantomData);
        deserializer.deserialize_newtype_struct(LIST, items).map(Self)
    }
}

impl<'de> Deserialize<'de> for RawArtifactEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct NameOrEntry;

        impl<'de> Visitor<'de> for NameOrEntry {
            type Value = RawArtifactEntry;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("the name of an artifact, or an entry with `name`")
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<RawArtifactEntry, E> {
                Ok(RawArtifactEntry::Name(Text(text.to_owned())))
            }

            fn visit_newtype_struct<D: Deserializer<'de>>(
                self,
                deserializer: D,
            ) -> Result<RawArtifactEntry, D::Error> {
                let entry = RawArtifact::deserialize(deserializer)?;
                Ok(RawArtifactEntry::Entry(Box::new(entry)))
            }
        }

        deserializer.deserialize_newtype_struct(TEXT_OR_MAP, NameOrEntry)
    }
}
