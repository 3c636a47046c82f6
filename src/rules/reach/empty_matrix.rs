#![doc = include_str!("empty_matrix.md")]

use crate::case::Case;
use crate::facts::commands::CommandRole;
use crate::facts::jobs::together::judges_changes;
use crate::finding::{Finding, Severity, Sink};
use crate::formats::expr::contexts_of;
use crate::formats::workflow::model::{Job, Matrix, OrExpr, Workflow};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "empty-matrix",
    family: RuleFamily::Reach,
    holds: "no matrix is empty unheard",
    summary: "a matrix from the output of another job that nobody looks at where it is empty",
    unit: ("matrix", "matrices"),
    severity: Severity::Warn,
    since: "0.1.0",
    docs: include_str!("empty_matrix.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    sink.not_checked("no job with a gate command has a matrix that another job computes");
    for (fact, workflow) in facts.models().filter(|(_, other)| judges_changes(facts, other)) {
        for job in &workflow.jobs {
            let is_required = policy.is_required(&fact.path, &job.id.value);
            let mut own = facts.commands_of_job(&fact.path, &job.id.value);
            let gates = own.any(|command| matches!(command.role, CommandRole::Gate(_)));
            let Some((output, span)) = computed(job).filter(|_| gates || is_required) else {
                continue;
            };
            sink.examine();
            if is_guarded(job, &output) || is_spelled_out(workflow, &output) {
                continue;
            }
            let id = &job.id.value;
            let finding = Finding::new(
                format!("{}/{id}", fact.name()),
                Location::new(fact.path.clone(), span),
                format!(
                    "the matrix of job `{id}` is `{output}`: where that is an empty list, nothing is tested and no check of \
                     a matrix job comes"
                ),
            )
            .label("may be empty")
            .help("let the job that computes it fail for an empty list, and look at the result of this one in a job under `if: always()`");
            let waits = is_required || !policy.requires_any();
            sink.find(if waits { finding } else { finding.at_most(Severity::Note) });
        }
    }
}

/// Returns the output of another job that is the matrix, or one of its lists, with its place.
fn computed(job: &Job) -> Option<(String, Span)> {
    let matrix = job.strategy.as_ref()?.matrix.as_ref()?;
    let output = |text: &str| {
        let is_output = |name: &String| name.starts_with("needs.") && name.contains(".outputs.");
        let parses = text.to_ascii_lowercase().contains("fromjson");
        contexts_of(text).into_iter().find(is_output).filter(|_| parses && !text.contains("||"))
    };
    match &matrix.value {
        Matrix::Expr(text) => Some((output(text)?, matrix.span)),
        Matrix::Axes { axes, include, .. } => {
            let lists = axes.iter().map(|(_, values)| values);
            // An `include` adds to what is there.
            let lists = lists.chain(include.iter().filter(|_| axes.is_empty()));
            lists.into_iter().find_map(|values| match &values.value {
                OrExpr::Expr(text) => Some((output(text)?, values.span)),
                OrExpr::Literal(_) => None,
            })
        }
    }
}

/// Returns whether the `if:` of the job looks at what the other job gave.
fn is_guarded(job: &Job, output: &str) -> bool {
    let (before, _) = output.split_once(".outputs.").unwrap_or((output, ""));
    contexts_of(job.condition()).iter().any(|name| name.starts_with(&format!("{before}.outputs")))
}

/// Returns whether a step spells the list out (`echo 'list=["a","b"]'`), or fails for an empty one.
fn is_spelled_out(workflow: &Workflow, output: &str) -> bool {
    let mut parts = output.split('.').skip(1);
    let (id, name) = (parts.next(), parts.nth(1));
    let maker =
        workflow.jobs.iter().find(|job| id.is_some_and(|id| job.id.value.eq_ignore_ascii_case(id)));
    let Some((maker, name)) = maker.zip(name) else { return false };
    let texts = maker.steps.iter().filter_map(|step| step.run.as_ref());
    texts.into_iter().any(|run| {
        let text = run.text.replace(['\\', ' '], "");
        let spelled = ["[\"", "['", "[{", "{\""].iter().any(|start| {
            let at = text.to_ascii_lowercase().find(&format!("{name}="));
            at.and_then(|at| text.get(at + name.len() + 1..))
                .is_some_and(|rest| rest.trim_start_matches(['\'', '"']).starts_with(start))
        });
        let looks = run.text.contains("[]") && run.text.contains("exit 1");
        spelled || looks
    })
}
