//! The draft as text: short, in a stable order, with a comment above each part that names its
//! source.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use jiff::ToSpan as _;
use jiff::civil::Date;

use super::draft::{
    Comes, Draft, FiltersDraft, JobDraft, ReportDraft, SkipDraft, Tier, ValueDraft, WaiverDraft,
    WorkflowDraft,
};
use super::scalar::{comment_text, flow_list, scalar};
use super::waivers::{escape_subject, file_of};

/// Owner of waivers if CODEOWNERS names none.
pub const PLACEHOLDER: &str = "@FILL-IN";
/// Days until a waiver of the adoption ends.
const DAYS: i64 = 90;
/// Number of waivers of one rule from which a comment says how to lower the severity of the rule.
const FREQUENT: usize = 8;
/// Columns that a line should not exceed.
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
    let listed = || draft.workflows.iter().filter(|workflow| !workflow.jobs.is_empty());
    if listed().next().is_none() {
        out.push_str(
            "\n# No job that judges runs on a pull request or after a merge: nothing is required yet.\n",
        );
    } else {
        out.push_str(
            "\n# Workflows with required jobs. Each job must exist and keep what stands under it, and end green where the\n\
             # gate waits for it. An event of `equals: {}` has no filter.\n\
             workflows:\n",
        );
    }
    for workflow in listed() {
        let when = match &workflow.tier {
            Tier::Before => String::new(),
            Tier::After => {
                format!(" # {}: judged there, named on the pull request", workflow.after_words())
            }
            Tier::Called(by) => format!(" # called by {}", comment_text(&by.join(", "))),
        };
        let _ = writeln!(out, "  {}:{when}", scalar(&workflow.file));
        for line in of_workflow(workflow) {
            let _ = writeln!(out, "    {line}");
        }
        out.push_str("    jobs:\n");
        for entry in &workflow.jobs {
            out.push_str(&job(entry));
        }
    }
    not_listed(out, draft);
}

/// Returns the lines with terms for a workflow as a whole.
pub(super) fn of_workflow(workflow: &WorkflowDraft) -> Vec<String> {
    let event = |on: &FiltersDraft| {
        let filters =
            on.filters.iter().map(|(name, values)| format!("{name}: [{}]", values.join(", ")));
        let filters = match filters.collect::<Vec<_>>().join(", ") {
            none if none.is_empty() => "{}".to_owned(),
            filters => format!("{{ {filters} }}"),
        };
        format!("{}: {{ equals: {filters} }}", scalar(&on.event))
    };
    let mut events: Vec<String> = workflow.filters.iter().map(event).collect();
    if workflow.events.iter().any(|event| event == "schedule") {
        events.insert(0, "has: [schedule]".to_owned());
    }
    let mut lines = map("triggers", events);
    if let Some(way) = workflow.pinned {
        lines.push(format!("pinned: {way}"));
    }
    let common = workflow.common.iter().map(|kept| format!("{}: {}", kept.key, kept.value));
    lines.extend(map("every-listed", common.collect()));
    lines
}

/// Returns a map on one line, or with one entry on each line if it would be too long.
fn map(key: &str, entries: Vec<String>) -> Vec<String> {
    if entries.is_empty() {
        return Vec::new();
    }
    let one = format!("{key}: {{ {} }}", entries.join(", "));
    if one.len() + 4 <= WIDTH {
        return vec![one];
    }
    let entries = entries.into_iter().map(|entry| format!("  {entry}"));
    std::iter::once(format!("{key}:")).chain(entries).collect()
}

/// Writes the jobs and workflows that are not listed, a line for each reason.
fn not_listed(out: &mut String, draft: &Draft) {
    let mut lines: Vec<String> = Vec::new();
    for (file, why) in draft.unread.iter().chain(&draft.idle) {
        lines.push(format!("{file} as a whole: {why}"));
    }
    for workflow in &draft.workflows {
        let mut whys: Vec<&str> = Vec::new();
        for (_, why) in &workflow.left_out {
            if !whys.contains(&why.as_str()) {
                whys.push(why);
            }
        }
        for why in whys {
            let same = workflow.left_out.iter().filter(|(_, other)| other == why);
            let ids: Vec<&str> = same.map(|(id, _)| id.as_str()).collect();
            lines.push(format!("{}: {} ({why})", workflow.file, ids.join(", ")));
        }
    }
    if lines.is_empty() {
        return;
    }
    out.push_str("# Not listed:\n");
    for line in lines {
        wrapped(out, "#  ", &line);
    }
}

/// Writes text from outside as comment lines of a bounded width.
fn wrapped(out: &mut String, start: &str, text: &str) {
    let mut line = start.to_owned();
    for word in comment_text(text).split_whitespace() {
        if line.len() > start.len() && line.len() + word.len() >= WIDTH {
            let _ = writeln!(out, "{}", line.trim_end());
            line = start.to_owned();
        }
        line.push_str(word);
        line.push(' ');
    }
    let _ = writeln!(out, "{}", line.trim_end());
}

/// Returns the lines of one job, as they stand below `jobs:`.
#[must_use]
pub fn job(job: &JobDraft) -> String {
    let mut out = String::new();
    let id = scalar(&job.id);
    if let Some(why) = &job.advisory {
        let _ = writeln!(out, "      {id}: {{ advisory: true }} # {}", comment_text(why));
        return out;
    }
    let note = match job.notes.join(", ") {
        none if none.is_empty() => none,
        notes => format!(" # {}", comment_text(&notes)),
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
    if let Some((key, values)) = &job.advisory_matrix {
        let (key, values) = axis(key, values);
        let value = match values.as_slice() {
            [one] => one.clone(),
            several => format!("[{}]", several.join(", ")),
        };
        lines.push(format!(
            "advisory: {{ matrix: {{ {key}: {value} }} }} # `continue-on-error`; the others gate"
        ));
    } else if !job.advisory_steps.is_empty() {
        lines.extend(flow("advisory", &job.advisory_steps));
        if let Some(last) = lines.last_mut().filter(|line| line.len() < 70) {
            last.push_str(" # `continue-on-error`, and no known tool in it");
        }
    }
    lines.extend(terms.kept.iter().map(|kept| format!("{}: {}", kept.key, kept.value)));
    if !terms.needs.is_empty() {
        lines.extend(flow("needs", &terms.needs));
    }
    if !terms.matrix.is_empty() {
        let axes: Vec<(String, Vec<String>)> =
            terms.matrix.iter().map(|(name, values)| axis(name, values)).collect();
        let one =
            |(name, values): &(String, Vec<String>)| format!("{name}: [{}]", values.join(", "));
        let all = format!("matrix: {{ {} }}", axes.iter().map(one).collect::<Vec<_>>().join(", "));
        if all.len() + 8 <= WIDTH {
            lines.push(all);
        } else {
            lines.push("matrix:".to_owned());
            lines.extend(axes.iter().flat_map(|(name, values)| flow_lines(name, values)));
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

/// Returns an axis and its values, each as a scalar.
fn axis(name: &str, values: &[ValueDraft]) -> (String, Vec<String>) {
    let values = values.iter().map(|value| match value {
        ValueDraft::Plain(text) => text.clone(),
        ValueDraft::Text(text) => scalar(text),
    });
    (scalar(name), values.collect())
}

/// Returns a flow list on as many lines as it needs.
fn flow_lines(name: &str, values: &[String]) -> Vec<String> {
    let mut lines = vec![format!("  {name}: [")];
    for (index, value) in values.iter().enumerate() {
        let end = if index + 1 == values.len() { "]" } else { "," };
        let Some(line) = lines.last_mut() else { break };
        if line.len() + value.len() + 11 > WIDTH {
            lines.push(format!("    {value}{end}"));
        } else {
            let blank = if line.ends_with('[') { "" } else { " " };
            line.push_str(&format!("{blank}{value}{end}"));
        }
    }
    lines
}

/// Returns a list on one line, or with one item on each line if it would be too long.
fn flow(key: &str, items: &[String]) -> Vec<String> {
    let one = format!("{key}: {}", flow_list(items));
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
        "\n# Skips that a change or its author decides, as the `if:` of the job, of a job before it or of the step says.\n\
         # Any other skip of a required job is red.\n\
         skips-allowed:\n",
    );
    for skip in skips {
        let (job, when) = (scalar(&skip.job), scalar(&skip.when));
        let reason = "so at adoption";
        let one = format!("  - {{ job: {job}, when: {when}, reason: {} }}", scalar(reason));
        if one.len() <= WIDTH {
            let _ = writeln!(out, "{one}");
        } else {
            let _ =
                writeln!(out, "  - job: {job}\n    when: {when}\n    reason: {}", scalar(reason));
        }
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
    wrapped(out, "#     # ", &entry.learned);
    wrapped(out, "#     # ", &come);
    let _ = writeln!(out, "#     reports: {}", flow_list(&entry.reports));
    match (&entry.floor, key) {
        (_, "tests") => {
            out.push_str("#     at-least: 1 # tests that ran; raise it to what you have\n")
        }
        (Some((floor, from)), _) => {
            let _ = writeln!(out, "#     lines: {floor} # {}", comment_text(from));
            if from.contains("fail_under") || from.contains("fail-under`") {
                out.push_str("#     rounding: coverage.py # as it rounds itself\n");
            }
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
        "\n# Found when truegreen came in: known, owned, and over on a day. Fix it and remove the entry.\n",
    );
    for (rule, count) in frequent(draft) {
        let _ = writeln!(
            out,
            "# {count} are {rule}. If that is a choice and no debt, `rules: {{ {rule}: warn }}` says so in their place."
        );
    }
    out.push_str("waivers:\n");
    let mut is_first = true;
    for waiver in &draft.waivers {
        entry(out, waiver, (since, until), &mut is_first);
    }
}

/// Returns the rules with so many waivers that the team may want what they find, with the counts.
fn frequent(draft: &Draft) -> Vec<(&str, usize)> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for waiver in &draft.waivers {
        *counts.entry(&waiver.rule).or_default() += 1;
    }
    counts.into_iter().filter(|(_, count)| *count >= FREQUENT).collect()
}

fn entry(
    out: &mut String,
    waiver: &WaiverDraft,
    (since, until): (Date, Date),
    is_first: &mut bool,
) {
    let more = match waiver.count {
        0 | 1 => String::new(),
        count => format!(" (and {} more there)", count - 1),
    };
    wrapped(out, "  # ", &format!("{}{more}", waiver.found));
    let _ = writeln!(out, "  - rule: {}", scalar(&waiver.rule));
    let _ = writeln!(out, "    at: {}", scalar(&escape_subject(&waiver.subject)));
    let reason = match waiver.is_unknown {
        true => "cannot be told at adoption; look, and decide",
        false => "present at adoption",
    };
    let _ = writeln!(out, "    reason: {}", scalar(reason));
    match &waiver.owner {
        Some(owner) => {
            let _ = writeln!(out, "    owner: {}", scalar(owner));
        }
        // The user fills in the owner once, for all waivers.
        None if std::mem::take(is_first) => {
            let _ = writeln!(out, "    owner: &owner {} # TODO: who decides?", scalar(PLACEHOLDER));
        }
        None => out.push_str("    owner: *owner\n"),
    }
    let _ = writeln!(out, "    since: {since}\n    until: {until}");
}

/// Returns the last day of a waiver of the adoption.
fn end(today: Date) -> Date {
    today.checked_add(DAYS.days()).unwrap_or(Date::MAX)
}

/// Returns the files whose findings are waived, for the summary.
#[must_use]
pub fn waived_files(draft: &Draft) -> Vec<&str> {
    let mut files: Vec<&str> =
        draft.waivers.iter().map(|waiver| file_of(&waiver.subject)).collect();
    files.dedup();
    files
}
