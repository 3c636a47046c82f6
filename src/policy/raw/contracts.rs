//! `workflows:`, `skips-allowed:` and `files:`.

use super::fields::Reader;
use super::terms;
use crate::formats::yaml::NodeRef;
use crate::policy::valid::{Advisory, FileContract, JobContract, SkipAllowed, WorkflowContract};

/// `workflows:`, by file name.
pub(super) fn workflows(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<WorkflowContract> {
    let Some(fields) = reader.fields(node, "`workflows`") else { return Vec::new() };
    let entries = fields.rest();
    entries.into_iter().filter_map(|(key, value)| workflow(key, value, reader)).collect()
}

fn workflow(
    key: NodeRef<'_>,
    value: NodeRef<'_>,
    reader: &mut Reader<'_>,
) -> Option<WorkflowContract> {
    let file = reader.text(key, "workflow")?;
    if file.value.contains('/') || !(file.value.ends_with(".yml") || file.value.ends_with(".yaml"))
    {
        let message =
            format!("`{}` is no workflow; write its file name, such as `ci.yml`", file.value);
        reader.problem(file.span, message);
    }
    let mut fields = reader.fields(value, &format!("workflow `{}`", file.value))?;
    let only_span = fields.key_span("only-listed");
    let only = fields.take("only-listed").and_then(|node| reader.flag(node, "only-listed"));
    let is_empty = fields.is_empty();
    let terms = terms::of_workflow(&mut fields, reader);
    let every_job =
        fields.take("every-job").map(|node| terms::of_every_job(node, reader)).unwrap_or_default();
    let jobs = fields.take("jobs").map(|node| jobs(node, reader)).unwrap_or_default();
    if is_empty && only_span.is_none() {
        reader.problem(
            file.span,
            format!("workflow `{}` asks for nothing, so nothing of it is held", file.value),
        );
    }
    fields.end(reader, &[]);
    let only_listed = only_span.filter(|_| only == Some(true));
    Some(WorkflowContract { file, only_listed, terms, every_job, jobs })
}

fn jobs(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<JobContract> {
    let Some(fields) = reader.fields(node, "`jobs`") else { return Vec::new() };
    let entries = fields.rest();
    entries.into_iter().filter_map(|(key, value)| job(key, value, reader)).collect()
}

fn job(key: NodeRef<'_>, value: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<JobContract> {
    let id = reader.text(key, "job")?;
    let mut fields = reader.fields(value, &format!("job `{}`", id.value))?;
    let span = fields.key_span("advisory");
    let advisory = match (fields.take("advisory"), span) {
        (Some(node), Some(span)) if node.items().is_none() => match reader.flag(node, "advisory") {
            Some(true) => Advisory::Job(span),
            _ => Advisory::No,
        },
        (Some(node), _) => Advisory::Steps(reader.texts(node, "advisory")),
        (None, _) => Advisory::No,
    };
    let terms = terms::of_job(&mut fields, reader);
    fields.end(reader, &[]);
    Some(JobContract { id, advisory, terms })
}

/// `skips-allowed:`.
pub(super) fn skips_allowed(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<SkipAllowed> {
    let items = reader.items(node, "skips-allowed");
    items.into_iter().filter_map(|item| skip(item, reader)).collect()
}

fn skip(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<SkipAllowed> {
    let mut fields = reader.fields(node, "an entry of `skips-allowed`")?;
    let job = reader.required(&mut fields, "job").and_then(|node| reader.text(node, "job"));
    if let Some(job) = &job
        && job.value.split_once('/').is_none_or(|(file, id)| file.is_empty() || id.is_empty())
    {
        reader.problem(
            job.span,
            format!("`{}` is no job; write `file/job`, such as `ci.yml/e2e`", job.value),
        );
    }
    let when = fields.take("when").and_then(|node| reader.text(node, "when"));
    let reason =
        reader.required(&mut fields, "reason").and_then(|node| reader.text(node, "reason"));
    let span = fields.span;
    fields.end(reader, &[]);
    Some(SkipAllowed { span, job: job?, when: when.map(|text| text.value), reason: reason?.value })
}

/// `files:`.
pub(super) fn files(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<FileContract> {
    let items = reader.items(node, "files");
    items.into_iter().filter_map(|item| file(item, reader)).collect()
}

fn file(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<FileContract> {
    let mut fields = reader.fields(node, "an entry of `files`")?;
    let path = reader.required(&mut fields, "path").and_then(|node| reader.text(node, "path"));
    let exactly = fields.take("exactly").map(|node| reader.texts(node, "exactly"));
    let frozen_span = fields.key_span("frozen");
    let frozen = fields.take("frozen").and_then(|node| reader.flag(node, "frozen"));
    if exactly.is_none() && frozen_span.is_none() {
        reader.problem(
            fields.span,
            "an entry of `files` sets neither `exactly` nor `frozen`, so it holds nothing",
        );
    }
    fields.end(reader, &[]);
    let path = path?;
    let frozen = frozen_span.filter(|_| frozen == Some(true));
    Some(FileContract { path: reader.pattern(&path)?, span: path.span, exactly, frozen })
}
