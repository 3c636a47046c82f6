//! What a filter of an event lets through: everything, all but something, or only something.
//!
//! Source: GitHub documentation, "Workflow syntax": patterns are read in their order, `!` takes back what
//! one before let in; a filter and its `-ignore` never stand together; a push with only `branches` is
//! started by no tag, and the other way round.

use crate::drift::versions::is_bump;
use crate::formats::workflow::model::Trigger;
use crate::policy::Pattern;
use crate::span::{Span, Spanned};

/// What one event lets through, by one of its filters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TriggerScope {
    /// Everything.
    All,
    /// All but what these match.
    Not(Vec<String>),
    /// What these match, in their order.
    Only(Vec<String>),
    /// Nothing of the kind.
    Nothing,
}

/// A scope and where it is written; the event's own name where it is not.
#[derive(Clone, Debug)]
pub(super) struct TriggerFilter {
    pub(super) scope: TriggerScope,
    pub(super) span: Span,
}

/// What is filtered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum TriggerAxis {
    Branches,
    Tags,
    Paths,
}

impl TriggerAxis {
    pub(super) const ALL: [Self; 3] = [Self::Branches, Self::Tags, Self::Paths];

    /// The key of the filter, and of the one that takes out.
    pub(super) const fn keys(self) -> (&'static str, &'static str) {
        match self {
            Self::Branches => ("branches", "branches-ignore"),
            Self::Tags => ("tags", "tags-ignore"),
            Self::Paths => ("paths", "paths-ignore"),
        }
    }
}

impl TriggerFilter {
    pub(super) fn of(on: &Trigger, axis: TriggerAxis) -> Self {
        let find = |name: &str| on.filters.iter().find(|(key, _)| key.value == name);
        let texts = |values: &[Spanned<String>]| -> Vec<String> {
            values.iter().map(|value| value.value.clone()).collect()
        };
        let (only, ignore) = axis.keys();
        if let Some((key, values)) = find(only) {
            return Self { scope: TriggerScope::of_patterns(texts(values)), span: key.span };
        }
        if let Some((key, values)) = find(ignore) {
            return Self { scope: TriggerScope::Not(texts(values)), span: key.span };
        }
        let other = match axis {
            TriggerAxis::Branches => TriggerAxis::Tags,
            TriggerAxis::Tags => TriggerAxis::Branches,
            TriggerAxis::Paths => TriggerAxis::Paths,
        };
        let (only, ignore) = other.keys();
        let is_narrowed = on.event.value == "push"
            && axis != TriggerAxis::Paths
            && [only, ignore].iter().any(|key| find(key).is_some());
        let scope = if is_narrowed { TriggerScope::Nothing } else { TriggerScope::All };
        Self { scope, span: on.event.span }
    }
}

impl TriggerScope {
    /// `['**', '!docs/**']` is all but `docs/**`.
    fn of_patterns(patterns: Vec<String>) -> Self {
        let (first, rest) = match patterns.split_first() {
            Some((first, rest)) if first == "**" => (first, rest),
            _ => return Self::Only(patterns),
        };
        let negated: Option<Vec<String>> =
            rest.iter().map(|pattern| pattern.strip_prefix('!').map(str::to_owned)).collect();
        match negated {
            Some(ignored) if ignored.is_empty() && first == "**" => Self::All,
            Some(ignored) => Self::Not(ignored),
            None => Self::Only(patterns),
        }
    }

    /// Shown: `all`, `main, release/**`, `all but docs/**`.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::All => "all".to_owned(),
            Self::Not(patterns) => format!("all but {}", patterns.join(", ")),
            Self::Only(patterns) => patterns.join(", "),
            Self::Nothing => "none".to_owned(),
        }
    }

    /// What this lets through and none of the others does, in patterns; what was replaced by a later
    /// version, or a default branch by another, counts as let through.
    pub(super) fn without(&self, others: &[&Self]) -> TriggerLoss {
        if *self == Self::Nothing || others.contains(&self) {
            return TriggerLoss::Nothing;
        }
        let losts = others.iter().map(|other| self.less(other));
        // Events of the same name on several callers: the widest counts.
        losts.min_by_key(TriggerLoss::weight).unwrap_or_else(|| match self {
            Self::Only(patterns) => TriggerLoss::These(patterns.clone()),
            _ => TriggerLoss::AllBut(Vec::new()),
        })
    }

    fn less(&self, other: &Self) -> TriggerLoss {
        match (self, other) {
            (_, Self::All) | (Self::Nothing, _) => TriggerLoss::Nothing,
            (Self::All, Self::Not(now)) => TriggerLoss::these(now.clone()),
            (Self::Not(before), Self::Not(now)) => {
                let is_new = |pattern: &&String| !before.iter().any(|old| covers(old, pattern));
                TriggerLoss::these(now.iter().filter(is_new).cloned().collect())
            }
            (Self::All | Self::Not(_), Self::Only(now)) => TriggerLoss::AllBut(now.clone()),
            (Self::Only(before), Self::Not(now)) => {
                let is_hit = |pattern: &&String| {
                    before.iter().any(|old| covers(old, pattern) || covers(pattern, old))
                };
                TriggerLoss::these(now.iter().filter(is_hit).cloned().collect())
            }
            (Self::Only(before), Self::Only(now)) => TriggerLoss::these(gone(before, now)),
            (Self::Only(before), Self::Nothing) => TriggerLoss::These(before.clone()),
            (_, Self::Nothing) => TriggerLoss::AllBut(Vec::new()),
        }
    }
}

/// What is no longer let through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum TriggerLoss {
    Nothing,
    /// What these match.
    These(Vec<String>),
    /// Everything but what these match.
    AllBut(Vec<String>),
}

impl TriggerLoss {
    fn these(patterns: Vec<String>) -> Self {
        if patterns.is_empty() { Self::Nothing } else { Self::These(patterns) }
    }

    fn weight(&self) -> usize {
        match self {
            Self::Nothing => 0,
            Self::These(patterns) => 1 + patterns.len(),
            Self::AllBut(_) => usize::MAX,
        }
    }
}

/// Patterns that let something in and have no equal now; and those that take out now, of what was let in.
fn gone(before: &[String], now: &[String]) -> Vec<String> {
    let added: Vec<&String> = now.iter().filter(|pattern| !before.contains(pattern)).collect();
    let mut spent: Vec<&String> = Vec::new();
    let mut gone = Vec::new();
    for old in before.iter().filter(|pattern| !pattern.starts_with('!')) {
        let is_default = |name: &String| MAIN.contains(&name.as_str());
        if now.iter().any(|new| covers(new, old)) || is_default(old) && now.iter().any(is_default) {
            continue;
        }
        let replaces = |new: &&&String| !spent.contains(*new) && is_renamed(old, new);
        match added.iter().find(replaces) {
            Some(new) => spent.push(new),
            None => gone.push(old.clone()),
        }
    }
    let takes_out = |pattern: &&&String| {
        let Some(inner) = pattern.strip_prefix('!') else { return false };
        let is_old =
            before.iter().any(|old| old.strip_prefix('!').is_some_and(|old| covers(old, inner)));
        !is_old && before.iter().any(|old| covers(old, inner) || covers(inner, old))
    };
    gone.extend(added.iter().filter(takes_out).map(|pattern| (*pattern).clone()));
    gone
}

/// Names of the one branch that all changes end in: a repository has one of them.
const MAIN: [&str; 3] = ["main", "master", "trunk"];

/// The default branch under another name, or the branch of a later version.
fn is_renamed(old: &str, new: &str) -> bool {
    const DEFAULTS: [&str; 5] = ["main", "master", "develop", "dev", "trunk"];
    let is_version = old.contains(|char: char| char.is_ascii_digit())
        && new.contains(|char: char| char.is_ascii_digit())
        && is_bump(old, new);
    is_version || DEFAULTS.contains(&old) && DEFAULTS.contains(&new)
}

/// Whether one pattern lets through whatever another does.
pub(super) fn covers(wide: &str, narrow: &str) -> bool {
    if wide.starts_with('!') {
        return false;
    }
    // One name for each that the narrow one stands for.
    let sample = narrow.trim_start_matches('!').replace("**", "x/y").replace('*', "x");
    let is_wide = wide == "**" || wide == narrow;
    is_wide || Pattern::new(wide).is_ok_and(|pattern| pattern.matches(&sample))
}

/// Paths that hold documentation and nothing that a test reads.
pub(super) fn is_documentation(pattern: &str) -> bool {
    const FOLDERS: [&str; 5] = ["docs/", "doc/", "documentation/", "site/", "website/"];
    const ENDS: [&str; 7] = [".md", ".mdx", ".rst", ".txt", ".adoc", ".png", ".svg"];
    const NAMES: [&str; 9] = [
        "LICENSE",
        "CHANGELOG",
        "README",
        "CONTRIBUTING",
        "CODEOWNERS",
        "AUTHORS",
        "NOTICE",
        ".gitignore",
        ".github/ISSUE_TEMPLATE",
    ];
    let bare = pattern.trim_start_matches('!').trim_start_matches("./").trim_start_matches('/');
    let bare = bare.trim_start_matches("**/");
    let name = bare.trim_start_matches(".github/");
    FOLDERS.iter().any(|folder| bare.starts_with(folder) || bare == folder.trim_end_matches('/'))
        || ENDS.iter().any(|end| bare.ends_with(end) && !bare.ends_with("requirements.txt"))
        || NAMES.iter().any(|start| bare.starts_with(start) || name.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(patterns: &[&str]) -> TriggerScope {
        TriggerScope::of_patterns(patterns.iter().map(|&pattern| pattern.to_owned()).collect())
    }

    fn these(patterns: &[&str]) -> TriggerLoss {
        TriggerLoss::these(patterns.iter().map(|&pattern| pattern.to_owned()).collect())
    }

    #[test]
    fn what_no_other_pattern_lets_through_is_lost() {
        let lost = |before: &[&str], now: &[&str]| only(before).without(&[&only(now)]);
        assert_eq!(lost(&["main", "release/*"], &["release/**", "main"]), TriggerLoss::Nothing);
        assert_eq!(lost(&["main", "release/*"], &["main"]), these(&["release/*"]));
        assert_eq!(lost(&["master"], &["main"]), TriggerLoss::Nothing);
        assert_eq!(lost(&["master", "main"], &["main"]), TriggerLoss::Nothing);
        assert_eq!(lost(&["develop", "main"], &["main"]), these(&["develop"]));
        assert_eq!(lost(&["release-1.2"], &["release-1.3"]), TriggerLoss::Nothing);
        assert_eq!(
            lost(&["release-1.2", "release-1.3"], &["release-1.3"]),
            these(&["release-1.2"])
        );
        assert_eq!(
            lost(&["releases/**"], &["releases/**", "!releases/**-alpha"]),
            these(&["!releases/**-alpha"])
        );
        assert_eq!(lost(&["a/**", "!a/b"], &["a/**"]), TriggerLoss::Nothing);
        assert_eq!(lost(&["src/a/**"], &["src/**"]), TriggerLoss::Nothing);
    }

    #[test]
    fn what_is_ignored_is_lost_unless_it_was_before() {
        assert_eq!(TriggerScope::All.without(&[&only(&["**", "!docs/**"])]), these(&["docs/**"]));
        let not = |pattern: &str| TriggerScope::Not(vec![pattern.to_owned()]);
        assert_eq!(not("docs/**").without(&[&not("docs/a/**")]), TriggerLoss::Nothing);
        assert_eq!(not("docs/a/**").without(&[&not("docs/**")]), these(&["docs/**"]));
        assert_eq!(
            TriggerScope::All.without(&[&only(&["src/**"])]),
            TriggerLoss::AllBut(vec!["src/**".to_owned()])
        );
        assert_eq!(
            TriggerScope::All.without(&[&only(&["src/**"]), &TriggerScope::All]),
            TriggerLoss::Nothing
        );
        assert_eq!(only(&["main"]).without(&[&not("gh-pages")]), TriggerLoss::Nothing);
    }

    #[test]
    fn documentation_is_told_from_code() {
        for pattern in
            ["**.md", "**/*.md", "docs/**", "README.md", "LICENSE*", ".github/CODEOWNERS"]
        {
            assert!(is_documentation(pattern), "{pattern}");
        }
        for pattern in ["src/**", "**", "*.py", "requirements.txt", ".github/workflows/ci.yml"] {
            assert!(!is_documentation(pattern), "{pattern}");
        }
    }
}
