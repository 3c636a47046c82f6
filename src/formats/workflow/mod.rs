//! Workflows and actions: from a YAML tree to the typed model.
//!
//! Lowering is total: a broken job does not hide the others, and all problems that GitHub would refuse
//! the file for are collected. The limits are GitHub's own (see `formats::yaml`).

mod expressions;
pub mod filter;
mod graph;
mod jobs;
pub mod model;
mod reader;
mod script;
mod steps;
mod strategy;
mod triggers;

use std::sync::Arc;

use self::model::{Action, Defaults, Env, Workflow};
use self::reader::WorkflowReader;
use super::problem::{Parsed, Problem};
use super::yaml::{self, Limits, NodeRef};
use crate::span::Span;

#[cfg(test)]
mod script_tests;

#[cfg(test)]
mod tests;

const WORKFLOW_KEYS: &[&str] =
    &["on", "name", "run-name", "defaults", "env", "permissions", "concurrency", "jobs"];

/// Reads a workflow. `problems` are what GitHub would refuse the file for; with any of them the model
/// is only a best effort and no rule but `invalid-workflow` may judge it.
#[must_use]
pub fn read_workflow(path: &Arc<str>, bytes: &[u8]) -> Parsed<Workflow> {
    let (parsed, source) = yaml::parse_text(bytes, Limits::WORKFLOW);
    let Some(tree) = parsed.value else {
        return Parsed { value: None, problems: parsed.problems };
    };
    let mut reader = WorkflowReader { source, problems: parsed.problems };
    let value = reader.workflow(path, tree.root());
    Parsed { value, problems: in_order(reader.problems) }
}

/// Reads an `action.yml`.
#[must_use]
pub fn read_action(path: &Arc<str>, bytes: &[u8]) -> Parsed<Action> {
    let (parsed, source) = yaml::parse_text(bytes, Limits::ACTION);
    let Some(tree) = parsed.value else {
        return Parsed { value: None, problems: parsed.problems };
    };
    let mut reader = WorkflowReader { source, problems: parsed.problems };
    let value = reader.action(path, tree.root());
    Parsed { value, problems: in_order(reader.problems) }
}

fn in_order(mut problems: Vec<Problem>) -> Vec<Problem> {
    problems.sort_by_key(|problem| (problem.span.line, problem.span.column));
    problems.dedup();
    problems
}

impl WorkflowReader<'_> {
    fn workflow(&mut self, path: &Arc<str>, root: NodeRef<'_>) -> Option<Workflow> {
        let mut workflow = Workflow {
            path: Arc::clone(path),
            name: None,
            on: Vec::new(),
            on_span: Span::start_of_file(),
            permissions: None,
            env: Env::default(),
            defaults: Defaults::default(),
            concurrency: None,
            jobs: Vec::new(),
            jobs_span: Span::start_of_file(),
        };
        for (key, name, value) in self.map(root, "the workflow") {
            match name {
                "on" => {
                    workflow.on_span = key.span();
                    workflow.on = self.triggers(value);
                }
                "name" => {
                    workflow.name = self.text(value, name).filter(|name| !name.value.is_empty())
                }
                "run-name" => {
                    self.text(value, name);
                }
                "permissions" => workflow.permissions = self.permissions(value),
                "env" => workflow.env = self.env(value, name),
                "defaults" => workflow.defaults = self.defaults(value),
                "concurrency" => workflow.concurrency = self.concurrency(value),
                "jobs" => {
                    workflow.jobs_span = key.span();
                    workflow.jobs = self.jobs(value);
                }
                _ => self.unknown(key, WORKFLOW_KEYS),
            }
        }
        if !root.is_map() {
            return None;
        }
        for key in ["on", "jobs"] {
            if !has_key(root, key) {
                self.problem(first_key(root), format!("the workflow has no `{key}`"));
            }
        }
        self.needs(&workflow.jobs);
        self.expressions(root);
        Some(workflow)
    }

    fn action(&mut self, path: &Arc<str>, root: NodeRef<'_>) -> Option<Action> {
        let mut action =
            Action { path: Arc::clone(path), name: None, using: None, steps: Vec::new() };
        for (_, name, value) in self.map(root, "the action") {
            match name {
                "name" => action.name = self.text(value, name),
                "runs" => {
                    for (_, name, value) in self.map(value, "runs") {
                        match name {
                            "using" => action.using = self.filled(value, "runs.using"),
                            "steps" => action.steps = self.steps(value),
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
        if !root.is_map() {
            return None;
        }
        if !has_key(root, "runs") {
            self.problem(first_key(root), "the action has no `runs`");
        }
        Some(action)
    }
}

/// Where a map begins: the place to say what it lacks.
fn first_key(node: NodeRef<'_>) -> Span {
    let first = node.entries().and_then(|mut entries| entries.next());
    first.map_or(node.span(), |(key, _)| key.span())
}

/// Whether a map has a key in this very spelling.
fn has_key(node: NodeRef<'_>, key: &str) -> bool {
    node.entries().is_some_and(|mut entries| entries.any(|(name, _)| name.text() == Some(key)))
}
