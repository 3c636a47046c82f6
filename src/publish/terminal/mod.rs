//! The terminal report: findings with source and caret, the table of rules, the waivers, and the
//! verdict last, where people look first. The text is styled; the caller strips colors where none
//! are wanted. A reader who does not know the project should see in ten seconds what is wrong,
//! where, and what to do.

mod refusal;
mod snippet;
pub mod style;
mod table;

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};

pub use self::refusal::refusal;
use super::figures::{format_count, format_percent, group_digits, share_in_hundredths};
use super::judgement::Judgement;
use super::notice::Notice;
use crate::drift::difference::DriftComparison;
use crate::policy::PolicySource;
use crate::publish::terminal::style::{BOLD, DIM, clean_text};
use crate::verdict::report::{FindingState, JudgedFinding, Verdict, VerdictReport};

/// Most strengthenings that are shown.
const STRONGER: usize = 10;
/// Most findings that are shown in full; the rest is counted, with a pointer to the JSON report.
const SHOWN: usize = 40;

/// Writes the judgement for a terminal of this many columns.
#[must_use]
pub fn render(judgement: &Judgement, width: usize) -> String {
    let width = width.clamp(40, 160);
    let mut out = String::new();
    findings(&mut out, judgement, width);
    table::states(&mut out, &judgement.report, width);
    register(&mut out, &judgement.report, width);
    approved(&mut out, &judgement.report);
    evidence(&mut out, judgement);
    drift(&mut out, judgement, width);
    provenance(&mut out, judgement);
    verdict(&mut out, judgement);
    out
}

fn findings(out: &mut String, judgement: &Judgement, width: usize) {
    let open: Vec<&JudgedFinding> = judgement
        .report
        .findings
        .iter()
        .filter(|judged| judged.state != FindingState::Waived)
        .collect();
    // The list is sorted worst first. People read a terminal from its end, so the worst finding
    // goes last.
    for judged in open.iter().take(SHOWN).rev() {
        out.push_str(&snippet::render(judged, judgement, width));
        out.push_str("\n\n");
    }
    if open.len() > SHOWN {
        let _ = writeln!(
            out,
            "... and {} more findings; `--format json` lists them all\n",
            group_digits(open.len() as u64 - SHOWN as u64)
        );
    }
}

fn register(out: &mut String, report: &VerdictReport, width: usize) {
    let waived: Vec<&JudgedFinding> = report
        .findings
        .iter()
        .filter(|judged| judged.state == FindingState::Waived && !judged.approved)
        .collect();
    if waived.is_empty() {
        return;
    }
    let _ = writeln!(out, "{BOLD}Waived, not fixed{BOLD:#}");
    for judged in waived {
        let Some(used) = judged.waiver.and_then(|index| report.waivers.get(index)) else {
            continue;
        };
        let waiver = &used.waiver;
        let id = waiver.id.as_ref().map(|id| format!("{id}  ")).unwrap_or_default();
        let place = judged.finding.location.as_ref().map_or_else(String::new, |location| {
            format!("  {}:{}", location.path, location.span.line)
        });
        let head = format!("{id}{} at {}{place}", judged.rule.id, judged.finding.subject);
        let style = table::style(FindingState::Waived);
        let _ = writeln!(
            out,
            "  {style}{}{style:#} {}",
            table::icon(FindingState::Waived),
            clean_text(&head)
        );
        let mut tail =
            format!("until {} by {}: {}", waiver.until.value, waiver.owner, waiver.reason);
        for (word, text) in [
            ("since", waiver.since.map(|day| day.to_string())),
            ("blocked by", waiver.blocker.clone()),
            ("goes when", waiver.exit.clone()),
        ] {
            if let Some(text) = text {
                let _ = write!(tail, "; {word} {text}");
            }
        }
        if let Some(inline) = &used.inline {
            let place = &inline.place;
            let _ = write!(tail, "; by the comment at {}:{}", place.path, place.span.line);
        }
        table::wrapped(out, &clean_text(&tail), 6, width);
    }
    out.push('\n');
}

/// Writes the drift of this pull request that is approved.
fn approved(out: &mut String, report: &VerdictReport) {
    let Some(grant) = &report.approval else { return };
    let _ = writeln!(out, "{BOLD}Approved, not fixed{BOLD:#}");
    for judged in report.findings.iter().filter(|judged| judged.approved) {
        let head = format!("{}: {}", judged.rule.id, judged.finding.message);
        let style = table::style(FindingState::Waived);
        let _ = writeln!(
            out,
            "  {style}{}{style:#} {}",
            table::icon(FindingState::Waived),
            clean_text(&head)
        );
    }
    let tail = format!(
        "approved by @{} on {} by the label `{}`",
        grant.login,
        grant.day_and_time(),
        grant.label
    );
    let _ = writeln!(out, "      {}\n", clean_text(&tail));
}

fn evidence(out: &mut String, judgement: &Judgement) {
    let mut parts = Vec::new();
    for (suite, fact) in judgement.policy.tests.iter().zip(&judgement.facts.suites) {
        let counts = fact.counts;
        let mut text = format!("{}: {} tests passed", suite.name, group_digits(counts.passed));
        for (count, word) in [
            (counts.failed, "failed"),
            (counts.errors, "in error"),
            (counts.skipped, "skipped"),
            (counts.xfailed, "expected to fail"),
        ] {
            if count > 0 {
                let _ = write!(text, ", {} {word}", group_digits(count));
            }
        }
        if fact.reports.is_empty() {
            text = format!("{}: no test report", suite.name);
        }
        parts.push(text);
    }
    for (entry, fact) in judgement.policy.coverage.iter().zip(&judgement.facts.coverage) {
        let total = fact.total;
        if let Some(share) = share_in_hundredths(total.lines_covered, total.lines) {
            parts.push(format!(
                "{}: {} % of lines covered ({} of {})",
                entry.name,
                format_percent(share),
                group_digits(total.lines_covered),
                group_digits(total.lines)
            ));
        }
    }
    for part in &parts {
        let _ = writeln!(out, "{}", clean_text(part));
    }
    if !parts.is_empty() {
        out.push('\n');
    }
}

/// Writes what was compared with the base, and what is stronger.
fn drift(out: &mut String, judgement: &Judgement, width: usize) {
    let DriftComparison::Done(drift) = &judgement.change.comparison else { return };
    let weaker = judgement
        .report
        .findings
        .iter()
        .any(|judged| judged.finding.drift.is_some() && judged.state != FindingState::Waived);
    let base = judgement.commits.compared.as_deref().map_or("the base", short);
    let scope = drift.scope;
    let _ = writeln!(
        out,
        "{} {}: {}, {} and {} compared",
        if weaker { "weaker than" } else { "nothing is weaker than" },
        clean_text(base),
        format_count(scope.workflows, "workflow", "workflows"),
        format_count(scope.jobs, "job", "jobs"),
        format_count(scope.settings, "settings file", "settings files")
    );
    let stronger: Vec<_> = drift.stronger().collect();
    for shift in stronger.iter().take(STRONGER) {
        table::wrapped(out, &clean_text(&format!("+ {}", shift.message)), 2, width);
    }
    if stronger.len() > STRONGER {
        let _ = writeln!(out, "  + and {} more", group_digits((stronger.len() - STRONGER) as u64));
    }
    out.push('\n');
}

fn provenance(out: &mut String, judgement: &Judgement) {
    let origin = &judgement.policy.origin;
    let digest = origin.digest.get(..12).unwrap_or(&origin.digest);
    let policy = match &origin.source {
        PolicySource::Defaults => "no policy file, every default holds".to_owned(),
        PolicySource::Tree => format!("policy {} of the working tree ({digest})", origin.path),
        PolicySource::File => format!("policy {} as named ({digest})", origin.path),
        PolicySource::Base(commit) => {
            format!("policy {} of base {} ({digest})", origin.path, short(commit))
        }
        PolicySource::Adoption => format!(
            "policy {} of the head ({digest}): the base has none yet, from the next change on it is read from the base",
            origin.path
        ),
    };
    let floor = judgement.policy.extends.as_ref();
    let floor = floor.map(|floor| format!(", which extends {floor}")).unwrap_or_default();
    let between = match (&judgement.commits.head, &judgement.commits.base) {
        (Some(head), Some(base)) => format!("{} against {}, ", short(head), short(base)),
        (Some(head), None) => format!("{}, ", short(head)),
        _ => String::new(),
    };
    let _ =
        writeln!(out, "{DIM}judged {}{DIM:#}", clean_text(&format!("{between}{policy}{floor}")));
    if let Some(what) = judgement.unknowable() {
        let _ = writeln!(out, "{DIM}{what}{DIM:#}");
    }
}

/// Writes the notices: what could not be read or written besides the judgement, with the fixes.
#[must_use]
pub fn notices(notices: &[Notice], width: usize) -> String {
    let mut out = String::new();
    for notice in notices {
        let style = table::style(FindingState::Advisory);
        let _ = write!(out, "{style}note{style:#}");
        let fix = if notice.fix.is_empty() { String::new() } else { format!("; {}", notice.fix) };
        table::wrapped(&mut out, &clean_text(&format!("{}{fix}", notice.what)), 6, width);
    }
    out
}

/// Renders the log of a run that is about nothing that a merge waits for.
#[must_use]
pub fn nothing(why: &str, width: usize) -> String {
    let mut out = String::new();
    let style = table::style(FindingState::NotChecked);
    let _ = write!(out, "{style}nothing to judge{style:#}");
    table::wrapped(&mut out, &clean_text(why), 6, width);
    out
}

fn verdict(out: &mut String, judgement: &Judgement) {
    let report = &judgement.report;
    let findings = |state| report.findings.iter().filter(|judged| judged.state == state).count();
    let (broken, unknown) = (findings(FindingState::Broken), findings(FindingState::Inconclusive));
    let waived = match findings(FindingState::Waived) {
        0 => String::new(),
        count => format!(", {count} waived"),
    };
    let (colour, word, text) = match report.verdict {
        Verdict::Pass => passed(judgement),
        Verdict::Fail => {
            let things = if broken == 1 { "1 thing is" } else { &format!("{broken} things are") };
            let more = if unknown > 0 {
                format!(", {unknown} could not be examined")
            } else {
                String::new()
            };
            (AnsiColor::Red, "FAIL", format!("not a true green: {things} broken{more}{waived}"))
        }
        Verdict::Inconclusive => {
            (AnsiColor::Magenta, "CANNOT TELL", format!("{}{waived}", reason(report)))
        }
    };
    let style = Style::new().bold().fg_color(Some(colour.into()));
    let _ = writeln!(out, "{style}{word}{style:#}  {}", clean_text(&text));
}

/// Returns colour, word and text of a pass: it is a true green only where nothing of the run is open.
fn passed(judgement: &Judgement) -> (AnsiColor, &'static str, String) {
    let (ends, standing) = (judgement.open_ends(), standing(&judgement.report));
    let named = |count: &str, ids: &[String]| format!("{count} ({}): {standing}", ids.join(", "));
    match (ends.running.len(), ends.red.len()) {
        (0, 0) if ends.is_unseen => {
            let text = format!("but the jobs of this run were not seen: {standing}");
            (AnsiColor::Yellow, "PASS", text)
        }
        (0, 0) if ends.is_idle => {
            (AnsiColor::Yellow, "PASS", format!("nothing is required yet: {standing}"))
        }
        (0, 0) => {
            let report = &judgement.report;
            let is_waived = |judged: &&JudgedFinding| judged.state == FindingState::Waived;
            let waived = match report.findings.iter().filter(is_waived).count() {
                0 => String::new(),
                count => {
                    format!(", {} waived and not fixed", format_count(count, "finding", "findings"))
                }
            };
            (AnsiColor::Green, "PASS", format!("true green{waived}: {standing}"))
        }
        (0, red) => {
            let count = format_count(red, "job", "jobs");
            let text =
                named(&format!("but {count} that the gate does not wait for failed"), &ends.red);
            (AnsiColor::Yellow, "PASS", text)
        }
        (running, _) => {
            let count = format_count(running, "job still runs", "jobs still run");
            (AnsiColor::Yellow, "PASS so far", named(&count, &ends.running))
        }
    }
}

/// Returns the counts of the rules: `10 rules hold, 1 waived, 3 not checked`. A rule that was not
/// checked is never among those that hold.
fn standing(report: &VerdictReport) -> String {
    let mut text = match report.count(FindingState::Holds) {
        1 => "1 rule holds".to_owned(),
        count => format!("{count} rules hold"),
    };
    for (state, word) in [
        (FindingState::Advisory, "with advice only"),
        (FindingState::Waived, "waived"),
        (FindingState::NotChecked, "not checked"),
    ] {
        match report.count(state) {
            0 => {}
            count => {
                let _ = write!(text, ", {count} {word}");
            }
        }
    }
    text
}

/// Returns why the verdict is inconclusive: the first thing that could not be checked.
fn reason(report: &VerdictReport) -> String {
    let finding = report.findings.iter().find(|judged| judged.state == FindingState::Inconclusive);
    if let Some(judged) = finding {
        return judged.finding.message.clone();
    }
    let rule = report.rules.iter().find(|rule| rule.state == FindingState::Inconclusive);
    rule.and_then(|rule| rule.reason.clone())
        .unwrap_or_else(|| "nothing was examined, and that is no green".to_owned())
}

fn short(commit: &str) -> &str {
    commit.get(..10).unwrap_or(commit)
}
