use std::sync::Arc;

use proptest::prelude::*;

use super::model::{Matrix, OrExpr, Permissions, Value, Workflow};
use super::{read_action, read_workflow};
use crate::formats::problem::{Parsed, Problem};
use crate::span::{Span, Spanned};

const EVERYTHING: &str = include_str!("../../../testdata/workflows/everything.yml");
const ACTION: &str = include_str!("../../../testdata/workflows/action.yml");

fn read(text: &str) -> Parsed<Workflow> {
    read_workflow(&Arc::from(".github/workflows/ci.yml"), text.as_bytes())
}

fn everything() -> Workflow {
    let parsed = read(EVERYTHING);
    assert_eq!(parsed.problems, []);
    parsed.value.unwrap()
}

fn values<T: AsRef<str>>(pairs: &[(Spanned<String>, Spanned<T>)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (name.as_str(), value.value.as_ref())).collect()
}

#[test]
fn the_head_of_a_workflow_is_read() {
    let workflow = everything();
    assert_eq!(workflow.name.unwrap().value, "everything");
    assert_eq!(workflow.on_span, Span::new(4, 1, 4, 3));
    let events: Vec<_> = workflow.on.iter().map(|trigger| trigger.event.as_str()).collect();
    assert_eq!(events, ["push", "pull_request", "schedule", "workflow_dispatch", "workflow_call"]);
    let filters: Vec<(&str, Vec<&str>)> = workflow
        .on
        .iter()
        .flat_map(|trigger| &trigger.filters)
        .map(|(name, values)| (name.as_str(), values.iter().map(Spanned::as_str).collect()))
        .collect();
    assert_eq!(
        filters,
        [
            ("branches", vec!["main", "release/**"]),
            ("paths-ignore", vec!["docs/**"]),
            ("cron", vec!["30 5 * * 1,3"]),
            ("cron", vec!["0 0 * * *"]),
        ]
    );
    let Permissions::Scopes(scopes) = workflow.permissions.unwrap().value else { panic!() };
    assert_eq!(values(&scopes), [("contents", "read"), ("some-new-scope", "write")]);
    assert_eq!(
        values(&workflow.env.vars),
        [("DEBUG", "true"), ("COUNT", "010"), ("EMPTY", ""), ("TEXT", "${{ vars.TEXT }}")]
    );
    assert_eq!(workflow.defaults.shell.unwrap().value, "bash");
    assert_eq!(workflow.defaults.working_directory.unwrap().value, "src");
    let concurrency = workflow.concurrency.unwrap();
    assert!(matches!(concurrency.cancel_in_progress.unwrap().value, OrExpr::Expr(_)));
    assert!(concurrency.group.unwrap().value.starts_with("${{ github.workflow"));
}

#[test]
fn a_job_is_read_with_all_its_parts() {
    let workflow = everything();
    let ids: Vec<_> = workflow.jobs.iter().map(|job| job.id.as_str()).collect();
    assert_eq!(ids, ["unit", "list", "pool", "call"]);
    let unit = &workflow.jobs[0];
    assert_eq!(unit.name.as_ref().unwrap().value, "unit (${{ matrix.os }})");
    assert_eq!(unit.timeout_minutes.as_ref().unwrap().value, OrExpr::Literal(15.5));
    let flag = unit.continue_on_error.as_ref().unwrap();
    assert_eq!(flag.value.value, OrExpr::Expr("${{ matrix.experimental }}".to_owned()));
    assert_eq!((flag.key.line, flag.value.span.column), (45, 24));
    assert!(
        matches!(&unit.permissions.as_ref().unwrap().value, Permissions::All(all) if all == "read-all")
    );
    assert_eq!(unit.env.vars.len(), 4, "the alias is the workflow's own map");
    assert!(unit.container.is_some());
    assert_eq!(values(&unit.outputs), [("report", "${{ steps.run.outputs.report }}")]);
    assert_eq!(unit.needs[0].value, "list");
    assert_eq!(unit.span.line, 40);
    let list = &workflow.jobs[1];
    assert_eq!(list.condition.as_ref().unwrap().value, "github.ref == 'refs/heads/main'");
    assert!(
        matches!(&list.runs_on.as_ref().unwrap().value, Value::List(labels) if labels.len() == 2)
    );
    assert_eq!(list.concurrency.as_ref().unwrap().group.as_ref().unwrap().value, "one");
    let pool = &workflow.jobs[2];
    assert!(matches!(&pool.runs_on.as_ref().unwrap().value, Value::Map(_)));
    let matrix = pool.strategy.as_ref().unwrap().matrix.as_ref().unwrap();
    assert!(matches!(&matrix.value, Matrix::Expr(_)));
    let call = &workflow.jobs[3];
    assert_eq!(call.uses.as_ref().unwrap().value, "./.github/workflows/other.yml");
    assert_eq!(call.with[0].1.value, Value::Number { value: 3.0, text: "3".to_owned() });
}

#[test]
fn a_matrix_keeps_types_and_text_of_its_values() {
    let workflow = everything();
    let strategy = workflow.jobs[0].strategy.as_ref().unwrap();
    assert_eq!(strategy.fail_fast.as_ref().unwrap().value, OrExpr::Literal(false));
    assert_eq!(strategy.max_parallel.as_ref().unwrap().value, OrExpr::Literal(2.0));
    let Matrix::Axes { axes, include, exclude } = &strategy.matrix.as_ref().unwrap().value else {
        panic!()
    };
    let names: Vec<_> = axes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["os", "python", "dynamic"]);
    let OrExpr::Literal(python) = &axes[1].1.value else { panic!() };
    let python: Vec<_> = python.iter().map(|value| &value.value).collect();
    assert_eq!(
        python,
        [
            &Value::Number { value: 3.1, text: "3.10".to_owned() },
            &Value::String("3.11".to_owned()),
            &Value::Number { value: 3.12, text: "3.12".to_owned() },
        ]
    );
    assert!(matches!(&axes[2].1.value, OrExpr::Expr(_)));
    assert!(matches!(&include.as_ref().unwrap().value, OrExpr::Literal(list) if list.len() == 1));
    let OrExpr::Literal(exclude) = &exclude.as_ref().unwrap().value else { panic!() };
    assert!(matches!(&exclude[0].value, Value::Map(entries) if entries.len() == 2));
}

#[test]
fn steps_are_read_in_order_those_of_a_group_among_them() {
    let workflow = everything();
    let steps = &workflow.jobs[0].steps;
    let labels: Vec<_> = steps.iter().map(super::model::Step::label).collect();
    assert_eq!(labels, ["#1", "Run tests", "#3", "#4", "server", "#6", "#7", "#8", "#9"]);
    assert_eq!(steps[0].uses.as_ref().unwrap().value, "actions/checkout@v5");
    assert_eq!(steps[0].with[1].1.value, Value::Bool(true));
    let tests = &steps[1];
    assert_eq!(tests.run.as_ref().unwrap().text, "pytest -n auto\necho done\n");
    assert_eq!(tests.run.as_ref().unwrap().locate(0, 6), Span::new(77, 11, 77, 17));
    assert_eq!(tests.continue_on_error.as_ref().unwrap().value.value, OrExpr::Literal(true));
    assert_eq!(tests.continue_on_error.as_ref().unwrap().key, Span::new(74, 9, 74, 26));
    assert_eq!(tests.timeout_minutes.as_ref().unwrap().value, OrExpr::Literal(5.0));
    assert_eq!(tests.condition.as_ref().unwrap().value, "success() || failure()");
    assert_eq!(values(&tests.env.vars), [("PYTEST_ADDOPTS", "-q")]);
    assert_eq!(tests.shell.as_ref().unwrap().value, "bash");
    assert_eq!(tests.working_directory.as_ref().unwrap().value, "./here");
    assert_eq!(steps[4].run.as_ref().unwrap().text, "");
    assert!(steps[4].background.as_ref().unwrap().value);
    assert_eq!(steps[7].run.as_ref().unwrap().text, "make b");
}

#[test]
fn on_has_three_forms() {
    for on in ["push", "[push]", "{push: }", "{push: {}}"] {
        let parsed = read(&format!("on: {on}\njobs: {{a: {{runs-on: x}}}}\n"));
        assert_eq!(parsed.problems, [], "{on}");
        let on = parsed.value.unwrap().on;
        assert_eq!((on.len(), on[0].event.as_str()), (1, "push"));
    }
}

#[test]
fn an_action_is_read() {
    let parsed = read_action(&Arc::from("action.yml"), ACTION.as_bytes());
    assert_eq!(parsed.problems, []);
    let action = parsed.value.unwrap();
    assert_eq!(action.using.unwrap().value, "composite");
    assert_eq!(action.steps.len(), 2);
    assert_eq!(action.steps[0].run.as_ref().unwrap().text, "echo one\n");
    assert!(!read_action(&Arc::from("action.yml"), b"name: x\n").problems.is_empty());
}

fn refused(text: &str, parts: &[&str]) -> Vec<Problem> {
    let problems = read(text).problems;
    let messages: Vec<_> = problems.iter().map(|problem| problem.message.as_str()).collect();
    assert_eq!(messages.len(), parts.len(), "{text}\n{messages:?}");
    for (message, part) in messages.iter().zip(parts) {
        assert!(message.contains(part), "{text}\n{message:?} has no {part:?}");
    }
    problems
}

#[test]
fn a_file_that_is_no_workflow_is_refused() {
    refused("- a\n", &["`the workflow` is a list"]);
    refused("text\n", &["`the workflow` is text"]);
    refused("name: x\n", &["no `on`", "no `jobs`"]);
    refused("on: push\njobs:\n", &["`jobs` is nothing; expected a map"]);
    refused("on: push\njobs: {}\n", &["`jobs` is empty"]);
    refused("on:\njobs: {a: {runs-on: x}}\n", &["`on` is nothing"]);
    refused("true: push\njobs: {a: {runs-on: x}}\n", &["no `on`"]);
    refused("On: push\njobs: {a: {runs-on: x}}\n", &["GitHub reads `on` only", "no `on`"]);
}

/// A workflow with one job of these lines.
fn job(lines: &str) -> String {
    let lines: String = lines.lines().map(|line| format!("    {line}\n")).collect();
    format!("on: push\njobs:\n  a:\n{lines}")
}

#[test]
fn jobs_that_github_refuses_are_refused() {
    for (lines, part) in [
        ("name: x", "neither `runs-on` nor `uses`"),
        ("uses: ./x.yml\nruns-on: x", "both `uses` and `runs-on`"),
        ("uses: ./x.yml\nsteps: []", "both `uses` and `steps`"),
        ("runs-on:", "`runs-on` is nothing"),
        ("runs-on: x\nneeds: b", "needs `b`, which is no job"),
        ("runs-on: x\ncontinue-on-error: 'false'", "`continue-on-error` is text (`false`)"),
        ("runs-on: x\ncontinue-on-error: yes", "`continue-on-error` is text (`yes`)"),
        ("runs-on: x\ncontinue-on-error:", "`continue-on-error` is nothing"),
        ("runs-on: x\ntimeout-minutes: '5'", "`timeout-minutes` is text (`5`)"),
        ("runs-on: x\nenv:", "`env` is nothing"),
        ("runs-on: x\nenv: {A: [1]}", "`env.A` is a list"),
        ("runs-on: x\npermissions:", "`permissions` is nothing"),
        ("runs-on: x\nstrategy: {matrix: {}}", "no axis and no `include`"),
        ("runs-on: x\nstrategy: {matrix: {a: []}}", "`matrix.a` is an empty list"),
        ("runs-on: x\nstrategy: {matrix: {a: b}}", "`matrix.a` is text (`b`)"),
        ("runs-on: x\nstrategy: {matrix: {include: [1]}}", "`matrix.include` is a number (`1`)"),
        ("runs-on: x\nstrategy: {fail-fast: 1}", "`fail-fast` is a number"),
        ("runs-on: x\nconcurrency: {cancel-in-progress: true}", "no `group`"),
        ("runs-on: x\nTimeout-Minutes: 5", "GitHub reads `timeout-minutes` only"),
        ("runs-on: x\n<<: {name: b}", "no merge keys"),
        ("runs-on: x\nsteps:", "`steps` is nothing"),
        ("runs-on: x\nif: a ==", "cannot be read"),
        ("runs-on: x\nif: a == \"b\"", "cannot be read"),
        ("runs-on: x\nname: ${{ a", "is not closed"),
        ("runs-on: x\nname: ${{ 'a}}'", "is not closed"),
        ("runs-on: x\nname: ${{ }}", "is empty"),
        ("runs-on: x\nname: x ${{ insert }}", "alone"),
        ("runs-on: x\nname: ${{ a b }}", "cannot be read"),
    ] {
        refused(&job(lines), &[part]);
    }
}

#[test]
fn steps_that_github_refuses_are_refused() {
    for (step, part) in [
        ("{name: x}", "neither `run` nor `uses`"),
        ("{run: x, uses: a/b@c}", "both `run` and `uses`"),
        ("x", "`a step` is text (`x`)"),
        ("{run: [x]}", "`run` is a list"),
        ("{uses: }", "`uses` is nothing"),
        ("{uses: checkout}", "names no action"),
        ("{uses: actions/checkout}", "names no action"),
        ("{uses: a/b@}", "names no action"),
        ("{run: x, id: 1a}", "cannot name a step"),
        ("{run: x, id: __a}", "reserved"),
        ("{run: x, with: 1}", "`with` is a number"),
        ("{run: x, background: 'true'}", "`background` is text"),
    ] {
        refused(&job(&format!("runs-on: x\nsteps: [{step}]")), &[part]);
    }
    let twice = refused(
        &job("runs-on: x\nsteps:\n- {run: a, id: one}\n- {run: b, id: ONE}"),
        &["`ONE` is used twice"],
    );
    assert_eq!(twice[0].related.as_ref().unwrap().0, Span::new(6, 20, 6, 23));
}

#[test]
fn names_and_needs_of_jobs_are_checked() {
    let jobs = |text: &str| format!("on: push\njobs:\n{text}");
    refused(&jobs("  1a: {runs-on: x}\n"), &["cannot name a job"]);
    refused(&jobs("  a b: {runs-on: x}\n"), &["cannot name a job"]);
    refused(&jobs(&format!("  {}: {{runs-on: x}}\n", "a".repeat(100))), &["fewer than 100"]);
    refused(&jobs("  a: {runs-on: x}\n  A: {runs-on: x}\n"), &["`A` is defined twice"]);
    refused(
        &jobs("  a: {runs-on: x, needs: b}\n  b: {runs-on: x, needs: [c, a]}\n  c: {runs-on: x}\n"),
        &["go in a circle", "go in a circle"],
    );
    refused(&jobs("  a: {runs-on: x, needs: a}\n"), &["go in a circle"]);
    let long: String =
        (1..2000).map(|job| format!("  j{job}: {{runs-on: x, needs: j{}}}\n", job - 1)).collect();
    assert_eq!(read(&jobs(&format!("  j0: {{runs-on: x}}\n{long}"))).problems, []);
}

#[test]
fn a_broken_job_does_not_hide_the_others() {
    let text = "on: push\njobs:\n  a: {needs: zzz}\n  b: {runs-on: x, steps: [{run: echo}]}\n";
    let problems = refused(text, &["neither `runs-on`", "needs `zzz`"]);
    assert_eq!(problems[0].span, Span::new(3, 3, 3, 4));
    let workflow = read(text).value.unwrap();
    assert_eq!(workflow.jobs[1].steps.len(), 1);
}

#[test]
fn text_beside_an_expression_has_the_length_limit_of_github() {
    let run = |length: usize| {
        job(&format!("runs-on: x\nsteps: [{{run: '${{{{ a }}}}{}'}}]", "x".repeat(length)))
    };
    // `format('{0}xxx', a)`
    assert_eq!(read(&run(21_000 - 16)).problems, []);
    refused(&run(21_000 - 15), &["longer than the 21000"]);
    assert_eq!(
        read(&job(&format!("runs-on: x\nsteps: [{{run: '{}'}}]", "x".repeat(40_000)))).problems,
        []
    );
}

#[test]
fn what_github_accepts_is_accepted() {
    for lines in [
        "runs-on: x",
        "runs-on: ${{ matrix.os }}\nneeds: []",
        "runs-on: x\nenv: ${{ fromJSON('{}') }}",
        "runs-on: x\nif: true",
        "runs-on: x\nif: 0xf",
        "runs-on: x\nif: ''",
        "runs-on: x\nif: success('a', 'b')",
        "runs-on: x\nname: 5\ncontainer:\nsnapshot: y",
        "runs-on: x\nstrategy: {matrix: {\"${{ insert }}\": 1, include: '${{ x }}'}}",
        "runs-on: x\nstrategy: {matrix: {include: [{\"<<\": {a: 1}}]}}",
        "runs-on: x\nsteps: [{uses: $/x}, {uses: .\\x}, {uses: a/b/c@d, id: ''}, {wait-all: }]",
        "runs-on: x\nsteps: [{run: null}, {run: 5}, {run: '}} ${{ '' }}'' }}'}]",
        "runs-on: x\nunknown: 1\nnew-key: [a]",
        "uses: ./x.yml\ntimeout-minutes: 5",
    ] {
        assert_eq!(read(&job(lines)).problems, [], "{lines}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(192))]

    #[test]
    fn any_bytes_give_a_workflow_or_a_problem(bytes in prop::collection::vec(any::<u8>(), 0..120)) {
        let path = Arc::from("x.yml");
        let parsed = read_workflow(&path, &bytes);
        prop_assert!(parsed.value.is_some() || !parsed.problems.is_empty());
        let parsed = read_action(&path, &bytes);
        prop_assert!(parsed.value.is_some() || !parsed.problems.is_empty());
    }

    #[test]
    fn a_changed_workflow_is_read_without_panic(
        edits in prop::collection::vec(
            (any::<prop::sample::Index>(), 0_usize..12, "[ \n:\\[\\]{}&*x'\"|>!$#-]{0,4}"),
            1..6,
        )
    ) {
        let mut text: Vec<char> = EVERYTHING.chars().collect();
        for (index, length, insert) in edits {
            let start = index.index(text.len());
            let end = (start + length).min(text.len());
            text.splice(start..end, insert.chars());
        }
        let text: String = text.into_iter().collect();
        let parsed = read(&text);
        prop_assert!(parsed.value.is_some() || !parsed.problems.is_empty());
        let lines: Vec<usize> = text.split('\n').map(|line| line.chars().count()).collect();
        for problem in &parsed.problems {
            let span = problem.span;
            prop_assert!(span.line as usize <= lines.len() && span.end_line as usize <= lines.len());
            prop_assert!(span.column as usize <= lines[span.line as usize - 1] + 1, "{span:?}");
        }
        for script in parsed.value.iter().flat_map(|workflow| &workflow.jobs).flat_map(|job| &job.steps).filter_map(|step| step.run.as_ref()) {
            let span = script.locate(0, script.text.len());
            prop_assert!(span.line >= script.span.line && span.end_line <= script.span.end_line);
        }
    }
}
