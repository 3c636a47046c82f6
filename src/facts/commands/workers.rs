//! The options of pytest about parallel workers, as argparse and pytest-xdist read them: the last
//! `-n` decides, `-n0` and `-p no:xdist` switch everything else off.

use crate::formats::settings::words::split_text;
use crate::span::Span;

/// Returns the option that makes these words run in parallel workers, as text and with its place.
#[must_use]
pub fn parallel_option(words: &[(&str, Span)]) -> Option<(String, Span)> {
    let workers = Workers::of(words);
    if workers.serial { None } else { workers.shown(words) }
}

/// The effect of pytest's options about workers, as argparse reads them.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Workers {
    /// Whether `-n0` is last or the plugin is off, so that no other option matters.
    pub serial: bool,
    /// First and last word of the option that asks for workers.
    asked: Option<(usize, usize)>,
    /// Index of `-o addopts=...` with such an option in its value.
    nested: Option<usize>,
}

/// The effect of one option.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Says {
    /// `-n`: the last one counts.
    Number { none: bool },
    /// Another option that asks for workers.
    Workers,
    /// `-p no:xdist`, which switches the plugin off.
    NoPlugin,
    /// An option about anything else.
    Nothing,
}

impl Workers {
    /// Reads the words of a command or of `addopts`.
    #[must_use]
    pub fn of(words: &[(&str, Span)]) -> Self {
        let mut workers = Self::default();
        let mut off = false;
        let mut number: Option<(bool, (usize, usize))> = None;
        let mut at = 0;
        while let Some(&(word, _)) = words.get(at) {
            if word == "--" {
                break;
            }
            let next = words.get(at + 1).map(|&(next, _)| next);
            let (says, used) = option(word, next);
            let place = (at, at + used);
            match says {
                Says::Number { none } => number = Some((none, place)),
                Says::Workers => workers.asked = workers.asked.or(Some(place)),
                Says::NoPlugin => off = true,
                Says::Nothing => {}
            }
            if overrides_addopts(word, next) {
                workers.nested = Some(at);
            }
            at += used + 1;
        }
        workers.serial = off || number.is_some_and(|(none, _)| none);
        if let Some((false, place)) = number {
            workers.asked = Some(place);
        }
        workers.asked = workers.asked.or(workers.nested.map(|at| (at, at)));
        workers
    }

    /// Returns the text of the option and its place.
    #[must_use]
    pub fn shown(&self, words: &[(&str, Span)]) -> Option<(String, Span)> {
        let (first, last) = self.asked?;
        let words = words.get(first..=last.min(words.len().checked_sub(1)?))?;
        let span = words.iter().map(|&(_, span)| span).reduce(Span::to)?;
        let shown = words.iter().map(|&(word, _)| word).collect::<Vec<_>>().join(" ");
        Some((shown, span))
    }
}

/// Returns the effect of an option, and the number of words behind it that are its value.
fn option(word: &str, next: Option<&str>) -> (Says, usize) {
    if let Some(long) = word.strip_prefix("--") {
        let (name, glued) = match long.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (long, None),
        };
        let says: fn(&str) -> Says = match name {
            "numprocesses" => number,
            "dist" => |mode| if mode == "no" { Says::Nothing } else { Says::Workers },
            "tx" => |_| Says::Workers,
            "looponfail" => return (Says::Workers, 0),
            _ => return (Says::Nothing, 0),
        };
        return valued(says, glued, next);
    }
    let Some(flags) = word.strip_prefix('-') else { return (Says::Nothing, 0) };
    // Flags without a value may be before the one that counts: `-qn4`.
    let rest = flags.trim_start_matches(['x', 'v', 'q', 's', 'l']);
    let Some(flag) = rest.chars().next() else { return (Says::Nothing, 0) };
    let value = rest.get(flag.len_utf8()..).unwrap_or_default();
    let glued = Some(value.strip_prefix('=').unwrap_or(value)).filter(|_| !value.is_empty());
    match flag {
        'n' => valued(number, glued, next),
        'p' => valued(plugin, glued, next),
        'd' | 'f' => (Says::Workers, 0),
        // The value of these is no option, even if it looks like one.
        'k' | 'm' | 'c' | 'o' | 'W' | 'r' if glued.is_none() => (Says::Nothing, 1),
        _ => (Says::Nothing, 0),
    }
}

fn valued(says: fn(&str) -> Says, glued: Option<&str>, next: Option<&str>) -> (Says, usize) {
    match (glued, next) {
        (Some(value), _) => (says(value), 0),
        (None, Some(value)) => (says(value), 1),
        (None, None) => (says(""), 0),
    }
}

fn number(value: &str) -> Says {
    Says::Number { none: value.trim().parse::<i64>() == Ok(0) }
}

fn plugin(name: &str) -> Says {
    match name.trim() {
        "no:xdist" | "no:xdist.plugin" => Says::NoPlugin,
        "xdist" | "xdist.plugin" | "xdist.looponfail" => Says::Workers,
        _ => Says::Nothing,
    }
}

/// Returns whether the word is `-o addopts=...` with workers in it, in any spelling.
fn overrides_addopts(word: &str, next: Option<&str>) -> bool {
    let value = match word {
        "-o" | "--override-ini" => next,
        _ => word.strip_prefix("--override-ini=").or_else(|| word.strip_prefix("-o")),
    };
    let addopts = value.and_then(|value| value.strip_prefix("addopts="));
    let words = addopts.and_then(split_text).unwrap_or_default();
    // An `addopts` within an `addopts` has no effect in pytest, so the nesting ends here.
    words.iter().enumerate().any(|(at, word)| {
        let (says, _) = option(word, words.get(at + 1).map(String::as_str));
        matches!(says, Says::Workers | Says::Number { none: false })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(line: &str) -> Option<String> {
        let words = split_text(line).unwrap();
        let words: Vec<_> =
            words.iter().map(|word| (word.as_str(), Span::start_of_file())).collect();
        parallel_option(&words).map(|(shown, _)| shown)
    }

    #[test]
    fn every_form_of_workers_is_seen() {
        for (line, shown) in [
            ("-n 4", "-n 4"),
            ("-n4 tests", "-n4"),
            ("-n=4", "-n=4"),
            ("-nauto", "-nauto"),
            ("-n auto -k x", "-n auto"),
            ("-n logical", "-n logical"),
            ("-n $N", "-n $N"),
            ("-n", "-n"),
            ("-qn4", "-qn4"),
            ("-vn 4", "-vn 4"),
            ("-xvsn=4", "-xvsn=4"),
            ("--numprocesses 2", "--numprocesses 2"),
            ("--numprocesses=2", "--numprocesses=2"),
            ("--dist loadfile", "--dist loadfile"),
            ("--dist=load", "--dist=load"),
            ("--dist loadfile -n 2", "-n 2"),
            ("-p xdist", "-p xdist"),
            ("-pxdist", "-pxdist"),
            ("-p xdist.plugin", "-p xdist.plugin"),
            ("-d --tx 2*popen", "-d"),
            ("--tx=2*popen", "--tx=2*popen"),
            ("-f", "-f"),
            ("--looponfail", "--looponfail"),
            ("-n 0 -n 2", "-n 2"),
            ("-o addopts='-n 4'", "-o"),
            ("--override-ini=addopts=-n4", "--override-ini=addopts=-n4"),
        ] {
            assert_eq!(says(line).as_deref(), Some(shown), "{line}");
        }
    }

    #[test]
    fn what_is_serial_or_of_another_option_is_left_alone() {
        for line in [
            "",
            "tests -q",
            "-n0",
            "-n 0",
            "-n=0",
            "--numprocesses=0",
            "-n 4 -n0",
            "--dist loadfile -n 0",
            "--dist no",
            "--dist=no",
            "-n 4 -p no:xdist",
            "-pno:xdist -n auto",
            "-p no:cacheprovider",
            "-k -n4",
            "-m 'not slow'",
            "-rn",
            "-rxn4",
            "--no-cov",
            "--max-worker-restart=0",
            "tests/-n4",
            "-- -n 4",
            "-o addopts=",
            "-o addopts='-n 0'",
        ] {
            assert_eq!(says(line), None, "{line}");
        }
    }
}
