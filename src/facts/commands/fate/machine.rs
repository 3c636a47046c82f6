//! Runs statements on all ways at once: `errexit`, handlers of `trap`, subshells.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::ending::{Cause, Range, RunEnd, ShellOptions, TOO_LONG};
use super::forks::JoinedWay;
use super::state::{Code, ExitStatus, Flow, ShellState};
use super::targets::{ScriptEnds, TargetEnds, Targets};
use super::variables::ShellValue;
use super::ways::{Ways, limit_ways, rejoin};
use super::{arithmetic, conditions, printed};
use crate::formats::shell::syntax::{InnerScript, Statement, StatementKind};

/// Most functions and strings of code within each other.
const DEPTH: usize = 12;
/// Most statements that are run for the fates of all commands of one script.
const STEPS: usize = 200_000;
/// Most statements that are run to see how a script ends: a gate that sums up is asked once for each end of a needed job.
const STEPS_TO_END: usize = 20_000;
/// Statements that one run of programs that are followed stands for: a filter of jq is read anew each time.
const FOLLOWED: usize = 40;

/// The surroundings of a statement.
#[derive(Clone, Copy, Debug)]
pub(super) struct ShellContext<'c> {
    /// Whether `errexit` does not look: in a condition, or on the left side of a list.
    pub(super) suspended: bool,
    /// Whether the status is asked for, so that a command that may succeed or fail is followed on
    /// both ways.
    pub(super) asked: bool,
    /// Number of calls and strings around the statement.
    pub(super) depth: usize,
    /// The text with the statement.
    pub(super) code: &'c Code,
}

impl ShellContext<'_> {
    /// Returns the context for a statement whose status decides what runs next.
    pub(super) const fn condition(self) -> Self {
        Self { suspended: true, asked: true, ..self }
    }
}

/// One abstract run.
pub(super) struct Machine<'r> {
    pub(super) shell: ShellOptions,
    pub(super) targets: Targets,
    root: &'r Code,
    steps: usize,
    most: usize,
    /// A way on which all commands succeed was not followed to its end.
    is_cut: bool,
}

impl<'r> Machine<'r> {
    pub(super) const fn new(root: &'r Code, shell: ShellOptions, targets: Targets) -> Self {
        Self { shell, targets, root, steps: 0, most: STEPS, is_cut: false }
    }

    /// Returns the end of every way on which a command ran for which it was forked, with the choices of the way.
    pub(super) fn run(mut self) -> ScriptEnds {
        let start = ShellState::new(self.shell.errexit, self.shell.pipefail);
        let mut by_target: BTreeMap<usize, TargetEnds> = BTreeMap::new();
        let length = self.root.text.len();
        for state in self.ways(start) {
            let last = end(&state, length);
            let choices = &state.choices;
            self.is_cut |= state.followed.is_none() && matches!(last, RunEnd::Lost(_));
            if let Some(followed) = state.followed {
                if followed.has_run {
                    let ends = by_target.entry(followed.target).or_default();
                    ends.add(followed.plan, last, choices.clone());
                }
                continue;
            }
            state.joined.visit(|way| match way {
                JoinedWay::Forked((target, plan), cause) => {
                    let end = match (&last, cause) {
                        (RunEnd::Passed(..), Some((by, at))) => RunEnd::Passed(by, at),
                        _ => last.clone(),
                    };
                    by_target.entry(target).or_default().add(plan, end, choices.clone());
                }
                JoinedWay::Succeeded(_, at) if choices.has(at, false) => {}
                JoinedWay::Succeeded(target, _) => {
                    let ends = by_target.entry(target).or_default();
                    ends.succeeds.push((last.clone(), choices.clone()));
                }
            });
        }
        ScriptEnds { by_target, is_exhausted: self.is_exhausted(), is_cut: self.is_cut }
    }

    /// Returns the end of every way, with these variables set; a value of `None` is known only to
    /// the run.
    pub(super) fn all(mut self, variables: &[(String, Option<String>)]) -> Vec<RunEnd> {
        self.most = STEPS_TO_END;
        let start = self.start(variables);
        self.ends(start)
    }

    /// Returns the same, where what known programs print is followed, and any other program may fail.
    pub(super) fn wary(mut self, variables: &[(String, Option<String>)]) -> Vec<RunEnd> {
        self.most = STEPS_TO_END;
        let start = ShellState { is_wary: true, ..self.start(variables) };
        self.ends(start)
    }

    /// Returns whether more would have to be run than is.
    pub(super) const fn is_exhausted(&self) -> bool {
        self.steps > self.most
    }

    fn start(&self, variables: &[(String, Option<String>)]) -> ShellState {
        let mut start = ShellState::new(self.shell.errexit, self.shell.pipefail);
        for (name, text) in variables {
            let value = text.clone().map_or(ShellValue::UNKNOWN, ShellValue::text);
            start.variables.set(name, value);
        }
        start
    }

    fn ends(&mut self, start: ShellState) -> Vec<RunEnd> {
        let length = self.root.text.len();
        self.ways(start).iter().map(|state| end(state, length)).collect()
    }

    /// Runs the whole script.
    fn ways(&mut self, start: ShellState) -> Vec<ShellState> {
        let root = self.root;
        let context = ShellContext { suspended: false, asked: false, depth: 0, code: root };
        let mut ways = vec![(start, Flow::Next)];
        let mut ended = Ways::new();
        for statement in root.body.iter() {
            let (open, over): (Ways, Ways) = self
                .block(std::slice::from_ref(statement), ways, context)
                .into_iter()
                .partition(|(_, flow)| *flow == Flow::Next);
            ended.extend(over);
            ways = rejoin(open, &self.targets, statement.end);
        }
        ended.extend(ways);
        self.leave(limit_ways(ended), context).into_iter().map(|(state, _)| state).collect()
    }

    /// Runs the handlers of `trap ... EXIT`.
    fn leave(&mut self, ways: Ways, context: ShellContext<'_>) -> Ways {
        let mut out = Ways::new();
        for (mut state, flow) in ways {
            let Some(handler) = state.on_exit.take().filter(|_| flow != Flow::Gone) else {
                out.push((state, flow));
                continue;
            };
            let (status, cause) = (state.status, state.cause);
            let inner = ShellContext {
                suspended: false,
                asked: false,
                depth: context.depth + 1,
                code: &handler,
            };
            for (mut after, flow) in self.block(&handler.body, vec![(state, Flow::Next)], inner) {
                if flow == Flow::Exit {
                    ended_by_handler(&mut after, status, &handler);
                } else {
                    // The status of a handler does not count unless the handler itself ends the
                    // script.
                    after.status = status;
                    if status.carries() {
                        after.cause = cause;
                    }
                }
                out.push((after, Flow::Exit));
            }
        }
        out
    }

    /// Runs statements one after another.
    pub(super) fn block(
        &mut self,
        body: &[Statement],
        ways: Ways,
        context: ShellContext<'_>,
    ) -> Ways {
        let mut ways = ways;
        for (index, statement) in body.iter().enumerate() {
            // The status of a block is that of its last statement.
            let asked = context.asked && index + 1 == body.len();
            let inner = ShellContext { asked, ..context };
            let mut next = Ways::new();
            for (state, flow) in ways {
                // Nothing changes the end of a forked way that is lost.
                let is_over = state.followed.is_some() && state.lost.is_some();
                if flow == Flow::Next && !is_over {
                    next.extend(self.statement(statement, state, inner));
                } else {
                    next.push((state, flow));
                }
            }
            ways = limit_ways(next);
        }
        ways
    }

    pub(super) fn statement(
        &mut self,
        statement: &Statement,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        self.steps += 1;
        let at = context.code.place((statement.start, statement.end));
        self.is_cut |= context.depth > DEPTH;
        if self.is_exhausted() || context.depth > DEPTH {
            state.lost.get_or_insert(TOO_LONG);
            state.status = ExitStatus::UNKNOWN;
            return vec![(state, Flow::Exit)];
        }
        if let Some(after) = state.is_wary.then(|| followed(statement, &state, context)).flatten() {
            self.steps += FOLLOWED;
            return self.checked(after, at, context);
        }
        match &statement.kind {
            StatementKind::Command(simple) => self.simple(simple, at, state, context),
            StatementKind::Pipeline(parts) => self.pipeline(parts, at, state, context),
            StatementKind::And(left, right) => self.list(left, right, true, state, context),
            StatementKind::Or(left, right) => self.list(left, right, false, state, context),
            StatementKind::Not(inner) => self.negate(inner, at, state, context),
            StatementKind::Group(body) => self.block(body, vec![(state, Flow::Next)], context),
            StatementKind::Subshell(body) => {
                let ways = self.apart(body, at, state, context);
                self.check_all(ways, at, context)
            }
            StatementKind::If { branches, otherwise } => {
                self.branches(branches, otherwise.as_deref(), state, context)
            }
            StatementKind::While { until, condition, body } => {
                self.repeat(*until, condition, body, at, state, context)
            }
            StatementKind::For { variable, words, body } => {
                self.each(variable, words.as_deref(), body, at, state, context)
            }
            StatementKind::Case { value, arms } => self.case(value, arms, at, state, context),
            StatementKind::Function { name, body } => {
                let code = Code { body: vec![(**body).clone()].into(), ..context.code.clone() };
                Rc::make_mut(&mut state.functions).insert(name.clone(), code);
                state.set(ExitStatus::OK, Cause::Next, at);
                vec![(state, Flow::Next)]
            }
            StatementKind::Test { text, inner, .. } => {
                let ways = self.substitutions(inner, state, context);
                self.decided(ways, at, context, |state| conditions::decide(text, state))
            }
            StatementKind::Arithmetic(text) => {
                let tainted = arithmetic::mentions_failure(text, &state);
                let truth = arithmetic::evaluate(text, &mut state).map(|value| value != 0);
                let ways = vec![(state, Flow::Next)];
                self.decided(ways, at, context, |_| (truth, tainted))
            }
            StatementKind::Background(inner) => self.background(inner, at, state, context),
            StatementKind::Unread => {
                state.lost.get_or_insert("the shell's grammar could not read a part of the script");
                self.decided(vec![(state, Flow::Next)], at, context, |_| {
                    (if context.asked { None } else { Some(true) }, false)
                })
            }
        }
    }

    /// Follows a test: on one way if its result is known, on both ways otherwise.
    pub(super) fn decided(
        &mut self,
        ways: Ways,
        at: Range,
        context: ShellContext<'_>,
        decide: impl Fn(&ShellState) -> (Option<bool>, bool),
    ) -> Ways {
        let mut out = Ways::new();
        for (state, flow) in ways {
            if flow != Flow::Next {
                out.push((state, flow));
                continue;
            }
            let (truth, tainted) = decide(&state);
            // What a lost way knows is no longer sure, where it decides what runs next.
            let truth = truth.filter(|_| state.lost.is_none() || !context.asked);
            let codes: &[u8] = match truth {
                Some(true) => &[0],
                Some(false) => &[1],
                None => &[0, 1],
            };
            for code in codes {
                let mut state = state.clone();
                if codes.len() > 1 {
                    state = state.choose(at, *code == 0);
                }
                // A test of the exit code of the failure keeps the failure alive when the test
                // fails.
                let status = ExitStatus { code: Some(*code), tainted: tainted && *code != 0 };
                state.set(status, Cause::Next, at);
                out.extend(self.checked(state, at, context));
            }
        }
        out
    }

    pub(super) fn check_all(
        &mut self,
        states: Vec<ShellState>,
        at: Range,
        context: ShellContext<'_>,
    ) -> Ways {
        let mut out = Ways::new();
        for state in states {
            out.extend(self.checked(state, at, context));
        }
        limit_ways(out)
    }

    /// Applies `errexit` and the handler of `trap ... ERR` to the status of the last command.
    pub(super) fn checked(
        &mut self,
        mut state: ShellState,
        at: Range,
        context: ShellContext<'_>,
    ) -> Ways {
        if state.status.is(true) {
            return vec![(state, Flow::Next)];
        }
        if context.suspended {
            if state.errexit && state.excuse.is_none() {
                state.excuse = Some((Cause::Suspended, at));
            }
            return vec![(state, Flow::Next)];
        }
        let stops = |state: &ShellState| {
            if state.errexit && state.status.is(false) { Flow::Exit } else { Flow::Next }
        };
        let Some(handler) = state.on_error.take() else {
            let flow = stops(&state);
            return vec![(state, flow)];
        };
        let (status, cause) = (state.status, state.cause);
        let inner = ShellContext {
            suspended: true,
            asked: false,
            depth: context.depth + 1,
            code: &handler,
        };
        let mut out = Ways::new();
        for (mut after, flow) in self.block(&handler.body, vec![(state, Flow::Next)], inner) {
            after.on_error = Some(handler.clone());
            if flow == Flow::Exit {
                ended_by_handler(&mut after, status, &handler);
                out.push((after, flow));
                continue;
            }
            after.status = status;
            after.cause = cause;
            let flow = stops(&after);
            out.push((after, flow));
        }
        out
    }

    /// Runs the substitutions in the words of a command, before the command. Only the status of a
    /// substitution that is the value of a bare assignment stays.
    pub(super) fn substitutions(
        &mut self,
        inner: &[InnerScript],
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let mut ways = vec![(state, Flow::Next)];
        for one in inner {
            let at = context.code.place((one.start, one.end));
            let mut next = Ways::new();
            for (state, _) in ways {
                // bash switches `errexit` off in a substitution, unless `inherit_errexit` is set.
                let keeps = !self.shell.bash || state.inherit_errexit;
                let (errexit, before) = (state.errexit, state.status);
                let inside = ShellContext { asked: context.asked && one.is_value, ..context };
                let state = ShellState { errexit: errexit && keeps, ..state };
                for mut after in self.apart(&one.body, at, state, inside) {
                    after.errexit = errexit;
                    if !one.is_value {
                        after.drop_status(Cause::Substitution, at);
                        after.status = before;
                    }
                    next.push((after, Flow::Next));
                }
            }
            ways = limit_ways(next);
        }
        ways
    }

    /// Runs statements in a subshell: only its status comes back.
    pub(super) fn apart(
        &mut self,
        body: &[Statement],
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Vec<ShellState> {
        let mut inner = state.clone();
        // A failure before the subshell is still the outer shell's to handle.
        inner.status.tainted = false;
        inner.excuse = None;
        inner.on_exit = None;
        inner.on_error = inner.on_error.filter(|_| state.errtrace);
        let known = state.jobs.len();
        let ways = self.block(body, vec![(inner, Flow::Next)], context);
        let ways = self.leave(ways, context);
        let mut out: Vec<(ShellState, Flow)> = Vec::new();
        for (after, _) in ways {
            let mut state = state.clone();
            let orphan =
                after.jobs.iter().skip(known).find(|job| job.status.carries() && !job.reaped);
            state.drop_status(Cause::Next, at);
            state.status = after.status;
            state.pipe_status = None;
            state.excuse = after.excuse;
            (state.followed, state.ran, state.joined) = (after.followed, after.ran, after.joined);
            state.choices = after.choices;
            state.cause = state.cause.or(after.cause);
            state.cause = state.cause.or(orphan.map(|job| (Cause::Background, job.at)));
            state.captured = state.captured.or(after.captured);
            state.lost = state.lost.or(after.lost);
            out.push((state, Flow::Next));
        }
        limit_ways(out).into_iter().map(|(state, _)| state).collect()
    }
}

/// Returns the state after a statement of programs that are followed.
fn followed(
    statement: &Statement,
    state: &ShellState,
    context: ShellContext<'_>,
) -> Option<ShellState> {
    let input = state.input.clone();
    let (_, codes) = printed::of_statement(statement, input.as_deref(), state, context.code)?;
    let mut after = state.clone();
    let status = |code: u8| ExitStatus { code: Some(code), tainted: false };
    let last = codes.last().copied().unwrap_or(0);
    let failed = codes.iter().rev().copied().find(|code| *code != 0).filter(|_| state.pipefail);
    after.status = status(failed.unwrap_or(last));
    after.pipe_status = Some(codes.iter().copied().map(status).collect());
    Some(after)
}

/// Notes that a handler ended the script with its own exit code.
fn ended_by_handler(after: &mut ShellState, status: ExitStatus, handler: &Code) {
    if status.carries() && after.status.is(true) {
        let first = handler.body.first().map_or((0, 0), |first| (first.start, first.end));
        after.cause = Some((Cause::Trap, handler.place(first)));
    }
}

fn end(state: &ShellState, length: usize) -> RunEnd {
    if let Some(why) = state.lost {
        return RunEnd::Lost(why);
    }
    if state.status.is(false) {
        return RunEnd::Failed;
    }
    if state.status.code.is_none() {
        return RunEnd::Lost("its exit status is what only the run knows");
    }
    let orphan = state.jobs.iter().find(|job| job.status.carries() && !job.reaped);
    match (state.cause, orphan) {
        (Some((by, at)), _) => RunEnd::Passed(by, at),
        (None, Some(job)) => RunEnd::Passed(Cause::Background, job.at),
        (None, None) => RunEnd::Passed(Cause::Next, (length, length)),
    }
}
