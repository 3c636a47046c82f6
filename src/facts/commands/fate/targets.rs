//! The commands whose fate is asked, and the ways on which one of them fails.
//!
//! One run of the script answers for all commands. Where a command is reached, a way forks on which it fails from the one
//! on which it succeeds, and the ends of the two are compared. A forked way that no longer differs from the way that it
//! left joins it again, so that each statement is run on few ways.

use std::collections::BTreeMap;

use super::ending::{Cause, Fate, Range, RunEnd, TOO_LONG, Target};
use super::forks::StatusPlan;
use super::state::{Choices, Code};
use super::values;
use crate::formats::shell::syntax::{Statement, StatementKind};

/// A command whose fate is asked.
#[derive(Clone, Copy, Debug)]
pub(super) struct TargetPlace {
    target: Target,
    /// A loop or a function runs it with another word each time: each failure must count, not only the last.
    varies: bool,
    /// It may run again after the statement of the script in which it stands.
    comes_back: bool,
    /// It may run more than once.
    repeats: bool,
}

/// All commands whose fate is asked.
#[derive(Debug, Default)]
pub(super) struct Targets {
    all: Vec<TargetPlace>,
    by_place: BTreeMap<(usize, usize), usize>,
}

impl Targets {
    pub(super) fn of(targets: &[Target], code: &Code) -> Self {
        let places = Repetitions::of(code);
        let varying = Varying::of(code);
        let all: Vec<TargetPlace> = targets
            .iter()
            .map(|&target| {
                let is_nested = target.start != target.inner;
                let comes_back = is_nested || within(&places.later, target.start);
                TargetPlace {
                    target,
                    varies: varying.has(target, code),
                    comes_back,
                    repeats: comes_back || within(&places.loops, target.start),
                }
            })
            .collect();
        let place = |(index, place): (usize, &TargetPlace)| {
            ((place.target.start, place.target.inner), index)
        };
        let by_place = all.iter().enumerate().map(place).collect();
        Self { all, by_place }
    }

    /// Returns the index of the command at a place: its start in the outermost script and in its own text.
    pub(super) fn at(&self, start: usize, inner: usize) -> Option<usize> {
        self.by_place.get(&(start, inner)).copied()
    }

    /// Returns the plans of the ways that are forked for a command.
    pub(super) fn plans(&self, target: usize) -> &'static [StatusPlan] {
        let varies = self.all.get(target).is_some_and(|place| place.varies);
        if varies { &[StatusPlan::Fails, StatusPlan::FailsOnce] } else { &[StatusPlan::Fails] }
    }

    /// Returns whether a command may run more than once.
    pub(super) fn repeats(&self, target: usize) -> bool {
        self.all.get(target).is_none_or(|place| place.repeats)
    }

    /// Returns whether a command is over for good when the statement of the script that ends at a byte is over.
    pub(super) fn is_over(&self, target: usize, end: usize) -> bool {
        self.all.get(target).is_some_and(|place| !place.comes_back && place.target.start < end)
    }
}

/// The parts of a script that may run more than once.
#[derive(Default)]
struct Repetitions {
    loops: Vec<Range>,
    /// Functions and handlers: they run when something calls them.
    later: Vec<Range>,
}

impl Repetitions {
    fn of(code: &Code) -> Self {
        let mut found = Self::default();
        for statement in code.body.iter() {
            statement.visit(&mut |statement| found.note(statement, code));
        }
        found
    }

    fn note(&mut self, statement: &Statement, code: &Code) {
        let range = (statement.start, statement.end);
        match &statement.kind {
            StatementKind::While { .. } | StatementKind::For { .. } => self.loops.push(range),
            StatementKind::Function { .. } => self.later.push(range),
            StatementKind::Command(simple) => {
                let command = simple.command.and_then(|index| code.script.commands.get(index));
                let first = command.and_then(|command| command.words.first());
                if first.is_some_and(|word| matches!(word.text.as_str(), "trap" | "eval")) {
                    self.later.push(range);
                }
            }
            _ => {}
        }
    }
}

fn within(ranges: &[Range], at: usize) -> bool {
    ranges.iter().any(|range| range.0 <= at && at < range.1)
}

/// Finds the commands with a word that a loop or a function sets anew each time.
struct Varying {
    names: Vec<String>,
}

impl Varying {
    fn of(code: &Code) -> Self {
        let mut names: Vec<String> =
            values::loop_variables(&code.script.statements, &code.script).into_iter().collect();
        names.extend(["1", "2", "@", "*"].map(str::to_owned));
        Self { names }
    }

    fn has(&self, target: Target, code: &Code) -> bool {
        let commands = &code.script.commands;
        // Commands stand in the order of the text; a substitution comes before or behind the one around it.
        let command = commands.iter().find(|command| command.start == target.start);
        command.is_some_and(|command| {
            let mut dynamic = command.words.iter().filter(|word| word.dynamic);
            dynamic.any(|word| self.names.iter().any(|name| values::mentions(&word.text, name)))
        })
    }
}

/// The ends of all ways, by the command for which they were forked.
pub(super) struct ScriptEnds {
    pub(super) by_target: BTreeMap<usize, TargetEnds>,
    /// Whether not all ways were followed to their end.
    pub(super) is_exhausted: bool,
    /// Whether a way on which all commands succeed was not, so that a command may have been missed.
    pub(super) is_cut: bool,
}

/// The ends of the ways that were forked for one command, by what it does on them.
#[derive(Debug, Default)]
pub(super) struct TargetEnds {
    pub(super) fails: Vec<(RunEnd, Choices)>,
    pub(super) fails_once: Vec<(RunEnd, Choices)>,
    pub(super) succeeds: Vec<(RunEnd, Choices)>,
}

impl TargetEnds {
    pub(super) fn add(&mut self, plan: StatusPlan, end: RunEnd, choices: Choices) {
        let ends = match plan {
            StatusPlan::Fails => &mut self.fails,
            StatusPlan::FailsOnce => &mut self.fails_once,
        };
        ends.push((end, choices));
    }

    /// Returns the fate of the command.
    pub(super) fn fate(&self, is_exhausted: bool) -> Fate {
        let always = self.compared(&self.fails);
        let fate = match always {
            // One command that checks several things in turn: each failure must count, not only the last.
            Fate::Fails | Fate::Unknown { .. } if !self.fails_once.is_empty() => {
                match self.compared(&self.fails_once) {
                    swallowed @ Fate::Swallowed { .. } => swallowed,
                    _ => always,
                }
            }
            _ => always,
        };
        match fate {
            Fate::Swallowed { .. } => fate,
            _ if is_exhausted => Fate::Unknown { why: TOO_LONG },
            _ => fate,
        }
    }

    /// Compares ways on which the command fails with those on which it succeeds.
    fn compared(&self, failing: &[(RunEnd, Choices)]) -> Fate {
        match judge(failing) {
            RunSummary::Mixed(by, at) => {
                // A way that fails although the command succeeds does not fail because of the
                // command.
                let fails_too = |choices: &Choices| {
                    self.succeeds
                        .iter()
                        .any(|(end, other)| *end == RunEnd::Failed && other.are_alike(choices))
                };
                let mut failed = failing.iter().filter(|(end, _)| *end == RunEnd::Failed);
                if failed.all(|(_, choices)| fails_too(choices)) {
                    Fate::Swallowed { by, at }
                } else {
                    Fate::Unknown { why: "what the run finds decides whether it fails the script" }
                }
            }
            RunSummary::Swallowed(by, at) => match judge(&self.succeeds) {
                RunSummary::Failed => Fate::MustFail,
                _ => Fate::Swallowed { by, at },
            },
            RunSummary::Lost(why) => Fate::Unknown { why },
            RunSummary::Failed => Fate::Fails,
            RunSummary::Nothing => Fate::NotReached,
        }
    }
}

/// What the ends of several ways have in common.
enum RunSummary {
    Failed,
    Swallowed(Cause, Range),
    Mixed(Cause, Range),
    Lost(&'static str),
    Nothing,
}

fn judge(ends: &[(RunEnd, Choices)]) -> RunSummary {
    let mut swallowed = None;
    let mut lost = None;
    let mut failed = false;
    for (end, _) in ends {
        match end {
            RunEnd::Failed => failed = true,
            RunEnd::Passed(by, at) => {
                swallowed.get_or_insert((*by, *at));
            }
            RunEnd::Lost(why) => {
                lost.get_or_insert(*why);
            }
        }
    }
    match (swallowed, lost, failed) {
        (Some((by, at)), _, true) => RunSummary::Mixed(by, at),
        (Some((by, at)), _, false) => RunSummary::Swallowed(by, at),
        (None, Some(why), _) => RunSummary::Lost(why),
        (None, None, true) => RunSummary::Failed,
        (None, None, false) => RunSummary::Nothing,
    }
}
