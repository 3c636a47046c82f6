//! Hostile text, made harmless: one newtype for each surface that shows it.

/// stub
pub struct TerminalText(String);
impl TerminalText {
    /// stub
    pub fn new(s: &str) -> Self {
        Self(s.to_owned())
    }
}
impl std::fmt::Display for TerminalText {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}
