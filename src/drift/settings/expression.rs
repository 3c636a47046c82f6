//! Expressions that select tests: `-k` and `-m` of pytest, filters of other runners.

use std::collections::BTreeSet;

/// What an expression keeps out and what it wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Selection {
    /// Behind `not`, each of which keeps tests out.
    pub(super) out: BTreeSet<String>,
    /// All of these are wanted.
    pub(super) all: BTreeSet<String>,
    /// One of these is wanted.
    pub(super) any: BTreeSet<String>,
}

/// Reads one: a list with `and`, in which `not (a or b)` may stand, or a list with `or`.
pub(super) fn read(text: &str) -> Selection {
    let text = text.trim().trim_matches(['"', '\'']).trim();
    let mut found = Selection::default();
    for part in text.split(" and ").map(str::trim).filter(|part| !part.is_empty()) {
        let part = part.trim_matches(|c| c == '(' || c == ')').trim();
        if let Some(out) = part.strip_prefix("not ").or_else(|| part.strip_prefix("not(")) {
            let inner = out.trim().trim_matches(['(', ')']);
            found.out.extend(inner.split(" or ").map(|term| term.trim().to_owned()));
        } else if part.contains(" or ") {
            found.any.extend(part.split(" or ").map(|term| term.trim().to_owned()));
        } else {
            found.all.insert(part.to_owned());
        }
    }
    found
}

impl Selection {
    /// What it keeps out, or wants besides, that another does not: less is selected.
    pub(super) fn narrower_than(&self, other: &Self) -> Vec<String> {
        let out = self.out.difference(&other.out).map(|term| format!("not {term}"));
        let all = self.all.difference(&other.all).filter(|term| !other.any.contains(*term));
        let all = all.map(|term| (*term).clone());
        let was_any = if other.all.is_empty() { &other.any } else { &self.any };
        let lost = was_any.difference(&self.any).filter(|term| !self.all.contains(*term));
        let lost = lost.filter(|_| !self.any.is_empty()).map(|term| format!("no more {term}"));
        let is_new = self.any.iter().filter(|_| other.any.is_empty() && other.all.is_empty());
        let is_new = is_new.cloned();
        out.chain(all).chain(lost).chain(is_new).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_selects_less_is_told() {
        let narrower = |old: &str, new: &str| read(new).narrower_than(&read(old)).join(", ");
        assert_eq!(narrower("", "not slow"), "not slow");
        assert_eq!(narrower("not slow", "not slow and not net"), "not net");
        assert_eq!(narrower("not (a or b)", "not a and not b"), "");
        assert_eq!(narrower("not a and not b", "not (b or a or c)"), "not c");
        assert_eq!(narrower("a or b", "a or b or c"), "");
        assert_eq!(narrower("a or b", "b"), "");
        assert_eq!(narrower("a or b or c", "a or b"), "no more c");
        assert_eq!(narrower("", "unit"), "unit");
        assert_eq!(narrower("not slow", ""), "");
    }
}
