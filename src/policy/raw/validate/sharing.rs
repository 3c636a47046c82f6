//! Validates `approvals:` and `extends:`.

use super::super::types;
use super::super::words::Text;
use super::super::written::Written;
use super::checker::Checker;
use crate::policy::contract::{Access, Approvals, Extends};

/// Validates `approvals:`.
pub(super) fn approvals(
    raw: Written<types::RawApprovals>,
    checker: &mut Checker<'_>,
) -> Option<Approvals> {
    let span = raw.span()?;
    let raw = raw.value()?;
    let label = checker.words(raw.label, "label", span, "`approvals`")?;
    let by = match raw.by.value() {
        None | Some(types::RawAccess::Write) => Access::Write,
        Some(types::RawAccess::Maintain) => Access::Maintain,
        Some(types::RawAccess::Admin) => Access::Admin,
    };
    Some(Approvals { span, label, by })
}

/// Validates `extends: owner/name/path@commit`.
pub(super) fn extends(raw: Written<Text>, checker: &mut Checker<'_>) -> Option<Extends> {
    let text = raw.words()?;
    let (place, commit) = text.value.rsplit_once('@').unwrap_or((&text.value, ""));
    let mut parts = place.splitn(3, '/');
    let (owner, name, path) = (parts.next(), parts.next(), parts.next());
    let is_name = |part: &str| !part.is_empty() && part != "." && part != "..";
    let path = path.filter(|path| path.split('/').all(is_name));
    let repository = owner.zip(name).filter(|(owner, name)| is_name(owner) && is_name(name));
    let Some((path, (owner, name))) = path.zip(repository) else {
        let message = format!("`{}` names no policy of another repository", text.value);
        checker.problem_with_help(text.span, message, "write `owner/name/path@commit`");
        return None;
    };
    if commit.len() != 40 || !commit.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        let found = if commit.is_empty() { "nothing" } else { commit };
        checker.problem_with_help(
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
