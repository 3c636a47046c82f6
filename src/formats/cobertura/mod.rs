//! Cobertura XML (`coverage.xml`), streamed, as coverage.py, gcovr, istanbul, coverlet and others
//! write it. Lines and branches are recounted from the `line` elements as integers; the root's own
//! rates are kept only to be compared.
//!
//! A line counts once for each file, however many classes repeat it, and is covered if any of them hit
//! it. The lines of methods count only in a class that has none of its own. Negative hits (overflown counters of gcov) are none. Branch outcomes come from
//! `condition-coverage="50% (1/2)"`; where a line is repeated, the best count is taken and none is added
//! up, for the numbers do not say which outcomes were taken.

mod lines;
mod reader;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::io::BufRead;

pub use self::lines::FileLines;
use super::problem::Parsed;
use crate::span::Span;

/// What one coverage file says.
#[derive(Clone, Debug, Default)]
pub struct CoverageReport {
    /// All files together, recounted.
    pub total: Coverage,
    /// By file name as written (`filename` of the class), one entry however many classes name it.
    pub files: BTreeMap<String, Coverage>,
    /// The lines behind `files`, by the same names: what a union over several reports is made of.
    pub lines: BTreeMap<String, FileLines>,
    /// `source` elements: folders that file names are relative to.
    pub roots: Vec<String>,
    /// `line-rate` of the root element, as written, and where.
    pub declared_line_rate: Option<(f64, Span)>,
    /// The root element.
    pub root: Option<Span>,
    /// Lines with `branch="true"` whose `condition-coverage` gives no counts: their outcomes are not in
    /// the totals.
    pub branches_unread: u64,
}

/// Covered and all, of lines and of branches.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Distinct (file, line) with at least one hit.
    pub lines_covered: u64,
    /// Distinct (file, line).
    pub lines: u64,
    /// Taken branch outcomes, from `condition-coverage`.
    pub branches_covered: u64,
    /// All branch outcomes.
    pub branches: u64,
}

impl Coverage {
    /// Adds another part.
    pub fn add(&mut self, other: Self) {
        self.lines_covered += other.lines_covered;
        self.lines += other.lines;
        self.branches_covered += other.branches_covered;
        self.branches += other.branches;
    }
}

/// Reads a coverage file to its end; see [`super::junit::read`] for what a problem means. A report
/// without any line is sound and has totals of zero. Clover, SonarQube and NCover, whose root has the
/// same name, are refused.
pub fn read(input: impl BufRead) -> Parsed<CoverageReport> {
    reader::read(input)
}
