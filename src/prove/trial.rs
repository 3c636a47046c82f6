//! Judges the repository as it is, then each mutant, and compares the findings.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use tracing::field::Empty;
use tracing::{debug, trace_span};

use super::MutationSites;
use super::edit::apply_edits;
use super::inputs::{ProofInputs, ReportFiles};
use super::mutant::{Mutant, MutantEdit};
use super::operator::Operator;
use super::proof::{MOST, MutantFate, MutantVersion, Proof, ProofRow, Trial};
use crate::case::Case;
use crate::drift::difference::Change;
use crate::drift::inline_waivers::hold;
use crate::facts::commit::Facts;
use crate::facts::evidence::coverage::CoverageQuery;
use crate::facts::store::OwnWorkflow;
use crate::facts::understand::SideInputs;
use crate::facts::{CoverageFact, SuiteFact};
use crate::formats::coverage::cobertura;
use crate::formats::problem::{Parsed, Problem};
use crate::formats::tests::junit;
use crate::prove::stage::text_of;
use crate::rules::RULES;
use crate::span::Span;
use crate::verdict::report::{FindingState, VerdictReport};

/// The name of this part in `TRUEGREEN_LOG`.
const TARGET: &str = "truegreen::prove";

pub(super) fn run(scene: &ProofInputs, operators: &[&'static Operator]) -> Proof {
    let facts = Facts::new(spoiled(scene, None));
    let before = judge(scene, &facts);
    let stage = MutationSites::new(scene, &facts);
    let (mut rows, mut queue) = (Vec::new(), Vec::new());
    for &operator in operators {
        let (chosen, row) = choose(operator, (operator.sites)(&stage));
        rows.push(row);
        queue.extend(chosen.into_iter().map(|mutant| (operator, mutant)));
    }
    debug!(target: TARGET, mutants = queue.len(), baseline = ?before.verdict, "mutants to try");
    let known = SaidFindings::of(&before);
    let trials = try_all(scene, &facts, queue, &known);
    for trial in &trials {
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
    for ProofRow { operator, mutants, caught, refused, left_out, .. } in &rows {
        debug!(target: TARGET, operator = operator.id, mutants, caught, refused, left_out, "tried");
    }
    Proof {
        rows,
        trials,
        baseline: before.verdict,
        unknown: unknown(&before),
        requires: stage.requires(),
    }
}

fn judge(scene: &ProofInputs, facts: &Facts) -> VerdictReport {
    // A mutant is judged by itself: only the waivers in comments are compared with a base.
    let waivers = hold(&facts.inline, scene.base_workflows.as_ref());
    let change = Change { waivers, ..Change::default() };
    let case = Case { facts, change: &change, policy: &scene.policy };
    crate::verdict::weigh::judge(RULES, case, scene.fail_on, scene.today)
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

/// Returns the first mutants of each job; the others are counted as left out.
fn choose(operator: &'static Operator, mutants: Vec<Mutant>) -> (Vec<Mutant>, ProofRow) {
    let mut row = ProofRow { operator, mutants: 0, caught: 0, own: 0, refused: 0, left_out: 0 };
    let mut seen: BTreeMap<(Arc<str>, Option<String>), usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for mutant in mutants {
        let count = seen.entry((Arc::clone(&mutant.path), mutant.job.clone())).or_default();
        *count += 1;
        if *count > MOST {
            row.left_out += 1;
        } else {
            chosen.push(mutant);
        }
    }
    row.refused = chosen.len();
    (chosen, row)
}

fn is_workflow(scene: &ProofInputs, path: &str) -> bool {
    scene.material.workflows.iter().any(|(known, _)| **known == *path)
}

/// Judges mutants on as many threads as there are cores; the results are in the order of the queue.
fn try_all(
    scene: &ProofInputs,
    base: &Facts,
    queue: Vec<(&'static Operator, Mutant)>,
    known: &SaidFindings,
) -> Vec<Trial> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(queue.len()));
    let threads = std::thread::available_parallelism().map_or(1, usize::from).min(queue.len());
    let work = || {
        loop {
            let index = next.fetch_add(1, Ordering::Relaxed);
            let Some((operator, mutant)) = queue.get(index) else { return };
            let (subject, what) = (&mutant.subject, &mutant.what);
            let span = trace_span!(target: TARGET, "mutant", operator = operator.id, subject, what, caught = Empty);
            let _mutant = span.enter();
            if let Some(trial) = attempt(scene, base, operator, mutant, known) {
                span.record("caught", matches!(trial.fate, MutantFate::Caught { .. }));
                done.lock().unwrap_or_else(PoisonError::into_inner).push((index, trial));
            }
        }
    };
    std::thread::scope(|scope| {
        for _ in 1..threads {
            scope.spawn(work);
        }
        work();
    });
    let mut trials = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    trials.sort_by_key(|(index, _)| *index);
    trials.into_iter().map(|(_, trial)| trial).collect()
}

/// Makes every mutant that is an edit of a text, without judging it.
pub(super) fn visit(
    scene: &ProofInputs,
    operators: &[&'static Operator],
    visit: &mut dyn FnMut(&Facts, MutantVersion<'_>),
) {
    let base = Facts::new(spoiled(scene, None));
    let stage = MutationSites::new(scene, &base);
    for &operator in operators {
        let (chosen, _) = choose(operator, (operator.sites)(&stage));
        for mutant in &chosen {
            let MutantEdit::Text(edits) = &mutant.change else { continue };
            let Some(before) = text_of(scene, &mutant.path) else { continue };
            let Some(after) = apply_edits(before, edits).filter(|after| after != before) else {
                continue;
            };
            if let Some(head) = edited(scene, &base, operator, mutant, &after) {
                visit(&base, MutantVersion { operator, mutant, before, after: &after, head });
            }
        }
    }
}

/// Judges a mutant; `None` if the edit cannot be made or GitHub would reject the result. The known
/// findings are those of the repository as it is.
fn attempt(
    scene: &ProofInputs,
    base: &Facts,
    operator: &'static Operator,
    mutant: &Mutant,
    known: &SaidFindings,
) -> Option<Trial> {
    let (facts, texts) = match &mutant.change {
        MutantEdit::Text(edits) => {
            let before = text_of(scene, &mutant.path)?;
            let after = apply_edits(before, edits).filter(|after| after != before)?;
            (edited(scene, base, operator, mutant, &after)?, Some((before.into(), after.into())))
        }
        _ => (Facts::new(spoiled(scene, Some(mutant))), None),
    };
    let fate = known.fate(&judge(scene, &facts), operator);
    Some(Trial { operator, mutant: mutant.clone(), fate, texts })
}

/// Returns the facts after an edit of a text. Only an edited workflow is read again, because most
/// of the time is spent there.
fn edited(
    scene: &ProofInputs,
    base: &Facts,
    operator: &Operator,
    mutant: &Mutant,
    after: &str,
) -> Option<Facts> {
    if is_workflow(scene, &mutant.path) {
        // The store of workflows would keep every mutant, so it is not used.
        let own = OwnWorkflow::new(&mutant.path, after.as_bytes(), scene.material.tools());
        if own.fact.model.is_none() && !operator.invalid {
            return None;
        }
        return Some(base.with_workflow(&scene.material, own, after.as_bytes()));
    }
    let mut material = scene.material.clone();
    // A file may be read as a configuration file and for the policy's `settings:`.
    let files = material.settings.iter_mut().chain(&mut material.documents);
    for (_, read) in files.filter(|(path, _)| **path == *mutant.path) {
        *read = Ok(after.as_bytes().to_vec());
    }
    Some(Facts::new(material))
}

/// Returns the inputs with the mutant in them.
fn spoiled(scene: &ProofInputs, mutant: Option<&Mutant>) -> SideInputs {
    let mut material = scene.material.clone();
    let (mut suite, mut coverage) = (None, None);
    match mutant.map(|mutant| (mutant, &mutant.change)) {
        None | Some((_, MutantEdit::Text(_))) => {}
        Some((mutant, MutantEdit::Gone)) => {
            material.workflows.retain(|(path, _)| *path != mutant.path);
        }
        Some((mutant, MutantEdit::Suite(index, bytes))) => {
            suite = Some(Swap { index: *index, path: &mutant.path, bytes: bytes.as_deref() });
        }
        Some((mutant, MutantEdit::Coverage(index, bytes))) => {
            coverage = Some(Swap { index: *index, path: &mutant.path, bytes: bytes.as_deref() });
        }
        Some((_, MutantEdit::Needs(text))) => {
            if let Some((_, read)) = &mut material.needs {
                *read = Ok(text.clone());
            }
        }
    }
    if mutant.is_none() || suite.is_some() {
        let read = |bytes: &[u8]| junit::read(bytes);
        let new = |(reports, unmatched)| SuiteFact::new(reports, unmatched);
        material.suites = facts(&scene.suites, suite.as_ref(), read).map(new).collect();
    }
    if mutant.is_none() || coverage.is_some() {
        let read = |bytes: &[u8]| cobertura::read(bytes);
        let files = material.files.as_deref().unwrap_or_default();
        let floors = scene.policy.coverage.iter().map(|entry| entry.paths.as_slice());
        let new = |((reports, unmatched), floors)| {
            CoverageFact::new(reports, unmatched, CoverageQuery { floors, files })
        };
        let read = facts(&scene.coverage, coverage.as_ref(), read);
        let facts = read.zip(floors).map(new).collect();
        material.coverage = facts;
    }
    material
}

/// A report that takes the place of another.
struct Swap<'a> {
    index: usize,
    path: &'a str,
    bytes: Option<&'a [u8]>,
}

type ReportFacts<T> = (Vec<(String, Parsed<T>)>, Vec<usize>);

/// Reads the reports of every entry, and returns the globs without a match too.
fn facts<'a, T>(
    entries: &'a [ReportFiles],
    swap: Option<&'a Swap<'a>>,
    read: impl Fn(&[u8]) -> Parsed<T> + 'a,
) -> impl Iterator<Item = ReportFacts<T>> + 'a {
    entries.iter().enumerate().map(move |(index, entry)| {
        let here = |path: &str| swap.filter(|swap| swap.index == index && swap.path == path);
        let is_gone = |path: &str| here(path).is_some_and(|swap| swap.bytes.is_none());
        let there = entry.files.iter().filter(|(path, _)| !is_gone(path));
        let reports = there.map(|(path, bytes)| {
            let parsed = match (here(path).and_then(|swap| swap.bytes), bytes) {
                (Some(bytes), _) => read(bytes),
                (None, Ok(bytes)) => read(bytes),
                (None, Err(why)) => Parsed {
                    value: None,
                    problems: vec![Problem::new(Span::start_of_file(), why.clone())],
                },
            };
            (path.clone(), parsed)
        });
        let reports = reports.collect();
        let unmatched = entry.globs.iter().enumerate();
        let unmatched = unmatched.filter(|(_, paths)| paths.iter().all(|path| is_gone(path)));
        (reports, unmatched.map(|(glob, _)| glob).collect())
    })
}

/// The findings of a verdict, to find out what another verdict has besides.
struct SaidFindings {
    findings: BTreeMap<(&'static str, String, String, FindingState), usize>,
    unknown: Vec<&'static str>,
}

impl SaidFindings {
    fn of(report: &VerdictReport) -> Self {
        let mut findings = BTreeMap::new();
        for judged in &report.findings {
            let finding = &judged.finding;
            let key =
                (judged.rule.id, finding.subject.clone(), finding.message.clone(), judged.state);
            *findings.entry(key).or_default() += 1;
        }
        let unknown = report.rules.iter().filter(|rule| rule.state == FindingState::Inconclusive);
        Self { findings, unknown: unknown.map(|rule| rule.rule.id).collect() }
    }

    fn fate(&self, report: &VerdictReport, operator: &Operator) -> MutantFate {
        let now = Self::of(report);
        let known = |key| self.findings.get(key).copied().unwrap_or_default();
        let new = now.findings.iter().filter(|(key, count)| **count > known(key));
        let mut said: Vec<(&'static str, FindingState)> =
            new.map(|((rule, _, _, state), _)| (*rule, *state)).collect();
        let blind = now.unknown.iter().filter(|rule| !self.unknown.contains(rule));
        said.extend(blind.map(|rule| (*rule, FindingState::Inconclusive)));
        said.sort();
        said.dedup();
        let stops = |state: &FindingState| {
            matches!(state, FindingState::Broken | FindingState::Inconclusive)
        };
        let mut rules: Vec<&'static str> =
            said.iter().filter(|(_, state)| stops(state)).map(|(rule, _)| *rule).collect();
        rules.dedup();
        if !rules.is_empty() {
            let own = rules.iter().any(|rule| operator.rules.contains(rule));
            return MutantFate::Caught { rules, own };
        }
        if said.is_empty() { MutantFate::Survived } else { MutantFate::Seen { by: said } }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::commit::Facts;
    use crate::facts::understand::SideInputs;
    use crate::finding::Severity;
    use crate::policy::Policy;
    use crate::prove::all_operators;
    use crate::prove::inputs::ProofInputs;
    use crate::prove::mutant::MutantEdit;
    use crate::prove::stage::text_of;

    const WORKFLOW: &str = include_str!("../../testdata/repos/proved/.github/workflows/ci.yml");
    const SETTINGS: &str = include_str!("../../testdata/repos/proved/pyproject.toml");

    fn scene() -> ProofInputs {
        let path = |name: &str| Arc::from(format!(".github/workflows/{name}"));
        let other = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: pytest\n";
        let workflows = [("a.yml", other), ("ci.yml", WORKFLOW), ("z.yml", other)];
        let bytes = |text: &str| Ok(text.as_bytes().to_vec());
        let material = SideInputs {
            workflows: workflows.map(|(name, text)| (path(name), bytes(text))).to_vec(),
            settings: vec![("pyproject.toml".to_owned(), bytes(SETTINGS))],
            ..SideInputs::default()
        };
        ProofInputs {
            material,
            base_workflows: None,
            suites: Vec::new(),
            coverage: Vec::new(),
            policy: Policy::default(),
            fail_on: Severity::Fail,
            today: jiff::civil::date(2026, 11, 20),
        }
    }

    fn mutants(workflow: &str, id: &str) -> Vec<String> {
        let path: Arc<str> = Arc::from(".github/workflows/ci.yml");
        let material = SideInputs {
            workflows: vec![(path, Ok(workflow.as_bytes().to_vec()))],
            ..SideInputs::default()
        };
        let scene = ProofInputs { material, ..scene() };
        let facts = Facts::new(scene.material.clone());
        let stage = MutationSites::new(&scene, &facts);
        let operator = all_operators().into_iter().find(|operator| operator.id == id).unwrap();
        (operator.sites)(&stage).into_iter().map(|mutant| mutant.what).collect()
    }

    fn job(body: &str) -> String {
        format!("on: pull_request\njobs:\n  unit:\n    runs-on: x\n    steps:\n{body}")
    }

    /// Both gates run in either order, and each of them fails the job.
    #[test]
    fn two_gates_in_another_order_are_no_mutant() {
        let gates = "      - run: ruff check\n      - run: pytest\n";
        assert_eq!(mutants(&job(gates), "swap-steps"), [""; 0]);
        let prepared = "      - run: pip install .\n      - run: pytest\n";
        assert_eq!(mutants(&job(prepared), "swap-steps"), ["run step `#2` before `#1`"]);
    }

    /// A reference to a branch is pinned to nothing.
    #[test]
    fn another_branch_is_no_mutant() {
        let at = |reference: &str| {
            job(&format!("      - uses: actions/setup@{reference}\n      - run: pytest\n"))
        };
        assert_eq!(mutants(&at("stable"), "unpin-action"), [""; 0]);
        let version = "use `actions/setup@main`, not `@v4`";
        assert_eq!(mutants(&at("v4"), "unpin-action"), [version]);
    }

    /// The policy does not say that all jobs are listed, and the new job weakens no other.
    #[test]
    fn a_job_more_is_no_mutant_where_jobs_may_come() {
        assert_eq!(mutants(&job("      - run: pytest\n"), "add-job"), [""; 0]);
    }

    /// The checks of a matrix have the names of its matrix jobs.
    #[test]
    fn a_twin_has_the_name_of_a_check() {
        let matrix = job("      - run: pytest\n")
            .replace("runs-on: x", "runs-on: x\n    strategy: { matrix: { python: [3, 4] } }");
        let twin = "add a job with the name `unit (3)` that only prints";
        assert_eq!(mutants(&matrix, "twin-job"), [twin]);
    }

    /// Facts that take over unchanged workflows equal facts that read all workflows.
    #[test]
    fn the_short_way_gives_the_same_facts() {
        let scene = scene();
        let base = Facts::new(scene.material.clone());
        let stage = MutationSites::new(&scene, &base);
        let mut seen = 0;
        for operator in all_operators() {
            for mutant in (operator.sites)(&stage) {
                let MutantEdit::Text(edits) = &mutant.change else { continue };
                let after = apply_edits(text_of(&scene, &mutant.path).unwrap(), edits).unwrap();
                let Some(short) = edited(&scene, &base, operator, &mutant, &after) else {
                    continue;
                };
                let mut material = scene.material.clone();
                for (path, read) in &mut material.workflows {
                    if *path == mutant.path {
                        *read = Ok(after.clone().into_bytes());
                    }
                }
                for (path, read) in &mut material.settings {
                    if **path == *mutant.path {
                        *read = Ok(after.clone().into_bytes());
                    }
                }
                let whole = Facts::new(material);
                assert_eq!(format!("{short:?}"), format!("{whole:?}"), "{}", operator.id);
                seen += 1;
            }
        }
        assert!(seen > 200, "{seen}");
    }
}
