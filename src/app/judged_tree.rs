//! The tree that a run judges: that of the commit that it checks out, whatever its steps made of the
//! workspace since.

use std::collections::BTreeMap;

use crate::inputs::{CommitTree, Departure, Remote, Tree, Workspace};
use crate::publish::notice::Notice;

/// Most files that a notice names.
const MOST_NAMED: usize = 5;

/// Returns the tree of `commit`, or of `head` where the workspace holds that, and why no verdict can
/// be about it. With any other commit in the workspace its reports are about something else; without
/// the tree nothing proves that the files of the workspace are those of the commit.
pub(super) fn open<'a>(
    workspace: &'a Workspace,
    remote: Option<Remote<'a>>,
    commit: &'a str,
    head: &'a str,
) -> (Tree<'a>, Option<String>) {
    let held = workspace.checked_out();
    let judged = if held.as_deref() == Some(head) { head } else { commit };
    let problem = match &held {
        Some(held) if held != judged => {
            Some(format!("the workspace holds commit {held}, and this run is about {judged}"))
        }
        None if workspace.has_checkout() => {
            Some("nothing tells which commit the workspace holds".to_owned())
        }
        _ => None,
    };
    let Some(remote) = remote else {
        let unproven = || no_token(&format!("the tree of {judged}, which proves the files,"));
        return (Tree::Folder(workspace), problem.or_else(|| Some(unproven())));
    };
    let is_held = problem.is_none() && held.is_some();
    match CommitTree::open(workspace, remote, judged, is_held) {
        Ok(tree) => (Tree::Commit(tree), problem),
        Err(fault) => {
            let unproven = || {
                format!(
                    "the tree of {judged} cannot be read through the API, so nothing proves the files of the workspace: {fault}"
                )
            };
            (Tree::Folder(workspace), problem.or_else(|| Some(unproven())))
        }
    }
}

/// Returns why something could not be read without a token.
pub(super) fn no_token(what: &str) -> String {
    format!("there is no token to read {what} with; leave the input `token` at its default")
}

/// Returns the notices about files that are not in the workspace as they are in the commit.
pub(super) fn notices(tree: &Tree<'_>) -> Vec<Notice> {
    let Tree::Commit(tree) = tree else { return Vec::new() };
    let departures = tree.departures();
    let commit = tree.commit().get(..10).unwrap_or(tree.commit());
    let about = |departure| named(&departures, departure);
    let altered = about(Departure::Altered).map(|files| Notice {
        what: format!(
            "{files}: the workspace has something else than {commit}, so the content of the commit was judged"
        ),
        fix: "look for the step that changes it before this one".to_owned(),
    });
    let missing = about(Departure::Missing).map(|files| Notice {
        what: format!(
            "{files}: not in the workspace, so the content of {commit} was asked for and judged"
        ),
        fix: String::new(),
    });
    let added = about(Departure::Added).map(|files| Notice {
        what: format!("{files}: in the workspace only, so it was not judged as a file of {commit}"),
        fix: String::new(),
    });
    [altered, missing, added].into_iter().flatten().collect()
}

/// Returns the names of the files with a departure, the first of them where there are many.
fn named(departures: &BTreeMap<String, Departure>, wanted: Departure) -> Option<String> {
    let of = departures.iter().filter(|(_, departure)| **departure == wanted);
    let names: Vec<String> = of.map(|(path, _)| format!("`{path}`")).collect();
    let (shown, rest) = names.split_at(names.len().min(MOST_NAMED));
    match (shown.is_empty(), rest.len()) {
        (true, _) => None,
        (_, 0) => Some(shown.join(", ")),
        (_, more) => Some(format!("{} and {more} more", shown.join(", "))),
    }
}
