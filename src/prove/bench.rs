//! A policy held against the repository and against its mutants, in memory.

use std::sync::Arc;

use super::edit::apply_edits;
use super::inputs::{ProofInputs, ReportFiles};
use super::mutant::{Mutant, MutantEdit};
use super::operator::Operator;
use super::proof::{MutantFate, Trial};
use super::said::SaidFindings;
use super::stage::text_of;
use crate::case::Case;
use crate::catalog::tools::lookup::ToolCatalog;
use crate::drift::difference::Change;
use crate::drift::frozen::{FileChange, FrozenFile, FrozenFiles};
use crate::drift::inline_waivers::hold;
use crate::facts::commit::Facts;
use crate::facts::documents;
use crate::facts::evidence::coverage::CoverageQuery;
use crate::facts::store::{OwnWorkflow, WorkflowStore};
use crate::facts::understand::SideInputs;
use crate::facts::{CoverageFact, SuiteFact};
use crate::formats::coverage::cobertura;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::junit;
use crate::policy::{Pattern, Policy};
use crate::rules::RULES;
use crate::span::Span;
use crate::verdict::report::VerdictReport;

/// A policy with the repository as it is, understood by it.
pub(super) struct TrialBench<'a> {
    scene: &'a ProofInputs,
    policy: Policy,
    material: SideInputs,
    pub(super) facts: Facts,
}

impl<'a> TrialBench<'a> {
    /// Makes the bench of the user's own policy.
    pub(super) fn of_user(scene: &'a ProofInputs) -> Self {
        Self::with(scene, scene.policy.clone(), scene.material.clone())
    }

    /// Makes the bench of another policy, which may name other commands and settings.
    pub(super) fn of_policy(scene: &'a ProofInputs, policy: Policy) -> Self {
        let mut material = scene.material.clone();
        material.store = Some(Arc::new(WorkflowStore::new(ToolCatalog::of_policy(&policy))));
        let files = material.files.as_deref().unwrap_or_default();
        let at_hand: Vec<(String, _)> =
            material.settings.iter().chain(&material.called).cloned().collect();
        let is_there = |path: &str| at_hand.iter().any(|(known, _)| known == path);
        for path in documents::wanted(&policy, files, is_there) {
            let known = material.documents.iter().any(|(known, _)| *known == path);
            let file = at_hand.iter().find(|(there, _)| *there == path).filter(|_| !known);
            material.documents.extend(file.cloned());
        }
        Self::with(scene, policy, material)
    }

    fn with(scene: &'a ProofInputs, policy: Policy, mut material: SideInputs) -> Self {
        evidence(&mut material, scene, &policy, None);
        let facts = Facts::new(material.clone());
        Self { scene, policy, material, facts }
    }

    /// Judges the repository as it is.
    pub(super) fn judge(&self) -> VerdictReport {
        self.weigh(&self.facts, None)
    }

    fn weigh(&self, facts: &Facts, mutant: Option<&Mutant>) -> VerdictReport {
        // A mutant is judged by itself: of the comparison with a base, only the waivers in comments
        // and the files that must not change count.
        let waivers = hold(&facts.inline, self.scene.base_workflows.as_ref());
        let frozen = self.frozen(mutant);
        let change = Change { waivers, frozen, ..Change::default() };
        let case = Case { facts, change: &change, policy: &self.policy };
        crate::verdict::weigh::judge(RULES, case, self.scene.fail_on, self.scene.today)
    }

    /// Returns what a mutant does to the files that the policy freezes.
    fn frozen(&self, mutant: Option<&Mutant>) -> FrozenFiles {
        let globs = || self.policy.files.iter().filter(|contract| contract.frozen.is_some());
        if globs().next().is_none() {
            return FrozenFiles::NotAsked;
        }
        let Ok(files) = &self.material.files else { return FrozenFiles::NoBase };
        let edit = |path: &str| {
            let mutant = mutant.filter(|mutant| *mutant.path == *path)?;
            match mutant.change {
                MutantEdit::Text(_) => Some(FileChange::Content),
                MutantEdit::Gone => Some(FileChange::Removed),
                MutantEdit::Suite(..) | MutantEdit::Coverage(..) | MutantEdit::Needs(_) => None,
            }
        };
        let frozen = files.iter().filter(|path| globs().any(|glob| glob.path.matches(path)));
        let frozen = frozen.map(|path| FrozenFile {
            path: path.clone(),
            fate: edit(path).unwrap_or(FileChange::Same),
        });
        FrozenFiles::Compared(frozen.collect())
    }

    /// Judges a mutant; `None` if the edit cannot be made or GitHub would reject the result. The
    /// known findings are those of the repository as it is.
    pub(super) fn attempt(
        &self,
        operator: &'static Operator,
        mutant: &Mutant,
        known: &SaidFindings,
    ) -> Option<Trial> {
        let (facts, texts) = self.mutated(operator, mutant)?;
        let fate = known.fate(&self.weigh(&facts, Some(mutant)), operator);
        Some(Trial { operator, mutant: mutant.clone(), fate, texts, hint: None })
    }

    /// Returns whether the policy stops a mutant that was judged before.
    pub(super) fn stops(&self, trial: &Trial, known: &SaidFindings) -> bool {
        let again = self.attempt(trial.operator, &trial.mutant, known);
        again.is_some_and(|trial| matches!(trial.fate, MutantFate::Caught { .. }))
    }

    /// Returns the facts of a mutant, and the text before and after an edit of a text.
    #[expect(clippy::type_complexity, reason = "the two texts belong together")]
    pub(super) fn mutated(
        &self,
        operator: &Operator,
        mutant: &Mutant,
    ) -> Option<(Facts, Option<(Arc<str>, Arc<str>)>)> {
        let MutantEdit::Text(edits) = &mutant.change else {
            return Some((Facts::new(self.spoiled(mutant)), None));
        };
        let before = text_of(self.scene, &mutant.path)?;
        let after = apply_edits(before, edits).filter(|after| after != before)?;
        let facts = self.edited(operator, mutant, &after)?;
        Some((facts, Some((before.into(), after.into()))))
    }

    /// Returns the facts after an edit of a text. Only an edited workflow is read again, because
    /// most of the time is spent there.
    fn edited(&self, operator: &Operator, mutant: &Mutant, after: &str) -> Option<Facts> {
        let is_workflow = |(known, _): &(Arc<str>, _)| **known == *mutant.path;
        if self.material.workflows.iter().any(is_workflow) {
            // The store of workflows would keep every mutant, so it is not used.
            let own = OwnWorkflow::new(&mutant.path, after.as_bytes(), self.material.tools());
            if own.fact.model.is_none() && !operator.invalid {
                return None;
            }
            return Some(self.facts.with_workflow(&self.material, own, after.as_bytes()));
        }
        let mut material = self.material.clone();
        // A file may be called by a step, hold settings, and be named by the policy.
        let settings = material.settings.iter_mut();
        let files = settings.chain(&mut material.documents).chain(&mut material.called);
        for (_, read) in files.filter(|(path, _)| **path == *mutant.path) {
            *read = Ok(after.as_bytes().to_vec());
        }
        Some(Facts::new(material))
    }

    /// Returns the inputs with a mutant in them that is no edit of a text.
    fn spoiled(&self, mutant: &Mutant) -> SideInputs {
        let mut material = self.material.clone();
        match &mutant.change {
            MutantEdit::Text(_) => {}
            MutantEdit::Gone => material.workflows.retain(|(path, _)| *path != mutant.path),
            MutantEdit::Suite(..) | MutantEdit::Coverage(..) => {
                evidence(&mut material, self.scene, &self.policy, Some(mutant));
            }
            MutantEdit::Needs(text) => {
                if let Some((_, read)) = &mut material.needs {
                    *read = Ok(text.clone());
                }
            }
        }
        material
    }
}

/// Reads the reports that a policy names, with a mutant among them.
fn evidence(
    material: &mut SideInputs,
    scene: &ProofInputs,
    policy: &Policy,
    mutant: Option<&Mutant>,
) {
    let swapped = |of: &MutantEdit| match of {
        MutantEdit::Suite(index, bytes) => (Some((*index, bytes.clone())), None),
        MutantEdit::Coverage(index, bytes) => (None, Some((*index, bytes.clone()))),
        MutantEdit::Text(_) | MutantEdit::Gone | MutantEdit::Needs(_) => (None, None),
    };
    let (suite, coverage) = mutant.map_or((None, None), |mutant| swapped(&mutant.change));
    let path = mutant.map_or("", |mutant| &mutant.path);
    let suites = with_swap(&scene.suites, suite, path);
    let known: Vec<KnownGlobs<'_>> =
        scene.policy.tests.iter().map(|entry| entry.reports.as_slice()).collect();
    let suites = policy.tests.iter().map(|entry| {
        let (reports, unmatched) = reports(&suites, &known, &entry.reports, |b| junit::read(b));
        SuiteFact::new(reports, unmatched)
    });
    material.suites = suites.collect();
    let entries = with_swap(&scene.coverage, coverage, path);
    let known: Vec<KnownGlobs<'_>> =
        scene.policy.coverage.iter().map(|entry| entry.reports.as_slice()).collect();
    let files = material.files.as_deref().unwrap_or_default();
    let coverage = policy.coverage.iter().map(|entry| {
        let (reports, unmatched) =
            reports(&entries, &known, &entry.reports, |b| cobertura::read(b));
        CoverageFact::new(reports, unmatched, CoverageQuery { floors: &entry.paths, files })
    });
    let coverage = coverage.collect();
    material.coverage = coverage;
}

/// The globs of one entry of a policy.
type KnownGlobs<'g> = &'g [(Pattern, Option<Span>)];

/// Returns the reports, one of them with other bytes or none.
fn with_swap(
    entries: &[ReportFiles],
    swap: Option<(usize, Option<Arc<[u8]>>)>,
    path: &str,
) -> Vec<ReportFiles> {
    let mut entries = entries.to_vec();
    let Some((index, bytes)) = swap else { return entries };
    let Some(entry) = entries.get_mut(index) else { return entries };
    match bytes {
        Some(bytes) => {
            for (_, read) in entry.files.iter_mut().filter(|(known, _)| known == path) {
                *read = Ok(Arc::clone(&bytes));
            }
        }
        None => {
            entry.files.retain(|(known, _)| known != path);
            for found in &mut entry.globs {
                found.retain(|known| known != path);
            }
        }
    }
    entries
}

type ReadReports<T> = (Vec<(String, Parsed<T>)>, Vec<usize>);

/// Reads the reports of an entry, and returns the globs without a match too. An entry is known by
/// its globs, because a proposed policy may have other entries before it.
fn reports<T>(
    entries: &[ReportFiles],
    known: &[KnownGlobs<'_>],
    globs: KnownGlobs<'_>,
    read: impl Fn(&[u8]) -> Parsed<T>,
) -> ReadReports<T> {
    let names = |globs: KnownGlobs<'_>| -> Vec<String> {
        globs.iter().map(|(glob, _)| glob.as_str().to_owned()).collect()
    };
    let found = known.iter().position(|known| names(known) == names(globs));
    let Some(entry) = found.and_then(|index| entries.get(index)) else {
        return (Vec::new(), (0..globs.len()).collect());
    };
    let parsed = entry.files.iter().map(|(path, bytes)| {
        let parsed = match bytes {
            Ok(bytes) => read(bytes),
            Err(why) => Parsed {
                value: None,
                problems: vec![Problem::new(Span::start_of_file(), why.clone())],
            },
        };
        (path.clone(), parsed)
    });
    let parsed = parsed.collect();
    let unmatched = entry.globs.iter().enumerate().filter(|(_, paths)| paths.is_empty());
    (parsed, unmatched.map(|(index, _)| index).collect())
}
