//! The model of a coverage report, whatever its format.

use std::collections::BTreeMap;

use crate::formats::coverage::lines::{CoverageCounts, FileLines};
use crate::span::Span;

/// What one coverage file says.
#[derive(Clone, Debug, Default)]
pub struct CoverageReport {
    /// All files together, recounted.
    pub total: CoverageCounts,
    /// By file name as written (`filename` of the class), one entry however many classes name it.
    pub files: BTreeMap<String, CoverageCounts>,
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
