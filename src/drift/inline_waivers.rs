//! Waivers in comments of workflows, held against the base: one counts only where the base's version of the file
//! holds the same, rule and end, in the same job. A comment that a change moves to another job, copies or prolongs
//! is a new one.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::facts::inline_waivers::{InlineWaiver, of_workflow};
use crate::facts::readable::Readable;
use crate::facts::workflow::WorkflowFact;
use crate::formats::workflow::read_workflow;

/// The base's versions of workflows by path; `None` where the base has no such file.
pub type BaseWorkflows = BTreeMap<String, Readable<Option<Vec<u8>>>>;

/// A waiver in a comment, as far as the base has it.
#[derive(Clone, Debug)]
pub struct HeldWaiver {
    /// The comment. Its waiver is not of the base where the base lacks it.
    pub comment: InlineWaiver,
    /// The end that the waiver has on the base, where the change gives it another.
    pub prolongs: Option<jiff::civil::Date>,
    /// Why nobody can tell whether the base has it.
    pub unknown: Option<String>,
}

/// Holds the comments of the head against the base; without a base, what stands in the tree counts.
#[must_use]
pub fn hold(comments: &[InlineWaiver], base: Option<&BaseWorkflows>) -> Vec<HeldWaiver> {
    let held = |comment: &InlineWaiver| HeldWaiver {
        comment: comment.clone(),
        prolongs: None,
        unknown: None,
    };
    let mut found: Vec<HeldWaiver> = comments.iter().map(held).collect();
    let Some(base) = base else { return found };
    let path = |one: &HeldWaiver| Arc::clone(&one.comment.place.place.path);
    for of_file in found.chunk_by_mut(|one, next| path(one) == path(next)) {
        let Some(path) = of_file.first().map(path) else { continue };
        match base.get(&*path) {
            Some(Err(why)) => of_file.iter_mut().for_each(|one| {
                one.unknown = Some(why.clone());
                set_off(one);
            }),
            Some(Ok(Some(bytes))) => hold_against(of_file, base_comments(&path, bytes)),
            Some(Ok(None)) | None => hold_against(of_file, Vec::new()),
        }
    }
    found
}

fn base_comments(path: &Arc<str>, bytes: &[u8]) -> Vec<InlineWaiver> {
    let parsed = read_workflow(path, bytes);
    let model = parsed.value.filter(|_| parsed.problems.is_empty());
    let fact =
        WorkflowFact { path: Arc::clone(path), model, problems: Vec::new(), is_unread: false };
    of_workflow(&fact, bytes)
}

fn set_off(one: &mut HeldWaiver) {
    if let Ok(waiver) = &mut one.comment.waiver {
        waiver.on_base = false;
    }
}

/// Each comment of the base stands for one of the head at most.
fn hold_against(found: &mut [HeldWaiver], mut before: Vec<InlineWaiver>) {
    let end = |one: &InlineWaiver| one.waiver.as_ref().ok().map(|waiver| waiver.until.value);
    let rule =
        |one: &InlineWaiver| one.waiver.as_ref().ok().map(|waiver| waiver.rule.value.clone());
    let mut left = Vec::new();
    for one in found.iter_mut().filter(|one| one.comment.waiver.is_ok()) {
        let new = &one.comment;
        let same = |old: &InlineWaiver| {
            rule(old) == rule(new) && end(old) == end(new) && old.job == new.job
        };
        match before.iter().position(same) {
            Some(index) => {
                before.remove(index);
            }
            None => left.push(one),
        }
    }
    for one in left {
        let new = &one.comment;
        let older = |old: &InlineWaiver| rule(old) == rule(new) && old.job == new.job;
        if let Some(index) = before.iter().position(older) {
            one.prolongs = end(&before.remove(index));
        }
        set_off(one);
    }
}
