//! The repository and its runs through the API: what a container without `git` cannot read
//! otherwise.

use serde_json::Value;

use super::listing::{EntryKind, Listing, ListingEntry};
use crate::formats::github::branch_rules::{CommitStatus, RequiredCheck};
use crate::formats::github::check_runs::CheckRunEntry;
use crate::formats::github::event::{EventPullRequest, is_sha, read_pull_request};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::github::timeline::{HeadRun, PullState, RepositoryRole, TimelineEvent};
use crate::formats::github::workflow_runs::WorkflowRunEntry;
use crate::formats::github::{
    branch_rules, check_runs, run_artifacts, run_jobs, timeline, workflow_runs,
};
use crate::github::{ApiFault, Client, api_path};
use crate::run::RunAttempt;

/// One repository behind the API.
#[derive(Clone, Copy, Debug)]
pub struct Remote<'c> {
    client: &'c Client,
    owner: &'c str,
    name: &'c str,
}

/// The checks that a merge into the default branch requires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredChecks {
    /// Name of the default branch.
    pub branch: String,
    /// Names of the required checks, sorted.
    pub checks: Vec<String>,
}

/// The checks that a branch requires, as far as they can be read.
#[derive(Debug, Default)]
pub struct BranchChecks {
    /// The checks, sorted.
    pub checks: Vec<RequiredCheck>,
    /// What could not be read.
    pub faults: Vec<ApiFault>,
    /// Whether the branch is protected and the token does not see how.
    pub is_hidden: bool,
}

impl<'c> Remote<'c> {
    /// Makes the client of a repository `owner/name`.
    #[must_use]
    pub fn new(client: &'c Client, repository: &'c str) -> Self {
        let (owner, name) = repository.split_once('/').unwrap_or((repository, ""));
        Self { client, owner, name }
    }

    /// Returns the client of another repository behind the same API.
    #[must_use]
    pub fn elsewhere<'r>(&self, repository: &'r str) -> Remote<'r>
    where
        'c: 'r,
    {
        Remote::new(self.client, repository)
    }

    fn path(&self, segments: &[&str]) -> String {
        let all: Vec<&str> =
            ["repos", self.owner, self.name].into_iter().chain(segments.iter().copied()).collect();
        api_path(&all)
    }

    /// Returns the parents of a commit, in order.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn parents(&self, commit: &str) -> Result<Vec<String>, ApiFault> {
        let answer = self.client.get(&self.path(&["commits", commit]), &[])?;
        let parents = answer.get("parents").and_then(Value::as_array);
        let sha = |parent: &Value| parent.get("sha").and_then(Value::as_str).map(str::to_owned);
        parents
            .and_then(|parents| parents.iter().map(sha).collect())
            .ok_or_else(|| nonsense("a commit without parents"))
    }

    /// Returns the merge base of two commits.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn merge_base(&self, base: &str, head: &str) -> Result<String, ApiFault> {
        let path = self.path(&["compare", &format!("{base}...{head}")]);
        let answer = self.client.get(&path, &[("per_page", "1")])?;
        let found = answer.pointer("/merge_base_commit/sha").and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| nonsense("a comparison without a merge base"))
    }

    /// Returns a pull request by its number.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_request(&self, number: u64) -> Result<EventPullRequest, ApiFault> {
        let answer = self.client.get(&self.path(&["pulls", &number.to_string()]), &[])?;
        read_pull_request(&answer).ok_or_else(|| nonsense("no pull request"))
    }

    /// Returns the open pull request whose head is a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_request_of(&self, commit: &str) -> Result<Option<EventPullRequest>, ApiFault> {
        let path = self.path(&["commits", commit, "pulls"]);
        first_open(&self.client.get_pages(&path, &[], "")?, commit)
    }

    /// Returns the open pull request from a branch (`owner:branch`) whose head is a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_request_from(
        &self,
        head: &str,
        commit: &str,
    ) -> Result<Option<EventPullRequest>, ApiFault> {
        let query = [("state", "open"), ("head", head)];
        first_open(&self.client.get_pages(&self.path(&["pulls"]), &query, "")?, commit)
    }

    /// Returns the name of the default branch.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn default_branch(&self) -> Result<String, ApiFault> {
        let repository = self.client.get(&self.path(&[]), &[])?;
        let branch = repository.get("default_branch").and_then(Value::as_str);
        branch.map(str::to_owned).ok_or_else(|| nonsense("a repository without default branch"))
    }

    /// Returns the commit of a branch, never that of a tag of the same name.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn tip(&self, branch: &str) -> Result<String, ApiFault> {
        let answer = self.client.get(&self.path(&["branches", branch]), &[])?;
        let tip = answer.pointer("/commit/sha").and_then(Value::as_str);
        let tip = tip.filter(|tip| is_sha(tip)).map(str::to_owned);
        tip.ok_or_else(|| nonsense("a branch without commit"))
    }

    /// Returns the checks that the default branch requires, by its rulesets and by its protection.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn required_checks(&self) -> Result<RequiredChecks, ApiFault> {
        let branch = self.default_branch()?;
        let branch = branch.as_str();
        let found = self.branch_checks(branch);
        if let Some(fault) = found.faults.into_iter().next() {
            return Err(fault);
        }
        let mut checks: Vec<String> = found.checks.into_iter().map(|check| check.name).collect();
        checks.sort();
        checks.dedup();
        Ok(RequiredChecks { branch: branch.to_owned(), checks })
    }

    /// Returns the checks that a branch requires, by its rulesets and by its protection, as far as
    /// both can be read.
    #[must_use]
    pub fn branch_checks(&self, branch: &str) -> BranchChecks {
        let rules = || {
            let path = self.path(&["rules", "branches", branch]);
            let rules = self.client.get_pages(&path, &[], "")?;
            branch_rules::of_rules(&rules).map_err(|why| nonsense(&why))
        };
        let protection = || {
            let branch = self.client.get(&self.path(&["branches", branch]), &[])?;
            branch_rules::of_branch(&branch).map_err(|why| nonsense(&why))
        };
        let mut found = BranchChecks::default();
        match rules() {
            Ok(checks) => found.checks.extend(checks),
            Err(fault) => found.faults.push(fault),
        }
        match protection() {
            Ok(checks) => {
                found.is_hidden = checks.is_none() && found.checks.is_empty();
                found.checks.extend(checks.into_iter().flatten());
            }
            Err(fault) => found.faults.push(fault),
        }
        found.checks.sort();
        found.checks.dedup();
        found
    }

    /// Returns the latest commit statuses of a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn statuses(&self, commit: &str) -> Result<Vec<CommitStatus>, ApiFault> {
        let path = self.path(&["commits", commit, "status"]);
        branch_rules::of_statuses(&self.client.get_pages(&path, &[], "statuses")?)
            .map_err(|why| nonsense(&why))
    }

    /// Returns the jobs of one attempt of a run.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn jobs(&self, attempt: RunAttempt) -> Result<Vec<RunJob>, ApiFault> {
        let (run, number) = (attempt.run.to_string(), attempt.number.to_string());
        let path = self.path(&["actions", "runs", &run, "attempts", &number, "jobs"]);
        let entries = self.client.get_pages(&path, &[], "jobs")?;
        run_jobs::read(&entries).map_err(|why| nonsense(&why))
    }

    /// Returns the check runs of a commit, of every app and every run.
    ///
    /// # Errors
    /// A fault of the API, or a check run of another commit.
    pub fn check_runs(&self, commit: &str) -> Result<Vec<CheckRunEntry>, ApiFault> {
        let path = self.path(&["commits", commit, "check-runs"]);
        let entries = self.client.get_pages(&path, &[("filter", "all")], "check_runs")?;
        let checks = check_runs::read(&entries).map_err(|why| nonsense(&why))?;
        match checks.iter().all(|check| check.head_sha == commit) {
            true => Ok(checks),
            false => Err(nonsense("a check run of another commit")),
        }
    }

    /// Returns the runs of every workflow on a commit.
    ///
    /// # Errors
    /// A fault of the API, or a run of another commit.
    pub fn workflow_runs(&self, commit: &str) -> Result<Vec<WorkflowRunEntry>, ApiFault> {
        let path = self.path(&["actions", "runs"]);
        let entries = self.client.get_pages(&path, &[("head_sha", commit)], "workflow_runs")?;
        let runs = workflow_runs::read(&entries).map_err(|why| nonsense(&why))?;
        match runs.iter().all(|run| run.head_sha == commit) {
            true => Ok(runs),
            false => Err(nonsense("a run of another commit")),
        }
    }

    /// Returns the paths of the workflows that somebody or GitHub has switched off.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn disabled_workflows(&self) -> Result<Vec<String>, ApiFault> {
        let entries =
            self.client.get_pages(&self.path(&["actions", "workflows"]), &[], "workflows")?;
        let text = |entry: &Value, field: &str| entry.get(field)?.as_str().map(str::to_owned);
        let is_off = |entry: &&Value| {
            text(entry, "state").is_some_and(|state| state.starts_with("disabled"))
        };
        Ok(entries.iter().filter(is_off).filter_map(|entry| text(entry, "path")).collect())
    }

    /// Returns the paths of the files that a pull request changes, old names among them.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn changed_files(&self, number: u64) -> Result<Vec<String>, ApiFault> {
        let path = self.path(&["pulls", &number.to_string(), "files"]);
        file_names(&self.client.get_pages(&path, &[], "")?)
    }

    /// Returns the paths of the files that differ between two commits; GitHub lists 300.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn files_between(&self, base: &str, head: &str) -> Result<Vec<String>, ApiFault> {
        let path = self.path(&["compare", &format!("{base}...{head}")]);
        let answer = self.client.get(&path, &[("per_page", "1")])?;
        let files = answer.get("files").and_then(Value::as_array);
        file_names(files.ok_or_else(|| nonsense("a comparison without files"))?)
    }

    /// Returns a pull request as it is now, with its author and its labels.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_state(&self, number: u64) -> Result<PullState, ApiFault> {
        let answer = self.client.get(&self.path(&["pulls", &number.to_string()]), &[])?;
        timeline::pull_state(&answer).ok_or_else(|| nonsense("no pull request"))
    }

    /// Returns the events of the labels, the head and the base of a pull request.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn timeline(&self, number: u64) -> Result<Vec<TimelineEvent>, ApiFault> {
        let path = self.path(&["issues", &number.to_string(), "timeline"]);
        timeline::read(&self.client.get_pages(&path, &[], "")?).map_err(|why| nonsense(&why))
    }

    /// Returns the runs of a workflow, by the name of its file, on a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn runs_of(&self, workflow: &str, commit: &str) -> Result<Vec<HeadRun>, ApiFault> {
        let path = self.path(&["actions", "workflows", workflow, "runs"]);
        let entries = self.client.get_pages(&path, &[("head_sha", commit)], "workflow_runs")?;
        timeline::read_runs(&entries).map_err(|why| nonsense(&why))
    }

    /// Returns the role of an account in the repository, by teams and organization too.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn standing(&self, login: &str) -> Result<RepositoryRole, ApiFault> {
        let answer = self.client.get(&self.path(&["collaborators", login, "permission"]), &[])?;
        timeline::read_role(&answer).ok_or_else(|| nonsense("no permission"))
    }

    /// Returns the artifacts of all attempts of a run: the name, whether it has expired, and when
    /// it was made.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn artifacts(&self, run: u64) -> Result<Vec<RunArtifact>, ApiFault> {
        let path = self.path(&["actions", "runs", &run.to_string(), "artifacts"]);
        let entries = self.client.get_pages(&path, &[], "artifacts")?;
        run_artifacts::read(&entries).map_err(|why| nonsense(&why))
    }

    /// Returns a file of a commit; `None` if the commit has no such file. The API answers in the
    /// same way for a missing file and for a repository that the token may not read, so the commit
    /// is read before the file counts as missing.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn file(&self, commit: &str, file: &str) -> Result<Option<Vec<u8>>, ApiFault> {
        let segments: Vec<&str> = ["contents"].into_iter().chain(file.split('/')).collect();
        match self.client.get_raw(&self.path(&segments), &[("ref", commit)]) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ApiFault::NotFound) => self.parents(commit).map(|_| None),
            Err(fault) => Err(fault),
        }
    }

    /// Returns every file of a commit with its kind and id, in one request.
    ///
    /// # Errors
    /// A fault of the API, or more files than it lists (100,000 entries or 7 MB).
    pub fn listing(&self, commit: &str) -> Result<Listing, ApiFault> {
        let answer =
            self.client.get(&self.path(&["git", "trees", commit]), &[("recursive", "1")])?;
        if answer.get("truncated").and_then(Value::as_bool) != Some(false) {
            return Err(ApiFault::Incomplete { why: "the tree has too many files".to_owned() });
        }
        let tree = answer.get("tree").and_then(Value::as_array);
        let entries = tree.ok_or_else(|| nonsense("a tree without entries"))?;
        entries
            .iter()
            .filter(|entry| entry.get("type") != Some(&Value::from("tree")))
            .map(listed)
            .collect()
    }
}

/// Reads one entry of a tree that is no folder.
fn listed(entry: &Value) -> Result<(String, ListingEntry), ApiFault> {
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let read = || {
        let kind = EntryKind::of_mode(text("mode")?)?;
        Some((text("path")?.to_owned(), ListingEntry { kind, id: text("sha")?.to_owned() }))
    };
    read().ok_or_else(|| nonsense("an entry of a tree without path, mode or id"))
}

/// Reads the names of changed files; a renamed one has two.
fn file_names(entries: &[Value]) -> Result<Vec<String>, ApiFault> {
    let mut names = Vec::new();
    for entry in entries {
        let name = |field: &str| entry.get(field).and_then(Value::as_str).map(str::to_owned);
        names.push(name("filename").ok_or_else(|| nonsense("a changed file without a name"))?);
        names.extend(name("previous_filename"));
    }
    Ok(names)
}

fn first_open(answers: &[Value], commit: &str) -> Result<Option<EventPullRequest>, ApiFault> {
    let pulls: Option<Vec<EventPullRequest>> = answers.iter().map(read_pull_request).collect();
    let pulls = pulls.ok_or_else(|| nonsense("no pull request"))?;
    let ours = pulls.into_iter().filter(|pull| pull.is_open && pull.head_sha == commit);
    Ok(ours.min_by_key(|pull| pull.number))
}

fn nonsense(found: &str) -> ApiFault {
    ApiFault::InvalidAnswer { why: found.to_owned() }
}
