//! The draft: the content of the policy, typed and in its order, before it becomes text.

use jiff::civil::Date;

/// A whole policy before it is written.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The day of the run, in UTC.
    pub today: Date,
    /// One entry for each workflow with a job that is listed or left out, by file name.
    pub workflows: Vec<WorkflowDraft>,
    /// Workflows that could not be read: file name and reason.
    pub unread: Vec<(String, String)>,
    /// Workflows with a job that judges, of which no run is due: file name and reason.
    pub idle: Vec<(String, String)>,
    /// Jobs that pull requests may skip.
    pub skips: Vec<SkipDraft>,
    /// Test reports that the jobs write.
    pub tests: Vec<ReportDraft>,
    /// Coverage reports that the jobs write.
    pub coverage: Vec<ReportDraft>,
    /// The problems that `check` finds on the day of adoption.
    pub waivers: Vec<WaiverDraft>,
}

/// A workflow whose jobs are required.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkflowDraft {
    /// File name below `.github/workflows`.
    pub file: String,
    /// When the workflow runs, seen from the merge.
    pub tier: Tier,
    /// Events that start the workflow and that count.
    pub events: Vec<String>,
    /// Those of them that have filters, and `merge_group`, each with all of its filters.
    pub filters: Vec<FiltersDraft>,
    /// `pinned:`, if all actions of the workflow are pinned.
    pub pinned: Option<&'static str>,
    /// `every-listed:`, the keys that its required jobs share.
    pub common: Vec<KeptDraft>,
    /// Listed jobs, in the order of the file.
    pub jobs: Vec<JobDraft>,
    /// Jobs that are not listed: id and reason.
    pub left_out: Vec<(String, String)>,
}

/// When a workflow runs, seen from the merge of a pull request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Tier {
    /// Pull requests start it, or each push does.
    #[default]
    Before,
    /// It runs after the merge: a push to the default branch, a tag or a schedule starts it.
    After,
    /// Required jobs call it: the targets of the callers.
    Called(Vec<String>),
}

impl WorkflowDraft {
    /// Returns when a workflow runs that runs after the merge, in words.
    #[must_use]
    pub fn after_words(&self) -> &'static str {
        match self.events.iter().all(|event| event == "schedule") {
            true => "runs on a schedule",
            false => "runs after the merge",
        }
    }
}

/// An event with all of its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiltersDraft {
    /// Name of the event.
    pub event: String,
    /// Filters and their values, each as a scalar.
    pub filters: Vec<(String, Vec<String>)>,
}

/// A key whose value must stay.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The key.
    pub key: &'static str,
    /// The expectation, as the policy writes it.
    pub value: String,
}

/// A listed job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobDraft {
    /// Id of the job.
    pub id: String,
    /// The reason why a failure of the job blocks nothing; `None` for a required job.
    pub advisory: Option<String>,
    /// The key and the values of the matrix jobs that may fail.
    pub advisory_matrix: Option<(String, Vec<ValueDraft>)>,
    /// Labels of steps that may fail.
    pub advisory_steps: Vec<String>,
    /// Remarks about the job, each of a few words.
    pub notes: Vec<String>,
    /// Terms of the job.
    pub terms: TermsDraft,
}

/// Terms of a required job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsDraft {
    /// Keys whose values must stay, without those that the jobs of the workflow share.
    pub kept: Vec<KeptDraft>,
    /// `needs:`.
    pub needs: Vec<String>,
    /// `matrix:`, each axis with its literal values.
    pub matrix: Vec<(String, Vec<ValueDraft>)>,
    /// `timeout-minutes:`, the maximum.
    pub timeout: Option<String>,
    /// `runs:`.
    pub runs: Vec<String>,
}

/// One value of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueDraft {
    /// A number or a boolean, as the workflow writes it.
    Plain(String),
    /// A text.
    Text(String),
}

/// An entry of `skips-allowed:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkipDraft {
    /// `ci.yml/job`.
    pub job: String,
    /// The condition that decides, as the workflow writes it; the condition of another job if this
    /// job needs that one.
    pub when: String,
}

/// An entry of `tests:` or `coverage:`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportDraft {
    /// `name:`.
    pub name: String,
    /// `reports:`, as the gate job will see them.
    pub reports: Vec<String>,
    /// The command that writes the report: `ci.yml/unit: pytest --junitxml=...`.
    pub learned: String,
    /// How the report comes to the gate job.
    pub comes: Comes,
    /// `lines:`, with the place that sets the minimum today.
    pub floor: Option<(String, String)>,
}

/// How a report comes from the job that writes it to the gate job.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comes {
    /// In an artifact.
    Artifact {
        /// `name:` or `pattern:` of `actions/download-artifact`.
        name: String,
        /// `path:` of `actions/download-artifact`, the folder to unpack the artifact in.
        into: String,
    },
    /// No step uploads the report.
    NotAtAll,
}

/// An entry of `waivers:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverDraft {
    /// Id of the rule.
    pub rule: String,
    /// Subject of the finding, letter for letter.
    pub subject: String,
    /// The first message and its place, for the comment.
    pub found: String,
    /// Number of findings that the waiver covers.
    pub count: usize,
    /// Whether the findings are inconclusive.
    pub is_unknown: bool,
    /// `owner:`; `None` if the user must fill it in.
    pub owner: Option<String>,
}

impl TermsDraft {
    /// Drops the command that a finding names, else all commands, else all terms; returns whether
    /// anything was dropped.
    fn drop_what(&mut self, waiver: &WaiverDraft) -> bool {
        let before = self.runs.len();
        if waiver.count == 1 {
            self.runs.retain(|text| !waiver.found.contains(&format!("`{text}`")));
        }
        if self.runs.len() == before && !self.runs.is_empty() {
            self.runs.clear();
        }
        if self.runs.len() == before && *self != Self::default() {
            *self = Self::default();
            return true;
        }
        self.runs.len() != before
    }
}

impl Draft {
    /// Drops terms of jobs that turn `check` red; returns whether anything was dropped.
    pub fn drop_terms(&mut self, red: &[WaiverDraft]) -> bool {
        const OURS: [&str; 2] = ["job-off-contract", "workflow-off-contract"];
        let mut dropped = false;
        for waiver in red.iter().filter(|waiver| OURS.contains(&waiver.rule.as_str())) {
            let mut parts = waiver.subject.split('/');
            let (file, id) = (parts.next().unwrap_or_default(), parts.next());
            let workflows = self.workflows.iter_mut().filter(|workflow| workflow.file == file);
            for job in workflows.flat_map(|workflow| &mut workflow.jobs) {
                if id.is_none_or(|id| job.id == id) {
                    dropped |= job.terms.drop_what(waiver);
                }
            }
        }
        dropped
    }

    /// Returns the number of waivers without an owner.
    #[must_use]
    pub fn ownerless(&self) -> usize {
        self.waivers.iter().filter(|waiver| waiver.owner.is_none()).count()
    }
}
