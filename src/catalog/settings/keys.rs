//! The settings that say what is checked, by name, as the tools' own documentation says.

use super::kinds::{named, tool};
use super::rows::KnownKey;
use super::table::KEYS;

/// What a setting is, where it says what is checked.
pub(crate) fn known(name: &str) -> Option<&'static KnownKey> {
    let known: &'static [KnownKey] = named(KEYS, tool(name))?;
    known.iter().find(|known| known.is(name))
}
