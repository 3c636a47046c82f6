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

/// Whether a name fits a pattern in which one `*` stands for any text.
pub(crate) fn fits(pattern: &str, name: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == name,
        Some((start, end)) => name
            .strip_prefix(start)
            .and_then(|rest| rest.strip_suffix(end))
            .is_some_and(|middle| !middle.is_empty()),
    }
}
