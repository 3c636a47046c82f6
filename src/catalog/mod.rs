//! What is known of tools: their commands, options, settings files and reports. Data, and how to look it up.

pub mod actions;
pub mod program;
pub(super) mod purposes;
pub mod settings;
pub mod tools;
mod wrappers;
