//! The repository and its runs through the API: what a container without `git` cannot read
//! otherwise.

use serde_json::Value;

use crate::formats::github::branch_rules::CommitStatus;
use crate::formats::github::check_runs::CheckRunEntry;
use crate::formats::github::event::{EventPullRequest, read_pull_request};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::github::timeline::{
    Account, HeadRun, PullState, RepositoryRole, TimelineEvent,
};
use crate::formats::github::workflow_runs::WorkflowRunEntry;
use crate::formats::github::{
    branch_rules, check_runs, run_artifacts, run_jobs, timeline, workflow_runs,
};
use crate::github::{ApiFault, Client, api_path};
use crate::run::RunAttempt;

/// One repository behind the API.
#[derive(Clone, Copy, Debug)]
pub struct Remote<'c> {
    pub(super) client: &'c Client,
    owner: &'c str,
    name: &'c str,
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

    pub(super) const fn client(&self) -> &'c Client {
        self.client
    }

    pub(super) fn path(&self, segments: &[&str]) -> String {
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

    /// Returns the open pull requests whose head is a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_requests_of(&self, commit: &str) -> Result<Vec<EventPullRequest>, ApiFault> {
        let path = self.path(&["commits", commit, "pulls"]);
        open_at(&self.client.get_pages(&path, &[], "")?, commit)
    }

    /// Returns the open pull requests from a branch (`owner:branch`) whose head is a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn pull_requests_from(
        &self,
        head: &str,
        commit: &str,
    ) -> Result<Vec<EventPullRequest>, ApiFault> {
        let query = [("state", "open"), ("head", head)];
        open_at(&self.client.get_pages(&self.path(&["pulls"]), &query, "")?, commit)
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

    /// Returns the message of a commit.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn message(&self, commit: &str) -> Result<String, ApiFault> {
        let answer = self.client.get(&self.path(&["commits", commit]), &[])?;
        let message = answer.pointer("/commit/message").and_then(Value::as_str);
        message.map(str::to_owned).ok_or_else(|| nonsense("a commit without a message"))
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

    /// Returns the accounts that wrote or committed the commits of a pull request, as far as GitHub
    /// knows them.
    ///
    /// # Errors
    /// A fault of the API, or more commits than it lists (250).
    pub fn commit_authors(&self, number: u64) -> Result<Vec<Account>, ApiFault> {
        let path = self.path(&["pulls", &number.to_string(), "commits"]);
        let commits = self.client.get_pages(&path, &[], "")?;
        if commits.len() >= 250 {
            return Err(ApiFault::Incomplete { why: "it has too many commits".to_owned() });
        }
        Ok(commits.iter().flat_map(timeline::commit_accounts).collect())
    }

    /// Returns the numbers of the pull requests that a commit merged.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn merged_by(&self, commit: &str) -> Result<Vec<u64>, ApiFault> {
        let path = self.path(&["commits", commit, "pulls"]);
        let pulls = self.client.get_pages(&path, &[], "")?;
        let is_merge = |pull: &&Value| {
            pull.get("merge_commit_sha").and_then(Value::as_str) == Some(commit)
                && pull.get("merged_at").is_some_and(Value::is_string)
        };
        Ok(pulls.iter().filter(is_merge).filter_map(|pull| pull.get("number")?.as_u64()).collect())
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

/// Returns the open ones whose head is a commit, by number.
fn open_at(answers: &[Value], commit: &str) -> Result<Vec<EventPullRequest>, ApiFault> {
    let pulls: Option<Vec<EventPullRequest>> = answers.iter().map(read_pull_request).collect();
    let mut pulls = pulls.ok_or_else(|| nonsense("no pull request"))?;
    pulls.retain(|pull| pull.is_open && pull.head_sha == commit);
    pulls.sort_by_key(|pull| pull.number);
    Ok(pulls)
}

pub(super) fn nonsense(found: &str) -> ApiFault {
    ApiFault::InvalidAnswer { why: found.to_owned() }
}
