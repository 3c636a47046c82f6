//! What users paste: both forms of the action, the image, the examples, the tables of the README.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde_yaml::Value;
use truegreen::finding::Severity;
use truegreen::rules::RULES;
use truegreen::verdict::report::FindingState;

use crate::workspace::Workspace;

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap()
}

/// Returns names with description and default, in the order of the file.
fn entries(action: &Value, kind: &str) -> Vec<(String, String, String)> {
    let map = action[kind].as_mapping().unwrap();
    let part =
        |value: &Value, name: &str| value[name].as_str().unwrap_or_default().trim().to_owned();
    map.iter()
        .map(|(name, value)| {
            (name.as_str().unwrap().to_owned(), part(value, "description"), part(value, "default"))
        })
        .collect()
}

#[test]
fn both_forms_of_the_action_have_the_same_inputs_and_outputs() {
    let (docker, composite) = (yaml("action.yml"), yaml("composite/action.yml"));
    for kind in ["inputs", "outputs"] {
        let own = entries(&docker, kind);
        assert!(own.len() >= 5, "{own:?}");
        assert_eq!(own, entries(&composite, kind));
        for (name, description, _) in &own {
            assert!(description.len() > 15, "`{name}` is not described");
        }
    }
    // Each input of the composite form is passed through the environment, and none is in a script.
    let step = &composite["runs"]["steps"][0];
    for (name, ..) in entries(&docker, "inputs") {
        let variable = format!("INPUT_{}", name.to_uppercase().replace('-', "_"));
        let given = step["env"][variable.as_str()].as_str().unwrap_or_default();
        assert_eq!(given, format!("${{{{ inputs.{name} }}}}"), "{variable}");
    }
    assert!(!step["run"].as_str().unwrap().contains("${{"));
    for (name, ..) in entries(&docker, "outputs") {
        let value = composite["outputs"][name.as_str()]["value"].as_str().unwrap();
        assert_eq!(value, format!("${{{{ steps.truegreen.outputs.{name} }}}}"));
    }
}

#[test]
fn the_program_reads_just_the_inputs_that_are_declared_and_writes_the_outputs() {
    let action = yaml("action.yml");
    let declared: BTreeSet<String> =
        entries(&action, "inputs").into_iter().map(|(name, ..)| name).collect();
    let source = text("src/cli/action.rs");
    let code = source.split("#[cfg(test)]").next().unwrap();
    let read =
        regex::Regex::new(r#"(?:self|inputs)\s*\.(?:text|list|choice)\(\s*"([a-z-]+)""#).unwrap();
    let read: BTreeSet<String> =
        read.captures_iter(code).map(|found| found[1].to_owned()).collect();
    assert_eq!(read, declared);
    let outputs: BTreeSet<String> =
        entries(&action, "outputs").into_iter().map(|(name, ..)| name).collect();
    let written = regex::Regex::new(r#"\("([a-z]+)", "#).unwrap();
    let source = text("src/publish/outputs.rs");
    let written: BTreeSet<String> =
        written.captures_iter(&source).map(|found| found[1].to_owned()).collect();
    assert_eq!(written, outputs);
    // The program has the defaults: a test in `src/cli/action.rs` reads empty inputs as every
    // default.
    let defaults: BTreeMap<String, String> =
        entries(&action, "inputs").into_iter().map(|(name, _, default)| (name, default)).collect();
    for (name, default) in [
        ("coverage-min", "40"),
        ("check-name", "truegreen"),
        ("comment", "auto"),
        ("check-run", "auto"),
        ("fail-on", "fail"),
        ("token", "${{ github.token }}"),
        ("job-id", "${{ job.check_run_id }}"),
        ("job-status", "${{ job.status }}"),
    ] {
        assert_eq!(defaults[name], default);
    }
}

#[test]
fn nobody_who_writes_a_workflow_can_change_what_the_image_starts() {
    let runs = &yaml("action.yml")["runs"];
    assert_eq!(runs["using"], "docker");
    assert_eq!(runs["entrypoint"], "/truegreen");
    assert_eq!(runs["args"], serde_yaml::from_str::<Value>("[action]").unwrap());
    let image = runs["image"].as_str().unwrap();
    assert!(image == "Dockerfile" || image.contains("@sha256:"), "{image}");
    let dockerfile = text("Dockerfile");
    let last: Vec<&str> = dockerfile.split("FROM ").last().unwrap().lines().collect();
    assert_eq!(
        last,
        ["scratch", "COPY --from=build /truegreen /truegreen", "ENTRYPOINT [\"/truegreen\"]"]
    );
}

/// Returns the findings in a repository of one workflow, without terms that only a run can meet.
fn judged(path: &str) -> Vec<String> {
    let name = path.rsplit('/').next().unwrap();
    let mut workspace = Workspace::default();
    workspace.files.insert(format!(".github/workflows/{name}"), text(path));
    let policy = workspace.policy();
    let facts = workspace.facts(&policy);
    let today = jiff::civil::date(2026, 11, 20);
    let report = crate::workspace::judge_alone(RULES, &facts, &policy, Severity::Note, today);
    let red = report.findings.iter().filter(|judged| judged.state != FindingState::Waived);
    red.map(|judged| format!("{path}: {}: {}", judged.rule.id, judged.finding.message)).collect()
}

fn below(folder: &str) -> Vec<String> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut paths: Vec<String> = std::fs::read_dir(full)
        .unwrap()
        .map(|entry| format!("{folder}/{}", entry.unwrap().file_name().to_str().unwrap()))
        .filter(|path| path.ends_with(".yml"))
        .collect();
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

#[test]
fn examples_and_our_own_workflows_hold_our_own_rules() {
    let pinned = regex::Regex::new(r"uses: [^#]+@[0-9a-f]{40} # v\d").unwrap();
    for path in [below("examples/workflows"), below(".github/workflows")].concat() {
        assert_eq!(judged(&path), Vec::<String>::new());
        let workflow = yaml(&path);
        assert_eq!(workflow["permissions"], Value::Mapping(Default::default()), "{path}");
        for (id, job) in workflow["jobs"].as_mapping().unwrap() {
            let id = id.as_str().unwrap();
            assert!(!job["timeout-minutes"].is_null(), "{path}: `{id}` has no time limit");
            assert!(!job["permissions"].is_null(), "{path}: `{id}` names no permissions");
        }
        for line in text(&path).lines().filter(|line| line.contains("uses: ")) {
            let is_own = line.contains("uses: ./") || line.contains("uses: truegreen/truegreen@");
            assert!(is_own || pinned.is_match(line), "{path}: {line}");
        }
    }
    for path in below("examples/workflows") {
        let lines = text(&path).lines().take_while(|line| line.starts_with('#')).count();
        assert!((3..=4).contains(&lines), "{path} does not say when to use it");
    }
}

#[test]
fn a_gate_waits_for_every_other_job_and_runs_always() {
    for path in [
        "examples/workflows/gate.yml",
        "examples/workflows/merge-queue.yml",
        ".github/workflows/ci.yml",
    ] {
        let workflow = yaml(path);
        let jobs = workflow["jobs"].as_mapping().unwrap();
        let gate = &workflow["jobs"]["gate"];
        let needs: Vec<&str> =
            gate["needs"].as_sequence().unwrap().iter().map(|id| id.as_str().unwrap()).collect();
        let others: Vec<&str> =
            jobs.keys().map(|id| id.as_str().unwrap()).filter(|id| *id != "gate").collect();
        assert_eq!(needs, others, "{path}");
        assert_eq!(gate["if"], "always()", "{path}");
    }
}

#[test]
fn the_job_that_the_readme_shows_is_one_that_github_runs() {
    let readme = text("README.md");
    let mut blocks = readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split("```").next());
    let block = blocks.find(|block| block.starts_with("  gate:\n")).unwrap();
    let others = "  lint: { runs-on: x, steps: [{ run: a }] }\n  unit: { runs-on: x, steps: [{ run: a }] }\n";
    let workflow = format!("on: pull_request\njobs:\n{others}{block}");
    let path = std::sync::Arc::from(".github/workflows/ci.yml");
    let parsed = truegreen::formats::workflow::read_workflow(&path, workflow.as_bytes());
    assert_eq!(parsed.problems, []);
    let gate = parsed.value.unwrap().jobs.into_iter().find(|job| job.id.value == "gate").unwrap();
    let declared = entries(&yaml("action.yml"), "inputs");
    for (name, _) in &gate.steps[0].with {
        assert!(declared.iter().any(|(known, ..)| *known == name.value), "{}", name.value);
    }
}

/// Returns a table of the README, made from action.yml.
fn table(kind: &str) -> String {
    let mut out = if kind == "inputs" {
        "| input | default | what |\n|---|---|---|\n".to_owned()
    } else {
        "| output | what |\n|---|---|\n".to_owned()
    };
    for (name, description, default) in entries(&yaml("action.yml"), kind) {
        let default = if default.is_empty() { String::new() } else { format!("`{default}`") };
        match kind {
            "inputs" => out.push_str(&format!("| `{name}` | {default} | {description} |\n")),
            _ => out.push_str(&format!("| `{name}` | {description} |\n")),
        }
    }
    out
}

#[test]
fn the_tables_of_the_readme_are_those_of_the_action() {
    let mut readme = text("README.md");
    for kind in ["inputs", "outputs"] {
        let (start, end) = (format!("<!-- {kind} -->\n"), format!("<!-- /{kind} -->"));
        let (before, rest) = readme.split_once(&start).unwrap();
        let (_, after) = rest.split_once(&end).unwrap();
        readme = format!("{before}{start}{}{end}{after}", table(kind));
    }
    if std::env::var_os("UPDATE").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
        std::fs::write(path, &readme).unwrap();
    }
    assert!(readme == text("README.md"), "`UPDATE=1 cargo test the_tables_of` writes them");
}

#[cfg(unix)]
#[test]
fn the_composite_form_believes_no_binary_without_a_checksum() {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("composite/run.sh");
    let output = std::process::Command::new("bash")
        .arg(script)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap())
        .env("RUNNER_OS", "Linux")
        .env("RUNNER_ARCH", "X64")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        said.starts_with("::error title=truegreen::") && said.contains("no checksum"),
        "{said}"
    );
}
