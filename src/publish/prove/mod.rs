//! The proof for a terminal: what was tried in the repository, what the policy caught, and what it
//! missed, each with the edit and the line of a policy that would catch it.

mod json;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

pub use self::json::json;
use crate::prove::mutant::MutantEdit;
use crate::prove::operator::Operator;
use crate::prove::proof::{MOST, MutantFate, Proof, ProofRow, Trial};
use crate::text::TerminalText;
use crate::verdict::report::{FindingState, Verdict};

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const GREEN: Style = AnsiColor::Green.on_default();
const RED: Style = AnsiColor::Red.on_default();
const YELLOW: Style = AnsiColor::Yellow.on_default();

/// Most missed mutants that are shown with their diffs; for more, only the first of each line of a
/// policy.
const SHOWN: usize = 12;

/// Most missed mutants of one line of a policy that are named; the rest is counted.
const NAMED: usize = 8;

/// Most lines of one diff.
const LINES: usize = 14;

/// Writes the proof for a terminal of this many columns.
#[must_use]
pub fn render(proof: &Proof, width: usize) -> String {
    let width = width.clamp(60, 160);
    let mut out = String::new();
    table(&mut out, proof, width);
    survivors(&mut out, proof, width);
    summary(&mut out, proof, width);
    out
}

/// Writes the list of operators, one line for each.
#[must_use]
pub fn list(operators: &[&'static Operator]) -> String {
    let width = operators.iter().map(|operator| operator.id.len()).max().unwrap_or_default();
    operators.iter().fold(String::new(), |mut out, operator| {
        let _ = writeln!(out, "{:<width$}  {}", operator.id, operator.summary);
        out
    })
}

/// Returns the message about an operator that does not exist.
#[must_use]
pub fn no_such_operator(asked: &str, operators: &[&'static Operator]) -> String {
    let near = operators
        .iter()
        .map(|operator| (strsim::damerau_levenshtein(operator.id, asked), operator.id))
        .filter(|&(distance, _)| distance <= 4)
        .min();
    let hint = near.map(|(_, id)| format!(", did you mean `{id}`?")).unwrap_or_default();
    format!(
        "error: there is no operator `{}`{hint}; `truegreen prove --list` lists them\n",
        TerminalText::new(asked)
    )
}

fn table(out: &mut String, proof: &Proof, width: usize) {
    let rows: Vec<&ProofRow> = proof.rows.iter().filter(|row| row.mutants > 0).collect();
    let column = rows.iter().map(|row| row.operator.id.len()).max().unwrap_or_default().max(14);
    if !rows.is_empty() {
        let _ = writeln!(
            out,
            "{DIM}  {:<column$}  mutants  caught  own rule  open{DIM:#}",
            "what was tried"
        );
    }
    let mut family = "";
    for row in &rows {
        if row.operator.family != family {
            family = row.operator.family;
            let _ = writeln!(out, "{BOLD}{family}{BOLD:#}");
        }
        line(out, row, column);
    }
    let idle: Vec<&str> =
        proof.rows.iter().filter(|row| row.mutants == 0).map(|row| row.operator.id).collect();
    if !idle.is_empty() {
        let text = format!("no place for: {}", idle.join(", "));
        let _ = write!(out, "{DIM}");
        wrapped(out, &text, 2, 4, width);
        let _ = write!(out, "{DIM:#}");
    }
    let sum = |count: fn(&ProofRow) -> usize| proof.rows.iter().map(count).sum::<usize>();
    let (left_out, refused) = (sum(|row| row.left_out), sum(|row| row.refused));
    if left_out > 0 {
        let text = format!(
            "left out: {left_out} more places; {MOST} of each kind were tried in each job and file"
        );
        wrapped(out, &text, 2, 4, width);
    }
    if refused > 0 {
        let text = format!("no mutants: {refused} edits that GitHub would refuse");
        wrapped(out, &text, 2, 4, width);
    }
    out.push('\n');
}

fn line(out: &mut String, row: &ProofRow, column: usize) {
    let open = row.mutants - row.caught;
    let (icon, style) = if open == 0 { ("✔", GREEN) } else { ("✘", RED) };
    let _ = write!(
        out,
        "{style}{icon}{style:#} {:<column$}  {:>7}  {:>6}  {:>8}",
        row.operator.id, row.mutants, row.caught, row.own
    );
    let _ = match open {
        0 => writeln!(out, "     -"),
        open => writeln!(out, "  {style}{open:>4}{style:#}"),
    };
}

fn survivors(out: &mut String, proof: &Proof, width: usize) {
    let survivors = proof.survivors();
    for required in [true, false] {
        let of = survivors.iter().copied().filter(|trial| trial.mutant.required == required);
        let of: Vec<&Trial> = of.collect();
        if of.is_empty() {
            continue;
        }
        let title = match (required, proof.requires) {
            (true, true) => "Not caught, in what a merge waits for",
            (true, false) => "Not caught (no job is required, so each may be waited for)",
            (false, _) => "Not caught, in what no merge waits for",
        };
        let _ = writeln!(out, "{BOLD}{title}{BOLD:#}\n");
        let mut groups: Vec<(Option<&str>, Vec<&Trial>)> = Vec::new();
        for &trial in &of {
            let policy = trial.mutant.policy.as_deref();
            match groups.iter_mut().find(|(known, _)| *known == policy) {
                Some((_, members)) => members.push(trial),
                None => groups.push((policy, vec![trial])),
            }
        }
        // Mutants that no policy can catch yet come last.
        groups.sort_by_key(|(policy, _)| policy.is_none());
        for (policy, members) in &groups {
            group(out, *policy, members, survivors.len() <= SHOWN, width);
        }
    }
}

/// Writes missed mutants with the line of a policy that would catch them all.
fn group(out: &mut String, policy: Option<&str>, members: &[&Trial], whole: bool, width: usize) {
    match policy {
        Some(policy) => {
            let _ = writeln!(out, "{DIM}caught by{DIM:#}");
            wrapped(out, &TerminalText::new(policy).to_string(), 2, 4, width);
        }
        None => {
            let _ = writeln!(out, "{DIM}no line of a policy catches these yet{DIM:#}");
        }
    }
    for (index, trial) in members.iter().take(if whole { usize::MAX } else { NAMED }).enumerate() {
        survivor(out, trial, whole || index == 0, width);
    }
    if !whole && members.len() > NAMED {
        let _ = writeln!(out, "  {DIM}... and {} more{DIM:#}", members.len() - NAMED);
    }
    out.push('\n');
}

fn survivor(out: &mut String, trial: &Trial, with_diff: bool, width: usize) {
    let mutant = &trial.mutant;
    let style = if mutant.required { RED } else { YELLOW };
    let _ = write!(out, "{style}✘{style:#} {BOLD}{}{BOLD:#}  ", trial.operator.id);
    let place = match mutant.change {
        MutantEdit::Text(_) => format!(" (line {})", mutant.span.line),
        _ => String::new(),
    };
    let text = format!("{}{place}: {}", mutant.subject, mutant.what);
    let head = trial.operator.id.chars().count() + 4;
    wrapped_behind(out, &TerminalText::new(&text).to_string(), head, 4, width);
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

fn summary(out: &mut String, proof: &Proof, width: usize) {
    for why in proof.unknown.iter().take(5) {
        let why = TerminalText::new(why).to_string();
        wrapped(out, &format!("the repository as it is cannot be judged: {why}"), 0, 2, width);
    }
    let caught = proof.trials.len() - proof.survivors().len();
    let (tried, open) = (proof.trials.len(), proof.open());
    let (style, word) = match proof.verdict() {
        Verdict::Pass => (GREEN, "PROVED"),
        Verdict::Fail => (RED, "OPEN"),
        Verdict::Inconclusive => (YELLOW, "CANNOT TELL"),
    };
    let where_open = match proof.requires {
        true => "in required jobs",
        false => "in jobs that guard a change",
    };
    let text = match (tried, proof.survivors().len()) {
        (0, _) => {
            "no job guards a change, and no report was given: nothing could be tried".to_owned()
        }
        (_, 0) => format!("all {tried} mutants were caught"),
        _ => format!("{caught} of {tried} mutants were caught; not caught {where_open}: {open}"),
    };
    let _ = write!(out, "{style}{BOLD}{word}{BOLD:#}{style:#}  ");
    wrapped_behind(out, &text, word.len() + 2, 2, width);
}

/// Writes text on as many lines as it needs. Lines break at blanks outside of quotes, so that a
/// policy stays in one piece.
fn wrapped(out: &mut String, text: &str, first: usize, rest: usize, width: usize) {
    out.push_str(&" ".repeat(first));
    wrapped_behind(out, text, first, rest, width);
}

/// Writes text behind what is on the line already, which has this many columns.
fn wrapped_behind(out: &mut String, text: &str, used: usize, rest: usize, width: usize) {
    let mut line = String::new();
    let mut room = width.saturating_sub(used);
    let mut is_empty = true;
    for word in words(text) {
        if !is_empty && line.chars().count() + 1 + word.chars().count() > room {
            out.push_str(&line);
            out.push('\n');
            line = " ".repeat(rest);
            room = width;
            is_empty = true;
        }
        if !is_empty {
            line.push(' ');
        }
        line.push_str(word);
        is_empty = false;
    }
    out.push_str(&line);
    out.push('\n');
}

/// Splits text into words; quoted text is one word.
fn words(text: &str) -> Vec<&str> {
    let (mut words, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' if !escaped => quoted = !quoted,
            ' ' if !quoted => {
                words.extend(text.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    words.extend(text.get(start..));
    words.retain(|word| !word.is_empty());
    words
}
