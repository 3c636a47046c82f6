//! The client: decides where a call is sent, when it is repeated, and how its answer is read.

use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use reqwest::blocking::Client as Http;
use reqwest::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HeaderValue, USER_AGENT};
use reqwest::{Method, Url};
use serde_json::Value;
use tracing::field::Empty;
use tracing::{debug, debug_span};

use super::error::{ApiFault, message_of};
use super::pace::Pace;
use super::path::is_plain;
use super::retry;
use super::retry::{Decision, RateLimit, RequestAttempt, RetryAdvice, TryOutcome};
use super::token::Token;
use super::transport::{self, Answer, Broken, LIMIT};
use crate::github::error::ClientError;
use crate::github::transport::Tls;

/// The name of this part in `TRUEGREEN_LOG`.
const TARGET: &str = "truegreen::github";

/// Most redirects that a read follows, all on the origin of the API: a renamed repository has one.
const REDIRECTS: usize = 3;

pub(super) const JSON: &str = "application/vnd.github+json";
const RAW: &str = "application/vnd.github.raw+json";
const VERSION: &str = "2022-11-28";

/// A client of one API with one token. Threads may use it in parallel; writes are sent one after
/// another.
pub struct Client {
    http: Http,
    /// URL without a `/` at its end.
    api: String,
    url: Url,
    token: Token,
    bearer: HeaderValue,
    pace: Pace,
    waited: Mutex<Duration>,
    writes: Mutex<u32>,
}

impl fmt::Debug for Client {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Client").field("api", &self.api).finish_non_exhaustive()
    }
}

/// One call.
pub(super) struct ApiCall<'a> {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) accept: &'static str,
    pub(super) body: Option<&'a Value>,
    /// Whether the call may be repeated without effect.
    pub(super) repeatable: bool,
}

impl Client {
    /// Makes a client for the API at `api_url` (`GITHUB_API_URL`).
    ///
    /// # Errors
    /// A URL that is not `https`, or `http` to this machine; a token or certificates that cannot be
    /// used.
    pub fn new(api_url: &str, token: Token, tls: &Tls) -> Result<Self, ClientError> {
        let refused = |why| ClientError::Url { url: api_url.to_owned(), why };
        let url = Url::parse(api_url.trim()).map_err(|_| refused("it is not a URL"))?;
        match url.scheme() {
            "https" => {}
            "http" if transport::is_loopback(&url) => {}
            _ => return Err(refused("it must be `https`")),
        }
        if !url.username().is_empty() || url.password().is_some() {
            // The URL is printed, so a user name or password in it must not be.
            let why = "it names a user";
            return Err(ClientError::Url {
                url: url.host_str().unwrap_or_default().to_owned(),
                why,
            });
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(refused("it has a query"));
        }
        let mut bearer = HeaderValue::from_str(&token.bearer()).map_err(|_| ClientError::Token)?;
        bearer.set_sensitive(true);
        let http = transport::build(&url, tls)?;
        let api = url.as_str().trim_end_matches('/').to_owned();
        Ok(Self {
            http,
            api,
            url,
            token,
            bearer,
            pace: Pace::default(),
            waited: Mutex::default(),
            writes: Mutex::default(),
        })
    }

    /// Returns the client with another pace.
    #[must_use]
    pub const fn with_pace(mut self, pace: Pace) -> Self {
        self.pace = pace;
        self
    }

    /// Reads JSON.
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn get(&self, path: &str, query: &[(&str, &str)]) -> Result<Value, ApiFault> {
        let answer = self.read(self.address(path, query)?, JSON)?;
        read_json(&answer)
    }

    /// Reads a file unchanged (`contents` with the raw media type).
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn get_raw(&self, path: &str, query: &[(&str, &str)]) -> Result<Vec<u8>, ApiFault> {
        Ok(self.read(self.address(path, query)?, RAW)?.body)
    }

    /// Creates an object. The call is repeated only if GitHub rejected it for a limit or no
    /// connection was made, because an object that is created twice exists twice; see
    /// [`ApiFault::may_have_been_done`].
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, ApiFault> {
        read_json(&self.write(Method::POST, path, Some(body), false)?)
    }

    /// Updates an object to the given values; the call is repeated after a failure.
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn patch(&self, path: &str, body: &Value) -> Result<Value, ApiFault> {
        read_json(&self.write(Method::PATCH, path, Some(body), true)?)
    }

    /// Adds to an object, such as annotations to a check run. A repeated call would add twice, so
    /// it is repeated as rarely as that of [`Client::post`].
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn patch_once(&self, path: &str, body: &Value) -> Result<Value, ApiFault> {
        read_json(&self.write(Method::PATCH, path, Some(body), false)?)
    }

    /// Deletes an object; a missing object counts as deleted.
    ///
    /// # Errors
    /// See [`ApiFault`].
    pub fn delete(&self, path: &str) -> Result<(), ApiFault> {
        match self.write(Method::DELETE, path, None, true) {
            Ok(_) | Err(ApiFault::NotFound | ApiFault::Gone) => Ok(()),
            Err(fault) => Err(fault),
        }
    }

    /// Returns the URL of a path.
    pub(super) fn address(&self, path: &str, query: &[(&str, &str)]) -> Result<Url, ApiFault> {
        let refused = || ApiFault::Path { path: path.to_owned() };
        if !is_plain(path) {
            return Err(refused());
        }
        let mut url = Url::parse(&format!("{}{path}", self.api)).map_err(|_| refused())?;
        if !query.is_empty() {
            url.query_pairs_mut().extend_pairs(query);
        }
        Ok(url)
    }

    /// Returns whether a URL is on the origin of the API.
    pub(super) fn is_ours(&self, url: &Url) -> bool {
        let is_same_host = url.host_str() == self.url.host_str();
        is_same_host
            && url.scheme() == self.url.scheme()
            && url.port_or_known_default() == self.url.port_or_known_default()
            && url.username().is_empty()
            && url.password().is_none()
    }

    /// Sends a read, and follows redirects on the origin of the API.
    pub(super) fn read(&self, url: Url, accept: &'static str) -> Result<Answer, ApiFault> {
        let mut url = url;
        for _ in 0..=REDIRECTS {
            let call = ApiCall {
                method: Method::GET,
                url: url.clone(),
                accept,
                body: None,
                repeatable: true,
            };
            let answer = self.send(&call)?;
            if !matches!(answer.status, 301 | 302 | 307 | 308) {
                return self.judge(answer);
            }
            url = self.target(&url, &answer)?;
        }
        Err(ApiFault::InvalidAnswer { why: "it redirects again and again".to_owned() })
    }

    /// Returns the target of a redirect, which must be on the origin of the API.
    fn target(&self, url: &Url, answer: &Answer) -> Result<Url, ApiFault> {
        let Some(location) = answer.header("location") else {
            return Err(ApiFault::InvalidAnswer { why: "it redirects to nowhere".to_owned() });
        };
        match url.join(location) {
            Ok(target) if self.is_ours(&target) => Ok(target),
            Ok(target) => Err(ApiFault::Redirected { to: origin_of(&target) }),
            Err(_) => Err(ApiFault::InvalidAnswer { why: "it redirects to no address".to_owned() }),
        }
    }

    fn write(
        &self,
        method: Method,
        path: &str,
        body: Option<&Value>,
        repeatable: bool,
    ) -> Result<Answer, ApiFault> {
        let url = self.address(path, &[])?;
        // The lock is held for the whole write: GitHub asks for writes one after another.
        let mut writes = self.writes.lock().unwrap_or_else(PoisonError::into_inner);
        if *writes >= self.pace.quick_writes {
            std::thread::sleep(self.pace.between_writes);
        }
        *writes = writes.saturating_add(1);
        let answer =
            self.send(&ApiCall { method, url: url.clone(), accept: JSON, body, repeatable })?;
        if (300..=399).contains(&answer.status) {
            let target = self.target(&url, &answer)?;
            // A redirected write is not followed, because its effect is unknown.
            return Err(ApiFault::Redirected { to: origin_of(&target) });
        }
        self.judge(answer)
    }

    /// Sends a call until its outcome is final.
    fn send(&self, call: &ApiCall<'_>) -> Result<Answer, ApiFault> {
        let mut number = 1;
        loop {
            let outcome = self.exchange(call, number);
            let message;
            let seen = match &outcome {
                Ok(answer) => {
                    message = if answer.status < 400 {
                        String::new()
                    } else {
                        message_of(&answer.body, &self.token)
                    };
                    TryOutcome::Answered(retry_advice(answer, &message))
                }
                Err(Broken::NotSent(_)) => TryOutcome::NotSent,
                Err(Broken::Lost(_)) => TryOutcome::Lost,
                Err(Broken::Untrusted(why)) => {
                    return Err(ApiFault::Certificate { why: self.token.scrub(why) });
                }
                Err(Broken::TooLarge) => return Err(ApiFault::TooLarge { limit: LIMIT }),
            };
            if !self.waits(call, number, seen) {
                return outcome.map_err(|broken| self.fault(broken));
            }
            number += 1;
        }
    }

    /// Sends one attempt. The log gets only the path of the URL, because a query may contain text
    /// of a person.
    fn exchange(&self, call: &ApiCall<'_>, attempt: u32) -> Result<Answer, Broken> {
        let (method, path) = (call.method.as_str(), call.url.path());
        let span = debug_span!(target: TARGET, "request", method, path, attempt, status = Empty);
        let outcome = span.in_scope(|| transport::exchange(self.request(call), self.pace.patience));
        match &outcome {
            Ok(answer) => span.record("status", answer.status),
            Err(_) => span.record("status", "none"),
        };
        outcome
    }

    fn request(&self, call: &ApiCall<'_>) -> reqwest::blocking::RequestBuilder {
        let request = self
            .http
            .request(call.method.clone(), call.url.clone())
            .header(ACCEPT, call.accept)
            .header("X-GitHub-Api-Version", VERSION)
            .header(USER_AGENT, concat!("truegreen/", env!("CARGO_PKG_VERSION")))
            .header(AUTHORIZATION, self.bearer.clone());
        match call.body {
            Some(body) => request.header(CONTENT_TYPE, "application/json").body(body.to_string()),
            None => request,
        }
    }

    /// Waits before the next attempt; returns `false` if there is none.
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge reads the clock, for limits that end at a time"
    )]
    fn waits(&self, call: &ApiCall<'_>, number: u32, outcome: TryOutcome<'_>) -> bool {
        let now = Timestamp::now();
        let wait = {
            let mut waited = self.waited.lock().unwrap_or_else(PoisonError::into_inner);
            let attempt = RequestAttempt {
                number,
                repeatable: call.repeatable,
                now,
                chance: now.subsec_nanosecond().unsigned_abs(),
                left: self.pace.total.saturating_sub(*waited),
            };
            let Decision::Wait(wait) = retry::decide(&self.pace, attempt, outcome) else {
                return false;
            };
            *waited += wait;
            wait
        };
        let ms = wait.as_millis();
        debug!(target: TARGET, attempt = number, ms, "waits before the next attempt");
        std::thread::sleep(wait);
        true
    }

    /// Returns the answer if it is a success, else its fault.
    #[expect(
        clippy::disallowed_methods,
        reason = "the edge reads the clock, for limits that end at a time"
    )]
    fn judge(&self, answer: Answer) -> Result<Answer, ApiFault> {
        if (200..=299).contains(&answer.status) {
            return Ok(answer);
        }
        let message = message_of(&answer.body, &self.token);
        let limit = retry::limit(retry_advice(&answer, &message), Timestamp::now());
        Err(ApiFault::of_answer(answer.status, message, limit.map(RateLimit::after)))
    }

    fn fault(&self, broken: Broken) -> ApiFault {
        match broken {
            Broken::NotSent(why) => {
                ApiFault::Unreachable { why: self.token.scrub(&why), maybe_sent: false }
            }
            Broken::Lost(why) => {
                ApiFault::Unreachable { why: self.token.scrub(&why), maybe_sent: true }
            }
            Broken::Untrusted(why) => ApiFault::Certificate { why: self.token.scrub(&why) },
            Broken::TooLarge => ApiFault::TooLarge { limit: LIMIT },
        }
    }
}

fn retry_advice<'a>(answer: &'a Answer, message: &'a str) -> RetryAdvice<'a> {
    RetryAdvice {
        status: answer.status,
        message,
        retry_after: answer.header("retry-after"),
        remaining: answer.header("x-ratelimit-remaining"),
        reset: answer.header("x-ratelimit-reset"),
        date: answer.header("date"),
    }
}

/// Reads an answer as JSON.
pub(super) fn read_json(answer: &Answer) -> Result<Value, ApiFault> {
    serde_json::from_slice(&answer.body)
        .map_err(|error| ApiFault::InvalidAnswer { why: format!("it is no JSON: {error}") })
}

/// Returns an origin for a message.
pub(super) fn origin_of(url: &Url) -> String {
    let host = url.host_str().unwrap_or("nowhere");
    url.port().map_or_else(
        || format!("{}://{host}", url.scheme()),
        |port| format!("{}://{host}:{port}", url.scheme()),
    )
}
