//! The section on drift: what is weaker, before and after, and what is stronger.

use std::fmt::Write as _;

use super::fold::fold;
use super::message;
use super::rows::Rows;
use crate::drift::difference::{DriftComparison, DriftReport};
use crate::finding::BeforeAfter;
use crate::publish::figures::{format_count, group_digits};
use crate::publish::judgement::Judgement;
use crate::publish::places;
use crate::span::Location;
use crate::text::MarkdownCode;
use crate::verdict::report::{FindingState, JudgedFinding};

/// Most strengthenings that are named.
const NAMED: usize = 20;

/// Returns whether this section shows a finding, so that no other list repeats it.
pub(super) fn tells(judged: &JudgedFinding) -> bool {
    judged.finding.drift.is_some() && judged.state != FindingState::Waived
}

/// Returns the table of weaker differences, worst first, or one line that says what was compared;
/// then the stronger ones. Empty if there is no base.
pub(super) fn markdown(judgement: &Judgement, rows: Rows) -> String {
    let DriftComparison::Done(drift) = &judgement.change.comparison else {
        return String::new();
    };
    let weaker: Vec<(&JudgedFinding, &BeforeAfter)> = judgement
        .report
        .findings
        .iter()
        .filter(|judged| tells(judged))
        .filter_map(|judged| Some((judged, judged.finding.drift.as_deref()?)))
        .collect();
    let mut out = String::new();
    if weaker.is_empty() {
        let _ = writeln!(out, "{} {} were compared.", nothing(judgement), compared(drift));
    } else {
        table(&mut out, &weaker, judgement, rows);
        let _ = writeln!(out, "\nCompared with {}: {}.", base(judgement), compared(drift));
        let ways = ways(&weaker, rows);
        if !ways.is_empty() {
            out.push('\n');
            out.push_str(&fold("To let one of these through", &ways));
        }
    }
    stronger(&mut out, drift, judgement);
    out
}

fn table(
    out: &mut String,
    weaker: &[(&JudgedFinding, &BeforeAfter)],
    judgement: &Judgement,
    rows: Rows,
) {
    let _ = writeln!(
        out,
        "### Weaker than {}\n\n| before | now | what could fail, and no longer can |\n|---|---|---|",
        base(judgement)
    );
    let mut room = rows.room / 3;
    let mut shown = 0;
    for (judged, sides) in weaker.iter().take(rows.most) {
        let row = row(judged, sides, judgement);
        if row.len() > room {
            break;
        }
        room -= row.len();
        shown += 1;
        out.push_str(&row);
    }
    if shown < weaker.len() {
        let _ = writeln!(out, "\n... and {} more.", group_digits((weaker.len() - shown) as u64));
    }
}

fn row(judged: &JudgedFinding, sides: &BeforeAfter, judgement: &Judgement) -> String {
    let finding = &judged.finding;
    let half = |place: Option<&Location>, text: &str| {
        let place = place.map(|place| format!("{} ", places::markdown(place, judgement)));
        let text = if text.is_empty() { String::new() } else { cell(text) };
        format!("{}{text}", place.unwrap_or_default())
    };
    let related = finding.related.first().map(|(place, _)| place);
    let (before, after) = match &finding.location {
        Some(place) if place.on_base => (Some(place), None),
        place => (related, place.as_ref()),
    };
    let word = match judged.state {
        FindingState::Inconclusive => " (cannot tell)",
        FindingState::Advisory => " (advice)",
        _ => "",
    };
    format!(
        "| {} | {} | **{}**{word}: {} |\n",
        half(before, &sides.before),
        half(after, &sides.after),
        judged.rule.id,
        message::markdown(&finding.message)
    )
}

/// Returns the text of a cell: our own words as text, everything else as code.
fn cell(text: &str) -> String {
    match text {
        "gone" | "none" | "nothing" => text.to_owned(),
        _ if text.contains('`') => message::markdown(text),
        _ => MarkdownCode::new(text).to_string(),
    }
}

fn ways(weaker: &[(&JudgedFinding, &BeforeAfter)], rows: Rows) -> String {
    let mut out = String::new();
    let red = |judged: &JudgedFinding| {
        matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
    };
    for (judged, _) in weaker.iter().filter(|(judged, _)| red(judged)).take(rows.most) {
        let line =
            format!("- **{}**: {}\n", judged.rule.id, message::markdown(&judged.finding.help));
        if out.len() + line.len() > rows.room / 3 {
            break;
        }
        out.push_str(&line);
    }
    out
}

fn nothing(judgement: &Judgement) -> String {
    format!("Nothing is weaker than {}:", base(judgement))
}

/// Returns the base as far as it is known: `main` and its commit.
fn base(judgement: &Judgement) -> String {
    let branch = judgement.ruling_branch().map(|branch| MarkdownCode::new(branch).to_string());
    let commit = judgement.commits.compared.as_deref();
    let commit =
        commit.map(|commit| MarkdownCode::new(commit.get(..10).unwrap_or(commit)).to_string());
    match (branch, commit) {
        (Some(branch), Some(commit)) => format!("{branch} at {commit}"),
        (Some(one), None) | (None, Some(one)) => one,
        (None, None) => "the base".to_owned(),
    }
}

fn compared(drift: &DriftReport) -> String {
    let scope = drift.scope;
    format!(
        "{}, {} and {}",
        format_count(scope.workflows, "workflow", "workflows"),
        format_count(scope.jobs, "job", "jobs"),
        format_count(scope.settings, "settings file", "settings files")
    )
}

fn stronger(out: &mut String, drift: &DriftReport, judgement: &Judgement) {
    let all: Vec<_> = drift.stronger().collect();
    if all.is_empty() {
        return;
    }
    let mut list = String::new();
    for shift in all.iter().take(NAMED) {
        let place = shift.after.place.as_ref();
        let place = place.map(|place| format!(" ({})", places::markdown(place, judgement)));
        let _ =
            writeln!(list, "- {}{}", message::markdown(&shift.message), place.unwrap_or_default());
    }
    if all.len() > NAMED {
        let _ = writeln!(list, "- ... and {} more", group_digits((all.len() - NAMED) as u64));
    }
    let title = format!("{} stronger", format_count(all.len(), "thing is", "things are"));
    out.push('\n');
    out.push_str(&fold(&title, &list));
}
