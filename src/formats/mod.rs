//! Formats: bytes in, documents out. Pure and total: no reader panics, none gives up on the first
//! problem, and every scalar knows its place. Nothing here knows rules, policies or the verdict.

pub mod coverage;
pub mod document;
pub mod expr;
pub mod github;
pub mod host_paths;
pub mod jq;
pub mod problem;
pub mod settings;
pub mod shell;
pub mod tasks;
pub mod tests;
pub mod workflow;
mod xml;
pub mod yaml;
