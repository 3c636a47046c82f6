//! The keys of a workflow and its jobs as values for an expectation: with GitHub's default for a
//! missing key, and for each matrix job if an expression decides.

use serde_json::{Map, Value as Json};

use super::matrix::expand_matrix;
use super::matrix_job::MatrixJobs;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::datum::Datum;
use crate::formats::expr::evaluate::Evaluator;
use crate::formats::expr::template;
use crate::formats::workflow::model::{Concurrency, Job, OrExpr, Permissions, Value, Workflow};
use crate::policy::Actual;
use crate::span::Span;

/// Minutes after which GitHub ends a job without `timeout-minutes`.
///
/// Source: GitHub documentation, "Workflow syntax", `jobs.<job_id>.timeout-minutes`.
pub const DEFAULT_TIMEOUT: u32 = 360;

/// A value of a key, with its place and the matrix jobs in which it applies.
#[derive(Clone, Debug)]
pub struct JobKey {
    /// The value.
    pub actual: Actual,
    /// Place of the value; the id of the job if the key is missing.
    pub span: Span,
    /// Labels of the matrix jobs with this value; empty for all.
    pub matrix_jobs: Vec<String>,
}

impl JobKey {
    /// Returns the key for a check of what is written only: a default that the settings of the
    /// repository decide counts as absent.
    #[must_use]
    pub fn as_written(self) -> Self {
        match &self.actual {
            Actual::Unknown { written: Json::Null, why } if why.starts_with(UNWRITTEN) => {
                Self { actual: Actual::Absent, ..self }
            }
            _ => self,
        }
    }
}

/// Reason why permissions that nothing sets are unknown.
const UNWRITTEN: &str = "neither the job nor the workflow sets `permissions`";

/// Returns `name:`.
#[must_use]
pub fn name(job: &Job) -> JobKey {
    match &job.name {
        None => JobKey { actual: Actual::Absent, span: job.id.span, matrix_jobs: Vec::new() },
        Some(name) => whole(Json::from(name.as_str()), name.span),
    }
}

/// Returns `if:` as a known text, without evaluating it: the expression without `${{ }}` around the
/// whole.
#[must_use]
pub fn condition(job: &Job) -> JobKey {
    let Some(condition) = &job.condition else {
        return JobKey { actual: Actual::Absent, span: job.id.span, matrix_jobs: Vec::new() };
    };
    let text = Json::from(bare_condition(condition.as_str()));
    JobKey { actual: Actual::Value(text), span: condition.span, matrix_jobs: Vec::new() }
}

/// Returns an `if:` on one line, without `${{ }}` around the whole of it, so that two spellings of
/// one condition give the same text.
#[must_use]
pub fn bare_condition(condition: &str) -> String {
    let text = condition.trim();
    let inner = text.strip_prefix("${{").and_then(|text| text.strip_suffix("}}"));
    let bare = inner.filter(|inner| !inner.contains("${{")).unwrap_or(text);
    bare.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns `needs:`.
#[must_use]
pub fn needs(job: &Job) -> JobKey {
    let ids = job.needs.iter().map(|id| Json::from(id.value.as_str())).collect();
    let spans = job.needs.iter().map(|id| id.span);
    let span = spans.reduce(Span::to).unwrap_or(job.id.span);
    JobKey { actual: Actual::Value(Json::Array(ids)), span, matrix_jobs: Vec::new() }
}

/// Returns the values of the matrix jobs, axis by axis, with `include` and `exclude` applied.
#[must_use]
pub fn matrix(job: &Job) -> JobKey {
    let matrix = job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    let span = matrix.map_or(job.id.span, |matrix| matrix.span);
    let actual = match expand_matrix(job) {
        MatrixJobs::Single => Actual::Absent,
        MatrixJobs::Unknown(why) => Actual::Unknown { written: Json::Null, why },
        MatrixJobs::Expanded(matrix_jobs) => {
            let mut axes: Map<String, Json> = Map::new();
            for (axis, value) in matrix_jobs.iter().flat_map(|leg| &leg.values) {
                let value = json(value);
                let values = axes.entry(axis.clone()).or_insert_with(|| Json::Array(Vec::new()));
                if let Json::Array(values) = values
                    && !values.contains(&value)
                {
                    values.push(value);
                }
            }
            Actual::Value(Json::Object(axes))
        }
    };
    JobKey { actual, span, matrix_jobs: Vec::new() }
}

/// Returns `timeout-minutes:`.
#[must_use]
pub fn timeout(job: &Job) -> Vec<JobKey> {
    match &job.timeout_minutes {
        None => vec![whole(Json::from(DEFAULT_TIMEOUT), job.id.span)],
        Some(minutes) => match &minutes.value {
            OrExpr::Literal(value) => vec![whole(Json::from(*value), minutes.span)],
            OrExpr::Expr(text) => by_leg(job, &Json::from(text.as_str()), minutes.span),
        },
    }
}

/// Returns `runs-on:`; a group with its labels is a map.
#[must_use]
pub fn runs_on(job: &Job) -> Vec<JobKey> {
    match &job.runs_on {
        None => vec![JobKey { actual: Actual::Absent, span: job.id.span, matrix_jobs: Vec::new() }],
        Some(runner) => by_leg(job, &json(&runner.value), runner.span),
    }
}

/// Returns the permissions of the token in a job: its own, else those of the workflow. Scopes that
/// are not granted are `none`.
#[must_use]
pub fn permissions(workflow: &Workflow, job: Option<&Job>) -> JobKey {
    let own = job.and_then(|job| job.permissions.as_ref());
    let written = own.or(workflow.permissions.as_ref());
    let Some(written) = written else {
        let actual = match job {
            None => Actual::Absent,
            Some(_) => Actual::Unknown {
                written: Json::Null,
                why: format!("{UNWRITTEN}, so the settings of the repository decide"),
            },
        };
        let span = job.map_or(workflow.jobs_span, |job| job.id.span);
        return JobKey { actual, span, matrix_jobs: Vec::new() };
    };
    let value = match &written.value {
        Permissions::All(text) => Json::from(text.as_str()),
        Permissions::Scopes(scopes) => {
            let granted = scopes.iter().filter(|(_, level)| level.value != "none");
            let pairs =
                granted.map(|(scope, level)| (scope.value.clone(), Json::from(level.as_str())));
            Json::Object(pairs.collect())
        }
    };
    whole(value, written.span)
}

/// Returns `env:` as a step without its own sees it: that of the job over that of the workflow.
#[must_use]
pub fn environment(workflow: &Workflow, job: &Job) -> Vec<JobKey> {
    let expression = [&job.env, &workflow.env].into_iter().find_map(|env| env.expression.as_ref());
    if let Some(expression) = expression {
        return vec![whole(Json::from(expression.as_str()), expression.span)];
    }
    let vars = workflow.env.vars.iter().chain(&job.env.vars);
    let map: Map<String, Json> =
        vars.map(|(name, value)| (name.value.clone(), Json::from(value.as_str()))).collect();
    let spans = job.env.vars.iter().map(|(name, value)| name.span.to(value.span));
    let span = spans.reduce(Span::to).unwrap_or(job.id.span);
    by_leg(job, &Json::Object(map), span)
}

/// Returns `concurrency:` of a workflow; a bare text is its group.
#[must_use]
pub fn concurrency(workflow: &Workflow) -> JobKey {
    let Some(Concurrency { group, cancel_in_progress }) = &workflow.concurrency else {
        return JobKey {
            actual: Actual::Absent,
            span: workflow.jobs_span,
            matrix_jobs: Vec::new(),
        };
    };
    let mut map = Map::new();
    let mut span: Option<Span> = None;
    if let Some(group) = group {
        map.insert("group".to_owned(), Json::from(group.as_str()));
        span = Some(group.span);
    }
    if let Some(cancel) = cancel_in_progress {
        let value = match &cancel.value {
            OrExpr::Literal(value) => Json::from(*value),
            OrExpr::Expr(text) => Json::from(text.as_str()),
        };
        map.insert("cancel-in-progress".to_owned(), value);
        span = Some(span.map_or(cancel.span, |span| span.to(cancel.span)));
    }
    let span = span.unwrap_or(workflow.jobs_span);
    JobKey { actual: Actual::Value(Json::Object(map)), span, matrix_jobs: Vec::new() }
}

fn whole(value: Json, span: Span) -> JobKey {
    JobKey { actual: Actual::from(value), span, matrix_jobs: Vec::new() }
}

/// Evaluates a value for each matrix job; equal values are returned once, with all their labels.
fn by_leg(job: &Job, written: &Json, span: Span) -> Vec<JobKey> {
    let matrix_jobs = match expand_matrix(job) {
        _ if !holds_expression(written) => return vec![whole(written.clone(), span)],
        MatrixJobs::Expanded(matrix_jobs) => matrix_jobs,
        MatrixJobs::Single => {
            return vec![whole(evaluated(written, &Datum::map(Vec::new())), span)];
        }
        MatrixJobs::Unknown(_) => return vec![whole(evaluated(written, &Datum::UNKNOWN), span)],
    };
    let mut keys: Vec<JobKey> = Vec::new();
    for leg in &matrix_jobs {
        let actual = Actual::from(evaluated(written, &leg.context()));
        match keys.iter_mut().find(|key| key.actual == actual) {
            Some(key) => key.matrix_jobs.push(leg.label()),
            None => keys.push(JobKey { actual, span, matrix_jobs: vec![leg.label()] }),
        }
    }
    if let [one] = keys.as_mut_slice() {
        one.matrix_jobs.clear();
    }
    keys
}

fn holds_expression(value: &Json) -> bool {
    match value {
        Json::String(text) => text.contains("${{"),
        Json::Array(items) => items.iter().any(holds_expression),
        Json::Object(map) => map.values().any(holds_expression),
        _ => false,
    }
}

/// Evaluates a value for one matrix job; a text that only the run knows stays unchanged.
fn evaluated(value: &Json, matrix: &Datum) -> Json {
    match value {
        Json::Array(items) => items.iter().map(|item| evaluated(item, matrix)).collect(),
        Json::Object(map) => {
            map.iter().map(|(key, value)| (key.clone(), evaluated(value, matrix))).collect()
        }
        Json::String(text) if text.contains("${{") => {
            let contexts = Contexts::default();
            let evaluator = Evaluator::new(&contexts).with_root("matrix", matrix.clone());
            let datum = template::evaluate(text, &evaluator).ok();
            datum.and_then(|datum| known(&datum)).unwrap_or_else(|| value.clone())
        }
        other => other.clone(),
    }
}

fn known(datum: &Datum) -> Option<Json> {
    Some(match datum {
        Datum::Unknown(_) | Datum::Shaped(_) => return None,
        Datum::Map(map) if map.open => return None,
        Datum::Null => Json::Null,
        Datum::Bool(value) => Json::from(*value),
        Datum::Number(value) => Json::from(*value),
        Datum::List(items) => {
            Json::Array(items.items.iter().map(known).collect::<Option<Vec<Json>>>()?)
        }
        Datum::Map(map) => {
            let fields = map.fields.iter().map(|(key, value)| Some((key.clone(), known(value)?)));
            Json::Object(fields.collect::<Option<_>>()?)
        }
        other => Json::from(other.to_text()?.to_string()),
    })
}

/// Converts a value of a workflow to JSON.
#[must_use]
pub fn json(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(value) => Json::from(*value),
        Value::Number { value, .. } => Json::from(*value),
        Value::String(text) => Json::from(text.as_str()),
        Value::List(items) => items.iter().map(|item| json(&item.value)).collect(),
        Value::Map(fields) => {
            fields.iter().map(|(key, value)| (key.value.clone(), json(&value.value))).collect()
        }
    }
}
