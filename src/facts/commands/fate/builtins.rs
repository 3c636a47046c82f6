//! The builtin commands of the shell. Source: POSIX, "Special Built-In Utilities", and the manual
//! of bash, "Shell Builtin Commands".

use std::rc::Rc;

use super::ending::{Cause, Range};
use super::machine::{Machine, ShellContext};
use super::simple::string_code;
use super::state::{Arguments, ExitStatus, Flow, ShellState};
use super::values::{JOB, expand_word};
use super::variables::ShellValue;
use super::ways::Ways;
use super::{arithmetic, conditions, values};
use crate::formats::shell::syntax::Word;

/// Builtins that succeed and change nothing that is followed here, and programs that are not
/// expected to fail.
const QUIET: [&str; 18] = [
    "true", ":", "echo", "printf", "sleep", "shopt", "umask", "ulimit", "alias", "hash", "disown",
    "bg", "pwd", "date", "times", "dirs", "jobs", "clear",
];

/// Runs a builtin; the state comes back if the command is no builtin. The command whose failure is followed never gets
/// here: it counts as a program, whatever its name.
pub(super) fn run(
    machine: &mut Machine<'_>,
    name: &str,
    words: &[Word],
    at: Range,
    state: ShellState,
    context: ShellContext<'_>,
) -> Result<Ways, Box<ShellState>> {
    let rest = words.get(1..).unwrap_or_default();
    let call = BuiltinCall { words, rest, at, context };
    match name {
        "exit" | "return" => Ok(call.leave(name, state)),
        "break" | "continue" => Ok(call.jump(name, state)),
        "set" => {
            let mut state = state;
            // The status so far is judged by the options that applied before.
            state.set(ExitStatus::OK, Cause::Next, at);
            Ok(vec![(call.set(state), Flow::Next)])
        }
        "trap" => Ok(call.done(call.trap(state))),
        "wait" => {
            let state = call.wait(state);
            Ok(machine.checked(state, at, context))
        }
        "export" | "declare" | "typeset" | "local" | "readonly" => {
            Ok(call.done(call.declare(state)))
        }
        "unset" => Ok(call.done(call.unset(state))),
        "shift" => Ok(call.done(call.shift(state))),
        "read" | "mapfile" | "readarray" => {
            let state = call.read(state);
            Ok(call.either(machine, state))
        }
        "test" | "[" => {
            let start = rest.first().map_or(0, |word| word.start);
            let end = rest.last().map_or(start, |word| word.end);
            let text = context.code.text.get(start..end).unwrap_or_default().to_owned();
            let ways = vec![(state, Flow::Next)];
            Ok(machine.decided(ways, at, context, |state| conditions::decide(&text, state)))
        }
        "let" => {
            let mut state = state;
            let text = rest.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(",");
            let tainted = arithmetic::mentions_failure(&text, &state);
            let truth = arithmetic::evaluate(&text, &mut state).map(|value| value != 0);
            let ways = vec![(state, Flow::Next)];
            Ok(machine.decided(ways, at, context, |_| (truth, tainted)))
        }
        "false" => {
            let mut state = state;
            state.set(ExitStatus::BAD, Cause::Next, at);
            Ok(machine.checked(state, at, context))
        }
        _ if QUIET.contains(&name) => {
            let mut state = state;
            if name == "shopt" && rest.iter().any(|word| word.text == "inherit_errexit") {
                state.inherit_errexit = rest.iter().any(|word| word.text == "-s");
            }
            Ok(call.done(state))
        }
        _ => Err(Box::new(state)),
    }
}

/// One call of a builtin.
struct BuiltinCall<'w> {
    words: &'w [Word],
    rest: &'w [Word],
    at: Range,
    context: ShellContext<'w>,
}

impl BuiltinCall<'_> {
    fn done(&self, mut state: ShellState) -> Ways {
        state.set(ExitStatus::OK, Cause::Next, self.at);
        vec![(state, Flow::Next)]
    }

    /// Returns the way on which the builtin succeeds and, if its status is asked for, the way on
    /// which it fails.
    fn either(&self, machine: &mut Machine<'_>, mut state: ShellState) -> Ways {
        state.set(ExitStatus::OK, Cause::Next, self.at);
        if !self.context.asked {
            return vec![(state, Flow::Next)];
        }
        let failed = ShellState { status: ExitStatus::BAD, ..state.clone() }.choose(self.at, false);
        let mut ways = vec![(state.choose(self.at, true), Flow::Next)];
        ways.extend(machine.checked(failed, self.at, self.context));
        ways
    }

    fn leave(&self, name: &str, mut state: ShellState) -> Ways {
        if let Some(word) = self.rest.first() {
            let (text, tainted) = expand_word(word, &state, self.context.code);
            let number = text.and_then(|text| text.trim().parse::<i64>().ok());
            let code = number.and_then(|number| u8::try_from(number.rem_euclid(256)).ok());
            let status = ExitStatus { code, tainted };
            if status.is(true) {
                state.set(status, Cause::Exit, self.at);
            } else {
                // The status is that of the failure, or of another failure: nothing is lost.
                state.status = status;
            }
        }
        vec![(state, if name == "exit" { Flow::Exit } else { Flow::Return })]
    }

    fn jump(&self, name: &str, mut state: ShellState) -> Ways {
        let levels = self.rest.first().and_then(|word| word.text.parse().ok()).unwrap_or(1);
        state.set(ExitStatus::OK, Cause::Next, self.at);
        vec![(state, if name == "break" { Flow::Break(levels) } else { Flow::Continue(levels) })]
    }

    fn set(&self, mut state: ShellState) -> ShellState {
        let mut words = self.rest.iter().map(|word| word.text.as_str());
        while let Some(word) = words.next() {
            let (on, flags) = match (word.strip_prefix('-'), word.strip_prefix('+')) {
                (Some(flags), _) if !flags.starts_with('-') => (true, flags),
                (_, Some(flags)) => (false, flags),
                _ => {
                    // `set -- a b` and `set a b` set the arguments.
                    let from = usize::from(word == "--");
                    let at = self.rest.iter().position(|other| other.text == word).unwrap_or(0);
                    let rest = self.rest.get(at + from..).unwrap_or_default();
                    let words = values::arguments(rest, &state, self.context.code);
                    state.arguments = Rc::new(Arguments { words, is_target: false });
                    return state;
                }
            };
            if flags.contains('e') {
                self.errexit(&mut state, on);
            }
            if flags.contains('E') {
                state.errtrace = on;
            }
            if flags.contains('o') {
                match words.next() {
                    Some("errexit") => self.errexit(&mut state, on),
                    Some("errtrace") => state.errtrace = on,
                    Some("pipefail") => state.pipefail = on,
                    _ => {}
                }
            }
        }
        state
    }

    const fn errexit(&self, state: &mut ShellState, on: bool) {
        state.errexit = on;
        state.errexit_off = if on { None } else { Some(self.at) };
    }

    fn trap(&self, mut state: ShellState) -> ShellState {
        let mut words = self.rest.iter().filter(|word| word.text != "--");
        let Some(action) = words.next() else { return state };
        let signals: Vec<String> = words.map(|word| word.text.to_uppercase()).collect();
        // A lone signal (`trap EXIT`) resets the handler, as `-` does.
        let (handler, signals) = match (action.text.as_str(), signals.is_empty()) {
            (only, true) => (None, vec![only.to_uppercase()]),
            ("-", false) => (None, signals),
            (text, false) => {
                let known = expand_word(action, &state, self.context.code).0;
                let text = known.unwrap_or_else(|| text.to_owned());
                (Some(string_code(&text, action, self.context.code)), signals)
            }
        };
        for signal in signals {
            match signal.as_str() {
                "EXIT" | "0" | "SIGEXIT" => state.on_exit.clone_from(&handler),
                "ERR" | "SIGERR" => state.on_error.clone_from(&handler),
                _ => {}
            }
        }
        state
    }

    fn wait(&self, mut state: ShellState) -> ShellState {
        let mut asked: Vec<usize> = Vec::new();
        let mut unknown = false;
        let mut next = false;
        for word in self.rest {
            if word.text.starts_with('-') {
                next |= word.text.contains('n');
                continue;
            }
            let text = expand_word(word, &state, self.context.code).0;
            match text {
                None => unknown = true,
                Some(text) => {
                    for item in text.split_whitespace() {
                        let job = item.strip_prefix(JOB).and_then(|number| number.parse().ok());
                        let number = item.strip_prefix('%').and_then(|n| n.parse::<usize>().ok());
                        let job = job.or_else(|| number.and_then(|number| number.checked_sub(1)));
                        asked.extend(job);
                    }
                }
            }
        }
        if next {
            asked.extend(state.jobs.iter().position(|job| !job.reaped));
        }
        let all = self.rest.is_empty();
        let mut status = ExitStatus::OK;
        let last = asked.last().copied();
        let mut lost = None;
        for (index, job) in state.jobs.iter_mut().enumerate() {
            if !(all || asked.contains(&index)) || job.reaped {
                continue;
            }
            job.reaped = true;
            if last == Some(index) {
                status = job.status;
            } else if job.status.carries() {
                lost = Some((Cause::Background, job.at));
            }
        }
        if unknown && state.jobs.iter().any(|job| job.status.carries() && !job.reaped) {
            state.lost.get_or_insert("nothing tells which job it waits for");
            status = ExitStatus::UNKNOWN;
        }
        state.set(status, Cause::Next, self.at);
        if status.is(true) {
            state.cause = state.cause.or(lost);
        }
        state
    }

    fn declare(&self, mut state: ShellState) -> ShellState {
        for word in self.rest.iter().filter(|word| !word.text.starts_with('-')) {
            if let Some((name, text)) = word.text.split_once('=') {
                let value = Word { text: text.to_owned(), ..word.clone() };
                values::assign(name, &value, &mut state, self.context.code);
            }
        }
        state
    }

    fn unset(&self, mut state: ShellState) -> ShellState {
        for word in self.rest {
            state.variables.remove(&word.text);
            if state.functions.contains_key(&word.text) {
                Rc::make_mut(&mut state.functions).remove(&word.text);
            }
        }
        state
    }

    fn shift(&self, mut state: ShellState) -> ShellState {
        let count = self.rest.first().map_or(Some(1), |word| word.text.parse::<usize>().ok());
        let words = state.arguments.words.as_ref().zip(count);
        let words = words.map(|(words, count)| words.iter().skip(count).cloned().collect());
        state.arguments = Rc::new(Arguments { words, is_target: state.arguments.is_target });
        state
    }

    fn read(&self, mut state: ShellState) -> ShellState {
        for word in self.words.iter().skip(1).filter(|word| !word.text.starts_with('-')) {
            state.variables.set(&word.text, ShellValue::UNKNOWN);
        }
        state
    }
}
