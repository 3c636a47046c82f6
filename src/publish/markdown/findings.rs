//! What is wrong: one row a finding with its reason and its line, and how to fix each.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::message;
use crate::publish::{Judgement, places};
use crate::verdict::{Judged, State};

/// How much of a list is shown.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rows {
    /// Rows at most.
    pub(super) most: usize,
    /// Bytes at most.
    pub(super) room: usize,
}

/// Broken, then what could not be examined, then advice: a table each.
pub(super) fn markdown(judgement: &Judgement, rows: Rows) -> String {
    let mut out = String::new();
    for (state, title) in [
        (State::Broken, "what is wrong"),
        (State::Inconclusive, "what could not be examined"),
        (State::Advisory, "worth knowing, not blocking"),
    ] {
        let mut found = of_state(judgement, state);
        if state == State::Inconclusive {
            found.extend(rules_as_a_whole(judgement));
        }
        if found.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let most = if state == State::Advisory { rows.most.min(5) } else { rows.most };
        let _ = writeln!(out, "| {title} | where |\n|---|---|");
        let shown = table(&mut out, &found, Rows { most, room: rows.room / 3 });
        if shown < found.len() {
            let left = found.len() - shown;
            let _ = writeln!(out, "| ... and {left} more | {} |", elsewhere(judgement));
        }
    }
    out
}

/// One row: its rule, for the choice of rows, and its text.
struct Row {
    rule: &'static str,
    text: String,
}

fn of_state(judgement: &Judgement, state: State) -> Vec<Row> {
    let findings = judgement.report.findings.iter().filter(|judged| judged.state == state);
    findings
        .map(|judged| {
            let finding = &judged.finding;
            let places: Vec<String> = finding
                .location
                .iter()
                .chain(finding.related.iter().map(|(place, _)| place).take(1))
                .map(|place| places::markdown(place, judgement))
                .collect();
            let text = format!(
                "| **{}**: {} | {} |",
                judged.rule.id,
                message::markdown(&finding.message),
                places.join("<br>")
            );
            Row { rule: judged.rule.id, text }
        })
        .collect()
}

/// Rules that could not be examined as a whole and say so in no finding.
fn rules_as_a_whole(judgement: &Judgement) -> Vec<Row> {
    let report = &judgement.report;
    let silent = |id: &str| {
        let of_rule = |judged: &Judged| judged.rule.id == id && judged.state == State::Inconclusive;
        !report.findings.iter().any(of_rule)
    };
    let rules = report.rules.iter().filter(|rule| rule.state == State::Inconclusive);
    let rules = rules.filter(|rule| silent(rule.rule.id));
    rules
        .filter_map(|rule| {
            let reason = message::markdown(rule.reason.as_deref()?);
            Some(Row { rule: rule.rule.id, text: format!("| **{}**: {reason} | |", rule.rule.id) })
        })
        .collect()
}

/// Writes rows as far as they fit and returns how many. Every rule has its first row before any has its
/// second: a flood of one kind hides nothing of another.
fn table(out: &mut String, found: &[Row], rows: Rows) -> usize {
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    let mut order: Vec<(usize, usize)> = found
        .iter()
        .enumerate()
        .map(|(index, row)| {
            let nth = seen.entry(row.rule).or_default();
            *nth += 1;
            (*nth, index)
        })
        .collect();
    order.sort_unstable();
    let mut room = rows.room;
    let mut chosen = Vec::new();
    for (_, index) in order.into_iter().take(rows.most) {
        let Some(row) = found.get(index) else { continue };
        if row.text.len() + 1 > room {
            break;
        }
        room -= row.text.len() + 1;
        chosen.push(index);
    }
    chosen.sort_unstable();
    for row in chosen.iter().filter_map(|index| found.get(*index)) {
        out.push_str(&row.text);
        out.push('\n');
    }
    chosen.len()
}

fn elsewhere(judgement: &Judgement) -> String {
    judgement.run.as_ref().map_or_else(String::new, |run| format!("[the run]({})", run.url()))
}

/// How to fix each thing that is broken or could not be examined; equal advice once.
pub(super) fn fixes(judgement: &Judgement, rows: Rows) -> String {
    let red = |judged: &&Judged| matches!(judged.state, State::Broken | State::Inconclusive);
    let mut advice: Vec<(&str, &str, Vec<String>)> = Vec::new();
    for judged in judgement.report.findings.iter().filter(red) {
        let finding = &judged.finding;
        if finding.help.is_empty() {
            continue;
        }
        let place = finding.location.as_ref().map(|place| places::markdown(place, judgement));
        let known = advice
            .iter_mut()
            .find(|(rule, help, _)| *rule == judged.rule.id && *help == finding.help);
        match known {
            Some((_, _, places)) => places.extend(place),
            None => advice.push((judged.rule.id, &finding.help, place.into_iter().collect())),
        }
    }
    let mut out = String::new();
    for (rule, help, places) in advice.into_iter().take(rows.most) {
        let mut at = places.iter().take(5).cloned().collect::<Vec<_>>().join(", ");
        if places.len() > 5 {
            let _ = write!(at, " and {} more", places.len() - 5);
        }
        let colon = if at.is_empty() { "" } else { ": " };
        let line = format!("- **{rule}** {at}{colon}{}\n", message::markdown(help));
        if out.len() + line.len() > rows.room {
            break;
        }
        out.push_str(&line);
    }
    out
}
