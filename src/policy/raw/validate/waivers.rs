//! Validates `waivers:`.

use super::super::types;
use super::super::words::Text;
use super::super::written::{RawList, Written};
use super::checker::Checker;
use crate::policy::waiver::Waiver;

/// Validates `waivers:`.
pub(super) fn waivers(
    raw: Written<RawList<types::RawWaiver>>,
    checker: &mut Checker<'_>,
) -> Vec<Waiver> {
    raw.items().into_iter().filter_map(|entry| waiver(entry, checker)).collect()
}

fn waiver(entry: Written<types::RawWaiver>, checker: &mut Checker<'_>) -> Option<Waiver> {
    let what = "a waiver";
    let span = entry.span()?;
    let raw = entry.value()?;
    let rule = checker.words(raw.rule, "rule", span, what);
    let rule = rule.and_then(|id| checker.rule(id));
    let at = checker.words(raw.at, "at", span, what);
    let at = at.and_then(|text| Some((checker.pattern(&text)?, text.span)));
    let reason = checker.words(raw.reason, "reason", span, what);
    let owner = checker.words(raw.owner, "owner", span, what);
    let until = checker.required(raw.until, "until", span, what);
    let text = |text: Written<Text>| text.words().map(|text| text.value);
    Some(Waiver {
        span,
        rule: rule?,
        at: at?,
        reason: reason?.value,
        owner: owner?.value,
        until: until?.map(|day| day.0),
        id: text(raw.id),
        exit: text(raw.exit),
        since: raw.since.value().map(|day| day.0),
        blocker: text(raw.blocker),
        on_base: true,
    })
}
