//! The JSON report, `truegreen-report/1`: complete, for machines, with stable spelling.
//!
//! Within version 1 a field may be added; no field is removed or changes its meaning.

use serde::Serialize;

use super::judgement::{Judgement, OpenEnds};
use crate::drift::difference::DriftComparison;
use crate::facts::jobs::check_names::check_names;
use crate::facts::jobs::{GateScope, JobConclusion};
use crate::finding::{BeforeAfter, Severity};
use crate::policy::{PolicySource, WaiverUse};
use crate::span::{Location, Span};
use crate::verdict::exit;
use crate::verdict::report::{FindingState, Verdict};

/// The version of the form of the report.
pub const SCHEMA: &str = "truegreen-report/1";

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Report"))]
struct JsonReport<'a> {
    schema: &'static str,
    verdict: Verdict,
    exit_code: u8,
    /// What a verdict leaves open: a pass with something in it is no true green.
    open_ends: JsonOpenEnds,
    head: Option<&'a str>,
    base: Option<&'a str>,
    policy: JsonPolicy<'a>,
    rules: Vec<JsonRule<'a>>,
    findings: Vec<JsonFinding<'a>>,
    jobs: Vec<JsonJob<'a>>,
    tests: Vec<JsonSuite<'a>>,
    coverage: Vec<JsonCoverage<'a>>,
    waivers: Vec<JsonWaiver<'a>>,
    approval: Option<JsonApproval<'a>>,
    drift: Option<JsonDrift<'a>>,
}

/// What of the gate's own run a verdict does not tell.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "OpenEnds"))]
struct JsonOpenEnds {
    /// Ids of the jobs that still run: the verdict is one so far.
    running: Vec<String>,
    /// Ids of the jobs that failed, and that neither the policy nor `needs` asks for.
    failed_unasked: Vec<String>,
    /// Whether the gate answers for the whole run, and the jobs of the run could not be read.
    jobs_unseen: bool,
    /// Whether nothing is required that a merge could wait for.
    nothing_required: bool,
    /// Whether something that is required is judged elsewhere or later, as the `reason` of its rule says.
    judged_elsewhere: bool,
}

/// How base and head were compared; weaker differences are among the findings.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Drift"))]
struct JsonDrift<'a> {
    base: Option<&'a str>,
    workflows: usize,
    jobs: usize,
    settings: usize,
    stronger: Vec<JsonStronger<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Stronger"))]
struct JsonStronger<'a> {
    subject: &'a str,
    message: &'a str,
    before: &'a str,
    after: &'a str,
    location: Option<JsonPlace<'a>>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Approval"))]
struct JsonApproval<'a> {
    by: &'a str,
    at: String,
    label: &'a str,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Policy"))]
struct JsonPolicy<'a> {
    source: &'static str,
    path: Option<&'a str>,
    commit: Option<&'a str>,
    digest: Option<&'a str>,
    extends: Option<String>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Rule"))]
struct JsonRule<'a> {
    id: &'static str,
    state: FindingState,
    severity: Severity,
    subjects: usize,
    reason: Option<&'a str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Finding"))]
struct JsonFinding<'a> {
    rule: &'static str,
    severity: Severity,
    state: FindingState,
    subject: &'a str,
    message: &'a str,
    help: Option<&'a str>,
    location: Option<JsonPlace<'a>>,
    related: Vec<JsonRelated<'a>>,
    waiver: Option<usize>,
    approved: bool,
    /// Both sides of a finding about a change.
    drift: Option<&'a BeforeAfter>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Place"))]
struct JsonPlace<'a> {
    path: &'a str,
    /// Whether the place is in a file of the base.
    on_base: bool,
    line: u32,
    column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Related"))]
struct JsonRelated<'a> {
    message: &'a str,
    location: JsonPlace<'a>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Job"))]
struct JsonJob<'a> {
    workflow: &'a str,
    id: &'a str,
    checks: Vec<String>,
    required: bool,
    advisory: bool,
    /// The result in the `needs` context.
    result: Option<&'static str>,
    /// The conclusion in the list of the API.
    conclusion: Option<&'static str>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Suite"))]
struct JsonSuite<'a> {
    name: &'a str,
    reports: usize,
    whole: bool,
    total: u64,
    passed: u64,
    failed: u64,
    errors: u64,
    skipped: u64,
    xfailed: u64,
    milliseconds: u64,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Coverage"))]
struct JsonCoverage<'a> {
    name: &'a str,
    reports: usize,
    whole: bool,
    files: usize,
    lines_covered: u64,
    lines: u64,
    lines_floor: f64,
    branches_covered: u64,
    branches: u64,
    branches_floor: Option<f64>,
}

#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema), schemars(rename = "Waiver"))]
struct JsonWaiver<'a> {
    rule: &'a str,
    at: &'a str,
    reason: &'a str,
    owner: &'a str,
    until: String,
    id: Option<&'a str>,
    since: Option<String>,
    blocker: Option<&'a str>,
    exit: Option<&'a str>,
    live: bool,
    expired: bool,
    /// The entry of the policy, or the comment of a workflow.
    location: Option<JsonPlace<'a>>,
    inline: bool,
    findings: usize,
}

/// Returns the report, indented, with a newline at its end.
///
/// # Errors
/// Never in practice: every map key of the report is a string.
pub fn render(judgement: &Judgement) -> Result<String, serde_json::Error> {
    let report = JsonReport {
        schema: SCHEMA,
        verdict: judgement.report.verdict,
        exit_code: exit::code(judgement.report.verdict),
        open_ends: open_ends(judgement),
        head: judgement.commits.head.as_deref(),
        base: judgement.commits.base.as_deref(),
        policy: policy(judgement),
        rules: rules(judgement),
        findings: findings(judgement),
        jobs: list_jobs(judgement),
        tests: suites(judgement),
        coverage: coverage(judgement),
        waivers: waivers(judgement),
        approval: judgement.report.approval.as_ref().map(|grant| JsonApproval {
            by: &grant.login,
            at: grant.at.to_string(),
            label: &grant.label,
        }),
        drift: drift(judgement),
    };
    let mut text = serde_json::to_string_pretty(&report)?;
    text.push('\n');
    Ok(text)
}

fn open_ends(judgement: &Judgement) -> JsonOpenEnds {
    let OpenEnds { running, red, is_unseen, is_idle, is_partial } = judgement.open_ends();
    JsonOpenEnds {
        running,
        failed_unasked: red,
        jobs_unseen: is_unseen,
        nothing_required: is_idle,
        judged_elsewhere: is_partial,
    }
}

fn policy(judgement: &Judgement) -> JsonPolicy<'_> {
    let origin = &judgement.policy.origin;
    let (source, commit) = match &origin.source {
        PolicySource::Defaults => ("defaults", None),
        PolicySource::Tree => ("tree", None),
        PolicySource::File => ("file", None),
        PolicySource::Base(commit) => ("base", Some(commit.as_str())),
        PolicySource::Adoption => ("adoption", None),
    };
    let set = |text: &'_ str| (!text.is_empty()).then_some(());
    JsonPolicy {
        source,
        path: set(&origin.path).map(|()| origin.path.as_str()),
        commit,
        digest: set(&origin.digest).map(|()| origin.digest.as_str()),
        extends: judgement.policy.extends.as_ref().map(ToString::to_string),
    }
}

fn rules(judgement: &Judgement) -> Vec<JsonRule<'_>> {
    let states = judgement.report.rules.iter();
    states
        .map(|state| JsonRule {
            id: state.rule.id,
            state: state.state,
            severity: state.severity,
            subjects: state.subjects,
            reason: state.reason.as_deref(),
        })
        .collect()
}

fn findings(judgement: &Judgement) -> Vec<JsonFinding<'_>> {
    let judged = judgement.report.findings.iter();
    judged
        .map(|judged| JsonFinding {
            rule: judged.rule.id,
            severity: judged.severity,
            state: judged.state,
            subject: &judged.finding.subject,
            message: &judged.finding.message,
            help: Some(judged.finding.help.as_str()).filter(|help| !help.is_empty()),
            location: judged.finding.location.as_ref().map(place),
            related: judged
                .finding
                .related
                .iter()
                .map(|(location, message)| JsonRelated { message, location: place(location) })
                .collect(),
            waiver: judged.waiver,
            approved: judged.approved,
            drift: judged.finding.drift.as_deref(),
        })
        .collect()
}

fn drift(judgement: &Judgement) -> Option<JsonDrift<'_>> {
    let DriftComparison::Done(drift) = &judgement.change.comparison else { return None };
    let stronger = drift.stronger().map(|shift| JsonStronger {
        subject: &shift.subject,
        message: &shift.message,
        before: &shift.before.shown,
        after: &shift.after.shown,
        location: shift.after.place.as_ref().map(place),
    });
    Some(JsonDrift {
        base: judgement.commits.compared.as_deref(),
        workflows: drift.scope.workflows,
        jobs: drift.scope.jobs,
        settings: drift.scope.settings,
        stronger: stronger.collect(),
    })
}

fn place(location: &Location) -> JsonPlace<'_> {
    JsonPlace { path: &location.path, on_base: location.on_base, ..spanned(location.span) }
}

fn spanned(span: Span) -> JsonPlace<'static> {
    JsonPlace {
        path: "",
        on_base: false,
        line: span.line,
        column: span.column,
        end_line: span.end_line,
        end_column: span.end_column,
    }
}

fn list_jobs(judgement: &Judgement) -> Vec<JsonJob<'_>> {
    let (facts, policy) = (&judgement.facts, &judgement.policy);
    let gated =
        GateScope::find(facts, |fact, job| policy.is_required(&fact.path, &job.id.value)).ok();
    let mut listed = Vec::new();
    for (fact, workflow) in facts.models() {
        let here = gated.as_ref().filter(|gated| gated.fact.path == fact.path);
        for (index, job) in workflow.jobs.iter().enumerate() {
            let result = here.and_then(|gated| gated.results.get(index));
            let id = job.id.value.as_str();
            listed.push(JsonJob {
                workflow: &fact.path,
                id,
                checks: check_names(job),
                required: policy.is_required(&fact.path, id),
                advisory: policy.is_advisory(&fact.path, id),
                result: result.and_then(|result| result.needs).map(|result| result.as_str()),
                conclusion: match result.and_then(|result| result.api.as_ref()) {
                    Some(JobConclusion::Ended(conclusion)) => Some(conclusion.as_str()),
                    _ => None,
                },
            });
        }
    }
    listed
}

fn suites(judgement: &Judgement) -> Vec<JsonSuite<'_>> {
    let suites = judgement.policy.tests.iter().zip(&judgement.facts.suites);
    suites
        .map(|(suite, fact)| JsonSuite {
            name: &suite.name,
            reports: fact.reports.len(),
            whole: fact.is_whole(),
            total: fact.counts.total(),
            passed: fact.counts.passed,
            failed: fact.counts.failed,
            errors: fact.counts.errors,
            skipped: fact.counts.skipped,
            xfailed: fact.counts.xfailed,
            milliseconds: fact.milliseconds,
        })
        .collect()
}

fn coverage(judgement: &Judgement) -> Vec<JsonCoverage<'_>> {
    let entries = judgement.policy.coverage.iter().zip(&judgement.facts.coverage);
    entries
        .map(|(entry, fact)| JsonCoverage {
            name: &entry.name,
            reports: fact.reports.len(),
            whole: fact.is_whole(),
            files: fact.files,
            lines_covered: fact.total.lines_covered,
            lines: fact.total.lines,
            lines_floor: entry.lines.0,
            branches_covered: fact.total.branches_covered,
            branches: fact.total.branches,
            branches_floor: entry.branches.map(|(floor, _)| floor),
        })
        .collect()
}

fn waiver_place<'j>(used: &'j WaiverUse, judgement: &'j Judgement) -> Option<JsonPlace<'j>> {
    let policy = judgement.policy.origin.path.as_str();
    match &used.inline {
        Some(inline) => Some(place(&inline.place)),
        None if policy.is_empty() => None,
        None => Some(JsonPlace { path: policy, ..spanned(used.waiver.span) }),
    }
}

fn waivers(judgement: &Judgement) -> Vec<JsonWaiver<'_>> {
    let uses = judgement.report.waivers.iter();
    uses.map(|used| JsonWaiver {
        rule: &used.waiver.rule.value,
        at: used.waiver.at.0.as_str(),
        reason: &used.waiver.reason,
        owner: &used.waiver.owner,
        until: used.waiver.until.value.to_string(),
        id: used.waiver.id.as_deref(),
        since: used.waiver.since.map(|day| day.to_string()),
        blocker: used.waiver.blocker.as_deref(),
        exit: used.waiver.exit.as_deref(),
        live: used.is_live(),
        expired: used.expired,
        location: waiver_place(used, judgement),
        inline: used.inline.is_some(),
        findings: used.matched,
    })
    .collect()
}

/// URL at which the schema of this version is published; its `$id`.
#[cfg(test)]
const URL: &str = concat!(
    "https://raw.githubusercontent.com/truegreen/truegreen/v",
    env!("CARGO_PKG_VERSION"),
    "/schemas/report.schema.json"
);

/// Returns the schema of the report, draft 2020-12, as text.
#[cfg(test)]
pub(super) fn schema() -> String {
    let settings = schemars::generate::SchemaSettings::draft2020_12().for_serialize();
    let mut schema = settings.into_generator().into_root_schema_for::<JsonReport<'_>>();
    schema.insert("$id".to_owned(), URL.into());
    schema.insert("title".to_owned(), "The report of truegreen".into());
    serde_json::to_string_pretty(&schema).unwrap_or_default() + "\n"
}
