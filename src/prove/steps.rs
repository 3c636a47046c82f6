//! Operators that replace steps of the agreed gate.

use super::mutant::Mutant;
use super::operator::Operator;
use super::stage::JobSite;
use super::structure::FAMILY;
use super::{MutationSites, TextEdit};
use crate::formats::workflow::model::Step;
use crate::policy::Pinned;

/// The operators of this file.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by("delete-step", "a gate step is gone", &[106], GUTTED, delete_step),
    FAMILY.by("gut-step", "a gate step prints `ok` instead", &[106], GUTTED, gut_step),
    FAMILY.by(
        "swap-steps",
        "a gate step runs before what stood before it",
        &[106],
        GUTTED,
        swap_steps,
    ),
    FAMILY.by(
        "unpin-action",
        "an action by branch, not by commit or tag",
        &[63],
        &["unpinned-gate", "workflow-off-contract", "guard-relaxed", "gate-edited"],
        unpin_action,
    ),
];

const GUTTED: &[&str] = &["job-gutted", "job-off-contract", "signal-lost"];

/// Returns the lines of a step.
fn lines(site: &JobSite<'_>, step: &Step) -> Option<std::ops::Range<usize>> {
    let start = site.source.offset(step.span.line, step.span.column)?;
    let line = site.source.line_start(start);
    let dash = site.source.text.get(line..start)?;
    (dash.trim() == "-").then_some(())?;
    let at = site.source.span(&(line + dash.find('-')?..start));
    // A step ends where its next sibling starts, or where a line is less deep than its dash.
    let width = usize::try_from(at.column).ok()?.checked_sub(1)?;
    let mut end = site.source.next_line(start);
    for text in site.source.text.get(end..)?.split_inclusive('\n') {
        let indent = text.len() - text.trim_start_matches(' ').len();
        if !text.trim().is_empty() && indent <= width {
            break;
        }
        end += text.len();
    }
    Some(line..end)
}

fn delete_step(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        if site.job.steps.len() < 2 {
            continue;
        }
        for command in site.gate_steps() {
            let step = command.step;
            let Some(range) = lines(&site, step) else { continue };
            let what = format!("delete step `{}`", step.label());
            mutants.push(command.mutant(vec![TextEdit::remove(range)], what));
        }
    }
    mutants
}

fn gut_step(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        for command in site.gate_steps() {
            let step = command.step;
            let run = command.run;
            let text = run.text.trim_end_matches('\n');
            let what = format!("let step `{}` print `ok` instead", step.label());
            mutants.extend(command.edit(0..text.len(), "echo ok", what));
        }
    }
    mutants
}

fn swap_steps(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        let gates = site.gate_steps();
        let is_gate = |step: &Step| gates.iter().any(|gate| gate.command.step == step.index);
        for command in &gates {
            let step = command.step;
            let before = step.index.checked_sub(1).and_then(|index| site.job.steps.get(index));
            let Some(before) = before.filter(|before| before.run.is_some()) else { continue };
            // Each of two gates fails the job whichever runs first, so swapping them is no mutant.
            if is_gate(before) {
                continue;
            }
            let (Some(first), Some(second)) = (lines(&site, before), lines(&site, step)) else {
                continue;
            };
            let text = |range: std::ops::Range<usize>| site.source.text.get(range);
            let (Some(one), Some(two)) = (text(first.clone()), text(second.clone())) else {
                continue;
            };
            if !one.ends_with('\n') || !two.ends_with('\n') {
                continue;
            }
            let what = format!("run step `{}` before `{}`", step.label(), before.label());
            let edits = vec![TextEdit::replace(first, two), TextEdit::replace(second, one)];
            let mut mutant = command.mutant(edits, what);
            mutant.hints = order_promise(&site, before, &command.command.text);
            mutants.push(mutant);
        }
    }
    mutants
}

/// Returns the lines of the policy by which a command runs behind those of an earlier step. A step
/// may run several commands, of which each is one name.
fn order_promise(site: &JobSite<'_>, before: &Step, command: &str) -> Vec<String> {
    let own = site.stage.facts.commands_of_job(&site.workflow.path, site.id());
    let earlier = own.filter(|known| known.step == before.index && known.via.is_none());
    earlier
        .map(|known| {
            site.contract(&format!("{{ runs-in-order: [{:?}, {command:?}] }}", known.text))
        })
        .collect()
}

fn unpin_action(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for site in stage.jobs() {
        for step in &site.job.steps {
            let Some(uses) = &step.uses else { continue };
            let Some((name, reference)) = uses.value.split_once('@') else { continue };
            let Some(range) = site.source.range(uses.span) else { continue };
            // A reference to a branch is not pinned, so moving it weakens nothing.
            if name.starts_with("docker:") || !Pinned::Version.takes(reference) {
                continue;
            }
            let what = format!("use `{name}@main`, not `@{reference}`");
            let edits = vec![TextEdit::replace(range, format!("{name}@main"))];
            let mut mutant = site.mutant(uses.span, edits, what);
            mutant.subject = format!("{}/{}", site.subject(), step.label());
            mutant.hints = vec![pin_promise(&site, &uses.value)];
            mutants.push(mutant);
        }
    }
    mutants
}

/// Returns the line of the policy that pins a `uses:`, as tight as the workflow pins it today.
fn pin_promise(site: &JobSite<'_>, uses: &str) -> String {
    let steps = site.workflow.jobs.iter().flat_map(|job| &job.steps);
    let calls = site.workflow.jobs.iter().filter_map(|job| job.uses.as_ref());
    let all = steps.filter_map(|step| step.uses.as_ref()).chain(calls);
    let references: Vec<&str> =
        all.filter_map(|uses| uses.value.rsplit_once('@').map(|(_, at)| at)).collect();
    let hold = |way: Pinned| references.iter().all(|reference| way.takes(reference));
    if hold(Pinned::Commit) {
        site.of_workflow("pinned: commit")
    } else if hold(Pinned::Version) {
        site.of_workflow("pinned: version")
    } else {
        site.contract(&format!("{{ uses: [{uses:?}] }}"))
    }
}
