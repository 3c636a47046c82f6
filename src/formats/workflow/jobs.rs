//! Jobs: steps of their own, or a call of a reusable workflow.

use super::model::{Concurrency, Defaults, Env, Job, Permissions, Step};
use super::reader::{WorkflowReader, lower_value, read_expression};
use crate::formats::yaml::NodeRef;
use crate::span::{Span, Spanned};

/// Names are shorter than this. Source: `actions/runner`, `IdBuilder.cs`.
const NAME_LENGTH: usize = 100;

const JOB_KEYS: &[&str] = &[
    "name",
    "needs",
    "if",
    "runs-on",
    "permissions",
    "env",
    "defaults",
    "concurrency",
    "timeout-minutes",
    "cancel-timeout-minutes",
    "continue-on-error",
    "strategy",
    "container",
    "services",
    "environment",
    "outputs",
    "steps",
    "uses",
    "with",
    "secrets",
    "snapshot",
];

impl WorkflowReader<'_> {
    pub(super) fn jobs(&mut self, node: NodeRef<'_>) -> Vec<Job> {
        let mut jobs = Vec::new();
        for (key, _, body) in self.map(node, "jobs") {
            if let Some(id) = key.spanned_text() {
                jobs.push(self.job(id, body));
            }
        }
        if node.entries().is_some() && jobs.is_empty() {
            self.problem(node.span(), "`jobs` is empty; expected at least one job");
        }
        jobs
    }

    fn job(&mut self, id: Spanned<String>, body: NodeRef<'_>) -> Job {
        self.identifier(&id, "job");
        let mut job = empty_job(id, body.span());
        let mut has_steps = None;
        for (key, name, value) in self.map(body, &format!("jobs.{}", job.id.value)) {
            match name {
                "name" => job.name = self.text(value, name).filter(|name| !name.value.is_empty()),
                "needs" => job.needs = self.texts(value, name),
                "if" => job.condition = self.condition(value),
                "runs-on" => job.runs_on = self.runs_on(value),
                "permissions" => job.permissions = self.permissions(value),
                "env" => job.env = self.env(value, name),
                "defaults" => job.defaults = self.defaults(value),
                "concurrency" => job.concurrency = self.concurrency(value),
                "timeout-minutes" => job.timeout_minutes = self.number(value, name),
                "cancel-timeout-minutes" => {
                    self.number(value, name);
                }
                "continue-on-error" => job.continue_on_error = self.flag(key, value, name),
                "strategy" => job.strategy = self.strategy(value),
                "container" => job.container = Some(value.span()),
                "outputs" => job.outputs = self.outputs(value),
                "steps" => {
                    has_steps = Some(key.span());
                    job.steps = self.steps(value);
                }
                "uses" => job.uses = self.filled(value, name),
                "with" => job.with = self.with(value, name),
                "services" | "environment" | "secrets" | "snapshot" => {}
                _ => self.unknown(key, JOB_KEYS),
            }
        }
        if body.entries().is_some() {
            self.kind_of_job(body, &job, has_steps);
        }
        job
    }

    /// Exactly one of the two kinds.
    fn kind_of_job(&mut self, body: NodeRef<'_>, job: &Job, steps: Option<Span>) {
        let id = &job.id;
        match (body.get("uses"), body.get("runs-on")) {
            (None, None) => {
                self.problem(
                    id.span,
                    format!("job `{}` has neither `runs-on` nor `uses`", id.value),
                )
                .help = Some(
                    "add `runs-on` and `steps`, or `uses` with a reusable workflow".to_owned(),
                );
            }
            (Some(uses), other) => {
                let name = if other.is_some() { "runs-on" } else { "steps" };
                if let Some(span) = other.map(NodeRef::span).or(steps) {
                    self.problem(
                        span,
                        format!(
                            "job `{}` has both `uses` and `{name}`; expected one of them",
                            id.value
                        ),
                    )
                    .related =
                        Some((uses.span(), "the reusable workflow is called here".to_owned()));
                }
            }
            (None, Some(_)) => {}
        }
    }

    /// The form of a job or step id.
    pub(super) fn identifier(&mut self, id: &Spanned<String>, what: &str) {
        let text = id.value.as_str();
        let valid = text.starts_with(|char: char| char.is_ascii_alphabetic() || char == '_')
            && text.chars().all(|char| char.is_ascii_alphanumeric() || matches!(char, '_' | '-'))
            && text.len() < NAME_LENGTH;
        if text == "<<" {
            self.problem(id.span, "`<<` is not known here: GitHub has no merge keys").help =
                Some("write the keys out, or put an alias where a whole value stands".to_owned());
        } else if !valid {
            self.problem(
                id.span,
                format!(
                    "`{text}` cannot name a {what}; expected a letter or `_`, then letters, digits, `_` and `-`, fewer than {NAME_LENGTH} in all"
                ),
            );
        } else if text.starts_with("__") {
            self.problem(
                id.span,
                format!("`{text}` cannot name a {what}: `__` at the start is reserved"),
            );
        }
    }

    fn runs_on(&mut self, node: NodeRef<'_>) -> Option<Spanned<super::model::Value>> {
        if node.entries().is_none() {
            // empty lists are left to the run, as GitHub does
            let labels = self.texts(node, "runs-on");
            if labels.is_empty() && node.items().is_none() {
                return None;
            }
        }
        Some(lower_value(node))
    }

    fn outputs(&mut self, node: NodeRef<'_>) -> Vec<(Spanned<String>, Spanned<String>)> {
        let mut outputs = Vec::new();
        for (key, name, value) in self.map(node, "outputs") {
            let what = format!("outputs.{name}");
            if let (Some(name), Some(value)) = (key.spanned_text(), self.text(value, &what)) {
                outputs.push((name, value));
            }
        }
        outputs
    }

    pub(super) fn permissions(&mut self, node: NodeRef<'_>) -> Option<Spanned<Permissions>> {
        let value = if node.entries().is_some() {
            let mut scopes = Vec::new();
            for (key, name, value) in self.map(node, "permissions") {
                if name == "<<" {
                    self.unknown(key, &[]);
                    continue;
                }
                let what = format!("permissions.{name}");
                if let (Some(name), Some(value)) = (key.spanned_text(), self.filled(value, &what)) {
                    scopes.push((name, value));
                }
            }
            Permissions::Scopes(scopes)
        } else if node.items().is_none() && !node.is_null() {
            Permissions::All(node.text().unwrap_or_default().to_owned())
        } else {
            self.wrong(node, "permissions", "a map, `read-all` or `write-all`");
            return None;
        };
        Some(Spanned::new(value, node.span()))
    }

    pub(super) fn defaults(&mut self, node: NodeRef<'_>) -> Defaults {
        let mut defaults = Defaults::default();
        for (key, name, value) in self.map(node, "defaults") {
            if name != "run" {
                self.unknown(key, &["run"]);
                continue;
            }
            for (key, name, value) in self.map_or_expression(value, "defaults.run") {
                match name {
                    "shell" => defaults.shell = self.filled(value, name),
                    "working-directory" => defaults.working_directory = self.filled(value, name),
                    _ => self.unknown(key, &["shell", "working-directory"]),
                }
            }
        }
        defaults
    }

    pub(super) fn concurrency(&mut self, node: NodeRef<'_>) -> Option<Concurrency> {
        if node.entries().is_none() {
            let group = self.text(node, "concurrency")?;
            return Some(Concurrency { group: Some(group), cancel_in_progress: None });
        }
        let mut concurrency = Concurrency { group: None, cancel_in_progress: None };
        for (key, name, value) in self.map(node, "concurrency") {
            match name {
                "group" => concurrency.group = self.filled(value, "concurrency.group"),
                "cancel-in-progress" => {
                    concurrency.cancel_in_progress =
                        self.boolean(value, "concurrency.cancel-in-progress");
                }
                _ => self.unknown(key, &["group", "cancel-in-progress", "queue"]),
            }
        }
        if node.get("group").is_none() && !has_expression_key(node) {
            self.problem(node.span(), "`concurrency` has no `group`");
        }
        Some(concurrency)
    }
}

/// Whether a key is decided by the run (`${{ insert }}`), so that nothing can be said to be missing.
fn has_expression_key(node: NodeRef<'_>) -> bool {
    node.entries().is_some_and(|mut entries| entries.any(|(key, _)| read_expression(key).is_some()))
}

fn empty_job(id: Spanned<String>, body: Span) -> Job {
    Job {
        span: id.span.to(body),
        id,
        name: None,
        needs: Vec::new(),
        condition: None,
        runs_on: None,
        permissions: None,
        env: Env::default(),
        defaults: Defaults::default(),
        concurrency: None,
        timeout_minutes: None,
        continue_on_error: None,
        strategy: None,
        container: None,
        uses: None,
        with: Vec::new(),
        outputs: Vec::new(),
        steps: Vec::<Step>::new(),
    }
}
