//! The policy in force as a text: what is printed is a policy file again, with the same meaning.

use std::collections::BTreeMap;
use std::path::Path;

use proptest::prelude::*;
use truegreen::policy::{Policy, PolicySource, raw};
use truegreen::publish::policy;
use truegreen::rules::RULES;
use truegreen::span::{Span, Spanned};

use crate::cli::truegreen;
use crate::policies::{FULL, blocks};

fn read(text: &str) -> Policy {
    let parsed = raw::read(text.as_bytes(), &truegreen::rules::ids());
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

/// Returns a policy without its places, and with the default severities of the rules.
fn meaning(policy: &Policy) -> String {
    let mut policy = policy.clone();
    policy.origin = truegreen::policy::Origin::default();
    let set = std::mem::take(&mut policy.severities);
    policy.severities = RULES
        .iter()
        .map(|rule| {
            let severity = set.get(rule.id).map_or(rule.severity, |set| set.value);
            (rule.id.to_owned(), Spanned::new(severity, Span::start_of_file()))
        })
        .collect::<BTreeMap<_, _>>();
    let spans = regex::Regex::new(r"Span \{[^}]*\}").unwrap();
    // The default has no place, so this one is left out too.
    let text = spans.replace_all(&format!("{policy:?}"), "Span").into_owned();
    text.replace("lines: (40.0, Some(Span))", "lines: (40.0, None)")
}

/// Prints the policy, reads it back, and prints it again.
fn round(text: &str) {
    let policy = read(text);
    let yaml = policy::yaml(&policy, None).unwrap();
    let json = policy::json(&policy).unwrap();
    for printed in [&yaml, &json] {
        let again = read(printed);
        assert_eq!(meaning(&again), meaning(&policy), "{text}\n{printed}");
        assert_eq!(policy::yaml(&again, None).unwrap(), yaml, "{text}");
        assert_eq!(policy::json(&again).unwrap(), json, "{text}");
        assert!(!printed.contains('\u{202e}') && !printed.contains("##["), "{printed}");
        assert!(!printed.lines().any(|line| line.trim_start().starts_with("::")), "{printed}");
    }
}

fn files(folder: &str) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut texts = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            let policy = path.join(".github/truegreen.yml");
            texts.extend(std::fs::read_to_string(policy));
        } else if path.extension().is_some_and(|end| end == "yml") {
            texts.push(std::fs::read_to_string(&path).unwrap());
        }
    }
    texts
}

#[test]
fn every_policy_at_hand_reads_back_as_itself() {
    let page = include_str!("../../docs/policy.md");
    let mut texts = [files("examples"), files("testdata/policies")].concat();
    texts.extend(
        files("testdata/repos")
            .into_iter()
            .filter(|text| raw::read(text.as_bytes(), &truegreen::rules::ids()).value.is_some()),
    );
    texts.extend(blocks(page).into_iter().map(str::to_owned));
    assert!(texts.len() >= 15, "{}", texts.len());
    for text in texts {
        round(&text);
    }
}

#[test]
fn every_shape_of_a_value_reads_back_as_itself() {
    for terms in [
        "triggers: push",
        "triggers: [push, pull_request]",
        "triggers: { equals: [push] }",
        "triggers: { never: [x], push: , schedule: [\"0 1 * * *\"], merge_group: { equals: {} } }",
        "triggers: { pull_request: { equals: { branches: [main], types: [opened] } } }",
        "permissions: read-all",
        "permissions: { contents: read }",
        "permissions: { contents: { equals: read } }",
        "permissions: { contents: { at-most: read }, actions: write }",
        "permissions: { equals: {} }",
        "concurrency: { group: { matches: \"^a\\\\d\\n\" }, cancel-in-progress: true }",
        "jobs: { a: , b: { name: 3.10, if: \"3.10\", needs: { equals: [] } } }",
        "jobs: { a: { env: { A: 1, B: 1.0, C: \"1\", D: 1e3, E: \"1e3\", F: -0.0, G: 0x1F, H: 1e300 } } }",
        "jobs: { a: { env: { A: { equals: null }, B: { has: [null, true, \"true\", \"null\", ~, \"~\"] } } } }",
        "jobs: { a: { env: { A: \"\", B: \"y\", C: off, D: \"0777\", E: \"+1\", F: \".5\", G: \"1_0\", H: \"0o17\" } } }",
        "jobs: { a: { timeout-minutes: { at-least: 0.5, at-most: \"inf\" } } }",
        "jobs: { a: { timeout-minutes: { at-least: none, at-most: write }, runs-on: { present: true } } }",
        "jobs: { a: { matrix: { equals: { os: [b, a], v: { deep: [1, { c: 2 }] } } } } }",
        "jobs: { a: { advisory: [one, \"two: three\"], runs: \"a 'b c'\", uses: [\"a/b@v*\"] } }",
    ] {
        round(&format!("version: 1\nworkflows:\n  ci.yml:\n    {terms}\n"));
    }
}

#[test]
fn what_is_left_to_defaults_is_written_out() {
    let text = "version: 1\ntests: [{ name: a, reports: a }]\ncoverage: [{ name: b, reports: b }]\n\
                files: [{ path: c, exactly: [c] }]\napprovals: { label: d }\nworkflows: { ci.yml: { jobs: { e: } } }\n";
    let printed = policy::yaml(&read(text), None).unwrap();
    for part in [
        "at-least: 1\n",
        "lines: 40\n",
        "rounding: exact\n",
        "frozen: false\n",
        "by: write\n",
        "only-listed: false\n",
        "advisory: false\n",
    ] {
        assert!(printed.contains(part), "{part}: {printed}");
    }
    for rule in RULES {
        let line = format!("  {}: {}\n", rule.id, rule.severity.as_str());
        assert!(printed.contains(&line), "{line}: {printed}");
    }
}

#[test]
fn the_full_policy_as_yaml_and_as_json() {
    let mut policy = read(FULL);
    policy.origin.source = PolicySource::Tree;
    ".github/truegreen.yml".clone_into(&mut policy.origin.path);
    insta::assert_snapshot!("the_full_policy_as_yaml", policy::yaml(&policy, None).unwrap());
    insta::assert_snapshot!("the_full_policy_as_json", policy::json(&policy).unwrap());
}

/// Returns a text as a double-quoted scalar with every odd character escaped.
fn scalar(text: &str) -> String {
    let mut out = String::from("\"");
    for char in text.chars() {
        match char {
            'a'..='z' | 'A'..='Z' | '0'..='9' | ' ' => out.push(char),
            _ => out.push_str(&format!("\\U{:08x}", u32::from(char))),
        }
    }
    out + "\""
}

proptest! {
    #[test]
    fn every_text_reads_back_as_itself(
        text in "(?s).{1,20}|[-~:#|>!&*%@`'\"\\\\{}\\[\\],? \n\r\t\u{85}\u{2028}\u{202e}\u{feff}\u{e0041}a0.xoeE_+]{1,12}|[-+.0-9exoXOabfinINF_]{1,8}|::error::x|##\\[error\\]x|0x[0-9a-f]{8,50}",
        other in "[-+.0-9exo_]{1,6}|(?s).{1,9}",
    ) {
        prop_assume!(!text.trim().is_empty() && !text.contains('\0') && !other.contains('\0'));
        let (text, other) = (scalar(&text), scalar(&other));
        let policy = format!(
            "version: 1\nskips-allowed: [{{ job: a/b, when: {text}, reason: {text} }}]\n\
             workflows: {{ ci.yml: {{ jobs: {{ {other}: {{ name: {text}, env: {{ {text}: {{ has: [{text}, {other}] }} }} }} }} }} }}\n"
        );
        let parsed = raw::read(policy.as_bytes(), &truegreen::rules::ids());
        prop_assume!(parsed.problems.is_empty());
        round(&policy);
    }

    #[test]
    fn every_number_reads_back_as_itself(number in proptest::num::f64::NORMAL | proptest::num::f64::ZERO, share in 0.0..=100.0_f64) {
        round(&format!(
            "version: 1\ncoverage: [{{ name: a, reports: a, lines: {share} }}]\n\
             workflows: {{ ci.yml: {{ jobs: {{ a: {{ env: {{ A: {number:?}, B: {{ at-most: {number:?} }} }} }} }} }} }}\n"
        ));
    }
}

fn folder(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    folder
}

#[test]
fn the_command_prints_what_check_reads_and_check_reads_what_it_prints() {
    let there =
        folder(&[(".github/truegreen.yml", "version: 1\nrules: { continue-on-error: warn }\n")]);
    let root = there.path().to_str().unwrap();
    let (code, yaml, err) = truegreen(&["policy", "--root", root]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        yaml.starts_with("# `.github/truegreen.yml` with every default.\nversion: 1\n"),
        "{yaml}"
    );
    assert!(yaml.contains("\n  continue-on-error: warn\n"), "{yaml}");
    let (_, json, _) = truegreen(&["policy", "--root", root, "--format", "json"]);
    for printed in [&yaml, &json] {
        std::fs::write(there.path().join(".github/truegreen.yml"), printed).unwrap();
        assert_eq!(truegreen(&["policy", "--root", root]), (0, yaml.clone(), String::new()));
    }
}

#[test]
fn without_a_policy_the_defaults_are_printed_and_it_is_told() {
    let empty = folder(&[]);
    let root = empty.path().to_str().unwrap();
    let (code, yaml, err) = truegreen(&["policy", "--root", root]);
    assert_eq!(code, 0);
    assert_eq!(
        err,
        "note: there is no `.github/truegreen.yml`, so these are the defaults; `truegreen init` drafts a policy\n"
    );
    assert!(
        yaml.starts_with("# No policy file: only the defaults hold.\nversion: 1\nrules:\n"),
        "{yaml}"
    );
    let (code, out, err) = truegreen(&["policy", "--root", root, "--policy", "other.yml"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("there is no policy `other.yml`"), "{err}");
    assert_eq!(truegreen(&["policy", "--root", root, "--floor"]).0, 2);
}

#[test]
fn a_wrong_policy_is_refused_as_by_check() {
    let there =
        folder(&[(".github/truegreen.yml", "version: 1\nrulez: {}\nrules: { nosuch: fail }\n")]);
    let root = there.path().to_str().unwrap();
    let (code, out, err) = truegreen(&["policy", "--root", root]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert_eq!(err, truegreen(&["check", "--root", root]).2);
    assert!(err.contains("rulez") && err.contains("nosuch"), "{err}");
}

#[test]
fn the_base_has_its_own_policy() {
    let there =
        folder(&[(".github/truegreen.yml", "version: 1\nrules: { continue-on-error: fail }\n")]);
    let root = there.path().to_str().unwrap();
    let git = |arguments: &[&str]| {
        let identity = ["-c", "user.name=a", "-c", "user.email=a@example.com"];
        let output = std::process::Command::new("git")
            .current_dir(there.path())
            .args(identity)
            .args(arguments)
            .output()
            .unwrap();
        assert!(output.status.success(), "{arguments:?}");
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "one"]);
    let waiver =
        "waivers: [{ rule: pytest-xdist, at: x, reason: y, owner: z, until: 2030-01-01 }]\n";
    let head = format!("version: 1\nrules: {{ continue-on-error: off }}\n{waiver}");
    std::fs::write(there.path().join(".github/truegreen.yml"), head).unwrap();
    git(&["commit", "-qam", "two"]);
    let (code, out, err) = truegreen(&["policy", "--root", root, "--base", "HEAD^"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("# `.github/truegreen.yml` of the base "), "{out}");
    assert!(out.contains("continue-on-error: fail") && !out.contains("waivers"), "{out}");
    let (_, out, _) = truegreen(&["policy", "--root", root]);
    assert!(out.contains("continue-on-error: off") && out.contains("waivers"), "{out}");
    assert_eq!(truegreen(&["policy", "--root", root, "--base", "nosuch"]).0, 2);
}
