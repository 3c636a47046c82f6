//! Formats: bytes in, documents out. Pure and total: no reader panics, none gives up on the first
//! problem, and every scalar knows its place. Nothing here knows rules, policies or the verdict.

pub mod cobertura;
pub mod event;
pub mod expr;
pub mod host_paths;
pub mod junit;
pub mod needs;
pub mod problem;
pub mod run_artifacts;
pub mod run_jobs;
pub mod settings;
pub mod shell;
pub mod tasks;
pub mod timeline;
pub mod workflow;
mod xml;
pub mod yaml;
