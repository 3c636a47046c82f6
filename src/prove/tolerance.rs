//! Operators by which a step, a job or a tool may fail.

use super::MutationSites;
use super::mutant::Mutant;
use super::operator::Operator;
use super::signal::FAMILY;
use super::stage::JobSite;
use crate::catalog::tools::lookup::built_in;
use crate::catalog::tools::tool::Tool;
use crate::facts::commands::CommandRole;
use crate::formats::workflow::model::{Matrix, OrExpr, Value};

/// The operators of this file.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by(
        "step-continue",
        "`continue-on-error: true` on a step",
        &[1, 4, 5],
        TOLERATED,
        |stage| on_steps(stage, "continue-on-error: true"),
    ),
    FAMILY.by(
        "step-continue-capitals",
        "`continue-on-error: TRUE` on a step",
        &[1, 117],
        TOLERATED,
        |stage| on_steps(stage, "continue-on-error: TRUE"),
    ),
    FAMILY.by(
        "step-continue-expression",
        "`continue-on-error: ${{ true }}` on a step",
        &[1],
        TOLERATED,
        |stage| on_steps(stage, "continue-on-error: ${{ true }}"),
    ),
    FAMILY.by(
        "step-continue-variable",
        "`continue-on-error` on a step, decided by a variable",
        &[1],
        TOLERATED,
        |stage| on_steps(stage, "continue-on-error: ${{ vars.LENIENT == 'yes' }}"),
    ),
    FAMILY.by("job-continue", "`continue-on-error: true` on a job", &[2], TOLERATED, |stage| {
        on_jobs(stage, "continue-on-error: true")
    }),
    FAMILY.by(
        "job-continue-expression",
        "`continue-on-error: ${{ true }}` on a job",
        &[2],
        TOLERATED,
        |stage| on_jobs(stage, "continue-on-error: ${{ true }}"),
    ),
    FAMILY.by(
        "leg-continue",
        "`continue-on-error` in one leg of a matrix",
        &[3],
        TOLERATED,
        leg_continue,
    ),
    FAMILY.by(
        "lenient-flag",
        "an option by which a tool passes where it should fail",
        &[18, 19, 20, 23, 64, 78],
        &["lenient-flag", "signal-lost"],
        lenient_flag,
    ),
    FAMILY.by(
        "background-step",
        "a gate step in the background that nobody waits for",
        &[25],
        &["background-step", "signal-lost"],
        |stage| on_steps(stage, "background: true"),
    ),
];

const TOLERATED: &[&str] = &["continue-on-error", "signal-lost"];

/// Makes one mutant for each step with a gate command.
fn on_steps(stage: &MutationSites<'_>, line: &str) -> Vec<Mutant> {
    let steps = stage.gate_steps().into_iter();
    let fresh = steps.filter(|site| site.step.continue_on_error.is_none());
    fresh.filter_map(|site| site.step_key(line)).collect()
}

fn on_jobs(stage: &MutationSites<'_>, line: &str) -> Vec<Mutant> {
    let open =
        |site: &JobSite<'_>| site.job.continue_on_error.is_none() && !site.commands().is_empty();
    let jobs = stage.jobs().into_iter().filter(open);
    jobs.filter_map(|site| {
        let what = format!("add `{line}` to the job");
        Some(site.mutant(site.job.id.span, site.key(line)?, what))
    })
    .collect()
}

fn leg_continue(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mutate = |site: &JobSite<'_>| {
        let matrix = site.job.strategy.as_ref()?.matrix.as_ref()?;
        let Matrix::Axes { axes, .. } = &matrix.value else { return None };
        let (axis, value) = axes.iter().find_map(|(axis, values)| match &values.value {
            OrExpr::Literal(values) if values.len() > 1 => match &values.last()?.value {
                Value::String(text) if !text.contains(['\'', '$', '"', ':', '#']) => {
                    Some((axis, text))
                }
                _ => None,
            },
            _ => None,
        })?;
        let line = format!("continue-on-error: ${{{{ matrix['{}'] == '{value}' }}}}", axis.value);
        let what = format!("add `{line}` to the job");
        Some(site.mutant(site.job.id.span, site.key(&line)?, what))
    };
    let open =
        |site: &JobSite<'_>| site.job.continue_on_error.is_none() && !site.commands().is_empty();
    stage.jobs().iter().filter(|site| open(site)).filter_map(mutate).collect()
}

fn lenient_flag(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let table = built_in();
    let mut mutants = Vec::new();
    for site in stage.commands() {
        let CommandRole::Gate(gate) = &site.command.role else { continue };
        let tool = table.tools().iter().find(|tool| tool.name == gate.tool);
        // The words behind `--` are for another program.
        let through = site.command.arguments.iter().any(|(word, _)| word.text == "--");
        if through || !site.is_alone() || site.command.text.contains(['<', '>', '$']) {
            continue;
        }
        for option in tool.map(Tool::lenient_options).unwrap_or_default() {
            mutants.extend(site.append(&format!(" {option}")));
        }
    }
    mutants
}
