use super::*;
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::matrix::expand_matrix;
use crate::facts::jobs::matrix_job::{MatrixJob, MatrixJobs, flatten};
use crate::formats::workflow::model::{
    Env, Flag, Job, Matrix, OrExpr, Script, Step, Strategy, ValueList,
};
use crate::span::{Span, Spanned};

const HERE: Span = Span::start_of_file();

fn here<T>(value: T) -> Spanned<T> {
    Spanned::new(value, HERE)
}

fn value(yaml: &serde_yaml::Value) -> Value {
    match yaml {
        serde_yaml::Value::Bool(value) => Value::Bool(*value),
        serde_yaml::Value::Number(number) => {
            Value::Number { value: number.as_f64().unwrap(), text: number.to_string() }
        }
        serde_yaml::Value::String(text) => Value::String(text.clone()),
        serde_yaml::Value::Sequence(items) => {
            Value::List(items.iter().map(|item| here(value(item))).collect())
        }
        serde_yaml::Value::Mapping(fields) => Value::Map(
            fields.iter().map(|(key, item)| (here(text(key)), here(value(item)))).collect(),
        ),
        _ => Value::Null,
    }
}

fn text(yaml: &serde_yaml::Value) -> String {
    match value(yaml) {
        Value::String(text) | Value::Number { text, .. } => text,
        other => format!("{other:?}").to_lowercase(),
    }
}

fn list(yaml: &serde_yaml::Value) -> Spanned<ValueList> {
    here(match value(yaml) {
        Value::List(items) => OrExpr::Literal(items),
        Value::String(text) => OrExpr::Expr(text),
        other => panic!("{other:?}"),
    })
}

fn flag(yaml: Option<&serde_yaml::Value>) -> Option<Flag> {
    let flag = match value(yaml?) {
        Value::Bool(value) => OrExpr::Literal(value),
        Value::String(text) => OrExpr::Expr(text),
        other => panic!("{other:?}"),
    };
    Some(Flag { key: HERE, value: here(flag) })
}

fn step(index: usize, yaml: &serde_yaml::Value) -> Step {
    let string = |key: &str| yaml.get(key).map(|value| here(text(value)));
    let pairs = |key: &str| {
        let fields = yaml.get(key).and_then(serde_yaml::Value::as_mapping).into_iter().flatten();
        fields.map(|(key, value)| (text(key), value.clone())).collect::<Vec<_>>()
    };
    let line = u32::try_from(index).unwrap() + 1;
    Step {
        index,
        span: Span::point(line, 1),
        id: string("id"),
        name: string("name"),
        condition: string("if"),
        uses: string("uses"),
        run: string("run").map(|run| Script { text: run.value, span: HERE, anchors: Vec::new() }),
        shell: string("shell"),
        working_directory: None,
        with: pairs("with")
            .into_iter()
            .map(|(key, item)| (here(key), here(value(&item))))
            .collect(),
        env: Env {
            vars: pairs("env")
                .into_iter()
                .map(|(key, item)| (here(key), here(text(&item))))
                .collect(),
            expression: None,
        },
        continue_on_error: flag(yaml.get("continue-on-error")),
        timeout_minutes: None,
        background: None,
        wait: Vec::new(),
        wait_all: false,
        cancel: Vec::new(),
    }
}

/// Reads a job from YAML with `name`, `strategy.matrix`, `continue-on-error`, `uses` and `steps`.
pub(crate) fn job(yaml: &str) -> Job {
    let yaml: serde_yaml::Value = serde_yaml::from_str(yaml).unwrap();
    let matrix = yaml.get("strategy").and_then(|strategy| strategy.get("matrix"));
    let matrix = matrix.map(|matrix| match matrix {
        serde_yaml::Value::Mapping(fields) => Matrix::Axes {
            axes: fields
                .iter()
                .filter(|(key, _)| !matches!(text(key).as_str(), "include" | "exclude"))
                .map(|(key, values)| (here(text(key)), list(values)))
                .collect(),
            include: matrix.get("include").map(list),
            exclude: matrix.get("exclude").map(list),
        },
        other => Matrix::Expr(text(other)),
    });
    let steps = yaml.get("steps").and_then(serde_yaml::Value::as_sequence).into_iter().flatten();
    Job {
        id: here("unit".to_owned()),
        span: HERE,
        name: yaml.get("name").map(|name| here(text(name))),
        needs: Vec::new(),
        condition: None,
        runs_on: None,
        permissions: None,
        env: Env::default(),
        defaults: crate::formats::workflow::model::Defaults::default(),
        concurrency: None,
        timeout_minutes: None,
        continue_on_error: flag(yaml.get("continue-on-error")),
        strategy: matrix.map(|matrix| Strategy {
            matrix: Some(here(matrix)),
            fail_fast: None,
            max_parallel: None,
        }),
        container: None,
        uses: yaml.get("uses").map(|uses| here(text(uses))),
        with: Vec::new(),
        outputs: Vec::new(),
        steps: steps.enumerate().map(|(index, yaml)| step(index, yaml)).collect(),
    }
}

fn labels(matrix: &str) -> Vec<String> {
    match expand_matrix(&job(&format!("strategy: {{ matrix: {matrix} }}"))) {
        MatrixJobs::Expanded(legs) => legs.iter().map(MatrixJob::label).collect(),
        other => panic!("{other:?}"),
    }
}

fn contexts(matrix: &str) -> Vec<String> {
    match expand_matrix(&job(&format!("strategy: {{ matrix: {matrix} }}"))) {
        MatrixJobs::Expanded(legs) => legs
            .iter()
            .map(|leg| {
                let fields = leg.values.iter().map(|(key, value)| {
                    let mut texts = Vec::new();
                    flatten(value, &mut texts);
                    format!("{key}={}", texts.join("+"))
                });
                fields.collect::<Vec<_>>().join(" ")
            })
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn unknown(matrix: &str) -> String {
    match expand_matrix(&job(&format!("strategy: {{ matrix: {matrix} }}"))) {
        MatrixJobs::Unknown(why) => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_job_without_matrix_has_one_leg() {
    assert_eq!(expand_matrix(&job("steps: []")), MatrixJobs::Single);
}

#[test]
fn axes_multiply_with_the_first_varying_slowest() {
    let labels = labels("{ python: [3.11, '3.12'], os: [ubuntu, macos] }");
    assert_eq!(labels, ["3.11, ubuntu", "3.11, macos", "3.12, ubuntu", "3.12, macos"]);
}

#[test]
fn an_exclude_takes_out_what_it_matches_in_part_and_loosely() {
    let labels = labels(
        "{ python: [3.11, 3.12], os: [Ubuntu, macos], exclude: [{ python: '3.11', os: ubuntu }, { os: macos }] }",
    );
    assert_eq!(labels, ["3.12, Ubuntu"]);
}

#[test]
fn an_exclude_looks_into_maps_and_lists() {
    let labels = labels(
        "{ node: [{ version: 14, tags: [a, b] }, { version: 16 }], exclude: [{ node: { tags: [a] } }] }",
    );
    assert_eq!(labels, ["16"]);
}

#[test]
fn includes_extend_or_add_as_in_githubs_own_example() {
    let legs = contexts(
        "{ fruit: [apple, pear], animal: [cat, dog], include: [\
            { color: green }, { color: pink, animal: cat }, { fruit: apple, shape: circle },\
            { fruit: banana }, { fruit: banana, animal: cat }] }",
    );
    assert_eq!(
        legs,
        [
            "fruit=apple animal=cat color=pink shape=circle",
            "fruit=apple animal=dog color=green shape=circle",
            "fruit=pear animal=cat color=pink",
            "fruit=pear animal=dog color=green",
            "fruit=banana",
            "fruit=banana animal=cat",
        ]
    );
}

#[test]
fn what_an_include_adds_to_a_leg_is_not_in_its_name() {
    let matrix =
        "{ os: [ubuntu], include: [{ os: ubuntu, experimental: true }, { extra: 1, os: mac }] }";
    assert_eq!(labels(matrix), ["ubuntu", "mac, 1"]);
}

#[test]
fn a_matrix_of_includes_alone_has_one_leg_for_each() {
    assert_eq!(labels("{ include: [{ os: a, py: 3.10 }, { os: b, empty: '' }] }"), ["a, 3.1", "b"]);
}

#[test]
fn a_label_flattens_maps_and_skips_nothing() {
    assert_eq!(labels("{ node: [{ v: 14, env: null, x: [a, true] }] }"), ["14, a, true"]);
}

#[test]
fn an_expression_written_out_is_expanded_in_its_order_and_any_other_is_unknown() {
    assert_eq!(labels("{ os: \"${{ fromJSON('[1, 2]') }}\" }"), ["1", "2"]);
    let whole = "\"${{ fromJSON('{\\\"z\\\": [1], \\\"a\\\": [2], \\\"include\\\": [{\\\"a\\\": 3}]}') }}\"";
    assert_eq!(labels(whole), ["1, 2", "3"]);
    assert!(unknown("\"${{ fromJSON(needs.plan.outputs.matrix) }}\"").contains("needs.plan"));
    assert!(
        unknown("{ os: [a], include: \"${{ fromJSON(inputs.more) }}\" }").contains("inputs.more")
    );
    assert!(unknown("{ os: [a, '${{ github.ref }}'] }").contains("github.ref"));
}

#[test]
fn more_legs_than_github_runs_are_unknown_and_name_the_limit() {
    let axis = |count: usize| format!("{:?}", (0..count).collect::<Vec<_>>());
    assert_eq!(labels(&format!("{{ a: {} }}", axis(256))).len(), 256);
    assert!(unknown(&format!("{{ a: {} }}", axis(257))).contains("256"));
    let big = axis(2000);
    assert!(unknown(&format!("{{ a: {big}, b: {big}, c: {big} }}")).contains("256"));
    let exclude = "exclude: [{ a: 0 }]";
    assert_eq!(labels(&format!("{{ a: {}, b: [1, 2], {exclude} }}", axis(129))).len(), 256);
}

#[test]
fn a_matrix_that_github_refuses_is_unknown() {
    assert!(unknown("{ os: [] }").contains("no values"));
    assert!(unknown("{ os: [a], exclude: [{ node: 1 }] }").contains("`node`"));
}

#[test]
fn checks_are_named_after_job_and_leg() {
    let names = |yaml: &str| check_names(&job(yaml));
    assert_eq!(names("steps: []"), ["unit"]);
    let matrix = "strategy: { matrix: { a: [1, x] } }";
    assert_eq!(names(&format!("name: Tests\n{matrix}")), ["Tests (1)", "Tests (x)"]);
    assert_eq!(names(&format!("name: t ${{{{ matrix.a }}}}\n{matrix}")), ["t 1", "t x"]);
    assert_eq!(names("name: t ${{ github.ref }}"), ["t ${{ github.ref }}"]);
    assert_eq!(names("strategy: { matrix: '${{ fromJSON(inputs.m) }}' }"), ["unit"]);
}

fn resolved(yaml: &str) -> FlagValue {
    let job = job(yaml);
    resolve_flag(&job.continue_on_error.as_ref().unwrap().value.value, &job)
}

#[test]
fn a_flag_is_resolved_leg_by_leg() {
    let matrix = "strategy: { matrix: { py: [1, 2], experimental: [false], include: [{ py: 3, experimental: true }] } }";
    assert_eq!(
        resolved(&format!("{matrix}\ncontinue-on-error: ${{{{ matrix.experimental }}}}")),
        FlagValue::InMatrixJobs { labels: vec!["3, true".to_owned()], at: vec![2], of: 3 }
    );
    assert_eq!(
        resolved(&format!("{matrix}\ncontinue-on-error: ${{{{ matrix.py > 5 }}}}")),
        FlagValue::Never
    );
    assert_eq!(
        resolved(&format!("{matrix}\ncontinue-on-error: ${{{{ matrix.py < 5 }}}}")),
        FlagValue::Always
    );
    assert_eq!(resolved("continue-on-error: true"), FlagValue::Always);
    assert_eq!(resolved("continue-on-error: ${{ true }}"), FlagValue::Always);
    assert_eq!(resolved("continue-on-error: ${{ matrix.none }}"), FlagValue::Never);
}

#[test]
fn a_leg_without_the_value_hides_nothing() {
    let matrix = "strategy: { matrix: { py: [1, 2], include: [{ py: 2, experimental: true }] } }";
    assert_eq!(
        resolved(&format!("{matrix}\ncontinue-on-error: ${{{{ matrix.experimental }}}}")),
        FlagValue::InMatrixJobs { labels: vec!["2".to_owned()], at: vec![1], of: 2 }
    );
}

#[test]
fn a_flag_that_the_run_decides_is_unknown_and_says_by_what() {
    let why = |yaml| match resolved(yaml) {
        FlagValue::Unknown(why) => why,
        other => panic!("{other:?}"),
    };
    assert!(why("continue-on-error: ${{ inputs.lenient }}").contains("inputs.lenient"));
    assert!(why("continue-on-error: ${{ 'true' }}").contains("no boolean"));
    let dynamic = "strategy: { matrix: '${{ fromJSON(inputs.m) }}' }\ncontinue-on-error: ";
    assert!(why(&format!("{dynamic}${{{{ matrix.x }}}}")).contains("inputs.m"));
    assert_eq!(resolved(&format!("{dynamic}${{{{ matrix.x || true }}}}")), FlagValue::Always);
}

#[test]
fn a_job_tolerates_failure_unless_every_flag_is_surely_false() {
    assert!(!tolerates_failure(&job("steps: [{ run: a }]")));
    assert!(!tolerates_failure(&job(
        "continue-on-error: false\nsteps: [{ run: a, continue-on-error: false }]"
    )));
    assert!(tolerates_failure(&job("steps: [{ run: a }, { run: b, continue-on-error: true }]")));
    assert!(tolerates_failure(&job("continue-on-error: ${{ inputs.x }}")));
}

mod properties {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Axes make every combination once, except for the excluded ones.
        #[test]
        fn axes_make_every_combination_once(
            a in prop::collection::btree_set(0..9_u8, 1..5),
            b in prop::collection::btree_set(0..9_u8, 1..5),
            out in 0..9_u8,
        ) {
            let (a, b) = (Vec::from_iter(a), Vec::from_iter(b));
            let labels = labels(&format!("{{ a: {a:?}, b: {b:?}, exclude: [{{ a: {out} }}] }}"));
            let kept = a.iter().filter(|value| **value != out).count();
            prop_assert_eq!(labels.len(), kept * b.len());
            prop_assert_eq!(labels.iter().collect::<BTreeSet<_>>().len(), labels.len());
        }
    }
}
