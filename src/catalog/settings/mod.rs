//! Settings files of tools: which there are, what their keys mean, which direction is weaker.

pub mod files;
pub(crate) mod keys;
pub mod kinds;
pub(crate) mod names;
pub(crate) mod options;
