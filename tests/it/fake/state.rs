//! The state of the fake.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::schema::thing;

/// The access of the token to a part of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    None,
    Read,
    Write,
}

/// Returns an account as the API shows it.
pub(crate) fn account(login: &str) -> Value {
    let id = login.bytes().fold(7_u64, |id, byte| id * 31 % 1_000_003 + u64::from(byte));
    let kind = if login.ends_with("[bot]") { "Bot" } else { "User" };
    thing("simple-user", json!({ "login": login, "id": id, "type": kind }))
}

/// A pull request.
#[derive(Clone, Debug)]
pub(crate) struct Pull {
    pub(crate) number: u64,
    pub(crate) state: &'static str,
    pub(crate) head: String,
    pub(crate) head_owner: &'static str,
    pub(crate) head_branch: &'static str,
    pub(crate) base: String,
    pub(crate) base_branch: &'static str,
    pub(crate) author: &'static str,
    pub(crate) labels: Vec<&'static str>,
    /// The commit that merged it.
    pub(crate) merged: Option<String>,
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) origin: String,
    /// Parents and files by path, for each commit.
    pub(crate) commits: BTreeMap<String, (Vec<String>, BTreeMap<String, String>)>,
    /// Modes of paths that are no plain files, in every commit: `120000` for a link, whose text is
    /// its target, `160000` for a submodule.
    pub(crate) modes: BTreeMap<&'static str, &'static str>,
    /// Messages of commits; of others it is the fake's own.
    pub(crate) messages: BTreeMap<String, String>,
    pub(crate) pulls: Vec<Pull>,
    /// Number of the pull request, author and body, for each comment.
    pub(crate) comments: BTreeMap<u64, (u64, String, String)>,
    /// Check runs by id.
    pub(crate) check_runs: BTreeMap<u64, Value>,
    /// Annotations for each check run.
    pub(crate) annotations: BTreeMap<u64, Vec<Value>>,
    /// Jobs for each run and attempt.
    pub(crate) jobs: BTreeMap<(u64, u64), Vec<Value>>,
    /// What started a run that only its jobs tell of; `pull_request` for one that is not here.
    pub(crate) started: BTreeMap<u64, &'static str>,
    /// Events of the one pull request, in its order.
    pub(crate) timeline: Vec<Value>,
    /// Runs of any workflow.
    pub(crate) runs: Vec<Value>,
    /// Check runs of jobs of other runs, and those of other apps.
    pub(crate) foreign_checks: Vec<Value>,
    /// Who wrote the commits of the pull request.
    pub(crate) authors: Vec<&'static str>,
    /// Files that the pull request changes.
    pub(crate) changed: Vec<String>,
    /// Paths of workflows that are switched off.
    pub(crate) disabled: Vec<String>,
    /// Artifacts for each run.
    pub(crate) artifacts: BTreeMap<u64, Vec<Value>>,
    /// `permission` and `role_name` for each login.
    pub(crate) standing: BTreeMap<&'static str, (&'static str, &'static str)>,
    pub(crate) access: BTreeMap<&'static str, Access>,
    pub(crate) is_private: bool,
    /// Whether the token may read the repository `octo/policies`.
    pub(crate) opens_policies: bool,
    pub(crate) truncates_trees: bool,
    /// The commit at the tip of `main`.
    pub(crate) main: String,
    /// The tip of each other branch, and whether somebody protects it.
    pub(crate) branches: BTreeMap<&'static str, (String, bool)>,
    /// Checks that `main` requires: the first by its protection, the others by a ruleset.
    pub(crate) required: Vec<String>,
    /// Whether the ruleset of `main` lets nothing merge that is behind.
    pub(crate) is_strict: bool,
    /// Checks that a ruleset of `main` requires of one app.
    pub(crate) required_by_app: Vec<(String, u64)>,
    /// Commit statuses of the head.
    pub(crate) statuses: Vec<(&'static str, &'static str)>,
    pub(crate) next_id: u64,
}

impl Default for State {
    fn default() -> Self {
        let permissions = [
            ("contents", Access::Read),
            ("actions", Access::Read),
            ("checks", Access::Write),
            ("pull-requests", Access::Write),
        ];
        Self {
            origin: String::new(),
            commits: BTreeMap::new(),
            modes: BTreeMap::new(),
            messages: BTreeMap::new(),
            pulls: Vec::new(),
            comments: BTreeMap::new(),
            check_runs: BTreeMap::new(),
            annotations: BTreeMap::new(),
            jobs: BTreeMap::new(),
            started: BTreeMap::new(),
            timeline: Vec::new(),
            runs: Vec::new(),
            foreign_checks: Vec::new(),
            authors: vec!["octo"],
            changed: Vec::new(),
            disabled: Vec::new(),
            artifacts: BTreeMap::new(),
            standing: BTreeMap::new(),
            access: permissions.into(),
            is_private: false,
            opens_policies: true,
            truncates_trees: false,
            main: String::new(),
            branches: BTreeMap::new(),
            required: Vec::new(),
            is_strict: true,
            required_by_app: Vec::new(),
            statuses: Vec::new(),
            next_id: 1_000,
        }
    }
}

impl State {
    pub(crate) fn id(&mut self) -> u64 {
        self.next_id += 1;
        self.next_id
    }

    pub(crate) fn commit(&mut self, sha: &str, parents: &[&str], files: &[(&str, &str)]) {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
        let parents = parents.iter().map(|parent| (*parent).to_owned()).collect();
        self.commits.insert(sha.to_owned(), (parents, files.collect()));
    }

    pub(crate) fn job(
        &mut self,
        attempt: (u64, u64),
        id: u64,
        name: &str,
        conclusion: Option<&str>,
    ) {
        let status = if conclusion.is_some() { "completed" } else { "in_progress" };
        let job = json!({
            "id": id, "run_id": attempt.0, "run_attempt": attempt.1, "name": name,
            "status": status, "conclusion": conclusion, "completed_at": Value::Null,
        });
        self.jobs.entry(attempt).or_default().push(job);
    }

    /// Adds another attempt of a run, with the jobs of the one before.
    pub(crate) fn again(&mut self, (run, number): (u64, u64)) -> (u64, u64) {
        let next = (run, number + 1);
        let jobs = self.jobs[&(run, number)].clone();
        self.jobs.insert(next, jobs);
        next
    }

    /// Lists the steps of a job as the API does: those of the workflow between those of the runner.
    pub(crate) fn steps(&mut self, attempt: (u64, u64), id: u64, steps: &[(&str, Option<&str>)]) {
        let ended = Some("success");
        let around = |name| (name, ended);
        let mut all = vec![around("Set up job"), around("Pre Run actions/checkout@v4")];
        all.extend(steps);
        let jobs = self.jobs.get_mut(&attempt).unwrap();
        let job = jobs.iter_mut().find(|job| job["id"] == id).unwrap();
        if job["status"] == "completed" {
            all.extend([around("Post Run actions/checkout@v4"), around("Complete job")]);
        }
        let listed = (1..).zip(all).map(|(number, (name, conclusion))| {
            let status = if conclusion.is_some() { "completed" } else { "queued" };
            json!({ "name": name, "number": number, "status": status, "conclusion": conclusion })
        });
        job["steps"] = listed.collect();
    }

    /// Adds an event to the timeline, by an account or by a deleted one.
    pub(crate) fn happens(&mut self, event: &str, at: &str, actor: Option<&str>, more: Value) {
        let id = self.id();
        let mut entry = json!({
            "event": event, "id": id, "created_at": at, "actor": actor.map(account),
            "performed_via_github_app": Value::Null, "commit_id": Value::Null,
        });
        entry.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.timeline.push(entry);
    }

    /// Adds a run of `ci.yml` on a head.
    pub(crate) fn run(&mut self, id: u64, head: &str, at: &str, actor: &str) {
        self.runs.push(json!({
            "id": id, "event": "pull_request", "created_at": at, "head_sha": head,
            "head_branch": "topic", "head_repository": { "full_name": "octo/service" },
            "actor": account(actor), "path": ".github/workflows/ci.yml", "check_suite_id": id,
            "run_attempt": 1, "status": "completed", "conclusion": "success", "pull_requests": [],
        }));
    }

    /// Adds a run of a workflow to a commit; `end` is its conclusion, or `None` while it runs.
    pub(crate) fn run_of(
        &mut self,
        id: u64,
        file: &str,
        event: &str,
        head: &str,
        end: Option<&str>,
    ) {
        self.runs.retain(|run| run["id"] != id);
        self.runs.push(json!({
            "id": id, "event": event, "created_at": "2026-11-20T10:00:00Z", "head_sha": head,
            "head_branch": "topic", "head_repository": { "full_name": "octo/service" },
            "actor": account("octo"), "path": format!(".github/workflows/{file}"), "name": file,
            "check_suite_id": id, "run_attempt": 1, "pull_requests": [],
            "status": if end.is_some() { "completed" } else { "in_progress" }, "conclusion": end,
        }));
    }

    /// Adds the check run of a job of a run to a commit. Its id is larger than those before.
    pub(crate) fn job_check(&mut self, run: u64, name: &str, head: &str, end: Option<&str>) {
        let id = self.id();
        let page = format!("https://github.com/octo/service/actions/runs/{run}/job/{id}");
        self.add_check((id, run, &page), name, head, end, (15368, "github-actions"));
    }

    /// Adds a check run that a program makes through the API.
    pub(crate) fn foreign_check(
        &mut self,
        suite: u64,
        name: &str,
        head: &str,
        end: Option<&str>,
        app: (u64, &str),
    ) {
        let id = self.id();
        let page = format!("https://github.com/octo/service/runs/{id}");
        self.add_check((id, suite, &page), name, head, end, app);
    }

    fn add_check(
        &mut self,
        (id, suite, page): (u64, u64, &str),
        name: &str,
        head: &str,
        end: Option<&str>,
        (app, slug): (u64, &str),
    ) {
        self.foreign_checks.push(json!({
            "id": id, "name": name, "head_sha": head, "external_id": format!("job-{id}"),
            "status": if end.is_some() { "completed" } else { "in_progress" }, "conclusion": end,
            "html_url": page, "app": { "id": app, "slug": slug }, "check_suite": { "id": suite },
            "completed_at": Value::Null, "started_at": Value::Null,
        }));
    }

    pub(crate) fn comment(&mut self, pull: u64, author: &str, body: &str) -> u64 {
        let id = self.id();
        self.comments.insert(id, (pull, author.to_owned(), body.to_owned()));
        id
    }

    pub(crate) fn may(&self, what: &str, access: Access) -> bool {
        self.access.get(what).copied().unwrap_or(Access::None) >= access
    }
}
