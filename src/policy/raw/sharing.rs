//! `approvals:` and `extends:`.

use super::fields::Reader;
use crate::formats::yaml::NodeRef;
use crate::policy::contract::{Access, Approvals, Extends};

/// `approvals:`.
pub(super) fn approvals(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<Approvals> {
    let mut fields = reader.fields(node, "`approvals`")?;
    let span = fields.span;
    let label = reader.required(&mut fields, "label").and_then(|node| reader.text(node, "label"));
    let by = fields.take("by").and_then(|node| {
        let text = reader.text(node, "by")?;
        match text.value.as_str() {
            "write" => Some(Access::Write),
            "maintain" => Some(Access::Maintain),
            "admin" => Some(Access::Admin),
            other => {
                let message =
                    format!("`{other}` is no access; write `write`, `maintain` or `admin`");
                reader.problem(text.span, message);
                None
            }
        }
    });
    fields.end(reader, &[]);
    Some(Approvals { span, label: label?, by: by.unwrap_or(Access::Write) })
}

/// `extends: owner/name/path@commit`.
pub(super) fn extends(node: NodeRef<'_>, reader: &mut Reader<'_>) -> Option<Extends> {
    let text = reader.text(node, "extends")?;
    let (place, commit) = text.value.rsplit_once('@').unwrap_or((&text.value, ""));
    let mut parts = place.splitn(3, '/');
    let (owner, name, path) = (parts.next(), parts.next(), parts.next());
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    let path = path.filter(|path| path.split('/').all(is_name));
    let repository = owner.zip(name).filter(|(owner, name)| is_name(owner) && is_name(name));
    let Some((path, (owner, name))) = path.zip(repository) else {
        let message = format!("`{}` names no policy of another repository", text.value);
        reader.problem_with_help(text.span, message, "write `owner/name/path@commit`");
        return None;
    };
    if commit.len() != 40 || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let found = if commit.is_empty() { "nothing" } else { commit };
        reader.problem_with_help(
            text.span,
            format!(
                "`extends` names `{found}` and no commit; a branch or tag could change under it"
            ),
            "write all 40 digits of the commit after `@`",
        );
        return None;
    }
    Some(Extends {
        span: text.span,
        repository: format!("{owner}/{name}"),
        path: path.to_owned(),
        commit: commit.to_ascii_lowercase(),
    })
}
