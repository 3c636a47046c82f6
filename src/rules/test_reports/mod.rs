//! The family `tests`: what the reports of a run say.

pub(crate) mod failing_test;
pub(crate) mod missing_report;
pub(crate) mod no_tests;
pub(crate) mod skipped_test;

use crate::policy::TestSuite;

/// What to add where no report is named.
const NO_REPORT: &str = "no test report is named; name one by `junit` (as `reports/**/*.xml`), or below `tests:` in the policy";

/// Why a suite cannot be judged whole.
fn cut(suite: &TestSuite) -> String {
    format!("a report of suite `{}` is missing or broken, see `missing-report`", suite.name)
}
