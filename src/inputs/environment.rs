//! What the runner and the clock say.

use crate::github::Token;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// The environment of one run, read once.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Whether `GITHUB_ACTIONS` is `true`.
    pub on_github: bool,
    /// `GITHUB_REPOSITORY`, `owner/name`.
    pub repository: Option<String>,
    /// `GITHUB_BASE_REF`, the branch that a pull request targets; empty on other events.
    pub base_branch: Option<String>,
    /// Today in UTC: waivers end with whole days in UTC.
    pub today: Date,
}

impl Environment {
    /// Reads the environment.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the edge reads environment and clock")]
    pub fn read() -> Self {
        let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
        Self {
            on_github: set("GITHUB_ACTIONS").as_deref() == Some("true"),
            repository: set("GITHUB_REPOSITORY"),
            base_branch: set("GITHUB_BASE_REF"),
            today: jiff::Timestamp::now().to_zoned(TimeZone::UTC).date(),
        }
    }
}

/// Returns the URL of the API and the token of a person, from `GITHUB_TOKEN` or `GH_TOKEN`.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "the edge reads the environment")]
pub fn api_access() -> Option<(String, Token)> {
    let set = |name| std::env::var(name).ok().filter(|value: &String| !value.is_empty());
    let token = set("GITHUB_TOKEN").or_else(|| set("GH_TOKEN"))?;
    let url = set("GITHUB_API_URL").unwrap_or_else(|| "https://api.github.com".to_owned());
    Some((url, Token::new(&token)?))
}

/// The log that the environment asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogWishes {
    /// `TRUEGREEN_LOG`.
    pub filter: Option<String>,
    /// Whether `RUNNER_DEBUG` is `1`: the run was started again with debug logging.
    pub runner_debug: bool,
}

impl LogWishes {
    /// Reads the variables.
    #[must_use]
    #[expect(clippy::disallowed_methods, reason = "the edge reads the environment")]
    pub fn read() -> Self {
        let filter = std::env::var_os("TRUEGREEN_LOG");
        let filter = filter.map(|text| text.to_string_lossy().into_owned());
        Self {
            filter: filter.filter(|text| !text.trim().is_empty()),
            runner_debug: std::env::var_os("RUNNER_DEBUG").is_some_and(|value| value == "1"),
        }
    }
}
