//! What the policy missed, each with the edit, and what it could say besides.

use std::fmt::Write as _;

use super::detail::ProofDetail;
use super::lines::{BOLD, DIM, GREEN, RED, YELLOW, wrapped, wrapped_behind};
use crate::prove::mutant::MutantEdit;
use crate::prove::proof::{MutantFate, Proof, Trial};
use crate::publish::figures::format_count;
use crate::text::TerminalText;
use crate::verdict::report::FindingState;

/// Most missed mutants that are shown with their diffs; for more, only the first of each operator.
const SHOWN: usize = 12;

/// Most missed mutants that are shown with their diffs where not all is asked for.
const BRIEF: usize = 3;

/// Most operators of a group that are named where not all is asked for.
const KINDS: usize = 12;

/// Most missed mutants of one operator that are named; the rest is counted.
const NAMED: usize = 1;

/// Most lines of one diff.
const LINES: usize = 10;

/// What becomes of missed mutants, in the order in which they are shown.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Missed {
    /// A merge waits for the job, and the patch catches the mutant.
    Patched,
    /// A merge waits for the job, and no line of a policy helps.
    Open,
    /// No merge waits for the job.
    Idle,
}

impl Missed {
    fn of(trial: &Trial) -> Self {
        match (trial.mutant.required, &trial.hint) {
            (false, _) => Self::Idle,
            (true, Some(_)) => Self::Patched,
            (true, None) => Self::Open,
        }
    }

    const fn title(self, requires: bool) -> &'static str {
        match (self, requires) {
            (Self::Patched, true) => {
                "Not caught, in what a merge waits for; the lines below catch it"
            }
            (Self::Patched, false) => {
                "Not caught (no job is required, so each may be waited for); the lines below catch it"
            }
            (Self::Open, true) => {
                "Not caught, in what a merge waits for, and no line of a policy catches it yet"
            }
            (Self::Open, false) => {
                "Not caught (no job is required, so each may be waited for), and no line of a policy catches it yet"
            }
            (Self::Idle, _) => "Not caught, in what no merge waits for",
        }
    }
}

/// Writes the missed mutants, in groups.
pub(super) fn missed(out: &mut String, proof: &Proof, detail: ProofDetail, width: usize) {
    let survivors = proof.survivors();
    for group in [Missed::Patched, Missed::Open, Missed::Idle] {
        let of = survivors.iter().copied().filter(|trial| Missed::of(trial) == group);
        let of: Vec<&Trial> = of.collect();
        if of.is_empty() {
            continue;
        }
        let _ = write!(out, "{BOLD}");
        wrapped(out, group.title(proof.requires), 0, 2, width);
        let _ = writeln!(out, "{BOLD:#}");
        if group == Missed::Idle && of.len() > SHOWN {
            counted(out, &of, width);
        } else if detail == ProofDetail::Brief && survivors.len() > BRIEF {
            by_operator(out, &of, width);
        } else {
            for trials in of.chunk_by(|one, other| one.operator.id == other.operator.id) {
                of_operator(out, trials, survivors.len() <= SHOWN, width);
            }
        }
        out.push('\n');
    }
    if proof.unproposed > 0 {
        let text = format!(
            "for {} of these no line was tried, because that would take too long; `--operator` tries fewer at a time",
            proof.unproposed
        );
        wrapped(out, &text, 0, 2, width);
        out.push('\n');
    }
}

/// Writes one line for each operator: its first missed mutant, and how many more there are.
fn by_operator(out: &mut String, trials: &[&Trial], width: usize) {
    let kinds: Vec<&[&Trial]> =
        trials.chunk_by(|one, other| one.operator.id == other.operator.id).collect();
    for kind in kinds.iter().take(KINDS) {
        let Some(first) = kind.first() else { continue };
        let more = match kind.len() - 1 {
            0 => String::new(),
            more => format!(" (and {more} more)"),
        };
        headline(out, first, &more, width);
    }
    if let Some(more) = kinds.len().checked_sub(KINDS).filter(|more| *more > 0) {
        let count = format_count(more, "more kind", "more kinds");
        let _ = writeln!(out, "  {DIM}... and {count}{DIM:#}");
    }
}

/// Writes how many mutants of each job were missed, which is enough where no merge waits for it.
fn counted(out: &mut String, trials: &[&Trial], width: usize) {
    let mut jobs: Vec<(String, usize)> = Vec::new();
    for trial in trials {
        let mutant = &trial.mutant;
        let file = mutant.path.rsplit('/').next().unwrap_or_default();
        let name = match &mutant.job {
            Some(job) => format!("{file}/{job}"),
            None => file.to_owned(),
        };
        match jobs.iter_mut().find(|(known, _)| *known == name) {
            Some((_, count)) => *count += 1,
            None => jobs.push((name, 1)),
        }
    }
    let jobs = jobs.into_iter().map(|(name, count)| format!("{count} in `{name}`"));
    let text = format!(
        "{}; `--format json` lists them",
        jobs.map(|job| TerminalText::new(&job).to_string()).collect::<Vec<_>>().join(", ")
    );
    wrapped(out, &text, 2, 4, width);
}

/// Writes the missed mutants of one operator, the first one with what it changes.
fn of_operator(out: &mut String, trials: &[&Trial], whole: bool, width: usize) {
    for (index, trial) in trials.iter().take(if whole { usize::MAX } else { NAMED }).enumerate() {
        survivor(out, trial, whole || index == 0, width);
    }
    if !whole && trials.len() > NAMED {
        let _ = writeln!(out, "  {DIM}... and {} more{DIM:#}", trials.len() - NAMED);
    }
}

/// Writes the patch of the policy.
pub(super) fn patch(out: &mut String, proof: &Proof, width: usize) {
    let Some(patch) = &proof.patch else { return };
    let _ = write!(out, "{BOLD}");
    let text = match patch.path.as_str() {
        "" => "What a policy could say: write it to .github/truegreen.yml".to_owned(),
        path => {
            let path = TerminalText::new(path);
            format!(
                "What the policy could say: put it into {path}, in place of entries of the same name"
            )
        }
    };
    wrapped(out, &text, 0, 2, width);
    let _ = writeln!(out, "{BOLD:#}");
    for line in patch.yaml.lines() {
        let _ = writeln!(out, "{}", TerminalText::new(line));
    }
    out.push('\n');
    let text = format!(
        "These lines were tried: the repository is judged as before, and they catch {} of {}.",
        patch.catches,
        proof.open()
    );
    wrapped(out, &text, 0, 2, width);
    out.push('\n');
}

/// Writes what a mutant changes, in words.
fn headline(out: &mut String, trial: &Trial, more: &str, width: usize) {
    let mutant = &trial.mutant;
    let style = if mutant.required { RED } else { YELLOW };
    let _ = write!(out, "{style}✘{style:#} {BOLD}{}{BOLD:#}  ", trial.operator.id);
    let place = match mutant.change {
        MutantEdit::Text(_) => format!(" (line {})", mutant.span.line),
        _ => String::new(),
    };
    let text = format!("{}{place}: {}{more}", mutant.subject, mutant.what);
    let head = trial.operator.id.chars().count() + 4;
    wrapped_behind(out, &TerminalText::new(&text).to_string(), head, 4, width);
}

fn survivor(out: &mut String, trial: &Trial, with_diff: bool, width: usize) {
    headline(out, trial, "", width);
    if with_diff {
        diff(out, trial, width);
    }
    if let MutantFate::Seen { by } = &trial.fate {
        let said: Vec<String> =
            by.iter().map(|(rule, state)| format!("`{rule}` ({})", word(*state))).collect();
        wrapped(out, &format!("seen, but not stopped: {}", said.join(", ")), 4, 6, width);
    }
}

const fn word(state: FindingState) -> &'static str {
    match state {
        FindingState::Advisory => "advisory",
        FindingState::Waived => "waived",
        FindingState::NotChecked => "not checked",
        FindingState::Holds => "holds",
        FindingState::Inconclusive => "cannot tell",
        FindingState::Broken => "broken",
    }
}

/// Writes the lines that differ, with one line before and one behind.
fn diff(out: &mut String, trial: &Trial, width: usize) {
    let Some((before, after)) = &trial.texts else { return };
    let patch =
        diffy::DiffOptions::new().set_context_len(1).create_patch(before, after).to_string();
    let mut lines: Vec<&str> = patch.lines().filter(|line| !is_head(line)).collect();
    while lines.last().is_some_and(|line| line.trim().is_empty()) {
        lines.pop();
    }
    for line in lines.iter().take(LINES) {
        let shown: String = TerminalText::new(line).to_string();
        let cut: String = shown.chars().take(width.saturating_sub(4)).collect();
        let style = match line.chars().next() {
            Some('-') => RED,
            Some('+') => GREEN,
            _ => DIM,
        };
        let _ = match cut.trim_end() {
            "" => writeln!(out),
            cut => writeln!(out, "    {style}{cut}{style:#}"),
        };
    }
    if lines.len() > LINES {
        let _ = writeln!(out, "    {DIM}... {} more lines{DIM:#}", lines.len() - LINES);
    }
}

fn is_head(line: &str) -> bool {
    line.starts_with("--- original")
        || line.starts_with("+++ modified")
        || line.starts_with("\\ No newline")
        || line.starts_with("@@ ")
}
