//! Compares the events that start a workflow with what the policy expects of them.

use serde_json::{Map, Value as Json};

use super::Party;
use crate::facts::jobs::keys::JobKey;
use crate::finding::{Finding, Sink};
use crate::formats::workflow::model::{Trigger, Workflow};
use crate::policy::{Actual, Expectation, ExpectationComparison, Miss, Term, TriggerTerms};
use crate::span::Spanned;

/// Activity types that start a workflow whose trigger names none.
///
/// Source: GitHub documentation, "Events that trigger workflows", `pull_request`.
const DEFAULT_TYPES: [&str; 3] = ["opened", "synchronize", "reopened"];

/// Compares the triggers of a workflow with the terms of the policy.
pub(crate) fn hold(party: &Party<'_>, model: &Workflow, terms: &TriggerTerms, sink: &mut Sink) {
    if let Some(events) = &terms.events {
        let names = model.on.iter().map(|trigger| Json::from(trigger.event.as_str())).collect();
        let actual = Actual::Value(Json::Array(names));
        party.hold(
            "on",
            events,
            &JobKey { actual, span: model.on_span, matrix_jobs: Vec::new() },
            sink,
        );
    }
    for (event, filters) in &terms.each {
        sink.examine();
        let started: Vec<&Trigger> =
            model.on.iter().filter(|trigger| trigger.event.value == event.value).collect();
        if started.is_empty() {
            let message = format!("{} is not started by `{}`", party.shown(), event.value);
            sink.find(
                Finding::new(party.subject(), party.place(model.on_span), message)
                    .label(format!("`{}` is missing", event.value))
                    .help("restore the event, or change the policy on the base branch first")
                    .related(party.policy.locate(event.span), "expected here"),
            );
        }
        for trigger in started {
            if let Some(filters) = filters {
                one(party, trigger, filters, sink);
            }
        }
    }
}

fn one(party: &Party<'_>, trigger: &Trigger, filters: &Expectation, sink: &mut Sink) {
    let mut map: Map<String, Json> = Map::new();
    for (name, values) in &trigger.filters {
        map.insert(name.value.clone(), texts(values));
    }
    let is_pull_request = trigger.event.value.starts_with("pull_request");
    if is_pull_request && !map.contains_key("types") && !is_exact_without_types(filters) {
        map.insert("types".to_owned(), DEFAULT_TYPES.map(Json::from).into_iter().collect());
    }
    // A schedule has cron lines and no filters, so its terms are about the lines themselves.
    let is_cron = trigger.event.value == "schedule"
        && filters.terms.iter().all(|term| !matches!(term.value, Term::Keys(_)));
    let actual = match map.remove("cron") {
        Some(lines) if is_cron => lines,
        Some(lines) => {
            map.insert("cron".to_owned(), lines);
            Json::Object(map.clone())
        }
        None => Json::Object(map.clone()),
    };
    let actual = Actual::Value(actual);
    let name = format!("on.{}", trigger.event.value);
    for miss in filters.misses(&actual, ExpectationComparison::AsText) {
        if is_unfiltered(&miss, &map, filters) {
            continue;
        }
        let key = miss.keys.first().map_or("cron", String::as_str);
        let filter = trigger.filters.iter().find(|(name, _)| name.value == key);
        let span = filter.map_or(trigger.event.span, |(name, values)| {
            values.iter().fold(name.span, |span, value| span.to(value.span))
        });
        let key = JobKey { actual: actual.clone(), span, matrix_jobs: Vec::new() };
        party.report_miss(&name, &miss, &key, sink);
    }
    for (filter, values) in &trigger.filters {
        narrowed(party, &name, filter, values, filters, sink);
    }
}

/// Returns whether the policy lists all filters exactly and `types` is not among them. The activity
/// types must then be GitHub's defaults.
fn is_exact_without_types(filters: &Expectation) -> bool {
    filters.terms.iter().any(|term| match &term.value {
        Term::Equals(Json::Object(named)) => !named.contains_key("types"),
        _ => false,
    })
}

/// Returns whether the policy expects patterns in a filter that the trigger does not have. Without
/// the filter every branch, path or tag starts the workflow, so the workflow starts for the
/// expected ones too.
fn is_unfiltered(miss: &Miss, map: &Map<String, Json>, filters: &Expectation) -> bool {
    let [key] = miss.keys.as_slice() else { return false };
    let ignore = format!("{key}-ignore");
    let has = expected_of(filters, key)
        .is_some_and(|expected| expected.terms.iter().all(|t| matches!(t.value, Term::Has(_))));
    let filters_events = ["paths", "branches", "tags"].contains(&key.as_str());
    filters_events && has && !map.contains_key(key) && !map.contains_key(&ignore)
}

/// Reports patterns such as `!docs/old/**` that take something out of a filter for which the policy
/// only lists what must be in.
fn narrowed(
    party: &Party<'_>,
    event: &str,
    filter: &Spanned<String>,
    values: &[Spanned<String>],
    filters: &Expectation,
    sink: &mut Sink,
) {
    let Some(expected) = expected_of(filters, &filter.value) else { return };
    for term in &expected.terms {
        let Term::Has(items) = &term.value else { continue };
        let unnamed = values.iter().filter(|value| {
            value.value.starts_with('!')
                && !items.iter().any(|i| i.as_str() == Some(value.as_str()))
        });
        for value in unnamed {
            let message = format!(
                "`{event}.{}` of {} takes out `{}`, which the policy does not name",
                filter.value,
                party.shown(),
                value.value
            );
            sink.find(
                Finding::new(party.subject(), party.place(value.span), message)
                    .label("narrows what starts it")
                    .help("remove it, or name it in the policy on the base branch first")
                    .related(party.policy.locate(term.span), "expected here"),
            );
        }
    }
}

fn expected_of<'e>(filters: &'e Expectation, key: &str) -> Option<&'e Expectation> {
    filters.terms.iter().find_map(|term| match &term.value {
        Term::Keys(keys) => keys.iter().find(|(name, _)| name.value == key).map(|(_, e)| e),
        _ => None,
    })
}

fn texts(values: &[Spanned<String>]) -> Json {
    values.iter().map(|value| Json::from(value.as_str())).collect()
}
