//! Commands: what the `run:` scripts start, behind all wrappers.
//!
//! - [`shells`] says in which language the script of a step is written;
//! - [`script`] turns one script into [`script::Invocation`]s, without any file around it;
//! - [`steps`] adds targets, places and environment to the scripts of a workflow's steps;
//! - [`gates`] finds the gate commands, by [`crate::catalog::tools`]; [`fate`] follows their
//!   failures through the script, [`lines`] through scripts of PowerShell and cmd;
//! - [`named`] finds the commands that the policy names;
//! - [`settings`] adds what the configuration files of the tools say;
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
