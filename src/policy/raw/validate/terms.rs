//! Validates the terms of a workflow and of its jobs.

use super::super::types::{Asked, EveryJob, EveryListed, RawPin};
use super::super::written::{Any, Texts, Written};
use super::checker::Checker;
use super::expectation::Nature;
use crate::policy::command::CommandPattern;
use crate::policy::contract::{JobTerms, Pinned, TriggerTerms, WorkflowTerms};
use crate::policy::expectation::Expectation;
use crate::span::{Span, Spanned};

/// Terms that may stand beside the names of events in `triggers`.
pub(crate) const OF_EVENTS: [&str; 4] = ["equals", "has", "only", "never"];

/// Validates the terms of a file as a whole.
pub(super) fn of_workflow(
    triggers: Written<Any>,
    permissions: Written<Any>,
    concurrency: Written<Any>,
    pinned: Written<RawPin>,
    checker: &mut Checker<'_>,
) -> WorkflowTerms {
    WorkflowTerms {
        triggers: self::triggers(triggers, checker),
        permissions: checker.expectation(permissions, "permissions", Nature::Permissions),
        concurrency: checker.expectation(concurrency, "concurrency", Nature::Map),
        pinned: pinned.spanned().map(|pin| match pin.value {
            RawPin::Commit => Spanned::new(Pinned::Commit, pin.span),
            RawPin::Version => Spanned::new(Pinned::Version, pin.span),
        }),
    }
}

/// Validates `every-job:`.
pub(super) fn of_every_job(raw: Written<EveryJob>, checker: &mut Checker<'_>) -> JobTerms {
    let (Some(span), Some(raw)) = (raw.span(), raw.value()) else { return JobTerms::default() };
    of_many(raw.asked(), "every-job", span, checker)
}

/// Validates `every-listed:`.
pub(super) fn of_every_listed(raw: Written<EveryListed>, checker: &mut Checker<'_>) -> JobTerms {
    let (Some(span), Some(raw)) = (raw.span(), raw.value()) else { return JobTerms::default() };
    of_many(raw.asked(), "every-listed", span, checker)
}

fn of_many(raw: Asked, key: &str, span: Span, checker: &mut Checker<'_>) -> JobTerms {
    let terms = of_job(raw, checker);
    if terms.is_empty() && checker.is_sound(span) {
        checker.problem(span, format!("`{key}` asks for nothing; fill it or remove it"));
    }
    terms
}

/// Validates the terms of a job.
pub(super) fn of_job(raw: Asked, checker: &mut Checker<'_>) -> JobTerms {
    JobTerms {
        name: checker.expectation(raw.name, "name", Nature::Plain),
        condition: checker.expectation(raw.condition, "if", Nature::Plain),
        needs: checker.expectation(raw.needs, "needs", Nature::Plain),
        matrix: checker.expectation(raw.matrix, "matrix", Nature::Map),
        timeout: checker.expectation(raw.timeout, "timeout-minutes", Nature::Plain),
        permissions: checker.expectation(raw.permissions, "permissions", Nature::Permissions),
        runs_on: checker.expectation(raw.runs_on, "runs-on", Nature::Plain),
        env: checker.expectation(raw.env, "env", Nature::Map),
        runs: commands(raw.runs, checker),
        never_runs: commands(raw.never_runs, checker),
        runs_in_order: commands(raw.runs_in_order, checker),
        uses: checker.patterns(raw.uses),
    }
}

fn commands(raw: Written<Texts>, checker: &mut Checker<'_>) -> Vec<Spanned<CommandPattern>> {
    let texts = raw.words().into_iter();
    texts
        .filter_map(|text| match CommandPattern::new(&text.value) {
            Ok(pattern) => Some(Spanned::new(pattern, text.span)),
            Err(why) => {
                checker.problem(text.span, why);
                None
            }
        })
        .collect()
}

/// Validates `triggers:`, in which terms over the names of all events stand beside events with
/// their filters.
fn triggers(raw: Written<Any>, checker: &mut Checker<'_>) -> Option<TriggerTerms> {
    let span = raw.span()?;
    let mut terms = TriggerTerms { span, events: None, each: Vec::new() };
    let entries = match raw.get() {
        Some(Any::Map(_)) => raw.value().map(Any::entries).unwrap_or_default(),
        _ => {
            terms.events = checker.expectation(raw, "triggers", Nature::Plain);
            return Some(terms);
        }
    };
    for (key, value) in entries {
        let Some(name) = key.spanned() else { continue };
        if OF_EVENTS.contains(&name.value.as_str()) {
            let term = checker.named_term(&name, value, "triggers");
            let events =
                terms.events.get_or_insert_with(|| Expectation { span, terms: Vec::new() });
            events.terms.extend(term);
            continue;
        }
        let filters = match value.get() {
            Some(any) if any.is_empty() => None,
            _ => checker.expectation(value, &name.value, Nature::Map),
        };
        terms.each.push((name, filters));
    }
    if terms.events.is_none() && terms.each.is_empty() && checker.is_sound(span) {
        checker.problem(span, "`triggers` asks for nothing; fill it or remove it");
    }
    Some(terms)
}
