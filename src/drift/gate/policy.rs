//! The policy, as it will hold once the change is merged. Numbers that a measurement is held to are the
//! matter of `thresholds`, waivers that are added that of the rule `bad-waiver`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::edits::{PolicyEdit, edits, shown};
use crate::drift::difference::{
    Difference, DifferenceSide, DriftAspect, DriftDirection, DriftReport,
};
use crate::drift::sides::DriftSides;
use crate::facts::settings_file::SettingsFile;
use crate::formats::document;
use crate::formats::document::Document;
use crate::policy::paths::file_name;
use crate::policy::valid::PolicySource;
use crate::span::{Location, Span};

pub(super) fn compare_policy(sides: &DriftSides<'_>, drift: &mut DriftReport) {
    let origin = &sides.policy.origin;
    let path = origin.path.as_str();
    let of = |facts: &'_ [SettingsFile]| -> Option<SettingsFile> {
        facts.iter().find(|file| file.path == path).cloned()
    };
    let (before, after) = (of(&sides.base.watched), of(&sides.head.watched));
    if matches!(origin.source, PolicySource::Base(_)) || before.is_some() {
        drift.examine(DriftAspect::GateEdited, 1);
    }
    // What only the head has is adopted.
    let Some(before) = before else { return };
    let file = PolicyFile { path, name: file_name(path) };
    let Some(after) = after else {
        drift.add(file.removed());
        return;
    };
    match (read(&before), read(&after)) {
        (Ok(before), Ok(after)) => {
            file.compare(&before, &after).into_iter().for_each(|shift| drift.add(shift))
        }
        (Err(why), _) => drift.add(file.unread("base", &why)),
        (_, Err(why)) => drift.add(file.unread("head", &why)),
    }
}

fn read(file: &SettingsFile) -> Result<Document, String> {
    let text = file.text.as_ref().map_err(Clone::clone)?;
    let parsed = document::read("truegreen.yml", text.as_bytes());
    let why =
        || parsed.problems.first().map_or_else(String::new, |problem| problem.message.clone());
    parsed.value.clone().ok_or_else(why)
}

struct PolicyFile<'a> {
    path: &'a str,
    name: &'a str,
}

/// One entry at the top with what differs in it, one way.
type PolicyEntry<'e> = Vec<&'e PolicyEdit>;

impl PolicyFile<'_> {
    fn place(&self, span: Span) -> Location {
        Location::new(Arc::from(self.path), span)
    }

    fn whole(
        &self,
        direction: DriftDirection,
        message: String,
        before: DifferenceSide,
        after: DifferenceSide,
    ) -> Difference {
        Difference {
            aspect: DriftAspect::GateEdited,
            direction,
            subject: self.name.to_owned(),
            job: None,
            message,
            before,
            after,
            why: "from the merge on the gate asks less".to_owned(),
            at_most: None,
        }
    }

    fn removed(&self) -> Difference {
        let message =
            format!("the policy `{}` is gone; from the merge on only the defaults hold", self.path);
        let before = DifferenceSide::base("the policy", self.place(Span::start_of_file()));
        self.whole(DriftDirection::Weaker, message, before, DifferenceSide::head("gone", None))
    }

    fn unread(&self, side: &str, why: &str) -> Difference {
        let message = format!(
            "the policy of the {side} cannot be read ({why}), so nobody can tell what changes in it"
        );
        let half = || self.place(Span::start_of_file());
        let (before, after) = (
            DifferenceSide::base("a policy", half()),
            DifferenceSide::head("cannot be read", half()),
        );
        self.whole(DriftDirection::Unknown, message, before, after)
    }

    fn compare(&self, before: &Document, after: &Document) -> Vec<Difference> {
        let found = edits(&before.value, &after.value);
        let mut entries: BTreeMap<(String, DriftDirection), PolicyEntry<'_>> = BTreeMap::new();
        for edit in &found {
            let (Some(direction), Some(top)) = (direction(edit), edit.names.first()) else {
                continue;
            };
            entries.entry((top.clone(), direction)).or_default().push(edit);
        }
        let shift = |((top, direction), edits): ((String, DriftDirection), PolicyEntry<'_>)| {
            let first = edits.first()?;
            let before_at = self.place(before.span(&first.before_at));
            let after_at = self.place(after.span(&first.after_at));
            let value = |value: &Option<Value>, none: &str| {
                value
                    .as_ref()
                    .filter(|value| !value.is_null())
                    .map_or_else(|| none.to_owned(), shown)
            };
            let mut shift = self.whole(
                direction,
                message(&top, direction, &edits),
                DifferenceSide::base(value(&first.before, "none"), before_at),
                DifferenceSide::head(value(&first.after, "gone"), after_at),
            );
            shift.subject = format!("{}/{top}", self.name);
            if direction == DriftDirection::Stronger {
                "from the merge on the gate asks more".clone_into(&mut shift.why);
            }
            Some(shift)
        };
        entries.into_iter().filter_map(shift).collect()
    }
}

fn message(top: &str, direction: DriftDirection, edits: &[&PolicyEdit]) -> String {
    const MOST: usize = 3;
    let told: Vec<String> = edits.iter().take(MOST).map(|edit| words(edit)).collect();
    let more = match edits.len().saturating_sub(MOST) {
        0 => String::new(),
        more => format!(", and {more} more"),
    };
    let end = match direction {
        DriftDirection::Stronger => "from the merge on the gate asks more",
        _ => "from the merge on the gate asks less, or something else",
    };
    format!("`{top}` of the policy changes: {}{more}; {end}", told.join(", "))
}

fn words(edit: &PolicyEdit) -> String {
    let name = edit.names.join(": ");
    let written = |value: &Option<Value>| value.clone().filter(|value| !value.is_null());
    match (&written(&edit.before), &written(&edit.after)) {
        (None, _) => format!("`{name}` is new"),
        (_, None) => format!("`{name}` is gone"),
        (Some(before), Some(after)) => {
            format!("`{name}` is `{}` and was `{}`", shown(after), shown(before))
        }
    }
}

/// Which way an edit goes; `None` where another rule tells it, or it asks the same.
fn direction(edit: &PolicyEdit) -> Option<DriftDirection> {
    let top = edit.names.first()?.as_str();
    let last = edit.names.last()?.as_str();
    let is_added = edit.before.is_none() || edit.before == Some(Value::Null);
    let is_removed = edit.after.is_none() || edit.after == Some(Value::Null);
    let asks = || match (is_added, is_removed) {
        (true, _) => DriftDirection::Stronger,
        _ => DriftDirection::Weaker,
    };
    let lets = || match (is_added, is_removed) {
        (false, true) => DriftDirection::Stronger,
        _ => DriftDirection::Weaker,
    };
    let is_number = [&edit.before, &edit.after].into_iter().flatten().any(Value::is_number);
    Some(match top {
        "rules" => ranked(edit, &["off", "note", "warn", "fail"], "fail"),
        "skips-allowed" | "waivers"
            if matches!(last, "reason" | "owner" | "id" | "exit" | "since" | "blocker") =>
        {
            return None;
        }
        "waivers" => return waiver(edit, last, is_added, is_removed),
        "skips-allowed" | "not-gates" => lets(),
        "tests" | "coverage" if is_number => return None,
        "coverage" if last == "rounding" => ranked(edit, &["coverage.py", "exact"], "exact"),
        "approvals" if last == "by" => ranked(edit, &["write", "maintain", "admin"], "write"),
        "approvals" => lets(),
        "workflows" if edit.names.iter().any(|name| name == "advisory") => lets(),
        "workflows" => bound(edit, last).unwrap_or_else(|| {
            match edit.names.iter().rev().nth(1).map(String::as_str) {
                Some("only" | "equals") => DriftDirection::Weaker,
                _ => asks(),
            }
        }),
        // How long the gate waits says nothing about what it asks for.
        "wait" => return None,
        "checks" if last == "wait" => return None,
        "context" | "checks" | "tests" | "coverage" | "artifacts" | "settings" | "files"
        | "gate-commands" | "extends" => asks(),
        _ => DriftDirection::Weaker,
    })
}

/// A waiver that is added or prolonged is told by `bad-waiver`; one that ends sooner asks more.
fn waiver(
    edit: &PolicyEdit,
    last: &str,
    is_added: bool,
    is_removed: bool,
) -> Option<DriftDirection> {
    let text = |value: &Option<Value>| value.as_ref().and_then(Value::as_str).map(str::to_owned);
    match (last, text(&edit.before), text(&edit.after)) {
        ("until", Some(before), Some(after)) => {
            (after < before).then_some(DriftDirection::Stronger)
        }
        _ if is_removed && !is_added => Some(DriftDirection::Stronger),
        _ => None,
    }
}

/// A word on a scale, the strictest last; an absent one is the default.
fn ranked(edit: &PolicyEdit, scale: &[&str], default: &str) -> DriftDirection {
    let rank = |value: &Option<Value>| {
        let word = value.as_ref().and_then(Value::as_str).unwrap_or(default);
        scale.iter().position(|known| *known == word)
    };
    // A severity that is taken off is the rule's own again, which is not known here.
    if rank(&edit.after) >= rank(&edit.before) {
        DriftDirection::Stronger
    } else {
        DriftDirection::Weaker
    }
}

/// The end of a scale of numbers that moved.
fn bound(edit: &PolicyEdit, last: &str) -> Option<DriftDirection> {
    let number = |value: &Option<Value>| value.as_ref().and_then(Value::as_f64);
    let (before, after) = (number(&edit.before)?, number(&edit.after)?);
    let is_stricter = match last {
        "at-most" => after < before,
        "at-least" => after > before,
        _ => return None,
    };
    Some(if is_stricter { DriftDirection::Stronger } else { DriftDirection::Weaker })
}
