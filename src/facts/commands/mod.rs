//! Commands: what the `run:` scripts really start, seen through wrappers.
//!
//! - [`shells`] says which language a step's script is written in;
//! - [`script`] turns one script into [`script::Invocation`]s, without any file around it;
//! - [`steps`] gives the scripts of a workflow's steps their subjects, places and environment;
//! - [`gates`] finds the commands whose exit code is a verdict, by [`crate::catalog::tools`]; [`fate`] follows their
//!   failure through the script, [`lines`] through scripts of PowerShell and cmd;
//! - [`named`] finds the commands that the policy names;
//! - [`settings`] adds what the tools' own files say;
//! - [`calls`] follows what a step calls by name, one level deep;
//! - [`workers`] reads the options of pytest that start parallel workers;
//! - [`fact`] is what is known of one command in the end.

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
