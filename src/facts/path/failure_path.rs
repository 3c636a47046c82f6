//! The failure path of every gate command: through its script, step and job, and through the
//! aggregate jobs, to the check that a merge depends on; or to the place where the failure is lost.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::climb::{ClimbedPath, callers_of, climb};
use super::step::{is_tolerated_in, runs_on_success, so_far_green, starts_on_change, surely_holds};
use crate::catalog::tools::tool::Mention;
use crate::facts::CommandFact;
use crate::facts::commands::fact::UnreadScript;
use crate::facts::commands::fate::ending::Cause;
use crate::facts::commands::{CallSite, CommandFate, CommandRole};
use crate::facts::commit::Facts;
use crate::facts::jobs::FlagValue;
use crate::facts::jobs::advisory::{GatingJobs, lets_step_fail};
use crate::facts::path::allowed_skips::AllowedSkips;
use crate::facts::path::end::PathEnd;
use crate::facts::path::home::RepositoryContext;
use crate::facts::path::reach::{JobSkip, Reach};
use crate::facts::path::scenario::Scenario;
use crate::facts::path::step_reach::StepReach;
use crate::formats::expr::context::Contexts;
use crate::formats::expr::evaluate_condition;
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::Policy;
use crate::policy::paths::file_name;
use crate::span::{Location, Span};

/// The path of the failure of one gate command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailurePath {
    /// Path of the workflow file.
    pub workflow: Arc<str>,
    /// Id of the job.
    pub job: String,
    /// Label of the step.
    pub step: String,
    /// The text of the command.
    pub command: String,
    /// Place of the command.
    pub location: Location,
    /// The command of the step that runs it, if the command itself is elsewhere.
    pub via: Option<Arc<CallSite>>,
    /// The kind of the command: "test runner".
    pub what: &'static str,
    /// What the failure passes, in order: `make test`, `step`, `job`, `gate`. A link whose `if:`
    /// the run decides says so: `step, if it runs`.
    pub links: Vec<String>,
    /// The end of the path.
    pub end: PathEnd,
}

/// Returns the path of every gate command, in the order of the workflows.
#[must_use]
pub fn failure_paths(facts: &Facts, policy: &Policy) -> Vec<FailurePath> {
    let workflows: BTreeMap<&str, &Workflow> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), workflow)).collect();
    let home = RepositoryContext::of(facts, policy);
    let reach: BTreeMap<&str, Reach<'_>> =
        workflows.iter().map(|(path, workflow)| (*path, Reach::new(workflow, &home))).collect();
    let climbed = RefCell::default();
    let mut paths: Vec<(usize, usize, FailurePath)> = Vec::new();
    let mut walk =
        |path: &Arc<str>, job: &str, step: usize, way: &dyn Fn(&PathWalk<'_>) -> FailurePath| {
            let Some(workflow) = workflows.get(path.as_ref()) else { return };
            let place = workflow.jobs.iter().position(|other| other.id.value == job);
            let job = place.and_then(|index| Some((index, workflow.jobs.get(index)?)));
            let Some((index, job)) = job else { return };
            let Some(in_job) = job.steps.get(step) else { return };
            let (reach, climbed) = (&reach, &climbed);
            let walk = PathWalk { facts, workflow, policy, job, step: in_job, reach, climbed };
            paths.push((index, step, way(&walk)));
        };
    for command in &facts.commands {
        let what = match &command.role {
            CommandRole::Gate(gate) => gate.kind.noun(),
            CommandRole::Script if policy.is_required(&command.workflow, &command.job) => "script",
            _ => continue,
        };
        walk(&command.workflow, &command.job, command.step, &|walk| walk.path(command, what));
    }
    for script in &facts.unread_scripts {
        let Some(gate) = &script.gate else { continue };
        walk(&script.workflow, &script.job, script.step, &|walk| walk.unread(script, gate));
    }
    // The facts list commands of called files behind the own commands of all steps, so they are
    // sorted in.
    paths.sort_by(|(job, step, one), (other_job, other_step, other)| {
        (&one.workflow, job, step).cmp(&(&other.workflow, other_job, other_step))
    });
    paths.into_iter().map(|(_, _, path)| path).collect()
}

/// The failure goes on, or the path ends here.
pub(crate) type Passed = Result<(), PathEnd>;

struct PathWalk<'a> {
    facts: &'a Facts,
    workflow: &'a Workflow,
    policy: &'a Policy,
    job: &'a Job,
    step: &'a Step,
    /// The scenarios in which the jobs of each workflow run, by its path.
    reach: &'a BTreeMap<&'a str, Reach<'a>>,
    climbed: &'a RefCell<ClimbedPaths>,
}

/// The paths from a job on, by the path of its workflow and its id; `None` for one that is being
/// followed. Calls of calls meet again, and each would be followed once for every way to it.
type ClimbedPaths = BTreeMap<(Arc<str>, String), Option<ClimbedPath>>;

impl PathWalk<'_> {
    fn path(&self, command: &CommandFact, what: &'static str) -> FailurePath {
        let mut links = Vec::new();
        let end = match self.follow(command, &mut links) {
            Err(end) => end,
            Ok(()) => self.unless_skipped(self.climb(&mut links)),
        };
        FailurePath {
            workflow: Arc::clone(&command.workflow),
            job: command.job.clone(),
            step: self.step.label(),
            command: command.text.clone(),
            location: command.location.clone(),
            via: command.via.clone(),
            what,
            links,
            end,
        }
    }

    /// Returns the path of a gate command in a part that could not be read.
    fn unread(&self, script: &UnreadScript, gate: &Mention) -> FailurePath {
        let unknown = || PathEnd::Unknown { why: script.why.clone() };
        let end = self.advisory().and_then(|()| self.leave_step()).and_then(|()| self.leave_job());
        FailurePath {
            workflow: Arc::clone(&script.workflow),
            job: script.job.clone(),
            step: self.step.label(),
            command: gate.tool.clone(),
            location: script.location.clone(),
            via: script.via.clone(),
            what: gate.kind.noun(),
            links: Vec::new(),
            end: end.err().unwrap_or_else(unknown),
        }
    }

    /// Follows a failure from the command to the end of its job.
    fn follow(&self, command: &CommandFact, links: &mut Vec<String>) -> Passed {
        self.advisory()?;
        in_script(command)?;
        if let Some(via) = &command.via {
            let inner = command.inner_condition.as_deref().unwrap_or_default();
            links.push(link(via.text.clone(), surely_holds(inner, &so_far_green())));
        }
        self.leave_step()?;
        links.push(link("step".to_owned(), self.step_reach().surely_runs()));
        self.leave_job()?;
        links.push(link("job".to_owned(), self.surely_runs(self.workflow, self.job)));
        Ok(())
    }

    /// Replaces a red end by a skipped one, if the job is skipped in a scenario that matters. A
    /// skip on pushes alone matters only if no pull request starts the job; and if the policy
    /// requires other jobs, those decide.
    fn unless_skipped(&self, end: PathEnd) -> PathEnd {
        let (path, job) = (&self.workflow.path, self.job);
        let PathEnd::Red { checks, idle: None } = end else { return end };
        let Some(reach) = self.reach.get(path.as_ref()) else {
            return PathEnd::Red { checks, idle: None };
        };
        let allowed =
            AllowedSkips::of(self.policy, &format!("{}/{}", file_name(path), job.id.value));
        let mut skips = reach.skips(job);
        skips.retain(|skip| !allowed.covers(skip.scenario, job, skip.root));
        let matters =
            |skip: &JobSkip<'_>| skip.scenario != Scenario::Push || !reach.judges_pull_requests();
        let counts = self.policy.is_required(path, &job.id.value) || !self.policy.requires_any();
        let first = skips.first().filter(|_| counts && skips.iter().any(matters));
        if let Some(first) = first {
            let location = self.place(reach.deciding_span(job, first));
            let on = skips.iter().map(|skip| skip.scenario.words()).collect();
            return PathEnd::Skipped { checks, on, location };
        }
        let on = if counts { self.step_skips(reach, &allowed) } else { Vec::new() };
        if on.is_empty() {
            return PathEnd::Red { checks, idle: None };
        }
        let span = self.step.condition.as_ref().map_or(self.step.span, |condition| condition.span);
        PathEnd::Skipped { checks, on, location: self.place(span) }
    }

    /// Returns the scenarios in which the step is skipped without leave, in words.
    fn step_skips(&self, reach: &Reach<'_>, of_job: &AllowedSkips) -> Vec<&'static str> {
        let subject = format!(
            "{}/{}/{}",
            file_name(&self.workflow.path),
            self.job.id.value,
            self.step.label()
        );
        let allowed = AllowedSkips::of(self.policy, &subject);
        let mut skips = self.step_reach().skips;
        skips.retain(|skip| {
            !allowed.covers_step(*skip, self.step) && !of_job.covers(*skip, self.job, self.job)
        });
        if skips == [Scenario::Push] && reach.judges_pull_requests() {
            skips.clear();
        }
        skips.into_iter().map(Scenario::words).collect()
    }

    fn surely_runs(&self, workflow: &Workflow, job: &Job) -> bool {
        let reach = self.reach.get(workflow.path.as_ref());
        reach.is_some_and(|reach| reach.surely_runs(job))
    }

    fn step_reach(&self) -> StepReach {
        let reach = self.reach.get(self.workflow.path.as_ref());
        reach.map(|reach| reach.step(self.job, self.step)).unwrap_or_default()
    }

    /// Follows a failure from the job on.
    fn climb(&self, links: &mut Vec<String>) -> PathEnd {
        let climbed = self.climb_calls(self.workflow, self.job);
        links.extend(climbed.links);
        climbed.end
    }

    /// Follows the failure of a job through the jobs that call its workflow, which turn red with it,
    /// and through those that call theirs. Of several callers the one with the worst end counts.
    fn climb_calls(&self, workflow: &Workflow, job: &Job) -> ClimbedPath {
        let key = (Arc::clone(&workflow.path), job.id.value.clone());
        let known = self.climbed.borrow().get(&key).cloned();
        let only_called = workflow.on.iter().all(|on| on.event.value == "workflow_call");
        let mut callers = match known {
            Some(Some(climbed)) => return climbed,
            None if only_called => callers_of(self.facts, workflow),
            // GitHub runs no workflow that calls itself.
            Some(None) | None => Vec::new(),
        };
        self.climbed.borrow_mut().insert(key.clone(), None);
        // A caller that only runs nightly says nothing about the runs that a merge depends on.
        if callers.iter().any(|(workflow, _)| starts_on_change(workflow)) {
            callers.retain(|(workflow, _)| starts_on_change(workflow));
        }
        let climbed = callers.into_iter().map(|(caller, by)| {
            let name = format!("{}/{}", file_name(&caller.path), by.id.value);
            let own = link(name, self.surely_runs(caller, by));
            self.climb_calls(caller, by).behind(own, job)
        });
        let worst = climbed.reduce(ClimbedPath::worse).unwrap_or_else(|| {
            let mut links = Vec::new();
            let end = self.climb_in(workflow, job, &mut links);
            ClimbedPath { is_direct: links.is_empty(), links, end }
        });
        let required = self.policy.is_required(&workflow.path, job.id.as_str());
        let end = match worst.end {
            PathEnd::Red { checks, .. } if required => PathEnd::Red { checks, idle: None },
            end => end,
        };
        let climbed = ClimbedPath { end, ..worst };
        self.climbed.borrow_mut().insert(key, Some(climbed.clone()));
        climbed
    }

    fn climb_in(&self, workflow: &Workflow, job: &Job, links: &mut Vec<String>) -> PathEnd {
        match self.reach.get(workflow.path.as_ref()) {
            Some(reach) => climb(reach, job, self.policy, links),
            None => PathEnd::Unknown { why: format!("`{}` is not at hand", workflow.path) },
        }
    }

    fn place(&self, span: Span) -> Option<Location> {
        Some(Location::new(Arc::clone(&self.workflow.path), span))
    }

    fn advisory(&self) -> Passed {
        match lets_step_fail(self.policy, &self.workflow.path, self.job, self.step) {
            Some(span) => Err(PathEnd::Advisory { location: self.policy.locate(span) }),
            None => Ok(()),
        }
    }

    /// Returns the matrix jobs of the job that the policy does not let fail.
    fn gating(&self) -> GatingJobs<'_> {
        GatingJobs::of(self.policy, &self.workflow.path, self.job.id.as_str())
    }

    fn leave_step(&self) -> Passed {
        let lost = |why: &str, span| {
            Err(PathEnd::Lost { why: why.to_owned(), location: self.place(span) })
        };
        let condition = self.step.condition.as_ref();
        if let Some(condition) = condition.filter(|_| !runs_on_success(self.step)) {
            return lost("its step runs only where the job has failed already", condition.span);
        }
        if let Some(flag) = self.step.continue_on_error.as_ref()
            && is_tolerated_in(self.step, self.job, self.gating())
        {
            return lost(
                "`continue-on-error` of the step shows success",
                flag.key.to(flag.value.span),
            );
        }
        Ok(())
    }

    fn leave_job(&self) -> Passed {
        let no_context = Contexts::default();
        let condition = self.job.condition.as_ref();
        let never = |text: &str| {
            evaluate_condition(text, &no_context)
                .is_ok_and(|outcome| outcome.truth() == Some(false))
        };
        if let Some(condition) = condition.filter(|condition| never(condition.as_str())) {
            return Err(PathEnd::Lost {
                why: "its job never runs, and a skipped check passes".to_owned(),
                location: self.place(condition.span),
            });
        }
        let Some(flag) = &self.job.continue_on_error else { return Ok(()) };
        let location = self.place(flag.key.to(flag.value.span));
        match self.gating().flag(flag, self.job) {
            FlagValue::Never => Ok(()),
            FlagValue::Always => Err(PathEnd::Lost {
                why: "`continue-on-error` of the job says success to all that need it".to_owned(),
                location,
            }),
            FlagValue::InMatrixJobs { labels: legs, of, .. } => Err(PathEnd::Lost {
                why: format!("`continue-on-error` of the job, in {} of {of} legs", legs.len()),
                location,
            }),
            FlagValue::Unknown(why) => Err(PathEnd::Unknown { why }),
        }
    }
}

/// Returns the name of a link, with a note if it is not sure to run.
fn link(name: String, runs: bool) -> String {
    if runs { name } else { format!("{name}, if it runs") }
}

/// Follows a failure from the command to the end of its script.
///
/// # Errors
/// The place where the failure is lost before it reaches the step.
pub(crate) fn in_script(command: &CommandFact) -> Passed {
    tool(command)?;
    script(command)
}

/// Checks the options of the tool itself, which may hide its failure.
fn tool(command: &CommandFact) -> Passed {
    let CommandRole::Gate(gate) = &command.role else { return Ok(()) };
    match gate.lenient.iter().find(|lenient| !lenient.note) {
        Some(lenient) => Err(PathEnd::Lost {
            why: format!("`{}` {}", lenient.shown, lenient.effect),
            location: Some(lenient.location.clone()),
        }),
        None => Ok(()),
    }
}

fn script(command: &CommandFact) -> Passed {
    match &command.fate {
        None | Some(CommandFate::Fails | CommandFate::MustFail) => Ok(()),
        Some(CommandFate::NotReached) => Err(PathEnd::Lost {
            why: "no way through its script reaches it".to_owned(),
            location: Some(command.location.clone()),
        }),
        Some(CommandFate::Uncalled) => {
            Err(PathEnd::Unknown { why: "no call of its function is seen".to_owned() })
        }
        Some(CommandFate::Unknown { why }) => Err(PathEnd::Unknown { why: why.clone() }),
        Some(CommandFate::Swallowed { by, location, text }) => {
            let line = text.lines().next().unwrap_or_default();
            Err(PathEnd::Lost { why: swallowed(*by, line), location: Some(location.clone()) })
        }
    }
}

/// Returns the construct that discarded the failure, in few words.
fn swallowed(by: Cause, text: &str) -> String {
    match by {
        Cause::Or => format!("swallowed by `|| {text}`"),
        Cause::Next => "the shell goes on without `-e`".to_owned(),
        Cause::ErrexitOff => "the script goes on after `set +e`".to_owned(),
        Cause::Suspended => "`-e` does not look here".to_owned(),
        Cause::Condition => "it only chooses a branch".to_owned(),
        Cause::Negated => "turned around by `!`".to_owned(),
        Cause::Pipe => "only the last command of the pipe counts".to_owned(),
        Cause::Substitution => "the status of a substitution is dropped".to_owned(),
        Cause::Background => "nobody waits for it".to_owned(),
        Cause::Captured => "its status is kept for nothing".to_owned(),
        Cause::Exit => format!("the script ends with `{text}`"),
        Cause::Trap => format!("the trap ends with `{text}`"),
        Cause::LastProgram => "only the last program counts in PowerShell".to_owned(),
        Cause::NextLine => "`cmd` goes on to the next line".to_owned(),
        Cause::Tolerated => "`continue-on-error` of the action's step shows success".to_owned(),
        Cause::Ignored => "its line is marked as one that may fail".to_owned(),
        Cause::Wrapper => "what starts it drops its status".to_owned(),
    }
}
