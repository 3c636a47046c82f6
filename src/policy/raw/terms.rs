//! What is asked of a workflow and of its jobs.

use super::expectation::Nature;
use super::fields::{Fields, Reader};
use crate::formats::yaml::NodeRef;
use crate::policy::command::CommandPattern;
use crate::policy::contract::{JobTerms, TriggerTerms, WorkflowTerms};
use crate::policy::expectation::Expectation;
use crate::span::Spanned;

/// Terms that stand beside the names of events in `triggers`.
const OF_EVENTS: [&str; 4] = ["equals", "has", "only", "never"];

/// The keys of a workflow that ask for something of the file as a whole.
pub(super) fn of_workflow(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> WorkflowTerms {
    let triggers = fields.take("triggers").map(|node| triggers(node, reader));
    let permissions = take(fields, reader, "permissions", Nature::Permissions);
    let concurrency = take(fields, reader, "concurrency", Nature::Map);
    let pinned = fields.take("pinned").and_then(|node| {
        let text = reader.text(node, "pinned")?;
        if text.value != "commit" {
            reader.problem(text.span, format!("`{}` is no way to pin; write `commit`", text.value));
        }
        Some(text.span)
    });
    WorkflowTerms { triggers, permissions, concurrency, pinned }
}

/// `every-job:`.
pub(super) fn of_every_job(node: NodeRef<'_>, reader: &mut Reader<'_>) -> JobTerms {
    let Some(mut fields) = reader.fields(node, "`every-job`") else { return JobTerms::default() };
    let span = fields.span;
    let terms = of_job(&mut fields, reader);
    fields.end(reader, &[]);
    if terms.is_empty() && reader.problems.is_empty() {
        reader.problem(span, "`every-job` asks for nothing; fill it or remove it");
    }
    terms
}

/// The keys of a job that ask for something besides its presence.
pub(super) fn of_job(fields: &mut Fields<'_>, reader: &mut Reader<'_>) -> JobTerms {
    JobTerms {
        needs: take(fields, reader, "needs", Nature::Plain),
        matrix: take(fields, reader, "matrix", Nature::Map),
        timeout: take(fields, reader, "timeout-minutes", Nature::Plain),
        permissions: take(fields, reader, "permissions", Nature::Permissions),
        runs_on: take(fields, reader, "runs-on", Nature::Plain),
        env: take(fields, reader, "env", Nature::Map),
        runs: commands(fields, reader, "runs"),
        never_runs: commands(fields, reader, "never-runs"),
        runs_in_order: commands(fields, reader, "runs-in-order"),
        uses: fields.take("uses").map(|node| reader.patterns(node, "uses")).unwrap_or_default(),
    }
}

fn take(
    fields: &mut Fields<'_>,
    reader: &mut Reader<'_>,
    key: &'static str,
    nature: Nature,
) -> Option<Expectation> {
    let node = fields.take(key)?;
    reader.expectation(node, key, nature)
}

fn commands(
    fields: &mut Fields<'_>,
    reader: &mut Reader<'_>,
    key: &'static str,
) -> Vec<Spanned<CommandPattern>> {
    let Some(node) = fields.take(key) else { return Vec::new() };
    let texts = reader.texts(node, key);
    texts
        .into_iter()
        .filter_map(|text| match CommandPattern::new(&text.value) {
            Ok(pattern) => Some(Spanned::new(pattern, text.span)),
            Err(why) => {
                reader.problem(text.span, why);
                None
            }
        })
        .collect()
}

/// Terms over the names of the events, and events with their filters, side by side.
fn triggers(node: NodeRef<'_>, reader: &mut Reader<'_>) -> TriggerTerms {
    let span = node.span();
    let Some(entries) = node.entries() else {
        let events = reader.expectation(node, "triggers", Nature::Plain);
        return TriggerTerms { span, events, each: Vec::new() };
    };
    let mut terms = TriggerTerms { span, events: None, each: Vec::new() };
    for (key, value) in entries {
        let Some(name) = reader.text(key, "event") else { continue };
        if OF_EVENTS.contains(&name.value.as_str()) {
            let term = reader.named_term(key, value, "triggers");
            let events =
                terms.events.get_or_insert_with(|| Expectation { span, terms: Vec::new() });
            events.terms.extend(term);
            continue;
        }
        let filters = match value.is_null()
            || value.is_map() && value.entries().is_none_or(|mut e| e.next().is_none())
        {
            true => None,
            false => reader.expectation(value, &name.value, Nature::Map),
        };
        terms.each.push((name, filters));
    }
    if terms.events.is_none() && terms.each.is_empty() && reader.problems.is_empty() {
        reader.problem(span, "`triggers` asks for nothing; fill it or remove it");
    }
    terms
}
