//! The policy as written: from the YAML tree to the valid policy, all problems collected.
//!
//! Nothing is ignored. A key that is not known is an error with a suggestion; a key that the policy
//! language has and this version does not judge is an error too, because a promise that nobody holds
//! is worse than none.

mod contracts;
mod evidence;
mod expectation;
mod fields;
mod settings;
mod sharing;
mod terms;
mod waivers;

use std::collections::BTreeMap;

use self::fields::{Fields, Reader};
use super::valid::{Context, Policy};
use crate::finding::Severity;
use crate::formats::problem::Parsed;
use crate::formats::yaml::{self, Limits, NodeRef};
use crate::span::{Span, Spanned};

/// The version of the policy language that is read.
const VERSION: &str = "1";

/// Reads a policy file; `rules` are the ids that exist. `value` is `None` when there is any problem.
#[must_use]
pub fn read(bytes: &[u8], rules: &[&str]) -> Parsed<Policy> {
    let parsed = yaml::parse(bytes, Limits::POLICY);
    let mut reader = Reader { problems: parsed.problems, rules };
    let policy = parsed.value.as_ref().and_then(|tree| top(tree.root(), &mut reader));
    reader.problems.sort_by_key(|problem| problem.span);
    let value = policy.filter(|_| reader.problems.is_empty());
    Parsed { value, problems: reader.problems }
}

fn top(root: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<Policy> {
    let mut fields = reader.fields(root, "the policy")?;
    version(&mut fields, reader);
    let mut policy = Policy::default();
    if let Some(node) = fields.take("context") {
        policy.context = context(node, reader);
    }
    if let Some(node) = fields.take("rules") {
        policy.severities = severities(node, reader);
    }
    if let Some(node) = fields.take("workflows") {
        policy.workflows = contracts::workflows(node, reader);
    }
    if let Some(node) = fields.take("skips-allowed") {
        policy.skips_allowed = contracts::skips_allowed(node, reader);
    }
    if let Some(node) = fields.take("tests") {
        policy.tests = evidence::tests(node, reader);
    }
    if let Some(node) = fields.take("coverage") {
        policy.coverage = evidence::coverage(node, reader);
    }
    if let Some(node) = fields.take("artifacts") {
        policy.artifacts = reader.texts(node, "artifacts");
    }
    if let Some(node) = fields.take("settings") {
        policy.settings = settings::settings(node, reader);
    }
    if let Some(node) = fields.take("files") {
        policy.files = contracts::files(node, reader);
    }
    if let Some(node) = fields.take("gate-commands") {
        policy.gate_commands = commands(node, "gate-commands", reader);
    }
    if let Some(node) = fields.take("not-gates") {
        policy.not_gates = commands(node, "not-gates", reader);
    }
    if let Some(node) = fields.take("waivers") {
        policy.waivers = waivers::waivers(node, reader);
    }
    policy.approvals = fields.take("approvals").and_then(|node| sharing::approvals(node, reader));
    policy.extends = fields.take("extends").and_then(|node| sharing::extends(node, reader));
    fields.end(reader, &["checks", "benchmarks", "external"]);
    Some(policy)
}

/// Commands as their words: `./ci/verify *`. Each must name its program.
fn commands(node: NodeRef<'_>, key: &str, reader: &mut Reader<'_>) -> Vec<Spanned<String>> {
    let commands = reader.texts(node, key);
    for command in &commands {
        let program = command.value.split_whitespace().next();
        if program.is_none_or(|program| program.trim_matches('*').is_empty()) {
            reader.problem(
                command.span,
                format!(
                    "`{}` names no program; write the words of a command, as `./ci/verify *`",
                    command.value
                ),
            );
        }
    }
    commands
}

fn version(fields: &mut Fields<'_>, reader: &mut Reader<'_>) {
    let Some(node) = fields.take("version") else {
        reader.problem(Span::start_of_file(), "`version` is missing; write `version: 1` first");
        return;
    };
    if node.text() != Some(VERSION) {
        let found = node.text().unwrap_or(node.kind_name());
        reader.problem(
            node.span(),
            format!("version `{found}` is not known; this truegreen reads version 1"),
        );
    }
}

fn context(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Context {
    let Some(mut fields) = reader.fields(node, "`context`") else { return Context::default() };
    let repository = fields.take("repository").and_then(|node| reader.text(node, "repository"));
    if let Some(repository) = &repository
        && repository.value.split('/').filter(|part| !part.is_empty()).count() != 2
    {
        reader.problem(
            repository.span,
            format!("`{}` is no repository; write `owner/name`", repository.value),
        );
    }
    let base = fields.take("base").map(|node| reader.texts(node, "base")).unwrap_or_default();
    fields.end(reader, &[]);
    Context { repository, base }
}

fn severities(node: NodeRef<'_>, reader: &mut Reader<'_>) -> BTreeMap<String, Spanned<Severity>> {
    let mut severities = BTreeMap::new();
    let Some(fields) = reader.fields(node, "`rules`") else { return severities };
    for (key, value) in fields.rest() {
        let Some(id) = reader.rule(key) else { continue };
        let Some(text) = reader.text(value, &id) else { continue };
        let severity = match text.value.as_str() {
            "fail" => Severity::Fail,
            "warn" => Severity::Warn,
            "note" => Severity::Note,
            "off" => Severity::Off,
            other => {
                let message =
                    format!("`{other}` is no severity; write `fail`, `warn`, `note` or `off`");
                reader.problem(text.span, message);
                continue;
            }
        };
        severities.insert(id, Spanned::new(severity, key.span().to(value.span())));
    }
    severities
}
