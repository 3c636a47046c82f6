//! Commands: what the `run:` scripts really start, seen through wrappers.
//!
//! - [`shells`] says which language a step's script is written in;
//! - [`script`] turns one script into [`script::Invocation`]s, without any file around it;
//! - [`tools`] knows the tools whose exit status is a verdict, [`gates`] finds them, and [`fate`] follows
//!   their failure through the script;
//! - [`lines`] judges the scripts of PowerShell and cmd;
//! - [`named`] finds the commands that the policy names;
//! - [`settings`] adds what the tools' own files say;
//! - [`calls`] follows what a step calls by name, one level deep;
//! - [`program`] looks through wrappers (`uv run python -m pytest` is `pytest`), by the table in
//!   [`wrappers`];
//! - [`tools`] knows the programs whose exit status is a verdict, and the flags that bend it;
//! - [`workers`] reads the options of pytest that start parallel workers;
//! - here the scripts of a workflow's steps get their subjects, places and environment.

pub mod calls;
pub mod fact;
pub mod fate;
pub mod gates;
mod lines;
pub mod named;
pub mod paths;
pub mod script;
pub(crate) mod settings;
pub mod shells;
pub mod steps;
pub mod workers;

pub use self::fact::{CallSite, CommandFate, CommandRole, GateCommand, TaskCallSite};

#[cfg(test)]
mod tests;
