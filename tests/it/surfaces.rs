//! What users and machines read besides the terminal: comment, summary, check run, annotations,
//! SARIF.

use std::sync::Arc;

use jiff::civil::date;
use proptest::prelude::*;
use pulldown_cmark::{Event, Options, Parser, Tag};
use truegreen::case::Case;
use truegreen::drift::difference::Change;
use truegreen::facts::commit::Facts;
use truegreen::finding::{Finding, Severity};
use truegreen::policy::{Policy, PolicySource};
use truegreen::publish::judgement::{Commits, Judgement, Ruling, SeenRuns};
use truegreen::publish::notice::Notice;
use truegreen::publish::plan::CommentMode;
use truegreen::publish::{annotations, markdown, plan, sarif};
use truegreen::run::{Against, JudgedRun, PullRequest, RunAttempt, VerdictKey};
use truegreen::verdict::report::FindingState;

use crate::workspace::Workspace;

const HEAD: &str = "1234567890abcdef1234567890abcdef12345678";
const BASE: &str = "fedcba0987654321fedcba0987654321fedcba09";

fn run() -> JudgedRun {
    JudgedRun {
        server: "https://github.com".to_owned(),
        repository: "octo/service".to_owned(),
        event: "pull_request".to_owned(),
        own: RunAttempt { run: 4200, number: 2 },
        judged: RunAttempt { run: 4200, number: 2 },
        workflow: Some(".github/workflows/ci.yml".to_owned()),
        head: HEAD.to_owned(),
        pull_request: Some(PullRequest {
            number: 7,
            base_branch: "main".to_owned(),
            from_fork: false,
        }),
        against: Against {
            is_change: true,
            key: Some(VerdictKey { branch: "main".to_owned(), is_default: true }),
            commit: Some(BASE.to_owned()),
            is_tip: true,
        },
    }
}

fn workspace(files: &[(&str, &str)]) -> Workspace {
    let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned()));
    Workspace { files: files.collect() }
}

fn judged(workspace: &Workspace, source: PolicySource) -> Judgement {
    let mut policy = workspace.policy();
    if !policy.origin.path.is_empty() {
        policy.origin.source = source;
        policy.origin.digest = "9f31".repeat(16);
    }
    let facts = workspace.facts(&policy);
    let today = date(2026, 11, 20);
    let change = workspace.change(&policy, &facts);
    let case = Case { facts: &facts, change: &change, policy: &policy };
    let report =
        truegreen::verdict::weigh::judge(truegreen::rules::RULES, case, Severity::Fail, today);
    let texts = workspace.files.iter();
    let base = texts.clone().filter_map(|(path, text)| Some((path.strip_prefix("base:")?, text)));
    Judgement {
        base_sources: base
            .map(|(path, text)| (path.to_owned(), Arc::from(text.as_str())))
            .collect(),
        report,
        facts,
        change,
        policy,
        commits: Commits {
            head: Some(HEAD.to_owned()),
            base: Some(BASE.to_owned()),
            compared: Some(BASE.to_owned()),
        },
        run: Some(run()),
        seen: SeenRuns::default(),
        sources: texts.map(|(path, text)| (path.clone(), Arc::from(text.as_str()))).collect(),
    }
}

const CI: &str = "on: pull_request
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: ruff check .
  unit:
    runs-on: ubuntu-latest
    steps:
      - run: pytest -q
  audit:
    runs-on: ubuntu-latest
    steps:
      - name: Known vulnerabilities
        run: pip-audit
  gate:
    needs: [lint, unit, audit]
    if: always()
    runs-on: ubuntu-latest
    steps:
      - uses: truegreen/truegreen@v1
";
const POLICY: &str = "version: 1
workflows:
  ci.yml:
    jobs: { lint: {}, unit: {}, audit: {} }
tests:
  - { name: unit, reports: [\"reports/*.xml\"], at-least: 3 }
coverage:
  - { name: python, reports: [coverage.xml], lines: 40 }
waivers:
  - rule: skipped-test
    at: \"tests:unit/**\"
    reason: the mail server of the lab is down
    owner: \"@octo/payments\"
    id: QA-12
    until: 2026-12-31
";
const REPORT: &str = "<testsuites><testsuite name=\"pytest\">
<testcase classname=\"tests.unit.test_a\" name=\"test_one\"/>
<testcase classname=\"tests.unit.test_a\" name=\"test_two\"/>
<testcase classname=\"tests.unit.test_b\" name=\"test_three\"/>
</testsuite></testsuites>";

fn coverage(hits: [u32; 5]) -> String {
    let lines: String = (1..)
        .zip(hits)
        .map(|(number, hits)| format!("<line number=\"{number}\" hits=\"{hits}\"/>"))
        .collect();
    format!(
        "<coverage><packages><package><classes><class filename=\"a.py\"><lines>{lines}</lines></class>\
         </classes></package></packages></coverage>"
    )
}

fn jobs(unit: &str) -> String {
    let job = |id: u64, name: &str, conclusion: &str| {
        format!(
            "{{\"id\": {id}, \"name\": \"{name}\", \"status\": \"completed\", \"conclusion\": \"{conclusion}\"}}"
        )
    };
    format!(
        "{{\"workflow\": \".github/workflows/ci.yml\", \"own\": 9, \"jobs\": [{}, {}, {},
         {{\"id\": 9, \"name\": \"gate\", \"status\": \"in_progress\", \"conclusion\": null}}]}}",
        job(1, "lint", "success"),
        job(2, "unit", unit),
        job(3, "audit", "success")
    )
}

fn passing() -> Judgement {
    let policy = POLICY.split("waivers:").next().unwrap();
    let workspace = workspace(&[
        (".github/workflows/ci.yml", CI),
        (".github/truegreen.yml", policy),
        ("reports/unit.xml", REPORT),
        ("coverage.xml", &coverage([1, 1, 1, 0, 0])),
        ("jobs.json", &jobs("success")),
    ]);
    judged(&workspace, PolicySource::Base(BASE.to_owned()))
}

fn failing() -> Judgement {
    let ci = CI.replace(
        "      - run: pytest -q\n",
        "      - run: pytest -q -n 4\n        continue-on-error: true\n",
    );
    let workspace = workspace(&[
        (".github/workflows/ci.yml", &ci),
        (".github/truegreen.yml", POLICY.split("waivers:").next().unwrap()),
        ("reports/unit.xml", REPORT),
        ("coverage.xml", &coverage([1, 0, 0, 0, 0])),
        ("jobs.json", &jobs("skipped")),
    ]);
    judged(&workspace, PolicySource::Base(BASE.to_owned()))
}

fn inconclusive() -> Judgement {
    let cut = "<coverage><packages><package><classes><class filename=\"a.py\"><lines>\n<line numb";
    let workspace = workspace(&[
        (".github/workflows/ci.yml", CI),
        (".github/truegreen.yml", POLICY.split("waivers:").next().unwrap()),
        ("reports/unit.xml", REPORT),
        ("coverage.xml", cut),
        ("jobs.json", &jobs("success")),
    ]);
    judged(&workspace, PolicySource::Base(BASE.to_owned()))
}

fn waived(source: PolicySource) -> Judgement {
    let ci = CI.replace(
        "      - run: ruff check .\n",
        "      - run: ruff check .\n        continue-on-error: true\n",
    );
    let policy = POLICY.replace(
        "rule: skipped-test\n    at: \"tests:unit/**\"",
        "rule: continue-on-error\n    at: ci.yml/lint/**",
    );
    let workspace = workspace(&[
        (".github/workflows/ci.yml", &ci),
        (".github/truegreen.yml", &policy),
        ("reports/unit.xml", REPORT),
        ("coverage.xml", &coverage([1, 1, 1, 0, 0])),
        ("jobs.json", &jobs("success")),
    ]);
    judged(&workspace, source)
}

/// Returns a change that raises a timeout, lowers a minimum, drops a matrix job and a job, and adds
/// one, with a hostile name.
fn weaker() -> Judgement {
    let before = "on: pull_request
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - run: ruff check .
  unit:
    runs-on: ubuntu-latest
    timeout-minutes: 7
    strategy:
      matrix:
        os: [ubuntu-latest, windows-latest]
        python: ['3.11', '3.12']
    steps:
      - name: 'Unit | **bold** <img src=x> @octo'
        run: pytest -q --cov-fail-under=80
      - run: pip-audit --strict
  docs:
    runs-on: ubuntu-latest
    steps:
      - run: sphinx-build -W docs out
";
    let docs = before.find("  docs:").unwrap();
    let after = before[..docs]
        .replace("timeout-minutes: 7", "timeout-minutes: 70")
        .replace(", windows-latest]", "]")
        .replace("=80", "=60")
        .replace("pip-audit --strict", "pip-audit --strict --ignore-vuln PYSEC-2026-1 || true");
    let after =
        format!("{after}  types:\n    runs-on: ubuntu-latest\n    steps:\n      - run: mypy src\n");
    let workspace = workspace(&[
        ("base:.github/workflows/ci.yml", before),
        (".github/workflows/ci.yml", &after),
    ]);
    judged(&workspace, PolicySource::Base(BASE.to_owned()))
}

fn huge() -> Judgement {
    let steps: String = (0..2_000)
        .map(|n| format!("      - {{ run: \"make {n}\", continue-on-error: true }}\n"))
        .collect();
    let ci = CI.replace("      - run: ruff check .\n", &steps);
    let workspace = workspace(&[
        (".github/workflows/ci.yml", &ci),
        (".github/truegreen.yml", POLICY.split("waivers:").next().unwrap()),
        (
            "reports/unit.xml",
            &REPORT.replace(
                "name=\"test_one\"/>",
                "name=\"test_one\"><failure message=\"no\"/></testcase>",
            ),
        ),
        ("coverage.xml", &coverage([0, 0, 0, 0, 1])),
        ("jobs.json", &jobs("failure")),
    ]);
    judged(&workspace, PolicySource::Base(BASE.to_owned()))
}

fn comment(judgement: Judgement, notices: &[Notice]) -> String {
    let ruling = Ruling { run: run(), judged: Ok(Box::new(judgement)) };
    plan::comment(&ruling, "truegreen", CommentMode::Auto, notices).unwrap().body
}

fn missing() -> Notice {
    Notice {
        what: "the jobs of the run could not be read: GitHub refuses: Resource not accessible by integration".to_owned(),
        fix: "add `actions: read` to `permissions:` of this job".to_owned(),
    }
}

#[test]
fn the_comment_of_a_pass() {
    insta::assert_snapshot!(comment(passing(), &[]));
}

#[test]
fn the_comment_of_a_failure() {
    insta::assert_snapshot!(comment(failing(), &[missing()]));
}

#[test]
fn the_comment_of_a_weaker_change() {
    insta::assert_snapshot!(comment(weaker(), &[]));
}

#[test]
fn the_comment_where_nobody_can_tell() {
    insta::assert_snapshot!(comment(inconclusive(), &[]));
}

#[test]
fn the_comment_with_a_waiver() {
    insta::assert_snapshot!(comment(waived(PolicySource::Base(BASE.to_owned())), &[]));
}

#[test]
fn the_comment_of_the_change_that_brings_truegreen_in() {
    insta::assert_snapshot!(comment(waived(PolicySource::Adoption), &[]));
}

#[test]
fn the_comment_of_two_thousand_findings() {
    let judgement = huge();
    assert!(judgement.report.findings.len() > 2_000);
    let broken: std::collections::BTreeSet<&str> = judgement
        .report
        .findings
        .iter()
        .filter(|judged| judged.state == FindingState::Broken)
        .map(|judged| judged.rule.id)
        .collect();
    assert!(broken.len() > 3, "{broken:?}");
    let body = comment(huge(), &[]);
    assert!(body.len() <= 60_000);
    for rule in &broken {
        assert!(body.contains(&format!("- **{rule}**")), "{rule} is hidden by the flood");
    }
    insta::assert_snapshot!(body);
    let summary = markdown::summary(&judgement, &[]);
    assert!(summary.len() <= 1_000_000, "{}", summary.len());
    assert!(markdown::check_summary(&judgement, &[]).len() <= 65_000);
    assert!(markdown::check_text(&judgement).len() <= 65_000);
}

#[test]
fn the_check_run_says_the_same_in_its_own_places() {
    let ruling = Ruling { run: run(), judged: Ok(Box::new(failing())) };
    let check = plan::check_run(&ruling, "truegreen", &[]).unwrap();
    assert_eq!(check.conclusion.as_str(), "failure");
    let id = format!("tg1;pull_request;7;main;{BASE};;4200.2!");
    assert_eq!((check.external_id.field(), check.head_sha.as_str()), (id, HEAD));
    insta::assert_snapshot!(format!(
        "{}\n---- summary\n{}\n---- text\n{}\n---- annotations\n{}",
        check.title,
        check.summary,
        check.text,
        annotations::commands(&check.annotations)
    ));
    for (judgement, conclusion) in [(passing(), "success"), (inconclusive(), "failure")] {
        let ruling = Ruling { run: run(), judged: Ok(Box::new(judgement)) };
        assert_eq!(
            plan::check_run(&ruling, "truegreen", &[]).unwrap().conclusion.as_str(),
            conclusion
        );
    }
}

#[test]
fn the_job_summary_of_a_failure() {
    insta::assert_snapshot!(markdown::summary(&failing(), &[missing()]));
}

#[test]
fn a_comment_is_wanted_by_event_and_mode() {
    let wanted = |event: &str, mode: CommentMode, judgement: Judgement| {
        let run = JudgedRun { event: event.to_owned(), ..run() };
        let ruling = Ruling { run, judged: Ok(Box::new(judgement)) };
        plan::comment(&ruling, "truegreen", mode, &[]).map(|comment| comment.create)
    };
    assert_eq!(wanted("pull_request", CommentMode::Auto, passing()), Some(true));
    assert_eq!(wanted("push", CommentMode::Auto, passing()), None);
    assert_eq!(wanted("push", CommentMode::Always, passing()), Some(true));
    assert_eq!(wanted("pull_request", CommentMode::OnFailure, passing()), Some(false));
    assert_eq!(wanted("pull_request", CommentMode::OnFailure, failing()), Some(true));
    assert_eq!(wanted("pull_request", CommentMode::OnFailure, inconclusive()), Some(true));
    assert_eq!(wanted("pull_request", CommentMode::Never, failing()), None);
    let nobody = JudgedRun { pull_request: None, ..run() };
    let ruling = Ruling { run: nobody, judged: Ok(Box::new(failing())) };
    assert_eq!(plan::comment(&ruling, "truegreen", CommentMode::Always, &[]), None);
}

#[test]
fn a_gates_name_cannot_end_the_marker() {
    let ruling = Ruling { run: run(), judged: Ok(Box::new(passing())) };
    let comment = plan::comment(&ruling, "a --> b\n@octo", CommentMode::Auto, &[]).unwrap();
    assert!(comment.body.starts_with(&comment.marker));
    assert_eq!(comment.marker, "<!-- truegreen:v1 a%20%2D%2D%3E%20b%0A%40octo ");
    assert_eq!(comment.body.matches("-->").count(), 1);
}

#[test]
fn the_sarif_log_is_read_back_and_its_fingerprints_stay() {
    let text = sarif::render(&failing()).unwrap();
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    let [run] = log.runs.as_slice() else { panic!("one run") };
    let results = run.results.as_ref().unwrap();
    assert!(results.len() > 3);
    let rules = run.tool.driver.rules.as_ref().unwrap();
    for result in results {
        let index = usize::try_from(result.rule_index.unwrap()).unwrap();
        assert_eq!(Some(&rules[index].id), result.rule_id.as_ref());
    }
    // Lines that move change no fingerprint.
    let prints = |judgement: &Judgement| -> Vec<String> {
        let log: serde_json::Value =
            serde_json::from_str(&sarif::render(judgement).unwrap()).unwrap();
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        let mut prints: Vec<String> = results
            .iter()
            .map(|result| {
                result["partialFingerprints"]["truegreen/v1"].as_str().unwrap().to_owned()
            })
            .collect();
        prints.sort();
        prints
    };
    let mut moved = failing();
    for judged in &mut moved.report.findings {
        if let Some(place) = &mut judged.finding.location {
            place.span.line += 7;
            place.span.end_line += 7;
        }
    }
    assert_eq!(prints(&failing()), prints(&moved));
    let distinct: std::collections::BTreeSet<String> = prints(&failing()).into_iter().collect();
    assert_eq!(distinct.len(), results.len());
    insta::assert_snapshot!(text.split("\"results\"").nth(1).unwrap());
}

/// Returns a judgement in which every text is this one.
fn hostile(text: &str) -> Judgement {
    let mut judgement = failing();
    for judged in &mut judgement.report.findings {
        judged.finding =
            Finding::new(text, judged.finding.location.clone(), format!("job `{text}` is {text}"))
                .help(text)
                .related(judged.finding.location.clone(), text);
    }
    for suite in &mut judgement.policy.tests {
        suite.name = text.to_owned();
    }
    for rule in &mut judgement.report.rules {
        rule.reason = rule.reason.as_ref().map(|_| text.to_owned());
    }
    judgement
}

/// Returns the tags and links of a rendered body.
fn parts(body: &str) -> (Vec<String>, Vec<String>) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_GFM
        | Options::ENABLE_MATH;
    let (mut tags, mut links) = (Vec::new(), Vec::new());
    for event in Parser::new_ext(body, options) {
        match event {
            Event::Html(tag) | Event::InlineHtml(tag) => tags.push(tag.trim().to_owned()),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            Event::FootnoteReference(_) | Event::TaskListMarker(_) | Event::InlineMath(_) => {
                links.push(format!("{event:?}"));
            }
            _ => {}
        }
    }
    (tags, links)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_text_from_outside_is_read_as_markdown(
        text in "(?s).{0,60}|[`|\\\\<>&*_\\[\\]()!#@:~$^={}'\"+. \n0-9a-h-]{0,40}|<!-- truegreen:v1 truegreen run=9 attempt=9 -->|</details>|\\[x\\]\\(https://evil.example\\)"
    ) {
        for body in [
            comment(hostile(&text), &[Notice { what: text.clone(), fix: text.clone() }]),
            markdown::check_text(&hostile(&text)),
        ] {
            let (tags, links) = parts(&body);
            prop_assert!(tags.iter().filter(|tag| tag.starts_with("<!--")).count() <= 1, "{body}");
            for tag in &tags {
                let ours = ["<!-- truegreen:v1 truegreen run=4200", "<br>", "<code>", "</code>", "<sub>", "</sub>", "<details><summary>", "</details>"];
                prop_assert!(ours.iter().any(|start| tag.starts_with(start)), "{tag}\n{body}");
            }
            for link in &links {
                prop_assert!(link.starts_with("https://github.com/octo/service/"), "{link}\n{body}");
            }
        }
        let judgement = hostile(&text);
        let commands = annotations::commands(&annotations::of(&judgement));
        for line in commands.lines() {
            prop_assert!(
                ["::error ", "::warning ", "::notice "].iter().any(|start| line.starts_with(start)),
                "{line}"
            );
        }
    }
}

#[test]
fn the_default_policy_needs_no_file() {
    let facts = Facts::default();
    let policy = Policy::default();
    let change = Change::default();
    let case = Case { facts: &facts, change: &change, policy: &policy };
    let day = date(2026, 11, 20);
    let report =
        truegreen::verdict::weigh::judge(truegreen::rules::RULES, case, Severity::Fail, day);
    let judgement = Judgement {
        report,
        facts,
        change,
        policy,
        commits: Commits::default(),
        run: None,
        seen: SeenRuns::default(),
        sources: std::collections::BTreeMap::new(),
        base_sources: std::collections::BTreeMap::new(),
    };
    let summary = markdown::summary(&judgement, &[]);
    assert!(summary.starts_with("## ⛔ Cannot tell"), "{summary}");
}
