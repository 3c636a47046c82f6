//! The proof for a terminal: the result, what the policy missed, and what it could say besides. What it caught is
//! a count, because nothing is to be done about it; the whole proof lists all that was tried before.

mod detail;
mod json;
mod lines;
mod missed;

use std::fmt::Write as _;

use self::lines::{BOLD, DIM, GREEN, RED, YELLOW, wrapped, wrapped_behind};
use self::missed::{missed, patch};
use crate::prove::operator::Operator;
use crate::prove::progress::{ProofProgress, ProofStage};
use crate::prove::proof::{Proof, ProofRow};
use crate::publish::figures::format_count;
use crate::text::TerminalText;
use crate::verdict::report::Verdict;

pub use self::detail::ProofDetail;
pub use self::json::json;

/// Writes the proof for a terminal of this many columns.
#[must_use]
pub fn render(proof: &Proof, detail: ProofDetail, width: usize) -> String {
    let width = width.clamp(60, 160);
    let mut out = String::new();
    match detail {
        ProofDetail::Brief => {
            summary(&mut out, proof, width);
            out.push('\n');
            missed(&mut out, proof, detail, width);
            patch(&mut out, proof, width);
            rest(&mut out, proof, width);
        }
        ProofDetail::Whole => {
            table(&mut out, proof, width);
            missed(&mut out, proof, detail, width);
            patch(&mut out, proof, width);
            summary(&mut out, proof, width);
        }
    }
    out
}

/// Writes how much was caught and left out, and how to see it.
fn rest(out: &mut String, proof: &Proof, width: usize) {
    let caught = proof.trials.len() - proof.survivors().len();
    let kinds = proof.rows.iter().filter(|row| row.caught > 0).count();
    let left_out: usize = proof.rows.iter().map(|row| row.left_out).sum();
    let mut text = format!(
        "Caught: {} of {}",
        format_count(caught, "mutant", "mutants"),
        format_count(kinds, "kind", "kinds")
    );
    if left_out > 0 {
        text += &format!(
            "; {} not tried",
            format_count(left_out, "more place was", "more places were")
        );
    }
    text += "; `truegreen prove --all` shows all that was tried, and each edit";
    wrapped(out, &text, 0, 2, width);
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

/// Writes how far a proof is.
#[must_use]
pub fn progress(step: ProofProgress) -> String {
    let ProofProgress { stage, done, of } = step;
    match stage {
        ProofStage::Mutants => format!("prove: {done} of {of} mutants tried"),
        ProofStage::Hints => format!("prove: {done} of {of} lines for the policy tried"),
    }
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
            "left out: {left_out} more places; {} of each kind were tried in each job and file",
            proof.most
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
