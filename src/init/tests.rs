use jiff::civil::date;
use proptest::prelude::*;

use super::draft::{
    Comes, Draft, FiltersDraft, JobDraft, KeptDraft, ReportDraft, SkipDraft, TermsDraft, Tier,
    ValueDraft, WaiverDraft, WorkflowDraft,
};
use super::lacks::{difference, missing_jobs};
use super::text;
use crate::policy::{Advisory, Policy, raw};

fn empty() -> Draft {
    Draft {
        today: date(2026, 11, 21),
        workflows: Vec::new(),
        unread: Vec::new(),
        idle: Vec::new(),
        skips: Vec::new(),
        tests: Vec::new(),
        coverage: Vec::new(),
        waivers: Vec::new(),
    }
}

fn read(text: &str) -> Policy {
    let parsed = raw::read(text.as_bytes(), &crate::rules::ids());
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

/// Returns the text with the commented entries turned into real ones.
fn switched_on(text: &str) -> String {
    let is_entry = |line: &&str| {
        ["# tests:", "# coverage:"].contains(line)
            || ["#   - ", "#     "].iter().any(|start| line.starts_with(start))
    };
    let on = |line| if is_entry(&line) { line.strip_prefix("# ").unwrap_or(line) } else { line };
    text.lines().map(on).collect::<Vec<_>>().join("\n")
}

fn report(name: &str, text: &str) -> ReportDraft {
    ReportDraft {
        name: name.to_owned(),
        // A glob that is made from a name must be a valid one, which is the duty of its maker.
        reports: vec!["a*.xml".to_owned()],
        learned: text.to_owned(),
        comes: Comes::Artifact { name: text.to_owned(), into: text.to_owned() },
        floor: Some(("82".to_owned(), text.to_owned())),
    }
}

fn whole(id: &str, label: &str) -> Draft {
    let job = JobDraft {
        id: id.to_owned(),
        advisory_steps: vec![label.to_owned()],
        notes: vec![label.to_owned()],
        terms: TermsDraft {
            kept: vec![KeptDraft { key: "name", value: super::scalar::scalar(label) }],
            needs: vec![label.to_owned()],
            matrix: vec![(
                id.to_owned(),
                vec![ValueDraft::Text(label.to_owned()), ValueDraft::Plain("3.10".to_owned())],
            )],
            timeout: Some("5".to_owned()),
            runs: vec!["pytest tests/unit".to_owned()],
        },
        ..JobDraft::default()
    };
    let workflow = WorkflowDraft {
        file: format!("{}.yml", id.replace('/', "_")),
        tier: Tier::Called(vec![label.to_owned()]),
        events: vec!["pull_request".to_owned()],
        filters: vec![FiltersDraft {
            event: "pull_request".to_owned(),
            filters: vec![("branches".to_owned(), vec![super::scalar::scalar(label)])],
        }],
        pinned: Some("version"),
        common: vec![KeptDraft { key: "runs-on", value: super::scalar::scalar(label) }],
        jobs: vec![job],
        left_out: vec![(label.to_owned(), label.to_owned())],
    };
    Draft {
        workflows: vec![workflow],
        unread: vec![(label.to_owned(), label.to_owned())],
        skips: vec![SkipDraft { job: format!("a/{id}"), when: format!("x{label}") }],
        tests: vec![report(id, label)],
        coverage: vec![report(id, label)],
        waivers: vec![WaiverDraft {
            rule: "muted-command".to_owned(),
            subject: format!("ci.yml/{label}"),
            found: label.to_owned(),
            count: 2,
            is_unknown: false,
            owner: Some(format!("@{label}")),
        }],
        ..empty()
    }
}

proptest! {
    /// Any name of a job, step, file or artifact is read back as it was, and no text becomes a key.
    #[test]
    fn any_name_survives_the_way_through_our_own_reader(
        id in "(?s).{0,12}[a-z]|[-'\"#:\\[\\]{},&*!|>%@` \n\t]{0,6}z",
        label in "(?s)[a-z].{0,40}|[-'\"#:\\[\\]{},&*?!|>%@` \n\t\u{85}\u{2028}\u{feff}\u{ffff}]{0,20}z",
    ) {
        // The names of terms cannot be names of axes.
        prop_assume!(!["equals", "has", "only", "never", "contains", "matches", "present"].contains(&id.as_str()));
        let draft = whole(&id, &label);
        let text = text::policy(&draft);
        for text in [text.clone(), switched_on(&text)] {
            let policy = read(&text);
            let [workflow] = policy.workflows.as_slice() else { panic!("{text}") };
            prop_assert_eq!(&workflow.file.value, &draft.workflows[0].file);
            let [job] = workflow.jobs.as_slice() else { panic!("{text}") };
            prop_assert_eq!(&job.id.value, &id);
            let Advisory::Steps(steps) = &job.advisory else { panic!("{text}") };
            prop_assert_eq!(&steps[0].value, &label);
            let [waiver] = policy.waivers.as_slice() else { panic!("{text}") };
            prop_assert!(waiver.at.0.matches(&draft.waivers[0].subject));
            prop_assert_eq!(&waiver.owner, &format!("@{label}"));
            prop_assert_eq!(&policy.skips_allowed[0].job.value, &format!("a/{id}"));
            prop_assert!(missing_jobs(&draft, &policy).is_empty());
        }
        let on = read(&switched_on(&text));
        prop_assert_eq!((&on.tests[0].name, &on.coverage[0].name), (&id, &id));
        // A user pastes what `--check` shows, so it must be read back.
        let shown = difference(&missing_jobs(&draft, &Policy::default()));
        let pasted: String = shown.lines().map(|line| format!("{}\n", &line[1..])).collect();
        let policy = read(&format!("version: 1\n{pasted}"));
        prop_assert!(policy.job(&draft.workflows[0].file, &id).is_some());
    }
}

#[test]
fn a_draft_without_anything_is_a_valid_policy() {
    let text = text::policy(&empty());
    assert!(read(&text).workflows.is_empty());
    assert!(text.contains("nothing is required yet"), "{text}");
}

#[test]
fn what_cannot_be_told_says_so_and_one_owner_is_filled_in_for_all() {
    let mut draft = whole("unit", "x");
    let waiver = WaiverDraft { owner: None, is_unknown: true, ..draft.waivers[0].clone() };
    let other =
        WaiverDraft { subject: "ci.yml/other".to_owned(), is_unknown: false, ..waiver.clone() };
    draft.waivers = vec![waiver, other];
    let text = text::policy(&draft);
    assert_eq!(text.matches("@FILL-IN").count(), 1, "{text}");
    let policy = read(&text);
    assert_eq!(
        policy.waivers.iter().map(|waiver| waiver.owner.as_str()).collect::<Vec<_>>(),
        ["@FILL-IN"; 2]
    );
    assert_eq!(policy.waivers[0].reason, "cannot be told at adoption; look, and decide");
    assert_eq!(policy.waivers[1].reason, "present at adoption");
    assert_eq!(policy.waivers[0].until.value, date(2027, 2, 19));
    assert_eq!(draft.ownerless(), 2);
}
