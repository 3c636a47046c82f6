//! The valid policy: what the rules may rely on.

use std::collections::BTreeMap;

use super::contract::{
    Advisory, Approvals, Extends, JobTerms, MatrixSelection, SettingsContract, WorkflowTerms,
};
use super::pattern::Pattern;
use super::tier::{ArtifactContract, EntryElsewhere, EvidenceTier};
use super::waiver::Waiver;
use crate::finding::Severity;
use crate::policy::paths::file_name;
use crate::span::{Location, Span, Spanned};

/// A whole policy.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// The source of the policy.
    pub origin: Origin,
    /// `context:`.
    pub context: Context,
    /// `rules:`, by rule id.
    pub severities: BTreeMap<String, Spanned<Severity>>,
    /// `workflows:`.
    pub workflows: Vec<WorkflowContract>,
    /// `--required-jobs`, each as `file/job` or as a bare `job`.
    pub required_by_flag: Vec<String>,
    /// `checks:`.
    pub checks: Vec<CheckContract>,
    /// `wait:`.
    pub wait: WaitLimit,
    /// `skips-allowed:`.
    pub skips_allowed: Vec<SkipAllowed>,
    /// `tests:` and `--junit`.
    pub tests: Vec<TestSuite>,
    /// `coverage:` and `--coverage`.
    pub coverage: Vec<CoverageContract>,
    /// `artifacts:`, which the run must have uploaded.
    pub artifacts: Vec<ArtifactContract>,
    /// Entries of the three keys above that this run does not judge, taken out of them before
    /// anything is read.
    pub elsewhere: Vec<EntryElsewhere>,
    /// `settings:`.
    pub settings: Vec<SettingsContract>,
    /// `files:`.
    pub files: Vec<FileContract>,
    /// `gate-commands:`, commands whose exit code decides their job here.
    pub gate_commands: Vec<Spanned<String>>,
    /// `not-gates:`, commands whose exit code decides nothing.
    pub not_gates: Vec<Spanned<String>>,
    /// `waivers:`.
    pub waivers: Vec<Waiver>,
    /// `approvals:`.
    pub approvals: Option<Approvals>,
    /// `extends:`.
    pub extends: Option<Extends>,
}

/// The source of a policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// How the policy was found.
    pub source: PolicySource,
    /// Path of the file; empty for the defaults.
    pub path: String,
    /// SHA-256 of the file, in hexadecimal; empty for the defaults.
    pub digest: String,
    /// Git id of the file; empty for the defaults.
    pub blob: String,
}

/// How a policy was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PolicySource {
    /// There is no policy, so all defaults apply.
    #[default]
    Defaults,
    /// In the working tree.
    Tree,
    /// In a file outside of the repository, named on the command line.
    File,
    /// On the base, by commit.
    Base(String),
    /// On the head, because the base has no policy yet.
    Adoption,
}

/// `context:`.
#[derive(Clone, Debug, Default)]
pub struct Context {
    /// `repository:`.
    pub repository: Option<Spanned<String>>,
    /// `base:`, the branches that pull requests may target.
    pub base: Vec<Spanned<String>>,
}

/// One entry of `workflows:`.
#[derive(Clone, Debug)]
pub struct WorkflowContract {
    /// File name below `.github/workflows`.
    pub file: Spanned<String>,
    /// Place of `only-listed: true`.
    pub only_listed: Option<Span>,
    /// Terms for the file as a whole.
    pub terms: WorkflowTerms,
    /// `every-job:`, terms for every job.
    pub every_job: JobTerms,
    /// `every-listed:`, terms for each required job of `jobs`; a term of the job itself takes
    /// precedence.
    pub every_listed: JobTerms,
    /// `jobs:`; every listed job is required unless it is advisory.
    pub jobs: Vec<JobContract>,
}

/// One listed job.
#[derive(Clone, Debug)]
pub struct JobContract {
    /// Id of the job.
    pub id: Spanned<String>,
    /// `advisory:`.
    pub advisory: Advisory,
    /// Terms for the job.
    pub terms: JobTerms,
}

/// One entry of `checks:`.
#[derive(Clone, Debug)]
pub struct CheckContract {
    /// `name:` of the check.
    pub name: Spanned<String>,
    /// `workflow:`, by its name or its file.
    pub workflow: Option<Spanned<String>>,
    /// `app:`; GitHub Actions if absent.
    pub app: String,
    /// `wait:`; that of the policy if absent.
    pub wait: WaitLimit,
}

/// How long the gate waits for other runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitLimit {
    /// The time in seconds.
    pub seconds: u64,
}

impl Default for WaitLimit {
    fn default() -> Self {
        Self { seconds: 600 }
    }
}

/// One entry of `skips-allowed:`.
#[derive(Clone, Debug)]
pub struct SkipAllowed {
    /// Place of the whole entry.
    pub span: Span,
    /// `file/job`, or `file/job/step` with the label of a step.
    pub job: Spanned<String>,
    /// `when:`, in words; `facts::path::allowed_skips` reads them.
    pub when: Option<String>,
    /// `reason:`.
    pub reason: String,
}

/// One entry of `tests:`.
#[derive(Clone, Debug)]
pub struct TestSuite {
    /// `name:`, part of the targets of the suite.
    pub name: String,
    /// Place of the entry; `None` for `--junit`.
    pub span: Option<Span>,
    /// `workflow:` or `job:`.
    pub tier: Option<EvidenceTier>,
    /// `reports:`, globs below the root.
    pub reports: Vec<(Pattern, Option<Span>)>,
    /// `at-least:`; 1 if absent, because zero tests are always too few.
    pub at_least: Spanned<u64>,
    /// `skips:`.
    pub skips: SkipContract,
    /// `never-skip:`, patterns over test ids and their files.
    pub never_skip: Vec<(Pattern, Span)>,
    /// `every-file:`, globs over the tracked files; a name without wildcard must exist.
    pub every_file: Vec<(Pattern, Span)>,
}

/// `skips:` of a suite.
#[derive(Clone, Debug, Default)]
pub struct SkipContract {
    /// `at-most:`.
    pub at_most: Option<Spanned<u64>>,
    /// `reason:`, which the reason of every skip must match.
    pub reason: Option<(regex::Regex, Span)>,
}

/// Minimum line coverage in percent where the policy and the flags set none.
pub const DEFAULT_FLOOR: f64 = 40.0;

/// How a rate is compared with its minimum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Rounding {
    /// By whole numbers: 39.99 % is under 40 %.
    #[default]
    Exact,
    /// As `coverage report --fail-under` does: rounded to whole percent, but never up to 100 nor
    /// down to 0.
    CoveragePy,
}

/// One entry of `coverage:`.
#[derive(Clone, Debug)]
pub struct CoverageContract {
    /// `name:`, part of the targets of the entry.
    pub name: String,
    /// Place of the entry; `None` for `--coverage`.
    pub span: Option<Span>,
    /// `workflow:` or `job:`.
    pub tier: Option<EvidenceTier>,
    /// `reports:`, globs below the root.
    pub reports: Vec<(Pattern, Option<Span>)>,
    /// `lines:` in percent; 40 if absent. The span is `None` for the default and the flag.
    pub lines: (f64, Option<Span>),
    /// `branches:` in percent; `None` if absent.
    pub branches: Option<(f64, Span)>,
    /// `rounding:`.
    pub rounding: Rounding,
    /// `paths:`, minimums of single files or folders.
    pub paths: Vec<PathFloor>,
}

/// One entry of `paths:` of a coverage entry: a minimum for all matching files together.
#[derive(Clone, Debug)]
pub struct PathFloor {
    /// `path:`, a glob over the files of the report.
    pub path: Pattern,
    /// Place of the path.
    pub span: Span,
    /// `lines:` in percent.
    pub lines: Option<(f64, Span)>,
    /// `branches:` in percent. At least one of the two is set.
    pub branches: Option<(f64, Span)>,
}

/// One entry of `files:`.
#[derive(Clone, Debug)]
pub struct FileContract {
    /// `path:`, a glob over the tracked files.
    pub path: Pattern,
    /// Place of the path.
    pub span: Span,
    /// `exactly:`, the file names that may match, and must exist; `None` if any may match.
    pub exactly: Option<Vec<Spanned<String>>>,
    /// Place of `frozen: true`: a change of the files needs an approval.
    pub frozen: Option<Span>,
}

impl Policy {
    /// Returns a place in the policy file; `None` for the defaults, which have no file.
    #[must_use]
    pub fn locate(&self, span: impl Into<Option<Span>>) -> Option<Location> {
        if self.origin.path.is_empty() {
            return None;
        }
        span.into().map(|span| Location::new(self.origin.path.as_str(), span))
    }

    /// Returns the contract of a workflow by its path or file name.
    #[must_use]
    pub fn workflow(&self, path: &str) -> Option<&WorkflowContract> {
        let name = file_name(path);
        self.workflows.iter().find(|contract| contract.file.value == name)
    }

    /// Returns whether `--required-jobs` names a job, by `file/job` or by its bare id.
    #[must_use]
    pub fn requires_by_flag(&self, file: &str, id: &str) -> bool {
        self.required_by_flag.iter().any(|named| match named.split_once('/') {
            Some((in_file, job)) => in_file == file && job == id,
            None => named == id,
        })
    }

    /// Returns whether the policy or a flag requires any job.
    #[must_use]
    pub fn requires_any(&self) -> bool {
        let listed = self.workflows.iter().flat_map(|contract| &contract.jobs);
        let mut required = listed.filter(|job| !matches!(job.advisory, Advisory::Job(_)));
        !self.required_by_flag.is_empty() || required.next().is_some()
    }

    /// Returns whether a job must succeed: a flag names it, or the policy lists it and does not
    /// call it advisory.
    #[must_use]
    pub fn is_required(&self, path: &str, id: &str) -> bool {
        self.requires_by_flag(file_name(path), id)
            || (self.job(path, id).is_some() && !self.is_advisory(path, id))
    }

    /// Returns whether a job as a whole may fail.
    #[must_use]
    pub fn is_advisory(&self, path: &str, id: &str) -> bool {
        self.lets_fail(path, id, None).is_some()
    }

    /// Returns the line that allows a step of a job to fail, by the label of the step:
    /// `advisory: true` of the job, or `advisory:` with this step. Without a label, returns the
    /// line that allows the job to fail.
    #[must_use]
    pub fn lets_fail(&self, path: &str, id: &str, label: Option<&str>) -> Option<Span> {
        match (&self.job(path, id)?.advisory, label) {
            (Advisory::Job(span), _) => Some(*span),
            (Advisory::Steps(names), Some(label)) => {
                names.iter().find(|name| name.value == label).map(|name| name.span)
            }
            (Advisory::Steps(_), None) | (Advisory::Matrix(_) | Advisory::No, _) => None,
        }
    }

    /// Returns the matrix jobs of a job that may fail, if the policy names some.
    #[must_use]
    pub fn advisory_matrix(&self, path: &str, id: &str) -> Option<&MatrixSelection> {
        match &self.job(path, id)?.advisory {
            Advisory::Matrix(selection) => Some(selection),
            Advisory::No | Advisory::Job(_) | Advisory::Steps(_) => None,
        }
    }

    /// Returns the contract of a job.
    #[must_use]
    pub fn job(&self, path: &str, id: &str) -> Option<&JobContract> {
        self.workflow(path)?.jobs.iter().find(|job| job.id.value == id)
    }
}

/// Returns the waivers that the head has and the base has not. They are reported and cover nothing
/// until they are on the base. A waiver with a new end date counts as new.
#[must_use]
pub fn added_waivers(base: &super::Policy, head: &super::Policy) -> Vec<Waiver> {
    let same = |a: &Waiver, b: &Waiver| {
        a.rule.value == b.rule.value
            && a.at.0.as_str() == b.at.0.as_str()
            && a.until.value == b.until.value
    };
    let added = head.waivers.iter().filter(|new| !base.waivers.iter().any(|old| same(old, new)));
    added.map(|waiver| Waiver { on_base: false, ..waiver.clone() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn contract(id: &str, advisory: Advisory) -> JobContract {
        JobContract {
            id: Spanned::new(id.to_owned(), Span::new(1, 1, 1, 2)),
            advisory,
            terms: JobTerms::default(),
        }
    }

    fn policy(jobs: Vec<JobContract>) -> Policy {
        let file = Spanned::new("ci.yml".to_owned(), Span::new(1, 1, 1, 2));
        let workflows = vec![WorkflowContract {
            file,
            only_listed: None,
            terms: WorkflowTerms::default(),
            every_job: JobTerms::default(),
            every_listed: JobTerms::default(),
            jobs,
        }];
        Policy { workflows, ..Policy::default() }
    }

    #[test]
    fn what_may_fail_is_a_job_with_all_its_steps_or_a_step_by_its_label() {
        let (whole, step) = (Span::new(3, 1, 3, 5), Span::new(4, 1, 4, 5));
        let steps = Advisory::Steps(vec![Spanned::new("Types".to_owned(), step)]);
        let policy = policy(vec![
            contract("docs", Advisory::Job(whole)),
            contract("unit", steps),
            contract("lint", Advisory::No),
        ]);
        let lets = |id, label| policy.lets_fail(".github/workflows/ci.yml", id, label);
        assert_eq!(lets("docs", None), Some(whole));
        assert_eq!(lets("docs", Some("Build")), Some(whole));
        assert_eq!(lets("unit", Some("Types")), Some(step));
        assert_eq!([lets("unit", Some("types")), lets("unit", None)], [None, None]);
        assert_eq!([lets("lint", Some("Types")), lets("nosuch", None)], [None, None]);
        assert_eq!(policy.lets_fail("other.yml", "docs", None), None);
    }

    #[test]
    fn a_policy_requires_what_it_lists_and_what_the_command_line_names() {
        let whole = Advisory::Job(Span::new(3, 1, 3, 5));
        assert!(!Policy::default().requires_any());
        assert!(!policy(vec![contract("docs", whole.clone())]).requires_any());
        let steps = Advisory::Steps(Vec::new());
        assert!(policy(vec![contract("docs", whole), contract("unit", steps)]).requires_any());
        let required_by_flag = vec!["unit".to_owned()];
        assert!(Policy { required_by_flag, ..Policy::default() }.requires_any());
    }
}
