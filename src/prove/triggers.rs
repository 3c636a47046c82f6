//! Edits of `on:` and of `if:`: what starts a workflow, and a job in it.

use super::mutant::Mutant;
use super::stage::{JobSite, of_workflow};
use super::{MutationSites, TextEdit};
use crate::facts::jobs::keys::bare_condition;
use crate::formats::workflow::model::Trigger;

/// Returns the triggers of an event, each with its workflow.
fn triggers<'s>(stage: &'s MutationSites<'_>, event: &str) -> Vec<(JobSite<'s>, &'s Trigger)> {
    let found = stage.workflows().into_iter().filter_map(|site| {
        let trigger = site.workflow.on.iter().find(|on| on.event.value == event)?;
        Some((site, trigger))
    });
    found.collect()
}

/// Makes mutants with another name of the event.
pub(super) fn rename_event(stage: &MutationSites<'_>, from: &str, to: &str) -> Vec<Mutant> {
    let rename = |(site, trigger): (JobSite<'_>, &Trigger)| {
        let range = site.source.range(trigger.event.span)?;
        let edits = vec![TextEdit::replace(range, to)];
        let what = format!("start it on `{to}`, not on `{from}`");
        let mut mutant = of_workflow(&site, trigger.event.span, edits, what);
        mutant.hints =
            vec![site.of_workflow(&format!("triggers: {{ has: [{from}], never: [{to}] }}"))];
        Some(mutant)
    };
    triggers(stage, from).into_iter().filter_map(rename).collect()
}

/// Makes an edit that removes the event from `on:`.
fn dropped(site: &JobSite<'_>, trigger: &Trigger) -> Option<Vec<TextEdit>> {
    let span = trigger.event.span;
    if site.workflow.on.len() > 1 {
        let range = site.source.item(span).or_else(|| site.source.entry(span))?;
        return Some(vec![TextEdit::remove(range)]);
    }
    let range = site.source.range(span)?;
    let is_key = site.source.text.get(range.end..)?.starts_with(':');
    match site.source.entry(span).filter(|_| is_key) {
        Some(entry) => {
            let indent = site.source.text.get(entry.start..range.start)?;
            let line = format!("{indent}workflow_dispatch:{}", site.source.line_end());
            Some(vec![TextEdit::replace(entry, line)])
        }
        None => Some(vec![TextEdit::replace(range, "workflow_dispatch")]),
    }
}

fn drop_event(stage: &MutationSites<'_>, event: &str) -> Vec<Mutant> {
    let mutate = |(site, trigger): (JobSite<'_>, &Trigger)| {
        let what = format!("do not start it on `{event}`");
        let mut mutant = of_workflow(&site, trigger.event.span, dropped(&site, trigger)?, what);
        mutant.hints = vec![site.of_workflow(&format!("triggers: {{ has: [{event}] }}"))];
        Some(mutant)
    };
    triggers(stage, event).into_iter().filter_map(mutate).collect()
}

pub(super) fn drop_pull_request(stage: &MutationSites<'_>) -> Vec<Mutant> {
    drop_event(stage, "pull_request")
}

pub(super) fn drop_merge_group(stage: &MutationSites<'_>) -> Vec<Mutant> {
    drop_event(stage, "merge_group")
}

/// Makes mutants with a filter on pull requests that keeps one value only.
pub(super) fn narrow_filter(stage: &MutationSites<'_>, filter: &str, value: &str) -> Vec<Mutant> {
    let mutate = |(site, trigger): (JobSite<'_>, &Trigger)| {
        let span = trigger.event.span;
        let known = trigger.filters.iter().find(|(key, _)| key.value == filter);
        let edits = match known {
            Some((_, values)) => {
                let mut values = values.iter();
                let first = site.source.range(values.next()?.span)?;
                let mut edits = vec![TextEdit::replace(first, value)];
                for more in values {
                    edits.push(TextEdit::remove(site.source.item(more.span)?));
                }
                // Two neighbours in one list share a comma, so they cannot both be removed.
                (edits.len() < 3).then_some(edits)?
            }
            None => vec![added(&site, trigger, &format!("{filter}: [{value}]"))?],
        };
        let what = format!("let `{}` have `{filter}: [{value}]`", trigger.event.value);
        let mut mutant = of_workflow(&site, span, edits, what);
        let promise = match filter {
            "types" => "triggers: { pull_request: { types: { has: [synchronize] } } }".to_owned(),
            _ => format!("triggers: {{ pull_request: {{ {filter}: {{ present: false }} }} }}"),
        };
        mutant.hints = vec![site.of_workflow(&promise)];
        Some(mutant)
    };
    triggers(stage, "pull_request").into_iter().filter_map(mutate).collect()
}

/// Makes an edit that adds a filter to a trigger, whatever form `on:` has.
fn added(site: &JobSite<'_>, trigger: &Trigger, filter: &str) -> Option<TextEdit> {
    let source = site.source;
    let range = source.range(trigger.event.span)?;
    if source.text.get(range.end..)?.starts_with(':') {
        return Some(match source.body(trigger.event.span) {
            Some(body) => source.key(body, filter),
            None => TextEdit::insert(range.end + 1, format!(" {{ {filter} }}")),
        });
    }
    // A filter has no place in a list of lines.
    let line = source.text.get(source.line_start(range.start)..range.start)?;
    if line.trim() == "-" {
        return None;
    }
    let events = site.workflow.on.iter().map(|on| match on.event.value == trigger.event.value {
        true => format!("{}: {{ {filter} }}", on.event.value),
        false => format!("{}: {{}}", on.event.value),
    });
    let map = format!("{{ {} }}", events.collect::<Vec<_>>().join(", "));
    if site.workflow.on.len() == 1 && !source.text.get(..range.start)?.ends_with('[') {
        return Some(TextEdit::replace(range, map));
    }
    let start = source.text.get(..range.start)?.rfind('[')?;
    let end = range.end + source.text.get(range.end..)?.find(']')? + 1;
    (!source.text.get(start..end)?.contains('\n')).then(|| TextEdit::replace(start..end, map))
}

/// Makes an edit that adds an event to `on:`, whatever form that has.
pub(super) fn with_event(site: &JobSite<'_>, event: &str) -> Option<TextEdit> {
    let source = site.source;
    let first = site.workflow.on.first()?;
    let range = source.range(first.event.span)?;
    let before = source.text.get(..range.start)?;
    let line = source.text.get(source.line_start(range.start)..range.start)?;
    if source.text.get(range.end..)?.starts_with(':') {
        return Some(match before.trim_end().ends_with('{') {
            true => TextEdit::insert(range.start, format!("{event}: {{}}, ")),
            false => source.key(range.start, &format!("{event}:")),
        });
    }
    if line.trim() == "-" {
        let indent = line.get(..line.find('-')?)?;
        return Some(TextEdit::insert(
            range.start,
            format!("{event}{}{indent}{}", source.line_end(), line.trim_start()),
        ));
    }
    match before.trim_end().ends_with('[') {
        true => Some(TextEdit::insert(range.start, format!("{event}, "))),
        false => {
            let own = source.text.get(range.clone())?;
            Some(TextEdit::replace(range, format!("[{own}, {event}]")))
        }
    }
}

/// Makes an edit by which a pull request starts the workflow for more of its events; `None` if it
/// names them already.
pub(super) fn more_types(site: &JobSite<'_>, trigger: &Trigger, types: &str) -> Option<TextEdit> {
    let named = trigger.filters.iter().any(|(key, _)| key.value == "types");
    if named { None } else { added(site, trigger, types) }
}

/// Makes edits by which a job runs only under this condition too.
pub(super) fn guarded_by(site: &JobSite<'_>, condition: &str) -> Option<Vec<TextEdit>> {
    let Some(own) = &site.job.condition else { return site.key(&format!("if: {condition}")) };
    let bare = bare_condition(own.as_str());
    let range = site.source.range(own.span)?;
    // `false` is false whatever stands beside it.
    if condition == "false" {
        return Some(vec![TextEdit::replace(range, condition)]);
    }
    let is_plain = !bare.contains(": ") && !bare.contains(" #") && !bare.contains('"');
    is_plain.then(|| vec![TextEdit::replace(range, format!("({bare}) && {condition}"))])
}
