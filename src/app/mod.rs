//! The stages in order; the only place that knows them all: read, understand, hold, judge.

mod evidence;
mod promise;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::facts::{Facts, Material, Place, Read};
use crate::finding::Severity;
use crate::formats::problem::Problem;
use crate::formats::settings::PYTEST_FILES;
use crate::inputs::{Base, BaseError, Environment, InputError, Workspace};
use crate::policy::{FlagError, Policy};
use crate::publish::human::Refusal;
use crate::publish::{Commits, Judgement};
use crate::rules::RULES;
use crate::verdict;

/// What `truegreen check` was asked.
#[derive(Clone, Debug)]
pub struct CheckRequest {
    /// Root of the repository.
    pub root: PathBuf,
    /// Policy file below the root.
    pub policy: Option<String>,
    /// Commit to judge against.
    pub base: Option<String>,
    /// Globs of test reports.
    pub junit: Vec<String>,
    /// Globs of coverage reports.
    pub coverage: Vec<String>,
    /// Floor of line coverage in per cent.
    pub coverage_min: Option<f64>,
    /// File with `toJSON(needs)`, `-` for standard input.
    pub needs: Option<String>,
    /// Jobs that must exist.
    pub required_jobs: Vec<String>,
    /// Least severity that fails.
    pub fail_on: Severity,
}

/// Why nothing was judged.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// The user's: the root is not there or not readable.
    #[error(transparent)]
    Input(#[from] InputError),
    /// `git` failed on a base that it knows.
    #[error(transparent)]
    Base(#[from] BaseError),
    /// The user's: a flag makes no sense.
    #[error(transparent)]
    Flag(#[from] FlagError),
    /// The team's: the policy has problems.
    #[error("the policy `{path}` has {} problems", problems.len())]
    Policy {
        /// Its path.
        path: String,
        /// Its text.
        text: Arc<str>,
        /// All of them.
        problems: Vec<Problem>,
    },
    /// The user's: the policy that was named is not there.
    #[error("there is no policy `{path}`{place}")]
    NoPolicy {
        /// As named.
        path: String,
        /// Where it was looked for.
        place: String,
    },
}

impl CheckError {
    /// How a surface shows it.
    #[must_use]
    pub fn refusal(&self) -> Refusal {
        match self {
            Self::Policy { path, text, problems } => Refusal::Policy {
                path: path.clone(),
                text: Arc::clone(text),
                problems: problems.clone(),
            },
            other => Refusal::Other { message: other.to_string(), help: String::new() },
        }
    }
}

/// Judges a repository.
///
/// # Errors
/// When nothing can be judged: no root, no base although one is named, a wrong policy or flag.
pub fn check(request: &CheckRequest) -> Result<Judgement, CheckError> {
    let environment = Environment::read();
    let workspace = Workspace::open(&request.root)?;
    let (base, base_problem) =
        match request.base.as_deref().map(|rev| Base::open(&request.root, rev)) {
            None => (None, None),
            Some(Ok(base)) => (Some(base), None),
            // Asked for and not examinable: everything is still judged, and none of it can pass.
            Some(Err(error)) => (None, Some(error.to_string())),
        };
    let promise = match &base_problem {
        None => promise::load(request, &workspace, base.as_ref())?,
        Some(_) => promise::without_policy(request)?,
    };
    let (mut material, mut sources) = gather(request, &workspace, &promise.policy, &environment);
    material.place.base_problem = base_problem;
    if let Some(text) = promise.text {
        sources.insert(promise.policy.origin.path.clone(), text);
    }
    let facts = Facts::new(material);
    let report = verdict::judge(RULES, &facts, &promise.policy, request.fail_on, environment.today);
    let commits = Commits {
        head: base.as_ref().map_or_else(|| workspace.head(), |base| Some(base.head().to_owned())),
        base: base.as_ref().map(|base| base.commit().to_owned()),
    };
    Ok(Judgement { report, facts, policy: promise.policy, commits, run: None, sources })
}

/// Writes a report beside the terminal.
///
/// # Errors
/// When the file cannot be written; the verdict stands all the same.
pub fn write_report(path: &Path, text: &str) -> Result<(), InputError> {
    crate::inputs::write_report(path, text)
}

type Sources = BTreeMap<String, Arc<str>>;

fn gather(
    request: &CheckRequest,
    workspace: &Workspace,
    policy: &Policy,
    environment: &Environment,
) -> (Material, Sources) {
    let mut sources = Sources::new();
    let mut read = |path: &str| -> Read<Vec<u8>> {
        let bytes = workspace.read(path).map_err(|error| error.to_string())?;
        sources.insert(path.to_owned(), Arc::from(String::from_utf8_lossy(&bytes)));
        Ok(bytes)
    };
    let files = workspace.files();
    let workflows =
        workspace.workflows().into_iter().map(|path| (Arc::from(path.as_str()), read(&path)));
    let workflows = workflows.collect();
    // Those at the root are asked for by name: pytest reads them whether git knows them or not.
    let at_root =
        PYTEST_FILES.iter().filter(|path| workspace.has(path)).map(|path| (*path).to_owned());
    let below = files
        .iter()
        .filter(|path| path.rsplit_once('/').is_some_and(|(_, name)| PYTEST_FILES.contains(&name)));
    let settings: Vec<String> = at_root.chain(below.cloned()).collect();
    let settings = settings.into_iter().map(|path| (path.clone(), read(&path))).collect();
    let needs = request.needs.as_deref().map(|named| {
        let path = workspace.typed(named);
        let text = crate::inputs::read_needs(&path).map_err(|error| error.to_string());
        if let Ok(text) = &text {
            sources.insert(named.to_owned(), Arc::from(text.as_str()));
        }
        (Arc::from(named), text)
    });
    let material = Material {
        workflows,
        settings,
        needs,
        suites: evidence::suites(workspace, policy),
        coverage: evidence::coverage(workspace, policy),
        files,
        place: Place {
            on_github: environment.on_github,
            repository: environment.repository.clone(),
            base_branch: environment.base_branch.clone(),
            base_problem: None,
        },
    };
    (material, sources)
}
