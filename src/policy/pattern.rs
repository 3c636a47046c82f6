//! A glob of the policy.

use globset::{GlobBuilder, GlobMatcher};

/// A glob as users write it in the policy: `*` and `?` stop at `/`, `**` does not, `{a,b}` and `[..]`
/// as usual; everything else is itself. A test id's `[param]` is matched literally by escaping it, or
/// by an exact name.
#[derive(Clone, Debug)]
pub struct Pattern {
    text: String,
    /// `None` where the text itself is all that it matches.
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

    /// The pattern that names one thing, letter for letter.
    #[must_use]
    pub fn exactly(text: &str) -> Self {
        Self { text: text.to_owned(), matcher: None }
    }

    /// As written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it names this, by pattern or letter for letter.
    #[must_use]
    pub fn matches(&self, name: &str) -> bool {
        self.text == name || self.matcher.as_ref().is_some_and(|matcher| matcher.is_match(name))
    }

    /// The folder that it spells out, with its `/`: `tests/adv/` of `tests/adv/**/test_*.py`, empty where
    /// a wildcard stands in the first part.
    #[must_use]
    pub fn literal_folder(&self) -> &str {
        let wild = self.text.find(['*', '?', '[', '{', '\\']).unwrap_or(self.text.len());
        let head = self.text.get(..wild).unwrap_or_default();
        head.rfind('/').and_then(|slash| self.text.get(..=slash)).unwrap_or_default()
    }

    /// Whether it holds no wildcard: it names one thing.
    #[must_use]
    pub fn is_literal(&self) -> bool {
        !self.text.contains(['*', '?', '[', '{'])
    }
}
