//! The change makes CI weaker.

pub(crate) mod frozen_file;
