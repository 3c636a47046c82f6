//! The section on all rules, each with its result and the number of checked subjects.

use std::fmt::Write as _;

use super::message;
use crate::publish::figures::{format_count, group_digits};
use crate::publish::judgement::Judgement;
use crate::verdict::report::{FindingState, RuleState};

const fn word(state: FindingState) -> &'static str {
    match state {
        FindingState::Broken => "❌ broken",
        FindingState::Inconclusive => "⛔ cannot tell",
        FindingState::Waived => "🔶 waived",
        FindingState::Advisory => "🔹 advice",
        FindingState::Holds => "✅ holds",
        FindingState::NotChecked => "⚪ not checked",
    }
}

/// Returns the table, worst first, and one line for rules that nobody asked for.
pub(super) fn markdown(judgement: &Judgement) -> String {
    let report = &judgement.report;
    let mut rules: Vec<&RuleState> =
        report.rules.iter().filter(|rule| rule.state != FindingState::NotChecked).collect();
    rules.sort_by_key(|rule| (std::cmp::Reverse(rule.state), rule.rule.id));
    let mut out =
        String::from("### What was examined\n\n| state | promise | examined |\n|---|---|---|\n");
    let mut rows: Vec<(FindingState, Vec<String>, String)> = Vec::new();
    for rule in rules {
        let (holds, counts) = (message::markdown(rule.rule.holds), counts(judgement, rule));
        let same = rows.iter_mut().find(|(state, _, text)| {
            *state == rule.state && rule.state == FindingState::Inconclusive && *text == counts
        });
        match same {
            Some((_, promises, _)) => promises.push(holds),
            None => rows.push((rule.state, vec![holds], counts)),
        }
    }
    for (state, promises, counts) in rows {
        let _ = writeln!(out, "| {} | {} | {counts} |", word(state), promises.join("; "));
    }
    not_checked(&mut out, judgement);
    if let Some(what) = judgement.unknowable() {
        let _ = writeln!(out, "\n*Not to be known: {what}.*");
    }
    out
}

fn counts(judgement: &Judgement, rule: &RuleState) -> String {
    let unit = if rule.subjects == 1 { rule.rule.unit.0 } else { rule.rule.unit.1 };
    let mut text = match rule.subjects {
        0 => String::new(),
        subjects => format!("{} {unit}", group_digits(subjects as u64)),
    };
    for (state, word) in [
        (FindingState::Broken, "broken"),
        (FindingState::Inconclusive, "unknown"),
        (FindingState::Advisory, "with advice"),
        (FindingState::Waived, "waived"),
    ] {
        let of = judgement.report.findings.iter();
        let count =
            of.filter(|judged| judged.rule.id == rule.rule.id && judged.state == state).count();
        if count > 0 {
            let comma = if text.is_empty() { "" } else { ", " };
            let _ = write!(text, "{comma}{} {word}", group_digits(count as u64));
        }
    }
    if text.is_empty() {
        return rule.reason.as_deref().map(message::markdown).unwrap_or_default();
    }
    if let Some(reason) =
        rule.reason.as_deref().filter(|_| rule.state != FindingState::Inconclusive)
    {
        let _ = write!(text, "; {}", message::markdown(reason));
    }
    text
}

/// Writes the rules that were not checked, by what to add: one report unlocks several rules.
fn not_checked(out: &mut String, judgement: &Judgement) {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for rule in judgement.report.rules.iter().filter(|rule| rule.state == FindingState::NotChecked)
    {
        let reason = rule.reason.as_deref().unwrap_or("nothing to examine");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(rule.rule.holds),
            None => reasons.push((reason, vec![rule.rule.holds])),
        }
    }
    if reasons.is_empty() {
        return;
    }
    let count = judgement.report.count(FindingState::NotChecked);
    let count = format_count(count, "rule was", "rules were");
    let _ = writeln!(
        out,
        "\n<details><summary>⚪ {count} not checked, and what would let them</summary>\n"
    );
    for (reason, names) in reasons {
        let names: Vec<String> = names.into_iter().map(message::markdown).collect();
        let _ = writeln!(out, "- {}: {}", names.join("; "), message::markdown(reason));
    }
    out.push_str("\n</details>\n");
}
