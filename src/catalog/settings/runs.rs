//! How a run of a tool is known by its words: other names, subcommands, what stands before another tool, and
//! where else its options may stand.

use super::kinds::named;
use super::table::{
    ALIASES, HOLD_OPTIONS, REPLACED, STAND_BEFORE, SUBCOMMANDS, SWITCHES, VARIABLES,
};

/// The one name of a program that has several.
pub(crate) fn one_name(program: &str) -> &str {
    named(ALIASES, program).unwrap_or(program)
}

/// Whether the first operand of a program says which of several tools it is.
pub(crate) fn has_subcommands(program: &str) -> bool {
    SUBCOMMANDS.binary_search(&program).is_ok()
}

/// Tools that stand before another and run it.
pub(crate) const fn that_stand_before() -> &'static [&'static str] {
    STAND_BEFORE
}

/// Variables that hold options of the runs of a name.
pub(crate) fn variables(run: &str) -> &'static [&'static str] {
    named(VARIABLES, run).unwrap_or_default()
}

/// The tool whose options a setting holds: `pytest.addopts` holds pytest's.
pub(crate) fn holds_options_of(setting: &str) -> Option<&'static str> {
    named(HOLD_OPTIONS, setting)
}

/// Options of a tool that take no word.
pub(crate) fn switches(tool: &str) -> &'static [&'static str] {
    named(SWITCHES, tool).unwrap_or_default()
}

/// The tools that do the work of this one too.
pub(crate) fn replaced_by(tool: &str) -> &'static [&'static str] {
    named(REPLACED, tool).unwrap_or_default()
}
