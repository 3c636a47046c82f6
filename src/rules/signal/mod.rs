//! The family `signal`: failures that are swallowed. Which gate commands its rules look at stands here,
//! so that all of them look at the same.

pub(crate) mod background_step;
pub(crate) mod continue_on_error;
pub(crate) mod lax_shell;
pub(crate) mod lenient_action;
pub(crate) mod lenient_flag;
pub(crate) mod muted_command;
pub(crate) mod unchecked_pipe;

use std::collections::{BTreeMap, BTreeSet};

use crate::facts::CommandFact;
use crate::facts::commands::fact::UnreadScript;
use crate::facts::commands::fate::ending::Cause;
use crate::facts::commands::{CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::path::step::{guards, is_tolerated, runs_on_success};
use crate::facts::workflow::WorkflowFact;
use crate::finding::{Finding, Severity};
use crate::formats::workflow::model::{Job, Step};
use crate::policy::paths::file_name;
use crate::policy::{JobContract, PATH, Policy};

/// A step whose failure is still heard, so that what happens inside of it matters.
struct HeardStep<'a> {
    fact: &'a WorkflowFact,
    job: &'a Job,
    step: &'a Step,
    policy: &'a Policy,
    contract: Option<&'a JobContract>,
}

/// A gate command, or a script of the repository, in a step that is heard.
struct HeardCommand<'a> {
    command: &'a CommandFact,
    heard: HeardStep<'a>,
    /// A pull request, a push or a merge waits for the workflow.
    guards: bool,
}

impl<'a> HeardStep<'a> {
    /// `None` where the policy lets the step fail, where `continue-on-error` takes its failure (that is
    /// another rule's), or where it only runs when the job is red already.
    fn new(
        fact: &'a WorkflowFact,
        job: &'a Job,
        step: &'a Step,
        policy: &'a Policy,
    ) -> Option<Self> {
        let contract = policy.job(&fact.path, &job.id.value);
        let heard = Self { fact, job, step, policy, contract };
        let silent = heard.is_advisory() || is_tolerated(step, job) || !runs_on_success(step);
        (!silent).then_some(heard)
    }

    fn is_advisory(&self) -> bool {
        let label = self.step.label();
        self.policy.lets_fail(&self.fact.path, &self.job.id.value, Some(&label)).is_some()
    }

    fn is_required(&self) -> bool {
        self.policy.is_required(&self.fact.path, &self.job.id.value)
    }

    fn subject(&self) -> String {
        format!("{}/{}/{}", self.fact.name(), self.job.id.value, self.step.label())
    }

    /// Adds the line of the policy that makes the job a required one.
    fn required(&self, finding: Finding) -> Finding {
        let place = self.contract.and_then(|contract| self.policy.locate(contract.id.span));
        finding.related(place, "required here")
    }

    /// How a step that may fail is declared.
    fn advisory_help(&self) -> String {
        format!(
            "a step that may fail is declared in `{}`: \
             `workflows: {{ {}: {{ jobs: {{ {}: {{ advisory: [{:?}] }} }} }} }}`",
            PATH,
            self.fact.name(),
            self.job.id.value,
            self.step.label()
        )
    }
}

impl HeardCommand<'_> {
    /// A known tool's verdict counts; where no change starts the workflow (a schedule, a release), it is a
    /// warning. What a script of the repository judges is not known: it counts where the job is required,
    /// else it is only noted.
    fn finding(&self, message: String) -> Finding {
        let command = self.command;
        let via = command.via.as_ref();
        let finding = Finding::new(command.subject.clone(), command.location.clone(), message)
            .related(via.map(|via| via.location.clone()), "run by this step");
        let finding = match command.role {
            _ if self.heard.is_required() => finding,
            CommandRole::Gate(_) if self.guards => finding,
            CommandRole::Gate(_) => finding.at_most(Severity::Warn),
            _ => finding.at_most(Severity::Note),
        };
        self.heard.required(finding)
    }

    /// A merge may wait for its verdict.
    fn blocks(&self) -> bool {
        self.heard.is_required() || self.guards && matches!(self.command.role, CommandRole::Gate(_))
    }

    /// Why its shell is not as it should be: what the shell lacks, as a sentence goes on.
    fn shell_lacks(&self, option: &str) -> String {
        let command = self.command;
        if let (None, Some(uses)) = (&command.via, &self.heard.step.uses) {
            return format!("`{}` runs it in a shell without `{option}`", uses.value);
        }
        match (&command.via, &command.shell.named) {
            (Some(_), None) => {
                let path = &command.location.path;
                format!("`{}` runs it in a shell without `{option}`", file_name(path))
            }
            (_, Some(_)) => format!("`shell: {}` runs without `{option}`", command.shell.shown()),
            (None, None) => {
                format!("a step without `shell:` runs under `bash -e`, without `{option}`")
            }
        }
    }

    /// The command as a sentence shows it.
    fn shown(&self) -> String {
        format!("`{}`", shorten_text(&self.command.text, 60))
    }
}

/// Every gate command and every script of the repository whose step is heard.
fn gated<'a>(facts: &'a Facts, policy: &'a Policy) -> Vec<HeardCommand<'a>> {
    let workflows: BTreeMap<&str, _> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), (fact, workflow))).collect();
    let gated = |command: &'a CommandFact| {
        if matches!(command.role, CommandRole::Other) {
            return None;
        }
        let (fact, workflow) = workflows.get(command.workflow.as_ref())?;
        let job = workflow.jobs.iter().find(|job| job.id.value == command.job)?;
        let heard = HeardStep::new(fact, job, job.steps.get(command.step)?, policy)?;
        // Of a server in the background and of a value that is only printed nobody expects a verdict.
        let is_help = matches!(
            &command.fate,
            Some(CommandFate::Swallowed { by: Cause::Background | Cause::Substitution, .. })
        );
        if is_help && matches!(command.role, CommandRole::Script) && !heard.is_required() {
            return None;
        }
        Some(HeardCommand { command, heard, guards: guards(workflow) })
    };
    let mut called = BTreeSet::new();
    let gated = facts.commands.iter().filter_map(gated);
    // What several steps call is one line, and one finding.
    gated
        .filter(|gated| gated.command.via.is_none() || called.insert(&gated.command.location))
        .collect()
}

/// A script, or a called file, that nobody could read and that may hold a gate, in a step that is heard.
struct UnreadPart<'a> {
    script: &'a UnreadScript,
    heard: HeardStep<'a>,
    guards: bool,
}

impl UnreadPart<'_> {
    /// A merge may wait for its verdict.
    fn blocks(&self) -> bool {
        self.heard.is_required() || self.guards && self.script.gate.is_some()
    }

    fn finding(&self) -> Finding {
        let (script, heard) = (self.script, &self.heard);
        let what = match &script.gate {
            Some(gate) if script.text.is_some() => {
                format!("a gate (`{}`) stands in what", shorten_text(&gate.tool, 60))
            }
            _ => "a gate may stand in what".to_owned(),
        };
        let message = format!(
            "{what} could not be read, so that nobody can tell whether its failure fails step `{}`: {}",
            heard.step.label(),
            script.why
        );
        let via = script.via.as_ref().map(|via| via.location.clone());
        let finding = Finding::new(script.subject.clone(), script.location.clone(), message)
            .label("could not be read")
            .help(format!(
                "write it in a form that its shell or tool accepts; {}",
                heard.advisory_help()
            ))
            .related(via, "run by this step");
        heard.required(finding)
    }
}

/// Every such script. Of those whose text is known, only the ones that name a gate.
fn unread<'a>(facts: &'a Facts, policy: &'a Policy) -> Vec<UnreadPart<'a>> {
    let workflows: BTreeMap<&str, _> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), (fact, workflow))).collect();
    let may_gate = |script: &&UnreadScript| script.gate.is_some() || script.text.is_none();
    let found = |script: &'a UnreadScript| {
        let (fact, workflow) = workflows.get(script.workflow.as_ref())?;
        let job = workflow.jobs.iter().find(|job| job.id.value == script.job)?;
        let heard = HeardStep::new(fact, job, job.steps.get(script.step)?, policy)?;
        Some(UnreadPart { script, heard, guards: guards(workflow) })
    };
    let mut seen = BTreeSet::new();
    let found = facts.unread_scripts.iter().filter(may_gate).filter_map(found);
    // What several steps call is one line, and one finding.
    found.filter(|unread| seen.insert((&unread.script.location, &unread.script.why))).collect()
}

/// The first characters of a text.
pub(super) fn shorten_text(text: &str, most: usize) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() <= most && line.len() == text.len() {
        return line.to_owned();
    }
    let kept: String = line.chars().take(most).collect();
    format!("{}...", kept.trim_end())
}
