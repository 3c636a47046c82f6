//! truegreen as its own user: the workflows, the policy and the files around them that protect this
//! repository.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use regex::Regex;
use serde_json::Value as Json;
use serde_yaml::Value;

use crate::cli::truegreen;

/// The files of the repository that `check` needs, without those that a build or an editor left.
const NEEDED: [&str; 5] = [".config", ".github", "Cargo.toml", "deny.toml", "tests/container"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn toml(path: &str) -> toml_edit::Document<String> {
    toml_edit::Document::parse(text(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Returns the names in a folder, sorted.
fn names(folder: &str) -> BTreeSet<String> {
    let entries = std::fs::read_dir(root().join(folder)).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn strings(list: &Value) -> Vec<&str> {
    let items = list.as_sequence().into_iter().flatten();
    items.map(|item| item.as_str().unwrap()).collect()
}

fn copy(from: &Path, to: &Path) {
    if from.is_file() {
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(from, to).unwrap();
        return;
    }
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        copy(&entry.path(), &to.join(entry.file_name()));
    }
}

/// Copies the repository to a folder of its own.
fn own() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for path in NEEDED {
        copy(&root().join(path), &folder.path().join(path));
    }
    folder
}

fn judged(folder: &Path) -> (i32, Json) {
    let (code, out, err) =
        truegreen(&["check", "--root", folder.to_str().unwrap(), "--format", "json"]);
    assert_eq!(err, "", "{out}");
    (code, serde_json::from_str(&out).unwrap())
}

#[test]
fn we_hold_our_own_policy() {
    let folder = own();
    let (code, report) = judged(folder.path());
    assert_eq!(report["findings"], Json::Array(Vec::new()));
    assert_eq!((code, report["verdict"].as_str()), (0, Some("pass")));
    let rules = report["rules"].as_array().unwrap();
    let held = |rule: &str| rules.iter().any(|one| one["id"] == rule && one["state"] == "holds");
    for rule in ["job-off-contract", "workflow-off-contract", "setting-off-contract"] {
        assert!(held(rule), "{rule} looked at nothing: {rules:#?}");
    }
}

#[test]
fn our_own_policy_sees_what_a_change_would_take_away() {
    let changes = [
        ("      - run: cargo deny check\n", ""),
        ("    if: always()\n    runs-on", "    runs-on"),
        (
            "cargo nextest run --locked --profile ci",
            "cargo nextest run --locked --profile ci || true",
        ),
        ("junit: reports/junit.xml", "junit: reports/*.xml"),
        (
            "          if grep \"SKIPPED LOUD\" container.log; then\n            exit 1\n          fi",
            "          true",
        ),
        ("RUSTUP_TOOLCHAIN: \"1.95\"", "RUSTUP_TOOLCHAIN: stable"),
    ];
    for (from, to) in changes {
        let folder = own();
        let path = folder.path().join(".github/workflows/ci.yml");
        let workflow = std::fs::read_to_string(&path).unwrap();
        assert!(workflow.contains(from), "not there to change: {from}");
        std::fs::write(&path, workflow.replacen(from, to, 1)).unwrap();
        let (code, report) = judged(folder.path());
        assert_eq!(code, 1, "{from}: {report:#}");
    }
}

#[test]
fn our_policy_judges_no_other_repository() {
    // Tests start in the folder with our own policy.
    assert!(Path::new(".github/truegreen.yml").is_file());
    let other = tempfile::tempdir().unwrap();
    let (_, report) = judged(other.path());
    assert_eq!(report["policy"]["source"], "defaults", "{report:#}");
}

#[test]
fn every_gate_command_of_ours_turns_its_check_red() {
    let folder = own();
    let (code, out, _) =
        truegreen(&["trace", "--root", folder.path().to_str().unwrap(), "--format", "json"]);
    assert_eq!(code, 0, "{out}");
    let trace: Json = serde_json::from_str(&out).unwrap();
    let ci = ".github/workflows/ci.yml";
    let gates = trace["gates"].as_array().unwrap();
    // The script decides what happens inside of it: its exit code is the gate.
    let gates: Vec<&Json> = gates.iter().filter(|gate| gate["path"] == ci).collect();
    let jobs: BTreeSet<&str> = gates.iter().map(|gate| gate["job"].as_str().unwrap()).collect();
    let workflow = yaml(ci);
    let needs: BTreeSet<&str> = strings(&workflow["jobs"]["gate"]["needs"]).into_iter().collect();
    assert_eq!(jobs, needs, "a job without a gate command, or one that the gate does not wait for");
    for gate in gates {
        let check = format!("ci / {}", gate["job"].as_str().unwrap());
        assert_eq!(gate["end"], "red", "{gate:#}");
        assert_eq!(gate["checks"], serde_json::json!([check]), "{gate:#}");
    }
}

#[test]
fn the_gate_is_no_copy_of_the_change_and_requires_what_it_waits_for() {
    let workflow = yaml(".github/workflows/ci.yml");
    let gate = &workflow["jobs"]["gate"];
    let steps = gate["steps"].as_sequence().unwrap();
    let is_own = |uses: &str| uses.starts_with("./") || uses.starts_with("truegreen/truegreen@");
    let own = steps.iter().find(|step| step["uses"].as_str().is_some_and(is_own)).unwrap();
    let required = own["with"]["required-jobs"].as_str().unwrap();
    assert_eq!(required, strings(&gate["needs"]).join(", "));
    match own["uses"].as_str().unwrap() {
        released if released.starts_with("truegreen/") => {
            let pinned = Regex::new("^truegreen/truegreen@[0-9a-f]{40}$").unwrap();
            assert!(pinned.is_match(released), "{released}");
        }
        "./gate" => {
            let checkout = steps.iter().find(|step| step["with"]["path"] == "gate").unwrap();
            let from = checkout["with"]["ref"].as_str().unwrap();
            assert!(from.starts_with("${{ github.event.pull_request.base.sha || "), "{from}");
        }
        other => panic!("the gate is `{other}`, which the change itself may write"),
    }
}

#[test]
fn every_file_that_the_house_has_is_there() {
    let forms = ["cannot-tell.yml", "config.yml", "false-alarm.yml", "missed-weakness.yml"];
    assert_eq!(names(".github/ISSUE_TEMPLATE"), forms.map(str::to_owned).into());
    for path in [
        ".config/nextest.toml",
        ".github/CODEOWNERS",
        ".github/dependabot.yml",
        ".github/truegreen.yml",
        ".github/workflows/ci.yml",
        ".github/workflows/not-required.yml",
        "SECURITY.md",
        "rust-toolchain.toml",
    ] {
        assert!(!text(path).trim().is_empty(), "{path}");
    }
    let manifest = toml("Cargo.toml");
    assert_eq!(manifest["package"]["publish"].as_bool(), Some(false));
    for path in text("SECURITY.md").split("](").skip(1).filter_map(|rest| rest.split(')').next()) {
        assert!(path.starts_with("https://") || root().join(path).exists(), "{path}");
    }
}

#[test]
fn one_compiler_is_named_everywhere() {
    let manifest = toml("Cargo.toml");
    let least = manifest["package"]["rust-version"].as_str().unwrap();
    let toolchain = toml("rust-toolchain.toml");
    let channel = toolchain["toolchain"]["channel"].as_str().unwrap();
    let components = toolchain["toolchain"]["components"].as_array().unwrap();
    let components: Vec<_> = components.iter().filter_map(|one| one.as_str()).collect();
    assert_eq!(components, ["clippy", "rustfmt"]);
    assert!(text("Dockerfile").contains(&format!("FROM rust:{channel}-")), "{channel}");
    let workflow = yaml(".github/workflows/ci.yml");
    assert_eq!(workflow["jobs"]["msrv"]["env"]["RUSTUP_TOOLCHAIN"].as_str(), Some(least));
    assert_eq!(toml("fuzz/Cargo.toml")["package"]["rust-version"].as_str(), Some(least));
    // An image builds with the compiler that it has; this file would make it fetch the components.
    assert!(text(".dockerignore").lines().any(|line| line == "rust-toolchain.toml"));
}

#[test]
fn every_fuzz_target_has_seeds_and_is_run() {
    let manifest = toml("fuzz/Cargo.toml");
    let targets: BTreeSet<String> = manifest["bin"]
        .as_array_of_tables()
        .unwrap()
        .iter()
        .map(|target| {
            let name = target["name"].as_str().unwrap().to_owned();
            let path = format!("fuzz_targets/{name}.rs");
            assert_eq!(target["path"].as_str(), Some(path.as_str()));
            name
        })
        .collect();
    let named = ["coverage", "document", "expr", "junit", "policy", "shell", "yaml"];
    assert_eq!(targets, named.map(str::to_owned).into());
    let files = targets.iter().map(|name| format!("{name}.rs")).collect();
    assert_eq!(names("fuzz/fuzz_targets"), files);
    assert_eq!(names("fuzz/seeds"), targets);
    for target in &targets {
        assert!(names(&format!("fuzz/seeds/{target}")).len() >= 3, "{target} has hardly any seed");
    }
    let workflow = yaml(".github/workflows/ci.yml");
    let steps = workflow["jobs"]["fuzz"]["steps"].as_sequence().unwrap();
    let scripts = steps.iter().filter_map(|step| step["run"].as_str()).collect::<String>();
    let listed = Regex::new(r"for target in ([a-z ]+); do\n").unwrap();
    let listed = &listed.captures(&scripts).expect("a loop over the targets")[1];
    assert_eq!(listed.split(' ').map(str::to_owned).collect::<BTreeSet<_>>(), targets);
}

#[test]
fn the_owners_and_what_is_updated_are_there() {
    let owners = text(".github/CODEOWNERS");
    let lines = owners.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    let mut owned = BTreeSet::new();
    for line in lines {
        let words: Vec<&str> = line.split_whitespace().collect();
        assert_eq!(words[1..], ["@truegreen/maintainers"], "{line}");
        let path = words[0].trim_matches('/');
        assert!(path == "*" || root().join(path).exists(), "{line}");
        owned.insert(words[0]);
    }
    assert!(owned.contains("*") && owned.contains("/.github/"), "{owned:?}");

    let updates = yaml(".github/dependabot.yml");
    assert_eq!(updates["version"], 2);
    let mut updated = BTreeSet::new();
    for update in updates["updates"].as_sequence().unwrap() {
        let ecosystem = update["package-ecosystem"].as_str().unwrap();
        let mut folders = strings(&update["directories"]);
        folders.extend(update["directory"].as_str());
        for folder in folders {
            let below: PathBuf = root().join(folder.trim_start_matches('/'));
            let file = if ecosystem == "cargo" { "Cargo.toml" } else { "action.yml" };
            assert!(below.join(file).is_file(), "{ecosystem}: {folder} has no {file}");
            updated.insert(format!("{ecosystem} {folder}"));
        }
        assert!(update["schedule"]["interval"].is_string(), "{ecosystem}");
    }
    for needed in ["cargo /", "cargo /fuzz", "github-actions /"] {
        assert!(updated.contains(needed), "{needed} is not updated: {updated:?}");
    }
}

#[test]
fn the_issue_forms_are_such_as_github_shows() {
    let folder = ".github/ISSUE_TEMPLATE";
    for name in names(folder).iter().filter(|name| *name != "config.yml") {
        let form = yaml(&format!("{folder}/{name}"));
        for key in ["name", "description", "title"] {
            assert!(form[key].as_str().is_some_and(|text| text.len() > 5), "{name}: {key}");
        }
        let mut ids = BTreeSet::new();
        for element in form["body"].as_sequence().unwrap() {
            let attributes = &element["attributes"];
            match element["type"].as_str().unwrap() {
                "markdown" => assert!(attributes["value"].is_string(), "{name}"),
                "input" | "textarea" => {
                    let id = element["id"].as_str().unwrap();
                    assert!(ids.insert(id.to_owned()), "{name}: `{id}` twice");
                    assert!(attributes["label"].is_string(), "{name}: `{id}` has no label");
                    assert!(element["validations"]["required"].is_bool(), "{name}: `{id}`");
                }
                other => panic!("{name}: no such element: {other}"),
            }
        }
        assert!(ids.contains("version") && ids.len() >= 4, "{name}: {ids:?}");
    }
    let config = yaml(&format!("{folder}/config.yml"));
    assert!(config["blank_issues_enabled"].is_bool());
    for link in config["contact_links"].as_sequence().unwrap() {
        for key in ["name", "url", "about"] {
            assert!(link[key].is_string(), "{key}");
        }
    }
}
