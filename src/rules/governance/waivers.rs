//! What the rule `bad-waiver` reports of each waiver, in the policy or in a comment of a workflow.

use crate::drift::inline_waivers::HeldWaiver;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::WaiverUse;
use crate::policy::paths::file_name;
use crate::rules::governance::find_missing;
use crate::rules::rule::WaiverRegister;
use crate::span::{Location, Span};

/// Days before the end of a waiver from which a note announces the end.
const NOTICE: i32 = 14;
/// Most targets that a message lists.
const SHOWN: usize = 5;

pub(super) fn check(register: &WaiverRegister<'_>, sink: &mut Sink) {
    for used in register.waivers {
        sink.examine();
        waiver(register, used, sink);
    }
    for HeldWaiver { comment, .. } in register.comments {
        if let Err(why) = &comment.waiver {
            sink.examine();
            let place = comment.place.place.clone();
            sink.find(
                Finding::new(
                    format!("waiver:{}", file(&place)),
                    place,
                    format!("this comment waives nothing: {why}"),
                )
                .label("not a whole waiver")
                .help("complete it, or remove it"),
            );
        }
    }
}

/// One waiver with its names and places for a finding.
struct Shown<'a> {
    used: &'a WaiverUse,
    subject: String,
    what: String,
    place: Option<Location>,
    end: Option<Location>,
}

impl Shown<'_> {
    fn finding(&self, place: Option<&Location>, message: String) -> Finding {
        Finding::new(self.subject.clone(), place.cloned(), message)
    }
}

fn waiver(register: &WaiverRegister<'_>, used: &WaiverUse, sink: &mut Sink) {
    let (policy, waiver) = (register.policy, &used.waiver);
    let (rule, at) = (&waiver.rule.value, waiver.at.0.as_str());
    let in_policy = |span: Span| match waiver.on_base {
        true => policy.locate(span),
        // A waiver that is not on the base is in the file of the head, wherever the policy was
        // read.
        false => Some(Location::new(policy.origin.path.as_str(), span)),
    };
    let place = used.inline.as_ref().map(|inline| inline.place.clone());
    let shown = Shown {
        used,
        subject: match &place {
            Some(place) => format!("waiver:{rule}/{}", file(place)),
            None => format!("waiver:{rule}/{at}"),
        },
        what: format!("`{rule}` at `{at}`"),
        end: place.clone().or_else(|| in_policy(waiver.until.span)),
        place: place.or_else(|| in_policy(waiver.span)),
    };
    if let Some(found) = unknown_rule(register, &shown) {
        return sink.find(found);
    }
    if !waiver.on_base {
        return added(register, &shown, sink);
    }
    if used.expired {
        return sink.find(over(&shown));
    }
    if used.matched == 0
        && let Some((gone, near)) = find_missing(register.facts, &waiver.at.0)
    {
        let message = format!("the waiver of {} covers nothing: there is no {gone}", shown.what);
        let place = in_policy(waiver.at.1);
        return sink.find(
            shown
                .finding(place.as_ref(), message)
                .label("names what is not there")
                .help(format!("correct the name{near}, or remove the waiver")),
        );
    }
    if used.matched == 0 && used.examined && !is_elsewhere(register, waiver.at.0.as_str()) {
        return sink.find(
            shown
                .finding(
                    shown.place.as_ref(),
                    format!(
                        "the waiver of {} covers nothing any more: it stands open for the next one",
                        shown.what
                    ),
                )
                .label("covers nothing")
                .help("remove it; if it should cover something, compare `at` with the subject of the finding, or the line of the comment with that of the finding"),
        );
    }
    if let Some(found) = wider(&shown) {
        sink.find(found);
    }
    ends_soon(register, &shown, sink);
}

/// Returns whether a waiver is about an entry of the policy that this run does not judge.
fn is_elsewhere(register: &WaiverRegister<'_>, at: &str) -> bool {
    register.policy.elsewhere.iter().any(|entry| {
        let subject = entry.subject();
        let rest = at.strip_prefix(subject.as_str());
        // A pattern that is wider than one entry may be about it too.
        let head = at.find(['*', '?', '[', '{']).and_then(|end| at.get(..end));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
            || head.is_some_and(|head| !head.is_empty() && subject.starts_with(head))
    })
}

/// Returns a finding for a comment that names no existing rule. The reader of the policy checks the
/// rules of its own waivers.
fn unknown_rule(register: &WaiverRegister<'_>, shown: &Shown<'_>) -> Option<Finding> {
    let rule = &shown.used.waiver.rule.value;
    if shown.used.inline.is_none() || register.ids.contains(&rule.as_str()) {
        return None;
    }
    let near = register.ids.iter().min_by_key(|id| (strsim::damerau_levenshtein(id, rule), **id));
    let near = near.map(|id| format!("did you mean `{id}`?")).unwrap_or_default();
    let message = format!("this comment waives nothing: there is no rule `{rule}`");
    Some(shown.finding(shown.place.as_ref(), message).label("no such rule").help(near))
}

/// Reports a waiver that the change adds or whose end the change moves: it does not count yet.
fn added(register: &WaiverRegister<'_>, shown: &Shown<'_>, sink: &mut Sink) {
    let (used, what) = (shown.used, &shown.what);
    let inline: Option<&HeldWaiver> = used
        .inline
        .as_ref()
        .and_then(|place| register.comments.iter().find(|one| one.comment.place == *place));
    if let Some(why) = inline.and_then(|inline| inline.unknown.as_ref()) {
        let message =
            format!("whether the waiver of {what} stands on the base cannot be told: {why}");
        return sink.unknown(shown.finding(shown.place.as_ref(), message).label("does not count"));
    }
    let older = |other: &&WaiverUse| {
        other.inline.is_none()
            && other.waiver.on_base
            && other.waiver.rule.value == used.waiver.rule.value
            && other.waiver.at.0.as_str() == used.waiver.at.0.as_str()
    };
    let end = match &used.inline {
        Some(_) => inline.and_then(|inline| inline.prolongs),
        None => register.waivers.iter().find(older).map(|other| other.waiver.until.value),
    };
    let new = used.waiver.until.value;
    let message = match end {
        Some(old) => format!(
            "the end of the waiver of {what} is moved from {old} to {new} by this very change, so the new end does not count"
        ),
        None => format!("the waiver of {what} comes with this very change, so it does not count"),
    };
    let label = if used.inline.is_some() {
        "in a comment of the change"
    } else {
        "in the policy of the change"
    };
    sink.find(
        shown
            .finding(shown.place.as_ref(), message)
            .label(label)
            .help("let it onto the base branch first, on its own, where it is seen"),
    );
}

/// Returns the finding for a waiver that has ended. It is a warning where the change leaves the
/// covered files alone: an unrelated pull request must not be blocked by it, while the default
/// branch turns red.
fn over(shown: &Shown<'_>) -> Finding {
    let waiver = &shown.used.waiver;
    let end = waiver.until.value;
    let finding = shown
        .finding(shown.end.as_ref(), format!("the waiver of {} ended on {end} (UTC)", shown.what))
        .label("over")
        .help(format!("fix what it covers, or let {} give it a new end", waiver.owner));
    if shown.used.is_over_elsewhere() { finding.at_most(Severity::Warn) } else { finding }
}

/// Returns a finding for a pattern that is wider than needed: it covers one target, or several by
/// `**`. The next problem that matches would be covered unseen.
fn wider(shown: &Shown<'_>) -> Option<Finding> {
    let pattern = &shown.used.waiver.at.0;
    let subjects = &shown.used.subjects;
    if shown.used.inline.is_some() || pattern.is_literal() || !shown.used.examined {
        return None;
    }
    let first = subjects.first()?;
    let message = match subjects.len() {
        1 => format!("the waiver of {} covers one thing, `{first}`", shown.what),
        count if pattern.as_str().contains("**") => {
            let names: Vec<String> =
                subjects.iter().take(SHOWN).map(|subject| format!("`{subject}`")).collect();
            let more = if count > SHOWN { ", ..." } else { "" };
            format!(
                "the waiver of {} covers {count} things: {}{more}",
                shown.what,
                names.join(", ")
            )
        }
        _ => return None,
    };
    Some(
        shown
            .finding(shown.place.as_ref(), message)
            .label("wider than needed")
            .help("write the subject itself, so that the next finding of that kind is seen")
            .at_most(Severity::Note),
    )
}

fn ends_soon(register: &WaiverRegister<'_>, shown: &Shown<'_>, sink: &mut Sink) {
    let waiver = &shown.used.waiver;
    let end = waiver.until.value;
    let left = end.since(register.today).map_or(i32::MAX, |span| span.get_days());
    if left > NOTICE {
        return;
    }
    let days = match left {
        0 => "today is its last day".to_owned(),
        1 => "1 day from now".to_owned(),
        days => format!("{days} days from now"),
    };
    sink.find(
        shown
            .finding(
                shown.end.as_ref(),
                format!("the waiver of {} ends on {end} (UTC), {days}", shown.what),
            )
            .label("ends soon")
            .help(format!("{} decides: fix what it covers, or give it a new end", waiver.owner))
            .at_most(Severity::Note),
    );
}

fn file(place: &Location) -> &str {
    file_name(&place.path)
}
