//! Coverage: the reports of one coverage entry of the policy, united.
//!
//! The jobs of a matrix measure the same files, so reports are united line by line, not added up: a
//! line is covered if any report covers it, and counts once.

use std::collections::BTreeMap;

use super::suites::ReportFact;
use crate::formats::coverage::lines::{CoverageCounts, FileLines};
use crate::formats::coverage::report::CoverageReport;
use crate::formats::host_paths::{in_repository, is_absolute};
use crate::formats::problem::Parsed;
use crate::policy::PathFloor;
use crate::policy::paths::file_name;
use crate::span::Span;

/// The reports of one coverage entry.
#[derive(Clone, Debug, Default)]
pub struct CoverageFact {
    /// Matching report files, sorted by path.
    pub reports: Vec<ReportFact>,
    /// Globs of the entry without a matching file, as indices into its `reports`.
    pub unmatched: Vec<usize>,
    /// The union of all reports, counted from their lines.
    pub total: CoverageCounts,
    /// Number of distinct measured files.
    pub files: usize,
    /// Lines with branches for which no report has counts, over all reports.
    pub branches_unread: u64,
    /// The files under each minimum of the entry's `paths`, in their order.
    pub paths: Vec<PathCoverage>,
    /// The line rate in the root of each report that has one, with the rate counted from the lines.
    pub declared: Vec<DeclaredTotals>,
}

/// The files of a report under one minimum, together.
#[derive(Clone, Debug, Default)]
pub struct PathCoverage {
    /// The sum, counted from their lines.
    pub total: CoverageCounts,
    /// Number of the files.
    pub files: usize,
    /// A file that may be one of them: its report has several roots, and it is unclear below which
    /// root the file is.
    pub unclear: Option<String>,
    /// A file of the report with the same name in another folder, if none matches.
    pub namesake: Option<String>,
}

/// The minimums of single paths, and the files that help to locate a file of a report.
#[derive(Clone, Copy, Debug, Default)]
pub struct CoverageQuery<'a> {
    /// The minimums of the entry.
    pub floors: &'a [PathFloor],
    /// Files of the repository, sorted; empty if they are unknown.
    pub files: &'a [String],
}

/// The rate in the root of a report beside the rate of its lines.
#[derive(Clone, Debug)]
pub struct DeclaredTotals {
    /// Path of the report.
    pub path: String,
    /// The attribute `line-rate`, 0 to 1.
    pub rate: f64,
    /// Place of the attribute.
    pub span: Span,
    /// The counts from the lines.
    pub counted: CoverageCounts,
}

impl CoverageFact {
    /// Unites the reports, in the order of their paths.
    #[must_use]
    pub fn new(
        reports: Vec<(String, Parsed<CoverageReport>)>,
        unmatched: Vec<usize>,
        asked: CoverageQuery<'_>,
    ) -> Self {
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
        fact.paths = vec![PathCoverage::default(); asked.floors.len()];
        for (name, lines) in &union {
            let coverage = lines.coverage();
            fact.total.add(coverage);
            for (floor, path) in asked.floors.iter().zip(&mut fact.paths) {
                path.add(floor, name, coverage, asked.files);
            }
        }
        fact
    }

    fn add(&mut self, path: &str, report: &CoverageReport) {
        self.branches_unread += report.branches_unread;
        if let Some((rate, span)) = report.declared_line_rate {
            let path = path.to_owned();
            self.declared.push(DeclaredTotals { path, rate, span, counted: report.total });
        }
    }

    /// Returns whether every report exists and was read to its end.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.unmatched.is_empty() && self.reports.iter().all(|report| report.problems.is_empty())
    }
}

impl PathCoverage {
    fn add(&mut self, floor: &PathFloor, name: &str, coverage: CoverageCounts, files: &[String]) {
        let candidates = candidates(name);
        let fits = candidates.iter().filter(|name| is_below(floor, name)).count();
        if fits == 0 {
            if floor.path.is_literal() && file_name(name) == file_name(floor.path.as_str()) {
                self.namesake.get_or_insert_with(|| candidates.join("` or `"));
            }
            return;
        }
        if fits < candidates.len() {
            let exists = |name: &&String| files.binary_search(name).is_ok();
            let mut there = candidates.iter().filter(exists);
            match (there.next(), there.next()) {
                (Some(one), None) if is_below(floor, one) => {}
                (Some(_), None) => return,
                _ => {
                    self.unclear.get_or_insert_with(|| candidates.join("` or `"));
                    return;
                }
            }
        }
        self.files += 1;
        self.total.add(coverage);
    }
}

/// Returns whether a minimum is about a file: its pattern matches, or it names a folder above the
/// file.
fn is_below(floor: &PathFloor, name: &str) -> bool {
    let folder = floor.path.as_str().trim_end_matches('/');
    let inside = || name.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    floor.path.matches(name) || (floor.path.is_literal() && inside())
}

/// Returns the paths that a file of the union may have: one below each root of its report.
fn candidates(name: &str) -> Vec<String> {
    let Some((roots, name)) = name.rsplit_once(BETWEEN_ROOTS) else { return vec![name.to_owned()] };
    roots.split(BETWEEN_ROOTS).map(|root| below(root, name)).collect()
}

fn unite(union: &mut BTreeMap<String, FileLines>, report: CoverageReport) {
    let roots = common_root(&report.roots);
    for (name, lines) in report.lines {
        let key = place(&roots, &name);
        match union.get_mut(&key) {
            Some(known) => known.merge(&lines),
            None => {
                union.insert(key, lines);
            }
        }
    }
}

/// Separator of several roots, and of the roots and the name.
const BETWEEN_ROOTS: &str = "|";

/// Returns the base of the names of a report. With several roots it is unclear to which one a name
/// belongs; all roots together then keep reports with different roots apart.
fn common_root(roots: &[String]) -> Vec<String> {
    let mut roots: Vec<String> = roots.iter().map(|root| in_repository(root)).collect();
    roots.sort();
    roots.dedup();
    roots
}

/// Returns the name of a file in the union: its path in the repository, if that is known.
fn place(roots: &[String], name: &str) -> String {
    let slashed = name.trim().replace('\\', "/");
    if is_absolute(&slashed) || slashed.starts_with("file:") {
        return in_repository(name);
    }
    match roots {
        [] => in_repository(name),
        [root] => below(root, name),
        several => [several.join(BETWEEN_ROOTS), in_repository(name)].join(BETWEEN_ROOTS),
    }
}

fn below(root: &str, name: &str) -> String {
    if root.is_empty() { in_repository(name) } else { in_repository(&format!("{root}/{name}")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::coverage::cobertura;
    use crate::formats::coverage::report::CoverageReport;

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
        CoverageFact::new(named.collect(), Vec::new(), CoverageQuery::default())
    }

    fn floor(path: &str) -> PathFloor {
        let span = Span::start_of_file();
        let path = crate::policy::Pattern::new(path).expect("a pattern");
        PathFloor { path, span, lines: Some((50.0, span)), branches: None }
    }

    fn held(report: Parsed<CoverageReport>, path: &str, files: &[&str]) -> PathCoverage {
        let files: Vec<String> = files.iter().map(|file| (*file).to_owned()).collect();
        let asked = CoverageQuery { floors: &[floor(path)], files: &files };
        CoverageFact::new(vec![("c.xml".to_owned(), report)], Vec::new(), asked).paths.remove(0)
    }

    #[test]
    fn a_floor_is_about_a_file_a_folder_or_a_pattern() {
        for (path, files) in [
            ("src/a/x.py", 1),
            ("src/a", 1),
            ("src/a/", 1),
            ("src", 1),
            ("src/**/*.py", 1),
            ("src/*.py", 0),
            ("sr", 0),
            ("src/a/x", 0),
            ("a/x.py", 0),
        ] {
            let held = held(report("/__w/r/r/src", "a/x.py", [1, 0, 0]), path, &[]);
            assert_eq!((held.files, held.unclear), (files, None), "{path}");
            assert_eq!(held.total.lines, 3 * files as u64);
        }
        let other = held(report("/build", "a/x.py", [1, 0, 0]), "src/a/x.py", &[]);
        assert_eq!(other.namesake.as_deref(), Some("/build/a/x.py"));
    }

    #[test]
    fn several_roots_are_told_apart_by_the_files_that_are_there() {
        let several = || report("/__w/r/r/one</source><source>/__w/r/r/two", "x.py", [1, 1, 0]);
        assert_eq!(held(several(), "two/x.py", &["two/x.py"]).files, 1);
        let other = held(several(), "two/x.py", &["one/x.py"]);
        assert_eq!((other.files, other.unclear), (0, None));
        for files in [&[][..], &["one/x.py", "two/x.py"]] {
            let unclear = held(several(), "two/x.py", files);
            assert_eq!(unclear.unclear.as_deref(), Some("one/x.py` or `two/x.py"));
        }
        assert_eq!(held(several(), "*/x.py", &[]).files, 1, "wherever it lies");
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
