//! The family `tests`.

pub(crate) mod failing_test;
pub(crate) mod missing_report;
pub(crate) mod no_tests;
pub(crate) mod skipped_test;
