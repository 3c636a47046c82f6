//! The draft: what will be written, typed and in its order, before any of it is text.

use jiff::civil::Date;

/// A whole policy.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The day of the run, in UTC.
    pub today: Date,
    /// One entry for each workflow with a job that is listed or left out, by file name.
    pub workflows: Vec<WorkflowDraft>,
    /// Workflows that could not be looked into: file name and why.
    pub unread: Vec<(String, String)>,
    /// Jobs that a pull request may skip.
    pub skips: Vec<SkipDraft>,
    /// Test reports that the jobs write.
    pub tests: Vec<ReportDraft>,
    /// Coverage reports that the jobs write.
    pub coverage: Vec<ReportDraft>,
    /// What `check` finds on the day of adoption.
    pub waivers: Vec<WaiverDraft>,
}

/// A workflow that a pull request starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WorkflowDraft {
    /// File name below `.github/workflows`.
    pub file: String,
    /// Events of pull requests that start it.
    pub events: Vec<String>,
    /// Those events with their filters, one and all, and the merge queue.
    pub filters: Vec<FiltersDraft>,
    /// `pinned:`, where all of its actions are.
    pub pinned: Option<&'static str>,
    /// `every-listed:`, what its required jobs have in common.
    pub common: Vec<KeptDraft>,
    /// Its jobs, in the order of the file.
    pub jobs: Vec<JobDraft>,
    /// Jobs that are not listed: id and why.
    pub left_out: Vec<(String, String)>,
}

/// An event and all of its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FiltersDraft {
    /// Its name.
    pub event: String,
    /// Filter and values, each as a scalar.
    pub filters: Vec<(String, Vec<String>)>,
}

/// A key that stays as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptDraft {
    /// The key.
    pub key: &'static str,
    /// What is expected of it, as it stands in the policy.
    pub value: String,
}

/// A job that is listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JobDraft {
    /// Its id.
    pub id: String,
    /// Why its failure counts for nothing, where that is so.
    pub advisory: Option<String>,
    /// Labels of steps that may fail.
    pub advisory_steps: Vec<String>,
    /// What is worth knowing of it, each a few words.
    pub notes: Vec<String>,
    /// What it must keep.
    pub terms: TermsDraft,
}

/// What a required job must keep.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TermsDraft {
    /// Keys that stay as they are, besides those that the workflow's jobs have in common.
    pub kept: Vec<KeptDraft>,
    /// `needs:`.
    pub needs: Vec<String>,
    /// `matrix:`: axis and its values, as they are written.
    pub matrix: Vec<(String, Vec<ValueDraft>)>,
    /// `timeout-minutes:`, at most.
    pub timeout: Option<String>,
    /// `runs:`.
    pub runs: Vec<String>,
}

/// One value of an axis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueDraft {
    /// A number or a boolean, as it is written.
    Plain(String),
    /// A text.
    Text(String),
}

/// An entry of `skips-allowed:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SkipDraft {
    /// `ci.yml/job`.
    pub job: String,
    /// The condition that decides, as it is written; of another job where this one waits for it.
    pub when: String,
}

/// An entry of `tests:` or `coverage:`.
#[derive(Clone, Debug, PartialEq)]
pub struct ReportDraft {
    /// `name:`.
    pub name: String,
    /// `reports:`, as the gate's job will see them.
    pub reports: Vec<String>,
    /// What writes it: `ci.yml/unit: pytest --junitxml=...`.
    pub learned: String,
    /// How it comes to the gate's job.
    pub comes: Comes,
    /// `lines:`, with where it was learned.
    pub floor: Option<(String, String)>,
}

/// How a report comes from the job that writes it to the gate's job.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comes {
    /// In an artifact: name or pattern, and the folder to unpack it in.
    Artifact {
        /// `name:` or `pattern:` of `actions/download-artifact`.
        name: String,
        /// `path:` of it.
        into: String,
    },
    /// Nobody uploads it.
    NotAtAll,
}

/// An entry of `waivers:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WaiverDraft {
    /// The rule's id.
    pub rule: String,
    /// The finding's subject, letter for letter.
    pub subject: String,
    /// What was found first, and where, for the comment.
    pub found: String,
    /// How many findings it covers.
    pub count: usize,
    /// It could not be told whether something is wrong.
    pub is_unknown: bool,
    /// `owner:`; `None` is left to fill in.
    pub owner: Option<String>,
}

impl TermsDraft {
    /// Drops what a finding names, else the commands, else all; whether there was any such.
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
    /// Drops what is asked of jobs beyond their presence where that is what turns `check` red; whether
    /// there was any such.
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

    /// How many waivers have no owner yet.
    #[must_use]
    pub fn ownerless(&self) -> usize {
        self.waivers.iter().filter(|waiver| waiver.owner.is_none()).count()
    }
}
