//! The policy, as it will hold once the change is merged. Numbers that a measurement is held to are the
//! matter of `thresholds`, waivers that are added that of the rule `bad-waiver`.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde_json::Value;

use super::direction::direction;
use super::edits::{PolicyEdit, edits, shown, with_inherited};
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
        let found = with_inherited(&before.value, edits(&before.value, &after.value));
        let mut entries: BTreeMap<(String, DriftDirection), PolicyEntry<'_>> = BTreeMap::new();
        for edit in &found {
            let (Some(direction), Some(top)) = (direction(edit, &found), edit.names.first()) else {
                continue;
            };
            entries.entry((top.clone(), direction)).or_default().push(edit);
        }
        let shift = |((top, direction), edits): ((String, DriftDirection), PolicyEntry<'_>)| {
            let first = edits.first()?;
            let before_at = self.place(before.span(&first.before_at));
            let after_at = self.place(after.span(&first.after_at));
            let (old, new) = first.sides();
            let value =
                |value: Option<&Value>, none: &str| value.map_or_else(|| none.to_owned(), shown);
            let mut shift = self.whole(
                direction,
                message(&top, direction, &edits),
                DifferenceSide::base(value(old, "none"), before_at),
                DifferenceSide::head(value(new, "gone"), after_at),
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
    match edit.sides() {
        (None, _) => format!("`{name}` is new"),
        (_, None) => format!("`{name}` is gone"),
        (Some(before), Some(after)) => {
            format!("`{name}` is `{}` and was `{}`", shown(after), shown(before))
        }
    }
}
