//! Actions that are known not to fail by default, as data.

use crate::formats::workflow::model::{Step, Value};

/// What an action does in a pipeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LenientPart {
    /// Shows a report that a test run wrote; the run itself is the judge, if it is heard.
    Reporter,
    /// Judges by itself: a scanner, a linter, a threshold.
    Judge,
    /// Carries a file away.
    Upload,
}

/// When an action hides a failure.
#[derive(Clone, Copy, Debug)]
enum When {
    /// Unless the input has one of these values; without it too.
    Unless(&'static [&'static str]),
    /// If the input has one of these values.
    If(&'static [&'static str]),
}

/// One action and the input that decides.
#[derive(Clone, Copy, Debug)]
pub struct LenientAction {
    /// `owner/repository`, or with a folder below it.
    pub action: &'static str,
    /// What it does.
    pub part: LenientPart,
    /// The input that decides.
    pub input: &'static str,
    when: When,
    /// What happens, as the end of a sentence.
    pub effect: &'static str,
    /// The line to write.
    pub fix: &'static str,
}

const YES: When = When::Unless(&["true"]);

const fn row(
    action: &'static str,
    part: LenientPart,
    (input, when): (&'static str, When),
    effect: &'static str,
    fix: &'static str,
) -> LenientAction {
    LenientAction { action, part, input, when, effect, fix }
}

const FAILED_TESTS: &str = "shows failing tests and ends well";
const FINDINGS: &str = "shows its findings and ends well";

/// Each as its own documentation says.
static ACTIONS: &[LenientAction] = &[
    row(
        "enricomi/publish-unit-test-result-action",
        LenientPart::Reporter,
        ("action_fail", YES),
        FAILED_TESTS,
        "action_fail: true",
    ),
    row(
        "mikepenz/action-junit-report",
        LenientPart::Reporter,
        ("fail_on_failure", YES),
        FAILED_TESTS,
        "fail_on_failure: true",
    ),
    row(
        "ctrf-io/github-test-reporter",
        LenientPart::Reporter,
        ("exit-on-fail", YES),
        FAILED_TESTS,
        "exit-on-fail: true",
    ),
    row(
        "dorny/test-reporter",
        LenientPart::Reporter,
        ("fail-on-error", When::If(&["false"])),
        FAILED_TESTS,
        "fail-on-error: true",
    ),
    row(
        "phoenix-actions/test-reporting",
        LenientPart::Reporter,
        ("fail-on-error", When::If(&["false"])),
        FAILED_TESTS,
        "fail-on-error: true",
    ),
    row(
        "irongut/codecoveragesummary",
        LenientPart::Judge,
        ("fail_below_min", YES),
        "shows a coverage below its threshold and ends well",
        "fail_below_min: true",
    ),
    row(
        "5monkeys/cobertura-action",
        LenientPart::Judge,
        ("fail_below_threshold", YES),
        "shows a coverage below its threshold and ends well",
        "fail_below_threshold: true",
    ),
    row(
        "benchmark-action/github-action-benchmark",
        LenientPart::Judge,
        ("fail-on-alert", YES),
        "reports a regression and ends well",
        "fail-on-alert: true",
    ),
    row(
        "aquasecurity/trivy-action",
        LenientPart::Judge,
        ("exit-code", When::Unless(&["1", "2"])),
        FINDINGS,
        "exit-code: 1",
    ),
    row(
        "anchore/scan-action",
        LenientPart::Judge,
        ("fail-build", When::If(&["false"])),
        FINDINGS,
        "fail-build: true",
    ),
    row(
        "bridgecrewio/checkov-action",
        LenientPart::Judge,
        ("soft_fail", When::If(&["true"])),
        FINDINGS,
        "soft_fail: false",
    ),
    row(
        "aquasecurity/tfsec-action",
        LenientPart::Judge,
        ("soft_fail", When::If(&["true"])),
        FINDINGS,
        "soft_fail: false",
    ),
    row(
        "wearerequired/lint-action",
        LenientPart::Judge,
        ("continue_on_error", When::Unless(&["false"])),
        FINDINGS,
        "continue_on_error: false",
    ),
    row(
        "nick-fields/retry",
        LenientPart::Judge,
        ("continue_on_error", When::If(&["true"])),
        "ends well although the last attempt failed",
        "continue_on_error: false",
    ),
    row(
        "nick-invision/retry",
        LenientPart::Judge,
        ("continue_on_error", When::If(&["true"])),
        "ends well although the last attempt failed",
        "continue_on_error: false",
    ),
    row(
        "codecov/codecov-action",
        LenientPart::Upload,
        ("fail_ci_if_error", YES),
        "ends well when nothing was uploaded",
        "fail_ci_if_error: true",
    ),
    row(
        "coverallsapp/github-action",
        LenientPart::Upload,
        ("fail-on-error", When::If(&["false"])),
        "ends well when nothing was uploaded",
        "fail-on-error: true",
    ),
    row(
        "actions/upload-artifact",
        LenientPart::Upload,
        ("if-no-files-found", When::If(&["warn", "ignore"])),
        "ends well when there is no file",
        "if-no-files-found: error",
    ),
];

/// What is known of a step's action, where its inputs let a failure through.
#[must_use]
pub fn lenient(step: &Step) -> Option<&'static LenientAction> {
    let uses = step.uses.as_ref()?.value.to_lowercase();
    let name = uses.split('@').next().unwrap_or_default();
    let of_name = |known: &&LenientAction| {
        let rest = name.strip_prefix(known.action);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    ACTIONS.iter().filter(of_name).find(|known| {
        let given = input(step, known.input);
        match (known.when, given.as_deref()) {
            // What only the run knows accuses nobody.
            (_, Some(value)) if value.contains("${{") => false,
            (When::Unless(values), Some(value)) => !values.contains(&value),
            (When::Unless(_), None) => true,
            (When::If(values), Some(value)) => values.contains(&value),
            (When::If(_), None) => false,
        }
    })
}

/// The value of an input as the action sees it, in lower case.
fn input(step: &Step, name: &str) -> Option<String> {
    let (_, value) = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
    match &value.value {
        Value::String(text) => Some(text.trim().to_lowercase()),
        Value::Bool(value) => Some(value.to_string()),
        Value::Number { value, .. } => Some(value.to_string()),
        _ => None,
    }
}
