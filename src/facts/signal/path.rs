//! The failure path of every gate command: from the command through its script, step and job, through
//! the jobs that sum others up, to the check that a merge waits for; or to the place where it is lost.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::{fails, is_tolerated, runs, runs_on_success};
use crate::facts::commands::fate::Cause;
use crate::facts::commands::{FateFact, Role, Via};
use crate::facts::jobs::{Resolved, check_names, resolve_flag};
use crate::facts::{CommandFact, Facts};
use crate::formats::expr::{Contexts, Outcome, evaluate_condition};
use crate::formats::workflow::model::{Job, Step, Workflow};
use crate::policy::valid::file_name;
use crate::policy::{Advisory, Policy};
use crate::span::Location;

/// Where the failure of one gate command goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path {
    /// The workflow's file.
    pub workflow: Arc<str>,
    /// Id of the job.
    pub job: String,
    /// Label of the step.
    pub step: String,
    /// The command as it is written.
    pub command: String,
    /// Where.
    pub location: Location,
    /// What of the step runs it, where it does not stand there itself.
    pub via: Option<Arc<Via>>,
    /// What it is: "test runner".
    pub what: &'static str,
    /// What the failure passes, in order: `make test`, `step`, `job`, `gate`.
    pub links: Vec<String>,
    /// Where that ends.
    pub end: End,
}

/// The end of a failure path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// These checks turn red.
    Red {
        /// Their names, as GitHub lists them.
        checks: Vec<String>,
        /// The policy requires their job; or it requires none at all, and any may be waited for.
        is_awaited: bool,
    },
    /// The failure is lost.
    Lost {
        /// How.
        why: String,
        /// Where.
        location: Option<Location>,
    },
    /// The policy lets it fail.
    Advisory {
        /// The line of the policy.
        location: Option<Location>,
    },
    /// Nobody can tell.
    Unknown {
        /// Why.
        why: String,
    },
}

/// The path of every gate command, in the order of the workflows.
#[must_use]
pub fn paths(facts: &Facts, policy: &Policy) -> Vec<Path> {
    let workflows: BTreeMap<&str, &Workflow> =
        facts.models().map(|(fact, workflow)| (fact.path.as_ref(), workflow)).collect();
    let mut paths: Vec<(usize, usize, Path)> = Vec::new();
    for command in &facts.commands {
        let what = match &command.role {
            Role::Gate(gate) => gate.kind.noun(),
            Role::Script if policy.is_required(&command.workflow, &command.job) => "script",
            _ => continue,
        };
        let Some(workflow) = workflows.get(command.workflow.as_ref()) else { continue };
        let jobs = workflow.jobs.iter().enumerate();
        let Some((index, job)) = jobs.into_iter().find(|(_, job)| job.id.value == command.job)
        else {
            continue;
        };
        let Some(step) = job.steps.get(command.step) else { continue };
        let walk = Walk { facts, workflow, policy, job, step };
        paths.push((index, command.step, walk.path(command, what)));
    }
    // What a step calls stands behind all of the steps' own commands.
    paths.sort_by(|(job, step, one), (other_job, other_step, other)| {
        (&one.workflow, job, step).cmp(&(&other.workflow, other_job, other_step))
    });
    paths.into_iter().map(|(_, _, path)| path).collect()
}

/// One step of the way, or the end.
type Passed = Result<(), End>;

struct Walk<'a> {
    facts: &'a Facts,
    workflow: &'a Workflow,
    policy: &'a Policy,
    job: &'a Job,
    step: &'a Step,
}

impl Walk<'_> {
    fn path(&self, command: &CommandFact, what: &'static str) -> Path {
        let mut links = Vec::new();
        let end = match self.follow(command, &mut links) {
            Err(end) => end,
            Ok(()) => self.climb(&mut links),
        };
        Path {
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

    /// From the command to the end of its job.
    fn follow(&self, command: &CommandFact, links: &mut Vec<String>) -> Passed {
        self.advisory()?;
        tool(command)?;
        script(command)?;
        if let Some(via) = &command.via {
            links.push(via.text.clone());
        }
        self.leave_step()?;
        links.push("step".to_owned());
        self.leave_job()?;
        links.push("job".to_owned());
        Ok(())
    }

    /// From the job on; a called workflow's job turns those red that call it. The worst end is the one.
    fn climb(&self, links: &mut Vec<String>) -> End {
        let callers = callers(self.facts, self.workflow);
        let only_called = self.workflow.on.iter().all(|on| on.event.value == "workflow_call");
        if callers.is_empty() || !only_called {
            return climb(self.workflow, self.job, self.policy, links);
        }
        let mut ends = callers.into_iter().map(|(workflow, job)| {
            let mut way = vec![format!("{}/{}", file_name(&workflow.path), job.id.value)];
            let end = climb(workflow, job, self.policy, &mut way);
            // A pull request lists the job behind its caller.
            let own = check_names(self.job);
            let end = match end {
                End::Red { checks, is_awaited } if way.len() == 1 => {
                    let mut behind = Vec::new();
                    for check in &checks {
                        behind.extend(own.iter().map(|own| format!("{check} / {own}")));
                    }
                    End::Red { checks: behind, is_awaited }
                }
                other => other,
            };
            (way, end)
        });
        let first = ends.next();
        let worst = ends.fold(first, |worst, next| match (&worst, &next.1) {
            (Some((_, End::Red { is_awaited: true, .. })), End::Red { is_awaited: true, .. }) => {
                worst
            }
            (Some((_, End::Red { .. })), _) => Some(next),
            _ => worst,
        });
        let Some((way, end)) = worst else {
            return climb(self.workflow, self.job, self.policy, links);
        };
        links.extend(way);
        end
    }

    fn place(&self, span: crate::span::Span) -> Option<Location> {
        Some(Location::new(Arc::clone(&self.workflow.path), span))
    }

    fn advisory(&self) -> Passed {
        let Some(contract) = self.policy.job(&self.workflow.path, &self.job.id.value) else {
            return Ok(());
        };
        let label = self.step.label();
        let span = match &contract.advisory {
            Advisory::Job(span) => Some(*span),
            Advisory::Steps(names) => {
                names.iter().find(|name| name.value == label).map(|name| name.span)
            }
            Advisory::No => None,
        };
        match span {
            Some(span) => Err(End::Advisory { location: self.policy.locate(span) }),
            None => Ok(()),
        }
    }

    fn leave_step(&self) -> Passed {
        let lost =
            |why: &str, span| Err(End::Lost { why: why.to_owned(), location: self.place(span) });
        let condition = self.step.condition.as_ref();
        if let Some(condition) = condition.filter(|_| !runs_on_success(self.step)) {
            return lost("its step runs only where the job has failed already", condition.span);
        }
        if let Some(flag) = self.step.continue_on_error.as_ref()
            && is_tolerated(self.step, self.job)
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
            return Err(End::Lost {
                why: "its job never runs, and a skipped check passes".to_owned(),
                location: self.place(condition.span),
            });
        }
        let Some(flag) = &self.job.continue_on_error else { return Ok(()) };
        let location = self.place(flag.key.to(flag.value.span));
        match resolve_flag(&flag.value.value, self.job) {
            Resolved::Never => Ok(()),
            Resolved::Always => Err(End::Lost {
                why: "`continue-on-error` of the job says success to all that need it".to_owned(),
                location,
            }),
            Resolved::InLegs { legs, of } => Err(End::Lost {
                why: format!("`continue-on-error` of the job, in {} of {of} legs", legs.len()),
                location,
            }),
            Resolved::Unknown(why) => Err(End::Unknown { why }),
        }
    }
}

/// The tool's own options.
fn tool(command: &CommandFact) -> Passed {
    let Role::Gate(gate) = &command.role else { return Ok(()) };
    match gate.lenient.iter().find(|lenient| !lenient.note) {
        Some(lenient) => Err(End::Lost {
            why: format!("`{}` {}", lenient.shown, lenient.effect),
            location: Some(lenient.location.clone()),
        }),
        None => Ok(()),
    }
}

fn script(command: &CommandFact) -> Passed {
    match &command.fate {
        None | Some(FateFact::Fails | FateFact::MustFail) => Ok(()),
        Some(FateFact::NotReached) => Err(End::Lost {
            why: "no way through its script reaches it".to_owned(),
            location: Some(command.location.clone()),
        }),
        Some(FateFact::Unknown { why }) => Err(End::Unknown { why: why.clone() }),
        Some(FateFact::Swallowed { by, location, text }) => {
            let line = text.lines().next().unwrap_or_default();
            Err(End::Lost { why: swallowed(*by, line), location: Some(location.clone()) })
        }
    }
}

/// What took it, in few words.
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

/// The jobs that call a workflow of this repository.
fn callers<'f>(facts: &'f Facts, called: &Workflow) -> Vec<(&'f Workflow, &'f Job)> {
    let calls = |job: &Job| {
        let uses = job.uses.as_ref().map(|uses| uses.value.trim_start_matches("./"));
        uses == Some(called.path.as_ref())
    };
    let models = facts.models().map(|(_, workflow)| workflow);
    let jobs = models.flat_map(|workflow| workflow.jobs.iter().map(move |job| (workflow, job)));
    jobs.filter(|(_, job)| calls(job)).collect()
}

/// From a red job to the check that a merge waits for.
fn climb(workflow: &Workflow, job: &Job, policy: &Policy, links: &mut Vec<String>) -> End {
    let is_required = |job: &Job| policy.is_required(&workflow.path, &job.id.value);
    let requires_any = workflow.jobs.iter().any(is_required);
    let red = |job: &Job, is_awaited| End::Red { checks: checks(workflow, job), is_awaited };
    if is_required(job) || !requires_any {
        return red(job, true);
    }
    let mut seen = BTreeSet::from([job.id.value.as_str()]);
    let mut open = vec![(job, Vec::new())];
    let mut lost = None;
    while let Some((at, way)) = open.pop() {
        let needs = |other: &&Job| other.needs.iter().any(|need| need.value == at.id.value);
        for dependant in workflow.jobs.iter().filter(needs) {
            if !seen.insert(&dependant.id.value) {
                continue;
            }
            match hears(dependant, at, workflow) {
                Ok(()) => {
                    let mut way: Vec<String> = way.clone();
                    way.push(dependant.id.value.clone());
                    if is_required(dependant) {
                        links.extend(way);
                        return red(dependant, true);
                    }
                    open.push((dependant, way));
                }
                Err(end) if is_required(dependant) => lost = lost.or(Some(end)),
                Err(_) => {}
            }
        }
    }
    lost.unwrap_or_else(|| red(job, false))
}

/// The names of a job's checks behind that of their workflow, as a pull request lists them.
fn checks(workflow: &Workflow, job: &Job) -> Vec<String> {
    let name =
        workflow.name.as_ref().map_or_else(|| file_name(&workflow.path), |name| name.as_str());
    check_names(job).into_iter().map(|check| format!("{name} / {check}")).collect()
}

/// Whether a job surely turns red when one that it needs does.
fn hears(job: &Job, failed: &Job, workflow: &Workflow) -> Passed {
    let result = |id: &str| {
        let word = if id.eq_ignore_ascii_case(&failed.id.value) { "failure" } else { "success" };
        let fields = [
            ("result".to_owned(), Outcome::String(word.to_owned())),
            ("outputs".to_owned(), Outcome::Unknown),
        ];
        Outcome::Object(fields.into())
    };
    let needs: BTreeMap<String, Outcome> =
        job.needs.iter().map(|need| (need.value.to_lowercase(), result(&need.value))).collect();
    let contexts = |success: bool| Contexts {
        roots: [("needs".to_owned(), Outcome::Object(needs.clone()))].into(),
        success: Some(success),
        failure: Some(!success),
        cancelled: Some(false),
    };
    let place = |span| Some(Location::new(Arc::clone(&workflow.path), span));
    let (id, lost) = (&job.id.value, &failed.id.value);
    let condition = job.condition.as_ref().map_or("", |condition| condition.as_str());
    let truth =
        evaluate_condition(condition, &contexts(false)).ok().and_then(|found| found.truth());
    if truth != Some(true) {
        let span = job.condition.as_ref().map_or(job.id.span, |condition| condition.span);
        let why = match truth {
            Some(false) => {
                format!("`{id}` is skipped when `{lost}` fails, and a skipped check passes")
            }
            _ => format!("whether `{id}` runs when `{lost}` fails is known to the run alone"),
        };
        return Err(End::Lost { why, location: place(span) });
    }
    // A step of the job sees its own job's state, which is fine so far.
    let inside = contexts(true);
    let is_red = |step: &&Step| {
        super::is_heard(step, job) && runs(step, &inside) && (fails(step, &inside) || sums_up(step))
    };
    match job.steps.iter().find(is_red) {
        Some(_) => Ok(()),
        None => Err(End::Lost {
            why: format!("`{id}` runs all the same and does not fail when `{lost}` does"),
            location: place(job.id.span),
        }),
    }
}

/// Actions that fail when a needed job did: `re-actors/alls-green`, and truegreen given `needs`.
fn sums_up(step: &Step) -> bool {
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str());
    let given = |name: &str| step.with.iter().any(|(key, _)| key.value.eq_ignore_ascii_case(name));
    let name = uses.split('@').next().unwrap_or_default();
    name.eq_ignore_ascii_case("re-actors/alls-green") && given("jobs")
        || name.eq_ignore_ascii_case("truegreen/truegreen") && given("needs")
}

/// The jobs, among those that a job waits for, whose failure surely turns it red although it runs all the
/// same: what it sums up. Empty for a job that is merely skipped when they fail.
#[must_use]
pub fn heard_by<'w>(job: &Job, workflow: &'w Workflow) -> Vec<&'w str> {
    let needed = |other: &&Job| job.needs.iter().any(|need| need.value == other.id.value);
    let needed = workflow.jobs.iter().filter(needed);
    let heard = needed.filter(|failed| hears(job, failed, workflow).is_ok());
    heard.map(|failed| failed.id.value.as_str()).collect()
}
