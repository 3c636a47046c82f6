//! Lists, pipes, conditions and loops.

use std::collections::BTreeSet;

use super::conditions::glob;
use super::ending::{Cause, Range};
use super::machine::{Machine, ShellContext};
use super::state::{BackgroundJob, ExitStatus, Flow, ShellState};
use super::values::expand_word;
use super::variables::ShellValue;
use super::ways::{Ways, limit_ways};
use super::{printed, values};
use crate::formats::shell::syntax::{Statement, StatementKind, Word};

/// Most rounds of a loop that are followed.
const ROUNDS: usize = 8;
/// Most rounds of a loop over known results.
const KNOWN_ROUNDS: usize = 256;

impl Machine<'_> {
    pub(super) fn list(
        &mut self,
        left: &Statement,
        right: &Statement,
        is_and: bool,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let at = context.code.place((right.start, right.end));
        let mut out = Ways::new();
        for (mut state, flow) in self.statement(left, state, context.condition()) {
            if flow != Flow::Next || state.status.is(!is_and) {
                // `errexit` does not look at the left side of a list, even if that decides the
                // status of the list.
                out.push((state, flow));
                continue;
            }
            if !is_and {
                state.excuse = Some((Cause::Or, at));
            }
            out.extend(self.statement(right, state, context));
        }
        limit_ways(out)
    }

    pub(super) fn negate(
        &mut self,
        inner: &Statement,
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let by = if context.asked { Cause::Condition } else { Cause::Negated };
        let quiet = ShellContext { suspended: true, ..context };
        let mut out = Ways::new();
        for (mut state, flow) in self.statement(inner, state, quiet) {
            if flow == Flow::Next {
                let code = state.status.code.map(|code| u8::from(code == 0));
                state.set(ExitStatus { code, tainted: false }, by, at);
            }
            out.push((state, flow));
        }
        out
    }

    pub(super) fn pipeline(
        &mut self,
        parts: &[Statement],
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let pipefail = state.pipefail;
        let (start, state) = self.printed_start(parts, state, context);
        let mut ways: Vec<(ShellState, Vec<ExitStatus>)> =
            vec![(state.clone(), vec![ExitStatus::OK; start])];
        for (index, part) in parts.iter().enumerate().skip(start) {
            // Two ways are only followed for a status that is asked for.
            let counts = pipefail || index + 1 == parts.len();
            let inner = ShellContext { asked: context.asked && counts, ..context };
            let mut next = Vec::new();
            for (state, statuses) in ways {
                let mut state = state;
                if index > 0 {
                    state.status = ExitStatus::OK;
                }
                for after in self.apart(std::slice::from_ref(part), at, state, inner) {
                    let mut statuses = statuses.clone();
                    statuses.push(after.status);
                    next.push((after, statuses));
                }
            }
            ways = limit_ways(next);
            if self.is_exhausted() {
                break;
            }
        }
        let mut out = Ways::new();
        for (mut state, statuses) in ways {
            let last = statuses.last().copied().unwrap_or(ExitStatus::OK);
            let failed = statuses.iter().rev().find(|status| !status.is(true)).copied();
            let status = if pipefail { failed.unwrap_or(last) } else { last };
            state.status = status;
            if statuses.iter().any(|status| status.carries()) && status.is(true) {
                // `$PIPESTATUS` still has the status; a later exit with it fails all the same.
                state.cause.get_or_insert((Cause::Pipe, at));
            }
            state.excuse = None;
            state.pipe_status = Some(statuses.into());
            state.input = None;
            out.extend(self.checked(state, at, context));
        }
        limit_ways(out)
    }

    /// Returns how many parts at the start of a pipe are followed, and the state with what they print.
    fn printed_start(
        &self,
        parts: &[Statement],
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> (usize, ShellState) {
        let before = parts.len().saturating_sub(1);
        let first = parts.get(..before).filter(|_| state.is_wary).unwrap_or_default();
        let input = state.input.clone();
        let printed = printed::of_pipeline(first, input.as_deref(), &state, context.code);
        match printed {
            // A part that fails is followed like any other program.
            Some((text, codes)) if codes.iter().all(|code| *code == 0) => {
                state.input = Some(text.into());
                (before, state)
            }
            _ => (0, state),
        }
    }

    pub(super) fn background(
        &mut self,
        inner: &Statement,
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        state.drop_status(Cause::Next, at);
        state.status = ExitStatus::OK;
        let quiet = ShellContext { suspended: false, asked: false, ..context };
        let mut out = Ways::new();
        for mut state in self.apart(std::slice::from_ref(inner), at, state, quiet) {
            state.jobs.push(BackgroundJob { status: state.status, at, reaped: false });
            state.status = ExitStatus::OK;
            state.excuse = None;
            out.push((state, Flow::Next));
        }
        out
    }

    pub(super) fn branches(
        &mut self,
        branches: &[(Vec<Statement>, Vec<Statement>)],
        otherwise: Option<&[Statement]>,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let mut out = Ways::new();
        let mut open = vec![(state, Flow::Next)];
        for (condition, body) in branches {
            let at = context.code.place(range(condition));
            let mut next = Ways::new();
            for (mut state, flow) in self.block(condition, open, context.condition()) {
                if flow != Flow::Next {
                    out.push((state, flow));
                } else if state.status.is(true) {
                    forget(&mut state);
                    out.extend(self.block(body, vec![(state, Flow::Next)], context));
                } else {
                    state.excuse = Some((Cause::Condition, at));
                    next.push((state, Flow::Next));
                }
            }
            open = limit_ways(next);
        }
        match otherwise {
            Some(body) => out.extend(self.block(body, open, context)),
            None => out.extend(open.into_iter().map(|(mut state, flow)| {
                state.set(ExitStatus::OK, Cause::Next, (0, 0));
                (state, flow)
            })),
        }
        limit_ways(out)
    }

    pub(super) fn repeat(
        &mut self,
        until: bool,
        condition: &[Statement],
        body: &[Statement],
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        if let Some((names, lines)) = read_lines(condition, body, at, &state, context) {
            return self.each_line(&names, &lines, body, at, state, context);
        }
        let asked_at = context.code.place(range(condition));
        let depth = state.rounds.len();
        let mut state = state;
        state.rounds.push(ExitStatus::OK);
        let mut out = Ways::new();
        let mut open = vec![(state, Flow::Next)];
        let endless = is_endless(condition, context);
        // What is forked within the loop has its own rounds.
        let mut goes_on_otherwise = BTreeSet::new();
        for _ in 0..ROUNDS {
            let mut next = Ways::new();
            for (mut state, flow) in self.block(condition, open, context.condition()) {
                if flow != Flow::Next {
                    out.push((state, flow));
                    continue;
                }
                let goes_on = state.status.is(!until);
                if !state.status.is(true) {
                    state.excuse = Some((Cause::Condition, asked_at));
                }
                if goes_on {
                    if !state.status.carries() {
                        goes_on_otherwise.insert(state.key());
                    }
                    next.extend(self.block(body, vec![(state, Flow::Next)], context));
                } else {
                    state.set(ExitStatus::OK, Cause::Next, at);
                    // The status of a loop is that of its last round.
                    state.status = state.rounds.get(depth).copied().unwrap_or(ExitStatus::OK);
                    out.push((state, Flow::Next));
                }
            }
            open = limit_ways(around(next, &mut out));
            for (state, _) in &mut open {
                let status = state.status;
                if let Some(round) = state.rounds.get_mut(depth) {
                    *round = status;
                }
            }
            if open.is_empty() {
                break;
            }
        }
        let ended: BTreeSet<_> = out.iter().map(|(state, _)| state.key()).collect();
        for (mut state, _) in open {
            if ended.contains(&state.key()) {
                continue;
            }
            if endless || !goes_on_otherwise.contains(&state.key()) {
                // The loop runs until the timeout of the job, which is no success.
                state.status = ExitStatus::BAD;
                out.push((state, Flow::Exit));
            } else {
                state.lost.get_or_insert("a loop has more rounds than are followed");
                state.set(ExitStatus::OK, Cause::Next, at);
                out.push((state, Flow::Next));
            }
        }
        for (state, _) in &mut out {
            state.rounds.truncate(depth);
        }
        limit_ways(out)
    }

    pub(super) fn each(
        &mut self,
        variable: &str,
        words: Option<&[Word]>,
        body: &[Statement],
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let items = match words {
            Some(words) => values::items(words, &state, context.code),
            None => vec![None, None],
        };
        // The first rounds and the last ones are followed: a test of the counter often asks for the
        // last one.
        let most = if state.is_wary { KNOWN_ROUNDS } else { ROUNDS };
        if state.is_wary && items.len() > most {
            state.lost.get_or_insert("a loop has more rounds than are followed");
        }
        let middle = most / 2..items.len().saturating_sub(most / 2);
        let items = items.into_iter().enumerate();
        let items = items.filter(|(index, _)| !middle.contains(index)).map(|(_, item)| item);
        state.set(ExitStatus::OK, Cause::Next, at);
        let mut open = vec![(state, Flow::Next)];
        let mut out = Ways::new();
        for item in items {
            for (state, _) in &mut open {
                let value = item.clone().map_or(ShellValue::UNKNOWN, ShellValue::text);
                if !variable.is_empty() {
                    state.variables.set(variable, value);
                }
            }
            let ways = self.block(body, open, context);
            open = limit_ways(around(ways, &mut out));
        }
        out.extend(open);
        limit_ways(out)
    }

    /// Runs a `while read` loop over known lines.
    fn each_line(
        &mut self,
        names: &[String],
        lines: &[String],
        body: &[Statement],
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        state.set(ExitStatus::OK, Cause::Next, at);
        state.input = None;
        let mut open = vec![(state, Flow::Next)];
        let mut out = Ways::new();
        for line in lines {
            for (state, _) in &mut open {
                let mut rest = line.trim();
                for (index, name) in names.iter().enumerate() {
                    let is_last = index + 1 == names.len();
                    let (word, after) = match rest.split_once(char::is_whitespace) {
                        Some((word, after)) if !is_last => (word, after.trim_start()),
                        _ => (rest, ""),
                    };
                    state.variables.set(name, ShellValue::text(word));
                    rest = after;
                }
            }
            let ways = self.block(body, open, context);
            open = limit_ways(around(ways, &mut out));
        }
        out.extend(open);
        limit_ways(out)
    }

    pub(super) fn case(
        &mut self,
        value: &Word,
        arms: &[(Vec<Word>, Vec<Statement>)],
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let (known, tainted) = expand_word(value, &state, context.code);
        // What a lost way knows is no longer sure.
        let known = known.filter(|_| state.lost.is_none());
        if tainted && state.captured.is_none() {
            state.captured = Some(at);
        }
        let mut out = Ways::new();
        for (patterns, body) in arms {
            let fits = fits(patterns, known.as_deref(), &state, context);
            if fits != Some(false) {
                let mut state = state.clone();
                state.set(ExitStatus::OK, Cause::Next, at);
                out.extend(self.block(body, vec![(state, Flow::Next)], context));
            }
            if fits == Some(true) {
                return limit_ways(out);
            }
        }
        state.set(ExitStatus::OK, Cause::Next, at);
        out.push((state, Flow::Next));
        limit_ways(out)
    }
}

/// Returns the variables and the lines of a `while read` loop whose input is known; `None` for any other loop.
fn read_lines(
    condition: &[Statement],
    body: &[Statement],
    at: Range,
    state: &ShellState,
    context: ShellContext<'_>,
) -> Option<(Vec<String>, Vec<String>)> {
    let [Statement { kind: StatementKind::Command(simple), .. }] = condition else { return None };
    let command = context.code.script.commands.get(simple.command?)?;
    let (first, rest) = command.words.split_first()?;
    let names: Vec<String> =
        rest.iter().filter(|word| word.text != "-r").map(|word| word.text.clone()).collect();
    let plain = |name: &String| name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    // Another separator than blanks is not followed, nor an option.
    let separates = |(name, word): &(String, Word)| name != "IFS" || !word.text.is_empty();
    if !state.is_wary
        || first.text != "read"
        || names.is_empty()
        || !names.iter().all(plain)
        || command.assignments.iter().any(separates)
    {
        return None;
    }
    let end = body.last().map_or(0, |last| last.end);
    let after = context.code.text.get(end..at.1.max(end)).unwrap_or_default();
    let text = match after.split_once("done").map(|(_, given)| given.trim()) {
        Some(given) if given.starts_with("<<<") => {
            printed::here_string(given.trim_start_matches('<'), state)?
        }
        Some(given) if given.starts_with("< <(") => {
            let inner = given.strip_prefix("< <(")?.strip_suffix(')')?;
            printed::of_substitution(inner, state)?
        }
        Some("") | None => state.input.as_deref()?.to_owned(),
        Some(_) => return None,
    };
    let lines: Vec<String> = text.lines().map(str::to_owned).collect();
    (lines.len() <= KNOWN_ROUNDS).then_some((names, lines))
}

/// Returns whether one of the patterns of an arm matches; `None` if only the run knows.
fn fits(
    patterns: &[Word],
    known: Option<&str>,
    state: &ShellState,
    context: ShellContext<'_>,
) -> Option<bool> {
    let mut answer = Some(false);
    for pattern in patterns {
        let text = expand_word(pattern, state, context.code).0;
        let one = match (text, known) {
            (Some(text), _) if text == "*" => Some(true),
            (Some(text), Some(known)) => {
                // Patterns with brackets or quotes are not followed.
                if text.contains(['[', '\\', '(']) { None } else { Some(glob(&text, known)) }
            }
            _ => None,
        };
        match one {
            Some(true) => return Some(true),
            None => answer = None,
            Some(false) => {}
        }
    }
    answer
}

/// Returns whether a condition is one of `while true` and `while :`.
fn is_endless(condition: &[Statement], context: ShellContext<'_>) -> bool {
    let [only] = condition else { return false };
    let text = context.code.text.get(only.start..only.end);
    matches!(text, Some("true" | ":" | "[ 1 ]" | "[[ 1 ]]"))
}

fn range(body: &[Statement]) -> Range {
    match (body.first(), body.last()) {
        (Some(first), Some(last)) => (first.start, last.end),
        _ => (0, 0),
    }
}

/// Resets the status, because a branch does not start with the status of its condition.
const fn forget(state: &mut ShellState) {
    if !state.status.tainted {
        state.status = ExitStatus::OK;
    }
}

/// Ends a round of a loop: ways that leave the loop go to `out`, the others are returned.
fn around(ways: Ways, out: &mut Ways) -> Ways {
    let mut stay = Ways::new();
    for (state, flow) in ways {
        match flow {
            Flow::Next | Flow::Continue(1) => stay.push((state, Flow::Next)),
            Flow::Break(1) => out.push((state, Flow::Next)),
            Flow::Continue(levels) => out.push((state, Flow::Continue(levels - 1))),
            Flow::Break(levels) => out.push((state, Flow::Break(levels - 1))),
            other => out.push((state, other)),
        }
    }
    stay
}
