//! What the fake remembers.

use std::collections::BTreeMap;

use serde_json::{Value, json};

/// What the token may do with something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Access {
    None,
    Read,
    Write,
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
}

#[derive(Debug)]
pub(crate) struct State {
    pub(crate) origin: String,
    /// By commit: parents, and files by path.
    pub(crate) commits: BTreeMap<String, (Vec<String>, BTreeMap<String, String>)>,
    pub(crate) pulls: Vec<Pull>,
    /// By id: number of the pull request, author, body.
    pub(crate) comments: BTreeMap<u64, (u64, String, String)>,
    /// By id.
    pub(crate) check_runs: BTreeMap<u64, Value>,
    /// By check run.
    pub(crate) annotations: BTreeMap<u64, Vec<Value>>,
    /// By run and attempt.
    pub(crate) jobs: BTreeMap<(u64, u64), Vec<Value>>,
    pub(crate) access: BTreeMap<&'static str, Access>,
    pub(crate) is_private: bool,
    pub(crate) truncates_trees: bool,
    /// Checks that `main` requires: the first by its protection, the others by a ruleset.
    pub(crate) required: Vec<String>,
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
            pulls: Vec::new(),
            comments: BTreeMap::new(),
            check_runs: BTreeMap::new(),
            annotations: BTreeMap::new(),
            jobs: BTreeMap::new(),
            access: permissions.into(),
            is_private: false,
            truncates_trees: false,
            required: Vec::new(),
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

    pub(crate) fn comment(&mut self, pull: u64, author: &str, body: &str) -> u64 {
        let id = self.id();
        self.comments.insert(id, (pull, author.to_owned(), body.to_owned()));
        id
    }

    pub(crate) fn may(&self, what: &str, access: Access) -> bool {
        self.access.get(what).copied().unwrap_or(Access::None) >= access
    }
}
