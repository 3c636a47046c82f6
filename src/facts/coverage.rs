//! Coverage: the reports of one coverage entry of the policy, added up.

use crate::formats::cobertura::{Coverage, CoverageReport};
use crate::formats::problem::Parsed;
use crate::span::Span;

use super::tests::ReportFact;

/// One coverage entry's reports.
#[derive(Clone, Debug, Default)]
pub struct CoverageFact {
    /// Report files that matched, by path, sorted.
    pub reports: Vec<ReportFact>,
    /// Globs of the entry that matched no file, as indices into its `reports`.
    pub unmatched: Vec<usize>,
    /// All whole reports together, recounted from lines.
    pub total: Coverage,
    /// Number of measured files.
    pub files: usize,
    /// The root's own line rate and its place, for each report that states one, with the recounted.
    pub declared: Vec<Declared>,
}

/// What a report's root says beside what its lines say.
#[derive(Clone, Debug)]
pub struct Declared {
    /// The report.
    pub path: String,
    /// `line-rate` as written, 0 to 1.
    pub rate: f64,
    /// Where.
    pub span: Span,
    /// Recounted from the lines.
    pub counted: Coverage,
}

impl CoverageFact {
    /// Adds the reports up, in the order of their paths.
    #[must_use]
    pub fn new(reports: Vec<(String, Parsed<CoverageReport>)>, unmatched: Vec<usize>) -> Self {
        let mut fact = Self { unmatched, ..Self::default() };
        for (path, parsed) in reports {
            if let Some(report) = parsed.value {
                fact.total.add(report.total);
                fact.files += report.files.len();
                if let Some((rate, span)) = report.declared_line_rate {
                    fact.declared.push(Declared {
                        path: path.clone(),
                        rate,
                        span,
                        counted: report.total,
                    });
                }
            }
            fact.reports.push(ReportFact { path, problems: parsed.problems });
        }
        fact
    }

    /// Whether every report is there and was read to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unmatched.is_empty() && self.reports.iter().all(|report| report.problems.is_empty())
    }
}
