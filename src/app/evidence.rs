//! The evidence of the run: reports, found by the globs of the policy and streamed through their
//! readers.

use std::io::BufRead;
use std::sync::Arc;

use crate::facts::{CoverageFact, CoverageQuery, SuiteFact};
use crate::formats::coverage::cobertura;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::junit;
use crate::inputs::{FoundFiles, Workspace};
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
    let found: Vec<FoundFiles> =
        globs.iter().map(|(glob, span)| workspace.glob(glob, span.is_none())).collect();
    let FoundFiles { paths, unusable } = FoundFiles::united(&found);
    let read = workspace.read_each(&paths, |input| {
        let mut bytes = Vec::new();
        input.read_to_end(&mut bytes).map(|_| bytes)
    });
    let read = read.into_iter().map(|result| match result {
        Ok(Ok(bytes)) => Ok(Arc::from(bytes)),
        Ok(Err(error)) => Err(error.to_string()),
        Err(error) => Err(error.to_string()),
    });
    let unusable = unusable.into_iter().map(|(path, why)| (path, Err(why)));
    let names = |found: FoundFiles| found.names();
    ReportFiles {
        files: paths.into_iter().zip(read).chain(unusable).collect(),
        globs: found.into_iter().map(names).collect(),
    }
}

type FoundReports<T> = (Vec<(String, Parsed<T>)>, Vec<usize>);

/// Reads every file that the globs match, once, in the order of their paths, and returns which
/// globs match none.
fn read<T: Send>(
    workspace: &Workspace,
    globs: &[(Pattern, Option<Span>)],
    reader: impl Fn(&mut dyn BufRead) -> Parsed<T> + Sync,
) -> FoundReports<T> {
    // A glob without a place in the policy comes from the command line of the user.
    let found: Vec<FoundFiles> =
        globs.iter().map(|(glob, span)| workspace.glob(glob, span.is_none())).collect();
    let is_unmatched = |index: &usize| found.get(*index).is_some_and(FoundFiles::is_empty);
    let unmatched = (0..found.len()).filter(is_unmatched).collect();
    let FoundFiles { paths, unusable } = FoundFiles::united(&found);
    let unread = |why: String| Parsed {
        value: None,
        problems: vec![Problem::new(Span::start_of_file(), why)],
    };
    let read = workspace.read_each(&paths, reader).into_iter();
    let parsed = read.map(|result| result.unwrap_or_else(|error| unread(error.to_string())));
    let unusable = unusable.into_iter().map(|(path, why)| (path, unread(why)));
    (paths.into_iter().zip(parsed).chain(unusable).collect(), unmatched)
}
