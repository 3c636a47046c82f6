//! Written on its branch.
