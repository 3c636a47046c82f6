//! Runs statements on all ways at once: `errexit`, handlers of `trap`, subshells.

use super::ending::{Cause, RunEnd, ShellOptions, StatusPlan, Target};
use super::state::{Choices, Code, ExitStatus, Flow, Range, ShellState, ShellValue};
use super::{arithmetic, conditions, printed};
use crate::formats::shell::syntax::{InnerScript, Statement, StatementKind};

/// Most ways that are followed in parallel; with more the answer is unknown.
pub(super) const WAYS: usize = 64;
/// Most functions and strings of code within each other.
const DEPTH: usize = 12;
/// Most statements that are run for one answer.
const STEPS: usize = 20_000;
/// Statements that one run of programs that are followed stands for: a filter of jq is read anew each time.
const FOLLOWED: usize = 40;

pub(super) type Ways = Vec<(ShellState, Flow)>;

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
    pub(super) target: Target,
    pub(super) plan: StatusPlan,
    root: &'r Code,
    steps: usize,
}

impl<'r> Machine<'r> {
    pub(super) const fn new(
        root: &'r Code,
        shell: ShellOptions,
        target: Target,
        plan: StatusPlan,
    ) -> Self {
        Self { shell, target, plan, root, steps: 0 }
    }

    /// Returns the end of every way on which the command ran, with the choices of the way.
    pub(super) fn run(mut self) -> Vec<(RunEnd, Choices)> {
        let start = ShellState::new(self.shell.errexit, self.shell.pipefail);
        self.ends(start, |state| state.hits > 0)
    }

    /// Returns the end of every way, with these variables set; a value of `None` is known only to
    /// the run.
    pub(super) fn all(mut self, variables: &[(String, Option<String>)]) -> Vec<(RunEnd, Choices)> {
        let start = self.start(variables);
        self.ends(start, |_| true)
    }

    /// Returns the same, where what known programs print is followed, and any other program may fail.
    pub(super) fn wary(mut self, variables: &[(String, Option<String>)]) -> Vec<(RunEnd, Choices)> {
        let start = ShellState { is_wary: true, ..self.start(variables) };
        self.ends(start, |_| true)
    }

    fn start(&self, variables: &[(String, Option<String>)]) -> ShellState {
        let mut start = ShellState::new(self.shell.errexit, self.shell.pipefail);
        for (name, text) in variables {
            let value = text.clone().map_or(ShellValue::UNKNOWN, ShellValue::text);
            start.variables.insert(name.clone(), value);
        }
        start
    }

    fn ends(
        &mut self,
        start: ShellState,
        wanted: impl Fn(&ShellState) -> bool,
    ) -> Vec<(RunEnd, Choices)> {
        let root = self.root;
        let context = ShellContext { suspended: false, asked: false, depth: 0, code: root };
        let ways = self.block(&root.body, vec![(start, Flow::Next)], context);
        let ways = self.leave(ways, context).into_iter().map(|(state, _)| state);
        ways.filter(wanted).map(|state| (end(&state, root.text.len()), state.choices)).collect()
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
                if flow == Flow::Next {
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
        if self.steps > STEPS || context.depth > DEPTH {
            state.lost.get_or_insert("the script is too long or too deep to be followed");
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
                state.functions.insert(name.clone(), code);
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
                state.set(ExitStatus::OK, Cause::Next, at);
                vec![(state, Flow::Next)]
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
        let mut out: Vec<ShellState> = Vec::new();
        for (after, _) in ways {
            let mut state = state.clone();
            let orphan =
                after.jobs.iter().skip(known).find(|job| job.status.carries() && !job.reaped);
            state.drop_status(Cause::Next, at);
            state.status = after.status;
            state.excuse = after.excuse;
            state.hits = after.hits;
            state.choices = after.choices;
            state.cause = state.cause.or(after.cause);
            state.cause = state.cause.or(orphan.map(|job| (Cause::Background, job.at)));
            state.captured = state.captured.or(after.captured);
            state.lost = state.lost.or(after.lost);
            if !out.contains(&state) {
                out.push(state);
            }
        }
        out
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
    after.pipe_status = codes.iter().copied().map(status).collect();
    let last = codes.last().copied().unwrap_or(0);
    let failed = codes.iter().rev().copied().find(|code| *code != 0).filter(|_| state.pipefail);
    after.status = status(failed.unwrap_or(last));
    Some(after)
}

/// Merges equal ways; more ways than the limit become one whose end is unknown.
pub(super) fn limit_ways(ways: Ways) -> Ways {
    let mut kept = Ways::new();
    for way in ways {
        if !kept.contains(&way) {
            kept.push(way);
        }
    }
    if kept.len() > WAYS {
        kept.truncate(WAYS);
        for (state, _) in &mut kept {
            state.lost.get_or_insert("it has too many ways through it");
        }
    }
    kept
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
