//! The options that say what is checked, by the runs that have them, as the tools' own documentation says.

use super::kinds::named;
use super::rows::Opt;
use super::table::OPTIONS;

/// The options of the runs of a name: `pytest`, `cargo clippy`.
pub(crate) fn of(run: &str) -> &'static [Opt] {
    named(OPTIONS, run).unwrap_or_default()
}

/// All of them.
#[cfg(test)]
pub(crate) const fn all() -> &'static [(&'static str, &'static [Opt])] {
    OPTIONS
}
