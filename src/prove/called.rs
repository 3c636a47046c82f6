//! Operators for what a step calls: the target of a makefile, the script of a package, a script of
//! the repository. The workflow stays as it is, and checks nothing.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::mutant::{Mutant, MutantEdit};
use super::operator::{Operator, OperatorFamily};
use super::stage::{JobSite, Site};
use super::{MutationSites, TextEdit};
use crate::catalog::program::is_python;
use crate::facts::CommandFact;
use crate::facts::commands::CommandRole;
use crate::policy::paths::file_name;

const FAMILY: OperatorFamily = OperatorFamily("What a step calls checks nothing");

/// The operators of this family.
pub(super) const ALL: &[Operator] = &[
    FAMILY.by(
        "empty-recipe",
        "a target of a makefile or justfile whose gate commands are gone",
        &[106],
        EMPTIED,
        |stage| emptied(stage, CalledKind::Recipe),
    ),
    FAMILY.by(
        "empty-package-script",
        "a script of `package.json` that runs nothing",
        &[65, 106],
        EMPTIED,
        |stage| emptied(stage, CalledKind::PackageScript),
    ),
    FAMILY.by(
        "empty-environment",
        "an environment of tox whose gate commands are gone",
        &[106],
        EMPTIED,
        |stage| emptied(stage, CalledKind::Environment),
    ),
    FAMILY.by(
        "empty-action",
        "a local action whose gate commands only print",
        &[106],
        EMPTIED,
        |stage| emptied(stage, CalledKind::Action),
    ),
    FAMILY.by(
        "empty-script",
        "a script of the repository without its content",
        &[106],
        EMPTIED,
        empty_script,
    ),
    FAMILY.by("called-or-true", "`|| true` behind a gate command of a called file", &[6], MUTED, {
        called_or_true
    }),
];

const EMPTIED: &[&str] = &["job-off-contract", "frozen-file", "job-gutted", "signal-lost"];
const MUTED: &[&str] = &["muted-command", "job-off-contract", "signal-lost"];

/// The kind of a called file, by what an edit of it looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
enum CalledKind {
    Recipe,
    PackageScript,
    Environment,
    Action,
    Script,
    /// Nothing is known of how to edit it.
    Other,
}

impl CalledKind {
    fn of(path: &str) -> Self {
        match file_name(path) {
            "GNUmakefile" | "makefile" | "Makefile" => Self::Recipe,
            name if name.to_lowercase().trim_start_matches('.') == "justfile" => Self::Recipe,
            "package.json" => Self::PackageScript,
            "tox.ini" | "setup.cfg" => Self::Environment,
            "action.yml" | "action.yaml" => Self::Action,
            "noxfile.py" | "pyproject.toml" | "tox.toml" | "hatch.toml" | "pixi.toml" => {
                Self::Other
            }
            name if name.ends_with(".mk") => Self::Recipe,
            _ => Self::Script,
        }
    }

    /// Returns the text that takes the place of a gate command.
    const fn nothing(self) -> &'static str {
        match self {
            // tox starts programs, and knows no shell.
            Self::Environment => "python -c pass",
            Self::Action | Self::Script => "echo ok",
            Self::Recipe | Self::PackageScript | Self::Other => "true",
        }
    }
}

/// The gate commands that one command of a step runs in one file.
struct FileCall<'s> {
    first: &'s CommandFact,
    commands: Vec<&'s CommandFact>,
    waits: bool,
}

/// Returns the calls, by the file and the command that calls it.
fn calls<'s>(stage: &'s MutationSites<'_>) -> Vec<FileCall<'s>> {
    let mut calls: Vec<FileCall<'s>> = Vec::new();
    for (command, waits) in stage.called() {
        let is_same = |call: &&mut FileCall<'_>| {
            call.first.location.path == command.location.path && call.first.via == command.via
        };
        match calls.iter_mut().find(is_same) {
            Some(call) => {
                call.commands.push(command);
                call.waits |= waits;
            }
            None => calls.push(FileCall { first: command, commands: vec![command], waits: *waits }),
        }
    }
    calls
}

/// Returns the places of gate commands in a called file, each once: several commands of one line
/// share the place of the line.
fn places(
    stage: &MutationSites<'_>,
    kind: CalledKind,
    commands: &[&CommandFact],
) -> BTreeMap<usize, Range<usize>> {
    let of = |command: &&CommandFact| {
        let source = stage.source(&command.location.path)?;
        let range = source.range(command.location.span)?;
        let text = source.text.get(range.clone())?;
        // In a quoted script of an action, or in one line for many commands, the place is not exact.
        let exact = !matches!(kind, CalledKind::Action) || text == command.text;
        (exact && !text.trim().is_empty()).then_some((range.start, range))
    };
    commands.iter().filter_map(of).collect()
}

fn emptied(stage: &MutationSites<'_>, kind: CalledKind) -> Vec<Mutant> {
    let mutate = |call: FileCall<'_>| {
        let path = &call.first.location.path;
        if CalledKind::of(path) != kind {
            return None;
        }
        let ranges = places(stage, kind, &call.commands);
        let edits = ranges.into_values().map(|range| {
            let text = stage.source(path).and_then(|source| source.text.get(range.clone()));
            let quoted = text.is_some_and(|text| text.starts_with('"'));
            let nothing = kind.nothing();
            let text = if quoted { format!("\"{nothing}\"") } else { nothing.to_owned() };
            TextEdit::replace(range, text)
        });
        let via = call.first.via.as_ref().map_or("", |via| via.text.as_str());
        let what = format!("let `{via}` run `{}` and nothing else", kind.nothing());
        mutant(stage, &call, edits.collect(), what)
    };
    distinct(calls(stage).into_iter().filter_map(mutate))
}

fn called_or_true(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let mut mutants = Vec::new();
    for call in calls(stage) {
        let path = &call.first.location.path;
        let kind = CalledKind::of(path);
        // tox starts no shell.
        if matches!(kind, CalledKind::Environment | CalledKind::Other) {
            continue;
        }
        for range in places(stage, kind, &call.commands).into_values() {
            let Some(text) = stage.source(path).map(|source| source.text) else { continue };
            let own = text.get(range.clone()).unwrap_or_default();
            let is_json = kind == CalledKind::PackageScript;
            if !is_json && !is_alone(text, &range) {
                continue;
            }
            let at = if is_json && own.ends_with('"') { range.end - 1 } else { range.end };
            let shown = if is_json { own.trim_matches('"') } else { own };
            let what = format!("append `|| true` to `{shown}`");
            let edits = vec![TextEdit::insert(at, " || true")];
            mutants.extend(mutant(stage, &call, edits, what));
        }
    }
    distinct(mutants.into_iter())
}

/// Returns whether a command is the whole of its line, so that words behind it belong to it: no
/// condition, no part of a pipe, and nothing behind a comment sign or before a line that goes on.
fn is_alone(text: &str, range: &Range<usize>) -> bool {
    let own = text.get(range.clone()).unwrap_or_default();
    let before = text.get(..range.start).and_then(|text| text.rsplit('\n').next());
    let after = text.get(range.end..).and_then(|text| text.split('\n').next());
    let before = before.unwrap_or_default().trim_start_matches([' ', '\t', '-', '@', '+']);
    let starts = ["", "run: "].contains(&before);
    starts && after.unwrap_or_default().trim().is_empty() && !own.contains(['#', '\n', '\\'])
}

/// Returns the mutants without those that make an edit again: two steps may call one target.
fn distinct(mutants: impl Iterator<Item = Mutant>) -> Vec<Mutant> {
    let mut kept: Vec<Mutant> = Vec::new();
    for mutant in mutants {
        let is_same = |known: &&mut Mutant| {
            let (MutantEdit::Text(one), MutantEdit::Text(other)) = (&known.change, &mutant.change)
            else {
                return false;
            };
            known.path == mutant.path && one == other
        };
        match kept.iter_mut().find(is_same) {
            // The one that a merge waits for counts.
            Some(known) if known.required || !mutant.required => {}
            Some(known) => *known = mutant,
            None => kept.push(mutant),
        }
    }
    kept
}

/// Makes a mutant of a called file.
fn mutant(
    stage: &MutationSites<'_>,
    call: &FileCall<'_>,
    edits: Vec<TextEdit>,
    what: String,
) -> Option<Mutant> {
    let (first, source) = (call.first, stage.source(&call.first.location.path)?);
    let jobs = stage.all_jobs();
    let is_home =
        |site: &&JobSite<'_>| site.workflow.path == first.workflow && site.id() == first.job;
    let site = jobs.iter().find(is_home)?;
    let mut texts: Vec<String> = Vec::new();
    for command in &call.commands {
        let text = format!("{:?}", command.text);
        if matches!(command.role, CommandRole::Gate(_)) && !texts.contains(&text) {
            texts.push(text);
        }
    }
    Some(Mutant {
        subject: format!("{} ({})", first.location.path, first.subject),
        what,
        path: Arc::clone(&first.location.path),
        span: source.span(&edits.first()?.range),
        job: Some(first.job.clone()),
        required: call.waits,
        hints: vec![site.contract(&format!("{{ runs: [{}] }}", texts.join(", ")))],
        change: MutantEdit::Text(edits),
    })
}

/// Makes mutants of scripts without their content. A shell script is known by its gate commands; of
/// any other only the step that starts it is known.
fn empty_script(stage: &MutationSites<'_>) -> Vec<Mutant> {
    let followed = calls(stage).into_iter().filter_map(|call| {
        let path = &call.first.location.path;
        let is_script = CalledKind::of(path) == CalledKind::Script;
        let mut mutant =
            is_script.then(|| mutant(stage, &call, vec![rest(stage, path)?], gone()))??;
        mutant.hints.push(frozen(path));
        Some(mutant)
    });
    let opaque = stage.commands().into_iter().filter_map(|site| {
        let path = started(stage, &site)?;
        let edit = rest(stage, &path)?;
        let span = stage.source(&path)?.span(&edit.range);
        let mutant = site.mutant(vec![edit], gone());
        let subject = format!("{path} ({})", mutant.subject);
        Some(Mutant { subject, span, hints: vec![frozen(&path)], path: Arc::from(path), ..mutant })
    });
    distinct(followed.chain(opaque))
}

fn gone() -> String {
    "leave nothing in the script".to_owned()
}

fn frozen(path: &str) -> String {
    format!("files: [{{ path: {path:?}, frozen: true }}]")
}

/// Makes an edit that removes all of a script but its first line, which names the interpreter.
fn rest(stage: &MutationSites<'_>, path: &str) -> Option<TextEdit> {
    let text = stage.source(path)?.text;
    let start = match text.starts_with("#!") {
        true => text.find('\n')? + 1,
        false => 0,
    };
    let has_content = text.get(start..)?.lines().any(|line| !line.trim().is_empty());
    has_content.then(|| TextEdit::remove(start..text.len()))
}

/// Returns the script of the repository that a command starts, if its text is at hand.
fn started(stage: &MutationSites<'_>, site: &Site<'_>) -> Option<String> {
    let path = started_script(site.command)?;
    let is_script = CalledKind::of(&path) == CalledKind::Script;
    (is_script && stage.source(&path).is_some()).then_some(path)
}

/// Returns the path of the script that a command starts, by itself or by an interpreter.
#[must_use]
pub fn started_script(command: &CommandFact) -> Option<String> {
    let by_interpreter = is_python(&command.program)
        || ["bash", "sh", "zsh", "node", "deno", "tsx", "ruby", "perl", "pwsh"]
            .contains(&command.program.as_str());
    let word = match by_interpreter {
        true => {
            let mut words = command.arguments.iter().map(|(word, _)| word.text.as_str());
            words.find(|word| !word.starts_with('-'))?
        }
        // A wrapper may stand before it: `sudo env ci/check.sh`.
        false => {
            let mut words = command.text.split_whitespace();
            words.find(|word| file_name(word) == command.program)?
        }
    };
    let word = word.strip_prefix("./").unwrap_or(word);
    let folder = command.folder.as_deref()?;
    Some(if folder.is_empty() { word.to_owned() } else { format!("{folder}/{word}") })
}
