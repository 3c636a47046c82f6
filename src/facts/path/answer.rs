//! What the check of a job says in a run in which a job that it waits for did not succeed.
//!
//! The steps of the job are evaluated with the results in `needs` set. A step *hears* of the broken job if a value
//! that differs for it reaches the step: a result in `needs`, or what an earlier step that hears passes on. A step
//! that hears nothing ends as it always does, so it passes; one that hears and cannot be followed is unknown, never
//! deaf.

use std::collections::BTreeMap;

use super::ends::{JobEnds, JobGraph, key, truth};
use super::home::ContextRoots;
use super::step::{fails_job, known_text, script_verdict, surely_fails};
use crate::catalog::purposes::{carries, judging_action};
use crate::facts::commands::fate::ScriptVerdict;
use crate::facts::commands::shells::{EffectiveShell, Language};
use crate::facts::jobs::{FlagValue, resolve_flag, step_runs_truegreen};
use crate::formats::expr::context::Contexts;
use crate::formats::expr::contexts_of;
use crate::formats::expr::value::ExprValue;
use crate::formats::workflow::model::{Env, Job, Step, Value};
use crate::span::Spanned;

/// What the check of a job says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckAnswer {
    /// It turns red.
    Red,
    /// The job is skipped, and a skipped check passes.
    Skipped {
        /// Whether it would turn red if it ran.
        listens: bool,
    },
    /// The job runs, and none of its steps fails for the broken job.
    Green,
    /// The reason why nothing is known.
    Unknown(String),
}

impl CheckAnswer {
    /// Returns whether the check passes for certain.
    #[must_use]
    pub const fn passes(&self) -> bool {
        matches!(self, Self::Skipped { .. } | Self::Green)
    }

    /// Returns the worse of two answers: one that passes, then one that is unknown.
    #[must_use]
    pub fn worse(self, other: Self) -> Self {
        match (&self, &other) {
            (Self::Skipped { .. } | Self::Green, _)
            | (Self::Unknown(_), Self::Unknown(_) | Self::Red) => self,
            (Self::Red, _) | (Self::Unknown(_), _) => other,
        }
    }
}

/// Returns what the check of a job says when the jobs of its workflow end so.
pub(super) fn answer(
    graph: &JobGraph<'_>,
    job: &Job,
    roots: &ContextRoots,
    ends: &JobEnds,
) -> CheckAnswer {
    let id = &job.id.value;
    let success = graph.success(&key(id), ends);
    let seen = graph.contexts(job, roots, ends, success);
    let runs = truth(job.condition(), &seen);
    if runs.is_none() {
        return CheckAnswer::Unknown(format!("only the run knows whether `{id}` runs then"));
    }
    // The steps of the job see the state of their own job, in which nothing has failed so far.
    let seen =
        Contexts { success: Some(true), failure: Some(false), cancelled: Some(false), ..seen };
    let answer = StepListener::new(graph, job, seen).listen();
    match runs {
        Some(true) => answer,
        _ => CheckAnswer::Skipped { listens: answer == CheckAnswer::Red },
    }
}

/// The end of a step that runs.
enum StepAnswer {
    Fails,
    Passes,
    Unknown(String),
}

/// The steps of one job, one after another.
struct StepListener<'j> {
    job: &'j Job,
    shell: EffectiveShell,
    seen: Contexts,
    /// Whether what each later script finds around it says something of the broken job: the environment of the job,
    /// or a file.
    env_hears: bool,
    /// Whether an earlier step that hears may have passed on what it heard.
    passed_on: bool,
}

impl<'j> StepListener<'j> {
    fn new(graph: &JobGraph<'_>, job: &'j Job, seen: Contexts) -> Self {
        let shell = EffectiveShell::of_job(job, graph.workflow);
        let mut listener = Self { job, shell, seen, env_hears: false, passed_on: false };
        listener.env_hears = listener.env_tells(&job.env);
        let env = job.env.vars.iter().map(|(name, value)| {
            let text = known_text(value.as_str(), &listener.seen);
            (name.value.to_lowercase(), text.map_or(ExprValue::Unknown, ExprValue::String))
        });
        let env: BTreeMap<String, ExprValue> = env.collect();
        listener.seen.roots.insert("env".to_owned(), ExprValue::Open(env));
        let status = ("status".to_owned(), ExprValue::String("success".to_owned()));
        listener.seen.roots.insert("job".to_owned(), ExprValue::Open([status].into()));
        listener
    }

    fn listen(mut self) -> CheckAnswer {
        let id = &self.job.id.value;
        if self.job.uses.is_some() {
            return match self.tells_values(&self.job.with) {
                true => CheckAnswer::Unknown(format!(
                    "what the workflow that `{id}` calls does with the results is not followed"
                )),
                false => CheckAnswer::Green,
            };
        }
        let mut open = None;
        for step in &self.job.steps {
            let runs = truth(step.condition(), &self.seen);
            if runs == Some(false) {
                continue;
            }
            let hears = self.hears(step);
            let end = self.end(step, hears);
            let text = step.run.as_ref().map_or("", |run| &run.text);
            self.passed_on |= hears || self.tells_condition(step.condition());
            self.env_hears |= self.passed_on && leaves_traces(text);
            // A step that may fail changes nothing in the job.
            if !fails_job(step, self.job) {
                if !matches!(end, StepAnswer::Passes) && is_open_flag(step, self.job) {
                    let label = step.label();
                    open.get_or_insert(format!(
                        "only the run knows whether step `{label}` may fail"
                    ));
                }
                continue;
            }
            match end {
                StepAnswer::Fails if runs == Some(true) => return CheckAnswer::Red,
                StepAnswer::Passes => {}
                StepAnswer::Fails => {
                    let label = step.label();
                    open.get_or_insert(format!("only the run knows whether step `{label}` runs"));
                }
                StepAnswer::Unknown(why) => {
                    open.get_or_insert(why);
                }
            }
        }
        open.map_or(CheckAnswer::Green, CheckAnswer::Unknown)
    }

    /// Returns how a step ends that runs.
    fn end(&self, step: &Step, hears: bool) -> StepAnswer {
        if let Some(verdict) = self.aggregates(step) {
            return verdict;
        }
        if surely_fails(step, &self.seen, &self.shell) {
            return StepAnswer::Fails;
        }
        if !hears {
            return StepAnswer::Passes;
        }
        let label = step.label();
        if step.run.is_none() {
            let uses = step.uses.as_ref().map_or("", |uses| uses.as_str()).to_lowercase();
            let name = uses.split('@').next().unwrap_or_default();
            let is_script = name == "actions/github-script";
            return match carries(name) && !is_script {
                true => StepAnswer::Passes,
                false => StepAnswer::Unknown(format!(
                    "what step `{label}` does with the results is not followed"
                )),
            };
        }
        match script_verdict(step, self.job, &self.seen, &self.shell) {
            Some(ScriptVerdict::Passes) => StepAnswer::Passes,
            Some(ScriptVerdict::Fails) => StepAnswer::Fails,
            Some(ScriptVerdict::Unknown(why)) => {
                StepAnswer::Unknown(format!("step `{label}`: {why}"))
            }
            None => {
                let shell = EffectiveShell::of_step(step, &self.shell);
                StepAnswer::Unknown(format!(
                    "step `{label}` reads the results in `{}`, which is not followed",
                    match shell.language {
                        Language::Posix => shell.shown(),
                        _ =>
                            shell.named.as_ref().map_or("PowerShell", |named| named.value.as_str()),
                    }
                ))
            }
        }
    }

    /// Returns how a step ends whose action sums up the results that it is given; `None` for any other step.
    ///
    /// Source: `re-actors/alls-green`, `action.yml` and `src/normalize_needed_jobs_status.py`: every job must be a
    /// success; one in `allowed-failures` may fail, one in `allowed-skips` may be skipped, and none may be cancelled.
    fn aggregates(&self, step: &Step) -> Option<StepAnswer> {
        if step_runs_truegreen(step) {
            // truegreen judges every job in `needs`, and the jobs of the run.
            return Some(StepAnswer::Fails);
        }
        let uses = step.uses.as_ref()?.as_str().to_lowercase();
        let name = uses.split('@').next().unwrap_or_default();
        match name {
            "re-actors/alls-green" => {
                let jobs = input(step, "jobs").unwrap_or_default();
                let given: String = jobs.chars().filter(|c| !c.is_whitespace()).collect();
                if !given.eq_ignore_ascii_case("${{tojson(needs)}}") {
                    return Some(StepAnswer::Unknown(format!(
                        "`jobs` of step `{}` is not `toJSON(needs)`",
                        step.label()
                    )));
                }
                let listed = |name: &str| {
                    let text = input(step, name).unwrap_or_default();
                    known_text(&text, &self.seen).map(|text| list(&text))
                };
                let lists = listed("allowed-failures").zip(listed("allowed-skips"));
                let Some((failures, skips)) = lists else {
                    return Some(StepAnswer::Unknown(format!(
                        "only the run knows what step `{}` allows",
                        step.label()
                    )));
                };
                let bad = self.results().any(|(id, result)| match result {
                    Some("success") => false,
                    Some("failure") => !failures.contains(&id),
                    Some("skipped") => !skips.contains(&id),
                    _ => true,
                });
                Some(if bad { StepAnswer::Fails } else { StepAnswer::Passes })
            }
            _ => None,
        }
    }

    /// Returns the needed jobs by their ids in lower case, with their results as far as they are known.
    fn results(&self) -> impl Iterator<Item = (String, Option<&str>)> {
        let needs = match self.seen.roots.get("needs") {
            Some(ExprValue::Ordered(needs)) => needs.as_slice(),
            _ => &[],
        };
        needs.iter().map(|(id, needed)| {
            let fields = match needed {
                ExprValue::Ordered(fields) => fields.as_slice(),
                _ => &[],
            };
            let word = fields.iter().find_map(|(name, value)| match value {
                ExprValue::String(word) if name == "result" => Some(word.as_str()),
                _ => None,
            });
            (key(id), word)
        })
    }

    /// Returns whether a value that the broken job changes reaches what a step does, its `if:` aside.
    fn hears(&self, step: &Step) -> bool {
        let script = step.run.as_ref();
        asks_for_results(step)
            || self.tells_values(&step.with)
            || self.env_tells(&step.env)
            || script.is_some_and(|run| self.tells(&run.text))
            // A program reads its environment without a word of it in the script.
            || script.is_some() && self.env_hears
    }

    fn env_tells(&self, env: &Env) -> bool {
        env.vars.iter().any(|(_, value)| self.tells(&value.value))
            || env.expression.as_ref().is_some_and(|text| self.tells(&text.value))
    }

    fn tells_values(&self, with: &[(Spanned<String>, Spanned<Value>)]) -> bool {
        with.iter().any(|(_, value)| match &value.value {
            Value::String(text) => self.tells(text),
            _ => false,
        })
    }

    /// Returns whether the `${{ }}` of a text say something of the broken job.
    fn tells(&self, text: &str) -> bool {
        text.contains("${{") && self.tells_condition(text)
    }

    fn tells_condition(&self, text: &str) -> bool {
        let names = contexts_of(text);
        if names.is_empty() {
            // An expression that cannot be read names no context.
            return text.contains("needs");
        }
        names.iter().any(|name| self.is_telling(name))
    }

    fn is_telling(&self, name: &str) -> bool {
        let root = name.split(['.', '[']).next().unwrap_or_default();
        match root {
            "env" => self.env_hears || self.passed_on,
            "steps" => self.passed_on,
            "needs" => {
                let id = name.strip_prefix("needs.").and_then(|rest| rest.split('.').next());
                let result =
                    id.and_then(|id| self.results().find(|(known, _)| known.as_str() == id));
                result.is_none_or(|(_, result)| result != Some("success"))
            }
            _ => false,
        }
    }
}

fn input(step: &Step, name: &str) -> Option<String> {
    let (_, value) = step.with.iter().find(|(key, _)| key.value.eq_ignore_ascii_case(name))?;
    match &value.value {
        Value::String(text) => Some(text.clone()),
        _ => None,
    }
}

/// Returns the ids in a list of alls-green: with commas between them, or as JSON.
fn list(text: &str) -> Vec<String> {
    let ids = text.split(|c: char| matches!(c, ',' | '[' | ']' | '"' | '\'') || c.is_whitespace());
    ids.filter(|id| !id.is_empty()).map(str::to_lowercase).collect()
}

/// Returns whether a script may leave what it heard to later scripts: in the environment, or in a file.
fn leaves_traces(script: &str) -> bool {
    let mut writes =
        script.match_indices('>').map(|(at, _)| script.get(at + 1..).unwrap_or_default());
    writes.any(|rest| {
        let target = rest.trim_start_matches(['>', ' ', '"', '{', '$']);
        let elsewhere = ["&", "/dev/", "=", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT"];
        !elsewhere.iter().any(|known| target.starts_with(known))
    })
}

/// Returns whether a step may ask GitHub how the jobs of its run ended: it names the run, or it is an action of which
/// nothing is known.
fn asks_for_results(step: &Step) -> bool {
    let names_run = |text: &str| {
        let text = text.to_ascii_lowercase();
        text.contains("run_id") || text.contains("actions/runs") || text.contains("check-runs")
    };
    let uses = step.uses.as_ref().map_or("", |uses| uses.as_str()).to_ascii_lowercase();
    let name = uses.split('@').next().unwrap_or_default();
    let is_known = name.is_empty()
        || carries(name)
        || name.starts_with("actions/")
        || judging_action(name, "").is_some();
    !is_known
        || step.run.as_ref().is_some_and(|run| names_run(&run.text))
        || step.env.vars.iter().any(|(_, value)| names_run(&value.value))
}

fn is_open_flag(step: &Step, job: &Job) -> bool {
    let flag = step.continue_on_error.as_ref();
    flag.is_some_and(|flag| matches!(resolve_flag(&flag.value.value, job), FlagValue::Unknown(_)))
}
