//! Commands that ask for more than another one: the same words, and a limit that is at least as
//! strict (`--fail-under=45` for `--fail-under=42`).
//!
//! Which options are limits, and on which side they are stricter, is the catalogue's closed list of
//! them ([`of_run`]). No other word counts as more: a path, a selection or a pattern may ask for
//! something else.

use super::program::look_through;
use super::settings::rows::{OptionThreshold, ThresholdForm};
use super::settings::runs::{has_subcommands, one_name};
use super::settings::thresholds::of_run;
use super::tools::pattern::{arguments_fit, words_fit};
use crate::policy::command::{CommandPattern, word_matches};

/// The words of one command: its limits, and the rest.
#[derive(Debug, Default)]
struct LimitedWords<'w> {
    /// What each limits, with its number.
    limits: Vec<(&'static OptionThreshold, f64)>,
    /// Whether a limit stands there whose number is not known.
    is_unclear: bool,
    rest: Vec<&'w str>,
}

impl<'w> LimitedWords<'w> {
    fn of(program: &str, words: &[&'w str]) -> Self {
        let mut found = Self::default();
        let known = limits_of(program, words);
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let option = known.iter().find_map(|limit| {
                let name = limit.names.iter().find(|name| says(word, name))?;
                Some((*limit, word.get(name.len()..).unwrap_or_default()))
            });
            let Some((limit, rest)) = option else {
                found.rest.push(word);
                continue;
            };
            let glued = rest.strip_prefix(['=', ':']).unwrap_or(rest);
            let next = words.get(at).filter(|next| number(next).is_some());
            let value = if rest.is_empty() { next.copied() } else { Some(glued) };
            at += usize::from(rest.is_empty() && next.is_some());
            match value.and_then(number) {
                Some(value) => found.limits.push((limit, value)),
                None => {
                    found.is_unclear = true;
                    found.rest.push(word);
                }
            }
        }
        found
    }

    /// Returns whether each limit of another command is held at least as strictly here. Where an
    /// option stands twice the laxer number counts, whichever the program takes.
    fn holds(&self, asked: &Self) -> bool {
        asked.limits.iter().all(|(limit, least)| {
            let mut own = self.limits.iter().filter(|(own, _)| is_kin(own, limit)).peekable();
            own.peek().is_some()
                && own.all(|(_, value)| if limit.is_most { value <= least } else { value >= least })
        })
    }
}

/// Returns whether a command does what a pattern names, and asks for at least as much. Without a
/// limit in the pattern it is the pattern's own question.
#[must_use]
pub fn fits_at_least(pattern: &CommandPattern, program: &str, words: &[&str]) -> bool {
    let Some(seen) = look_through(&pattern.words) else { return false };
    let asked: Vec<&str> = seen.arguments.iter().map(|word| word.text.as_str()).collect();
    let asked = LimitedWords::of(&seen.program, &asked);
    if asked.limits.is_empty() {
        return words_fit(pattern, program, words.to_vec());
    }
    let said = LimitedWords::of(program, words);
    !said.is_unclear
        && said.holds(&asked)
        && word_matches(&seen.program, program)
        && arguments_fit(&asked.rest, said.rest)
}

/// Returns whether a pattern asks for the same as another one with limits that are at least as
/// strict, or that are new.
#[must_use]
pub fn raises(before: &CommandPattern, after: &CommandPattern) -> bool {
    let (Some(old), Some(new)) = (look_through(&before.words), look_through(&after.words)) else {
        return false;
    };
    let old_words: Vec<&str> = old.arguments.iter().map(|word| word.text.as_str()).collect();
    let new_words: Vec<&str> = new.arguments.iter().map(|word| word.text.as_str()).collect();
    let mut least = LimitedWords::of(&old.program, &old_words);
    let mut more = LimitedWords::of(&new.program, &new_words);
    least.rest.sort_unstable();
    more.rest.sort_unstable();
    let is_clear = !least.is_unclear && !more.is_unclear;
    is_clear && old.program == new.program && least.rest == more.rest && more.holds(&least)
}

/// Returns the limits that the options of a program set.
fn limits_of(program: &str, words: &[&str]) -> Vec<&'static OptionThreshold> {
    let tool = one_name(program);
    let is_subcommand =
        |word: &&&str| !word.starts_with(['-', '+']) && !matches!(**word, "run" | "exec");
    let subcommand = words.iter().find(is_subcommand);
    let rows = match subcommand.filter(|_| has_subcommands(tool)) {
        Some(subcommand) => of_run(&format!("{tool} {subcommand}")),
        None => of_run(tool),
    };
    rows.iter().filter(|limit| limit.form != ThresholdForm::Json).collect()
}

/// Returns whether two options limit the same thing.
fn is_kin(one: &OptionThreshold, other: &OptionThreshold) -> bool {
    match one.what {
        "" => one.names == other.names,
        what => what == other.what,
    }
}

/// Returns whether a word is an option: `--name`, `--name=value`, `-f90`, `/p:Name=value`.
fn says(word: &str, name: &str) -> bool {
    let Some(rest) = word.strip_prefix(name) else { return false };
    let is_short = name.len() == 2;
    rest.is_empty() || rest.starts_with(['=', ':']) || is_short
}

/// Returns the number of a limit. One below zero is how some programs write "none".
fn number(text: &str) -> Option<f64> {
    let number: f64 = text.trim_end_matches('%').parse().ok()?;
    (number.is_finite() && number >= 0.0).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::settings::words::split_text;

    fn pattern(text: &str) -> CommandPattern {
        CommandPattern::new(text).expect("a command")
    }

    /// Whether a command satisfies a pattern.
    fn satisfies(asked: &str, line: &str) -> bool {
        let words = split_text(line).expect("words");
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let (program, words) = words.split_first().expect("a program");
        fits_at_least(&pattern(asked), program, words)
    }

    #[test]
    fn a_command_that_asks_for_more_satisfies_what_is_asked() {
        for (asked, line) in [
            ("coverage report --fail-under=42", "coverage report --fail-under=42"),
            ("coverage report --fail-under=42", "coverage report -m --fail-under=45"),
            ("coverage report --fail-under=42", "coverage report --fail-under 42.5"),
            ("python -m coverage report --fail-under 42", "coverage report --fail-under=45"),
            ("pytest tests --cov-fail-under=80", "pytest --cov-fail-under 81 tests -x"),
            ("eslint --max-warnings=10 src", "eslint src --max-warnings 0"),
            ("interrogate -f 90", "interrogate --fail-under=95 src"),
            (
                "cargo llvm-cov --fail-under-lines 80",
                "cargo +stable llvm-cov --fail-under-lines=81",
            ),
            ("dotnet test /p:Threshold=80", "dotnet test /p:Threshold=90"),
            ("pylint --fail-under=9 src", "pylint --fail-under=9.5 src"),
            ("pytest tests", "pytest tests --cov-fail-under=1"),
            ("pytest --cov-fail-under=*", "pytest --cov-fail-under=7"),
        ] {
            assert!(satisfies(asked, line), "{asked} <- {line}");
        }
    }

    #[test]
    fn a_command_that_asks_for_less_or_for_something_else_does_not() {
        for (asked, line) in [
            ("coverage report --fail-under=42", "coverage report --fail-under=41"),
            ("coverage report --fail-under=42", "coverage report"),
            ("coverage report --fail-under=42", "coverage report --fail-under=$MIN"),
            ("coverage report --fail-under=42", "coverage report --fail-under=45 --fail-under=10"),
            ("coverage report --fail-under=42", "coverage report --fail-under=42 --fail-under 10"),
            ("coverage report --fail-under=42", "coverage xml --fail-under=45"),
            ("eslint --max-warnings=10 src", "eslint src --max-warnings 11"),
            ("eslint --max-warnings=10 src", "eslint src --max-warnings -1"),
            ("eslint --max-warnings=10 src", "eslint --max-warnings=5 lib"),
            ("pytest --maxfail=5", "pytest --maxfail=6"),
            ("pytest tests/a --cov-fail-under=80", "pytest tests/b --cov-fail-under=90"),
        ] {
            assert!(!satisfies(asked, line), "{asked} <- {line}");
        }
    }

    #[test]
    fn a_pattern_is_raised_by_its_limits_alone() {
        let raised = |before: &str, after: &str| raises(&pattern(before), &pattern(after));
        let base = "coverage report --fail-under=42";
        assert!(raised(base, "coverage report --fail-under=45"));
        assert!(raised(base, "coverage report --fail-under 42"));
        assert!(raised("coverage report", base));
        assert!(raised("eslint src --max-warnings=9", "eslint --max-warnings=8 src"));
        for after in [
            "coverage report --fail-under=41",
            "coverage report",
            "coverage report --fail-under=45 -m",
            "coverage report --fail-under=$MIN",
            "coverage html --fail-under=45",
            "pytest --cov-fail-under=45",
        ] {
            assert!(!raised(base, after), "{after}");
        }
        let two = "gcovr --fail-under-line=80 --fail-under-branch=50";
        assert!(raised(two, "gcovr --fail-under-line=81 --fail-under-branch=50"));
        assert!(!raised(two, "gcovr --fail-under-line=90 --fail-under-branch=49"));
        assert!(!raised(two, "gcovr --fail-under-line=90"));
    }
}
