//! The section on findings: one item for each finding with its reason and line, and how to fix
//! each. It is a list and no table, because on a phone a table of sentences is a column of words.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::{drift, message};
use crate::publish::figures::group_digits;
use crate::publish::judgement::Judgement;
use crate::publish::markdown::rows::Rows;
use crate::publish::places;
use crate::verdict::report::{FindingState, JudgedFinding};

/// Most findings that are shown with their fixes; for more findings the fixes are folded.
const WITH_ADVICE: usize = 5;

/// Returns the findings in three lists: problems, what could not be checked, and advice.
pub(super) fn markdown(judgement: &Judgement, rows: Rows) -> String {
    let mut out = String::new();
    for (state, title) in [
        (FindingState::Broken, "What is wrong"),
        (FindingState::Inconclusive, "What could not be examined"),
        (FindingState::Advisory, "Worth knowing, not blocking"),
    ] {
        let mut found = of_state(judgement, state);
        if state == FindingState::Inconclusive {
            found.extend(rules_as_a_whole(judgement));
        }
        if found.is_empty() {
            continue;
        }
        if !out.is_empty() {
            out.push('\n');
        }
        let most = if state == FindingState::Advisory { rows.most.min(5) } else { rows.most };
        let _ = writeln!(out, "### {title}\n");
        let shown = list(&mut out, &found, Rows { most, room: rows.room / 3 });
        if shown < found.len() {
            let left = group_digits((found.len() - shown) as u64);
            let _ = writeln!(out, "- ... and {left} more{}", elsewhere(judgement));
        }
    }
    out
}

/// Returns whether each item shows its fix.
fn says_how(judgement: &Judgement) -> bool {
    let red = |judged: &&JudgedFinding| {
        matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
    };
    judgement.report.findings.iter().filter(red).count() <= WITH_ADVICE
}

/// One row: its text, and its rule for the choice of rows.
struct FindingRow {
    rule: &'static str,
    text: String,
}

fn of_state(judgement: &Judgement, state: FindingState) -> Vec<FindingRow> {
    let how = says_how(judgement) && state != FindingState::Advisory;
    let findings = judgement.report.findings.iter().filter(|judged| judged.state == state);
    findings
        .filter(|judged| !drift::tells(judged))
        .map(|judged| FindingRow { rule: judged.rule.id, text: item(judged, judgement, how) })
        .collect()
}

fn item(judged: &JudgedFinding, judgement: &Judgement, how: bool) -> String {
    let finding = &judged.finding;
    let mut text = format!("- **{}**", judged.rule.id);
    if let Some(place) = &finding.location {
        let _ = write!(text, " {}", places::markdown(place, judgement));
    }
    let _ = write!(text, ": {}", message::markdown(&finding.message));
    if let Some((place, label)) = finding.related.first() {
        let label = message::markdown(label);
        let _ = write!(text, " ({label}: {})", places::markdown(place, judgement));
    }
    if how && !finding.help.is_empty() {
        let _ = write!(text, "<br>**Fix:** {}", message::markdown(&finding.help));
    }
    text
}

/// Returns the rules that could not be checked as a whole and have no finding that says so.
fn rules_as_a_whole(judgement: &Judgement) -> Vec<FindingRow> {
    let report = &judgement.report;
    let silent = |id: &str| {
        let of_rule = |judged: &JudgedFinding| {
            judged.rule.id == id && judged.state == FindingState::Inconclusive
        };
        !report.findings.iter().any(of_rule)
    };
    let rules = report.rules.iter().filter(|rule| rule.state == FindingState::Inconclusive);
    let rules = rules.filter(|rule| silent(rule.rule.id));
    let mut reasons: Vec<(&str, Vec<&'static str>)> = Vec::new();
    for (rule, reason) in rules.filter_map(|rule| Some((rule.rule.id, rule.reason.as_deref()?))) {
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, rules)) => rules.push(rule),
            None => reasons.push((reason, vec![rule])),
        }
    }
    let row = |(reason, rules): (&str, Vec<&'static str>)| {
        let names = rules.iter().map(|rule| format!("**{rule}**")).collect::<Vec<_>>().join(", ");
        let text = format!("- {names}: {}", message::markdown(reason));
        Some(FindingRow { rule: rules.first()?, text })
    };
    reasons.into_iter().filter_map(row).collect()
}

/// Writes as many rows as fit and returns their number. Every rule has its first row before any
/// rule has its second, so that many findings of one rule hide none of another.
fn list(out: &mut String, found: &[FindingRow], rows: Rows) -> usize {
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
    judgement
        .run
        .as_ref()
        .map_or_else(String::new, |run| format!(", all in [the run]({})", run.url()))
}

/// Returns the fixes for the folded section; empty if the items show them.
pub(super) fn folded_fixes(judgement: &Judgement, rows: Rows) -> String {
    if says_how(judgement) { String::new() } else { fixes(judgement, rows) }
}

/// Returns the fix for each problem and each unknown; equal fixes once.
pub(super) fn fixes(judgement: &Judgement, rows: Rows) -> String {
    let red = |judged: &&JudgedFinding| {
        matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
    };
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
