//! Turns what is written into what the rules may rely on, with all checks that a type cannot make.
//! Pure and total: every part is checked, and each problem is noted.

mod advisory;
mod checker;
mod contracts;
mod evidence;
mod expectation;
mod settings;
mod sharing;
mod terms;
mod waivers;

use std::collections::BTreeMap;

pub(super) use self::checker::Checker;
#[cfg(test)]
pub(super) use self::expectation::TERMS;
#[cfg(test)]
pub(super) use self::terms::OF_EVENTS;
use super::types;
use super::written::{RawNames, Texts, Written};
use crate::finding::Severity;
use crate::policy::valid::{Context, Policy};
use crate::span::{Span, Spanned};

/// The version of the policy language that this version reads.
const VERSION: &str = "1";

/// Validates the whole policy. The result must not be used if there is any problem.
pub(super) fn policy(raw: types::RawPolicy, checker: &mut Checker<'_>) -> Policy {
    version(&raw, checker);
    let wait = contracts::wait(&raw.wait).unwrap_or_default();
    Policy {
        context: raw.context.value().map(|raw| context(raw, checker)).unwrap_or_default(),
        severities: severities(raw.rules, checker),
        workflows: contracts::workflows(raw.workflows, checker),
        checks: contracts::checks(raw.checks, wait, checker),
        wait,
        skips_allowed: contracts::skips_allowed(raw.skips_allowed, checker),
        tests: evidence::tests(raw.tests, checker),
        coverage: evidence::coverage(raw.coverage, checker),
        artifacts: evidence::artifacts(raw.artifacts, checker),
        settings: settings::settings(raw.settings, checker),
        files: contracts::files(raw.files, checker),
        gate_commands: commands(raw.gate_commands, checker),
        not_gates: commands(raw.not_gates, checker),
        waivers: waivers::waivers(raw.waivers, checker),
        approvals: sharing::approvals(raw.approvals, checker),
        extends: sharing::extends(raw.extends, checker),
        ..Policy::default()
    }
}

fn version(raw: &types::RawPolicy, checker: &mut Checker<'_>) {
    if raw.version.is_absent() {
        checker.problem(Span::start_of_file(), "`version` is missing; write `version: 1` first");
    }
    let (Some(version), Some(span)) = (raw.version.get(), raw.version.span()) else { return };
    if version.0 != VERSION {
        let message =
            format!("version `{}` is not known; this truegreen reads version 1", version.0);
        checker.problem(span, message);
    }
}

fn context(raw: types::RawContext, checker: &mut Checker<'_>) -> Context {
    let repository = raw.repository.words();
    if let Some(repository) = &repository
        && repository.value.split('/').filter(|part| !part.is_empty()).count() != 2
    {
        checker.problem(
            repository.span,
            format!("`{}` is no repository; write `owner/name`", repository.value),
        );
    }
    Context { repository, base: raw.base.words() }
}

fn severities(
    rules: Written<RawNames<types::RawSeverity>>,
    checker: &mut Checker<'_>,
) -> BTreeMap<String, Spanned<Severity>> {
    let mut severities = BTreeMap::new();
    for (id, severity) in rules.entries() {
        let Some(id) = id.words().and_then(|id| checker.rule(id)) else { continue };
        let Some(entry) = severity.entry() else { continue };
        let severity = match severity.value() {
            Some(types::RawSeverity::Fail) => Severity::Fail,
            Some(types::RawSeverity::Warn) => Severity::Warn,
            Some(types::RawSeverity::Note) => Severity::Note,
            Some(types::RawSeverity::Off) => Severity::Off,
            None => continue,
        };
        severities.insert(id.value, Spanned::new(severity, entry));
    }
    severities
}

/// Reads commands as words: `./ci/verify *`. Each must name its program.
fn commands(texts: Written<Texts>, checker: &mut Checker<'_>) -> Vec<Spanned<String>> {
    let commands = texts.words();
    for command in &commands {
        let program = command.value.split_whitespace().next();
        if program.is_none_or(|program| program.trim_matches('*').is_empty()) {
            checker.problem(
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
