//! The bytes that are judged are those of the commit, whatever a step before this one made of the
//! workspace; what git itself explains is no word worth.

use super::step::{BASE, CI, Done, HEAD, MERGE, OLD_BASE, POLICY, Step, github, muted, payload};
use crate::fake::{Access, Fake, Kind};

const WORKFLOW: &str = ".github/workflows/ci.yml";
const NOTICE: &str = "the workspace has something else";

/// Returns a GitHub whose change has these files besides policy and workflow, and whose base has the
/// others.
fn repository(base: &[(&str, &str)], head: &[(&str, &str)]) -> Fake {
    let fake = github();
    let mut state = fake.state();
    for (sha, parents, own) in
        [(BASE, &[][..], base), (HEAD, &[BASE], head), (MERGE, &[BASE, HEAD], head)]
    {
        let mut files = vec![(WORKFLOW, CI), (".github/truegreen.yml", POLICY)];
        files.retain(|(path, _)| own.iter().all(|(known, _)| known != path));
        files.extend(own);
        state.commit(sha, parents, &files);
    }
    drop(state);
    fake
}

/// Returns a step on the change, with its files in the workspace.
fn step<'f>(fake: &'f Fake, head: &[(&str, &str)]) -> Step<'f> {
    head.iter().fold(Step::new(fake), |step, (path, text)| step.file(path, text))
}

fn rules(done: &Done) -> Vec<String> {
    let report = done.report.as_ref().unwrap_or_else(|| panic!("{}{}", done.log, done.errors));
    let findings = report["findings"].as_array().unwrap();
    findings.iter().map(|one| one["rule"].as_str().unwrap().to_owned()).collect()
}

/// Returns a workflow that runs a script.
fn scripted(run: &str) -> String {
    CI.replace("pytest -q", run)
}

fn said(done: &Done, words: &[&str]) {
    for word in words {
        assert!(done.summary.contains(word), "{word}: {}", done.summary);
        assert!(done.log.replace("\n      ", " ").contains(word), "{word}: {}", done.log);
    }
}

fn silent(done: &Done) {
    for text in [&done.summary, &done.log] {
        assert!(!text.contains(NOTICE) && !text.contains("in the workspace"), "{text}");
    }
}

/// `conftest.py` of the change writes the base's workflow over its own before the gate looks.
#[test]
fn a_workflow_that_is_put_back_is_judged_as_the_commit_has_it() {
    let text = muted();
    let head = [(WORKFLOW, text.as_str())];
    let fake = repository(&[], &head);
    let done = step(&fake, &head).left(WORKFLOW, CI).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(rules(&done).contains(&"continue-on-error".to_owned()));
    said(&done, &[WORKFLOW, NOTICE, &MERGE[..10]]);
    // The index says what the checkout wrote, and nobody asks it.
    let done = step(&fake, &head).left(WORKFLOW, CI).left(".git/index", "DIRC").run();
    assert_eq!(done.code, 1, "{}", done.log);
    // Without a checkout there is nothing to put back.
    let done = step(&fake, &head).left(WORKFLOW, CI).checked_out(None).run();
    assert_eq!(done.code, 1, "{}", done.log);
    silent(&done);
}

#[test]
fn a_script_that_is_put_back_is_judged_as_the_commit_has_it() {
    let text = scripted("bash ci.sh");
    let base = [(WORKFLOW, text.as_str()), ("ci.sh", "pytest -q\n")];
    let head = [(WORKFLOW, text.as_str()), ("ci.sh", "pytest -q || true\n")];
    let fake = repository(&base, &head);
    assert_eq!(step(&fake, &head).run().code, 1);
    let before = fake.count("GET", "/contents/ci.sh");
    let done = step(&fake, &head).left("ci.sh", "pytest -q\n").run();
    assert_eq!(done.code, 1, "{}", done.log);
    said(&done, &["`ci.sh`", NOTICE]);
    // Each content is asked for once: the base's is in the workspace.
    assert_eq!(fake.count("GET", "/contents/ci.sh") - before, 1);
    assert!(rules(&done).contains(&"muted-command".to_owned()), "{:?}", rules(&done));
}

#[test]
fn a_settings_file_that_is_put_back_is_judged_as_the_commit_has_it() {
    let (old, new) = ("[pytest]\naddopts = -q\n", "[pytest]\naddopts = -q --co\n");
    let base = [("pytest.ini", old)];
    let head = [("pytest.ini", new)];
    let fake = repository(&base, &head);
    let honest = step(&fake, &head).run();
    let done = step(&fake, &head).left("pytest.ini", old).run();
    assert_eq!((done.code, rules(&done)), (honest.code, rules(&honest)), "{}", done.log);
    said(&done, &["`pytest.ini`", NOTICE]);
}

/// The added waiver of the head is reported, though the workspace has the base's policy again.
#[test]
fn a_policy_that_is_put_back_is_read_as_the_commit_has_it() {
    let waiver = format!(
        "{POLICY}waivers:\n  - {{ rule: continue-on-error, subject: ci.yml/unit, owner: o, reason: r, until: 2099-01-01 }}\n"
    );
    let head = [(".github/truegreen.yml", waiver.as_str())];
    let fake = repository(&[], &head);
    let honest = step(&fake, &head).run();
    let done = step(&fake, &head).left(".github/truegreen.yml", POLICY).run();
    assert_eq!((done.code, rules(&done)), (honest.code, rules(&honest)), "{}", done.log);
    said(&done, &["truegreen.yml", NOTICE]);
}

#[test]
fn the_workflows_are_those_of_the_commit_and_not_those_of_the_folder() {
    let second = ".github/workflows/second.yml";
    let text = muted().replace("unit:", "second:").replace("[unit]", "[second]");
    // Removed: it is judged all the same.
    let head = [(second, text.as_str())];
    let fake = repository(&[], &head);
    let done = step(&fake, &head).gone(second).run();
    assert_eq!(done.code, 1, "{}", done.log);
    said(&done, &[second, "not in the workspace"]);
    // Added: it is none of the commit's.
    let fake = repository(&[], &[]);
    let done = step(&fake, &[]).left(second, &text).run();
    assert_eq!(done.code, 0, "{}", done.log);
    said(&done, &[second, "in the workspace only"]);
    // Neither does it stand for one that the change removed.
    let base = [(second, CI)];
    let fake = repository(&base, &[]);
    let done = step(&fake, &[]).left(second, CI).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(rules(&done).contains(&"job-removed".to_owned()), "{:?}", rules(&done));
}

/// Attributes explain a difference only where the commit has them.
#[test]
fn attributes_of_the_workspace_alone_explain_nothing() {
    let script = scripted("bash ci.sh");
    let head = [(WORKFLOW, script.as_str()), ("ci.sh", "pytest -q # $Id$\n")];
    let left = "pytest -q # $Id: 0123 $\n";
    let fake = repository(&[], &head);
    let all = "* text=auto eol=crlf ident filter=x working-tree-encoding=UTF-16\n";
    let done = step(&fake, &head).left("ci.sh", left).left(".gitattributes", all).run();
    said(&done, &["`ci.sh`", NOTICE]);
    let other = [head[0], head[1], (".gitattributes", "*.md ident\n")];
    let fake = repository(&[], &other);
    let done = step(&fake, &other).left("ci.sh", left).left(".gitattributes", all).run();
    said(&done, &["`ci.sh`", "`.gitattributes`", NOTICE]);
    // In the commit they do, and the commit's content is judged.
    let ident = [head[0], head[1], (".gitattributes", "*.sh ident\n")];
    let fake = repository(&ident, &ident);
    let done = step(&fake, &ident).left("ci.sh", left).run();
    assert_eq!(done.code, 0, "{}", done.log);
    silent(&done);
    assert_eq!(fake.count("GET", "/contents/ci.sh"), 1);
}

/// Windows: every file has CRLF in the workspace, and is nobody's word.
#[test]
fn a_checkout_with_other_line_ends_is_the_commit_and_costs_no_request() {
    let script = scripted("bash ci.sh");
    let head = [(WORKFLOW, script.as_str()), ("ci.sh", "set -e\npytest -q\n")];
    let fake = repository(&head, &head);
    let crlf = |text: &str| text.replace('\n', "\r\n");
    let done = step(&fake, &head)
        .left(WORKFLOW, &crlf(&script))
        .left("ci.sh", &crlf(head[1].1))
        .left(".github/truegreen.yml", &crlf(POLICY))
        .run();
    assert_eq!(done.code, 0, "{}", done.log);
    silent(&done);
    assert_eq!(fake.count("GET", "/contents/.github/workflows"), 0);
    assert_eq!(fake.count("GET", "/contents/ci.sh"), 0);
    // A commit that has both kinds of line ends is checked out with one.
    let mixed = [(WORKFLOW, script.as_str()), ("ci.sh", "set -e\r\npytest -q\n")];
    let fake = repository(&mixed, &mixed);
    let done = step(&fake, &mixed).left("ci.sh", &crlf(head[1].1)).run();
    assert_eq!(done.code, 0, "{}", done.log);
    silent(&done);
}

#[test]
fn a_sparse_checkout_is_completed_by_name() {
    let script = scripted("bash ci.sh");
    let head = [(WORKFLOW, script.as_str()), ("ci.sh", "pytest -q\n"), ("src/a.py", "")];
    let fake = repository(&head, &head);
    let done = step(&fake, &head).gone("ci.sh").gone("src/a.py").gone(WORKFLOW).run();
    assert_eq!(done.code, 0, "{}", done.log);
    said(&done, &["`ci.sh`", WORKFLOW, "not in the workspace"]);
    assert!(!done.summary.contains("src/a.py"), "what is not judged is not asked for");
    assert_eq!(fake.count("GET", "/contents/src"), 0);
}

#[test]
fn more_files_than_the_bound_cannot_be_told() {
    let names: Vec<String> = (0..501).map(|number| format!("p{number}/pytest.ini")).collect();
    let texts: Vec<String> =
        (0..501).map(|number| format!("[pytest]\n# {number}\naddopts = -q\n")).collect();
    let all: Vec<(&str, &str)> =
        names.iter().zip(&texts).map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let script = scripted("bash ci.sh");
    let called = [(WORKFLOW, script.as_str()), ("ci.sh", "pytest -q\n")];
    let all = [&called[..], &all].concat();
    let fake = repository(&all, &all);
    let sparse = |gone: usize| {
        names.iter().take(gone).fold(step(&fake, &all), |step, name| step.gone(name)).gone("ci.sh")
    };
    let done = sparse(499).run();
    assert_eq!(done.code, 0, "{}", done.log);
    let before = fake.count("GET", "/contents/");
    let done = sparse(501).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.log.replace("\n ", "").contains("500 files of the commit"), "{}", done.log);
    let asked = fake.count("GET", "/contents/") - before;
    assert!(asked <= 502, "{asked}");
}

#[test]
fn without_the_tree_nothing_proves_the_workspace() {
    let html = Kind::Garbage;
    let kinds = [
        ("refused", Kind::Status(403, "Resource not accessible by integration", Vec::new())),
        ("absent", Kind::Status(404, "Not Found", Vec::new())),
        ("cut", Kind::Truncated),
        ("foreign", html),
        ("wrong", Kind::Status(200, "hello", Vec::new())),
    ];
    for (name, kind) in kinds {
        let fake = github();
        fake.fault("GET", "/git/trees/dddd", 9, kind);
        let done = Step::new(&fake).run();
        assert_eq!(done.code, 3, "{name}: {}", done.log);
        assert!(done.summary.contains("nothing proves"), "{name}: {}", done.summary);
    }
    let fake = github();
    fake.state().truncates_trees = true;
    let push = payload("push", &[("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)]);
    assert_eq!(Step::new(&fake).event("push", push, HEAD).run().code, 3);
    // A tree without any file is none: this run began from a file of it.
    let fake = github();
    fake.state().commit(HEAD, &[OLD_BASE], &[]);
    let text = payload("push", &[("REF", "refs/heads/main"), ("BEFORE", BASE), ("HEAD", HEAD)]);
    assert_eq!(Step::new(&fake).event("push", text, HEAD).empty().run().code, 3);
}

/// Only what differs is asked for; where that is refused, it cannot be told.
#[test]
fn a_content_that_does_not_arrive_cannot_be_told() {
    let text = muted();
    let head = [(WORKFLOW, text.as_str())];
    for kind in [
        Kind::Garbage,
        Kind::Status(403, "Resource not accessible by integration", Vec::new()),
        Kind::Status(404, "Not Found", Vec::new()),
        Kind::Status(200, "other bytes", Vec::new()),
    ] {
        let fake = repository(&[], &head);
        fake.fault("GET", "/contents/.github/workflows/ci.yml", 9, kind);
        let done = step(&fake, &head).left(WORKFLOW, CI).run();
        assert_eq!(done.code, 3, "{}", done.log);
        assert!(done.summary.contains("cannot be read through the API"), "{}", done.summary);
    }
    let fake = github();
    fake.state().access.insert("contents", Access::None);
    assert_eq!(Step::new(&fake).run().code, 3);
}

#[test]
fn a_pointer_of_large_files_in_place_of_a_judged_file_cannot_be_told() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824\nsize 5\n";
    let script = scripted("bash ci.sh");
    let head = [(WORKFLOW, script.as_str()), ("ci.sh", pointer), ("big.bin", pointer)];
    let fake = repository(&head, &head);
    for left in [pointer, "hello", "pytest -q\n"] {
        let done = step(&fake, &head).left("ci.sh", left).run();
        assert_eq!(done.code, 3, "{}", done.log);
        assert!(done.log.contains("Git LFS"), "{}", done.log);
    }
    let plain = [head[0], ("ci.sh", "pytest -q\n"), head[2]];
    let fake = repository(&plain, &plain);
    assert_eq!(step(&fake, &plain).left("big.bin", "hello").run().code, 0);
}

#[cfg(unix)]
#[test]
fn a_link_of_the_commit_is_followed_inside_the_commit() {
    let script = scripted("bash ci.sh");
    let muted = "pytest -q || true\n";
    let link = |target: &'static str| {
        move |root: &std::path::Path| {
            let _ = std::fs::remove_file(root.join("ci.sh"));
            std::os::unix::fs::symlink(target, root.join("ci.sh")).unwrap();
        }
    };
    for (real, code) in [("pytest -q\n", 0), (muted, 1)] {
        let head = [(WORKFLOW, script.as_str()), ("ci.sh", "tools/ci.sh"), ("tools/ci.sh", real)];
        let base = [head[0], head[1], ("tools/ci.sh", "pytest -q\n")];
        let fake = repository(&base, &head);
        fake.state().modes.insert("ci.sh", "120000");
        let done = step(&fake, &head).before(link("tools/ci.sh")).run();
        assert_eq!(done.code, code, "{}", done.log);
        silent(&done);
        // On Windows a link is a file with its target in it.
        let done = step(&fake, &head).run();
        assert_eq!(done.code, code, "{}", done.log);
        // It leads elsewhere in the workspace: the commit's own target is asked for by its id.
        let other = step(&fake, &head).left("good.sh", "pytest -q\n").before(link("good.sh"));
        let done = other.run();
        assert_eq!(done.code, code, "{}", done.log);
        said(&done, &["`ci.sh`", NOTICE]);
        // Once for each side.
        assert_eq!(fake.count("GET", "/git/blobs/"), 2);
    }
    for target in ["../outside.sh", "/etc/passwd", "ci.sh"] {
        let head = [(WORKFLOW, script.as_str()), ("ci.sh", target)];
        let fake = repository(&head, &head);
        fake.state().modes.insert("ci.sh", "120000");
        assert_eq!(step(&fake, &head).run().code, 3, "{target}");
    }
}

/// A link on both sides is followed on each: its own bytes say nothing of what it leads to.
#[test]
fn a_link_of_the_base_is_followed_too() {
    let script = scripted("bash ci.sh");
    let files = |real: &'static str| {
        [
            (WORKFLOW, script.as_str()),
            ("ci.sh", "tools/ci.sh"),
            ("tools/ci.sh", real),
            ("mypy.ini", "conf/types"),
            ("conf/types", "[mypy]\nstrict = True\n"),
        ]
    };
    let [base, mut weaker] = [files("pytest -q\n"), files("pytest -q\n")];
    let modes = [("ci.sh", "120000"), ("mypy.ini", "120000")];
    let fake = repository(&base, &base);
    fake.state().modes.extend(modes);
    let done = step(&fake, &base).run();
    assert_eq!(done.code, 0, "{}", done.log);
    silent(&done);
    // Neither is in the workspace as a link: each is asked for by its id.
    let done = step(&fake, &base).gone("ci.sh").gone("mypy.ini").run();
    assert_eq!(done.code, 0, "{}", done.log);
    weaker[4].1 = "[mypy]\nstrict = False\n";
    let fake = repository(&base, &weaker);
    fake.state().modes.extend(modes);
    let done = step(&fake, &weaker).run();
    assert_eq!(done.code, 1, "{}", done.log);
    let fake = repository(&base, &files("pytest -q || true\n"));
    fake.state().modes.extend(modes);
    let done = step(&fake, &files("pytest -q || true\n")).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(done.summary.contains("Weaker than"), "{}", done.summary);
}

/// What lies in a submodule is of another commit; a shallow clone is as good as a deep one.
#[test]
fn a_submodule_and_a_shallow_clone_are_no_reason_to_doubt() {
    let head = [(WORKFLOW, CI), ("vendor/lib", "not a blob")];
    let fake = repository(&head, &head);
    fake.state().modes.insert("vendor/lib", "160000");
    let done = step(&fake, &[])
        .left("vendor/lib/x.sh", "true\n")
        .left("vendor/lib/.github/workflows/ci.yml", &muted())
        .left(".git/shallow", MERGE)
        .run();
    assert_eq!(done.code, 0, "{}", done.log);
    silent(&done);
}

/// A file that git does not track is no file of the commit, and reports are read where they lie.
#[test]
fn reports_are_read_from_the_workspace() {
    let fake = github();
    let report = "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>";
    let done = Step::new(&fake).left("r.xml", report).input("junit", "r.xml").run();
    assert_eq!((done.code, done.outputs["tests"].as_str()), (0, "2"), "{}", done.log);
    silent(&done);
}
