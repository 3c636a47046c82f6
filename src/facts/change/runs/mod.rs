//! Runs of tools on both sides, and which is which: what the options of a command say is compared with
//! what they said of the same command before, whatever step, line or wrapper it stands in.

mod files;
mod inputs;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::Sides;
use super::pairs::JobAt;
use crate::facts::commands::program::base_name;
use crate::facts::commands::{CommandFact, FateFact, Variable};
use crate::facts::signal::is_tolerated;
use crate::formats::settings::words::split_text;
use crate::formats::workflow::model::{Flag, Job, OrExpr, Step};
use crate::span::Location;

/// A tool that runs, with its words.
#[derive(Clone, Debug)]
pub(super) struct Run {
    /// The tool; with its subcommand where that is another tool: `cargo clippy`.
    pub(super) tool: String,
    /// Its options and operands, each with its place.
    pub(super) words: Vec<(String, Location)>,
    /// The whole command.
    pub(super) place: Location,
    /// The command as it is written.
    pub(super) text: String,
    /// Subject of the step or task.
    pub(super) subject: String,
    /// The job, where it is one's.
    pub(super) job: Option<(Arc<str>, String)>,
    /// The variables that it sees, the nearest last.
    pub(super) environment: Arc<[Variable]>,
    /// The step that it stands in, where it is one of a job.
    pub(super) step: Option<usize>,
    /// Its failure is lost already, so no option of it can let more through.
    pub(super) is_void: bool,
}

/// A run of the base, and what became of it.
#[derive(Clone, Debug)]
pub(super) struct Duo {
    /// The base's.
    pub(super) base: Run,
    /// The head's; `None` where there is none of the tool left for it.
    pub(super) head: Option<Run>,
}

/// All runs of a change.
#[derive(Debug, Default)]
pub(super) struct Runs {
    /// Those of the base, each with what it became.
    pub(super) duos: Vec<Duo>,
    /// Those of the head that are new, in jobs and files that are not.
    pub(super) added: Vec<Run>,
    /// All of the head, wherever they stand.
    pub(super) head: Vec<Run>,
}

/// What an option says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    /// The option without its value.
    pub(super) name: String,
    /// Its value; empty for a switch.
    pub(super) value: String,
    /// Where.
    pub(super) place: Location,
}

impl Said {
    /// As it is written: `--cov-fail-under=90`.
    pub(super) fn shown(&self) -> String {
        match self.name.starts_with("--") || self.name.contains('.') {
            _ if self.value.is_empty() => self.name.clone(),
            true => format!("{}={}", self.name, self.value),
            false => format!("{} {}", self.name, self.value),
        }
    }
}

impl Runs {
    /// Finds them.
    pub(super) fn new(sides: &Sides<'_>) -> Self {
        let mut runs = Self::default();
        let all = |commands: &[CommandFact]| -> Vec<Run> { commands.iter().flat_map(of).collect() };
        let (base, head) = (all(&sides.base.commands), all(&sides.head.commands));
        for pair in &sides.pairs.jobs {
            let Some(now) = pair.head else { continue };
            let (mut old, mut new) = (of_job(&base, pair.base), of_job(&head, now));
            old.extend(inputs::runs(pair.base));
            new.extend(inputs::runs(now));
            runs.head.extend(inputs::runs(now));
            runs.pair(old, new);
        }
        runs.head.extend(head);
        for (old, new) in files::pairs(sides) {
            runs.head.extend(new.iter().cloned());
            runs.pair(old, new);
        }
        runs
    }

    /// Pairs the runs of one job or file: of each tool the most alike first.
    fn pair(&mut self, old: Vec<Run>, new: Vec<Run>) {
        let mut likely: Vec<(f64, usize, usize)> = Vec::new();
        for (at, base) in old.iter().enumerate() {
            for (to, head) in new.iter().enumerate().filter(|(_, head)| head.tool == base.tool) {
                likely.push((likeness(base, head), at, to));
            }
        }
        likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
        let mut found: Vec<Option<usize>> = vec![None; old.len()];
        let mut taken = BTreeSet::new();
        for (_, at, to) in likely {
            if let Some(place) = found.get_mut(at).filter(|place| place.is_none())
                && taken.insert(to)
            {
                *place = Some(to);
            }
        }
        let head = |to: usize| new.get(to).cloned();
        let duos = old.into_iter().zip(&found);
        self.duos.extend(duos.map(|(base, to)| Duo { base, head: to.and_then(head) }));
        let added = new.iter().enumerate().filter(|(to, _)| !taken.contains(to));
        self.added.extend(added.map(|(_, run)| run.clone()));
    }
}

impl Run {
    /// Everything that these options say, in their order. A `-D` of Maven and a `/p:` of MSBuild are
    /// named with their property.
    pub(super) fn said(&self, names: &[&str]) -> Vec<Said> {
        let mut found = Vec::new();
        for (at, (word, place)) in self.words.iter().enumerate() {
            let Some(name) = names.iter().find(|name| starts(word, name)) else { continue };
            let rest = word.get(name.len()..).unwrap_or_default();
            let glued = rest.strip_prefix(['=', ':']).unwrap_or(rest);
            let next = || self.words.get(at + 1).filter(|(next, _)| !is_option(next));
            let (value, place) = match next() {
                _ if !rest.is_empty() => (glued.to_owned(), place.clone()),
                Some((next, end)) => {
                    let span = place.span.to(end.span);
                    (next.clone(), Location::new(Arc::clone(&place.path), span))
                }
                None => (String::new(), place.clone()),
            };
            found.push(Said { name: (*name).to_owned(), value, place });
        }
        found
    }

    /// The switch, where one of these stands there.
    pub(super) fn switch(&self, names: &[&str]) -> Option<Said> {
        let is_one = |(word, _): &&(String, Location)| {
            names.iter().any(|name| {
                word == name
                    || word.strip_prefix(name).is_some_and(|rest| matches!(rest, "=true" | "=1"))
            })
        };
        let (word, place) = self.words.iter().find(is_one)?;
        Some(Said { name: word.clone(), value: String::new(), place: place.clone() })
    }

    /// The words that are no option and no option's value. Where an option that is not a switch stands
    /// before a word, the word may be its value and is left out; so on both sides.
    pub(super) fn operands(&self, switches: &[&str]) -> Vec<&(String, Location)> {
        let before = std::iter::once(None).chain(self.words.iter().map(Some));
        let pairs = before.zip(&self.words);
        let is_switch = |word: &str| {
            let short = word.strip_prefix('-').unwrap_or_default();
            switches.contains(&word)
                || (!short.is_empty() && short.chars().all(|c| "vqxsl".contains(c)))
        };
        let counts = |before: Option<&(String, Location)>| {
            before.is_none_or(|(word, _)| !is_option(word) || word.contains('=') || is_switch(word))
        };
        pairs
            .filter(|(before, (word, _))| {
                !is_option(word) && !word.contains(['$', '{', '=']) && counts(*before)
            })
            .map(|(_, operand)| operand)
            .collect()
    }

    /// The value of a variable that it sees.
    pub(super) fn variable(&self, name: &str) -> Option<&Variable> {
        self.environment.iter().rev().find(|variable| variable.name == name)
    }
}

/// Whether a word is this option: `--name`, `--name=value`, `-nvalue`, `-Dname`, `/p:name=value`.
fn starts(word: &str, name: &str) -> bool {
    let Some(rest) = word.strip_prefix(name) else { return false };
    let is_short = name.len() == 2 && !name.starts_with("--");
    rest.is_empty() || rest.starts_with(['=', ':']) || (is_short && !word.starts_with("--"))
}

fn is_option(word: &str) -> bool {
    word.len() > 1 && word.starts_with('-')
}

/// Tools whose first operand says which of several they are.
const MANY: [&str; 17] = [
    "bundle", "cargo", "composer", "coverage", "cross", "deno", "dotnet", "go", "mix", "npm",
    "pnpm", "ruff", "swift", "trivy", "yarn", "bun", "flutter",
];

/// Tools that stand before another and are one themselves.
const BEFORE: [&str; 3] = ["nyc", "c8", "coverage"];

/// The tools that a command runs: the program, and a measuring one before it.
fn of(command: &CommandFact) -> Vec<Run> {
    let at = |span| Location::new(Arc::clone(&command.location.path), span);
    let words = command.arguments.iter().map(|(word, span)| (word.text.clone(), at(*span)));
    let seed = Run {
        tool: command.program.clone(),
        words: words.collect(),
        place: command.location.clone(),
        text: command.text.clone(),
        subject: command.subject.clone(),
        job: Some((Arc::clone(&command.workflow), command.job.clone())),
        environment: Arc::clone(&command.environment),
        step: Some(command.step),
        is_void: matches!(command.fate, Some(FateFact::Swallowed { .. } | FateFact::NotReached)),
    };
    let text = split_text(&command.text).unwrap_or_default();
    let before = BEFORE.iter().filter(|tool| **tool != seed.tool).filter_map(|tool| {
        let at = text.iter().position(|word| base_name(word) == *tool)?;
        let words = text.get(at + 1..)?.iter();
        let words = words.map(|word| (word.clone(), seed.place.clone())).collect();
        Some(Run { tool: (*tool).to_owned(), words, ..seed.clone() })
    });
    let mut runs: Vec<Run> = before.collect();
    runs.push(seed);
    runs.into_iter().map(named).map(with_variables).collect()
}

/// The run with the options that its tool reads from variables, which stand before its own.
fn with_variables(mut run: Run) -> Run {
    let names: &[&str] = match run.tool.as_str() {
        "pytest" => &["PYTEST_ADDOPTS"],
        "cargo doc" | "cargo rustdoc" => &["RUSTDOCFLAGS"],
        "cargo clippy" | "cargo check" | "cargo build" | "cargo test" => &["RUSTFLAGS"],
        _ => return run,
    };
    let known = names.iter().filter_map(|name| run.variable(name));
    let known: Vec<Variable> = known.filter(|known| !known.value.contains('$')).cloned().collect();
    for variable in known {
        let words = split_text(&variable.value).unwrap_or_default().into_iter();
        run.words.splice(0..0, words.map(|word| (word, variable.location.clone())));
    }
    run
}

/// The run under the tool's one name.
fn named(mut run: Run) -> Run {
    let tool = match run.tool.as_str() {
        "py.test" => "pytest",
        "mvnw" | "mvnd" => "mvn",
        "gradlew" => "gradle",
        "eslint_d" => "eslint",
        other => other,
    };
    let mut tool = tool.to_owned();
    if MANY.contains(&tool.as_str()) {
        let is_operand = |(word, _): &(String, Location)| {
            !word.starts_with(['-', '+']) && !matches!(word.as_str(), "run" | "exec")
        };
        if let Some(at) = run.words.iter().position(is_operand) {
            tool = format!("{tool} {}", run.words.remove(at).0);
        }
    }
    run.tool = tool;
    run
}

/// Those of one job, each once: an environment of tox that is expanded runs one line many times.
fn of_job(runs: &[Run], job: JobAt<'_>) -> Vec<Run> {
    let is_of = |run: &&Run| {
        let of = run.job.as_ref();
        of.is_some_and(|(path, id)| *path == job.fact.path && *id == job.job.id.value)
    };
    let judged = |run: &Run| {
        let step = run.step.and_then(|index| job.job.steps.get(index));
        let is_void = step.is_none_or(|step| is_void(step, job.job));
        Run { is_void: run.is_void || is_void, ..run.clone() }
    };
    once(runs.iter().filter(is_of).map(judged))
}

/// Whether the failure of a step is lost whatever it runs.
pub(super) fn is_void(step: &Step, job: &Job) -> bool {
    let is_true = |flag: &Flag| matches!(flag.value.value, OrExpr::Literal(true));
    is_tolerated(step, job) || job.continue_on_error.as_ref().is_some_and(is_true)
}

fn once(runs: impl Iterator<Item = Run>) -> Vec<Run> {
    let mut seen = BTreeSet::new();
    let key = |run: &Run| (run.place.clone(), run.tool.clone(), run.text.clone());
    runs.filter(|run| seen.insert(key(run))).collect()
}

/// How much of two runs is the same, from 0 to 1.
fn likeness(one: &Run, other: &Run) -> f64 {
    let words = |run: &Run| -> BTreeSet<String> {
        run.words.iter().map(|(word, _)| word.clone()).collect()
    };
    let (a, b) = (words(one), words(other));
    let (all, both) = (a.union(&b).count() + 1, a.intersection(&b).count() + 1);
    let step = if one.subject == other.subject { 0.2 } else { 0.0 };
    #[expect(clippy::cast_precision_loss, reason = "words of a command are few")]
    let share = both as f64 / all as f64;
    share + step
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::span::Span;

    pub(crate) fn run(line: &str) -> Run {
        let mut words = split_text(line).unwrap().into_iter();
        let tool = words.next().unwrap();
        let place = Location::new("ci.yml", Span::start_of_file());
        named(Run {
            tool,
            words: words.map(|word| (word, place.clone())).collect(),
            place,
            text: line.to_owned(),
            subject: "ci.yml/unit/Test".to_owned(),
            job: None,
            environment: Arc::new([]),
            step: None,
            is_void: false,
        })
    }

    #[test]
    fn options_are_read_in_every_spelling() {
        let values = |line: &str, names: &[&str]| -> Vec<String> {
            run(line).said(names).into_iter().map(|said| said.value).collect()
        };
        assert_eq!(values("pytest --a=1 --a 2 --ab 3", &["--a"]), ["1", "2"]);
        assert_eq!(values("pytest -kx -k y --kz", &["-k"]), ["x", "y"]);
        assert_eq!(values("mvn -DskipTests -DskipTestsX=1", &["-DskipTests"]), [""]);
        assert_eq!(values("dotnet test /p:Threshold=80", &["/p:Threshold"]), ["80"]);
        assert_eq!(values("eslint --max-warnings --quiet", &["--max-warnings"]), [""]);
    }

    #[test]
    fn operands_are_words_that_belong_to_no_option() {
        let run = run("pytest -v tests -k a/b --strict-markers more --x=1 last $ARGS");
        let operands: Vec<&str> =
            run.operands(&["--strict-markers"]).iter().map(|(word, _)| word.as_str()).collect();
        assert_eq!(operands, ["tests", "more", "last"]);
    }

    #[test]
    fn the_most_alike_of_a_tool_belong_together() {
        let mut runs = Runs::default();
        let old = vec![run("pytest tests/a -x"), run("pytest tests/b -x"), run("mypy src")];
        let new = vec![run("pytest tests/b"), run("ruff check"), run("pytest tests/a -n 4 -x")];
        runs.pair(old, new);
        let text = |run: &Run| run.text.clone();
        let head: Vec<Option<String>> =
            runs.duos.iter().map(|duo| duo.head.as_ref().map(text)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(head, [some("pytest tests/a -n 4 -x"), some("pytest tests/b"), None]);
        assert_eq!(runs.added.iter().map(text).collect::<Vec<_>>(), ["ruff check"]);
    }
}
