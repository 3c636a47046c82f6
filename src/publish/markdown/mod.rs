//! Markdown: the comment, the check run and the job summary, from the same sections.
//!
//! A reader who does not know the project, on a phone, should see in ten seconds whether the change
//! may merge, what is wrong, where, and what to do. So the verdict comes first and in words, then
//! the problems with their lines, then the fixes; then what was checked, so that green never stands
//! beside something that was not checked; then the waivers, as visible as the problems. Whole rows
//! and sections are left out where there is no room, and counted.

mod drift;
mod evidence;
mod examined;
mod findings;
pub mod fold;
mod headline;
mod message;
mod provenance;
mod register;
pub mod rows;

use std::fmt::Write as _;

use self::rows::Rows;
use super::judgement::Judgement;
use super::notice::{Notice, Refusal};
use crate::publish::markdown::fold::fold;
use crate::run::JudgedRun;
use crate::text::{MarkdownCode, MarkdownText};

/// Longest comment in bytes. GitHub takes 65,536 characters.
const COMMENT: usize = 60_000;
/// Longest summary and text of a check run in bytes. GitHub takes 65,535, and does not say of what.
const CHECK: usize = 60_000;
/// Longest job summary in bytes. The runner drops the whole of a summary over 1 MiB.
const SUMMARY: usize = 1_000_000;
/// The longest title of a check run.
const TITLE: usize = 250;

/// Returns the comment, without the line that marks it.
#[must_use]
pub fn comment_body(judgement: &Judgement, marker: &str, notices: &[Notice]) -> String {
    let head = format!("{marker}\n{}", headline::markdown(judgement));
    fitted(head, judgement, notices, Rows { most: 20, room: 24_000 }, COMMENT)
}

/// Returns the job summary.
#[must_use]
pub fn summary(judgement: &Judgement, notices: &[Notice]) -> String {
    let head = headline::markdown(judgement);
    fitted(head, judgement, notices, Rows { most: 2_000, room: 600_000 }, SUMMARY)
}

/// Returns the verdict in a few words.
#[must_use]
pub fn check_title(judgement: &Judgement) -> String {
    headline::words(judgement).chars().take(TITLE).collect()
}

/// Returns the summary of a check run, which is shown first.
#[must_use]
pub fn check_summary(judgement: &Judgement, notices: &[Notice]) -> String {
    let head = headline::advice(judgement);
    fitted(head, judgement, notices, Rows { most: 30, room: 30_000 }, CHECK)
}

/// Returns the text of a check run, which is shown below: how to fix each finding.
#[must_use]
pub fn check_text(judgement: &Judgement) -> String {
    findings::fixes(judgement, Rows { most: 200, room: CHECK })
}

/// Joins the sections in the order in which they are read. If they do not fit, the least important
/// ones are left out.
fn fitted(
    head: String,
    judgement: &Judgement,
    notices: &[Notice],
    rows: Rows,
    limit: usize,
) -> String {
    let folded_fixes = fold("How to fix", &findings::folded_fixes(judgement, rows));
    // Each section with its priority: the higher the number, the sooner the section is left out.
    let sections = [
        (0, head),
        (0, findings::markdown(judgement, rows)),
        (0, drift::markdown(judgement, rows)),
        (3, folded_fixes),
        (1, register::markdown(judgement)),
        (1, notes(notices)),
        (1, examined::markdown(judgement)),
        (1, evidence::figures(judgement)),
        (4, fold("Jobs", &evidence::jobs(judgement))),
        (5, fold("Skipped tests", &evidence::skips(judgement))),
        (0, provenance::markdown(judgement)),
    ];
    let full = || {
        let left_out = "\n*Some sections are left out for their size; ";
        judgement.run.as_ref().map_or_else(
            || format!("{left_out}the JSON report has everything.*\n"),
            |run| {
                format!(
                    "{left_out}the [run]({}) has everything in its summary and report.*\n",
                    run.url()
                )
            },
        )
    };
    for given_up in (1..=6).rev() {
        let kept = sections.iter().filter(|(worth, text)| *worth < given_up && !text.is_empty());
        let mut text = kept.map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("\n");
        let is_whole = sections.iter().all(|(worth, text)| *worth < given_up || text.is_empty());
        if !is_whole {
            text.push_str(&full());
        }
        if text.len() <= limit {
            return text;
        }
    }
    // The head and the findings are bounded, so this is never reached; an empty text would look
    // like no problems.
    let end = sections[0].1.floor_char_boundary(limit);
    sections[0].1.get(..end).unwrap_or_default().to_owned()
}

/// Returns the notices: what could not be read or written besides the judgement.
fn notes(notices: &[Notice]) -> String {
    let mut out = String::new();
    for notice in notices {
        let _ = write!(out, "> {}", message::sentence(&notice.what));
        if !notice.fix.is_empty() {
            let _ = write!(out, " → {}", message::markdown(&notice.fix));
        }
        out.push_str("\n>\n");
    }
    let out = out.trim_end_matches([' ', '>', '\n']);
    if out.is_empty() { String::new() } else { format!("{out}\n") }
}

/// Returns the report of `drift`: what is weaker between two revisions.
#[must_use]
pub fn drift_report(judgement: &Judgement) -> String {
    let rows = Rows { most: 2_000, room: 600_000 };
    let head = format!("## {}\n", message::sentence(&headline::words(judgement)));
    let sections = [
        head,
        findings::markdown(judgement, rows),
        drift::markdown(judgement, rows),
        register::markdown(judgement),
        provenance::markdown(judgement),
    ];
    let filled: Vec<String> = sections.into_iter().filter(|text| !text.is_empty()).collect();
    filled.join("\n")
}

/// Renders the summary of a run that is about nothing that a merge waits for.
#[must_use]
pub fn nothing(why: &str) -> String {
    format!("## ⚪ Nothing to judge\n\n{}.\n", message::sentence(why))
}

/// Returns the text for a run in which nothing could be judged.
#[must_use]
pub fn refusal(refusal: &Refusal, run: Option<&JudgedRun>, notices: &[Notice]) -> String {
    let mut out = String::from("## ⛔ Nothing was judged\n\n");
    match refusal {
        Refusal::Policy { path, problems, .. } => {
            let count = super::figures::format_count(problems.len(), "problem", "problems");
            let path = MarkdownCode::new(path);
            let _ = writeln!(
                out,
                "The policy {path} has {count}, and a promise that cannot be read holds nothing. Correct these lines:\n"
            );
            out.push_str("| line | what is wrong |\n|---|---|\n");
            for problem in problems.iter().take(100) {
                let help = problem.help.as_deref().map(message::markdown).unwrap_or_default();
                let gap = if help.is_empty() { "" } else { " → " };
                let span = problem.span;
                let text = message::markdown(&problem.message);
                let _ = writeln!(out, "| {}:{} | {text}{gap}{help} |", span.line, span.column);
            }
        }
        Refusal::Other { message: text, help } => {
            let _ = writeln!(out, "{}", message::markdown(text));
            if !help.is_empty() {
                let _ = writeln!(out, "\n{}", message::markdown(help));
            }
        }
    }
    let notes = notes(notices);
    if !notes.is_empty() {
        let _ = write!(out, "\n{notes}");
    }
    if let Some(run) = run {
        let head = MarkdownText::new(run.head.get(..10).unwrap_or(&run.head));
        let version = env!("CARGO_PKG_VERSION");
        let _ = writeln!(
            out,
            "\n<sub>{head} · [run {}]({}) · truegreen {version}</sub>",
            run.own.number,
            run.url()
        );
    }
    out
}
