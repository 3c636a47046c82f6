//! The model of a test report, whatever its format.

use std::collections::BTreeMap;

use crate::span::Span;

/// What one report file says.
#[derive(Clone, Debug, Default)]
pub struct TestReport {
    /// How the tests ended.
    pub counts: TestCounts,
    /// Failures and errors, in the order of the file, at most [`KEPT`]; `counts` has them all.
    pub failed: Vec<TestCase>,
    /// Skipped tests and expected failures, in the order of the file, at most [`KEPT_SKIPS`]; `counts` has
    /// them all.
    pub skipped: Vec<TestCase>,
    /// Tests by source: `file` attribute, else class name, else the suite's file or name. At most
    /// [`SOURCES`].
    pub sources: BTreeMap<String, SourceCount>,
    /// Whether `sources` lacks some: then nobody may conclude from the absence of one.
    pub sources_truncated: bool,
    /// Sum of the cases' times in milliseconds.
    pub milliseconds: u64,
    /// `timestamp` of the first suite that has one, as written.
    pub timestamp: Option<String>,
    /// `tests` of the root, else the sum over the suites in it where each has one. Only a note: writers
    /// count differently, and cut reports still claim to be whole.
    pub declared_tests: Option<u64>,
    /// `error` and `failure` elements outside of any case, as some writers report a broken suite. Each
    /// is an error of `counts` and a case named after its suite.
    pub outside_cases: u64,
    /// Cases that hold a `flakyFailure` or `flakyError`: passed, but not at the first attempt.
    pub flaky: u64,
}

/// How many failed cases keep their names, per file.
pub const KEPT: usize = 1_000;

/// How many sources of tests are kept, per file.
pub const SOURCES: usize = 100_000;

/// How many skipped cases and expected failures keep their names, per file. The policy judges each of
/// them, so beyond this it cannot be told whether they all may be skipped.
pub const KEPT_SKIPS: usize = 20_000;

/// How tests ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TestCounts {
    /// Without failure, error or skip.
    pub passed: u64,
    /// With a `failure`.
    pub failed: u64,
    /// With an `error`: in set-up, in tear-down, at collection.
    pub errors: u64,
    /// With `skipped`, expected failures not among them.
    pub skipped: u64,
    /// Expected to fail and did: `skipped` with type `pytest.xfail`, or `XFAIL` of unittest-xml-reporting.
    pub xfailed: u64,
}

impl TestCounts {
    /// All cases.
    #[must_use]
    pub const fn total(&self) -> u64 {
        self.passed + self.failed + self.errors + self.skipped + self.xfailed
    }

    /// Adds another report's.
    pub fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.errors += other.errors;
        self.skipped += other.skipped;
        self.xfailed += other.xfailed;
    }

    /// Cases that ran to an end: all but the skipped.
    #[must_use]
    pub const fn ran(&self) -> u64 {
        self.passed + self.failed + self.errors + self.xfailed
    }
}

/// Tests of one source.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SourceCount {
    /// Cases that were not skipped. A file that could not be collected ran none.
    pub ran: u64,
    /// Skipped cases.
    pub skipped: u64,
}

/// A case that is reported by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TestCase {
    /// `file` attribute, as written.
    pub file: Option<String>,
    /// `classname` attribute; empty where absent.
    pub class: String,
    /// `name` attribute.
    pub name: String,
    /// How it ended.
    pub kind: TestOutcome,
    /// `message` attribute, else the first line of the text that says something; cut at 4 KiB.
    pub message: String,
    /// `type` attribute of the failure, error or skip.
    pub type_name: String,
    /// The `testcase` element in the report.
    pub span: Span,
}

/// How a reported case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TestOutcome {
    /// An assertion did not hold.
    Failed,
    /// An error outside of the assertions.
    Errored,
    /// The file could not even be collected.
    CollectionError,
    /// Skipped.
    Skipped,
    /// Expected to fail, and did.
    Xfailed,
}

impl TestCase {
    /// A stable id: `file::name`, `class::name` where no file is given.
    #[must_use]
    pub fn id(&self) -> String {
        let source = self.file.as_deref().unwrap_or(&self.class);
        if source.is_empty() { self.name.clone() } else { format!("{source}::{}", self.name) }
    }
}
