//! A glob of the policy.

use globset::{GlobBuilder, GlobMatcher};

/// A glob as users write it in the policy: `*` and `?` stop at `/`, `**` does not, `{a,b}` and
/// `[..]` have their usual meaning, and everything else matches itself. The `[param]` of a test id
/// matches literally if it is escaped, or if the whole pattern equals the id.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// `None` for a text that only matches itself.
    matcher: Option<GlobMatcher>,
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// What the glob syntax does not allow, in words for the user.
    pub fn new(text: &str) -> Result<Self, String> {
        let glob = GlobBuilder::new(text)
            .literal_separator(true)
            .backslash_escape(true)
            .build()
            .map_err(|error| error.kind().to_string())?;
        Ok(Self { text: text.to_owned(), matcher: Some(glob.compile_matcher()) })
    }

    /// Returns a pattern that matches one text, letter for letter.
    #[must_use]
    pub fn exactly(text: &str) -> Self {
        Self { text: text.to_owned(), matcher: None }
    }

    /// Returns the text of the pattern.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns whether the pattern matches a name, as a glob or letter for letter.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.text == name || self.matcher.as_ref().is_some_and(|matcher| matcher.is_match(name))
    }

    /// Returns the folder before the first wildcard, with its `/`: `tests/adv/` of
    /// `tests/adv/**/test_*.py`, or an empty text if a wildcard is in the first part.
    #[must_use]
    pub fn literal_folder(&self) -> &str {
        let wild = self.text.find(['*', '?', '[', '{', '\\']).unwrap_or(self.text.len());
        let head = self.text.get(..wild).unwrap_or_default();
        head.rfind('/').and_then(|slash| self.text.get(..=slash)).unwrap_or_default()
    }

    /// Returns whether the pattern has no wildcard and so names one thing.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        !self.text.contains(['*', '?', '[', '{'])
    }
}
