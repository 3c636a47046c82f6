//! What in an `if:` may skip a job and is unknown before the run.

use crate::formats::expr::context::Contexts;
use crate::formats::expr::value::ExprValue;
use crate::formats::expr::{contexts_of, evaluate_template};

/// Something unknown before the run that may skip a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Decider {
    /// An output of another job: `needs.changes.outputs.src`.
    Output(String),
    /// The labels of the pull request.
    Label,
    /// The title or text of the pull request, or the message of a commit.
    Words,
    /// The name of the branch.
    Branch,
    /// A variable of the repository or the organization: `vars.RUN_TESTS`.
    Variable(String),
    /// Anything else that only the run knows, by its context: `secrets.TOKEN`.
    Run(String),
}

/// Returns what in an `if:` the author of a change or another job decides; the settings count only
/// if neither does.
pub(super) fn find_decider(condition: &str) -> Option<Decider> {
    // Names are found in lower case and shown in their own spelling.
    let lower = condition.to_ascii_lowercase();
    let written = |name: String| {
        let at = lower.find(&name).and_then(|at| condition.get(at..at + name.len()));
        at.map_or(name.clone(), str::to_owned)
    };
    let contexts = contexts_of(condition);
    let variable = contexts.iter().find(|name| name.starts_with("vars")).cloned();
    let of_change = contexts.into_iter().find_map(|name| {
        let has = |part: &str| name.contains(part);
        let words =
            ["event.commits", "head_commit.message", "pull_request.title", "pull_request.body"];
        if name.starts_with("needs") && has("outputs") {
            Some(Decider::Output(written(name)))
        } else if has("pull_request.labels") || has("event.label") {
            Some(Decider::Label)
        } else if words.into_iter().any(has) {
            Some(Decider::Words)
        } else if has("head_ref") || has("head.ref") {
            Some(Decider::Branch)
        } else {
            None
        }
    });
    of_change.or_else(|| variable.map(|name| Decider::Variable(written(name))))
}

/// Returns the first context of an `if:` of which nothing is known; the `if:` itself if it names none.
pub(super) fn open_context(condition: &str, contexts: &Contexts) -> Decider {
    let is_open = |name: &String| {
        let value = evaluate_template(&format!("${{{{ {name} }}}}"), contexts);
        matches!(value, Ok(ExprValue::Unknown | ExprValue::Shaped(_) | ExprValue::Open(_)))
    };
    let names = contexts_of(condition);
    let found = names.iter().find(|name| is_open(name)).or(names.first());
    Decider::Run(found.map_or_else(|| condition.trim().to_owned(), Clone::clone))
}
