//! Pass, fail, cannot tell, refused: on every surface at once.

use super::step::{BASE, CI, HEAD, MERGE, POLICY, RUN, Step, check_run, comments, github, muted};

#[test]
fn a_pass_is_green_everywhere() {
    let fake = github();
    let done = Step::new(&fake).input("sarif", "out.sarif").run();
    assert_eq!(done.code, 0, "{}{}", done.log, done.errors);
    let check = check_run(&fake);
    assert_eq!(check["conclusion"], "success");
    assert_eq!(
        (check["name"].as_str(), check["head_sha"].as_str()),
        (Some("truegreen"), Some(HEAD))
    );
    let blob = crate::fake::blob_id(POLICY.as_bytes());
    let id = format!("tg1;pull_request;7;main;{BASE};{blob};{}.{}", RUN.0, RUN.1);
    assert_eq!(check["external_id"], id);
    let [comment] = comments(&fake).try_into().unwrap();
    assert!(comment.contains("## ✅ True green"), "{comment}");
    assert!(comment.contains(&format!("against `main` `{}`", &BASE[..10])), "{comment}");
    assert!(done.summary.contains("## ✅ True green"));
    assert_eq!(done.outputs["verdict"], "pass");
    assert_eq!((done.outputs["findings"].as_str(), done.outputs["tests"].as_str()), ("0", ""));
    assert_eq!(done.outputs["report"], "truegreen-report.json");
    let report = done.report.unwrap();
    assert_eq!((report["verdict"].as_str(), report["base"].as_str()), (Some("pass"), Some(BASE)));
    assert_eq!(report["policy"]["source"], "base");
    assert!(done.sarif.unwrap().contains("\"2.1.0\""));
    assert!(done.log.contains("PASS"), "{}", done.log);
}

#[test]
fn a_change_that_mutes_a_test_is_red_everywhere() {
    let fake = github();
    let done = Step::new(&fake).file(".github/workflows/ci.yml", &muted()).run();
    assert_eq!(done.code, 1, "{}", done.errors);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
    assert!(comments(&fake)[0].contains("## ❌ Not a true green: 2 things are broken"));
    assert!(done.summary.contains("**continue-on-error**"));
    assert!(done.log.contains("::error file=.github/workflows/ci.yml,line=7"), "{}", done.log);
    assert_eq!(
        (done.outputs["verdict"].as_str(), done.outputs["findings"].as_str()),
        ("fail", "2")
    );
    let annotations = fake.state().annotations.values().next().unwrap().clone();
    assert_eq!(annotations[0]["path"], ".github/workflows/ci.yml");
    assert_eq!(annotations[0]["start_line"], 7);
}

/// The head's own policy turns the rule off. The policy of the base counts, read from the parent of
/// the merge commit and not from the older base in the payload.
#[test]
fn a_change_cannot_bring_its_own_policy() {
    let fake = github();
    let off = "version: 1\nrules: { continue-on-error: off }\n";
    let step = Step::new(&fake).file(".github/workflows/ci.yml", &muted());
    let done = step.file(".github/truegreen.yml", off).run();
    assert_eq!(done.code, 1, "{}", done.log);
    let report = done.report.unwrap();
    assert_eq!(report["policy"]["commit"], BASE);
}

#[test]
fn a_job_that_was_skipped_is_red_though_github_calls_it_green() {
    let fake = github();
    fake.state().jobs.clear();
    fake.state().job(RUN, 1, "unit", Some("skipped"));
    fake.state().job(RUN, 9, "gate", None);
    let needs = "{\"unit\": {\"result\": \"skipped\", \"outputs\": {}}}";
    let done = Step::new(&fake).input("needs", needs).run();
    assert_eq!(done.code, 1, "{}", done.log);
    assert!(comments(&fake)[0].contains("required job `unit` was skipped"));
}

#[test]
fn a_report_that_is_cut_off_is_no_pass() {
    let fake = github();
    let done = Step::new(&fake)
        .file("r.xml", "<testsuites><testsuite><testcase name='a'/>")
        .input("junit", "r.xml")
        .run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
    assert_eq!(done.outputs["verdict"], "inconclusive");
    assert!(comments(&fake)[0].contains("## ⛔ Cannot tell"));
}

#[test]
fn reports_are_found_by_the_names_that_the_host_gives_them() {
    let fake = github();
    let report = "<testsuite><testcase name='a'/><testcase name='b'/></testsuite>";
    for named in [
        "reports/*.xml",
        "/home/runner/work/service/service/reports/unit.xml",
        "file:///home/runner/work/service/service/reports/unit.xml",
        "/__w/service/service/reports/*.xml",
        "/github/workspace/reports/unit.xml",
        "none/{a,b}.xml\nreports/unit.xml",
    ] {
        let done = Step::new(&fake).file("reports/unit.xml", report).input("junit", named).run();
        let missing = named.starts_with("none");
        assert_eq!(done.code, i32::from(missing), "{named}: {}", done.log);
        assert_eq!(done.outputs["tests"], "2", "{named}");
    }
}

#[test]
fn the_default_floor_leaves_the_policys_own_alone() {
    let fake = github();
    let policy = format!("{POLICY}coverage:\n  - {{ name: c, reports: [c.xml], lines: 30 }}\n");
    let base = [(".github/truegreen.yml", policy.as_str())];
    fake.state().commit(BASE, &[], &base);
    let lines: String = (1..=3).map(|n| format!("<line number='{n}' hits='{}'/>", n / 3)).collect();
    let coverage = format!(
        "<coverage><packages><package><classes><class filename='a'><lines>{lines}</lines></class></classes></package></packages></coverage>"
    );
    let run =
        |floor: &str| Step::new(&fake).file("c.xml", &coverage).input("coverage-min", floor).run();
    let done = run("40");
    assert_eq!((done.code, done.outputs["coverage"].as_str()), (0, "33.33"), "{}", done.log);
    assert_eq!(run("50").code, 1);
}

#[test]
fn a_wrong_policy_judges_nothing_and_leaves_no_green_check() {
    let fake = github();
    fake.state().commit(BASE, &[], &[(".github/truegreen.yml", "version: 1\nrulez: {}\n")]);
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 2);
    assert_eq!(check_run(&fake)["conclusion"], "failure");
    assert!(done.summary.contains("Nothing was judged"), "{}", done.summary);
    assert!(comments(&fake)[0].contains("did you mean"), "{}", comments(&fake)[0]);
    assert_eq!(done.outputs["verdict"], "error");
}

#[test]
fn wrong_inputs_are_all_told_at_once_and_nothing_is_sent() {
    let fake = github();
    let step = Step::new(&fake).input("coverage-min", "lots").input("comment", "maybe");
    let done = step.input("job-id", "unit").run();
    assert_eq!(done.code, 2);
    for name in ["coverage-min", "comment", "job-id"] {
        assert!(done.errors.contains(&format!("`{name}`")), "{name}: {}", done.errors);
        assert!(done.summary.contains(&format!("`{name}`")), "{name}: {}", done.summary);
    }
    assert_eq!(fake.requests().len(), 0);
}

#[test]
fn without_a_checkout_the_tree_is_read_through_the_api() {
    let fake = github();
    let done = Step::new(&fake).empty().run();
    assert_eq!(done.code, 0, "{}{}", done.log, done.errors);
    let files =
        [(".github/workflows/ci.yml", muted()), (".github/truegreen.yml", POLICY.to_owned())];
    let files: Vec<(&str, &str)> =
        files.iter().map(|(path, text)| (*path, text.as_str())).collect();
    fake.state().commit(super::step::MERGE, &[BASE, HEAD], &files);
    assert_eq!(Step::new(&fake).empty().run().code, 1);
    fake.state().truncates_trees = true;
    assert_eq!(Step::new(&fake).empty().run().code, 3);
}

#[test]
fn another_commit_in_the_workspace_proves_nothing() {
    let fake = github();
    let done = Step::new(&fake).checked_out(Some(BASE)).run();
    assert_eq!(done.code, 3, "{}", done.log);
    assert!(done.summary.contains("the workspace holds commit"), "{}", done.summary);
    let next = fake.state().again(RUN);
    let step = || Step::new(&fake).attempt(next.0, next.1);
    assert_eq!(step().checked_out(Some(HEAD)).run().code, 0);
    // The branch is checked out by its name.
    let by_name = step().checked_out(Some("ref: refs/heads/topic"));
    assert_eq!(by_name.file(".git/refs/heads/topic", &format!("{HEAD}\n")).run().code, 0);
}

#[test]
fn a_file_that_only_the_build_left_is_no_file_of_the_commit() {
    let fake = github();
    let policy = format!("{POLICY}files:\n  - {{ path: \"t/*.py\", exactly: [a.py] }}\n");
    let files = [
        (".github/truegreen.yml", policy.as_str()),
        ("t/a.py", ""),
        (".github/workflows/ci.yml", CI),
    ];
    fake.state().commit(BASE, &[], &files);
    fake.state().commit(super::step::MERGE, &[BASE, HEAD], &files);
    let done = Step::new(&fake).file("t/a.py", "").left("t/b.py", "left by the build").run();
    assert_eq!(done.code, 0, "{}", done.log);
    fake.state().truncates_trees = true;
    assert_eq!(Step::new(&fake).file("t/a.py", "").run().code, 3);
}

#[cfg(unix)]
#[test]
fn the_report_is_not_written_through_a_link_of_the_repository() {
    let outside = tempfile::tempdir().unwrap();
    let target = outside.path().join("target");
    std::fs::write(&target, "untouched").unwrap();
    let fake = github();
    let done = Step::new(&fake).input("sarif", "../escape.sarif").run();
    assert_eq!(done.code, 0);
    assert!(done.summary.contains("could not be written"), "{}", done.summary);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "untouched");
}

#[test]
fn a_whole_pull_request_stays_within_twelve_requests() {
    let fake = github();
    assert_eq!(Step::new(&fake).attempt(RUN.0, 1).run().code, 0);
    let first = fake.requests().len();
    fake.state().job((RUN.0, 3), 1, "unit", Some("success"));
    let before = fake.requests().len();
    assert_eq!(Step::new(&fake).attempt(RUN.0, 3).run().code, 0);
    let again = fake.requests().len() - before;
    loud!("requests: {first} the first time, {again} when check and comment are there");
    // Each of the two attempts before the third takes one more request.
    assert!(first <= 12 && again <= 13 + 2, "{first} and {again}: {:#?}", fake.requests());
}

#[test]
fn a_job_that_was_green_only_when_it_ran_again_is_noted() {
    let fake = github();
    fake.state().jobs.remove(&(RUN.0, 1));
    fake.state().job((RUN.0, 1), 1, "unit", Some("failure"));
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    let report = done.report.unwrap();
    let finding = &report["findings"][0];
    assert_eq!(
        (&finding["rule"], &finding["subject"]),
        (&"green-on-rerun".into(), &"ci.yml/unit".into())
    );
    assert!(
        done.summary.contains("failed in attempt 1 and is green in attempt 2"),
        "{}",
        done.summary
    );

    // An attempt that cannot be read is a note and turns nothing red, unless the policy says so.
    fake.state().jobs.remove(&(RUN.0, 1));
    let done = Step::new(&fake).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert!(done.summary.contains("the jobs of attempt 1 cannot be read"), "{}", done.summary);
    let strict = format!("{POLICY}rules: {{ green-on-rerun: fail }}\n");
    let files = [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", strict.as_str())];
    fake.state().commit(BASE, &[], &files);
    assert_eq!(Step::new(&fake).run().code, 3);
}

#[test]
fn no_more_than_four_attempts_before_the_judged_one_are_asked_for() {
    let fake = github();
    for number in 1..=9 {
        fake.state().job((4300, number), 1, "unit", Some("success"));
    }
    let done = Step::new(&fake).attempt(4300, 9).run();
    assert_eq!(done.code, 0, "{}", done.log);
    assert_eq!(fake.count("GET", "/attempts/"), 5);
    assert!(done.summary.contains("attempts before 5 are not looked at"), "{}", done.summary);
}

/// Only the files that the policy names are read, each once: from the workspace, or through the API
/// if nothing is checked out.
#[test]
fn settings_are_read_where_the_policy_names_them() {
    let policy = format!(
        "{POLICY}settings:\n  pyproject.toml: {{ $.tool.mypy.strict: true }}\n  \"bench/*.json\": {{ $.reason: {{ present: true }} }}\n"
    );
    let settings = [
        ("pyproject.toml", "[tool.mypy]\nstrict = false\n"),
        ("bench/a.json", "{\"reason\": \"new\"}"),
        ("bench/b.json", "{}"),
        ("bench/deep/c.json", "{}"),
        ("package.json", "{}"),
    ];
    let subjects = |done: &super::step::Done| -> Vec<String> {
        let findings = done.report.as_ref().unwrap()["findings"].as_array().unwrap();
        findings.iter().map(|one| one["subject"].as_str().unwrap().to_owned()).collect()
    };
    let expected = ["bench/b.json/$.reason", "pyproject.toml/$.tool.mypy.strict"];
    let files: Vec<(&str, &str)> =
        [(".github/workflows/ci.yml", CI), (".github/truegreen.yml", &policy)]
            .into_iter()
            .chain(settings)
            .collect();
    for is_local in [true, false] {
        let fake = github();
        for commit in [(BASE, &[][..]), (HEAD, &[BASE]), (MERGE, &[BASE, HEAD])] {
            fake.state().commit(commit.0, commit.1, &files);
        }
        let mut step = Step::new(&fake);
        if is_local {
            for (path, text) in &files {
                step = step.file(path, text);
            }
        } else {
            step = step.empty();
        }
        let done = step.run();
        assert_eq!(done.code, 1, "{}", done.log);
        assert_eq!(subjects(&done), expected, "{}", done.log);
        let of = |path: &str| fake.count("GET", path);
        let once = usize::from(!is_local);
        assert_eq!((of("pyproject.toml"), of("bench/a.json")), (once, once));
        assert_eq!((of("c.json"), of("package.json")), (0, 0));
    }
}
