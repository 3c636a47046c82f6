//! Judges the repository as it is, then each mutant, and compares the findings.

use std::collections::BTreeMap;
use std::sync::Arc;

use tracing::field::Empty;
use tracing::{debug, trace_span};

use super::MutationSites;
use super::bench::TrialBench;
use super::hints::propose;
use super::inputs::ProofInputs;
use super::mutant::{Mutant, MutantEdit};
use super::operator::Operator;
use super::progress::{ProgressMeter, ProofStage};
use super::proof::{MOST, MutantFate, MutantVersion, Proof, ProofBudget, ProofRow, Trial};
use super::said::SaidFindings;
use super::threads::side_by_side;
use crate::facts::commit::Facts;
use crate::verdict::report::{FindingState, VerdictReport};

/// The name of this part in `TRUEGREEN_LOG`.
const TARGET: &str = "truegreen::prove";

/// The mutants to try, each with its operator.
type Queue = Vec<(&'static Operator, Mutant)>;

pub(super) fn run(
    scene: &ProofInputs,
    operators: &[&'static Operator],
    budget: ProofBudget,
    meter: &ProgressMeter<'_>,
) -> Proof {
    let bench = TrialBench::of_user(scene);
    let before = bench.judge();
    let stage = MutationSites::new(scene, &bench.facts);
    let (queue, mut rows, most) = chosen(&stage, operators, budget.mutants);
    debug!(target: TARGET, mutants = queue.len(), baseline = ?before.verdict, "mutants to try");
    let known = SaidFindings::of(&before);
    meter.start(ProofStage::Mutants, queue.len());
    let attempt = |(operator, mutant): &(&'static Operator, Mutant)| {
        let (subject, what) = (&mutant.subject, &mutant.what);
        let span = trace_span!(target: TARGET, "mutant", operator = operator.id, subject, what, caught = Empty);
        let _mutant = span.enter();
        let trial = bench.attempt(operator, mutant, &known);
        let fate = trial.as_ref().map(|trial| &trial.fate);
        span.record("caught", matches!(fate, Some(MutantFate::Caught { .. })));
        meter.step();
        trial
    };
    let trials = side_by_side(&queue, attempt);
    let mut trials: Vec<Trial> = trials.into_iter().flatten().collect();
    count(&mut rows, &trials);
    let (patch, unproposed) = propose(&before, scene, &mut trials, budget.hints, meter);
    Proof {
        rows,
        trials,
        most,
        baseline: before.verdict,
        unknown: unknown(&before),
        requires: stage.requires(),
        patch,
        unproposed,
    }
}

/// Counts the trials in the rows of their operators.
fn count(rows: &mut [ProofRow], trials: &[Trial]) {
    for trial in trials {
        if let Some(row) = rows.iter_mut().find(|row| row.operator.id == trial.operator.id) {
            row.mutants += 1;
            // `refused` starts at the number of chosen mutants; the ones that were tried are taken
            // off.
            row.refused -= 1;
            if let MutantFate::Caught { own, .. } = trial.fate {
                row.caught += 1;
                row.own += usize::from(own);
            }
        }
    }
    for ProofRow { operator, mutants, caught, refused, left_out, .. } in rows {
        debug!(target: TARGET, operator = operator.id, mutants, caught, refused, left_out, "tried");
    }
}

/// Returns what is inconclusive in the repository as it is.
fn unknown(report: &VerdictReport) -> Vec<String> {
    let findings =
        report.findings.iter().filter(|judged| judged.state == FindingState::Inconclusive);
    let rules = report.rules.iter().filter(|rule| rule.state == FindingState::Inconclusive);
    findings
        .map(|judged| format!("{}: {}", judged.rule.id, judged.finding.message))
        .chain(
            rules.filter_map(|rule| Some(format!("{}: {}", rule.rule.id, rule.reason.as_ref()?))),
        )
        .collect()
}

/// Returns the mutants to try, and how many of each operator are in one job and file: as many as
/// fit the budget. The others are counted as left out.
fn chosen(
    stage: &MutationSites<'_>,
    operators: &[&'static Operator],
    budget: usize,
) -> (Queue, Vec<ProofRow>, usize) {
    let all: Vec<(&'static Operator, Vec<Mutant>)> =
        operators.iter().map(|operator| (*operator, (operator.sites)(stage))).collect();
    let within = |most: usize| -> usize {
        all.iter().map(|(_, mutants)| places(mutants).filter(|place| *place < most).count()).sum()
    };
    let most = (1..=MOST).rev().find(|most| within(*most) <= budget).unwrap_or(1);
    // Even one mutant in each job may be too much: then each operator has an equal share.
    let share = match within(most) > budget {
        true => (budget / operators.len().max(1)).max(1),
        false => usize::MAX,
    };
    let (mut queue, mut rows) = (Vec::new(), Vec::new());
    for (operator, mutants) in all {
        let (kept, row) = choose(operator, mutants, most, share);
        rows.push(row);
        queue.extend(kept.into_iter().map(|mutant| (operator, mutant)));
    }
    (queue, rows, most)
}

/// Returns for each mutant how many of the same job and file stand before it.
fn places(mutants: &[Mutant]) -> impl Iterator<Item = usize> {
    let mut seen: BTreeMap<(&Arc<str>, Option<&String>), usize> = BTreeMap::new();
    mutants.iter().map(move |mutant| {
        let count = seen.entry((&mutant.path, mutant.job.as_ref())).or_default();
        *count += 1;
        *count - 1
    })
}

/// Returns the first mutants of each job, those in what a merge waits for before all others.
fn choose(
    operator: &'static Operator,
    mutants: Vec<Mutant>,
    most: usize,
    share: usize,
) -> (Vec<Mutant>, ProofRow) {
    let all = mutants.len();
    let kept: Vec<bool> = places(&mutants).map(|place| place < most).collect();
    let mut chosen: Vec<Mutant> =
        mutants.into_iter().zip(kept).filter_map(|(mutant, kept)| kept.then_some(mutant)).collect();
    if chosen.len() > share {
        chosen.sort_by_key(|mutant| !mutant.required);
        chosen.truncate(share);
    }
    let (refused, left_out) = (chosen.len(), all - chosen.len());
    (chosen, ProofRow { operator, mutants: 0, caught: 0, own: 0, refused, left_out })
}

/// Makes every mutant that is an edit of a text, without judging it.
pub(super) fn visit(
    scene: &ProofInputs,
    operators: &[&'static Operator],
    visit: &mut dyn FnMut(&Facts, MutantVersion<'_>),
) {
    let bench = TrialBench::of_user(scene);
    let stage = MutationSites::new(scene, &bench.facts);
    let (queue, ..) = chosen(&stage, operators, usize::MAX);
    for (operator, mutant) in &queue {
        if !matches!(mutant.change, MutantEdit::Text(_)) {
            continue;
        }
        if let Some((head, Some((before, after)))) = bench.mutated(operator, mutant) {
            let (before, after) = (&*before, &*after);
            visit(&bench.facts, MutantVersion { operator, mutant, before, after, head });
        }
    }
}

#[cfg(test)]
#[path = "trial_tests.rs"]
mod tests;
