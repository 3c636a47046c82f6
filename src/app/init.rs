//! `truegreen init`: reads the inputs, drafts, judges with the draft, adds waivers for what is red,
//! and writes.

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
use crate::init::lacks::{Lacking, missing_jobs};
use crate::init::{Draft, Owners, owners, reports, text, waivers};
use crate::inputs;
use crate::inputs::error::InputError;
use crate::inputs::{Environment, Remote, Tree, Workspace};
use crate::policy::{self, PolicySource};
use crate::publish::judgement::{Commits, Judgement, SeenRuns};
use crate::rules::RULES;
use crate::verdict::report::{FindingState, Verdict};

/// The request of `truegreen init`.
#[derive(Clone, Debug)]
pub struct InitRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Whether an existing policy is replaced.
    pub force: bool,
}

/// What would be written, and what exists.
#[derive(Clone, Debug)]
pub struct InitPlan {
    /// The draft.
    pub draft: Draft,
    /// Text of the draft.
    pub text: String,
    /// Jobs that an existing policy lacks; `None` without a policy, or if it is replaced.
    pub existing: Option<Vec<Lacking>>,
    /// The gate job to paste.
    pub gate: Option<GateDraft>,
    /// The result of asking for the rules of the default branch.
    pub asking: Asking,
    /// The verdict of `check` with the draft.
    pub verdict: Verdict,
    /// Rules that stay inconclusive whatever is waived, with the reason.
    pub untold: Vec<(&'static str, String)>,
}

/// Most rounds of judging: in one round terms that do not hold are dropped, in the next waivers are
/// added, and the last round shows that nothing is left.
const ROUNDS: usize = 4;

/// Drafts a policy, and compares it with an existing one.
///
/// # Errors
/// A repository without workflows, an existing policy with problems, or a draft that is no policy.
pub fn plan_init(request: &InitRequest) -> Result<InitPlan, CheckError> {
    let environment = Environment::read();
    let workspace = Workspace::open(&request.root)?;
    let tree = Tree::Folder(&workspace);
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
        existing: known.filter(|_| !request.force).map(|known| missing_jobs(&draft, &known.policy)),
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
/// A file that cannot be written, or an existing policy that must not be replaced.
pub fn write_policy(request: &InitRequest, plan: &InitPlan) -> Result<(), CheckError> {
    let root: &Path = &request.root;
    inputs::policy_file::write_policy(root, policy::PATH, &plan.text, request.force)?;
    Ok(())
}

/// Reads an existing policy.
fn policy_there(tree: &Tree<'_>) -> Result<Option<PolicyText>, CheckError> {
    let bytes = tree.read_if_there(policy::PATH).map_err(InputError::Read)?;
    bytes.map(|bytes| policy_source::read(policy::PATH, &bytes, PolicySource::Tree)).transpose()
}

/// Returns options that add nothing to the draft.
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

/// Reads those of these files that exist and can be read, as text.
fn texts(tree: &Tree<'_>, paths: &[&str]) -> Vec<(String, String)> {
    let read = |path: &&str| {
        let bytes = tree.read_if_there(path).ok().flatten()?;
        Some(((*path).to_owned(), String::from_utf8_lossy(&bytes).into_owned()))
    };
    paths.iter().filter_map(read).collect()
}

/// Asks for the rules of the default branch, if there is a token.
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
            seen: SeenRuns::default(),
            sources,
            base_sources: BTreeMap::new(),
        })
    }

    /// Fits the draft to today: terms that do not hold are dropped, because a new policy must not
    /// start with a broken term; all other problems are waived.
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

/// Turns an error of the policy into a bug report: our own reader must accept every draft.
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
