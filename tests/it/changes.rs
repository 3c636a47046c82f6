//! What a change does to what the policy protects: frozen files in a working tree, and the end
//! dates of waivers.

use std::path::Path;

use jiff::civil::{Date, date};
use serde_json::Value;
use truegreen::policy;
use truegreen::rules::RULES;
use truegreen::verdict::report::FindingState;

use crate::cli::{git, truegreen, write};
use crate::workspace::Workspace;

const CI: &str = "on: push\njobs:\n  a:\n    runs-on: x\n    steps:\n      - run: make\n";
const FROZEN: &str = "version: 1\nfiles:\n  - { path: \"golden/**\", frozen: true }\n";

/// Makes a repository whose base, below a folder, freezes `golden/**`.
fn repository(below: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join(below);
    write(&root, &[(".github/workflows/ci.yml", CI), (policy::PATH, FROZEN)]);
    write(&root, files);
    git(folder.path(), &["init", "-q"]);
    git(folder.path(), &["config", "core.autocrlf", "false"]);
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", "base"]);
    git(folder.path(), &["tag", "base"]);
    git(folder.path(), &["commit", "-q", "--allow-empty", "-m", "head"]);
    folder
}

/// Returns the findings of `frozen-file`: subject and state.
fn told(root: &Path) -> Vec<(String, String)> {
    let at = root.to_str().unwrap();
    let (_, out, err) = truegreen(&["check", "--root", at, "--base", "base", "--format", "json"]);
    let report: Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
    let all = report["findings"].as_array().unwrap().iter();
    let of = all.filter(|found| found["rule"] == "frozen-file");
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    of.map(|found| (text(&found["subject"]), text(&found["state"]))).collect()
}

fn broken(path: &str) -> (String, String) {
    (path.to_owned(), "broken".to_owned())
}

#[test]
fn a_working_tree_is_compared_with_the_base_by_content() {
    for below in ["", "deep/er"] {
        let folder =
            repository(below, &[("golden/a", "1\n"), ("golden/b", "1\n"), ("free", "1\n")]);
        let root = folder.path().join(below);
        assert_eq!(told(&root), []);
        write(&root, &[("golden/a", "2\n"), ("free", "2\n"), ("golden/x/new", "")]);
        std::fs::remove_file(root.join("golden/b")).unwrap();
        let wanted = ["golden/a", "golden/b", "golden/x/new"].map(broken);
        let mut found = told(&root);
        found.sort();
        assert_eq!(found, wanted);
        // A change is the same whether it is committed or not.
        git(folder.path(), &["add", "-A"]);
        git(folder.path(), &["commit", "-qm", "change"]);
        assert_eq!(told(&root).len(), 3);
    }
}

#[test]
fn line_ends_of_another_system_are_no_change_and_pointers_stand_for_their_files() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\nsize 5\n";
    let folder = repository("", &[("golden/a", "1\n2\n"), ("golden/big", pointer)]);
    let root = folder.path();
    write(root, &[("golden/a", "1\r\n2\r\n"), ("golden/big", "hello")]);
    assert_eq!(told(root), []);
    write(root, &[("golden/a", "1\r\n3\r\n"), ("golden/big", "hallo")]);
    assert_eq!(told(root), ["golden/a", "golden/big"].map(broken));
}

#[cfg(unix)]
#[test]
fn a_link_is_its_target_and_none_is_followed() {
    let folder = repository("", &[("golden/a", "secret\n"), ("golden/c", "1\n")]);
    let root = folder.path();
    std::os::unix::fs::symlink("a", root.join("golden/link")).unwrap();
    git(root, &["add", "-A"]);
    git(root, &["commit", "-qm", "with a link"]);
    git(root, &["tag", "-f", "base"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "head"]);
    assert_eq!(told(root), []);
    std::fs::remove_file(root.join("golden/link")).unwrap();
    std::os::unix::fs::symlink("b", root.join("golden/link")).unwrap();
    // The same bytes are behind a link that leads out of the repository.
    let outside = tempfile::tempdir().unwrap();
    std::fs::write(outside.path().join("c"), "1\n").unwrap();
    std::fs::remove_file(root.join("golden/c")).unwrap();
    std::os::unix::fs::symlink(outside.path().join("c"), root.join("golden/c")).unwrap();
    assert_eq!(told(root), ["golden/c", "golden/link"].map(broken));
}

#[test]
fn a_submodule_cannot_be_told_from_a_working_tree() {
    let folder = repository("", &[("golden/a", "1\n")]);
    let root = folder.path();
    let commit = "1111111111111111111111111111111111111111";
    git(root, &["update-index", "--add", "--cacheinfo", &format!("160000,{commit},golden/sub")]);
    git(root, &["commit", "-qm", "with a submodule"]);
    git(root, &["tag", "-f", "base"]);
    git(root, &["commit", "-q", "--allow-empty", "-m", "head"]);
    let unknown = ("golden/sub".to_owned(), "inconclusive".to_owned());
    assert_eq!(told(root), [unknown]);
}

fn muted(until: &str, inline: bool) -> Workspace {
    let mut workspace = Workspace::default();
    let comment = format!(
        "    # truegreen: allow continue-on-error until {until} by @unit because of the network\n"
    );
    let ci = format!(
        "on: push\njobs:\n  unit:\n{}    continue-on-error: true\n    runs-on: x\n    steps:\n      - run: make\n",
        if inline { comment.as_str() } else { "" }
    );
    workspace.files.insert(".github/workflows/ci.yml".to_owned(), ci);
    if !inline {
        let policy = format!(
            "version: 1\nwaivers:\n  - {{ rule: continue-on-error, at: ci.yml/unit, reason: r, owner: o, until: {until} }}\n"
        );
        workspace.files.insert(policy::PATH.to_owned(), policy);
    }
    workspace
}

/// Returns the state of the waived finding, and the finding about the waiver.
fn on(workspace: &Workspace, today: Date) -> (FindingState, Option<(FindingState, String)>) {
    let report = workspace.judge_on(RULES, today);
    let of = |rule: &str| report.findings.iter().find(|judged| judged.rule.id == rule);
    let said = of("bad-waiver").map(|judged| (judged.state, judged.finding.message.clone()));
    (of("continue-on-error").unwrap().state, said)
}

#[test]
fn a_waiver_counts_to_the_end_of_its_last_day() {
    for inline in [false, true] {
        let workspace = muted("2026-12-31", inline);
        let day = |month, day| on(&workspace, date(2026, month, day));
        assert_eq!(day(12, 16), (FindingState::Waived, None), "15 days before");
        for (today, words) in
            [(17, "14 days from now"), (30, "1 day from now"), (31, "today is its last day")]
        {
            let (state, said) = day(12, today);
            let (noted, message) = said.unwrap();
            assert_eq!((state, noted), (FindingState::Waived, FindingState::Advisory), "{today}");
            assert!(message.contains(words) && message.contains("2026-12-31 (UTC)"), "{message}");
        }
        let (state, said) = on(&workspace, date(2027, 1, 1));
        let (red, message) = said.unwrap();
        assert_eq!((state, red), (FindingState::Broken, FindingState::Broken), "the day after");
        assert!(message.contains("ended on 2026-12-31 (UTC)"), "{message}");
    }
}

#[test]
fn a_leap_day_is_a_day() {
    for inline in [false, true] {
        let workspace = muted("2028-02-29", inline);
        assert_eq!(on(&workspace, date(2028, 2, 14)), (FindingState::Waived, None));
        let (state, said) = on(&workspace, date(2028, 2, 15));
        assert!(state == FindingState::Waived && said.unwrap().1.contains("14 days from now"));
        assert_eq!(on(&workspace, date(2028, 2, 29)).0, FindingState::Waived);
        assert_eq!(on(&workspace, date(2028, 3, 1)).0, FindingState::Broken);
    }
}

#[test]
fn an_end_that_the_change_moves_does_not_count_and_the_old_one_does() {
    let mut workspace = muted("2027-12-31", false);
    let base = muted("2026-12-31", false).files.remove(policy::PATH).unwrap();
    workspace.files.insert(format!("base:{}", policy::PATH), base);
    let (state, said) = on(&workspace, date(2026, 11, 20));
    let (red, message) = said.unwrap();
    assert_eq!((state, red), (FindingState::Waived, FindingState::Broken));
    assert!(message.contains("moved from 2026-12-31 to 2027-12-31"), "{message}");
    assert_eq!(on(&workspace, date(2027, 1, 1)).0, FindingState::Broken);
}

#[test]
fn a_copy_of_a_comment_of_the_base_waives_nothing_more() {
    let mut workspace = muted("2027-12-31", true);
    let path = ".github/workflows/ci.yml";
    let text = workspace.files[path].clone();
    workspace.files.insert(format!("base:{path}"), text.clone());
    let (comment, rest) = text.split_once("    # ").unwrap();
    let (waiver, _) = rest.split_once('\n').unwrap();
    let step = format!("      - run: other\n        continue-on-error: true # {waiver}\n");
    workspace.files.insert(path.to_owned(), format!("{text}{step}"));
    assert!(comment.ends_with("unit:\n"));
    let report = workspace.judge_on(RULES, date(2026, 11, 20));
    let states: Vec<_> = report
        .findings
        .iter()
        .filter(|judged| judged.rule.id == "continue-on-error")
        .map(|judged| judged.state)
        .collect();
    assert_eq!(states, [FindingState::Broken, FindingState::Waived]);
}

/// The waiver has ended long ago: red if the change touches the file, a warning if it surely does
/// not.
#[test]
fn an_expired_waiver_is_red_only_where_the_change_touches_what_it_covered() {
    for inline in [false, true] {
        let old = muted("2020-01-01", inline);
        let files: Vec<(&str, &str)> =
            old.files.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        write(root, &files);
        git(root, &["init", "-q"]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "base"]);
        git(root, &["tag", "base"]);
        write(root, &[("README.md", "elsewhere\n")]);
        git(root, &["add", "-A"]);
        git(root, &["commit", "-qm", "head"]);
        let at = root.to_str().unwrap();
        let (code, out, _) = truegreen(&["check", "--root", at, "--base", "base"]);
        assert_eq!(code, 0, "{out}");
        assert!(out.contains("red where a change touches this file"), "{out}");
        assert!(out.contains("ended on 2020-01-01 (UTC)"), "{out}");
        // Without a base this is unknown.
        assert_eq!(truegreen(&["check", "--root", at]).0, 1);
        let text = format!("{}# touched\n", old.files[".github/workflows/ci.yml"]);
        write(root, &[(".github/workflows/ci.yml", &text)]);
        assert_eq!(truegreen(&["check", "--root", at, "--base", "base"]).0, 1);
    }
}
