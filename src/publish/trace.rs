//! The trace: the failure path of each gate command, drawn for a terminal or listed as JSON. It
//! judges nothing; it shows what the rules judge by.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde::Serialize;

use crate::facts::path::end::{Idle, PathEnd};
use crate::facts::path::failure_path::FailurePath;
use crate::policy::paths::file_name;
use crate::span::Location;
use crate::text::TerminalText;

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();

/// Draws the paths for a terminal of this many columns.
#[must_use]
pub fn render(paths: &[FailurePath], width: usize) -> String {
    let width = width.clamp(60, 160);
    let mut out = String::new();
    let mut before = None;
    for path in paths {
        let head = (&path.workflow, &path.job, &path.step);
        if before != Some(head) {
            if before.is_some() {
                out.push('\n');
            }
            header(&mut out, path);
            before = Some(head);
        }
        row(&mut out, path, width);
    }
    if !paths.is_empty() {
        out.push('\n');
    }
    summary(&mut out, paths);
    out
}

fn header(out: &mut String, path: &FailurePath) {
    let _ = writeln!(
        out,
        "{BOLD}{}{BOLD:#} {DIM}·{DIM:#} {BOLD}{}{BOLD:#} {DIM}·{DIM:#} {}",
        TerminalText::new(file_name(&path.workflow)),
        TerminalText::new(&path.job),
        TerminalText::new(&path.step)
    );
}

/// Writes the command, what its failure passes, and where the path ends.
fn row(out: &mut String, path: &FailurePath, width: usize) {
    let (icon, style, word) = verdict(&path.end);
    let room = width.saturating_sub(24).max(30);
    let command = cut(&path.command, room);
    let mut line = format!("  {style}{icon}{style:#} {BOLD}{command}{BOLD:#}");
    let mut used = 4 + command.chars().count();
    let mut link = |text: &str, line: &mut String| {
        // The path continues on a new line, under the command.
        if used + text.chars().count() + 5 > width {
            line.push_str("\n      ");
            used = 6;
        }
        used += text.chars().count() + 5;
        let _ = write!(line, " {DIM}──▶{DIM:#} {text}");
    };
    for text in &path.links {
        link(&cut(text, 30), &mut line);
    }
    let end = match &path.end {
        PathEnd::Red { checks, .. } => shown_checks(checks),
        _ => String::new(),
    };
    if end.is_empty() {
        let _ = writeln!(out, "{line} {style}──╳ {word}{style:#}");
    } else {
        link(&end, &mut line);
        let word = if has_several(&path.end) {
            word.replacen("turns", "turn", 1)
        } else {
            word.to_owned()
        };
        let _ = writeln!(out, "{line} {style}{word}{style:#}");
    }
    let (why, location) = match &path.end {
        PathEnd::Lost { why, location } => (why.clone(), location.as_ref()),
        PathEnd::Skipped { on, location, .. } => (why_skipped(on), location.as_ref()),
        PathEnd::Unknown { why } => (why.clone(), Some(&path.location)),
        PathEnd::Advisory { location } => ("the policy lets it fail".to_owned(), location.as_ref()),
        PathEnd::Red { idle: Some(idle), .. } => (why_idle(*idle).to_owned(), Some(&path.location)),
        PathEnd::Red { idle: None, .. } => return,
    };
    let place = location.map_or_else(String::new, |location| format!("  {}", place(location)));
    let _ = writeln!(
        out,
        "      {style}╰{style:#} {} {DIM}{}{DIM:#}",
        TerminalText::new(&why),
        TerminalText::new(place.trim())
    );
}

fn why_skipped(on: &[&str]) -> String {
    format!("its job is skipped {}, and a skipped check passes", on.join(", "))
}

const fn why_idle(idle: Idle) -> &'static str {
    match idle {
        Idle::NotRequired => "no required job hears of it",
        Idle::NoChange => "no change starts its workflow",
    }
}

const fn has_several(end: &PathEnd) -> bool {
    matches!(end, PathEnd::Red { checks, .. } if checks.len() > 1)
}

fn place(location: &Location) -> String {
    format!("{}:{}:{}", location.path, location.span.line, location.span.column)
}

fn shown_checks(checks: &[String]) -> String {
    const MOST: usize = 2;
    let mut shown: Vec<String> =
        checks.iter().take(MOST).map(|check| format!("`{}`", TerminalText::new(check))).collect();
    if checks.len() > MOST {
        shown.push(format!("{} more", checks.len() - MOST));
    }
    shown.join(", ")
}

fn cut(text: &str, most: usize) -> String {
    let text = TerminalText::new(text).to_string();
    if text.chars().count() <= most {
        return text;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(anstyle::Color::Ansi(colour)))
}

const fn verdict(end: &PathEnd) -> (&'static str, Style, &'static str) {
    match end {
        PathEnd::Red { idle: None, .. } => ("✔", colour(AnsiColor::Green), "turns red"),
        PathEnd::Red { .. } => ("○", colour(AnsiColor::Yellow), "turns red, blocks nothing"),
        PathEnd::Lost { .. } => ("✘", colour(AnsiColor::Red), "never red"),
        PathEnd::Skipped { .. } => ("✘", colour(AnsiColor::Red), "never red there"),
        PathEnd::Advisory { .. } => ("○", colour(AnsiColor::Yellow), "advisory"),
        PathEnd::Unknown { .. } => ("?", colour(AnsiColor::Magenta), "cannot be told"),
    }
}

fn summary(out: &mut String, paths: &[FailurePath]) {
    let count =
        |wanted: fn(&PathEnd) -> bool| paths.iter().filter(|path| wanted(&path.end)).count();
    let red = count(|end| matches!(end, PathEnd::Red { idle: None, .. }));
    let idle = count(|end| matches!(end, PathEnd::Red { idle: Some(_), .. }));
    let lost = count(|end| matches!(end, PathEnd::Lost { .. }));
    let skipped = count(|end| matches!(end, PathEnd::Skipped { .. }));
    let advisory = count(|end| matches!(end, PathEnd::Advisory { .. }));
    let unknown = count(|end| matches!(end, PathEnd::Unknown { .. }));
    if paths.is_empty() {
        out.push_str("No gate command was found: no test runner, linter, scanner or build.\n");
        return;
    }
    let noun = if paths.len() == 1 { "gate command" } else { "gate commands" };
    let mut parts = vec![format!("{red} turn a check red")];
    for (number, words) in [
        (lost, "never red"),
        (skipped, "not red everywhere"),
        (idle, "red without blocking"),
        (advisory, "advisory"),
        (unknown, "cannot be told"),
    ] {
        if number > 0 {
            parts.push(format!("{number} {words}"));
        }
    }
    let _ = writeln!(out, "{BOLD}{} {noun}{BOLD:#}: {}", paths.len(), parts.join(", "));
}

/// One path in the JSON form.
#[derive(Serialize)]
#[serde(rename_all = "kebab-case")]
struct TraceRow<'a> {
    workflow: &'a str,
    job: &'a str,
    step: &'a str,
    command: &'a str,
    what: &'a str,
    path: &'a str,
    line: u32,
    column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    via: Option<&'a str>,
    links: &'a [String],
    end: &'static str,
    checks: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    at: Option<String>,
}

#[derive(Serialize)]
struct TraceJson<'a> {
    format: &'static str,
    gates: Vec<TraceRow<'a>>,
}

/// Lists the paths as JSON: `truegreen-trace/1`.
///
/// # Errors
/// Never in practice: every part of it can be written.
pub fn json(paths: &[FailurePath]) -> Result<String, serde_json::Error> {
    let gates = paths.iter().map(entry).collect();
    let text = serde_json::to_string_pretty(&TraceJson { format: "truegreen-trace/1", gates })?;
    Ok(text + "\n")
}

fn entry(path: &FailurePath) -> TraceRow<'_> {
    let (end, checks, why, at): (_, &[String], _, _) = match &path.end {
        PathEnd::Red { checks, idle: None } => ("red", checks, None, None),
        PathEnd::Red { checks, idle: Some(idle) } => {
            ("red-without-blocking", checks, Some(why_idle(*idle).to_owned()), None)
        }
        PathEnd::Skipped { checks, on, location } => {
            ("skipped", checks, Some(why_skipped(on)), location.as_ref())
        }
        PathEnd::Lost { why, location } => ("lost", &[], Some(why.clone()), location.as_ref()),
        PathEnd::Advisory { location } => ("advisory", &[], None, location.as_ref()),
        PathEnd::Unknown { why } => ("unknown", &[], Some(why.clone()), None),
    };
    TraceRow {
        workflow: &path.workflow,
        job: &path.job,
        step: &path.step,
        command: &path.command,
        what: path.what,
        path: &path.location.path,
        line: path.location.span.line,
        column: path.location.span.column,
        via: path.via.as_ref().map(|via| via.text.as_str()),
        links: &path.links,
        end,
        checks,
        why,
        at: at.map(place),
    }
}

/// Returns the job of a path as the command line names it: `ci.yml/unit`.
#[must_use]
pub fn job(path: &FailurePath) -> String {
    format!("{}/{}", file_name(&path.workflow), path.job)
}

/// Returns whether a path is of a job, named as `unit` or `ci.yml/unit`.
#[must_use]
pub fn is_job(path: &FailurePath, name: &str) -> bool {
    path.job == name || job(path) == name
}

/// Returns the message about a job without gate commands.
#[must_use]
pub fn no_such_job(name: &str, known: &[String]) -> String {
    let mut known: Vec<&str> = known.iter().map(String::as_str).collect();
    known.dedup();
    let known = if known.is_empty() { "none has any".to_owned() } else { known.join(", ") };
    format!(
        "error: no gate command stands in a job `{}`; jobs with gate commands: {}\n",
        TerminalText::new(name),
        TerminalText::new(&known)
    )
}
