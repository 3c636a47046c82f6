//! Runs of tools on both sides, and which is which: what the options of a command say is compared with
//! what they said of the same command before, whatever step, line or wrapper it stands in.

mod files;
mod inputs;
pub(super) mod run;

use std::collections::BTreeSet;
use std::sync::Arc;

use super::pairs::{JobPairs, JobRef};
use crate::catalog::program::base_name;
use crate::catalog::settings::runs::{that_stand_before, variables};
use crate::drift::runs::run::{ToolRun, ToolRunPair, is_void, named, once};
use crate::facts::commands::CommandFate;
use crate::facts::commands::fact::{CommandFact, EnvVariable};
use crate::facts::commit::Facts;
use crate::formats::settings::words::split_text;
use crate::span::Location;

/// All runs of a change.
#[derive(Debug, Default)]
pub(super) struct ToolRuns {
    /// Those of the base, each with what it became.
    pub(super) duos: Vec<ToolRunPair>,
    /// Those of the head that are new, in jobs and files that are not.
    pub(super) added: Vec<ToolRun>,
    /// All of the head, wherever they stand.
    pub(super) head: Vec<ToolRun>,
}

impl ToolRuns {
    /// Finds them.
    pub(super) fn new(base: &Facts, head: &Facts, pairs: &JobPairs<'_>) -> Self {
        let mut runs = Self::default();
        for pair in &pairs.jobs {
            let Some(now) = pair.head else { continue };
            let given = inputs::runs(now);
            let mut new = of_job(head, now);
            new.extend(given.iter().cloned());
            runs.head.extend(given);
            if pair.is_unchanged {
                let twins = new.into_iter();
                let twins = twins.map(|run| ToolRunPair {
                    base: run.clone(),
                    head: Some(run),
                    is_unchanged: true,
                });
                runs.duos.extend(twins);
                continue;
            }
            let mut old = of_job(base, pair.base);
            old.extend(inputs::runs(pair.base));
            runs.pair(old, new);
        }
        runs.head.extend(head.commands.iter().flat_map(of));
        for (old, new) in files::pairs(base, head) {
            runs.head.extend(new.iter().cloned());
            runs.pair(old, new);
        }
        runs
    }

    /// Pairs the runs of one job or file: of each tool the most alike first.
    fn pair(&mut self, old: Vec<ToolRun>, new: Vec<ToolRun>) {
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
        self.duos.extend(duos.map(|(base, to)| ToolRunPair {
            base,
            head: to.and_then(head),
            is_unchanged: false,
        }));
        let added = new.iter().enumerate().filter(|(to, _)| !taken.contains(to));
        self.added.extend(added.map(|(_, run)| run.clone()));
    }
}

/// The tools that a command runs: the program, and a measuring one before it.
fn of(command: &CommandFact) -> Vec<ToolRun> {
    let at = |span| Location::new(Arc::clone(&command.location.path), span);
    let words = command.arguments.iter().map(|(word, span)| (word.text.clone(), at(*span)));
    let seed = ToolRun {
        tool: command.program.clone(),
        words: words.collect(),
        place: command.location.clone(),
        text: command.text.clone(),
        subject: command.subject.clone(),
        job: Some((Arc::clone(&command.workflow), command.job.clone())),
        environment: Arc::clone(&command.environment),
        step: Some(command.step),
        is_void: matches!(
            command.fate,
            Some(CommandFate::Swallowed { .. } | CommandFate::NotReached | CommandFate::Uncalled)
        ),
    };
    let text = split_text(&command.text).unwrap_or_default();
    let before = that_stand_before().iter().filter(|tool| **tool != seed.tool).filter_map(|tool| {
        let at = text.iter().position(|word| base_name(word) == *tool)?;
        let words = text.get(at + 1..)?.iter();
        let words = words.map(|word| (word.clone(), seed.place.clone())).collect();
        Some(ToolRun { tool: (*tool).to_owned(), words, ..seed.clone() })
    });
    let mut runs: Vec<ToolRun> = before.collect();
    runs.push(seed);
    runs.into_iter().map(named).map(with_variables).collect()
}

/// The run with the options that its tool reads from variables, which stand before its own.
fn with_variables(mut run: ToolRun) -> ToolRun {
    let known = variables(&run.tool).iter().filter_map(|name| run.variable(name));
    let known: Vec<EnvVariable> =
        known.filter(|known| !known.value.contains('$')).cloned().collect();
    for variable in known {
        let words = split_text(&variable.value).unwrap_or_default().into_iter();
        run.words.splice(0..0, words.map(|word| (word, variable.location.clone())));
    }
    run
}

/// Those of one job, each once: an environment of tox that is expanded runs one line many times.
fn of_job(facts: &Facts, job: JobRef<'_>) -> Vec<ToolRun> {
    let judged = |run: ToolRun| {
        let step = run.step.and_then(|index| job.job.steps.get(index));
        let is_void = step.is_none_or(|step| is_void(step, job.job));
        ToolRun { is_void: run.is_void || is_void, ..run }
    };
    let commands = facts.commands_of_job(&job.fact.path, &job.job.id.value);
    once(commands.flat_map(of).map(judged))
}

/// How much of two runs is the same, from 0 to 1.
fn likeness(one: &ToolRun, other: &ToolRun) -> f64 {
    let words = |run: &ToolRun| -> BTreeSet<String> {
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
mod known_tests;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::drift::runs::run::ToolRun;
    use crate::drift::runs::run::named;
    use crate::span::Span;

    pub(super) fn run(line: &str) -> ToolRun {
        let mut words = split_text(line).unwrap().into_iter();
        let tool = words.next().unwrap();
        let place = Location::new("ci.yml", Span::start_of_file());
        named(ToolRun {
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
        let mut runs = ToolRuns::default();
        let old = vec![run("pytest tests/a -x"), run("pytest tests/b -x"), run("mypy src")];
        let new = vec![run("pytest tests/b"), run("ruff check"), run("pytest tests/a -n 4 -x")];
        runs.pair(old, new);
        let text = |run: &ToolRun| run.text.clone();
        let head: Vec<Option<String>> =
            runs.duos.iter().map(|duo| duo.head.as_ref().map(text)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(head, [some("pytest tests/a -n 4 -x"), some("pytest tests/b"), None]);
        assert_eq!(runs.added.iter().map(text).collect::<Vec<_>>(), ["ruff check"]);
    }
}
