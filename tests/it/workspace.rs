//! A repository in memory, judged by all rules, for the tests of documents and of identity.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::{Date, date};
use serde_json::{Value, json};
use truegreen::case::Case;
use truegreen::catalog::settings::files::is_watched;
use truegreen::catalog::tools::lookup::ToolCatalog;
use truegreen::drift::compare::compare;
use truegreen::drift::difference::{Change, DriftComparison};
use truegreen::drift::frozen::{FileChange, FrozenFile, FrozenFiles};
use truegreen::drift::inline_waivers::{BaseWorkflows, hold};
use truegreen::facts::commit::Facts;
use truegreen::facts::evidence::commit_checks::{CommitChecksFact, CommitLists, CommitSituation};
use truegreen::facts::evidence::run::RunJobsFact;
use truegreen::facts::jobs::tier::{EvidenceRun, settle_tiers};
use truegreen::facts::run_context::RunContext;
use truegreen::facts::settings_file::SettingsFile;
use truegreen::facts::store::WorkflowStore;
use truegreen::facts::understand::SideInputs;
use truegreen::facts::workflow::WorkflowFact;
use truegreen::facts::{CoverageFact, CoverageQuery, SuiteFact, documents};
use truegreen::finding::Severity;
use truegreen::formats::coverage::cobertura;
use truegreen::formats::github::skip_words::{MergeMessage, MergeText, skip_words};
use truegreen::formats::github::{check_runs, run_artifacts, run_jobs, workflow_runs};
use truegreen::formats::settings::PYTEST_FILES;
use truegreen::formats::tests::junit;
use truegreen::formats::workflow::read_workflow;
use truegreen::policy::{self, Pattern, Policy, PolicySource};
use truegreen::prove::inputs::{ProofInputs, ReportFiles};
use truegreen::rules::RULES;
use truegreen::rules::rule::Rule;
use truegreen::span::Span;
use truegreen::verdict::report::VerdictReport;

/// Files by path. `base:` before a path puts the file on the base; `needs.json` is the text of
/// `--needs`, `jobs.json`, `artifacts.json` and `commit.json` are the lists of the API; `environment` has
/// `NAME=value` lines of the runner.
#[derive(Clone, Debug, Default)]
pub(crate) struct Workspace {
    pub(crate) files: BTreeMap<String, String>,
}

impl Workspace {
    /// Returns the policy as the program would read it.
    pub(crate) fn policy(&self) -> Policy {
        let read = |text: &String| {
            let parsed = policy::raw::read(text.as_bytes(), &truegreen::rules::ids());
            assert!(
                parsed.problems.is_empty(),
                "the policy is not valid: {:#?}\n{text}",
                parsed.problems
            );
            parsed.value.expect("a policy without problems")
        };
        let head = self.files.get(policy::PATH).map(read);
        let base = self.files.get(&format!("base:{}", policy::PATH)).map(read);
        let (source, mut policy) = match (base, head) {
            (Some(mut base), head) => {
                let added =
                    head.map(|head| policy::added_waivers(&base, &head)).unwrap_or_default();
                base.waivers.extend(added);
                (PolicySource::Base("1".repeat(40)), base)
            }
            (None, Some(head)) => (PolicySource::Tree, head),
            (None, None) => return Policy::default(),
        };
        policy.origin.source = source;
        policy.origin.path = policy::PATH.to_owned();
        self.settle(&mut policy);
        policy
    }

    /// Takes out what the run does not judge: that of `jobs.json`, without it none.
    fn settle(&self, policy: &mut Policy) {
        let run = match self.run_jobs() {
            Some(jobs) => EvidenceRun::Run { workflow: jobs.workflow, gate: jobs.gate },
            None => EvidenceRun::None,
        };
        let workflows = self.of_side("").into_iter();
        let workflows = workflows.filter(|(path, _)| path.starts_with(".github/workflows/"));
        let workflows: Vec<WorkflowFact> = workflows
            .map(|(path, text)| {
                let path: Arc<str> = Arc::from(path);
                let parsed = read_workflow(&path, text.as_bytes());
                WorkflowFact {
                    path,
                    model: parsed.value,
                    problems: parsed.problems,
                    is_unread: false,
                }
            })
            .collect();
        let is_there = |glob: &Pattern| self.files.keys().any(|path| glob.matches(path));
        settle_tiers(policy, &workflows, &run, is_there);
    }

    /// Returns the facts that the program would make for a policy.
    pub(crate) fn facts(&self, policy: &Policy) -> Facts {
        let mut facts = self.side(policy, "");
        facts.commit_checks = self.commit_checks();
        facts
    }

    /// Returns the lists of the API in `commit.json`: `checks` as `[run, name, conclusion]` with an
    /// app in the fourth place, `runs` by id with `path`, `event` and `end`; `null` is what has not
    /// ended. `message` is that of the commit; `queue` and `push` name a branch, `event` another event; `refused` says why nothing
    /// could be read.
    fn commit_checks(&self) -> Option<CommitChecksFact> {
        let given: Value = serde_json::from_str(self.files.get("commit.json")?).unwrap();
        let branch = |name: &str| given[name].as_str().map(str::to_owned);
        let situation = match (branch("queue"), branch("push"), branch("event")) {
            (Some(branch), ..) => CommitSituation::MergeGroup(Some(branch)),
            (_, Some(branch), _) => CommitSituation::Push(branch),
            (.., Some(event)) => CommitSituation::Other(event),
            _ => CommitSituation::PullRequest(Some("main".to_owned())),
        };
        let texts = |name: &str| {
            let list = given[name].as_array();
            list.map(|list| list.iter().map(|text| text.as_str().unwrap().to_owned()).collect())
        };
        let head = "a".repeat(40);
        let state = |end: &Value| if end.is_null() { "in_progress" } else { "completed" };
        let check = |(index, entry): (usize, &Value)| {
            let id = 100 + index;
            let slug = entry[3].as_str().unwrap_or("github-actions");
            let page = match slug {
                "github-actions" => {
                    format!("https://github.com/o/r/actions/runs/{}/job/{id}", entry[0])
                }
                _ => format!("https://github.com/o/r/runs/{id}"),
            };
            json!({
                "id": id, "name": entry[1], "head_sha": head, "status": state(&entry[2]),
                "conclusion": entry[2], "app": { "id": 1, "slug": slug },
                "check_suite": { "id": entry[0] }, "html_url": page,
            })
        };
        let run = |(id, run): (&String, &Value)| {
            let id: u64 = id.parse().unwrap();
            json!({
                "id": id, "path": format!(".github/workflows/{}", run["path"].as_str().unwrap()),
                "event": run["event"].as_str().unwrap_or("pull_request"), "head_sha": head,
                "check_suite_id": id, "status": state(&run["end"]), "conclusion": run["end"],
            })
        };
        let lists = || CommitLists {
            statuses: None,
            checks: check_runs::read(
                &given["checks"]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .enumerate()
                    .map(check)
                    .collect::<Vec<_>>(),
            )
            .unwrap(),
            runs: workflow_runs::read(
                &given["runs"].as_object().into_iter().flatten().map(run).collect::<Vec<_>>(),
            )
            .unwrap(),
        };
        Some(CommitChecksFact {
            situation,
            pull_request: Some(7),
            judged_run: given["judged"].as_u64().unwrap_or(1),
            gate: (None, None),
            lists: given["refused"].as_str().map_or_else(|| Ok(lists()), |why| Err(why.to_owned())),
            base: None,
            changed: texts("changed").map(Ok),
            disabled: texts("disabled").unwrap_or_default(),
            skip_words: given["message"].as_str().map(|text| Ok(skip_words(text))),
            merge_message: merge_message(&given),
            rules: None,
            waited: 0,
        })
    }

    /// Returns the differences from the base that the program would find.
    pub(crate) fn change(&self, policy: &Policy, head: &Facts) -> Change {
        let names_base = |path: &String| {
            path.strip_prefix("base:")
                .is_some_and(|path| path.starts_with(".github/workflows/") || is_watched(path))
        };
        let comparison = if self.files.keys().any(names_base) {
            DriftComparison::Done(compare(&self.side(policy, "base:"), head, policy))
        } else {
            DriftComparison::NoBase
        };
        let waivers = hold(&head.inline, self.base_workflows().as_ref());
        Change { comparison, frozen: self.frozen(policy), waivers, ..Change::default() }
    }

    /// Returns the files of one side by their paths in the repository.
    fn of_side(&self, side: &str) -> BTreeMap<String, String> {
        let of_side = |(path, text): (&String, &String)| match path.strip_prefix("base:") {
            Some(path) => (side == "base:").then(|| (path.to_owned(), text.clone())),
            None => side.is_empty().then(|| (path.clone(), text.clone())),
        };
        self.files.iter().filter_map(of_side).collect()
    }

    /// Returns the configuration files that differ between the sides and may contain thresholds.
    pub(crate) fn watched(&self, side: &str) -> Vec<SettingsFile> {
        let other = self.of_side(if side.is_empty() { "base:" } else { "" });
        let differs =
            |(path, text): &(String, String)| is_watched(path) && other.get(path) != Some(text);
        let files = self.of_side(side).into_iter().filter(differs);
        files.map(|(path, text)| SettingsFile { path, text: Ok(text.into()) }).collect()
    }

    fn side(&self, policy: &Policy, side: &str) -> Facts {
        Facts::new(self.material(policy, side))
    }

    /// Returns what `prove` edits.
    pub(crate) fn scene(&self, policy: &Policy) -> ProofInputs {
        ProofInputs {
            material: self.material(policy, ""),
            base_workflows: None,
            suites: policy.tests.iter().map(|_| ReportFiles::default()).collect(),
            coverage: policy.coverage.iter().map(|_| ReportFiles::default()).collect(),
            policy: policy.clone(),
            policy_text: None,
            fail_on: Severity::Fail,
            today: date(2026, 11, 20),
        }
    }

    fn material(&self, policy: &Policy, side: &str) -> SideInputs {
        let texts = self.of_side(side);
        let head = || texts.iter();
        let bytes = |text: &String| Ok(text.clone().into_bytes());
        let name = |path: &str| path.rsplit('/').next().unwrap_or(path).to_owned();
        SideInputs {
            workflows: head()
                .filter(|(path, _)| path.starts_with(".github/workflows/"))
                .map(|(path, text)| (Arc::from(path.as_str()), bytes(text)))
                .collect(),
            settings: head()
                .filter(|(path, _)| PYTEST_FILES.contains(&name(path).as_str()))
                .map(|(path, text)| (path.clone(), bytes(text)))
                .collect(),
            documents: {
                let files: Vec<String> = head().map(|(path, _)| path.clone()).collect();
                let wanted =
                    documents::wanted(policy, &files, |path| files.iter().any(|f| f == path));
                wanted.into_iter().map(|path| (path.clone(), bytes(&texts[&path]))).collect()
            },
            watched: self.watched(side),
            store: Some(Arc::new(WorkflowStore::new(ToolCatalog::of_policy(policy)))),
            called: head().map(|(path, text)| (path.clone(), bytes(text))).collect(),
            needs: self
                .files
                .get("needs.json")
                .map(|text| (Arc::from("needs.json"), Ok(text.clone()))),
            suites: policy
                .tests
                .iter()
                .map(|suite| {
                    let (paths, unmatched) = self.matching(&suite.reports);
                    let read = |path: String| {
                        let parsed = junit::read(self.files[&path].as_bytes());
                        (path, parsed)
                    };
                    SuiteFact::new(paths.into_iter().map(read).collect(), unmatched)
                })
                .collect(),
            coverage: policy
                .coverage
                .iter()
                .map(|entry| {
                    let (paths, unmatched) = self.matching(&entry.reports);
                    let read = |path: String| {
                        let parsed = cobertura::read(self.files[&path].as_bytes());
                        (path, parsed)
                    };
                    let files: Vec<String> = head().map(|(path, _)| path.clone()).collect();
                    let asked = CoverageQuery { floors: &entry.paths, files: &files };
                    CoverageFact::new(paths.into_iter().map(read).collect(), unmatched, asked)
                })
                .collect(),
            run_jobs: self.run_jobs(),
            files: Ok(head().map(|(path, _)| path.clone()).collect()),
            artifacts: self.artifacts(),
            place: self.place(),
        }
    }

    /// Returns the workflows of the base, if there is a base.
    fn base_workflows(&self) -> Option<BaseWorkflows> {
        let base = self.files.iter().filter_map(|(path, text)| {
            let path = path.strip_prefix("base:")?;
            Some((path.to_owned(), Ok(Some(text.clone().into_bytes()))))
        });
        let base: BaseWorkflows = base.collect();
        (!base.is_empty()).then_some(base)
    }

    /// Compares frozen files as the program compares two commits.
    fn frozen(&self, policy: &Policy) -> FrozenFiles {
        let is_frozen = |path: &str| {
            policy.files.iter().any(|entry| entry.frozen.is_some() && entry.path.matches(path))
        };
        if policy.files.iter().all(|entry| entry.frozen.is_none()) {
            return FrozenFiles::NotAsked;
        }
        let base: BTreeMap<&str, &String> = self
            .files
            .iter()
            .filter_map(|(path, text)| Some((path.strip_prefix("base:")?, text)))
            .collect();
        if base.is_empty() {
            return FrozenFiles::NoBase;
        }
        // A mark is no part of the file.
        let plain = |text: &str| text.split(" # ").next().unwrap_or_default().trim().to_owned();
        let mut paths: Vec<&str> = self.files.keys().map(String::as_str).collect();
        paths.extend(base.keys());
        paths.retain(|path| !path.starts_with("base:") && is_frozen(path));
        paths.sort_unstable();
        paths.dedup();
        let fate = |path: &str| match (base.get(path), self.files.get(path)) {
            (None, _) => FileChange::Added,
            (_, None) => FileChange::Removed,
            (Some(old), Some(new)) if plain(old) == plain(new) => FileChange::Same,
            _ => FileChange::Content,
        };
        let files = paths.into_iter();
        FrozenFiles::Compared(
            files.map(|path| FrozenFile { path: path.to_owned(), fate: fate(path) }).collect(),
        )
    }

    /// Returns the list of the API in `artifacts.json`.
    fn artifacts(&self) -> Option<Result<Vec<run_artifacts::RunArtifact>, String>> {
        let text = self.files.get("artifacts.json")?;
        let answer: serde_json::Value = serde_json::from_str(text).expect("artifacts.json is JSON");
        let entries = answer["artifacts"].as_array().expect("artifacts.json has `artifacts`");
        Some(run_artifacts::read(entries))
    }

    fn matching(&self, globs: &[(Pattern, Option<Span>)]) -> (Vec<String>, Vec<usize>) {
        let mut paths = Vec::new();
        let mut unmatched = Vec::new();
        for (index, (glob, _)) in globs.iter().enumerate() {
            let before = paths.len();
            paths.extend(self.files.keys().filter(|path| glob.matches(path)).cloned());
            if paths.len() == before {
                unmatched.push(index);
            }
        }
        paths.sort();
        paths.dedup();
        (paths, unmatched)
    }

    /// Returns the list of the API in `jobs.json`; `own` in it is the id of the gate's entry,
    /// `attempt` the judged attempt, and `earlier` the lists of the attempts before, by number: a
    /// text is a fault.
    fn run_jobs(&self) -> Option<RunJobsFact> {
        let text = self.files.get("jobs.json")?;
        let answer: serde_json::Value = serde_json::from_str(text).expect("jobs.json is JSON");
        let entries = answer["jobs"].as_array().expect("jobs.json has `jobs`");
        Some(RunJobsFact {
            workflow: answer["workflow"].as_str().map(str::to_owned),
            gate: answer["gate"].as_str().map(str::to_owned),
            own: answer["own"].as_u64(),
            is_own_run: answer["apart"] != true,
            attempt: answer["attempt"].as_u64().unwrap_or(1),
            jobs: run_jobs::read(entries),
            earlier: (1..)
                .map_while(|number| {
                    let listed = answer["earlier"].get(number.to_string())?;
                    let refused = || Err(listed.as_str().unwrap_or_default().to_owned());
                    Some((
                        number,
                        listed.as_array().map_or_else(refused, |all| run_jobs::read(all)),
                    ))
                })
                .collect(),
        })
    }

    fn place(&self) -> RunContext {
        let text = self.files.get("environment").map(String::as_str).unwrap_or_default();
        let get = |name: &str| {
            let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
            line.map(str::to_owned).filter(|value| !value.is_empty())
        };
        RunContext {
            on_github: get("GITHUB_ACTIONS").as_deref() == Some("true"),
            event: get("GITHUB_EVENT_NAME"),
            repository: get("GITHUB_REPOSITORY"),
            base_branch: get("GITHUB_BASE_REF"),
            base_problem: None,
            floor_problem: None,
            tree_problem: None,
            standing: None,
            job_status: get("JOB_STATUS").and_then(|word| run_jobs::status(&word)),
        }
    }

    /// Judges by these rules, on 20 November 2026.
    pub(crate) fn judge(&self, rules: &[&'static Rule]) -> VerdictReport {
        self.judge_on(rules, date(2026, 11, 20))
    }

    /// Judges by these rules on a day.
    pub(crate) fn judge_on(&self, rules: &[&'static Rule], today: Date) -> VerdictReport {
        let policy = self.policy();
        let facts = self.facts(&policy);
        let change = self.change(&policy, &facts);
        let case = Case { facts: &facts, change: &change, policy: &policy };
        truegreen::verdict::weigh::judge(rules, case, Severity::Fail, today)
    }

    /// Judges by all rules.
    pub(crate) fn judge_all(&self) -> VerdictReport {
        self.judge(RULES)
    }
}

/// Judges facts by these rules, without a base.
pub(crate) fn judge_alone(
    rules: &[&'static Rule],
    facts: &Facts,
    policy: &Policy,
    fail_on: Severity,
    today: Date,
) -> VerdictReport {
    let case = Case { facts, change: &Change::default(), policy };
    truegreen::verdict::weigh::judge(rules, case, fail_on, today)
}

/// Runs one rule on facts, by the default policy.
pub(crate) fn run_alone(rule: &str, facts: &Facts) -> truegreen::finding::RuleOutcome {
    let (change, policy) = (Change::default(), Policy::default());
    let case = Case { facts, change: &change, policy: &policy };
    truegreen::rules::run_rule(truegreen::rules::find(rule).unwrap(), case)
}

/// Returns the texts of the merge that an example gives: `title` with `text` of a pull request, or the message of a
/// `group`.
fn merge_message(given: &Value) -> Option<MergeMessage> {
    let text = |name: &str| given[name].as_str();
    if let Some(group) = text("group") {
        return Some(MergeMessage::of(&[(MergeText::Group, group)]));
    }
    let description = (MergeText::Description, text("text").unwrap_or_default());
    text("title").map(|title| MergeMessage::of(&[(MergeText::Title, title), description]))
}
