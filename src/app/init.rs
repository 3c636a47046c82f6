//! `truegreen init`: gathers, drafts, judges with the draft, lets what is red be waived, and writes.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::error::CheckError;
use super::policy_source::PolicyText;
use super::request::CheckOptions;
use super::{gather, policy_source};
use crate::case::Case;
use crate::drift::difference::Change;
use crate::drift::inline_waivers::hold;
use crate::facts::commit::Facts;
use crate::facts::run_context::RunContext;
use crate::finding::Severity;
use crate::github::{Client, Tls};
use crate::init::branch::{self, Asking};
use crate::init::gate::{GateDraft, gate};
use crate::init::lacks::{Lacking, lacking};
use crate::init::{Draft, Owners, owners, reports, text, waivers};
use crate::inputs;
use crate::inputs::error::InputError;
use crate::inputs::{Environment, Remote, Tree, Workspace};
use crate::policy::{self, PolicySource};
use crate::publish::judgement::{Commits, Judgement};
use crate::rules::RULES;
use crate::verdict::report::{FindingState, Verdict};

/// What `truegreen init` was asked.
#[derive(Clone, Debug)]
pub struct InitRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// A policy that is there already is replaced.
    pub force: bool,
}

/// What would be written, and what is there.
#[derive(Clone, Debug)]
pub struct InitPlan {
    /// The draft.
    pub draft: Draft,
    /// Its text.
    pub text: String,
    /// What a policy that is there already lacks; `None` where there is none, or it is to be replaced.
    pub existing: Option<Vec<Lacking>>,
    /// The job to paste.
    pub gate: Option<GateDraft>,
    /// What the rules of the default branch said.
    pub asking: Asking,
    /// What `check` says with the draft.
    pub verdict: Verdict,
    /// Rules that cannot be told whatever is waived, and why.
    pub untold: Vec<(&'static str, String)>,
}

/// Rounds of judging and waiving: terms that do not hold are dropped in one, waivers come in the next, and
/// the last proves that nothing is left.
const ROUNDS: usize = 4;

/// Drafts a policy, and holds it against the one that is there.
///
/// # Errors
/// When there is nothing to draft from, the policy that is there is wrong, or the draft is no policy.
pub fn plan_init(request: &InitRequest) -> Result<InitPlan, CheckError> {
    let environment = Environment::read();
    let workspace = Workspace::open(&request.root)?;
    let tree = Tree::Local { workspace: &workspace, commit: None };
    let known = policy_there(&tree)?;
    let repository = environment.repository.or_else(|| inputs::origin_of(&request.root));
    let bench = Drafting {
        workspace: &workspace,
        tree: &tree,
        place: RunContext { repository: repository.clone(), ..RunContext::default() },
        today: environment.today,
        asked: nothing(),
    };
    let facts = bench.judge(None)?.facts;
    if facts.workflows.is_empty() {
        return Err(CheckError::NoWorkflow { root: request.root.clone() });
    }
    let settings = texts(&tree, &reports::SETTINGS);
    let mut draft = crate::init::draft(&facts, &settings, environment.today);
    let asking = ask(repository.as_deref(), &facts, &mut draft);
    let owners = texts(&tree, &owners::PLACES);
    let owners = owners.first().map(|(_, text)| Owners::read(text)).unwrap_or_default();
    let judgement = bench.settle(&mut draft, &owners)?;
    let untold = judgement.report.rules.iter().filter_map(|rule| {
        let reason = rule.reason.clone().filter(|_| rule.state == FindingState::Inconclusive)?;
        Some((rule.rule.id, reason))
    });
    Ok(InitPlan {
        text: text::policy(&draft),
        existing: known.filter(|_| !request.force).map(|known| lacking(&draft, &known.policy)),
        gate: gate(&facts, &draft),
        asking,
        verdict: judgement.report.verdict,
        untold: untold.collect(),
        draft,
    })
}

/// Writes the drafted policy.
///
/// # Errors
/// When it cannot be written, or one is there that is not to be replaced.
pub fn write_policy(request: &InitRequest, plan: &InitPlan) -> Result<(), CheckError> {
    let root: &Path = &request.root;
    inputs::policy_file::write_policy(root, policy::PATH, &plan.text, request.force)?;
    Ok(())
}

/// A policy that is there already.
fn policy_there(tree: &Tree<'_>) -> Result<Option<PolicyText>, CheckError> {
    let bytes = tree.read_if_there(policy::PATH).map_err(InputError::Read)?;
    bytes.map(|bytes| policy_source::read(policy::PATH, &bytes, PolicySource::Tree)).transpose()
}

/// The check of the draft asks for nothing by flags.
fn nothing() -> CheckOptions {
    CheckOptions {
        policy: None,
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: Vec::new(),
        fail_on: Severity::Fail,
    }
}

/// The files of these that are there and can be read.
fn texts(tree: &Tree<'_>, paths: &[&str]) -> Vec<(String, String)> {
    let read = |path: &&str| {
        let bytes = tree.read_if_there(path).ok().flatten()?;
        Some(((*path).to_owned(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    paths.iter().filter_map(read).collect()
}

/// Asks for the rules of the default branch, where a token is at hand.
fn ask(repository: Option<&str>, facts: &Facts, draft: &mut Draft) -> Asking {
    let Some(repository) = repository else { return Asking::NoRepository };
    let Some((url, token)) = inputs::api_access() else { return Asking::NoToken };
    let client = match Client::new(&url, token, &Tls::default()) {
        Ok(client) => client,
        Err(error) => return Asking::Refused(error.to_string()),
    };
    match Remote::new(&client, repository).required_checks() {
        Ok(found) => branch::apply(draft, facts, &found.branch, &found.checks),
        Err(fault) => Asking::Refused(fault.to_string()),
    }
}

struct Drafting<'a> {
    workspace: &'a Workspace,
    tree: &'a Tree<'a>,
    place: RunContext,
    today: jiff::civil::Date,
    asked: CheckOptions,
}

impl Drafting<'_> {
    /// Judges the tree with a draft in the place of its policy, or with the defaults.
    fn judge(&self, draft: Option<&str>) -> Result<Judgement, CheckError> {
        let promise = match draft {
            None => policy_source::without_policy(&self.asked)?,
            Some(text) => policy_source::read(policy::PATH, text.as_bytes(), PolicySource::Tree)
                .map_err(refused)?,
        };
        let PolicyText { policy, .. } = promise;
        let (mut material, sources) =
            gather::gather_inputs(&self.asked, self.workspace, self.tree, &policy);
        material.place = self.place.clone();
        let facts = Facts::new(material);
        let change = Change { waivers: hold(&facts.inline, None), ..Change::default() };
        let case = Case { facts: &facts, change: &change, policy: &policy };
        let report = crate::verdict::weigh::judge(RULES, case, self.asked.fail_on, self.today);
        Ok(Judgement {
            report,
            facts,
            change,
            policy,
            commits: Commits::default(),
            run: None,
            sources,
            base_sources: BTreeMap::new(),
        })
    }

    /// Lets the draft say what is so today: terms that do not hold are dropped, for a new policy must not
    /// start with a broken promise; everything else that is red is waived.
    fn settle(&self, draft: &mut Draft, owners: &Owners) -> Result<Judgement, CheckError> {
        let mut judgement = self.judge(Some(&text::policy(draft)))?;
        for _ in 0..ROUNDS {
            let red = waivers::of(&judgement.report, owners);
            if red.is_empty() {
                break;
            }
            if !draft.drop_terms(&red) {
                draft.waivers.extend(red);
                waivers::sort(&mut draft.waivers);
            }
            judgement = self.judge(Some(&text::policy(draft)))?;
        }
        Ok(judgement)
    }
}

/// A draft that our own reader refuses is our fault, whatever the repository holds.
fn refused(error: CheckError) -> CheckError {
    match error {
        CheckError::Policy { problems, .. } => {
            let why = problems.first().map_or_else(String::new, |problem| {
                format!("line {}: {}", problem.span.line, problem.message)
            });
            CheckError::Draft { why }
        }
        other => other,
    }
}
