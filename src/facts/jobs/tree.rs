//! Which commit lies in the workspace when a command runs.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::texts::resolve_text;
use crate::catalog::actions::act;
use crate::catalog::settings::rows::ActKind;
use crate::facts::commands::fact::CommandFact;
use crate::facts::commit::Facts;
use crate::formats::expr::condition::{
    ConstantCondition, constant_condition, surely_holds_at_first,
};
use crate::formats::workflow::model::{Env, Job, Step, Value, Workflow};
use crate::span::Location;

/// The commit that lies in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckedOut {
    /// That of the run.
    OfRun,
    /// Surely another.
    Other {
        /// What it is, as the end of a sentence.
        what: String,
        /// What put it there.
        place: Location,
        /// Whether it was asked for by name; else the event decides.
        by_name: bool,
    },
    /// Only the run knows.
    Unknown,
}

/// A command with the commit on which it runs.
#[derive(Clone, Debug)]
pub struct CommandTree<'f> {
    /// The command.
    pub command: &'f CommandFact,
    /// The commit in its folder.
    pub tree: CheckedOut,
    /// Whether the commit of the run is put into another folder, before or after.
    pub beside_own: bool,
}

/// Returns the commands of a job, each with the commit on which it runs. Commands before the first checkout, and those
/// in folders that only the run knows, are left out.
#[must_use]
pub fn command_trees<'f>(facts: &'f Facts, workflow: &Workflow, job: &Job) -> Vec<CommandTree<'f>> {
    let mut commands: Vec<&CommandFact> =
        facts.commands_of_job(&workflow.path, &job.id.value).collect();
    commands.sort_by_key(|command| (command.step, command.range.0));
    let mut walk = TreeWalk {
        facts,
        workflow,
        job,
        trees: BTreeMap::new(),
        own: BTreeSet::new(),
        fetched: None,
    };
    let mut found = Vec::new();
    for (index, step) in job.steps.iter().enumerate() {
        walk.check_out(step);
        let mut is_elsewhere = false;
        for command in commands.iter().filter(|command| command.step == index) {
            let is_own = command.via.is_none();
            is_elsewhere |= is_own && leaves(facts, command);
            if is_own && command.program == "git" && !is_elsewhere {
                walk.git(command, step);
            }
            let tree = command.folder.as_deref().and_then(|folder| walk.at(folder));
            let Some((root, tree)) = tree else { continue };
            found.push((root.clone(), *command, tree.clone()));
        }
    }
    let own = walk.own;
    let with_own = |(root, command, tree): (String, &'f CommandFact, CheckedOut)| {
        let beside_own = own.iter().any(|folder| *folder != root);
        CommandTree { command, tree, beside_own }
    };
    found.into_iter().map(with_own).collect()
}

/// Returns whether a command goes to a folder that is none of the repository: what git does there is not known.
fn leaves(facts: &Facts, command: &CommandFact) -> bool {
    let goes = matches!(command.program.as_str(), "cd" | "pushd");
    let Some((word, _)) = command.arguments.first().filter(|_| goes) else { return false };
    let folder = word.text.trim_start_matches("./").trim_end_matches('/');
    let is_tracked =
        |file: &String| file.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    !matches!(folder, "." | ".." | "-" | "") && !facts.files.iter().any(is_tracked)
}

/// The commits in the folders of a job, as its steps put them there.
struct TreeWalk<'a> {
    facts: &'a Facts,
    workflow: &'a Workflow,
    job: &'a Job,
    trees: BTreeMap<String, CheckedOut>,
    /// Folders into which the commit of the run was put.
    own: BTreeSet<String>,
    /// What git fetched last.
    fetched: Option<String>,
}

impl TreeWalk<'_> {
    /// Returns the checkout that a folder belongs to.
    fn at(&self, folder: &str) -> Option<(&String, &CheckedOut)> {
        let is_below = |root: &str| {
            root.is_empty()
                || folder
                    .strip_prefix(root)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        self.trees.iter().filter(|(root, _)| is_below(root)).max_by_key(|(root, _)| root.len())
    }

    fn check_out(&mut self, step: &Step) {
        let Some(known) = act(step).filter(|known| known.kind == ActKind::ChecksOut) else {
            return;
        };
        let given = |at: usize| {
            let name = known.inputs.get(at).copied().unwrap_or_default();
            let (_, value) =
                step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
            text_of(&value.value).filter(|text| !text.trim().is_empty())
        };
        let folder = given(2).unwrap_or_default();
        if folder.contains("${{") {
            return;
        }
        let folder = folder.trim_matches(['.', '/']).to_owned();
        let (reference, repository) = (given(0), given(1));
        let place = || {
            let span = step.uses.as_ref().map_or(step.span, |uses| uses.span);
            let of_input = |name: &&str| {
                let found = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name));
                found.map(|(key, value)| key.span.to(value.span))
            };
            let span = known.inputs.iter().take(2).find_map(of_input).unwrap_or(span);
            Location::new(Arc::clone(&self.workflow.path), span)
        };
        let tree = match self.other(reference.as_deref(), repository.as_deref()) {
            Some(Ok(what)) => CheckedOut::Other {
                what,
                place: place(),
                by_name: reference.is_some() || repository.is_some(),
            },
            Some(Err(())) => CheckedOut::Unknown,
            None => CheckedOut::OfRun,
        };
        self.put(folder, tree, step);
    }

    /// Returns what a checkout takes instead of the commit of the run: `None` for that commit, an error where only the
    /// run knows.
    fn other(
        &self,
        reference: Option<&str>,
        repository: Option<&str>,
    ) -> Option<Result<String, ()>> {
        if let Some(name) = repository {
            if name.contains("${{") {
                return is_own_repository(name)
                    .then_some(())
                    .map_or(Some(Err(())), |()| self.other(reference, None));
            }
            let is_own =
                self.facts.place.repository.as_deref().map(|own| own.eq_ignore_ascii_case(name));
            if is_own != Some(true) {
                return Some(Ok(format!("`{name}`, another repository")));
            }
        }
        match reference {
            None => self.of_event().map(Ok),
            Some(text) => self.of_reference(text),
        }
    }

    /// Returns what a plain checkout takes by the event.
    fn of_event(&self) -> Option<String> {
        let has = |event: &str| self.workflow.on.iter().any(|on| on.event.value == event);
        let others = ["pull_request", "merge_group", "workflow_call", "push", "workflow_dispatch"];
        let is_alone = |except: &str| !others.iter().any(|event| *event != except && has(event));
        if has("pull_request_target") && !has("pull_request") && !has("workflow_call") {
            return Some("the default branch, as `pull_request_target` has it".to_owned());
        }
        (has("workflow_run") && is_alone(""))
            .then(|| "the default branch, as `workflow_run` has it".to_owned())
    }

    fn of_reference(&self, text: &str) -> Option<Result<String, ()>> {
        let text = text.trim();
        if let Some(inside) = text.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}")) {
            let inside = inside.trim().to_ascii_lowercase();
            return match inside.as_str() {
                name if OF_BASE.contains(&name) => Some(Ok(format!("`{inside}`, the base"))),
                "github.sha" | "github.ref" if self.of_event().is_none() => None,
                name if OF_HEAD.contains(&name) => None,
                name if name.starts_with("env.") => {
                    Some(self.variable(name).map(|value| format!("`{value}`")).ok_or(()))
                }
                _ => match resolve_text(text, self.job).as_deref() {
                    Ok([one]) => Some(Ok(format!("`{one}`"))),
                    _ => Some(Err(())),
                },
            };
        }
        if text.contains("${{") || text.contains('$') {
            return Some(Err(()));
        }
        Some(Ok(format!("`{text}`")))
    }

    /// Returns what a variable of the job or the workflow is, where that is spelled out.
    fn variable(&self, name: &str) -> Option<&str> {
        let (_, name) = name.split_once('.')?;
        let of = |env: &'_ Env| {
            env.vars.iter().position(|(known, _)| known.value.eq_ignore_ascii_case(name))
        };
        let value = match (of(&self.job.env), of(&self.workflow.env)) {
            (Some(at), _) => self.job.env.vars.get(at),
            (None, Some(at)) => self.workflow.env.vars.get(at),
            (None, None) => None,
        };
        let value = value.map(|(_, value)| value.as_str())?;
        (!value.contains("${{") && !value.trim().is_empty()).then_some(value)
    }

    /// Puts a commit into a folder. A step that the run may skip leaves it open what lies there.
    fn put(&mut self, folder: String, tree: CheckedOut, step: &Step) {
        if tree == CheckedOut::OfRun {
            self.own.insert(folder.clone());
        }
        if constant_condition(step.condition()) == Some(ConstantCondition::False) {
            return;
        }
        let runs = surely_holds_at_first(step.condition());
        self.trees.insert(folder, if runs { tree } else { CheckedOut::Unknown });
    }

    fn git(&mut self, command: &CommandFact, step: &Step) {
        let words: Vec<&str> =
            command.arguments.iter().map(|(word, _)| word.text.as_str()).collect();
        let Some(root) = command.folder.as_deref().and_then(|folder| self.at(folder)) else {
            return;
        };
        let root = root.0.clone();
        let words = without_options(&words);
        if let ["fetch", rest @ ..] = words.as_slice() {
            let named = rest.iter().filter(|word| !word.starts_with('-')).nth(1);
            self.fetched = named.map(|name| (*name).to_owned());
        }
        let Some(target) = git_target(&words) else { return };
        let fetched = self.fetched.clone().filter(|_| target == "FETCH_HEAD");
        let target = fetched.as_deref().unwrap_or(target);
        let tree = match self.git_tree(target) {
            Some(Ok(what)) => {
                CheckedOut::Other { what, place: command.location.clone(), by_name: true }
            }
            Some(Err(())) => CheckedOut::Unknown,
            None => CheckedOut::OfRun,
        };
        self.put(root, tree, step);
    }

    fn git_tree(&self, target: &str) -> Option<Result<String, ()>> {
        let bare = target.trim_matches(['{', '}', '$', '"']);
        match bare {
            "-" | "HEAD^2" | "GITHUB_SHA" | "GITHUB_HEAD_REF" => return None,
            "GITHUB_BASE_REF" | "origin/${GITHUB_BASE_REF" | "origin/$GITHUB_BASE_REF" => {
                return Some(Ok(format!("`{target}`, the base")));
            }
            _ => {}
        }
        if let Some(rest) = target.strip_prefix("origin/${{").or_else(|| target.strip_prefix("${{"))
        {
            return self.of_reference(&format!("${{{{{rest}"));
        }
        let is_parent = matches!(target, "HEAD^" | "HEAD^1" | "HEAD~" | "HEAD~1");
        if target.contains(['$', '`', '*']) || target.contains("HEAD") && !is_parent {
            return Some(Err(()));
        }
        let is_file = self.facts.files_problem.is_some()
            || self.facts.files.iter().any(|file| {
                file.strip_prefix(target)
                    .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            });
        // A path is no commit; what else it could be is not known.
        if is_file { Some(Err(())) } else { Some(Ok(format!("`{target}`"))) }
    }
}

/// Expressions for the base of a change, and for its head.
const OF_BASE: [&str; 6] = [
    "github.base_ref",
    "github.event.pull_request.base.sha",
    "github.event.pull_request.base.ref",
    "github.event.repository.default_branch",
    "github.event.merge_group.base_sha",
    "github.event.before",
];
const OF_HEAD: [&str; 6] = [
    "github.head_ref",
    "github.event.pull_request.head.sha",
    "github.event.pull_request.head.ref",
    "github.event.pull_request.merge_commit_sha",
    "github.event.workflow_run.head_sha",
    "github.event.workflow_run.head_branch",
];

fn is_own_repository(name: &str) -> bool {
    let inside = name.trim().strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}"));
    inside.is_some_and(|inside| inside.trim().eq_ignore_ascii_case("github.repository"))
}

/// Returns the words of a command of git from its verb on; none where `-C` names another folder.
fn without_options<'w>(words: &[&'w str]) -> Vec<&'w str> {
    let mut rest = words.iter().copied().peekable();
    while let Some(option) = rest.next_if(|word| word.starts_with('-')) {
        match option {
            "-C" if rest.peek() != Some(&".") => return Vec::new(),
            "-C" | "-c" => drop(rest.next()),
            _ => {}
        }
    }
    rest.collect()
}

/// Returns the commit that a command of git puts into the whole workspace.
fn git_target<'w>(words: &[&'w str]) -> Option<&'w str> {
    let (verb, rest) = words.split_first()?;
    let makes_one = ["-b", "-B", "-c", "-C", "--orphan", "-p", "--patch", "--ours", "--theirs"];
    if rest.iter().any(|word| makes_one.contains(word)) {
        return None;
    }
    let (before, paths) = match rest.iter().position(|word| *word == "--") {
        Some(at) => (rest.get(..at)?, rest.get(at + 1..)?),
        None => (rest, [].as_slice()),
    };
    let operands: Vec<&str> =
        before.iter().copied().filter(|word| *word == "-" || !word.starts_with('-')).collect();
    let is_whole =
        |paths: &[&str]| paths.iter().all(|path| matches!(*path, "." | ":/" | "./" | "*"));
    let [target, more @ ..] = operands.as_slice() else {
        let source = rest.iter().find_map(|word| word.strip_prefix("--source="));
        return source
            .filter(|_| *verb == "restore" && rest.last().is_some_and(|path| is_whole(&[path])));
    };
    match *verb {
        "checkout" | "switch" => {
            (is_whole(paths) && is_whole(more) && *target != "." && *target != "HEAD")
                .then_some(target)
        }
        "reset" => (rest.contains(&"--hard") && *target != "HEAD").then_some(target),
        "restore" => {
            let source = rest.iter().find_map(|word| word.strip_prefix("--source="));
            source.filter(|_| is_whole(&operands))
        }
        _ => None,
    }
}

fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number { text, .. } => Some(text.clone()),
        _ => None,
    }
}
