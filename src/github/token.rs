//! The token of the API, as a type that cannot be printed.

use std::fmt;

/// A token. It has no `Display`, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

impl Token {
    /// Makes a token, without the white space around it; `None` if nothing is left.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(text.to_owned()))
    }

    /// Returns the value of the header `Authorization`.
    pub(super) fn bearer(&self) -> String {
        format!("Bearer {}", self.0)
    }

    /// Removes the token from text from outside: a server may send back what it got.
    pub(super) fn scrub(&self, text: &str) -> String {
        text.replace(&self.0, "***")
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Token(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_never_printed() {
        let token = Token::new(" ghs_secret\n").unwrap();
        assert_eq!(format!("{token:?}"), "Token(***)");
        assert_eq!(format!("{:?}", Some(&token)), "Some(Token(***))");
        assert_eq!(token.bearer(), "Bearer ghs_secret");
        assert_eq!(token.scrub("you sent `Bearer ghs_secret`"), "you sent `Bearer ***`");
    }

    #[test]
    fn nothing_is_no_token() {
        assert_eq!(Token::new(""), None);
        assert_eq!(Token::new(" \r\n"), None);
    }
}
