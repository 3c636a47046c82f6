//! Proposes lines of a policy for the mutants that were missed. Every line is tried: the repository
//! as it is must pass with it as it passed before, and the mutant must not. Together the lines are
//! one patch of the policy, which is tried in the same way.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::bench::TrialBench;
use super::inputs::ProofInputs;
use super::patch::{difference, lay_into, tree_of};
use super::progress::{ProgressMeter, ProofStage};
use super::proof::{MutantFate, PolicyPatch, Trial};
use super::said::SaidFindings;
use super::threads::side_by_side;
use crate::policy::{Policy, raw};
use crate::rules;
use crate::verdict::report::VerdictReport;

/// Returns the patch of the policy, and the number of missed mutants for which nothing was tried.
/// The line that catches a mutant is noted beside it.
pub(super) fn propose(
    before: &VerdictReport,
    scene: &ProofInputs,
    trials: &mut [Trial],
    budget: usize,
    meter: &ProgressMeter<'_>,
) -> (Option<PolicyPatch>, usize) {
    let Some(tree) = tree_of(scene.policy_text.as_deref()) else { return (None, 0) };
    let mut search = HintSearch { scene, tree, before, said: SaidFindings::of(before), budget };
    let (found, untried) = search.single_lines(trials, meter);
    let unproposed = untried.len();
    let Some((patch, caught)) = search.together(trials, &found) else {
        return (None, unproposed);
    };
    for (index, hint) in caught {
        if let Some(trial) = trials.get_mut(index) {
            trial.hint = Some(hint);
        }
    }
    (Some(patch), unproposed)
}

/// The lines that hold, each with the mutants that it catches, by their places among the trials.
type FoundHints = Vec<(String, Vec<usize>)>;

struct HintSearch<'a> {
    scene: &'a ProofInputs,
    /// The policy of the user.
    tree: Value,
    before: &'a VerdictReport,
    /// The findings before any edit, by the policy of the user.
    said: SaidFindings,
    /// How many verdicts are left.
    budget: usize,
}

impl HintSearch<'_> {
    /// Tries each line by itself.
    fn single_lines(
        &mut self,
        trials: &[Trial],
        meter: &ProgressMeter<'_>,
    ) -> (FoundHints, BTreeSet<usize>) {
        let is_open = |(_, trial): &(usize, &Trial)| {
            // What no merge waits for needs another decision first: whether it should.
            trial.mutant.required && !matches!(trial.fate, MutantFate::Caught { .. })
        };
        let open = trials.iter().enumerate().filter(is_open);
        let mut open: Vec<usize> = open.map(|(index, _)| index).collect();
        let (mut found, mut untried) = (FoundHints::new(), BTreeSet::new());
        for round in 0.. {
            let mut groups: Vec<(&str, Vec<usize>)> = Vec::new();
            for index in open {
                let hints = trials.get(index).map(|trial| trial.mutant.hints.as_slice());
                let Some(hint) = hints.and_then(|hints| hints.get(round)) else { continue };
                match groups.iter_mut().find(|(known, _)| known == hint) {
                    Some((_, members)) => members.push(index),
                    None => groups.push((hint, vec![index])),
                }
            }
            if groups.is_empty() {
                break;
            }
            open = Vec::new();
            meter.start(ProofStage::Hints, groups.len());
            for (hint, members) in groups {
                meter.step();
                let Some(left) = self.budget.checked_sub(1 + members.len()) else {
                    untried.extend(members);
                    continue;
                };
                self.budget = left;
                let (caught, missed) = self.caught(&[hint], trials, members);
                if !caught.is_empty() {
                    found.push((hint.to_owned(), caught));
                }
                open.extend(missed);
            }
            open.sort_unstable();
        }
        (found, untried)
    }

    /// Splits mutants into those that the policy catches with these lines, and those that it misses.
    /// It catches none where the repository as it is does not pass with them.
    fn caught(
        &self,
        hints: &[&str],
        trials: &[Trial],
        members: Vec<usize>,
    ) -> (Vec<usize>, Vec<usize>) {
        let Some((bench, said)) = self.laid(hints).and_then(|tree| self.holding(&tree)) else {
            return (Vec::new(), members);
        };
        let stops = side_by_side(&members, |index| {
            trials.get(*index).is_some_and(|trial| bench.stops(trial, &said))
        });
        let stopped: BTreeSet<usize> = members
            .iter()
            .zip(stops)
            .filter_map(|(index, stops)| stops.then_some(*index))
            .collect();
        members.into_iter().partition(|index| stopped.contains(index))
    }

    /// Returns the policy with these lines; `None` if two of them contradict each other or the user.
    fn laid(&self, hints: &[&str]) -> Option<Value> {
        let mut tree = self.tree.clone();
        for hint in hints {
            lay_into(&mut tree, &serde_yaml::from_str(hint).ok()?).ok()?;
        }
        Some(tree)
    }

    /// Returns the bench of a policy with which the repository passes as it does today, with what
    /// that policy says of it; `None` if it is no policy, or stops the repository as it is.
    fn holding(&self, tree: &Value) -> Option<(TrialBench<'_>, SaidFindings)> {
        let text = serde_yaml::to_string(tree).ok()?;
        let read = raw::read(text.as_bytes(), &rules::ids());
        let policy = with_flags(read.value.filter(|_| read.problems.is_empty())?, self.scene);
        let bench = TrialBench::of_policy(self.scene, policy);
        let after = bench.judge();
        let holds = after.verdict == self.before.verdict && self.said.covers(&after);
        holds.then(|| (bench, SaidFindings::of(&after)))
    }

    /// Lays all lines into the policy, and tries the result as a whole. A line that does not fit the
    /// others is left out. Returns the patch, and the line of each mutant that it catches.
    fn together(
        &self,
        trials: &[Trial],
        found: &FoundHints,
    ) -> Option<(PolicyPatch, BTreeMap<usize, String>)> {
        if found.is_empty() {
            return None;
        }
        let all: Vec<&str> = found.iter().map(|(hint, _)| hint.as_str()).collect();
        let fits =
            |hints: &[&str]| self.laid(hints).is_some_and(|tree| self.holding(&tree).is_some());
        let mut kept = all.clone();
        if !fits(&kept) {
            kept.clear();
            for hint in all {
                kept.push(hint);
                if !fits(&kept) {
                    kept.pop();
                }
            }
        }
        let of: BTreeMap<usize, &str> = found
            .iter()
            .filter(|(hint, _)| kept.contains(&hint.as_str()))
            .flat_map(|(hint, members)| members.iter().map(move |index| (*index, hint.as_str())))
            .collect();
        let (caught, _) = self.caught(&kept, trials, of.keys().copied().collect());
        let yaml = serde_yaml::to_string(&difference(&self.tree, &self.laid(&kept)?)).ok()?;
        let is_first = self.scene.policy_text.is_none();
        let patch = PolicyPatch {
            yaml: if is_first { format!("version: 1\n{yaml}") } else { yaml },
            path: self.scene.policy.origin.path.clone(),
            catches: caught.len(),
        };
        let hint = |index: usize| Some((index, (*of.get(&index)?).to_owned()));
        (patch.catches > 0).then(|| (patch, caught.into_iter().filter_map(hint).collect()))
    }
}

/// Adds what the command line adds to the policy of the user.
fn with_flags(mut policy: Policy, scene: &ProofInputs) -> Policy {
    let own = &scene.policy;
    policy.origin = own.origin.clone();
    policy.required_by_flag.clone_from(&own.required_by_flag);
    for suite in own.tests.iter().filter(|suite| suite.span.is_none()) {
        if policy.tests.iter().all(|known| known.name != suite.name) {
            policy.tests.push(suite.clone());
        }
    }
    for entry in own.coverage.iter().filter(|entry| entry.span.is_none()) {
        if policy.coverage.iter().all(|known| known.name != entry.name) {
            policy.coverage.push(entry.clone());
        }
    }
    // `--coverage-min` raises the minimums of the policy too.
    for entry in &mut policy.coverage {
        let known = own.coverage.iter().find(|known| known.name == entry.name);
        if let Some(raised) = known.filter(|known| known.lines.0 > entry.lines.0) {
            entry.lines = raised.lines;
        }
    }
    policy
}
