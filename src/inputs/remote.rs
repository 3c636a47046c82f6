//! The repository and its runs through the API: what a container without `git` cannot see otherwise.

use serde_json::Value;

use super::listing::{EntryKind, Listing, ListingEntry};
use crate::formats::github::event::{EventPullRequest, is_sha, read_pull_request};
use crate::formats::github::run_artifacts::RunArtifact;
use crate::formats::github::run_jobs::RunJob;
use crate::formats::github::timeline::{HeadRun, PullState, RepositoryRole, TimelineEvent};
use crate::formats::github::{run_artifacts, run_jobs, timeline};
use crate::github::{ApiFault, Client, path};
use crate::run::RunAttempt;

/// One repository behind the API.
#[derive(Clone, Copy, Debug)]
pub struct Remote<'c> {
    client: &'c Client,
    owner: &'c str,
    name: &'c str,
}

/// What a merge into the default branch waits for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredChecks {
    /// The branch.
    pub branch: String,
    /// Names of the required checks, sorted.
    pub checks: Vec<String>,
}

impl<'c> Remote<'c> {
    /// The repository `owner/name`.
    #[must_use]
    pub fn new(client: &'c Client, repository: &'c str) -> Self {
        let (owner, name) = repository.split_once('/').unwrap_or((repository, ""));
        Self { client, owner, name }
    }

    /// Another repository behind the same API.
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
        path(&all)
    }

    /// The parents of a commit, in order.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn parents(&self, commit: &str) -> Result<Vec<String>, ApiFault> {
        let answer = self.client.get(&self.path(&["commits", commit]), &[])?;
        let parents = answer.get("parents").and_then(Value::as_array);
        let sha = |parent: &Value| parent.get("sha").and_then(Value::as_str).map(str::to_owned);
        parents
            .and_then(|parents| parents.iter().map(sha).collect())
            .ok_or_else(|| nonsense("a commit without parents"))
    }

    /// The last commit that two commits have in common.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn merge_base(&self, base: &str, head: &str) -> Result<String, ApiFault> {
        let path = self.path(&["compare", &format!("{base}...{head}")]);
        let answer = self.client.get(&path, &[("per_page", "1")])?;
        let found = answer.pointer("/merge_base_commit/sha").and_then(Value::as_str);
        found.map(str::to_owned).ok_or_else(|| nonsense("a comparison without a merge base"))
    }

    /// A pull request by its number.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn pull_request(&self, number: u64) -> Result<EventPullRequest, ApiFault> {
        let answer = self.client.get(&self.path(&["pulls", &number.to_string()]), &[])?;
        read_pull_request(&answer).ok_or_else(|| nonsense("no pull request"))
    }

    /// The open pull request whose head is a commit.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn pull_request_of(&self, commit: &str) -> Result<Option<EventPullRequest>, ApiFault> {
        let path = self.path(&["commits", commit, "pulls"]);
        first_open(&self.client.get_pages(&path, &[], "")?, commit)
    }

    /// The open pull request from a branch (`owner:branch`) whose head is a commit.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn pull_request_from(
        &self,
        head: &str,
        commit: &str,
    ) -> Result<Option<EventPullRequest>, ApiFault> {
        let query = [("state", "open"), ("head", head)];
        first_open(&self.client.get_pages(&self.path(&["pulls"]), &query, "")?, commit)
    }

    /// The name of the default branch.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn default_branch(&self) -> Result<String, ApiFault> {
        let repository = self.client.get(&self.path(&[]), &[])?;
        let branch = repository.get("default_branch").and_then(Value::as_str);
        branch.map(str::to_owned).ok_or_else(|| nonsense("a repository without default branch"))
    }

    /// The commit that a branch is at. A tag of the same name is never meant.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn tip(&self, branch: &str) -> Result<String, ApiFault> {
        let answer = self.client.get(&self.path(&["branches", branch]), &[])?;
        let tip = answer.pointer("/commit/sha").and_then(Value::as_str);
        let tip = tip.filter(|tip| is_sha(tip)).map(str::to_owned);
        tip.ok_or_else(|| nonsense("a branch without commit"))
    }

    /// The checks that the default branch requires, by its rulesets and by its protection.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn required_checks(&self) -> Result<RequiredChecks, ApiFault> {
        let branch = self.default_branch()?;
        let branch = branch.as_str();
        let rules = self.client.get_pages(&self.path(&["rules", "branches", branch]), &[], "")?;
        let of_rule = |rule: &Value| {
            let list = rule.pointer("/parameters/required_status_checks")?.as_array()?;
            let name = |check: &Value| check.get("context")?.as_str().map(str::to_owned);
            Some(list.iter().filter_map(name).collect::<Vec<_>>())
        };
        let mut checks: Vec<String> = rules.iter().filter_map(of_rule).flatten().collect();
        let protected = self.client.get(&self.path(&["branches", branch]), &[])?;
        let contexts = protected.pointer("/protection/required_status_checks/contexts");
        let contexts = contexts.and_then(Value::as_array).into_iter().flatten();
        checks.extend(contexts.filter_map(Value::as_str).map(str::to_owned));
        checks.sort();
        checks.dedup();
        Ok(RequiredChecks { branch: branch.to_owned(), checks })
    }

    /// The jobs of one attempt of a run.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn jobs(&self, attempt: RunAttempt) -> Result<Vec<RunJob>, ApiFault> {
        let (run, number) = (attempt.run.to_string(), attempt.number.to_string());
        let path = self.path(&["actions", "runs", &run, "attempts", &number, "jobs"]);
        let entries = self.client.get_pages(&path, &[], "jobs")?;
        run_jobs::read(&entries).map_err(|why| nonsense(&why))
    }

    /// A pull request as it is now, with its author and its labels.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn pull_state(&self, number: u64) -> Result<PullState, ApiFault> {
        let answer = self.client.get(&self.path(&["pulls", &number.to_string()]), &[])?;
        timeline::pull_state(&answer).ok_or_else(|| nonsense("no pull request"))
    }

    /// What happened to the labels, the head and the base of a pull request.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn timeline(&self, number: u64) -> Result<Vec<TimelineEvent>, ApiFault> {
        let path = self.path(&["issues", &number.to_string(), "timeline"]);
        timeline::read(&self.client.get_pages(&path, &[], "")?).map_err(|why| nonsense(&why))
    }

    /// The runs of a workflow, by its file's name, on a commit.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn runs_of(&self, workflow: &str, commit: &str) -> Result<Vec<HeadRun>, ApiFault> {
        let path = self.path(&["actions", "workflows", workflow, "runs"]);
        let entries = self.client.get_pages(&path, &[("head_sha", commit)], "workflow_runs")?;
        timeline::read_runs(&entries).map_err(|why| nonsense(&why))
    }

    /// What an account may do here, teams and organisation counted in.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn standing(&self, login: &str) -> Result<RepositoryRole, ApiFault> {
        let answer = self.client.get(&self.path(&["collaborators", login, "permission"]), &[])?;
        timeline::read_role(&answer).ok_or_else(|| nonsense("no permission"))
    }

    /// The artifacts of a run, of all its attempts: name, whether it expired, and when it was made.
    ///
    /// # Errors
    /// When the API refuses or answers nonsense.
    pub fn artifacts(&self, run: u64) -> Result<Vec<RunArtifact>, ApiFault> {
        let path = self.path(&["actions", "runs", &run.to_string(), "artifacts"]);
        let entries = self.client.get_pages(&path, &[], "artifacts")?;
        run_artifacts::read(&entries).map_err(|why| nonsense(&why))
    }

    /// A file of a commit; `None` when the commit has none. An absent file and a repository that the
    /// token may not read answer alike, so the commit itself is asked for before absence is believed.
    ///
    /// # Errors
    /// When the API refuses.
    pub fn file(&self, commit: &str, file: &str) -> Result<Option<Vec<u8>>, ApiFault> {
        let segments: Vec<&str> = ["contents"].into_iter().chain(file.split('/')).collect();
        match self.client.get_raw(&self.path(&segments), &[("ref", commit)]) {
            Ok(bytes) => Ok(Some(bytes)),
            Err(ApiFault::NotFound) => self.parents(commit).map(|_| None),
            Err(fault) => Err(fault),
        }
    }

    /// Every file of a commit with what git knows of it, in one request.
    ///
    /// # Errors
    /// When the API refuses, or has more than it lists (100,000 entries or 7 MB).
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

/// One entry of a tree that is no folder.
fn listed(entry: &Value) -> Result<(String, ListingEntry), ApiFault> {
    let text = |field: &str| entry.get(field).and_then(Value::as_str);
    let read = || {
        let kind = EntryKind::of_mode(text("mode")?)?;
        Some((text("path")?.to_owned(), ListingEntry { kind, id: text("sha")?.to_owned() }))
    };
    read().ok_or_else(|| nonsense("an entry of a tree without path, mode or id"))
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
