//! The section on waivers, each with its owner and its end date.

use std::fmt::Write as _;

use super::message;
use crate::publish::figures::format_count;
use crate::publish::judgement::Judgement;
use crate::publish::places;
use crate::text::{MarkdownCode, MarkdownText};
use crate::verdict::report::FindingState;

/// Most rows; the JSON report has the others.
const MOST: usize = 40;

/// Returns the tables; empty if nothing is waived.
pub(super) fn markdown(judgement: &Judgement) -> String {
    let (waived, approved) = (waived(judgement), approved(judgement));
    let gap = if waived.is_empty() || approved.is_empty() { "" } else { "\n" };
    format!("{waived}{gap}{approved}")
}

/// Returns the drift of this pull request that is approved.
fn approved(judgement: &Judgement) -> String {
    let report = &judgement.report;
    let Some(grant) = &report.approval else { return String::new() };
    let all: Vec<_> = report.findings.iter().filter(|judged| judged.approved).collect();
    let count = format_count(all.len(), "finding", "findings");
    let mut out = format!(
        "### Approved, not fixed: {count}\n\napproved by {} on {} by the label {}\n\n| what |\n|---|\n",
        MarkdownCode::new(&format!("@{}", grant.login)),
        grant.day_and_time(),
        MarkdownCode::new(&grant.label),
    );
    for judged in all.iter().take(MOST) {
        let finding = &judged.finding;
        let place = finding.location.as_ref().map(|place| places::markdown(place, judgement));
        let _ = writeln!(
            out,
            "| **{}**: {} {} |",
            judged.rule.id,
            message::markdown(&finding.message),
            place.unwrap_or_default(),
        );
    }
    if all.len() > MOST {
        let _ = writeln!(out, "| ... and {} more |", all.len() - MOST);
    }
    out
}

fn waived(judgement: &Judgement) -> String {
    let report = &judgement.report;
    let waived: Vec<_> = report
        .findings
        .iter()
        .filter(|judged| judged.state == FindingState::Waived && !judged.approved)
        .collect();
    if waived.is_empty() {
        return String::new();
    }
    let count = format_count(waived.len(), "finding", "findings");
    let mut out =
        format!("### Waived, not fixed: {count}\n\n| what | until | why |\n|---|---|---|\n");
    for judged in waived.iter().take(MOST) {
        let used = judged.waiver.and_then(|index| report.waivers.get(index));
        let Some(waiver) = used.map(|used| &used.waiver) else { continue };
        let finding = &judged.finding;
        let place = finding.location.as_ref().map(|place| places::markdown(place, judgement));
        let mut why = MarkdownText::new(&waiver.reason).to_string();
        if let Some(inline) = used.and_then(|used| used.inline.as_ref()) {
            let _ =
                write!(why, "<br>by the comment at {}", places::markdown(&inline.place, judgement));
        }
        for (word, text) in [
            ("since", waiver.since.map(|day| day.to_string())),
            ("blocked by", waiver.blocker.clone()),
            ("goes when", waiver.exit.clone()),
        ] {
            if let Some(text) = text {
                let _ = write!(why, "<br>{word} {}", MarkdownText::new(&text));
            }
        }
        let id = waiver.id.as_ref().map(|id| format!("{} ", MarkdownCode::new(id)));
        let _ = writeln!(
            out,
            "| {}**{}**: {} {} | {}<br>{} | {why} |",
            id.unwrap_or_default(),
            judged.rule.id,
            message::markdown(&finding.message),
            place.unwrap_or_default(),
            waiver.until.value,
            MarkdownCode::new(&waiver.owner),
        );
    }
    if waived.len() > MOST {
        let _ = writeln!(out, "| ... and {} more | | |", waived.len() - MOST);
    }
    out
}
