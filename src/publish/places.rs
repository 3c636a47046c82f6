//! Places of findings: in the judged commit, in its base, or in neither.

use super::judgement::Judgement;
use crate::policy::PolicySource;
use crate::span::Location;
use crate::text::{MarkdownCode, blob_url};

/// The commit that has a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum PlaceSide<'j> {
    /// The judged commit.
    Head,
    /// The commit of the base, from which the policy was read.
    Base(&'j str),
    /// No commit: a report of the run, an input, the command line.
    Neither,
}

/// Returns which commit has a place. Lines of the policy are those of the base if the policy was
/// read from there.
pub(super) fn side_of<'j>(place: &Location, judgement: &'j Judgement) -> PlaceSide<'j> {
    let path = &*place.path;
    let origin = &judgement.policy.origin;
    if place.on_base {
        return judgement.commits.compared.as_deref().map_or(PlaceSide::Neither, PlaceSide::Base);
    }
    if path == origin.path
        && let PolicySource::Base(commit) = &origin.source
    {
        return PlaceSide::Base(commit);
    }
    let is_listed = judgement.facts.files.iter().any(|file| file == path)
        || judgement.facts.workflows.iter().any(|workflow| *workflow.path == *path);
    if is_listed { PlaceSide::Head } else { PlaceSide::Neither }
}

/// Returns a place in markdown, with a link if a page shows the file: `ci.yml:212`.
pub(super) fn markdown(place: &Location, judgement: &Judgement) -> String {
    let workflows = ".github/workflows/";
    let name = place.path.strip_prefix(workflows).unwrap_or(&place.path);
    let text = MarkdownCode::new(&format!("{name}:{}", place.span.line));
    let Some(run) = &judgement.run else { return text.to_string() };
    let commit = match side_of(place, judgement) {
        PlaceSide::Head => run.head.as_str(),
        PlaceSide::Base(commit) => commit,
        PlaceSide::Neither => return text.to_string(),
    };
    let lines = (place.span.line, place.span.end_line);
    let url = blob_url(&run.server, &run.repository, commit, &place.path, lines);
    format!("[{text}]({url})")
}
