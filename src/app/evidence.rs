//! The evidence of the run: reports, found by the globs of the policy and streamed through their
//! readers.

use std::io::BufRead;
use std::sync::Arc;

use crate::facts::{CoverageFact, CoverageQuery, SuiteFact};
use crate::formats::coverage::cobertura;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::junit;
use crate::inputs::Workspace;
use crate::policy::{Pattern, Policy};
use crate::prove::inputs::ReportFiles;
use crate::span::Span;

/// Returns one fact for each suite of the policy.
pub(super) fn suites(workspace: &Workspace, policy: &Policy) -> Vec<SuiteFact> {
    let suites = policy.tests.iter();
    suites
        .map(|suite| {
            let (reports, unmatched) = read(workspace, &suite.reports, |input| junit::read(input));
            SuiteFact::new(reports, unmatched)
        })
        .collect()
}

/// Returns one fact for each coverage entry of the policy.
pub(super) fn coverage(
    workspace: &Workspace,
    policy: &Policy,
    files: &[String],
) -> Vec<CoverageFact> {
    let entries = policy.coverage.iter();
    entries
        .map(|entry| {
            let (reports, unmatched) =
                read(workspace, &entry.reports, |input| cobertura::read(input));
            CoverageFact::new(reports, unmatched, CoverageQuery { floors: &entry.paths, files })
        })
        .collect()
}

/// Reads the reports of one entry as bytes.
pub(super) fn bytes(workspace: &Workspace, globs: &[(Pattern, Option<Span>)]) -> ReportFiles {
    let found: Vec<Vec<String>> =
        globs.iter().map(|(glob, span)| workspace.glob(glob, span.is_none())).collect();
    let mut paths: Vec<String> = found.iter().flatten().cloned().collect();
    paths.sort();
    paths.dedup();
    let read = workspace.read_each(&paths, |input| {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map(|_| bytes)
    });
    let read = read.into_iter().map(|result| match result {
        Ok(Ok(bytes)) => Ok(Arc::from(bytes)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    });
    ReportFiles { files: paths.into_iter().zip(read).collect(), globs: found }
}

type FoundReports<T> = (Vec<(String, Parsed<T>)>, Vec<usize>);

/// Reads every file that the globs match, once, in the order of their paths, and returns which
/// globs match none.
fn read<T: Send>(
    workspace: &Workspace,
    globs: &[(Pattern, Option<Span>)],
    reader: impl Fn(&mut dyn BufRead) -> Parsed<T> + Sync,
) -> FoundReports<T> {
    let mut paths = Vec::new();
    let mut unmatched = Vec::new();
    for (index, (glob, span)) in globs.iter().enumerate() {
        // A glob without a place in the policy comes from the command line of the user.
        let found = workspace.glob(glob, span.is_none());
        if found.is_empty() {
            unmatched.push(index);
        }
        paths.extend(found);
    }
    paths.sort();
    paths.dedup();
    let read = workspace.read_each(&paths, reader);
    let parsed = read.into_iter().map(|result| {
        result.unwrap_or_else(|error| Parsed {
            value: None,
            problems: vec![Problem::new(Span::start_of_file(), error.to_string())],
        })
    });
    (paths.into_iter().zip(parsed).collect(), unmatched)
}
