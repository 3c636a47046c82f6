//! Cobertura XML (`coverage.xml`), streamed, as coverage.py, gcovr, istanbul, coverlet and others
//! write it. Lines and branches are recounted from the `line` elements as integers; the root's own
//! rates are kept only to be compared.
//!
//! A line counts once for each file, however many classes repeat it, and is covered if any of them hit
//! it. The lines of methods count only in a class that has none of its own. Negative hits (overflown counters of gcov) are none. Branch outcomes come from
//! `condition-coverage="50% (1/2)"`; where a line is repeated, the best count is taken and none is added
//! up, for the numbers do not say which outcomes were taken.

mod reader;

use std::io::BufRead;

use crate::formats::coverage::report::CoverageReport;
use crate::formats::problem::Parsed;

#[cfg(test)]
mod tests;

/// Reads a coverage file to its end; see [`crate::formats::tests::junit::read`] for what a problem means. A report
/// without any line is sound and has totals of zero. Clover, SonarQube and NCover, whose root has the
/// same name, are refused.
pub fn read(input: impl BufRead) -> Parsed<CoverageReport> {
    reader::read(input)
}
