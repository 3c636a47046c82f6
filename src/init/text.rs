//! The draft as text: short, in a stable order, with a line above each part that says where it was learned.

use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::draft::{
    Comes, Draft, JobDraft, ReportDraft, SkipDraft, ValueDraft, WaiverDraft, WorkflowDraft,
};
use super::scalar::{comment, list, scalar};
use super::waivers::{escaped, file_of};

/// Who decides, where CODEOWNERS does not tell.
pub const PLACEHOLDER: &str = "@FILL-IN";
/// Days that a waiver of the adoption lasts.
const DAYS: i64 = 90;
/// Columns that a line should not pass.
const WIDTH: usize = 110;

/// Writes the policy.
#[must_use]
pub fn policy(draft: &Draft) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "# What a green run of this repository promises; `truegreen check` holds it. Drafted by `truegreen init`\n\
         # on {}. It is yours: change what is wrong. On a pull request the base branch's copy counts.\n\
         version: 1",
        draft.today
    );
    workflows(&mut out, draft);
    skips(&mut out, &draft.skips);
    reports(&mut out, draft);
    waivers(&mut out, draft);
    out
}

fn workflows(out: &mut String, draft: &Draft) {
    for (file, why) in &draft.unread {
        let _ = writeln!(out, "\n# {} is not listed: {}", comment(file), comment(why));
    }
    let listed = draft.workflows.iter().any(|workflow| !workflow.jobs.is_empty());
    if !listed {
        out.push_str(
            "\n# No job that judges something runs on a pull request: nothing is required yet.\n",
        );
        for workflow in &draft.workflows {
            left_out(out, workflow, "", &format!("{}/", workflow.file));
        }
        return;
    }
    out.push_str(
        "\n# Each job below must exist and keep what stands under it; the gate waits for those of its workflow.\n\
         workflows:\n",
    );
    for workflow in &draft.workflows {
        if workflow.jobs.is_empty() {
            left_out(out, workflow, "  ", &format!("{}/", workflow.file));
            continue;
        }
        let _ = writeln!(out, "  # runs on {}", comment(&workflow.events.join(" and ")));
        let _ = writeln!(out, "  {}:", scalar(&workflow.file));
        let _ = writeln!(out, "    triggers: {{ has: {} }}", list(&workflow.events));
        out.push_str("    jobs:\n");
        for entry in &workflow.jobs {
            out.push_str(&job(entry));
        }
        left_out(out, workflow, "      ", "");
    }
}

fn left_out(out: &mut String, workflow: &WorkflowDraft, indent: &str, before: &str) {
    for (id, why) in &workflow.left_out {
        let _ = writeln!(
            out,
            "{indent}# not listed: {}, {}",
            comment(&format!("{before}{id}")),
            comment(why)
        );
    }
}

/// The lines of one job, as they stand below `jobs:`.
#[must_use]
pub fn job(job: &JobDraft) -> String {
    let mut out = String::new();
    let id = scalar(&job.id);
    if let Some(why) = &job.advisory {
        let _ = writeln!(out, "      {id}: {{ advisory: true }} # {}", comment(why));
        return out;
    }
    let note = match job.notes.join(", ") {
        none if none.is_empty() => none,
        notes => format!(" # {}", comment(&notes)),
    };
    let lines = terms(job);
    if lines.is_empty() {
        let _ = writeln!(out, "      {id}: {{}}{note}");
        return out;
    }
    let _ = writeln!(out, "      {id}:{note}");
    for line in lines {
        let _ = writeln!(out, "        {line}");
    }
    out
}

fn terms(job: &JobDraft) -> Vec<String> {
    let terms = &job.terms;
    let mut lines = Vec::new();
    if !job.advisory_steps.is_empty() {
        lines.extend(flow("advisory", &job.advisory_steps));
        if let Some(last) = lines.last_mut().filter(|line| line.len() < 70) {
            last.push_str(" # `continue-on-error`, and no known tool in it");
        }
    }
    if !terms.needs.is_empty() {
        lines.extend(flow("needs", &terms.needs));
    }
    if !terms.matrix.is_empty() {
        let axes: Vec<String> =
            terms.matrix.iter().map(|(name, values)| axis(name, values)).collect();
        let one = format!("matrix: {{ {} }}", axes.join(", "));
        if one.len() + 8 <= WIDTH {
            lines.push(one);
        } else {
            lines.push("matrix:".to_owned());
            lines.extend(axes.into_iter().map(|axis| format!("  {axis}")));
        }
    }
    if let Some(minutes) = &terms.timeout {
        lines.push(format!("timeout-minutes: {{ at-most: {minutes} }}"));
    }
    if !terms.runs.is_empty() {
        lines.extend(flow("runs", &terms.runs));
    }
    lines
}

fn axis(name: &str, values: &[ValueDraft]) -> String {
    let values: Vec<String> = values
        .iter()
        .map(|value| match value {
            ValueDraft::Plain(text) => text.clone(),
            ValueDraft::Text(text) => scalar(text),
        })
        .collect();
    format!("{}: [{}]", scalar(name), values.join(", "))
}

/// A list in its line, or an item a line where it would be too long.
fn flow(key: &str, items: &[String]) -> Vec<String> {
    let one = format!("{key}: {}", list(items));
    if one.len() + 8 <= WIDTH {
        return vec![one];
    }
    let items = items.iter().map(|item| format!("  - {}", scalar(item)));
    std::iter::once(format!("{key}:")).chain(items).collect()
}

fn skips(out: &mut String, skips: &[SkipDraft]) {
    if skips.is_empty() {
        return;
    }
    out.push_str(
        "\n# Their own `if:`, or that of a job before them, decides in the run. Remove an entry, and a skip is red.\n\
         skips-allowed:\n",
    );
    for skip in skips {
        let _ = writeln!(out, "  - job: {}", scalar(&skip.job));
        let _ = writeln!(out, "    when: {}", scalar(&comment(&skip.when)));
        out.push_str("    reason: present at adoption\n");
    }
}

fn reports(out: &mut String, draft: &Draft) {
    for (key, entries, what) in
        [("tests", &draft.tests, "Test"), ("coverage", &draft.coverage, "Coverage")]
    {
        if entries.is_empty() {
            continue;
        }
        let _ = writeln!(
            out,
            "\n# {what} reports that jobs write. Not asked for yet: uncomment an entry when the job that runs truegreen\n\
             # has the files, for a report that is asked for and is not there is red.\n# {key}:"
        );
        for entry in entries {
            report(out, entry, key);
        }
    }
}

fn report(out: &mut String, entry: &ReportDraft, key: &str) {
    let come = match &entry.comes {
        Comes::Artifact { name, .. } => format!("comes as artifact {name}"),
        Comes::NotAtAll => {
            "no artifact carries it: add `actions/upload-artifact` to that job".to_owned()
        }
    };
    let _ = writeln!(out, "#   - name: {}", scalar(&entry.name));
    let _ = writeln!(out, "#     # {}", comment(&entry.learned));
    let _ = writeln!(out, "#     # {}", comment(&come));
    let _ = writeln!(out, "#     reports: {}", list(&entry.reports));
    match (&entry.floor, key) {
        (_, "tests") => {
            out.push_str("#     at-least: 1 # tests that ran; raise it to what you have\n")
        }
        (Some((floor, from)), _) => {
            let _ = writeln!(out, "#     lines: {floor} # {}", comment(from));
        }
        (None, _) => {}
    }
}

fn waivers(out: &mut String, draft: &Draft) {
    if draft.waivers.is_empty() {
        return;
    }
    let (since, until) = (draft.today, end(draft.today));
    out.push_str(
        "\n# Found when truegreen came in: known, owned, and over on a day. Fix it and remove the entry.\nwaivers:\n",
    );
    for waiver in &draft.waivers {
        entry(out, waiver, since, until);
    }
}

fn entry(out: &mut String, waiver: &WaiverDraft, since: Date, until: Date) {
    let more = match waiver.count {
        0 | 1 => String::new(),
        count => format!(" (and {} more there)", count - 1),
    };
    let _ = writeln!(out, "  # {}{more}", comment(&waiver.found));
    let _ = writeln!(out, "  - rule: {}", scalar(&waiver.rule));
    let _ = writeln!(out, "    at: {}", scalar(&escaped(&waiver.subject)));
    let reason = match waiver.is_unknown {
        true => "cannot be told at adoption; look, and decide",
        false => "present at adoption",
    };
    let _ = writeln!(out, "    reason: {}", scalar(reason));
    match &waiver.owner {
        Some(owner) => {
            let _ = writeln!(out, "    owner: {}", scalar(owner));
        }
        None => {
            let _ = writeln!(out, "    owner: {} # TODO: who decides?", scalar(PLACEHOLDER));
        }
    }
    let _ = writeln!(out, "    since: {since}\n    until: {until}");
}

/// The last day of a waiver of the adoption.
fn end(today: Date) -> Date {
    today.checked_add(DAYS.days()).unwrap_or(Date::MAX)
}

/// The files whose findings are waived, for a summary.
#[must_use]
pub fn waived_files(draft: &Draft) -> Vec<&str> {
    let mut files: Vec<&str> =
        draft.waivers.iter().map(|waiver| file_of(&waiver.subject)).collect();
    files.dedup();
    files
}
