//! JUnit XML, streamed: what the tests of a run really did, whoever wrote the report.
//!
//! Counts come from elements, never from `tests=` or `failures=` attributes. Suites nest to any depth.
//! Memory is constant in the number of passing tests: names are kept of what failed, was skipped or
//! is expected to fail, and one entry for each source of tests (file, else class).
//!
//! One case counts once, by the worst that it holds: `error`, then `failure`, then `skipped`, then what
//! its `status` or `result` attribute says where it holds none of them (GoogleTest's `notrun`). Only
//! direct children count: `rerunFailure` and `flakyFailure` do not fail a case, whatever is in them.

mod case;
mod reader;
mod time;

use std::io::BufRead;

use crate::formats::problem::Parsed;
use crate::formats::tests::report::TestReport;

#[cfg(test)]
mod tests;

/// Reads a report to its end. A truncated or malformed file gives what was read before the problem,
/// and the problem; the caller must not take the counts for whole then. Another document than JUnit's
/// (by its root), and an empty file, give no value.
pub fn read(input: impl BufRead) -> Parsed<TestReport> {
    reader::read(input)
}
