//! The output of `truegreen init` at the terminal: what it listed, what it waived, what is left to
//! do.

use std::fmt::Write as _;

use super::branch::Asking;
use super::draft::{Comes, Draft, Tier, WorkflowDraft};
use super::gate::GateDraft;
use super::text::PLACEHOLDER;
use crate::text::TerminalText;

/// Returns the content of the draft in a few lines.
#[must_use]
pub fn draft(draft: &Draft, asking: &Asking) -> String {
    let mut out = String::new();
    let jobs = || draft.workflows.iter().flat_map(|workflow| &workflow.jobs);
    let required = jobs().filter(|job| job.advisory.is_none()).count();
    let advisory = jobs().count() - required;
    let files = draft.workflows.iter().filter(|workflow| !workflow.jobs.is_empty()).count();
    let _ = writeln!(
        out,
        "{} required, {} advisory, in {}",
        counted(required, "job"),
        advisory,
        counted(files, "workflow")
    );
    for workflow in draft.workflows.iter().filter(|workflow| !workflow.jobs.is_empty()) {
        tier(&mut out, workflow);
    }
    for (file, why) in &draft.unread {
        let _ = writeln!(
            out,
            "cannot be read: {}: {}",
            TerminalText::new(file),
            TerminalText::new(why)
        );
    }
    let reports = draft.tests.len() + draft.coverage.len();
    if reports > 0 {
        let lost = draft
            .tests
            .iter()
            .chain(&draft.coverage)
            .filter(|entry| entry.comes == Comes::NotAtAll);
        let _ = writeln!(
            out,
            "{} named in comments, to be switched on when the gate has them; {} without an artifact",
            counted(reports, "report"),
            lost.count()
        );
    }
    skips(&mut out, draft);
    waived(&mut out, draft);
    let _ = writeln!(out, "{}", asked(asking));
    out
}

/// Writes when a workflow runs that no pull request starts by itself.
fn tier(out: &mut String, workflow: &WorkflowDraft) {
    let file = TerminalText::new(&workflow.file);
    let _ = match &workflow.tier {
        Tier::Before => Ok(()),
        Tier::After => writeln!(
            out,
            "{file} {}: it is judged there, and a pull request names it",
            workflow.after_words()
        ),
        Tier::Called(by) => {
            let by = by.join(", ");
            let by = TerminalText::new(&by);
            writeln!(out, "{file} is called by {by}: its jobs are required where that is")
        }
    };
}

/// Most entries of one kind that are named.
const MOST: usize = 20;

/// Writes the skips that stay allowed without an end.
fn skips(out: &mut String, draft: &Draft) {
    if draft.skips.is_empty() {
        return;
    }
    let _ = writeln!(
        out,
        "{} allowed that a change or its author decides; read them:",
        counted(draft.skips.len(), "skip")
    );
    for skip in draft.skips.iter().take(MOST) {
        let (job, when) = (TerminalText::new(&skip.job), TerminalText::new(&skip.when));
        let _ = writeln!(out, "  {job}: {when}");
    }
    more(out, draft.skips.len());
}

fn more(out: &mut String, count: usize) {
    if count > MOST {
        let _ = writeln!(out, "  and {} more", count - MOST);
    }
}

fn waived(out: &mut String, draft: &Draft) {
    if draft.waivers.is_empty() {
        out.push_str("nothing is wrong today: no waiver was needed\n");
        return;
    }
    let _ = writeln!(
        out,
        "{} wrong today, and waived until 90 days from now:",
        things(draft.waivers.len())
    );
    for waiver in draft.waivers.iter().take(MOST) {
        let _ = writeln!(out, "  {}: {}", waiver.rule, TerminalText::new(&waiver.found));
    }
    more(out, draft.waivers.len());
    let unknown = draft.waivers.iter().filter(|waiver| waiver.is_unknown).count();
    if unknown > 0 {
        let _ = writeln!(out, "{unknown} of them cannot be told, and say so in their reason");
    }
    let ownerless = draft.ownerless();
    if ownerless > 0 {
        let _ = writeln!(
            out,
            "{ownerless} of them have no owner in CODEOWNERS: replace `{PLACEHOLDER}`"
        );
    }
}

fn asked(asking: &Asking) -> String {
    match asking {
        Asking::NoRepository => {
            "branch rules were not asked for: no repository on GitHub is known here".to_owned()
        }
        Asking::NoToken => "branch rules were not asked for: set GITHUB_TOKEN to ask".to_owned(),
        Asking::Refused(why) => format!("branch rules cannot be read: {}", TerminalText::new(why)),
        Asking::Told { branch, required, unmatched } => {
            let branch = TerminalText::new(branch);
            let mut text = format!("`{branch}` requires {}", counted(*required, "check"));
            if !unmatched.is_empty() {
                let names: Vec<String> =
                    unmatched.iter().map(|name| format!("`{}`", TerminalText::new(name))).collect();
                let _ = write!(text, "; no job here makes {}", names.join(", "));
            }
            text
        }
    }
}

/// Returns the gate job to paste, with its workflow.
#[must_use]
pub fn gate(gate: Option<&GateDraft>) -> String {
    let Some(gate) = gate else { return String::new() };
    let mut out = format!(
        "Paste this job into .github/workflows/{}, and require the check `{}` in the rules of the branch:\n\n{}",
        TerminalText::new(&gate.file),
        gate.id,
        gate.text
    );
    if !gate.others.is_empty() {
        let names: Vec<String> =
            gate.others.iter().map(|file| TerminalText::new(file).to_string()).collect();
        let _ = writeln!(
            out,
            "\nIt waits for the jobs of that file. Of {} it holds that the jobs are there and what they run;\nlet their own checks be required, too.",
            names.join(", ")
        );
    }
    out
}

fn things(count: usize) -> String {
    let verb = if count == 1 { "is" } else { "are" };
    format!("{} {verb}", counted(count, "thing"))
}

/// Returns a count with its noun: `1 job`, `2 jobs`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}
