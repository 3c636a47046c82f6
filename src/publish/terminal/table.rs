//! The table of rules: one line for each rule, failed rules last, with the number of checked
//! subjects.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

use super::style::{BOLD, clean_text};
use crate::publish::figures::group_digits;
use crate::verdict::report::{FindingState, JudgedFinding, RuleState, VerdictReport};

/// Returns the sign of a state: one column wide in every terminal, never without its word.
pub(super) const fn icon(state: FindingState) -> &'static str {
    match state {
        FindingState::Holds => "✔",
        FindingState::Broken => "✘",
        FindingState::Advisory => "▲",
        FindingState::Waived => "◆",
        FindingState::NotChecked => "○",
        FindingState::Inconclusive => "?",
    }
}

const fn word(state: FindingState) -> &'static str {
    match state {
        FindingState::Holds => "holds",
        FindingState::Broken => "broken",
        FindingState::Advisory => "advisory",
        FindingState::Waived => "waived",
        FindingState::NotChecked => "not checked",
        FindingState::Inconclusive => "cannot tell",
    }
}

/// Returns the color of a state.
pub(super) const fn style(state: FindingState) -> Style {
    let colour = match state {
        FindingState::Holds => AnsiColor::Green,
        FindingState::Broken => AnsiColor::Red,
        FindingState::Advisory | FindingState::Waived => AnsiColor::Yellow,
        FindingState::NotChecked => return Style::new().dimmed(),
        FindingState::Inconclusive => AnsiColor::Magenta,
    };
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

/// Writes the table.
pub(super) fn states(out: &mut String, report: &VerdictReport, width: usize) {
    let _ = writeln!(out, "{BOLD}What was examined{BOLD:#}");
    gathered(out, report, FindingState::NotChecked, width);
    let mut rules: Vec<&RuleState> = report.rules.iter().filter(|rule| !is_blank(rule)).collect();
    rules.sort_by_key(|rule| (rank(rule.state), rule.rule.id));
    let column = rules.iter().map(|rule| rule.rule.holds.chars().count()).max().unwrap_or(0);
    for rule in rules {
        let style = style(rule.state);
        let head = head(rule.state);
        let tail = counts(report, rule);
        if INDENT + column + 2 + tail.chars().count() <= width || rule.reason.is_none() {
            let _ = writeln!(out, "  {style}{head}{style:#}  {:<column$}  {tail}", rule.rule.holds);
        } else {
            let _ = writeln!(out, "  {style}{head}{style:#}  {}", rule.rule.holds);
            wrapped(out, &tail, INDENT, width);
        }
    }
    gathered(out, report, FindingState::Inconclusive, width);
    out.push('\n');
}

/// Returns whether a rule checked nothing because nobody asked for it or nothing could be read:
/// then only the reason needs a line.
fn is_blank(rule: &RuleState) -> bool {
    rule.state == FindingState::NotChecked
        || (rule.state == FindingState::Inconclusive && rule.subjects == 0 && rule.reason.is_some())
}

/// Columns before the text of a line.
const INDENT: usize = 17;

fn head(state: FindingState) -> String {
    format!("{} {:<11}", icon(state), word(state))
}

/// Writes the rules of a state that checked nothing, grouped by reason: one report unlocks several
/// rules, and a base that cannot be read blocks several.
fn gathered(out: &mut String, report: &VerdictReport, state: FindingState, width: usize) {
    let mut reasons: Vec<(&str, Vec<&str>)> = Vec::new();
    for rule in report.rules.iter().filter(|rule| rule.state == state && is_blank(rule)) {
        let reason = rule.reason.as_deref().unwrap_or("nothing to examine");
        match reasons.iter_mut().find(|(known, _)| *known == reason) {
            Some((_, names)) => names.push(rule.rule.holds),
            None => reasons.push((reason, vec![rule.rule.holds])),
        }
    }
    let style = style(state);
    for (reason, names) in reasons {
        let mut text = String::new();
        wrapped(&mut text, &format!("{}: {}", names.join("; "), clean_text(reason)), INDENT, width);
        let _ = writeln!(out, "  {style}{}{style:#}  {}", head(state), text.trim());
    }
}

/// Returns the order of a state in the table: what holds first and what is broken last, next to the
/// verdict.
const fn rank(state: FindingState) -> u8 {
    match state {
        FindingState::NotChecked | FindingState::Holds => 1,
        FindingState::Waived => 2,
        FindingState::Advisory => 3,
        FindingState::Inconclusive => 4,
        FindingState::Broken => 5,
    }
}

fn counts(report: &VerdictReport, rule: &RuleState) -> String {
    let unit = if rule.subjects == 1 { rule.rule.unit.0 } else { rule.rule.unit.1 };
    let mut text = format!("{} {unit}", group_digits(rule.subjects as u64));
    let states = [
        (FindingState::Broken, "broken"),
        (FindingState::Inconclusive, "unknown"),
        (FindingState::Advisory, "advisory"),
        (FindingState::Waived, "waived"),
    ];
    for (state, word) in states {
        let of = |judged: &&JudgedFinding| judged.rule.id == rule.rule.id && judged.state == state;
        let count = report.findings.iter().filter(of).count();
        if count > 0 {
            let _ = write!(text, ", {} {word}", group_digits(count as u64));
        }
    }
    if let Some(reason) = &rule.reason {
        let _ = write!(text, "; {}", clean_text(reason));
    }
    text
}

/// Writes text indented and broken at spaces.
pub(super) fn wrapped(out: &mut String, text: &str, indent: usize, width: usize) {
    let room = width.saturating_sub(indent).max(20);
    let mut line = String::new();
    for word in text.split_whitespace() {
        if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > room {
            let _ = writeln!(out, "{:indent$}{line}", "");
            line.clear();
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    let _ = writeln!(out, "{:indent$}{line}", "");
}
