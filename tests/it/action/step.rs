//! One step of a run, with everything that a runner gives it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use assert_cmd::cargo::cargo_bin;
use serde_json::Value;

use crate::fake::{Fake, Pull, TOKEN};

pub(crate) const HEAD: &str = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
pub(crate) const BASE: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
/// The base in the payload; the merge commit has a newer one.
pub(crate) const OLD_BASE: &str = "cccccccccccccccccccccccccccccccccccccccc";
pub(crate) const MERGE: &str = "dddddddddddddddddddddddddddddddddddddddd";
/// The merge base of the head and the branch that it targets.
pub(crate) const FORK: &str = "0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a0a";
pub(crate) const RUN: (u64, u64) = (4200, 2);
pub(crate) const OWN_JOB: u64 = 9;

pub(crate) const CI: &str = "on: pull_request
jobs:
  unit:
    runs-on: ubuntu-latest
    steps:
      - run: pytest -q
  gate:
    needs: [unit]
    if: always()
    runs-on: ubuntu-latest
    steps:
      - uses: truegreen/truegreen@v1
";
pub(crate) const POLICY: &str = "version: 1\nworkflows:\n  ci.yml: { jobs: { unit: {} } }\n";
pub(crate) const MUTED: &str = "      - run: pytest -q\n        continue-on-error: true\n";

/// Returns a workflow whose only test step cannot fail.
pub(crate) fn muted() -> String {
    CI.replace("      - run: pytest -q\n", MUTED)
}

/// Returns a GitHub with a pull request whose base has a policy, and a run of two jobs.
pub(crate) fn github() -> Fake {
    let fake = Fake::start();
    let mut state = fake.state();
    let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", POLICY)];
    state.commit(FORK, &[], &files);
    state.commit(BASE, &[FORK], &files);
    state.main = BASE.to_owned();
    state.commit(
        OLD_BASE,
        &[FORK],
        &[(".github/truegreen.yml", "version: 1\nrules: { continue-on-error: off }\n")],
    );
    state.commit(HEAD, &[FORK], &files);
    state.commit(MERGE, &[BASE, HEAD], &files);
    state.pulls.push(Pull {
        number: 7,
        state: "open",
        head: HEAD.to_owned(),
        head_owner: "octo",
        head_branch: "topic",
        base: BASE.to_owned(),
        base_branch: "main",
        author: "octo",
        labels: Vec::new(),
        merged: None,
    });
    for attempt in [(RUN.0, 1), RUN] {
        state.job(attempt, 1, "unit", Some("success"));
        state.job(attempt, OWN_JOB, "gate", (attempt != RUN).then_some("failure"));
    }
    drop(state);
    fake
}

/// Something that happens in the workspace.
type Act = Box<dyn Fn(&Path)>;

/// A step to run.
pub(crate) struct Step<'f> {
    fake: &'f Fake,
    event: String,
    payload: String,
    sha: String,
    attempt: (u64, u64),
    checked_out: Option<String>,
    /// The files of the commit, and of the workspace.
    files: BTreeMap<String, String>,
    /// What the steps before made of the workspace; `None` for a file that they removed.
    left: BTreeMap<String, Option<String>>,
    /// What else happens in the workspace before the step.
    before: Option<Act>,
    inputs: BTreeMap<String, String>,
    environment: BTreeMap<String, String>,
}

/// The result of a step.
pub(crate) struct Done {
    pub(crate) code: i32,
    pub(crate) log: String,
    pub(crate) errors: String,
    pub(crate) summary: String,
    pub(crate) outputs: BTreeMap<String, String>,
    pub(crate) report: Option<Value>,
    pub(crate) sarif: Option<String>,
}

/// Makes a payload in the form of GitHub's examples.
pub(crate) fn payload(event: &str, values: &[(&str, &str)]) -> String {
    let path = format!("{}/testdata/events/{event}.json", env!("CARGO_MANIFEST_DIR"));
    let mut text = std::fs::read_to_string(path).unwrap();
    for (name, value) in values {
        text = text.replace(&format!("{{{name}}}"), value);
    }
    text
}

/// Makes a pull request from a branch of this repository or of a fork.
pub(crate) fn pull_request(owner: &str, author: &str) -> String {
    payload(
        "pull_request",
        &[
            ("HEAD", HEAD),
            ("RECORDED_BASE", OLD_BASE),
            ("HEAD_OWNER", owner),
            ("HEAD_BRANCH", "topic"),
            ("AUTHOR", author),
            ("TITLE", "A change"),
        ],
    )
}

impl<'f> Step<'f> {
    /// Makes a step of the run of a pull request, with the merge commit checked out.
    pub(crate) fn new(fake: &'f Fake) -> Self {
        // By default a change leaves the policy of its base alone.
        let base = fake.state().commits.get(BASE).map(|(_, files)| files.clone());
        let policy = base.and_then(|files| files.get(".github/truegreen.yml").cloned());
        let policy = policy.unwrap_or_else(|| POLICY.to_owned());
        let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", policy.as_str())];
        let mut step = Self {
            fake,
            event: "pull_request".to_owned(),
            payload: pull_request("octo", "octo"),
            sha: MERGE.to_owned(),
            attempt: RUN,
            checked_out: Some(MERGE.to_owned()),
            files: files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
            left: BTreeMap::new(),
            before: None,
            inputs: BTreeMap::new(),
            environment: BTreeMap::new(),
        };
        // The inputs are the defaults of action.yml and what its README says to pass.
        for (name, value) in [
            ("coverage-min", "40"),
            ("token", TOKEN),
            ("check-name", "truegreen"),
            ("comment", "auto"),
            ("check-run", "auto"),
            ("fail-on", "fail"),
            ("job-id", "9"),
            ("job-status", "success"),
            (
                "needs",
                "{\n  \"unit\": {\n    \"result\": \"success\",\n    \"outputs\": {}\n  }\n}",
            ),
        ] {
            step = step.input(name, value);
        }
        step
    }

    pub(crate) fn event(mut self, event: &str, payload: String, sha: &str) -> Self {
        (self.event, self.payload, self.sha) = (event.to_owned(), payload, sha.to_owned());
        self.checked_out = Some(sha.to_owned());
        self
    }

    pub(crate) fn attempt(mut self, run: u64, number: u64) -> Self {
        self.attempt = (run, number);
        self
    }

    pub(crate) fn checked_out(mut self, sha: Option<&str>) -> Self {
        self.checked_out = sha.map(str::to_owned);
        self
    }

    /// Adds a file to the commit that is checked out.
    pub(crate) fn file(mut self, path: &str, text: &str) -> Self {
        self.files.insert(path.to_owned(), text.to_owned());
        self
    }

    /// Writes a file into the workspace only, as a step before this one does.
    pub(crate) fn left(mut self, path: &str, text: &str) -> Self {
        self.left.insert(path.to_owned(), Some(text.to_owned()));
        self
    }

    /// Removes a file of the commit from the workspace.
    pub(crate) fn gone(mut self, path: &str) -> Self {
        self.left.insert(path.to_owned(), None);
        self
    }

    /// Does something in the workspace.
    pub(crate) fn before(mut self, act: impl Fn(&Path) + 'static) -> Self {
        self.before = Some(Box::new(act));
        self
    }

    /// Puts the files into the commit that is checked out, where the run is about it.
    fn commit(&self) {
        let held = self.checked_out.as_deref().unwrap_or_default();
        let held = if held.starts_with("ref: ") { HEAD } else { held };
        if held != self.sha && held != HEAD {
            return;
        }
        let mut state = self.fake.state();
        if let Some((_, files)) = state.commits.get_mut(held) {
            let own = self.files.iter().filter(|(path, _)| !path.starts_with(".git/"));
            files.extend(own.map(|(path, text)| (path.clone(), text.clone())));
        }
    }

    /// Removes the checkout.
    pub(crate) fn empty(mut self) -> Self {
        self.files.clear();
        self.checked_out = None;
        self
    }

    pub(crate) fn input(mut self, name: &str, value: &str) -> Self {
        self.inputs.insert(name.to_owned(), value.to_owned());
        self
    }

    pub(crate) fn set(mut self, name: &str, value: &str) -> Self {
        self.environment.insert(name.to_owned(), value.to_owned());
        self
    }

    fn variables(&self, root: &std::path::Path) -> BTreeMap<String, String> {
        let place = |path: &str| root.join(path).to_str().unwrap().to_owned();
        let mut all: BTreeMap<String, String> = [
            ("CI", "true".to_owned()),
            ("GITHUB_ACTIONS", "true".to_owned()),
            ("GITHUB_API_URL", self.fake.url()),
            ("GITHUB_SERVER_URL", "https://github.com".to_owned()),
            ("GITHUB_GRAPHQL_URL", format!("{}/graphql", self.fake.url())),
            ("GITHUB_REPOSITORY", "octo/service".to_owned()),
            ("GITHUB_REPOSITORY_OWNER", "octo".to_owned()),
            ("GITHUB_EVENT_NAME", self.event.clone()),
            ("GITHUB_EVENT_PATH", place("workflow/event.json")),
            ("GITHUB_SHA", self.sha.clone()),
            ("GITHUB_REF", "refs/pull/7/merge".to_owned()),
            ("GITHUB_RUN_ID", self.attempt.0.to_string()),
            ("GITHUB_RUN_ATTEMPT", self.attempt.1.to_string()),
            ("GITHUB_RUN_NUMBER", "12".to_owned()),
            ("GITHUB_JOB", "gate".to_owned()),
            ("GITHUB_WORKFLOW", "ci".to_owned()),
            (
                "GITHUB_WORKFLOW_REF",
                "octo/service/.github/workflows/ci.yml@refs/pull/7/merge".to_owned(),
            ),
            ("GITHUB_ACTOR", "octo".to_owned()),
            ("GITHUB_WORKSPACE", place("workspace")),
            ("GITHUB_OUTPUT", place("file_commands/output")),
            ("GITHUB_STEP_SUMMARY", place("file_commands/summary")),
            ("RUNNER_TEMP", place("runner_temp")),
            ("RUNNER_OS", "Linux".to_owned()),
            ("HOME", place("home")),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value))
        .collect();
        if self.event.starts_with("pull_request") {
            all.insert("GITHUB_BASE_REF".to_owned(), "main".to_owned());
        }
        for (name, value) in &self.inputs {
            all.insert(format!("INPUT_{}", name.to_uppercase()), value.clone());
        }
        all.extend(self.environment.clone());
        all
    }

    pub(crate) fn run(self) -> Done {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        let write = |path: PathBuf, text: &str| {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        };
        for name in ["workspace", "runner_temp", "home"] {
            std::fs::create_dir_all(root.join(name)).unwrap();
        }
        write(root.join("workflow/event.json"), &self.payload);
        // An earlier step may have left its last line without a newline.
        write(root.join("file_commands/output"), "");
        write(root.join("file_commands/summary"), "");
        for (path, text) in &self.files {
            write(root.join("workspace").join(path), text);
        }
        self.commit();
        for (path, text) in &self.left {
            let path = root.join("workspace").join(path);
            match text {
                Some(text) => write(path, text),
                None => std::fs::remove_file(path).unwrap(),
            }
        }
        if let Some(act) = &self.before {
            act(&root.join("workspace"));
        }
        if let Some(sha) = &self.checked_out {
            write(root.join("workspace/.git/HEAD"), &format!("{sha}\n"));
        }
        let output = Command::new(cargo_bin!("truegreen"))
            .arg("action")
            .current_dir(root.join("workspace"))
            .env_clear()
            .envs(self.variables(root))
            .output()
            .unwrap();
        let read = |path: &str| std::fs::read_to_string(root.join(path)).unwrap_or_default();
        let report = read("workspace/truegreen-report.json");
        let done = Done {
            code: output.status.code().unwrap(),
            log: String::from_utf8(output.stdout).unwrap(),
            errors: String::from_utf8(output.stderr).unwrap(),
            summary: read("file_commands/summary"),
            outputs: outputs(&read("file_commands/output")),
            report: serde_json::from_str(&report).ok(),
            sarif: std::fs::read_to_string(root.join("workspace/out.sarif")).ok(),
        };
        // No output may contain the token.
        for text in [&done.log, &done.errors, &done.summary, &report] {
            assert!(!text.contains(TOKEN), "the token is in: {text}");
        }
        done
    }
}

/// Reads outputs as the runner does.
fn outputs(text: &str) -> BTreeMap<String, String> {
    let mut values = BTreeMap::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let (name, delimiter) = line.split_once("<<").expect("name<<delimiter");
        let value: Vec<&str> = lines.by_ref().take_while(|line| *line != delimiter).collect();
        values.insert(name.to_owned(), value.join("\n"));
    }
    values
}

/// Returns the only check run of a commit.
pub(crate) fn check_run(fake: &Fake) -> Value {
    let state = fake.state();
    let runs: Vec<&Value> = state.check_runs.values().collect();
    assert_eq!(runs.len(), 1, "{runs:?}");
    runs[0].clone()
}

/// Returns the bodies of all comments.
pub(crate) fn comments(fake: &Fake) -> Vec<String> {
    fake.state().comments.values().map(|(_, _, body)| body.clone()).collect()
}
