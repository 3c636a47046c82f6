//! A policy that extends that of another repository: both apply, and neither loosens the other.

use super::step::{BASE, CI, Done, HEAD, MERGE, OLD_BASE, POLICY, Step, github, muted};
use crate::fake::{Fake, TOKEN};

const FLOOR: &str = "eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee";

/// Returns a pull request with this workflow, under this policy, which extends that floor.
fn extending(ci: &str, policy: &str, floor: &str) -> Fake {
    let fake = github();
    let policy = format!("{policy}extends: octo/policies/python.yml@{FLOOR}\n");
    let files = [(".github/workflows/ci.yml", ci), (".github/truegreen.yml", policy.as_str())];
    let mut state = fake.state();
    state.commit(FLOOR, &[], &[("python.yml", floor)]);
    state.commit(BASE, &[], &files);
    state.commit(HEAD, &[OLD_BASE], &files);
    state.commit(MERGE, &[BASE, HEAD], &files);
    drop(state);
    fake
}

fn judged(ci: &str, policy: &str, floor: &str) -> Done {
    Step::new(&extending(ci, policy, floor)).file(".github/workflows/ci.yml", ci).run()
}

fn found(done: &Done) -> Vec<(String, String)> {
    let report = done.report.as_ref().unwrap();
    let text = |value: &serde_json::Value| value.as_str().unwrap_or_default().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|one| (text(&one["rule"]), text(&one["state"]))).collect()
}

fn broken(rule: &str) -> (String, String) {
    (rule.to_owned(), "broken".to_owned())
}

#[test]
fn what_both_hold_passes_and_the_report_names_the_floor() {
    let done = judged(CI, POLICY, POLICY);
    assert_eq!(done.code, 0, "{}", done.log);
    let name = format!("octo/policies/python.yml@{}", &FLOOR[..12]);
    assert!(done.summary.contains(&name), "{}", done.summary);
    assert_eq!(done.report.unwrap()["policy"]["extends"], name.as_str());
}

#[test]
fn a_demand_of_the_floor_holds_on_its_own_line() {
    let floor = "version: 1\nworkflows:\n  ci.yml: { jobs: { audit: {} } }\n";
    let done = judged(CI, POLICY, floor);
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(found(&done).contains(&broken("missing-job")), "{:?}", found(&done));
    assert!(done.summary.contains("python.yml@eeeeeeeeeeee:3"), "{}", done.summary);
}

#[test]
fn nothing_but_a_waiver_loosens_the_floor() {
    let off = format!("{POLICY}rules: {{ continue-on-error: off }}\n");
    let advisory = "version: 1\nworkflows:\n  ci.yml: { jobs: { unit: { advisory: true } } }\n";
    for policy in [off.as_str(), advisory] {
        let done = judged(&muted(), policy, "version: 1\n");
        assert_eq!(done.code, 1, "{policy}: {}", done.log);
        assert!(found(&done).contains(&broken("continue-on-error")), "{:?}", found(&done));
    }
    let waived = format!(
        "{POLICY}waivers:\n  - {{ rule: continue-on-error, at: ci.yml/unit/#1, reason: r, owner: o, until: 2099-12-31 }}\n"
    );
    let done = judged(&muted(), &waived, "version: 1\n");
    assert_eq!(done.code, 0, "{:?} {}", found(&done), done.log);
}

#[test]
fn the_same_finding_by_both_is_told_once() {
    let done = judged(&muted(), POLICY, POLICY);
    let told = found(&done).into_iter().filter(|one| *one == broken("continue-on-error")).count();
    assert_eq!(told, 1, "{:?}", found(&done));
}

#[test]
fn a_floor_that_cannot_be_read_is_no_pass() {
    let fake = extending(CI, POLICY, POLICY);
    fake.state().opens_policies = false;
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("extends cannot be read"), "{}", done.summary);
}

#[test]
fn a_floor_that_is_not_there_or_is_none_is_refused() {
    let fake = extending(CI, POLICY, POLICY);
    fake.state().commit(FLOOR, &[], &[("ruby.yml", POLICY)]);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 2, "{}", done.log);
    assert!(done.log.contains("python.yml"), "{}", done.log);
    let further = format!("{POLICY}extends: octo/policies/all.yml@{FLOOR}\n");
    let waiving = format!(
        "{POLICY}waivers:\n  - {{ rule: continue-on-error, at: a, reason: r, owner: o, until: 2099-12-31 }}\n"
    );
    for (floor, said) in [
        (further.as_str(), "extends none itself"),
        (waiving.as_str(), "waives nothing"),
        ("version: 1\nrulez: {}\n", "no key `rulez`"),
    ] {
        let done = judged(CI, POLICY, floor);
        assert_eq!(done.code, 2, "{floor}: {}", done.log);
        assert!(done.log.contains(said), "{floor}: {}", done.log);
    }
}

/// At a terminal the floor is printed too: beside the policy, or alone.
#[test]
fn the_policy_command_shows_what_the_floor_adds() {
    let fake = extending(CI, POLICY, "version: 1\nrules: { pytest-xdist: note }\n");
    let folder = tempfile::tempdir().unwrap();
    let policy = format!("{POLICY}extends: octo/policies/python.yml@{FLOOR}\n");
    std::fs::create_dir_all(folder.path().join(".github")).unwrap();
    std::fs::write(folder.path().join(".github/truegreen.yml"), policy).unwrap();
    let run = |token: &str, more: &[&str]| {
        let output = std::process::Command::new(assert_cmd::cargo::cargo_bin!("truegreen"))
            .args(["policy", "--root", folder.path().to_str().unwrap()])
            .args(more)
            .env_clear()
            .envs([("GITHUB_API_URL", fake.url().as_str()), ("GITHUB_TOKEN", token)])
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    };
    let (code, both, err) = run(TOKEN, &[]);
    assert_eq!((code, err.as_str()), (0, ""), "{both}");
    let own = format!("\nextends: octo/policies/python.yml@{FLOOR}\n");
    assert!(both.contains(&own) && both.contains("\n#   pytest-xdist: note\n"), "{both}");
    let (mine, floor) = both.split_once("\n# Beside it holds `octo/policies/python.yml@").unwrap();
    assert!(floor.lines().skip(1).all(|line| line.starts_with('#')), "{floor}");
    // Without the comment signs it equals the floor that is printed alone.
    let (_, alone, _) = run(TOKEN, &["--floor"]);
    let body = |text: &str| text.split_once("version: 1\n").unwrap().1.to_owned();
    let bare: Vec<&str> = floor.lines().map(|line| line.get(2..).unwrap_or_default()).collect();
    assert_eq!(format!("{}\n", body(&bare.join("\n"))), body(&alone));
    assert!(alone.contains("\n  pytest-xdist: note\n") && !mine.contains("pytest-xdist: note"));
    // A floor that cannot be read is reported, and is no success; the policy itself is printed all
    // the same.
    let (code, out, err) = run("", &[]);
    assert_eq!((code, out.as_str()), (3, mine), "{err}");
    assert!(err.starts_with("warning: the policy that this one extends cannot be read"), "{err}");
}
