//! The same of mutants: by the operators of `prove`, and by edits of lines that no operator makes.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::date;
use truegreen::app;
use truegreen::app::request::{CheckOptions, CheckRequest};
use truegreen::facts::commit::Facts;
use truegreen::facts::understand::SideInputs;
use truegreen::finding::Severity;
use truegreen::policy::Policy;
use truegreen::prove::inputs::ProofInputs;
use truegreen::prove::{self, all_operators};
use truegreen::rules::RULES;

use super::{Before, requiring_all, untold};
use crate::documents::examples;
use crate::outside::each;

/// Conditions that may skip.
const CONDITIONS: [&str; 18] = [
    "${{ 'false' }}",
    "github.event_name == 'push'",
    "github.event_name != 'pull_request' || github.run_attempt > 1",
    "github.event.pull_request.head.repo.full_name == github.repository",
    "${{ !github.event.pull_request.draft }}",
    "vars.RUN == '1'",
    "secrets.RUN != ''",
    "env.RUN == '1'",
    "hashFiles('nosuch') != ''",
    "failure()",
    "cancelled() || failure()",
    "steps.nosuch.outputs.run == 'true'",
    "steps.nosuch.outcome == 'failure'",
    "matrix.nosuch == 'x'",
    "inputs.run",
    "startsWith(github.head_ref, 'release/')",
    "contains(github.event.pull_request.labels.*.name, 'test')",
    "github.actor != 'dependabot[bot]'",
];

/// Other keys that a job or step may get.
const KEYS: [&str; 6] = [
    "continue-on-error: true",
    "continue-on-error: ${{ github.event_name == 'pull_request' }}",
    "continue-on-error: ${{ vars.SOFT == '1' }}",
    "shell: bash {0}",
    "shell: pwsh",
    "timeout-minutes: 1",
];

/// What becomes of a command, in the place of `CMD`.
const SCRIPTS: [&str; 20] = [
    "CMD || true",
    "CMD || echo failed",
    "CMD; true",
    "CMD | tee out.txt",
    "CMD &",
    "! CMD",
    "if CMD; then echo ok; fi",
    "echo \"$(CMD)\"",
    "out=$(CMD) || out=none",
    "set +e\nCMD\necho done",
    "trap 'exit 0' EXIT\nCMD",
    "CMD || exit ${CODE:-0}",
    "test -n \"$RUN\" && CMD || :",
    "[ -z \"$RUN\" ] || CMD",
    "if [ \"$RUN\" = 1 ]; then CMD; fi",
    "exit 0\nCMD",
    "CMD && true || false || true",
    "run() { CMD; }\nrun || run || echo flaky",
    "CMD\nstatus=$?\nexit $status",
    "for try in 1 2 3; do CMD && break; done",
];

/// A text with one of its lines edited.
struct Edited {
    what: String,
    text: String,
}

/// Returns the text with each of the edits above at each line where one may stand.
fn edited(text: &str) -> Vec<Edited> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let mut replace = |what: String, with: Vec<String>| {
            let head = lines[..index].iter().map(|line| (*line).to_owned());
            let tail = lines[index + 1..].iter().map(|line| (*line).to_owned());
            let all: Vec<String> = head.chain(with).chain(tail).collect();
            found.push(Edited {
                what: format!("line {}: {what}", index + 1),
                text: all.join("\n") + "\n",
            });
        };
        let is_step = ["- run: ", "- uses: ", "- name: "]
            .iter()
            .any(|key| line.trim_start().starts_with(key));
        let own = if line.trim_start().starts_with("runs-on:") {
            " ".repeat(indent)
        } else if is_step {
            // A block goes on below its first line, so that the key stands before it.
            " ".repeat(indent + 2)
        } else {
            continue;
        };
        let rest = line.trim_start().strip_prefix("- ").unwrap_or(line.trim_start());
        let dash = if is_step { format!("{}- ", " ".repeat(indent)) } else { own.clone() };
        let keys = CONDITIONS.iter().map(|condition| format!("if: {condition}"));
        for key in keys.chain(KEYS.iter().map(|key| (*key).to_owned())) {
            replace(key.clone(), vec![format!("{dash}{key}"), format!("{own}{rest}")]);
        }
        let plain = |command: &&str| !command.starts_with(['|', '>', '"', '\'', '&', '*']);
        if let Some(command) = rest.strip_prefix("run: ").filter(plain) {
            let command = command.split(" # ").next().unwrap_or_default();
            for script in SCRIPTS {
                let script = script.replace("CMD", command);
                let inner = script.lines().map(|line| format!("{own}  {line}"));
                let with = std::iter::once(format!("{dash}run: |")).chain(inner).collect();
                replace(script.replace('\n', "; "), with);
            }
        }
    }
    found
}

#[derive(Default)]
struct Tally {
    mutants: usize,
    judged: usize,
    wrong: Vec<String>,
}

impl Tally {
    /// Judges every `step`-th mutant of a repository.
    fn judge(&mut self, name: &str, scene: &ProofInputs, step: usize) {
        let policy = &scene.policy;
        let facts = Facts::new(scene.material.clone());
        let before = Before::of(&facts, policy, &judge(&facts, policy));
        self.edit_lines(name, scene, step, &before);
        let mut taken = all_operators();
        // A part of the operators for each repository, so that none is made for nothing.
        let turn = self.mutants;
        if step > 1 {
            let mut index = turn;
            taken.retain(|_| {
                index += 1;
                index.is_multiple_of(step)
            });
        }
        prove::visit(scene, &taken, &mut |_, version| {
            self.mutants += 1;
            let what = format!("{} {}", version.operator.id, version.mutant.what);
            self.hold(name, &what, &version.head, policy, &before);
        });
    }

    fn edit_lines(&mut self, name: &str, scene: &ProofInputs, step: usize, before: &Before) {
        for (index, (path, bytes)) in scene.material.workflows.iter().enumerate() {
            let Ok(text) = std::str::from_utf8(bytes.as_deref().unwrap_or_default()) else {
                continue;
            };
            for edit in edited(text) {
                self.mutants += 1;
                if !self.mutants.is_multiple_of(step) {
                    continue;
                }
                let mut material = scene.material.clone();
                material.workflows[index] = (Arc::clone(path), Ok(edit.text.into_bytes()));
                let what = format!("{path} {}", edit.what);
                self.hold(name, &what, &Facts::new(material), &scene.policy, before);
            }
        }
    }

    fn hold(&mut self, name: &str, what: &str, facts: &Facts, policy: &Policy, before: &Before) {
        self.judged += 1;
        let untold = untold(facts, policy, &judge(facts, policy), before);
        self.wrong.extend(untold.iter().map(|line| format!("{name}: {what}: {line}")));
    }

    fn end(self, least: usize) {
        loud!("{} mutants, {} of them judged", self.mutants, self.judged);
        assert!(self.wrong.is_empty(), "{} paths:\n{}", self.wrong.len(), self.wrong.join("\n"));
        assert!(self.judged >= least, "{}", self.judged);
    }
}

fn judge(facts: &Facts, policy: &Policy) -> truegreen::verdict::report::VerdictReport {
    crate::workspace::judge_alone(RULES, facts, policy, Severity::Fail, date(2026, 11, 20))
}

#[test]
fn what_the_trace_doubts_in_a_mutant_of_our_repositories_is_a_finding() {
    let mut tally = Tally::default();
    for name in ["broken", "called", "healthy", "misleading", "proved", "traced"] {
        let asked = CheckOptions {
            policy: None,
            junit: Vec::new(),
            coverage: Vec::new(),
            coverage_min: None,
            needs: None,
            required_jobs: Vec::new(),
            fail_on: Severity::Fail,
        };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("testdata/repos").join(name);
        let scene = app::proof_inputs(&CheckRequest { root, base: None, asked }).unwrap();
        tally.judge(name, &scene, each(8));
    }
    tally.end(200);
}

#[test]
#[ignore = "takes long"]
fn what_the_trace_doubts_in_a_mutant_of_an_example_is_a_finding() {
    let mut tally = Tally::default();
    for rule in RULES {
        for example in examples(rule.docs) {
            let policy = example.workspace.policy();
            if policy.requires_any() {
                let name = format!("{}, {}", rule.id, example.title);
                tally.judge(&name, &example.workspace.scene(&policy), each(100));
            }
        }
    }
    tally.end(200);
}

#[test]
#[ignore = "needs the corpus"]
fn what_the_trace_doubts_in_a_mutant_of_a_real_workflow_is_a_finding() {
    let mut tally = Tally::default();
    for path in crate::corpus_judged::workflows().iter().step_by(each(40)) {
        let bytes = std::fs::read(path).unwrap();
        let workflows = vec![(Arc::from(".github/workflows/ci.yml"), Ok(bytes))];
        let material = SideInputs { workflows, ..SideInputs::default() };
        let policy = requiring_all(&Facts::new(material.clone()));
        let scene = ProofInputs {
            material,
            base_workflows: None,
            suites: Vec::new(),
            coverage: Vec::new(),
            policy,
            policy_text: None,
            fail_on: Severity::Fail,
            today: date(2026, 11, 20),
        };
        tally.judge(&path.display().to_string(), &scene, each(40));
    }
    tally.end(200);
}
