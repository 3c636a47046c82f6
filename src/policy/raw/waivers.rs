//! `waivers:`.

use jiff::civil::Date;

use super::fields::Reader;
use crate::formats::yaml::NodeRef;
use crate::policy::waiver::Waiver;
use crate::span::Spanned;

/// `waivers:`.
pub(super) fn waivers(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Vec<Waiver> {
    let items = reader.items(node, "waivers");
    items.into_iter().filter_map(|item| waiver(item, reader)).collect()
}

fn waiver(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<Waiver> {
    let mut fields = reader.fields(node, "a waiver")?;
    let span = fields.span;
    let rule = reader.required(&mut fields, "rule");
    let rule = rule.and_then(|node| Some(Spanned::new(reader.rule(node)?, node.span())));
    let at = reader.required(&mut fields, "at").and_then(|node| {
        let text = reader.text(node, "at")?;
        Some((reader.pattern(&text)?, text.span))
    });
    let reason =
        reader.required(&mut fields, "reason").and_then(|node| reader.text(node, "reason"));
    let owner = reader.required(&mut fields, "owner").and_then(|node| reader.text(node, "owner"));
    let until = reader.required(&mut fields, "until").and_then(|node| day(node, "until", reader));
    let mut optional = |key| fields.take(key).and_then(|node| reader.text(node, key));
    let (id, exit, blocker) = (optional("id"), optional("exit"), optional("blocker"));
    let since = fields.take("since").and_then(|node| day(node, "since", reader));
    fields.end(reader, &[]);
    let text = |text: Option<Spanned<String>>| text.map(|text| text.value);
    Some(Waiver {
        span,
        rule: rule?,
        at: at?,
        reason: reason?.value,
        owner: owner?.value,
        until: until?,
        id: text(id),
        exit: text(exit),
        since: since.map(|day| day.value),
        blocker: text(blocker),
        on_base: true,
    })
}

fn day(node: NodeRef<'_>, what: &str, reader: &mut Reader<'_>) -> Option<Spanned<Date>> {
    let text = reader.text(node, what)?;
    let day = text.value.parse::<Date>().ok().filter(|_| text.value.len() == 10);
    if day.is_none() {
        reader.problem(
            text.span,
            format!("`{what}` is `{}`; expected a day such as `2026-12-31`", text.value),
        );
    }
    day.map(|day| Spanned::new(day, text.span))
}
