//! The scenarios in which a merge may depend on a job, which of them the events of a workflow
//! start, and the contents of `github` in each.

use super::payload::{EventContext, known, open, person, shaped, symbol, text};
use crate::facts::path::home::{ContextRoots, RepositoryContext, is_plain, trigger_filter};
use crate::formats::expr::shape::{ShapePart, Symbol, SymbolKind};
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::{Trigger, Workflow};
use crate::policy::Pattern;

/// A scenario in which a merge may depend on a job.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Scenario {
    /// A pull request by a person, from a branch of this repository.
    SameRepository,
    /// A pull request by a person, from a fork of another owner.
    Fork,
    /// A pull request by Dependabot, from a branch of this repository.
    Dependabot,
    /// A pull request by Renovate, from a branch of this repository.
    Renovate,
    /// A draft by a person, from a branch of this repository, in a workflow that does not start
    /// when the draft ends.
    Draft,
    /// A push to the default branch.
    Push,
    /// A group of a merge queue.
    MergeGroup,
    /// Any run: no change starts the workflow, or another workflow calls it.
    Any,
}

impl Scenario {
    const OF_PULL_REQUESTS: [Self; 5] =
        [Self::SameRepository, Self::Fork, Self::Dependabot, Self::Renovate, Self::Draft];

    /// Returns the words that follow "is skipped".
    #[must_use]
    pub const fn words(self) -> &'static str {
        match self {
            Self::SameRepository => "on pull requests from this repository",
            Self::Fork => "on pull requests from forks",
            Self::Dependabot => "on pull requests by `dependabot[bot]`",
            Self::Renovate => "on pull requests by `renovate[bot]`",
            Self::Draft => "on draft pull requests",
            Self::Push => "on pushes to the default branch",
            Self::MergeGroup => "in the merge queue",
            Self::Any => "whatever starts it",
        }
    }

    /// Returns whether this scenario is a special case of another, so that naming both adds
    /// nothing.
    #[must_use]
    pub const fn is_case_of(self, other: Self) -> bool {
        matches!(
            (self, other),
            (Self::Dependabot | Self::Renovate | Self::Draft, Self::SameRepository)
        )
    }
}

/// The runs of one scenario: for each event that starts the workflow, its successive runs. A job is
/// skipped in the scenario if each event skips it in some run.
#[derive(Clone, Debug)]
pub(super) struct ScenarioStage {
    pub(super) scenario: Scenario,
    pub(super) events: Vec<Vec<ContextRoots>>,
}

/// Returns the runs of a workflow, by scenario.
pub(super) fn scenario_stages(workflow: &Workflow, home: &RepositoryContext) -> Vec<ScenarioStage> {
    let on = |event: &str| {
        workflow.on.iter().find(|on| on.event.value == event).filter(|on| takes_branch(on, home))
    };
    let pulls: Vec<&Trigger> = ["pull_request", "pull_request_target"]
        .into_iter()
        .filter_map(on)
        .filter(|on| actions(on) != Actions::Other)
        .collect();
    let ends_drafts = pulls.iter().any(|on| has(on, "types", "ready_for_review"));
    let mut stages = Vec::new();
    for scenario in Scenario::OF_PULL_REQUESTS {
        if pulls.is_empty() || scenario == Scenario::Draft && ends_drafts {
            continue;
        }
        let events = pulls.iter().map(|on| pull_request(scenario, on, home)).collect();
        stages.push(ScenarioStage { scenario, events });
    }
    if let Some(on) = on("push").filter(|on| !is_for_tags(on)) {
        stages.push(ScenarioStage { scenario: Scenario::Push, events: vec![vec![push(on, home)]] });
    }
    if let Some(on) = on("merge_group") {
        let events = vec![vec![merge_group(on, home)]];
        stages.push(ScenarioStage { scenario: Scenario::MergeGroup, events });
    }
    if stages.is_empty() {
        let mut events: Vec<Vec<ContextRoots>> =
            workflow.on.iter().map(|on| vec![any_run(on)]).collect();
        if events.is_empty() {
            events.push(vec![ContextRoots::new()]);
        }
        stages.push(ScenarioStage { scenario: Scenario::Any, events });
    }
    stages
}

/// Returns a run of which only the event is known; a called workflow has that of its caller.
fn any_run(on: &Trigger) -> ContextRoots {
    let event = on.event.value.as_str();
    if event == "workflow_call" {
        return ContextRoots::new();
    }
    [("github".to_owned(), open([("event_name", text(event))]))].into()
}

/// The activities of a pull request that start a workflow, as far as they bring in commits.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Actions {
    /// These of `opened` and `synchronize`.
    Commits(Vec<&'static str>),
    /// None of them, but others on an open pull request.
    Unknown,
    /// None on an open pull request.
    Other,
}

fn actions(on: &Trigger) -> Actions {
    const COMMITS: [&str; 2] = ["opened", "synchronize"];
    let Some(types) = trigger_filter(on, "types") else {
        return Actions::Commits(COMMITS.to_vec());
    };
    let listed: Vec<_> = COMMITS.into_iter().filter(|action| types.contains(action)).collect();
    match types.iter().any(|action| *action != "closed") {
        _ if !listed.is_empty() => Actions::Commits(listed),
        true => Actions::Unknown,
        false => Actions::Other,
    }
}

fn has(on: &Trigger, name: &str, value: &str) -> bool {
    trigger_filter(on, name).is_some_and(|values| values.contains(&value))
}

/// Returns whether only tags start the workflow.
fn is_for_tags(on: &Trigger) -> bool {
    let any = |names: [&str; 2]| names.iter().any(|name| trigger_filter(on, name).is_some());
    any(["tags", "tags-ignore"]) && !any(["branches", "branches-ignore"])
}

/// Returns whether the default branch passes the filters, as far as both are known. If the branch
/// is unknown, any literal branch of the filter may be it, and a pattern must match one of the
/// usual names.
fn takes_branch(on: &Trigger, home: &RepositoryContext) -> bool {
    let Some(branch) = &home.branch else {
        let may_take = |pattern: &&str| {
            let taken = |glob: Pattern| USUAL.iter().any(|name| glob.matches(name));
            is_plain(pattern) || Pattern::new(pattern).map_or(true, taken)
        };
        return trigger_filter(on, "branches").is_none_or(|patterns| patterns.iter().any(may_take));
    };
    let excluded = has(on, "branches-ignore", branch);
    let listed = trigger_filter(on, "branches");
    let misses = listed.is_some_and(|patterns| {
        patterns.iter().all(|pattern| is_plain(pattern) && pattern != branch)
    });
    !excluded && !misses
}

/// Usual names of default branches.
pub(crate) const USUAL: [&str; 5] = ["main", "master", "develop", "dev", "trunk"];

/// Returns one run for each activity that brings in commits.
fn pull_request(scenario: Scenario, on: &Trigger, home: &RepositoryContext) -> Vec<ContextRoots> {
    let scene = EventContext::new(on, home);
    match actions(on) {
        Actions::Commits(actions) => {
            let runs = actions.into_iter();
            runs.map(|action| opened(&scene, scenario, &on.event.value, Some(action))).collect()
        }
        Actions::Unknown | Actions::Other => {
            vec![opened(&scene, scenario, &on.event.value, None)]
        }
    }
}

fn opened(
    scene: &EventContext<'_>,
    scenario: Scenario,
    event: &str,
    action: Option<&str>,
) -> ContextRoots {
    let (login, kind) = match scenario {
        Scenario::Dependabot => (text("dependabot[bot]"), "Bot"),
        Scenario::Renovate => (text("renovate[bot]"), "Bot"),
        _ => (person(), "User"),
    };
    let is_fork = scenario == Scenario::Fork;
    let head_repository = if is_fork { scene.forked_repository() } else { scene.own_repository() };
    let head = head_branch(scene, scenario);
    let user = open([("login", login.clone()), ("type", text(kind))]);
    let head_ref = head.clone();
    let pull_request = open([
        ("draft", ExprValue::Bool(scenario == Scenario::Draft)),
        ("merged", ExprValue::Bool(false)),
        ("state", text("open")),
        ("user", user.clone()),
        ("head", open([("ref", head), ("repo", head_repository)])),
        ("base", open([("ref", scene.branch("")), ("repo", scene.own_repository())])),
    ]);
    let mut payload = scene.payload(
        [("pull_request", pull_request), ("sender", user)],
        &["head_commit", "commits", "ref", "merge_group"],
    );
    if let Some(action) = action {
        payload.insert("action".to_owned(), text(action));
        payload.insert("label".to_owned(), ExprValue::Null);
    }
    let number = || ShapePart::Symbol(symbol("number", SymbolKind::Number));
    let (full, short) = match event {
        "pull_request" => (
            shaped(vec![known("refs/pull/"), number(), known("/merge")]),
            shaped(vec![number(), known("/merge")]),
        ),
        _ => (scene.branch("refs/heads/"), scene.branch("")),
    };
    let own = [
        ("ref", full),
        ("ref_name", short),
        ("base_ref", scene.branch("")),
        ("head_ref", head_ref),
    ];
    scene.roots(event, &login, own, payload)
}

fn head_branch(scene: &EventContext<'_>, scenario: Scenario) -> ExprValue {
    // A branch cannot be merged into itself, but a branch of a fork may have the same name.
    let is_own = scenario != Scenario::Fork;
    let never = scene.branch.filter(|_| is_own).map(str::to_owned).into_iter().collect();
    let head = Symbol { unique: is_own, never, ..symbol("head", SymbolKind::Branch) };
    let prefix = if scenario == Scenario::Dependabot { "dependabot/" } else { "" };
    shaped(vec![known(prefix), ShapePart::Symbol(head)])
}

fn push(on: &Trigger, home: &RepositoryContext) -> ContextRoots {
    let scene = EventContext::new(on, home);
    let payload = scene.payload(
        [("ref", scene.branch("refs/heads/")), ("deleted", ExprValue::Bool(false))],
        &["pull_request", "action", "number", "label", "merge_group"],
    );
    let own = [
        ("ref", scene.branch("refs/heads/")),
        ("ref_name", scene.branch("")),
        ("base_ref", text("")),
        ("head_ref", text("")),
    ];
    scene.roots("push", &person(), own, payload)
}

fn merge_group(on: &Trigger, home: &RepositoryContext) -> ContextRoots {
    let scene = EventContext::new(on, home);
    let queue = |prefix: &str| {
        let rest = ShapePart::Symbol(symbol("queue", SymbolKind::Branch));
        shaped(vec![known(prefix), known("gh-readonly-queue/"), rest])
    };
    let group =
        open([("base_ref", scene.branch("refs/heads/")), ("head_ref", queue("refs/heads/"))]);
    let payload = scene.payload(
        [("action", text("checks_requested")), ("merge_group", group)],
        &["pull_request", "number", "label", "head_commit", "commits", "ref"],
    );
    let own = [("ref", queue("refs/heads/")), ("ref_name", queue(""))];
    scene.roots("merge_group", &person(), own, payload)
}
