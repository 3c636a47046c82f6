//! What a setting or an option decides, and which change of it is weaker.

/// How a setting says what is checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SettingKind {
    /// Names what is left out: more of it is weaker.
    LeavesOut,
    /// Names what alone is checked; without it, everything is.
    Only,
    /// Names what is checked; without it, nothing is.
    Demands,
    /// A switch that makes stricter. Whether it is on where nobody says.
    Strict(bool),
    /// A switch that lets through.
    Lax,
    /// An expression that selects.
    Selects,
    /// How often what failed runs again.
    Retries,
    /// One of these, the laxest first.
    Level(&'static [&'static str], Absent),
    /// Switches by a pattern, each of which skips something.
    Skips,
    /// Paths that are checked where a command names none.
    Paths,
    /// Filters of warnings, of which `error` makes a warning fail.
    Errors,
}

/// What a level is where nobody says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Absent {
    /// This one, from 0.
    Is(usize),
    /// It depends on a preset.
    Preset,
    /// It depends on the version of the tool.
    Version,
}

/// What a setting is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum About {
    /// Tests that run.
    Tests,
    /// Code that is measured.
    Measure,
    /// Complaints of linters and type checkers.
    Complaints,
    /// Known vulnerabilities.
    Advisories,
}

impl About {
    /// What is lost with a part of it.
    pub(crate) const fn lost(self) -> &'static str {
        match self {
            Self::Tests => "tests of it could fail before and do not run now",
            Self::Measure => "it counted in the measurement before and does not now",
            Self::Complaints => "a complaint about it turned the check red and is not made now",
            Self::Advisories => "a known vulnerability turned the check red and is accepted now",
        }
    }
}

/// Whether a name fits a pattern in which each `*` stands for any text, but not for none.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    let Some((start, end)) = pattern.split_once('*') else { return pattern == name };
    let Some(rest) = name.strip_prefix(start) else { return false };
    if !end.contains('*') {
        return rest.strip_suffix(end).is_some_and(|middle| !middle.is_empty());
    }
    let mut later = rest.char_indices().skip(1).filter_map(|(at, _)| rest.get(at..));
    later.any(|rest| fits(end, rest))
}

/// What the first `*` of a pattern stands for in a name that fits it.
pub(crate) fn kept<'n>(pattern: &str, name: &'n str) -> &'n str {
    let mut parts = pattern.split('*');
    let start = parts.next().unwrap_or_default();
    let rest = name.strip_prefix(start).unwrap_or_default();
    match (parts.next(), parts.next()) {
        (Some(end), None) => rest.strip_suffix(end).unwrap_or(rest),
        (Some(next), Some(_)) => rest.split_once(next).map_or(rest, |(kept, _)| kept),
        (None, _) => "",
    }
}

/// The entry of a sorted list.
pub(super) fn named<T: Copy>(list: &[(&str, T)], name: &str) -> Option<T> {
    let place = list.binary_search_by(|(other, _)| (*other).cmp(name)).ok()?;
    list.get(place).map(|(_, found)| *found)
}

/// The first part of the name of a setting: the tool, or a file of its own.
pub(crate) fn tool(name: &str) -> &str {
    name.split('.').next().unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::{fits, kept};

    #[test]
    fn a_star_stands_for_something() {
        assert!(fits("a.*.c", "a.b.b.c") && !fits("a.*.c", "a..c"));
        assert!(!fits("a*", "a") && fits("a", "a"));
        let strict = "tsconfig.*.compilerOptions.strict*";
        assert!(fits(strict, "tsconfig.json.compilerOptions.strictNullChecks"));
        assert!(!fits(strict, "tsconfig.json.compilerOptions.strict"));
        assert_eq!(kept(strict, "tsconfig.a.json.compilerOptions.strictX"), "a.json");
        assert_eq!(kept("lints.*.level", "lints.rust.x.level"), "rust.x");
    }
}
