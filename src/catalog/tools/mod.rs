//! Tools whose exit status is a verdict, and what makes them pass where they should fail.
//!
//! A *gate command* is a test runner, a linter, a build and the like. Which commands are gates, and which
//! of their flags turn a failure into a success, is data, written in `shared.toml` and `data` and compiled in as
//! `table`: the tests read the one (`read`), write the other (`write`), and hold that they are the same. `pattern` and
//! `judge` hold the table against the words of a command. A user's own gates come on top, see
//! [`lookup::ToolCatalog::with`].

mod judge;
pub mod lookup;
mod own;
pub(crate) mod pattern;
#[rustfmt::skip]
mod table;
pub mod tool;

pub use self::own::PolicyCommand;

#[cfg(test)]
mod read;

#[cfg(test)]
mod write;

/// A command of `gate-commands` or `not-gates`; `None` when it names no program.
#[must_use]
pub fn own(pattern: &str) -> Option<PolicyCommand> {
    PolicyCommand::read(pattern).ok()
}

#[cfg(test)]
mod tests;
