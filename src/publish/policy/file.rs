//! The policy file as types that are only written, key by key as `docs/policy.md` names them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::evidence::{ArtifactView, CoverageView, SuiteView, artifact, coverage, globs, suite};
use super::values::{Expected, Named, Triggers};
use crate::finding::Severity;
use crate::policy::{
    Advisory, CheckContract, CommandPattern, Context, Extends, FileContract, JobContract, JobTerms,
    Pinned, Policy, SettingsContract, WaitLimit, Waiver, WorkflowContract,
};
use crate::rules::RULES;
use crate::span::Spanned;

/// The whole file.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) struct PolicyView<'a> {
    version: u8,
    #[serde(skip_serializing_if = "Option::is_none")]
    extends: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    context: Option<ContextView<'a>>,
    rules: BTreeMap<&'a str, Severity>,
    #[serde(skip_serializing_if = "Named::is_empty")]
    workflows: Named<'a, WorkflowView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    checks: Vec<CheckView<'a>>,
    wait: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    skips_allowed: Vec<SkipView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tests: Vec<SuiteView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    coverage: Vec<CoverageView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    artifacts: Vec<ArtifactView<'a>>,
    #[serde(skip_serializing_if = "Named::is_empty")]
    settings: Named<'a, Named<'a, Expected<'a>>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    files: Vec<FilesView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    gate_commands: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_gates: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    approvals: Option<ApprovalsView<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    waivers: Vec<WaiverView<'a>>,
}

#[derive(Serialize)]
struct ContextView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    repository: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    base: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct WorkflowView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    triggers: Option<Triggers<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    concurrency: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pinned: Option<&'static str>,
    only_listed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    every_job: Option<TermsView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    every_listed: Option<TermsView<'a>>,
    #[serde(skip_serializing_if = "Named::is_empty")]
    jobs: Named<'a, TermsView<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct TermsView<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    advisory: Option<AdvisoryView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<Expected<'a>>,
    #[serde(rename = "if", skip_serializing_if = "Option::is_none")]
    condition: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    needs: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    matrix: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    timeout_minutes: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permissions: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    runs_on: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    env: Option<Expected<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runs: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    never_runs: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    runs_in_order: Vec<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    uses: Vec<&'a str>,
}

#[derive(Serialize)]
#[serde(untagged)]
enum AdvisoryView<'a> {
    Job(bool),
    Steps(Vec<&'a str>),
    Part { matrix: Named<'a, Vec<&'a str>> },
}

#[derive(Serialize)]
struct CheckView<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    workflow: Option<&'a str>,
    app: &'a str,
    wait: String,
}

#[derive(Serialize)]
struct SkipView<'a> {
    job: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<&'a str>,
    reason: &'a str,
}

#[derive(Serialize)]
struct FilesView<'a> {
    path: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    exactly: Option<Vec<&'a str>>,
    frozen: bool,
}

#[derive(Serialize)]
struct ApprovalsView<'a> {
    label: &'a str,
    by: &'static str,
}

#[derive(Serialize)]
struct WaiverView<'a> {
    rule: &'a str,
    at: &'a str,
    reason: &'a str,
    owner: &'a str,
    until: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    exit: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    since: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    blocker: Option<&'a str>,
}

impl<'a> PolicyView<'a> {
    /// Makes the file of a policy. A waiver that only the change has covers nothing, and is left
    /// out.
    pub(super) fn of(policy: &'a Policy) -> Self {
        let severity = |id: &str, own| policy.severities.get(id).map_or(own, |set| set.value);
        let Context { repository, base } = &policy.context;
        let context = ContextView { repository: repository.as_ref().map(text), base: texts(base) };
        let is_somewhere = context.repository.is_some() || !context.base.is_empty();
        let settings = policy.settings.iter().map(settings).collect();
        Self {
            version: 1,
            extends: policy.extends.as_ref().map(extends),
            context: is_somewhere.then_some(context),
            rules: RULES.iter().map(|rule| (rule.id, severity(rule.id, rule.severity))).collect(),
            workflows: Named(policy.workflows.iter().map(workflow).collect()),
            checks: policy.checks.iter().map(check).collect(),
            wait: wait(policy.wait),
            skips_allowed: policy
                .skips_allowed
                .iter()
                .map(|skip| SkipView {
                    job: &skip.job.value,
                    when: skip.when.as_deref(),
                    reason: &skip.reason,
                })
                .collect(),
            tests: policy.tests.iter().map(suite).collect(),
            coverage: policy.coverage.iter().map(coverage).collect(),
            artifacts: policy.artifacts.iter().map(artifact).collect(),
            settings: Named(settings),
            files: policy.files.iter().map(files).collect(),
            gate_commands: texts(&policy.gate_commands),
            not_gates: texts(&policy.not_gates),
            approvals: policy
                .approvals
                .as_ref()
                .map(|asked| ApprovalsView { label: &asked.label.value, by: asked.by.as_str() }),
            waivers: policy.waivers.iter().filter(|one| one.on_base).map(waived).collect(),
        }
    }
}

fn check(check: &CheckContract) -> CheckView<'_> {
    CheckView {
        name: &check.name.value,
        workflow: check.workflow.as_ref().map(text),
        app: &check.app,
        wait: wait(check.wait),
    }
}

/// Returns a time to wait as the policy writes it.
fn wait(WaitLimit { seconds }: WaitLimit) -> String {
    match seconds % 60 {
        0 if seconds > 0 => format!("{}m", seconds / 60),
        _ => format!("{seconds}s"),
    }
}

fn text(text: &Spanned<String>) -> &str {
    &text.value
}

fn texts(texts: &[Spanned<String>]) -> Vec<&str> {
    texts.iter().map(text).collect()
}

fn commands(patterns: &[Spanned<CommandPattern>]) -> Vec<&str> {
    patterns.iter().map(|pattern| pattern.value.text.as_str()).collect()
}

/// Returns the entry with the whole commit; the display of [`Extends`] shortens it.
fn extends(extends: &Extends) -> String {
    format!("{}/{}@{}", extends.repository, extends.path, extends.commit)
}

fn workflow(contract: &WorkflowContract) -> (&str, WorkflowView<'_>) {
    let some = |terms| Some(terms).filter(|terms: &&JobTerms| !terms.is_empty());
    let pinned = contract.terms.pinned.as_ref().map(|pinned| match pinned.value {
        Pinned::Commit => "commit",
        Pinned::Version => "version",
    });
    let workflow = WorkflowView {
        triggers: contract.terms.triggers.as_ref().map(Triggers),
        permissions: contract.terms.permissions.as_ref().map(Expected),
        concurrency: contract.terms.concurrency.as_ref().map(Expected),
        pinned,
        only_listed: contract.only_listed.is_some(),
        every_job: some(&contract.every_job).map(|asked| terms(asked, None)),
        every_listed: some(&contract.every_listed).map(|asked| terms(asked, None)),
        jobs: Named(contract.jobs.iter().map(job).collect()),
    };
    (&contract.file.value, workflow)
}

fn job(contract: &JobContract) -> (&str, TermsView<'_>) {
    let advisory = match &contract.advisory {
        Advisory::No => AdvisoryView::Job(false),
        Advisory::Job(_) => AdvisoryView::Job(true),
        Advisory::Steps(names) => AdvisoryView::Steps(texts(names)),
        Advisory::Matrix(selection) => {
            let keys = selection.keys.iter();
            let keys = keys.map(|(key, values)| (key.value.as_str(), texts(values)));
            AdvisoryView::Part { matrix: Named(keys.collect()) }
        }
    };
    (&contract.id.value, terms(&contract.terms, Some(advisory)))
}

fn terms<'a>(asked: &'a JobTerms, advisory: Option<AdvisoryView<'a>>) -> TermsView<'a> {
    TermsView {
        advisory,
        name: asked.name.as_ref().map(Expected),
        condition: asked.condition.as_ref().map(Expected),
        needs: asked.needs.as_ref().map(Expected),
        matrix: asked.matrix.as_ref().map(Expected),
        timeout_minutes: asked.timeout.as_ref().map(Expected),
        permissions: asked.permissions.as_ref().map(Expected),
        runs_on: asked.runs_on.as_ref().map(Expected),
        env: asked.env.as_ref().map(Expected),
        runs: commands(&asked.runs),
        never_runs: commands(&asked.never_runs),
        runs_in_order: commands(&asked.runs_in_order),
        uses: globs(&asked.uses),
    }
}

fn settings(contract: &SettingsContract) -> (&str, Named<'_, Expected<'_>>) {
    let values = contract.values.iter();
    let values = values.map(|terms| (text(&terms.text), Expected(&terms.expectation)));
    (contract.file.as_str(), Named(values.collect()))
}

fn files(contract: &FileContract) -> FilesView<'_> {
    FilesView {
        path: contract.path.as_str(),
        exactly: contract.exactly.as_deref().map(texts),
        frozen: contract.frozen.is_some(),
    }
}

fn waived(waiver: &Waiver) -> WaiverView<'_> {
    WaiverView {
        rule: &waiver.rule.value,
        at: waiver.at.0.as_str(),
        reason: &waiver.reason,
        owner: &waiver.owner,
        until: waiver.until.value.to_string(),
        id: waiver.id.as_deref(),
        exit: waiver.exit.as_deref(),
        since: waiver.since.map(|day| day.to_string()),
        blocker: waiver.blocker.as_deref(),
    }
}
