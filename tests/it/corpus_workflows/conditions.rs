//! The conditions of real workflows, as GitHub's parser reads them and its engine evaluates them: those of jobs and steps
//! in each of [`contexts`], and what the scenarios say of a job against real runs of it.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use serde_json::{Map, Value, json};
use truegreen::facts::path::home::RepositoryContext;
use truegreen::facts::path::reach::Reach;
use truegreen::facts::path::scenario::Scenario;
use truegreen::formats::expr::context::Contexts;
use truegreen::formats::expr::evaluate_condition;
use truegreen::formats::expr::value::ExprValue;
use truegreen::formats::problem::Parsed;
use truegreen::formats::workflow::model::{Job, Workflow};
use truegreen::formats::workflow::read_workflow;

use super::{bytes_of, corpus};
use crate::outside::{each, oracle};

const FILES: usize = 300;

/// What differs: a part of how it does and of the condition, and why.
const DIFFERENCES: &[(&str, &str, &str)] = &[
    ("we cannot tell", "hashFiles(", "which files there are is not looked at"),
    ("we cannot tell", "success('a')", "no documentation says what a named job changes: unknown"),
    ("'success'", "success('a')", "a job's condition may name a job; places are not told apart"),
    ("Unrecognized named-value", "success", "names in expressions are not looked at"),
];

/// Conditions that real workflows seldom have.
const WRITTEN: &[&str] = &[
    "",
    "''",
    "${{ '' }}",
    "${{ 'false' }}",
    "${{'true'}}",
    "${{ 'always()' }}",
    "${{ 'a b' }}",
    "${{ 'github.event_name == ''push''' }}",
    "${{ '''false''' }}",
    "${{ 'a' == 'b' }}",
    "success",
    "always( )",
    "ALWAYS()",
    "!success()",
    "!cancelled() && failure()",
    "contains('success()', 'x')",
    "github.failure == null",
    "github['always()'] == null",
    "github[format('{0}', failure())] == null",
    "format('{0}', always()) == 'true'",
    "(github.ref == 'x' || cancelled())",
    "${{ false }} ",
    "${{ false }} || false",
    "x ${{ failure() }}",
    "!${{ github.ref }}",
    "github.event_name == 'push' && ${{ github.ref == 'x' }}",
    "${{ github.event_name }} == 'push'",
    "${{ github.event_name == 'push' }}",
    "needs.a.result == 'Success'",
    "needs.a.result != 'failure' && always()",
    "needs.*.result == 'success'",
    "contains(needs.*.result, 'failure') || failure()",
    "!contains(needs.*.result, 'SKIPPED')",
    "join(needs.*.result) == 'success'",
    "github.event.pull_request.number > 6",
    "github.event.pull_request.labels.*.name",
    "contains(github.event.pull_request.labels.*.name, 'run')",
    "contains(github.event.pull_request.labels[0].name, 'RUN')",
    "fromJSON('[1, true, null]')[1]",
    "toJSON(github.event.pull_request.labels) != '[]'",
    "github.event.missing.deep.more == ''",
    "github.event.pull_request == true",
    "github.event == github.event",
    "startsWith(github.ref, 'REFS/pull') && endsWith(github.ref, '/merge')",
    "0x10 == 16 && 1e1 == 10",
    "'1' == 1 && true == 1 && null == 0",
    "'a' < 'B' && NaN != NaN",
    "case(github.event_name == 'push', false, true)",
    "success('a')",
    "failure(",
    "failure() &&",
    "a = b",
    "\"x\" == 'x'",
    "${{ always()",
    "always() }}",
    "'it''s' == 'it''s'",
    "nosuch()",
    "contains('a')",
    "!!github.ref",
    "true && 'x' || github.nosuch",
    "github.ref == 'x' }} || ${{ always() }}",
];

/// One state of the jobs before and of the job itself.
struct State {
    need: &'static str,
    success: bool,
    failure: bool,
    cancelled: bool,
}

/// `success()` of a skipped need is false, and `failure()` too. A run that is cancelled is neither.
const STATES: [State; 5] = [
    State { need: "success", success: true, failure: false, cancelled: false },
    State { need: "failure", success: false, failure: true, cancelled: false },
    State { need: "cancelled", success: false, failure: false, cancelled: false },
    State { need: "skipped", success: false, failure: false, cancelled: false },
    State { need: "cancelled", success: false, failure: false, cancelled: true },
];

/// A real run of a scenario.
struct Run {
    scenario: Scenario,
    event: &'static str,
    roots: Value,
}

fn runs() -> Vec<Run> {
    let run = |scenario, event, github: Value| {
        let mut own = json!({
            "event_name": event, "repository": "octo/app", "repository_owner": "octo", "actor": "mona",
            "triggering_actor": "mona", "server_url": "https://github.com", "job": "x", "run_attempt": "1",
            "workflow": "CI", "sha": "c0ffee", "head_ref": "", "base_ref": "", "ref_type": "branch",
        });
        let all = github.as_object().unwrap().clone();
        own.as_object_mut().unwrap().extend(all);
        // What a run has besides is empty.
        let empty =
            ["inputs", "vars", "env", "steps", "matrix", "strategy", "job", "runner", "secrets"];
        let mut roots: Map<String, Value> =
            empty.iter().map(|name| ((*name).to_owned(), json!({}))).collect();
        roots.insert("github".to_owned(), own);
        Run { scenario, event, roots: Value::Object(roots) }
    };
    let repository = |owner: &str, fork: bool| {
        let login = json!({ "login": owner, "type": "User" });
        json!({ "full_name": format!("{owner}/app"), "name": "app", "fork": fork, "owner": login,
            "default_branch": "main", "private": false, "id": if fork { 2 } else { 1 } })
    };
    let pull = |scenario, action: &str, owner: &str| {
        let from = repository(owner, owner != "octo");
        let label = |head: &str| format!("{owner}:{head}");
        let user = json!({ "login": "mona", "type": "User" });
        let request = json!({
            "number": 7, "draft": false, "merged": false, "state": "open", "title": "feat: more",
            "labels": [{ "name": "run" }], "user": user, "body": null,
            "head": { "ref": "topic", "sha": "c0ffee", "label": label("topic"), "repo": from },
            "base": { "ref": "main", "sha": "beef", "label": "octo:main", "repo": repository("octo", false) },
        });
        let event = json!({ "action": action, "number": 7, "pull_request": request, "sender": user,
            "repository": repository("octo", false) });
        run(
            scenario,
            "pull_request",
            json!({ "ref": "refs/pull/7/merge", "ref_name": "7/merge",
            "head_ref": "topic", "base_ref": "main", "event": event }),
        )
    };
    let sender = json!({ "login": "mona", "type": "User" });
    let push = json!({ "ref": "refs/heads/main", "deleted": false, "created": false, "forced": false,
        "sender": sender, "repository": repository("octo", false), "before": "beef", "after": "c0ffee",
        "head_commit": { "message": "feat: more", "author": { "name": "Mona" } },
        "commits": [{ "message": "feat: more" }] });
    let queue = "gh-readonly-queue/main/pr-7-beef";
    let group = json!({ "action": "checks_requested", "sender": sender,
        "repository": repository("octo", false),
        "merge_group": { "base_ref": "refs/heads/main", "head_ref": format!("refs/heads/{queue}"),
            "head_sha": "c0ffee", "base_sha": "beef" } });
    vec![
        pull(Scenario::SameRepository, "opened", "octo"),
        pull(Scenario::SameRepository, "synchronize", "octo"),
        pull(Scenario::Fork, "opened", "mona"),
        pull(Scenario::Fork, "synchronize", "mona"),
        run(
            Scenario::Push,
            "push",
            json!({ "ref": "refs/heads/main", "ref_name": "main", "event": push }),
        ),
        run(
            Scenario::MergeGroup,
            "merge_group",
            json!({ "ref": format!("refs/heads/{queue}"),
            "ref_name": queue, "event": group }),
        ),
    ]
}

/// The runs in which each condition is evaluated, one for each event: the first of its scenario.
fn contexts(runs: &[Run]) -> Vec<(&Run, &State)> {
    let mut firsts: Vec<&Run> = Vec::new();
    for run in runs {
        if firsts.iter().all(|first| first.scenario != run.scenario) {
            firsts.push(run);
        }
    }
    firsts.into_iter().flat_map(|run| STATES.iter().map(move |state| (run, state))).collect()
}

fn value(json: &Value) -> ExprValue {
    match json {
        Value::Null => ExprValue::Null,
        Value::Bool(value) => ExprValue::Bool(*value),
        Value::Number(number) => ExprValue::Number(number.as_f64().unwrap()),
        Value::String(text) => ExprValue::String(text.clone()),
        Value::Array(items) => ExprValue::Array(items.iter().map(value).collect()),
        Value::Object(fields) => ExprValue::Ordered(
            fields.iter().map(|(key, field)| (key.clone(), value(field))).collect(),
        ),
    }
}

/// What the parser and the engine say of one file.
struct Official {
    places: Vec<Value>,
    runs: BTreeMap<String, String>,
}

fn official(files: &[(String, String)], runs: &[Run]) -> Vec<Official> {
    let contexts: Vec<Value> = contexts(runs)
        .iter()
        .map(|(run, state)| {
            json!({ "roots": run.roots, "need": state.need, "success": state.success,
                "failure": state.failure, "cancelled": state.cancelled })
        })
        .collect();
    let list: Vec<Value> =
        files.iter().map(|(name, content)| json!({ "name": name, "content": content })).collect();
    let roots: Vec<&Value> = runs.iter().map(|run| &run.roots).collect();
    let question = json!({ "files": list, "contexts": contexts, "runs": roots }).to_string();
    let mut node = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/oracle/conditions.mjs"))
        .arg(oracle())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = node.stdin.take().unwrap();
    let feed = std::thread::spawn(move || stdin.write_all(question.as_bytes()).unwrap());
    let output = node.wait_with_output().unwrap();
    feed.join().unwrap();
    assert!(output.status.success(), "the oracle did not run");
    let lines = String::from_utf8(output.stdout).unwrap();
    let read = |line: &str| {
        let line: Value = serde_json::from_str(line).unwrap();
        let runs = line["runs"].as_object().unwrap().iter();
        let text = |value: &Value| value.as_str().unwrap().to_owned();
        Official {
            places: line["places"].as_array().unwrap().clone(),
            runs: runs.map(|(job, text_of)| (job.clone(), text(text_of))).collect(),
        }
    };
    let answers: Vec<_> = lines.lines().map(read).collect();
    assert_eq!(answers.len(), files.len());
    answers
}

/// Returns what we say of a condition in each context: t, f, u for unknown, or e for an error.
fn truths(condition: &str, job: &Job, known: &[(Contexts, &State)]) -> String {
    let letter = |(contexts, state): &(Contexts, &State)| {
        let mut contexts = contexts.clone();
        let needs = job.needs.iter().map(|need| {
            let result = json!({ "result": state.need, "outputs": {} });
            (need.value.clone(), value(&result))
        });
        contexts.roots.insert("needs".to_owned(), ExprValue::Ordered(needs.collect()));
        match evaluate_condition(condition, &contexts).map(|outcome| outcome.truth()) {
            Ok(Some(true)) => 't',
            Ok(Some(false)) => 'f',
            Ok(None) => 'u',
            Err(_) => 'e',
        }
    };
    known.iter().map(letter).collect()
}

#[derive(Default)]
struct Tally {
    conditions: usize,
    refused: usize,
    values: usize,
    open: usize,
    explained: BTreeMap<usize, usize>,
    /// What we say of a condition, by it and the needs of its job.
    said: BTreeMap<(String, Vec<String>), String>,
    skipped: usize,
    running: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn differ(&mut self, name: &str, condition: &str, how: &str) {
        let is_known =
            |(part, text, _): &(&str, &str, &str)| how.contains(part) && condition.contains(text);
        match DIFFERENCES.iter().position(is_known) {
            Some(index) => *self.explained.entry(index).or_default() += 1,
            None => self.wrong.push(format!("{name}: `{condition}`: {how}")),
        }
    }

    /// Compares every condition of a workflow.
    fn conditions(
        &mut self,
        name: &str,
        ours: &Parsed<Workflow>,
        theirs: &Official,
        known: &[(Contexts, &State)],
    ) {
        let Some(workflow) = &ours.value else {
            self.wrong.push(format!("{name}: {:?}", ours.problems));
            return;
        };
        let mut places = theirs.places.iter();
        let is_read = ours.problems.is_empty();
        for job in &workflow.jobs {
            let steps = job.steps.iter().map(|step| (json!(step.index), step.condition()));
            for (step, condition) in std::iter::once((Value::Null, job.condition())).chain(steps) {
                let place = places.next().unwrap();
                assert_eq!(
                    (&place["job"], &place["step"]),
                    (&json!(job.id.value), &step),
                    "{name}"
                );
                self.conditions += 1;
                let needs = job.needs.iter().map(|need| need.value.clone()).collect();
                let said = self.said.entry((condition.to_owned(), needs));
                let own = said.or_insert_with(|| truths(condition, job, known)).clone();
                if let Some(error) = place["error"].as_str() {
                    self.refused += 1;
                    let is_refused = !is_read || own.chars().all(|letter| letter == 'e');
                    if !is_refused {
                        self.differ(name, condition, &format!("we read it, they say {error}"));
                    }
                    continue;
                }
                let official = place["truths"].as_str().unwrap();
                assert_eq!(own.len(), official.len(), "{name}");
                self.values += own.len();
                self.open += own.chars().filter(|letter| *letter == 'u').count();
                let differs = |(own, official): &(char, char)| own != official;
                let differing: Vec<_> = own.chars().zip(official.chars()).filter(differs).collect();
                if !differing.is_empty() {
                    let is_open = differing.iter().all(|(own, _)| *own == 'u');
                    let we =
                        if is_open { "we cannot tell".to_owned() } else { format!("we say {own}") };
                    let how = format!("{we}, they say {official} of {}", place["condition"]);
                    self.differ(name, condition, &how);
                }
            }
        }
        assert!(places.next().is_none(), "{name}: they have more places");
    }

    /// Compares what the scenarios say of each job with the real runs.
    fn reach(&mut self, name: &str, ours: &Workflow, theirs: &Official, runs: &[Run]) {
        let home = RepositoryContext {
            repository: Some("octo/app".to_owned()),
            branch: Some("main".to_owned()),
        };
        let reach = Reach::new(ours, &home);
        let on = |event: &str| ours.on.iter().find(|on| on.event.value == event);
        let has_two = on("pull_request").is_some() && on("pull_request_target").is_some();
        let starts = |run: &Run| {
            let types = on(run.event)?.filters.iter().find(|(key, _)| key.value == "types");
            let action = run.roots["github"]["event"]["action"].as_str();
            let is_listed = types.is_none_or(|(_, types)| {
                types.iter().any(|listed| Some(listed.value.as_str()) == action)
            });
            (is_listed && reach.starts(run.scenario)).then_some(())
        };
        for job in &ours.jobs {
            let did = &theirs.runs[&job.id.value];
            let real: Vec<(&Run, char)> =
                runs.iter().zip(did.chars()).filter(|(run, _)| starts(run).is_some()).collect();
            let skips = reach.skips(job);
            for scenario in
                [Scenario::SameRepository, Scenario::Fork, Scenario::Push, Scenario::MergeGroup]
            {
                let mut of = real.iter().filter(|(run, _)| run.scenario == scenario).peekable();
                let is_pull = matches!(scenario, Scenario::SameRepository | Scenario::Fork);
                if of.peek().is_none() || is_pull && has_two {
                    continue;
                }
                if skips.iter().any(|skip| skip.scenario == scenario) {
                    self.skipped += 1;
                    if of.all(|(_, did)| *did == 'r') {
                        self.wrong.push(format!("{name}: `{}` runs in {scenario:?}", job.id.value));
                    }
                }
            }
            if reach.surely_runs(job) {
                let waits =
                    |run: &Run| run.scenario != Scenario::Push || !reach.judges_pull_requests();
                self.running += 1;
                for (run, _) in real.iter().filter(|(run, did)| waits(run) && *did == 's') {
                    self.wrong.push(format!(
                        "{name}: `{}` is skipped in {:?}",
                        job.id.value, run.scenario
                    ));
                }
            }
        }
    }
}

/// Every n-th workflow with an `if:`, in the order of their names, so that there are 300; and one for each written condition.
fn files() -> Vec<(String, String)> {
    let mut real: Vec<(String, String)> = Vec::new();
    for file in corpus(&["workflow"]) {
        let Ok(content) = String::from_utf8(bytes_of(&file)) else { continue };
        if content.lines().any(|line| line.trim_start_matches([' ', '-']).starts_with("if:")) {
            real.push((file.display().to_string(), content));
        }
    }
    real.sort();
    let count = real.len();
    assert!(count >= FILES, "{count}");
    let mut taken: Vec<_> = match each(2) {
        1 => real,
        _ => (0..FILES).map(|index| real[index * count / FILES].clone()).collect(),
    };
    let text = |condition: &str| {
        let text = Value::String(condition.to_owned());
        format!(
            "on: [push, pull_request, merge_group]\njobs:\n  a:\n    runs-on: x\n    steps: [{{run: x}}]\n  \
             b:\n    needs: a\n    if: {text}\n    runs-on: x\n    steps:\n      - run: x\n        if: {text}\n"
        )
    };
    taken.extend(WRITTEN.iter().map(|condition| (format!("written {condition}"), text(condition))));
    taken
}

#[test]
#[ignore = "needs the corpus and the official parser"]
fn the_official_parser_gives_the_same_conditions() {
    let (files, runs) = (files(), runs());
    let known: Vec<(Contexts, &State)> = contexts(&runs)
        .into_iter()
        .map(|(run, state)| {
            let roots = run.roots.as_object().unwrap().iter();
            let contexts = Contexts {
                roots: roots.map(|(name, root)| (name.clone(), value(root))).collect(),
                success: Some(state.success),
                failure: Some(state.failure),
                cancelled: Some(state.cancelled),
            };
            (contexts, state)
        })
        .collect();
    let mut tally = Tally::default();
    for ((name, content), theirs) in files.iter().zip(official(&files, &runs)) {
        let ours = read_workflow(&name.as_str().into(), content.as_bytes());
        tally.conditions(name, &ours, &theirs, &known);
        if let Some(workflow) = ours.value.filter(|_| ours.problems.is_empty()) {
            tally.reach(name, &workflow, &theirs, &runs);
        }
    }
    loud!(
        "{} conditions of {} files: {} refused by both, {} values, {} of them open, differences {:?}; {} skips and {} jobs that \
         surely run, held against real runs",
        tally.conditions,
        files.len(),
        tally.refused,
        tally.values,
        tally.open,
        tally.explained,
        tally.skipped,
        tally.running
    );
    assert!(tally.wrong.is_empty(), "{} differ:\n{}", tally.wrong.len(), tally.wrong.join("\n"));
    assert_eq!(tally.explained.len(), DIFFERENCES.len(), "a listed difference is none any more");
}
