//! Texts of which only the shape is known: `refs/pull/` and a number and `/merge`. Two of them may be
//! known to be the same or not, and so may one and a text, although nobody knows either before the run.
//!
//! Everything here ignores case, as GitHub's comparisons do.

use super::fold::fold_case;

/// A text in parts. Never empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shape(Vec<ShapePart>);

/// A part of a [`Shape`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ShapePart {
    /// This text.
    Known(String),
    /// Some text that is not empty.
    Symbol(Symbol),
}

/// Stands for one text that is not known; the same wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Symbol {
    /// Which one.
    pub id: &'static str,
    /// What it is made of.
    pub kind: SymbolKind,
    /// No other symbol of its kind stands for the same text.
    pub unique: bool,
    /// Texts that it does not stand for.
    pub never: Vec<String>,
}

/// What a symbol is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SymbolKind {
    /// Decimal digits.
    Number,
    /// Name of a user or of an organisation, none of an app: letters, digits and hyphens. Source: GitHub
    /// refuses any other at sign-up; the logins of apps end in `[bot]`.
    Login,
    /// `owner/name`.
    Repository,
    /// Name of a branch. Source: `git help check-ref-format`.
    Branch,
}

impl SymbolKind {
    fn may_hold(self, char: char) -> bool {
        match self {
            Self::Number => char.is_ascii_digit(),
            Self::Login => char.is_ascii_alphanumeric() || "-_".contains(char),
            Self::Repository => char.is_ascii_alphanumeric() || "-_./".contains(char),
            Self::Branch => {
                !char.is_whitespace() && !char.is_control() && !"~^:?*[\\".contains(char)
            }
        }
    }

    fn may_be(self, text: &str) -> bool {
        let slashes = text.matches('/').count();
        !text.is_empty()
            && text.chars().all(|char| self.may_hold(char))
            && (self != Self::Repository || slashes == 1)
    }
}

impl Symbol {
    /// Takes a text that went through [`fold_case`].
    fn may_be(&self, text: &str) -> bool {
        self.kind.may_be(text) && !self.never.iter().any(|never| fold_case(never) == text)
    }
}

impl Shape {
    /// A text in these parts; `None` where none of them is a symbol.
    #[must_use]
    pub fn new(parts: Vec<ShapePart>) -> Option<Self> {
        let mut joined: Vec<ShapePart> = Vec::new();
        for part in parts {
            match (joined.last_mut(), part) {
                (Some(ShapePart::Known(text)), ShapePart::Known(more)) => text.push_str(&more),
                (_, ShapePart::Known(text)) if text.is_empty() => {}
                (_, part) => joined.push(part),
            }
        }
        let is_symbol = |part: &ShapePart| matches!(part, ShapePart::Symbol(_));
        joined.iter().any(is_symbol).then_some(Self(joined))
    }

    /// The parts.
    #[must_use]
    pub fn parts(&self) -> &[ShapePart] {
        &self.0
    }

    /// Whether it is this text.
    pub(super) fn equals(&self, text: &str) -> Option<bool> {
        let text = fold_case(text);
        let mut rest = text.as_str();
        let mut inner = self.0.as_slice();
        if let [ShapePart::Known(first), others @ ..] = inner {
            let Some(after) = rest.strip_prefix(fold_case(first).as_str()) else {
                return Some(false);
            };
            (rest, inner) = (after, others);
        }
        if let [others @ .., ShapePart::Known(last)] = inner {
            let Some(before) = rest.strip_suffix(fold_case(last).as_str()) else {
                return Some(false);
            };
            (rest, inner) = (before, others);
        }
        match inner {
            [ShapePart::Symbol(symbol)] if !symbol.may_be(rest) => Some(false),
            _ if rest.is_empty() => Some(false),
            _ => None,
        }
    }

    /// Whether it is the same text as another of which only the shape is known.
    pub(super) fn equals_shape(&self, other: &Self) -> Option<bool> {
        if self == other {
            return Some(true);
        }
        match (self.0.as_slice(), other.0.as_slice()) {
            ([ShapePart::Symbol(a)], [ShapePart::Symbol(b)]) => {
                (a.kind == b.kind && a.unique && b.unique).then_some(false)
            }
            ([ShapePart::Known(a), ..], [ShapePart::Known(b), ..]) => {
                let (a, b) = (fold_case(a), fold_case(b));
                (!a.starts_with(&b) && !b.starts_with(&a)).then_some(false)
            }
            ([ShapePart::Known(known), ..], [ShapePart::Symbol(symbol)])
            | ([ShapePart::Symbol(symbol)], [ShapePart::Known(known), ..]) => {
                known.chars().any(|char| !symbol.kind.may_hold(char)).then_some(false)
            }
            _ => None,
        }
    }

    /// Whether it begins so.
    pub(super) fn starts_with(&self, prefix: &str) -> Option<bool> {
        let prefix = fold_case(prefix);
        let mut rest = prefix.as_str();
        for part in &self.0 {
            match part {
                _ if rest.is_empty() => return Some(true),
                ShapePart::Known(text) => {
                    let text = fold_case(text);
                    match rest.strip_prefix(text.as_str()) {
                        Some(after) => rest = after,
                        None => return Some(text.starts_with(rest)),
                    }
                }
                ShapePart::Symbol(symbol) => {
                    let first = rest.chars().next();
                    let fits = first.is_none_or(|char| symbol.kind.may_hold(char));
                    return if fits { None } else { Some(false) };
                }
            }
        }
        Some(rest.is_empty())
    }

    /// Whether it ends so.
    pub(super) fn ends_with(&self, suffix: &str) -> Option<bool> {
        let suffix = fold_case(suffix);
        let mut rest = suffix.as_str();
        for part in self.0.iter().rev() {
            match part {
                _ if rest.is_empty() => return Some(true),
                ShapePart::Known(text) => {
                    let text = fold_case(text);
                    match rest.strip_suffix(text.as_str()) {
                        Some(before) => rest = before,
                        None => return Some(text.ends_with(rest)),
                    }
                }
                ShapePart::Symbol(symbol) => {
                    let last = rest.chars().next_back();
                    let fits = last.is_none_or(|char| symbol.kind.may_hold(char));
                    return if fits { None } else { Some(false) };
                }
            }
        }
        Some(rest.is_empty())
    }

    /// Whether a text stands in it.
    pub(super) fn contains(&self, text: &str) -> Option<bool> {
        let text = fold_case(text);
        let known = self.0.iter().any(|part| match part {
            ShapePart::Known(known) => fold_case(known).contains(&text),
            ShapePart::Symbol(_) => false,
        });
        if known || text.is_empty() {
            return Some(true);
        }
        // It reaches into no symbol where none of its characters can stand there.
        let outside = self.0.iter().all(|part| match part {
            ShapePart::Known(_) => true,
            ShapePart::Symbol(symbol) => !text.chars().any(|char| symbol.kind.may_hold(char)),
        });
        let too_strange = match self.0.as_slice() {
            [ShapePart::Symbol(symbol)] => text.chars().any(|char| !symbol.kind.may_hold(char)),
            _ => false,
        };
        (outside || too_strange).then_some(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(id: &'static str, kind: SymbolKind, unique: bool) -> ShapePart {
        ShapePart::Symbol(Symbol { id, kind, unique, never: vec!["acme/own".to_owned()] })
    }

    fn known(text: &str) -> ShapePart {
        ShapePart::Known(text.to_owned())
    }

    fn symbol(id: &'static str, kind: SymbolKind, unique: bool) -> Shape {
        Shape::new(vec![part(id, kind, unique)]).unwrap()
    }

    #[test]
    fn the_ref_of_a_pull_request_is_no_branch_and_no_tag() {
        let number = part("number", SymbolKind::Number, false);
        let parts = vec![known("refs/"), known("pull/"), number, known("/merge")];
        let merge = Shape::new(parts).unwrap();
        assert_eq!(merge.parts().len(), 3);
        for other in ["refs/heads/main", "refs/pull/x/merge", "refs/pull//merge", "refs/pull/1", ""]
        {
            assert_eq!(merge.equals(other), Some(false), "{other}");
        }
        assert_eq!(merge.equals("REFS/pull/12/merge"), None);
        assert_eq!(merge.starts_with("refs/PULL/"), Some(true));
        assert_eq!(merge.starts_with("refs"), Some(true));
        assert_eq!(merge.starts_with("refs/heads/"), Some(false));
        assert_eq!(merge.starts_with("refs/pull/1"), None);
        assert_eq!(merge.starts_with("refs/pull/x"), Some(false));
        assert_eq!(merge.ends_with("/merge"), Some(true));
        assert_eq!(merge.ends_with("main"), Some(false));
        assert_eq!(merge.ends_with("1/merge"), None);
        assert_eq!(merge.contains("release"), Some(false));
        assert_eq!(merge.contains("pull"), Some(true));
        assert_eq!(merge.contains("12"), None);
        assert_eq!(Shape::new(vec![known("a"), known("b")]), None);
    }

    #[test]
    fn a_person_is_no_app() {
        let person = symbol("actor", SymbolKind::Login, false);
        assert_eq!(person.equals("dependabot[bot]"), Some(false));
        assert_eq!(person.equals("octocat"), None);
        assert_eq!(person.contains("[bot]"), Some(false));
        assert_eq!(person.contains("bot"), None);
        assert_eq!(person.ends_with("[bot]"), Some(false));
        assert_eq!(person.starts_with("app/"), None);
        assert_eq!(person.equals_shape(&symbol("author", SymbolKind::Login, false)), None);
    }

    #[test]
    fn two_unique_ones_differ_and_each_is_itself() {
        let (own, fork) = (
            symbol("own", SymbolKind::Repository, true),
            symbol("fork", SymbolKind::Repository, true),
        );
        assert_eq!(own.equals_shape(&own), Some(true));
        assert_eq!(own.equals_shape(&fork), Some(false));
        assert_eq!(own.equals("acme/orders"), None);
        assert_eq!(own.equals("orders"), Some(false));
        assert_eq!(own.equals("Acme/own"), Some(false));
        let branch = symbol("default", SymbolKind::Branch, true);
        let of = |prefix: &str| Shape::new(vec![known(prefix), branch.parts()[0].clone()]).unwrap();
        assert_eq!(of("refs/heads/").equals_shape(&of("refs/heads/")), Some(true));
        assert_eq!(of("refs/heads/").equals_shape(&of("refs/tags/")), Some(false));
        assert_eq!(branch.equals_shape(&of("refs/heads/")), None);
        assert_eq!(of("refs/heads/").equals("refs/heads/main"), None);
        assert_eq!(of("refs/heads/").equals("refs/heads/"), Some(false));
    }
}
