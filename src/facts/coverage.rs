//! Coverage: the reports of one coverage entry of the policy, as one.
//!
//! The legs of a matrix measure the same files, so reports are united line by line, not added up: a line
//! is covered if any leg covers it, and counts once.

use std::collections::BTreeMap;

use super::tests::ReportFact;
use crate::formats::cobertura::{Coverage, CoverageReport, FileLines};
use crate::formats::host_paths::{in_repository, is_absolute};
use crate::formats::problem::Parsed;
use crate::span::Span;

/// One coverage entry's reports.
#[derive(Clone, Debug, Default)]
pub struct CoverageFact {
    /// Report files that matched, by path, sorted.
    pub reports: Vec<ReportFact>,
    /// Globs of the entry that matched no file, as indices into its `reports`.
    pub unmatched: Vec<usize>,
    /// The union of all reports, recounted from lines.
    pub total: Coverage,
    /// Number of distinct measured files.
    pub files: usize,
    /// Lines with branches whose outcomes no report counts, over all reports.
    pub branches_unread: u64,
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
    /// Unites the reports, in the order of their paths.
    #[must_use]
    pub fn new(reports: Vec<(String, Parsed<CoverageReport>)>, unmatched: Vec<usize>) -> Self {
        let mut fact = Self { unmatched, ..Self::default() };
        let mut union: BTreeMap<String, FileLines> = BTreeMap::new();
        for (path, parsed) in reports {
            if let Some(report) = parsed.value {
                fact.add(&path, &report);
                unite(&mut union, report);
            }
            fact.reports.push(ReportFact { path, problems: parsed.problems });
        }
        fact.files = union.len();
        for lines in union.values() {
            fact.total.add(lines.coverage());
        }
        fact
    }

    fn add(&mut self, path: &str, report: &CoverageReport) {
        self.branches_unread += report.branches_unread;
        if let Some((rate, span)) = report.declared_line_rate {
            let path = path.to_owned();
            self.declared.push(Declared { path, rate, span, counted: report.total });
        }
    }

    /// Whether every report is there and was read to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unmatched.is_empty() && self.reports.iter().all(|report| report.problems.is_empty())
    }
}

fn unite(union: &mut BTreeMap<String, FileLines>, report: CoverageReport) {
    let root = common_root(&report.roots);
    for (name, lines) in report.lines {
        let key = place(&root, &name);
        match union.get_mut(&key) {
            Some(known) => known.merge(&lines),
            None => {
                union.insert(key, lines);
            }
        }
    }
}

/// What the names of a report are relative to. With several roots nobody can tell which one a name
/// belongs to; all of them together then keep different sets of roots apart.
fn common_root(roots: &[String]) -> String {
    let mut roots: Vec<String> = roots.iter().map(|root| in_repository(root)).collect();
    roots.sort();
    roots.dedup();
    roots.join("|")
}

/// A file's name for the union: below the repository where that can be told.
fn place(root: &str, name: &str) -> String {
    let slashed = name.trim().replace('\\', "/");
    if root.is_empty() || is_absolute(&slashed) || slashed.starts_with("file:") {
        return in_repository(name);
    }
    in_repository(&format!("{root}/{name}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::cobertura;

    fn report(root: &str, file: &str, hits: [u32; 3]) -> Parsed<CoverageReport> {
        let [one, two, three] = hits;
        let text = format!(
            "<coverage line-rate=\"0.5\"><sources><source>{root}</source></sources><packages>\
             <package><classes><class filename=\"{file}\"><lines><line number=\"1\" hits=\"{one}\"/>\
             <line number=\"2\" hits=\"{two}\"/><line number=\"3\" hits=\"{three}\"/></lines></class>\
             </classes></package></packages></coverage>"
        );
        cobertura::read(text.as_bytes())
    }

    fn united(reports: Vec<Parsed<CoverageReport>>) -> CoverageFact {
        let named = reports.into_iter().enumerate().map(|(n, report)| (format!("{n}.xml"), report));
        CoverageFact::new(named.collect(), Vec::new())
    }

    #[test]
    fn legs_that_measure_the_same_file_are_united_not_added_up() {
        let fact = united(vec![
            report("/home/runner/work/r/r/src", "a.py", [1, 0, 0]),
            report("D:\\a\\r\\r\\src", "a.py", [0, 1, 0]),
            report("/home/runner/work/r/r", "src/a.py", [0, 0, 0]),
            report("/elsewhere", "/__w/r/r/src/a.py", [0, 0, 0]),
        ]);
        assert_eq!((fact.total.lines_covered, fact.total.lines, fact.files), (2, 3, 1));
        assert_eq!(fact.declared.len(), 4);
        assert_eq!(fact.declared.first().expect("one").counted.lines_covered, 1);
    }

    #[test]
    fn files_of_the_same_name_below_different_roots_stay_apart() {
        let fact = united(vec![
            report("/home/runner/work/r/r/backend", "src/a.py", [1, 1, 1]),
            report("/home/runner/work/r/r/frontend", "src/a.py", [0, 0, 0]),
        ]);
        assert_eq!((fact.total.lines_covered, fact.total.lines, fact.files), (3, 6, 2));
    }

    #[test]
    fn a_report_that_is_cut_off_makes_the_whole_not_whole() {
        let cut = cobertura::read(&b"<coverage><packages>"[..]);
        let fact = united(vec![report("", "a.py", [1, 1, 1]), cut]);
        assert!(!fact.is_whole());
        assert!(united(vec![report("", "a.py", [1, 1, 1])]).is_whole());
    }
}
