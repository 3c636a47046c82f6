//! Simple commands: assignments, functions, programs, and the programs that start programs.

use std::rc::Rc;

use super::builtins;
use super::ending::{Cause, Range, ShellOptions};
use super::forks::{Followed, Joined, JoinedWay, StatusPlan};
use super::machine::{Machine, ShellContext};
use super::state::{Arguments, Code, ExitStatus, Flow, ShellState};
use super::values::{self, expand_word};
use super::ways::Ways;
use crate::catalog::program::look_through;
use crate::formats::shell;
use crate::formats::shell::script::ShellCommand;
use crate::formats::shell::syntax::{Simple, Word};

impl Machine<'_> {
    pub(super) fn simple(
        &mut self,
        simple: &Simple,
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let script = Rc::clone(&context.code.script);
        let command = simple.command.and_then(|index| script.commands.get(index));
        let mut out = Ways::new();
        for (mut state, flow) in self.substitutions(&simple.inner, state, context) {
            match command {
                _ if flow != Flow::Next => out.push((state, flow)),
                None => {
                    state.set(ExitStatus::OK, Cause::Next, at);
                    out.push((state, flow));
                }
                Some(command) if command.words.is_empty() => {
                    let has_value = simple.inner.iter().any(|inner| inner.is_value);
                    let status = if has_value { Some(state.status) } else { None };
                    for (name, word) in &command.assignments {
                        values::assign(name, word, &mut state, context.code);
                    }
                    if status.is_none() {
                        state.set(ExitStatus::OK, Cause::Next, at);
                    }
                    out.extend(self.checked(state, at, context));
                }
                Some(command) => out.extend(self.command(command, at, state, context)),
            }
        }
        out
    }

    /// Runs a command. Where its fate is asked, a way forks on which it fails.
    fn command(
        &mut self,
        command: &ShellCommand,
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let start = context.code.place((command.start, command.end)).0;
        let words = &command.words;
        let Some(target) = self.targets.at(start, command.start) else {
            return self.words(words, false, at, state, context);
        };
        if let Some(followed) = state.followed {
            return self.words(words, followed.target == target, at, state, context);
        }
        if state.ran.contains(&target) {
            return self.words(words, false, at, state, context);
        }
        let mut forked = Ways::new();
        for &plan in self.targets.plans(target) {
            let followed = Some(Followed { target, plan, has_run: false });
            let joined = Joined::default();
            let state = ShellState { followed, joined, ..state.clone() };
            forked.extend(self.words(words, true, at, state, context));
        }
        state.joined.add(JoinedWay::Succeeded(target, at.0));
        if self.targets.repeats(target) {
            Rc::make_mut(&mut state.ran).push(target);
        }
        let mut out = self.words(words, false, at, state, context);
        out.extend(forked);
        out
    }

    /// Runs a command that is given as words.
    pub(super) fn words(
        &mut self,
        words: &[Word],
        is_target: bool,
        at: Range,
        state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let Some(first) = words.first() else { return vec![(state, Flow::Next)] };
        if runs_arguments(words) {
            // `"$@"` runs the words with which the function was called.
            let is_target = is_target || state.arguments.is_target;
            return self.program(words, is_target, at, state, context);
        }
        let name = expand_word(first, &state, context.code).0.unwrap_or_default();
        if let Some(function) = state.functions.get(&name).cloned() {
            return self.call(&function, words, is_target, at, state, context);
        }
        match (name.as_str(), words.get(1)) {
            // `time` is a keyword of bash, so the measured command may be a function.
            ("time" | "command" | "builtin", Some(next)) if !next.text.starts_with('-') => {
                let rest = words.get(1..).unwrap_or_default();
                return self.words(rest, is_target, at, state, context);
            }
            ("exec", Some(_)) => {
                let rest = words.get(1..).unwrap_or_default();
                let ways = self.words(rest, is_target, at, state, context);
                return ways.into_iter().map(|(state, _)| (state, Flow::Gone)).collect();
            }
            _ => {}
        }
        let state = if is_target {
            state
        } else {
            match builtins::run(self, &name, words, at, state, context) {
                Ok(ways) => return ways,
                Err(state) => *state,
            }
        };
        let Some(seen) = look_through(words) else { return vec![(state, Flow::Next)] };
        if let Some(script) = &seen.script
            && let Some(ways) = self.string(&seen.program, words, script, at, &state, context)
        {
            return ways;
        }
        self.program(words, is_target, at, state, context)
    }

    /// Calls a function.
    fn call(
        &mut self,
        function: &Code,
        words: &[Word],
        is_target: bool,
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        let rest = words.get(1..).unwrap_or_default();
        let outer = Rc::clone(&state.arguments);
        let arguments = values::arguments(rest, &state, context.code);
        state.arguments = Rc::new(Arguments { words: arguments, is_target });
        let on_error = state.on_error.clone();
        state.on_error = state.on_error.filter(|_| state.errtrace);
        let inner = ShellContext { depth: context.depth + 1, code: function, ..context };
        let mut out = Ways::new();
        for (mut state, flow) in self.block(&function.body, vec![(state, Flow::Next)], inner) {
            state.arguments = Rc::clone(&outer);
            state.on_error = state.on_error.or_else(|| on_error.clone());
            match flow {
                Flow::Next | Flow::Return => out.extend(self.checked(state, at, context)),
                // A `break` in a function without a loop leaves the loop of the caller.
                other => out.push((state, other)),
            }
        }
        out
    }

    /// Runs the text of `bash -c '...'` or `eval '...'`; `None` if the text is unknown.
    fn string(
        &mut self,
        program: &str,
        words: &[Word],
        script: &Word,
        at: Range,
        state: &ShellState,
        context: ShellContext<'_>,
    ) -> Option<Ways> {
        let text = if script.dynamic && program == "eval" {
            expand_word(script, state, context.code).0?
        } else {
            script.text.clone()
        };
        let code = string_code(&text, script, context.code);
        let inner = ShellContext { depth: context.depth + 1, code: &code, ..context };
        if program == "eval" {
            return Some(self.block(&code.body, vec![(state.clone(), Flow::Next)], inner));
        }
        let shell = shell_of(program, words);
        let outer = std::mem::replace(&mut self.shell, shell);
        let mut fresh = state.clone();
        (fresh.errexit, fresh.pipefail) = (shell.errexit, shell.pipefail);
        fresh.errexit_off = None;
        fresh.functions = Rc::default();
        let alone = ShellContext { suspended: false, asked: context.asked, ..inner };
        let ways = self.apart(&code.body, at, fresh, alone);
        self.shell = outer;
        let back = ways.into_iter().map(|after| ShellState {
            errexit: state.errexit,
            errexit_off: state.errexit_off,
            pipefail: state.pipefail,
            functions: Rc::clone(&state.functions),
            ..after
        });
        Some(self.check_all(back.collect(), at, context))
    }

    /// Runs a program that is no builtin.
    fn program(
        &mut self,
        words: &[Word],
        is_target: bool,
        at: Range,
        mut state: ShellState,
        context: ShellContext<'_>,
    ) -> Ways {
        if let Some(followed) = state.followed.as_mut().filter(|_| is_target) {
            let fails = match followed.plan {
                StatusPlan::Fails => true,
                StatusPlan::FailsOnce => !followed.has_run,
            };
            followed.has_run = true;
            if context.asked {
                // So that its choices are those of the way that it left.
                state = state.choose(at, true);
            }
            if !fails {
                state.set(ExitStatus::OK, Cause::Next, at);
            } else if drops_status(words) {
                state.set(ExitStatus { code: Some(1), tainted: true }, Cause::Next, at);
                state.set(ExitStatus::OK, Cause::Wrapper, at);
            } else {
                state.set(ExitStatus { code: Some(1), tainted: true }, Cause::Next, at);
            }
            return self.checked(state, at, context);
        }
        state.set(ExitStatus::OK, Cause::Next, at);
        if !context.asked && !state.is_wary {
            return vec![(state, Flow::Next)];
        }
        let failed = ShellState { status: ExitStatus::BAD, ..state.clone() }.choose(at, false);
        let mut ways = vec![(state.choose(at, true), Flow::Next)];
        ways.extend(self.checked(failed, at, context));
        ways
    }
}

/// Returns the text of a string as code: with its own offsets if the string is in the script
/// character by character.
pub(super) fn string_code(text: &str, word: &Word, code: &Code) -> Code {
    let script = Rc::new(shell::parse(text));
    let inner = code.text.get(word.start + 1..word.end.saturating_sub(1));
    let exact = inner == Some(text);
    Code {
        body: script.statements.clone().into(),
        script,
        text: Rc::from(text),
        offset: code.offset.filter(|_| exact).map(|offset| offset + word.start + 1),
        within: Some(code.place((word.start, word.end))),
    }
}

/// Returns whether the words are, or end in, the arguments of the function:
/// `"$@"`, `timeout 60 "$@"`, `$1`.
fn runs_arguments(words: &[Word]) -> bool {
    let Some(seen) = look_through(words) else { return false };
    let name = seen.program.as_str();
    matches!(name, "$@" | "$*" | "$1" | "${1}" | "${@}" | "${*}") || name.starts_with("${@:")
}

/// Returns the options with which `bash -ec '...'` starts.
fn shell_of(program: &str, words: &[Word]) -> ShellOptions {
    let at = words.iter().position(|word| word.text.rsplit('/').next() == Some(program));
    let rest = words.get(at.map_or(0, |at| at + 1)..).unwrap_or_default();
    let options: Vec<&str> = rest
        .iter()
        .map(|word| word.text.as_str())
        .take_while(|word| word.starts_with('-'))
        .collect();
    let short =
        |flag: char| options.iter().any(|word| !word.starts_with("--") && word.contains(flag));
    ShellOptions {
        errexit: short('e'),
        pipefail: rest.iter().any(|word| word.text == "pipefail"),
        bash: program == "bash",
    }
}

/// Returns whether the program that starts another one discards its exit code.
fn drops_status(words: &[Word]) -> bool {
    let texts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let has = |option: &str| texts.contains(&option);
    for (index, text) in texts.iter().enumerate() {
        match text.rsplit('/').next().unwrap_or(text) {
            // POSIX: `-exec ... ;` is a test of `find` and does not change its exit code; with `+`
            // it does.
            "find" if index < 2 => return texts.last().is_some_and(|last| *last == ";"),
            // util-linux: `script` exits with 0 unless `--return` asks for the exit code of the
            // child.
            "script" if index < 2 => {
                let short = |word: &&str| word.starts_with('-') && !word.starts_with("--");
                let asked = texts.iter().filter(|word| short(word)).any(|word| word.contains('e'));
                return !asked && !has("--return");
            }
            "docker" | "podman" if has("run") => return has("-d") || has("--detach"),
            _ => {}
        }
    }
    false
}
