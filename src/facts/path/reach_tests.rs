use std::sync::Arc;

use super::*;
use crate::facts::path::home::RepositoryContext;
use crate::formats::workflow::read_workflow;

fn workflow(text: &str) -> Workflow {
    let parsed = read_workflow(&Arc::from(".github/workflows/ci.yml"), text.as_bytes());
    assert_eq!(parsed.problems, [], "{text}");
    parsed.value.unwrap()
}

/// Returns the scenarios that skip the last job.
fn skipped(text: &str) -> Vec<Scenario> {
    skipped_at(text, &RepositoryContext::default())
}

fn skipped_at(text: &str, home: &RepositoryContext) -> Vec<Scenario> {
    let workflow = workflow(text);
    let reach = Reach::new(&workflow, home);
    let skips = reach.skips(workflow.jobs.last().unwrap());
    skips.into_iter().map(|skip| skip.scenario).collect()
}

fn with_condition(on: &str, condition: &str) -> String {
    format!(
        "on: {on}\njobs:\n  unit:\n    if: {condition}\n    runs-on: x\n    steps: [{{ run: a }}]\n"
    )
}

use Scenario::{Any, Dependabot, Draft, Fork, MergeGroup, Push, Renovate, SameRepository};

#[test]
fn each_condition_is_skipped_in_just_these_scenarios() {
    let all = "[push, pull_request, merge_group]";
    for (condition, scenarios) in [
        ("true", &[][..]),
        ("false", &[SameRepository, Fork, Push, MergeGroup]),
        ("${{ 0 }}", &[SameRepository, Fork, Push, MergeGroup]),
        ("github.event_name == 'push'", &[SameRepository, Fork, MergeGroup]),
        ("github.event_name != 'merge_group'", &[MergeGroup]),
        ("github.base_ref", &[Push]),
        ("github.event.pull_request", &[Push, MergeGroup]),
        ("github.event.number", &[Push, MergeGroup]),
        ("github.head_ref != github.base_ref", &[Push]),
        (
            "github.head_ref == github.base_ref && github.event_name == 'pull_request'",
            &[SameRepository, Push, MergeGroup],
        ),
        ("startsWith(github.head_ref, 'dependabot/') == false", &[Dependabot]),
        ("github.actor != 'dependabot[bot]'", &[Dependabot]),
        ("github.actor == 'dependabot[bot]'", &[SameRepository, Fork, Push, MergeGroup]),
        ("github.event.pull_request.user.type != 'Bot'", &[Dependabot, Renovate]),
        ("endsWith(github.actor, '[bot]')", &[SameRepository, Fork, Push, MergeGroup]),
        (
            "github.actor == github.event.pull_request.user.login || github.event_name != 'pull_request'",
            &[],
        ),
        ("github.event.pull_request.draft != true", &[Draft]),
        ("github.ref == 'refs/heads/main'", &[SameRepository, Fork, MergeGroup]),
        (
            "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)",
            &[SameRepository, Fork],
        ),
        ("github.ref != format('refs/heads/{0}', github.event.repository.default_branch)", &[Push]),
        ("github.ref_name == github.event.repository.default_branch && true", &[]),
        ("startsWith(github.ref, 'refs/heads/gh-readonly-queue/')", &[SameRepository, Fork]),
        ("contains(github.ref, 'refs/tags')", &[SameRepository, Fork]),
        ("github.ref_type == 'tag'", &[SameRepository, Fork, Push, MergeGroup]),
        ("contains(github.event.pull_request.labels.*.name, 'ci')", &[Push, MergeGroup]),
        ("contains(github.event.head_commit.message, '[ci]')", &[SameRepository, Fork, MergeGroup]),
        ("github.event.action == 'synchronize'", &[SameRepository, Fork, Push, MergeGroup]),
        ("github.event.label.name == 'ci'", &[SameRepository, Fork, Push, MergeGroup]),
        (
            "github.event.inputs.ci == 'true' || inputs.ci",
            &[SameRepository, Fork, Push, MergeGroup],
        ),
        ("github.event.pull_request.author_association == 'OWNER'", &[Push, MergeGroup]),
        ("vars.CI || env.CI || github.repository == 'acme/orders'", &[]),
        ("github.repository_owner == 'acme' && github.event.repository.fork == false", &[]),
        (
            "github.event.pull_request.head.repo.id == github.event.repository.id || github.event_name == 'push'",
            &[Fork],
        ),
        ("failure()", &[SameRepository, Fork, Push, MergeGroup]),
        ("cancelled()", &[SameRepository, Fork, Push, MergeGroup]),
        ("always()", &[]),
        ("success('unit')", &[]),
        ("fromJSON('no json')", &[]),
    ] {
        let text = with_condition(all, &format!("\"{condition}\""));
        let got = skipped(&text);
        assert_eq!(got, scenarios, "{condition}");
    }
}

#[test]
fn only_events_that_start_the_workflow_count() {
    let never = |on: &str| skipped(&with_condition(on, "false"));
    assert_eq!(never("push"), [Push]);
    assert_eq!(never("{ push: { tags: [v1] } }"), [Any]);
    assert_eq!(never("{ push: { tags: [v1], branches: [main] } }"), [Push]);
    assert_eq!(never("{ push: { branches: ['v*-release', '[0-9].x'] } }"), [Any]);
    assert_eq!(never("{ push: { branches: ['v*', 'm*'] } }"), [Push]);
    assert_eq!(never("{ pull_request: { types: [closed] } }"), [Any]);
    assert_eq!(never("{ pull_request: { types: [labeled, closed] } }"), [SameRepository, Fork]);
    assert_eq!(never("schedule"), [Any]);
    assert_eq!(never("workflow_call"), [Any]);
    assert_eq!(skipped(&with_condition("workflow_call", "github.event_name == 'push'")), []);
    let drafts = "github.event.pull_request.draft == false";
    let types = "{ pull_request: { types: [synchronize, ready_for_review] } }";
    assert_eq!(skipped(&with_condition(types, drafts)), []);
    // A label starts the workflow, and so does every push: the check of the new commit is skipped.
    let label = "github.event.label.name == 'ci'";
    let on = |types: &str| format!("{{ pull_request: {{ types: {types} }} }}");
    assert_eq!(skipped(&with_condition(&on("[labeled]"), label)), []);
    assert_eq!(
        skipped(&with_condition(&on("[labeled, synchronize]"), label)),
        [SameRepository, Fork]
    );
}

#[test]
fn what_is_known_of_the_repository_decides() {
    let home = RepositoryContext {
        repository: Some("acme/orders".to_owned()),
        branch: Some("main".to_owned()),
    };
    let at = |on: &str, condition: &str| skipped_at(&with_condition(on, condition), &home);
    let both = "[push, pull_request]";
    assert_eq!(at(both, "github.repository == 'ACME/orders'"), []);
    assert_eq!(at(both, "github.repository == 'other/orders'"), [SameRepository, Fork, Push]);
    assert_eq!(at(both, "github.repository_owner != 'acme'"), [SameRepository, Fork, Push]);
    assert_eq!(at(both, "github.event.repository.name == 'orders'"), []);
    let own = "github.event.pull_request.head.repo.full_name == github.repository";
    assert_eq!(at("pull_request", own), [Fork]);
    let owner = "github.event.pull_request.head.repo.owner.login == 'acme'";
    assert_eq!(at("pull_request", owner), [Fork]);
    assert_eq!(at("push", "github.ref == 'refs/heads/master'"), [Push]);
    assert_eq!(at("pull_request", "github.base_ref != 'main'"), [SameRepository, Fork]);
    assert_eq!(at("pull_request", "github.head_ref == 'main'"), [SameRepository]);
    assert_eq!(at("{ push: { branches: [dev] } }", "false"), [Any]);
    assert_eq!(at("{ push: { branches: ['m*'] } }", "false"), [Push]);
    assert_eq!(at("{ push: { branches-ignore: [main] } }", "false"), [Any]);
    // The only branch in the filter is known too.
    let dev = with_condition("{ push: { branches: [dev] } }", "github.ref_name == 'main'");
    assert_eq!(skipped(&dev), [Push]);
}

fn behind(jobs: &str) -> String {
    format!("on: pull_request\njobs:\n{jobs}")
}

const STEPS: &str = "runs-on: x, steps: [{ run: a }]";

#[test]
fn a_skipped_job_drags_along_all_behind_it_that_ask_for_success() {
    let first = format!("  a: {{ if: github.event.pull_request.head.repo.fork, {STEPS} }}\n");
    for (rest, scenarios) in [
        (format!("  b: {{ needs: a, {STEPS} }}\n"), &[SameRepository][..]),
        (format!("  b: {{ needs: A, if: always(), {STEPS} }}\n"), &[]),
        (
            format!("  b: {{ needs: a, if: always(), {STEPS} }}\n  c: {{ needs: b, {STEPS} }}\n"),
            &[SameRepository],
        ),
        (
            format!(
                "  b: {{ needs: a, if: always(), {STEPS} }}\n  c: {{ needs: b, if: '!failure()', {STEPS} }}\n"
            ),
            &[],
        ),
        (
            format!(
                "  b: {{ needs: a, if: \"always() && needs.a.result != 'skipped'\", {STEPS} }}\n"
            ),
            &[SameRepository],
        ),
        (
            format!("  b: {{ needs: a, if: \"always() && needs.a.outputs.x == 'y'\", {STEPS} }}\n"),
            // The job declares no such output.
            &[SameRepository, Fork],
        ),
        (
            format!("  b: {{ if: \"needs.a.result == 'success'\", {STEPS} }}\n"),
            &[SameRepository, Fork],
        ),
    ] {
        assert_eq!(skipped(&behind(&format!("{first}{rest}"))), scenarios, "{rest}");
    }
}

#[test]
fn a_job_that_runs_when_another_fails_has_nothing_to_do_otherwise() {
    for (condition, scenarios) in [
        ("failure()", &[][..]),
        ("always() && contains(needs.*.result, 'failure')", &[]),
        ("failure() && github.ref_name == 'main'", &[SameRepository, Fork]),
        ("failure() && false", &[SameRepository, Fork]),
    ] {
        let jobs =
            format!("  a: {{ {STEPS} }}\n  b: {{ needs: a, if: \"{condition}\", {STEPS} }}\n");
        assert_eq!(skipped(&behind(&jobs)), scenarios, "{condition}");
    }
}

#[test]
fn a_skip_names_its_root_and_the_part_that_is_false() {
    let text = behind(&format!(
        "  a: {{ if: \"github.actor != 'x' && (github.event_name == 'push')\", {STEPS} }}\n  \
           b: {{ needs: a, if: always(), {STEPS} }}\n  c: {{ needs: [b], {STEPS} }}\n"
    ));
    let workflow = workflow(&text);
    let reach = Reach::new(&workflow, &RepositoryContext::default());
    let job = workflow.jobs.last().unwrap();
    let skips = reach.skips(job);
    assert_eq!(skips[0].root.id.value, "a");
    assert_eq!(skips[0].part.as_deref(), Some("(github.event_name == 'push')"));
    assert_eq!(reach.need(job, skips[0].root), Some(job.needs[0].span));
}

#[test]
fn a_failure_before_a_required_job_is_hidden_unless_something_required_turns_red() {
    let hidden_failures = |jobs: &str, required: &[&str]| {
        let workflow = workflow(&behind(jobs));
        let required_by_flag = required.iter().map(|&id| id.to_owned()).collect();
        let policy = Policy { required_by_flag, ..Policy::default() };
        let reach = Reach::new(&workflow, &RepositoryContext::default());
        let job = workflow.jobs.iter().find(|job| job.id.value == "unit").unwrap();
        let found = reach.hidden_failures(job, &policy);
        found.into_iter().map(|job| job.id.value.clone()).collect::<Vec<_>>()
    };
    let two = format!("  build: {{ {STEPS} }}\n  unit: {{ needs: build, {STEPS} }}\n");
    assert_eq!(hidden_failures(&two, &["unit"]), ["build"]);
    assert_eq!(hidden_failures(&two, &["unit", "build"]), [""; 0]);
    let tolerant = two.replace("build: {", "build: { continue-on-error: true,");
    assert_eq!(hidden_failures(&tolerant, &["unit"]), [""; 0]);
    let always = two.replace("needs: build,", "needs: build, if: always(),");
    assert_eq!(hidden_failures(&always, &["unit"]), [""; 0]);
    let gate = |script: &str| {
        format!(
            "{two}  gate: {{ needs: unit, if: always(), runs-on: x, steps: [{{ run: \"{script}\" }}] }}\n"
        )
    };
    let sum = gate("test ${{ needs.unit.result }} = success");
    assert_eq!(hidden_failures(&sum, &["unit", "gate"]), [""; 0]);
    // A use of `needs` that cannot be followed may be a use of the result.
    assert_eq!(hidden_failures(&gate("check '${{ toJSON(needs) }}'"), &["unit", "gate"]), [""; 0]);
    assert_eq!(hidden_failures(&gate("echo done"), &["unit", "gate"]), ["build"]);
    // No required job waits for this one.
    assert_eq!(hidden_failures(&sum, &["unit"]), ["build"]);
}

#[test]
fn what_the_change_itself_decides_is_named() {
    let decider = |condition: &str| {
        let text = with_condition("[push, pull_request]", &format!("\"{condition}\""));
        let workflow = workflow(&text);
        let reach = Reach::new(&workflow, &RepositoryContext::default());
        reach.decider(&workflow.jobs[0]).map(|(_, decider)| decider)
    };
    let label = "contains(github.event.pull_request.labels.*.name, 'ci')";
    assert_eq!(decider(label), Some(Decider::Label));
    assert_eq!(decider("contains(github.event.head_commit.message, 'ci')"), Some(Decider::Words));
    assert_eq!(decider("startsWith(github.head_ref, 'ci/')"), Some(Decider::Branch));
    assert_eq!(decider(&format!("{label} || true")), None);
    // A variable decides if nothing in the change does.
    assert_eq!(decider("vars.LABELS"), Some(Decider::Variable("vars.LABELS".to_owned())));
    assert_eq!(decider(&format!("vars.LABELS && {label}")), Some(Decider::Label));
    // Anything else is named by its context.
    let actor = Some(Decider::Run("github.actor".to_owned()));
    assert_eq!(decider("github.event_name && github.actor == 'labels'"), actor);
}
