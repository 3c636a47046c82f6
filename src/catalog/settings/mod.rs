//! Settings of tools: which files hold them, what their keys and options mean, which direction is weaker; and
//! what a run of a tool writes. All of it is data, written in `data` and compiled in as `table`.

pub(crate) mod actions;
pub mod files;
pub(crate) mod keys;
pub mod kinds;
pub(crate) mod lenient;
pub(crate) mod options;
pub(crate) mod reports;
pub mod rows;
pub(crate) mod runs;
#[rustfmt::skip]
mod table;
pub(crate) mod thresholds;

#[cfg(test)]
pub(crate) mod entry;
#[cfg(test)]
mod entry_rows;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod write;
