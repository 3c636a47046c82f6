//! Faults of the API and of the connection to it, by who can fix them.

use std::time::Duration;

use serde_json::Value;

use super::token::Token;
use crate::text::TerminalText;

/// The reason why a call failed. Messages are GitHub's own words, so hostile text: they are made
/// harmless where a fault is displayed, and nowhere before.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiFault {
    /// The token is wrong or has expired (401).
    #[error("GitHub does not accept the token: it is wrong or has expired")]
    Unauthorized,
    /// The token has no permission for this call (403). Mostly a line of the workflow is missing.
    #[error("GitHub refuses: {}", TerminalText::new(message))]
    Forbidden {
        /// The message of GitHub.
        message: String,
    },
    /// The object does not exist, or the token has no access to it, which GitHub answers in the
    /// same way (404).
    #[error("GitHub finds nothing there, or nothing that the token may see")]
    NotFound,
    /// The object existed and is gone (410), such as an expired artifact.
    #[error("it is no longer there")]
    Gone,
    /// GitHub rejects the content of the request (422), which is our bug.
    #[error("GitHub does not take what was sent: {}", TerminalText::new(message))]
    Unprocessable {
        /// The message of GitHub with the single errors.
        message: String,
    },
    /// GitHub rejects the request otherwise (400, 409, 413 and others), which is our bug.
    #[error("GitHub refuses with status {status}: {}", TerminalText::new(message))]
    Refused {
        /// The status.
        status: u16,
        /// The message of GitHub.
        message: String,
    },
    /// Too many calls were made with the token.
    #[error("the limit of GitHub's API is reached{}", again(*after))]
    RateLimited {
        /// Time to wait, if GitHub names it.
        after: Option<Duration>,
    },
    /// GitHub failed (5xx), even when the call was repeated.
    #[error("GitHub's API failed with status {status}")]
    Server {
        /// The status.
        status: u16,
    },
    /// The network failed: no name, no connection, no answer in time, or a broken connection.
    #[error("GitHub's API cannot be reached: {}", TerminalText::new(why))]
    Unreachable {
        /// The cause.
        why: String,
        /// Whether the request may have arrived, so that its effect may exist.
        maybe_sent: bool,
    },
    /// There is no trusted connection, because of the host or a proxy. Never repeated.
    #[error("no trusted connection to GitHub's API: {}", TerminalText::new(why))]
    Certificate {
        /// The message of TLS.
        why: String,
    },
    /// The server redirects to another origin, which must not get the token.
    #[error("GitHub's API sends us to `{}`, where the token must not go", TerminalText::new(to))]
    Redirected {
        /// The other origin, or what was found in its place.
        to: String,
    },
    /// The answer has another form than documented.
    #[error("the answer of GitHub's API cannot be used: {}", TerminalText::new(why))]
    InvalidAnswer {
        /// What is wrong with the answer.
        why: String,
    },
    /// The answer is larger than the limit.
    #[error("the answer of GitHub's API is larger than {} MiB", limit >> 20)]
    TooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// A list is not complete.
    #[error("the list that GitHub's API sent is not whole: {}", TerminalText::new(why))]
    Incomplete {
        /// What is missing.
        why: String,
    },
    /// A name cannot be part of a URL, such as `..`.
    #[error("`{}` cannot stand in an address", TerminalText::new(path))]
    Path {
        /// The path.
        path: String,
    },
}

fn again(after: Option<Duration>) -> String {
    after.map_or_else(String::new, |after| {
        // The time is rounded up, because a call one minute too early is rejected again.
        format!("; it opens again in {} min", after.as_secs().div_ceil(60).max(1))
    })
}

impl ApiFault {
    /// Returns whether the token lacks a permission that a line under `permissions:` may give.
    #[must_use]
    pub fn is_permission(&self) -> bool {
        let Self::Forbidden { message } = self else { return false };
        // No permission changes these rejections.
        !["GitHub App", "app_id", "locked"].iter().any(|other| message.contains(other))
    }

    /// Returns whether the call may have had its effect: no answer denies it.
    #[must_use]
    pub const fn may_have_been_done(&self) -> bool {
        matches!(
            self,
            Self::Unreachable { maybe_sent: true, .. }
                | Self::Server { .. }
                | Self::InvalidAnswer { .. }
                | Self::TooLarge { .. }
        )
    }

    /// Returns whether the body was rejected for its length.
    #[must_use]
    pub fn is_too_long(&self) -> bool {
        match self {
            Self::Unprocessable { message } => ["too long", "too large", "exceeds", "characters"]
                .iter()
                .any(|words| message.contains(words)),
            Self::Refused { status, .. } => *status == 413,
            _ => false,
        }
    }

    /// Returns the fault of an answer that is neither a success nor a redirect. `after` is how long
    /// the limit lasts, if there is one.
    pub(super) fn of_answer(
        status: u16,
        message: String,
        limited: Option<Option<Duration>>,
    ) -> Self {
        if let Some(after) = limited {
            return Self::RateLimited { after };
        }
        match status {
            401 => Self::Unauthorized,
            403 => Self::Forbidden { message },
            404 => Self::NotFound,
            410 => Self::Gone,
            422 => Self::Unprocessable { message },
            500..=599 => Self::Server { status },
            _ => Self::Refused { status, message },
        }
    }
}

/// Longest message in bytes: a page of HTML is no message.
const LONGEST: usize = 1_000;

/// Returns the message of a rejection: its `message` and the single `errors`, which are texts or
/// objects. The token is removed, in case the server sends it back.
pub(super) fn message_of(body: &[u8], token: &Token) -> String {
    let Ok(Value::Object(answer)) = serde_json::from_slice(body) else {
        return "no reason given".to_owned();
    };
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let mut parts: Vec<String> = answer.get("message").and_then(text).into_iter().collect();
    for error in answer.get("errors").and_then(Value::as_array).into_iter().flatten() {
        let named = |key: &str| error.get(key).and_then(text);
        let part = text(error).or_else(|| named("message")).or_else(|| {
            let code = named("code")?;
            Some(named("field").map_or(code.clone(), |field| format!("{field}: {code}")))
        });
        parts.extend(part);
    }
    if parts.is_empty() {
        return "no reason given".to_owned();
    }
    // The token is removed before the text is cut, because half a token would not be found.
    let mut message = token.scrub(&parts.join("; "));
    message.truncate(message.floor_char_boundary(LONGEST));
    message
}

/// The reason why a client could not be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ClientError {
    /// The URL of the API cannot be used.
    #[error("`{}` is no address of GitHub's API: {why}", crate::text::TerminalText::new(url))]
    Url {
        /// The URL.
        url: String,
        /// What is wrong with it.
        why: &'static str,
    },
    /// The token contains characters that no token has.
    #[error("the token cannot be sent: it holds characters that no token has")]
    Token,
    /// The named certificates cannot be read.
    #[error("the certificates of the named file cannot be used: {why}")]
    Certificates {
        /// What is wrong with them.
        why: String,
    },
    /// The HTTP client cannot be built, which is our bug.
    #[error("the HTTP client cannot be built: {why}")]
    Build {
        /// The cause.
        why: String,
    },
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(status: u16) -> ApiFault {
        ApiFault::of_answer(status, "why".to_owned(), None)
    }

    #[test]
    fn each_status_has_its_fault() {
        let message = || "why".to_owned();
        assert_eq!(of(401), ApiFault::Unauthorized);
        assert_eq!(of(403), ApiFault::Forbidden { message: message() });
        assert_eq!(of(404), ApiFault::NotFound);
        assert_eq!(of(410), ApiFault::Gone);
        assert_eq!(of(422), ApiFault::Unprocessable { message: message() });
        assert_eq!(of(409), ApiFault::Refused { status: 409, message: message() });
        assert_eq!(of(204), ApiFault::Refused { status: 204, message: message() });
        assert_eq!(of(502), ApiFault::Server { status: 502 });
        assert_eq!(
            ApiFault::of_answer(403, message(), Some(None)),
            ApiFault::RateLimited { after: None }
        );
    }

    #[test]
    fn only_a_refusal_that_a_line_can_lift_is_a_permission() {
        let refused = |message: &str| ApiFault::Forbidden { message: message.to_owned() };
        assert!(refused("Resource not accessible by integration").is_permission());
        assert!(refused("").is_permission());
        assert!(!refused("You must authenticate via a GitHub App.").is_permission());
        assert!(!refused("Invalid app_id `15368`").is_permission());
        assert!(!refused("Unable to create comment because issue is locked.").is_permission());
        assert!(!ApiFault::NotFound.is_permission());
        assert!(!ApiFault::Unauthorized.is_permission());
        assert!(!ApiFault::RateLimited { after: None }.is_permission());
    }

    #[test]
    fn a_refusal_was_not_done_and_a_silence_may_have_been() {
        let unreachable = |maybe_sent| ApiFault::Unreachable { why: String::new(), maybe_sent };
        assert!(unreachable(true).may_have_been_done());
        assert!(of(502).may_have_been_done());
        assert!(!unreachable(false).may_have_been_done());
        assert!(!of(422).may_have_been_done());
        assert!(!of(403).may_have_been_done());
    }

    fn said(body: &[u8]) -> String {
        message_of(body, &Token::new("ghs_secret").unwrap())
    }

    #[test]
    fn the_single_errors_are_part_of_the_message() {
        let body = br#"{"message":"Validation Failed","errors":[{"resource":"IssueComment","code":"unprocessable","field":"data","message":"Body is too long (maximum is 65536 characters)"},{"code":"invalid","field":"start_line"},"plain",7]}"#;
        let message = said(body);
        assert_eq!(
            message,
            "Validation Failed; Body is too long (maximum is 65536 characters); start_line: invalid; plain"
        );
        assert!(ApiFault::Unprocessable { message }.is_too_long());
        assert_eq!(said(b"<html>"), "no reason given");
        assert_eq!(said(b"{}"), "no reason given");
        assert_eq!(said(b"[]"), "no reason given");
        let long = format!(r#"{{"message":"{}"}}"#, "ä".repeat(5_000));
        assert_eq!(said(long.as_bytes()).len(), LONGEST);
        let echo = format!(r#"{{"message":"{}ghs_secret"}}"#, "x".repeat(LONGEST - 5));
        assert!(said(echo.as_bytes()).ends_with("x***"));
    }

    #[test]
    fn words_of_a_server_are_harmless_when_shown() {
        let fault =
            ApiFault::Forbidden { message: "no\n::error::x \u{1b}[31m##[error]y".to_owned() };
        assert_eq!(fault.to_string(), "GitHub refuses: no |::error::x \\u{1b}[31m## [error]y");
    }

    #[test]
    fn a_limit_says_how_long_it_lasts() {
        let limited = |after| ApiFault::RateLimited { after }.to_string();
        assert_eq!(limited(None), "the limit of GitHub's API is reached");
        let opens = "the limit of GitHub's API is reached; it opens again in";
        assert_eq!(limited(Some(Duration::from_secs(61))), format!("{opens} 2 min"));
        assert_eq!(limited(Some(Duration::ZERO)), format!("{opens} 1 min"));
    }
}
