//! Annotations of a check run. GitHub only adds annotations: nothing replaces or removes one.
//!
//! So a check run that a later attempt updates gets the annotations that it does not have yet,
//! compared by their content, and a line in its text if older ones no longer hold. A second check
//! run without the old ones would be cleaner to read but worse for a gate: branch protection looks
//! at every check run of a name.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::receipt::{repository_path, text_at};
use crate::github::{ApiFault, Client};
use crate::publish::notice::Annotation;

/// Most annotations of one request.
pub(super) const PAGE: usize = 50;

/// The content and place of an annotation: two annotations with equal keys are one. Columns are
/// left out, because GitHub drops some.
type AnnotationKey = (String, u64, u64, String, String, String);

fn key(annotation: &Annotation) -> AnnotationKey {
    (
        annotation.path.clone(),
        annotation.start_line.into(),
        annotation.end_line.into(),
        annotation.level.as_str().to_owned(),
        annotation.title.trim().to_owned(),
        annotation.message.trim().to_owned(),
    )
}

fn key_of(sent: &Value) -> AnnotationKey {
    let line = |name: &str| sent.get(name).and_then(Value::as_u64).unwrap_or_default();
    (
        text_at(sent, "/path").to_owned(),
        line("start_line"),
        line("end_line"),
        text_at(sent, "/annotation_level").to_owned(),
        text_at(sent, "/title").trim().to_owned(),
        text_at(sent, "/message").trim().to_owned(),
    )
}

/// The wanted annotations compared with those of the check run.
#[derive(Debug)]
pub(super) struct Compared<'a> {
    /// Wanted annotations that the check run does not have.
    pub(super) missing: Vec<&'a Annotation>,
    /// Whether the check run has annotations that are not wanted any more.
    pub(super) is_stale: bool,
}

/// Reads the annotations of a check run and compares them with the wanted ones.
pub(super) fn compare<'a>(
    client: &Client,
    repository: &str,
    check_run: u64,
    wanted: &'a [Annotation],
) -> Result<Compared<'a>, ApiFault> {
    let path = repository_path(repository, &["check-runs", &check_run.to_string(), "annotations"]);
    let there: BTreeSet<AnnotationKey> =
        client.get_pages(&path, &[], "")?.iter().map(key_of).collect();
    let keys: BTreeSet<AnnotationKey> = wanted.iter().map(key).collect();
    Ok(Compared {
        missing: wanted.iter().filter(|annotation| !there.contains(&key(annotation))).collect(),
        is_stale: !there.is_subset(&keys),
    })
}

/// Returns annotations in the form of the API.
pub(super) fn page(annotations: &[&Annotation]) -> Value {
    let one = |annotation: &&Annotation| {
        let mut body = json!({
            "path": annotation.path,
            "start_line": annotation.start_line,
            "end_line": annotation.end_line,
            "annotation_level": annotation.level.as_str(),
            "message": annotation.message,
            "title": annotation.title,
        });
        // GitHub rejects columns over more than one line.
        if let Some((first, last)) = annotation.columns
            && annotation.start_line == annotation.end_line
        {
            body["start_column"] = first.into();
            body["end_column"] = last.into();
        }
        body
    };
    annotations.iter().map(one).collect()
}
