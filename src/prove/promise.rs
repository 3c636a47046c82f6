//! Lines of a policy that hold a job to what it says today.

use super::stage::JobSite;
use crate::facts::jobs::keys::bare_condition;
use crate::formats::workflow::model::{Matrix, OrExpr, Permissions, Value};
use crate::span::Spanned;

/// Returns the line of a policy with the values of the matrix.
pub(super) fn matrix_promise(site: &JobSite<'_>) -> String {
    let shown = |value: &Value| match value {
        Value::String(text) => format!("{text:?}"),
        Value::Number { text, .. } => text.clone(),
        Value::Bool(value) => value.to_string(),
        _ => "...".to_owned(),
    };
    let axes = literal_axes(site).into_iter().map(|(axis, values)| {
        let values: Vec<String> = values.iter().map(|value| shown(&value.value)).collect();
        format!("{}: [{}]", axis.value, values.join(", "))
    });
    let axes: Vec<String> = axes.collect();
    site.contract(&format!("{{ matrix: {{ {} }} }}", axes.join(", ")))
}

/// Returns the axes of a matrix with literal values.
pub(super) fn literal_axes<'s>(
    site: &JobSite<'s>,
) -> Vec<(&'s Spanned<String>, &'s [Spanned<Value>])> {
    let matrix = site.job.strategy.as_ref().and_then(|strategy| strategy.matrix.as_ref());
    let Some(Matrix::Axes { axes, .. }) = matrix.map(|matrix| &matrix.value) else {
        return Vec::new();
    };
    let written = axes.iter().filter_map(|(axis, values)| match &values.value {
        OrExpr::Literal(values) => Some((axis, values.as_slice())),
        OrExpr::Expr(_) => None,
    });
    written.collect()
}

/// Returns the lines of the policy for the condition of a job.
pub(super) fn condition_promise(site: &JobSite<'_>) -> Vec<String> {
    let condition = site.job.condition.as_ref();
    vec![site.contract(&condition.map_or_else(
        || "{ if: { present: false } }".to_owned(),
        |condition| format!("{{ if: {:?} }}", bare_condition(condition.as_str())),
    ))]
}

/// Returns the lines of the policy for the permissions that are in force in a job: its own, or those
/// of its workflow. Where neither has any, the settings of the repository decide, and no line of a
/// policy would hold.
pub(super) fn permissions_promise(site: &JobSite<'_>) -> Vec<String> {
    let written = site.job.permissions.as_ref().or(site.workflow.permissions.as_ref());
    let line = match written.map(|permissions| &permissions.value) {
        Some(Permissions::Scopes(scopes)) if scopes.is_empty() => {
            "{ permissions: { equals: {} } }".to_owned()
        }
        Some(Permissions::Scopes(scopes)) => {
            let scopes = scopes
                .iter()
                .map(|(scope, level)| format!("{}: {}", scope.value, level.value))
                .collect::<Vec<_>>();
            format!("{{ permissions: {{ {} }} }}", scopes.join(", "))
        }
        Some(Permissions::All(word)) => format!("{{ permissions: {word} }}"),
        None => return Vec::new(),
    };
    vec![site.contract(&line)]
}

/// Returns the line of the policy for the jobs that a job waits for.
pub(super) fn needs_promise(site: &JobSite<'_>) -> String {
    let ids: Vec<&str> = site.job.needs.iter().map(|need| need.as_str()).collect();
    site.contract(&format!("{{ needs: [{}] }}", ids.join(", ")))
}
