//! What is known of tools, whatever repository uses them: data, and how to look it up. All that is known of one tool
//! stands in one file of `data`; `shared.toml` has what several share, and says how an entry is written.
//!
//! - [`tools`] are the programs whose exit code is a verdict, and what makes them pass where they should fail;
//! - [`program`] looks through wrappers (`uv run python -m pytest` is `pytest`), by the table in [`wrappers`];
//! - [`actions`] are the actions that pass where they should fail;
//! - [`purposes`] says what a name or a program is for: checking, preparing, releasing;
//! - [`raised`] says which command asks for more than another one;
//! - [`settings`] are the tools' settings files, their keys and options, and which direction is weaker.

pub mod actions;
pub mod program;
pub(super) mod purposes;
pub mod raised;
pub mod settings;
pub mod tools;
mod wrappers;
