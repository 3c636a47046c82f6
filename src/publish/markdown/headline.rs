//! The verdict in words, and what to do.

use super::message;
use crate::finding::Finding;
use crate::policy::PolicySource;
use crate::publish::figures::format_count;
use crate::publish::judgement::{Judgement, OpenEnds};
use crate::text::MarkdownCode;
use crate::verdict::report::{FindingState, Verdict, VerdictReport};

/// Returns the verdict in words, without markdown.
pub(super) fn words(judgement: &Judgement) -> String {
    let report = &judgement.report;
    match report.verdict {
        Verdict::Pass => {
            let green = passed(&judgement.open_ends());
            match count(report, FindingState::Waived) {
                0 => green,
                waived => {
                    format!("{green}, {} waived", format_count(waived, "finding", "findings"))
                }
            }
        }
        Verdict::Fail => {
            let broken = count(report, FindingState::Broken);
            format!("Not a true green: {} broken", format_count(broken, "thing is", "things are"))
        }
        Verdict::Inconclusive => {
            let unknown = count(report, FindingState::Inconclusive).max(1);
            format!(
                "Cannot tell: {} not be examined",
                format_count(unknown, "thing could", "things could")
            )
        }
    }
}

/// Returns the words of a pass: it is a true green only where nothing of the run is open.
fn passed(ends: &OpenEnds) -> String {
    match (ends.running.len(), ends.red.len()) {
        (0, 0) if ends.is_unseen => "Passed, but the jobs of this run were not seen".to_owned(),
        (0, 0) if ends.is_idle => {
            "Nothing is required yet, and nothing is known to be broken".to_owned()
        }
        (0, 0) => "True green".to_owned(),
        (0, red) => format!(
            "Passed, but {} that the gate does not wait for failed",
            format_count(red, "job", "jobs")
        ),
        (running, _) => {
            format!("Passed so far, {}", format_count(running, "job still runs", "jobs still run"))
        }
    }
}

/// Returns a sentence for each thing that a pass leaves open.
fn open_ends(ends: &OpenEnds) -> String {
    let list = |ids: &[String]| -> String {
        let shown = ids.iter().take(MOST_JOBS).map(|id| MarkdownCode::new(id).to_string());
        let more = ids.len().saturating_sub(MOST_JOBS);
        let more = if more == 0 { String::new() } else { format!(" and {more} more") };
        shown.collect::<Vec<_>>().join(", ") + &more
    };
    let mut out = String::new();
    for (what, ids) in [("Still running", &ends.running), ("Failed, and not waited for", &ends.red)]
    {
        if !ids.is_empty() {
            out.push_str(&format!("\n{what}: {}.\n", list(ids)));
        }
    }
    out
}

/// Most jobs that are named below the headline.
const MOST_JOBS: usize = 10;

/// Returns the first lines: the verdict, and what to do.
pub(super) fn markdown(judgement: &Judgement) -> String {
    let ends = judgement.open_ends();
    let sign = match judgement.report.verdict {
        Verdict::Pass if !ends.running.is_empty() => "⏳",
        Verdict::Pass if ends.is_idle => "⚪",
        Verdict::Pass if ends.takes_the_tick() => "⚠️",
        Verdict::Pass => "✅",
        Verdict::Fail => "❌",
        Verdict::Inconclusive => "⛔",
    };
    format!("## {sign} {}\n\n{}", words(judgement), advice(judgement))
}

/// Returns what to do.
pub(super) fn advice(judgement: &Judgement) -> String {
    let report = &judgement.report;
    let unknown = count(report, FindingState::Inconclusive);
    let mut out = match report.verdict {
        Verdict::Pass => {
            let is_waived = count(report, FindingState::Waived) > 0;
            let (ends, standing) = (judgement.open_ends(), standing(report));
            let said = match (&ends, is_waived) {
                (OpenEnds { is_idle: true, .. }, _) => {
                    let nothing =
                        "No job, check or report is asked for, so no merge waits for anything";
                    format!("{nothing}: {standing}. `truegreen init` drafts a policy.")
                }
                (OpenEnds { is_partial: true, .. }, _) => {
                    let holds = if is_waived { "holds or is waived" } else { "holds" };
                    let rest = "What is not judged here is named with its rule.";
                    format!("What was examined {holds}: {standing}. {rest}")
                }
                (_, false) => {
                    format!("Everything that was asked for was examined and holds: {standing}.")
                }
                (_, true) => format!(
                    "Everything that was asked for was examined, and what does not hold is waived: {standing}."
                ),
            };
            format!("{said}\n{}", open_ends(&ends))
        }
        Verdict::Fail => {
            let more = match unknown {
                0 => String::new(),
                count => format!(
                    " And {} not be examined.",
                    format_count(count, "thing could", "things could")
                ),
            };
            format!(
                "**Do not merge yet.** Each item is a failure that stays green, or a promise that does not hold.{more}\n"
            )
        }
        Verdict::Inconclusive => {
            let first = first_unknown(judgement);
            let fix = match first.help.as_str() {
                "" => String::new(),
                help => format!(" {}.", message::sentence(help.trim_end_matches('.'))),
            };
            format!(
                "{}.{fix} Nothing is known to be broken, but a green would be a guess.\n",
                message::sentence(first.message.trim_end_matches('.'))
            )
        }
    };
    if judgement.policy.origin.source == PolicySource::Adoption {
        let base = judgement
            .ruling_branch()
            .map_or_else(|| "the base".to_owned(), |branch| MarkdownCode::new(branch).to_string());
        let waived = match count(report, FindingState::Waived) {
            0 => String::new(),
            count => format!(
                " {} found here already and waived, not fixed.",
                format_count(count, "thing was", "things were")
            ),
        };
        out.push_str(&format!(
            "\n**This change brings truegreen in.** {base} has no policy yet, so the change's own counts this once; from the next change on the one on {base} does.{waived}\n"
        ));
    }
    out
}

fn standing(report: &VerdictReport) -> String {
    let holds = report.count(FindingState::Holds);
    let mut text = format_count(holds, "rule holds", "rules hold");
    for (state, one, many) in [
        (FindingState::Advisory, "has advice", "have advice"),
        (FindingState::Waived, "is waived", "are waived"),
        (FindingState::NotChecked, "was not checked", "were not checked"),
    ] {
        let count = report.count(state);
        if count > 0 {
            text.push_str(", ");
            text.push_str(&format_count(count, one, many));
        }
    }
    text
}

/// Returns the first thing that could not be checked: a finding, else a rule as a whole.
fn first_unknown(judgement: &Judgement) -> Finding {
    let report = &judgement.report;
    let found = report.findings.iter().find(|judged| judged.state == FindingState::Inconclusive);
    if let Some(judged) = found {
        return judged.finding.clone();
    }
    let rule = report.rules.iter().find(|rule| rule.state == FindingState::Inconclusive);
    let reason = rule.and_then(|rule| rule.reason.clone());
    Finding::new("", None, reason.unwrap_or_else(|| "nothing was examined".to_owned()))
}

/// Returns the number of findings in a state; if there is none, the number of rules in it.
pub(super) fn count(report: &VerdictReport, state: FindingState) -> usize {
    let findings = report.findings.iter().filter(|judged| judged.state == state).count();
    let silent = |id: &str| {
        !report.findings.iter().any(|judged| judged.rule.id == id && judged.state == state)
    };
    let rules = report
        .rules
        .iter()
        .filter(|rule| rule.state == state && rule.reason.is_some() && silent(rule.rule.id));
    if state == FindingState::Inconclusive { findings + rules.count() } else { findings }
}
