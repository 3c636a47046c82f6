//! The repository as expressions see it.

use std::collections::BTreeMap;

use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::Trigger;

/// What is known about the repository in which the workflow runs.
#[derive(Clone, Debug, Default)]
pub struct RepositoryContext {
    /// `owner/name`.
    pub repository: Option<String>,
    /// The branch into which changes are merged.
    pub branch: Option<String>,
}

/// The roots of the contexts of one run.
pub(super) type ContextRoots = BTreeMap<String, ExprValue>;

pub(super) fn trigger_filter<'t>(on: &'t Trigger, name: &str) -> Option<Vec<&'t str>> {
    let (_, values) = on.filters.iter().find(|(key, _)| key.value == name)?;
    Some(values.iter().map(|value| value.value.as_str()).collect())
}

pub(super) fn is_plain(pattern: &str) -> bool {
    !pattern.contains(['*', '?', '+', '[', '!'])
}
