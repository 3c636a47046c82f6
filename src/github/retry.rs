//! Decides whether a call is repeated, and after what time. Pure: the clock and the random number
//! are passed in.
//!
//! Sources: GitHub's documentation of rate limits (`retry-after` first, then
//! `x-ratelimit-remaining: 0` with `x-ratelimit-reset`, else exponential backoff). Both 403 and 429
//! can report a limit.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::pace::Pace;

/// The outcome of an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TryOutcome<'a> {
    /// There was no connection, so the request cannot have arrived.
    NotSent,
    /// The connection broke or timed out, so the request may have arrived.
    Lost,
    /// There is an answer.
    Answered(RetryAdvice<'a>),
}

/// The parts of an answer that say something about repeating the call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RetryAdvice<'a> {
    /// The status.
    pub(super) status: u16,
    /// `message` of the body.
    pub(super) message: &'a str,
    /// `retry-after`: seconds, or an HTTP date.
    pub(super) retry_after: Option<&'a str>,
    /// `x-ratelimit-remaining`.
    pub(super) remaining: Option<&'a str>,
    /// `x-ratelimit-reset`: seconds since 1970.
    pub(super) reset: Option<&'a str>,
    /// `date`: the clock of the server, to which the reset refers.
    pub(super) date: Option<&'a str>,
}

/// One attempt.
#[derive(Clone, Copy, Debug)]
pub(super) struct RequestAttempt {
    /// Number of the attempt, from 1.
    pub(super) number: u32,
    /// Whether the call may be repeated without effect.
    pub(super) repeatable: bool,
    /// The time on our clock.
    pub(super) now: Timestamp,
    /// A random number below 1,000,000,000.
    pub(super) chance: u32,
    /// Time that the client may still wait in all its calls.
    pub(super) left: Duration,
}

/// The next step after an attempt.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Decision {
    /// Wait for this time, then repeat the call.
    Wait(Duration),
    /// The outcome is final.
    GiveUp,
}

/// Decides whether to repeat a call.
pub(super) fn decide(pace: &Pace, attempt: RequestAttempt, outcome: TryOutcome<'_>) -> Decision {
    if attempt.number >= pace.attempts {
        return Decision::GiveUp;
    }
    let back_off = back_off(pace, attempt);
    let wait = match outcome {
        TryOutcome::NotSent => back_off,
        TryOutcome::Lost if attempt.repeatable => back_off,
        TryOutcome::Answered(advice) => match limit(advice, attempt.now) {
            // A rejection for a limit means that nothing was done, so every call can be repeated.
            Some(RateLimit::For(asked)) => asked,
            // The reset is a whole second, so at its very start the limit may still apply.
            Some(RateLimit::Until(left)) => left.max(back_off),
            Some(RateLimit::Unsaid) => back_off,
            None if (500..=599).contains(&advice.status) && attempt.repeatable => {
                after(advice, attempt.now).unwrap_or(back_off)
            }
            None => return Decision::GiveUp,
        },
        TryOutcome::Lost => return Decision::GiveUp,
    };
    if wait > pace.longest || wait > attempt.left {
        return Decision::GiveUp;
    }
    Decision::Wait(wait)
}

/// A reached rate limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RateLimit {
    /// Time to wait.
    For(Duration),
    /// Time until the counter is reset.
    Until(Duration),
    /// GitHub names no time.
    Unsaid,
}

impl RateLimit {
    /// Returns the time to wait, if GitHub names it.
    pub(super) const fn after(self) -> Option<Duration> {
        match self {
            Self::For(after) | Self::Until(after) => Some(after),
            Self::Unsaid => None,
        }
    }
}

/// Returns the limit that an answer reports.
pub(super) fn limit(advice: RetryAdvice<'_>, now: Timestamp) -> Option<RateLimit> {
    let is_spent = advice.remaining.map(str::trim) == Some("0");
    let limited = match advice.status {
        429 => true,
        // A missing permission stays missing, even in the answer to the last call of the hour.
        403 if advice.message.contains("not accessible by") => false,
        403 => {
            let message = advice.message.to_ascii_lowercase();
            advice.retry_after.is_some()
                || is_spent
                || message.contains("rate limit")
                || message.contains("abuse detection")
        }
        _ => false,
    };
    if !limited {
        return None;
    }
    if let Some(asked) = after(advice, now) {
        return Some(RateLimit::For(asked));
    }
    let reset = advice.reset.and_then(|reset| reset.trim().parse::<i64>().ok());
    Some(match reset.and_then(|second| Timestamp::from_second(second).ok()) {
        Some(reset) if is_spent => RateLimit::Until(until(reset, advice, now)),
        _ => RateLimit::Unsaid,
    })
}

/// Reads `retry-after`, which is seconds or a date; `None` if it is neither.
fn after(advice: RetryAdvice<'_>, now: Timestamp) -> Option<Duration> {
    let text = advice.retry_after?.trim();
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit()) {
        // A number that does not fit counts as the longest time.
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))));
    }
    Some(until(date(text)?, advice, now))
}

fn date(text: &str) -> Option<Timestamp> {
    DateTimeParser::new().parse_timestamp(text.trim()).ok()
}

/// Returns the time from now to a moment on the clock of the server; zero if it has passed.
fn until(moment: Timestamp, advice: RetryAdvice<'_>, now: Timestamp) -> Duration {
    let now = advice.date.and_then(date).unwrap_or(now);
    Duration::try_from(moment.duration_since(now)).unwrap_or(Duration::ZERO)
}

/// Returns the exponential backoff: doubled with each attempt up to the cap, and random within its
/// upper half, so that clients that failed together do not repeat together.
fn back_off(pace: &Pace, attempt: RequestAttempt) -> Duration {
    let doublings = attempt.number.saturating_sub(1).min(16);
    let whole = pace.base.saturating_mul(1 << doublings).min(pace.cap);
    let half = whole / 2;
    half + half.mul_f64(f64::from(attempt.chance.min(999_999_999)) / 1e9)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: &str = "2026-11-21T12:00:00Z";

    fn now() -> Timestamp {
        NOW.parse().unwrap()
    }

    fn nth(number: u32) -> RequestAttempt {
        RequestAttempt {
            number,
            repeatable: true,
            now: now(),
            chance: 0,
            left: Duration::from_secs(120),
        }
    }

    fn once() -> RequestAttempt {
        RequestAttempt { repeatable: false, ..nth(1) }
    }

    fn judged(attempt: RequestAttempt, advice: RetryAdvice<'_>) -> Decision {
        decide(&Pace::default(), attempt, TryOutcome::Answered(advice))
    }

    fn ms(milliseconds: u64) -> Decision {
        Decision::Wait(Duration::from_millis(milliseconds))
    }

    fn status(status: u16) -> RetryAdvice<'static> {
        RetryAdvice { status, ..RetryAdvice::default() }
    }

    #[test]
    fn the_back_off_doubles_up_to_its_cap_and_ends() {
        let waits: Vec<Decision> = (1..=4).map(|n| judged(nth(n), status(502))).collect();
        assert_eq!(waits, [ms(250), ms(500), ms(1_000), Decision::GiveUp]);
        let pace = Pace { attempts: 99, ..Pace::default() };
        let late = RequestAttempt { chance: u32::MAX, ..nth(98) };
        let Decision::Wait(wait) = decide(&pace, late, TryOutcome::Lost) else { panic!() };
        assert!(wait > Duration::from_millis(7_999) && wait <= Duration::from_secs(8));
    }

    #[test]
    fn each_status_of_a_server_that_failed_is_tried_again_and_no_other() {
        for (number, again) in [
            (500, true),
            (502, true),
            (503, true),
            (504, true),
            (429, true),
            (200, false),
            (400, false),
            (401, false),
            (403, false),
            (404, false),
            (409, false),
            (410, false),
            (422, false),
        ] {
            assert_eq!(judged(nth(1), status(number)) != Decision::GiveUp, again, "{number}");
        }
    }

    #[test]
    fn what_must_happen_once_is_repeated_only_when_it_did_not_happen() {
        let pace = Pace::default();
        assert_eq!(decide(&pace, once(), TryOutcome::Lost), Decision::GiveUp);
        assert_eq!(judged(once(), status(502)), Decision::GiveUp);
        assert_eq!(decide(&pace, once(), TryOutcome::NotSent), ms(250));
        assert_eq!(judged(once(), status(429)), ms(250));
        let advice =
            RetryAdvice { message: "You have exceeded a secondary rate limit.", ..status(403) };
        assert_eq!(judged(once(), advice), ms(250));
        assert_eq!(decide(&pace, nth(1), TryOutcome::Lost), ms(250));
    }

    #[test]
    fn retry_after_is_seconds_or_a_date_and_goes_before_the_reset() {
        let after = |text| RetryAdvice { retry_after: Some(text), ..status(429) };
        assert_eq!(judged(nth(1), after("0")), ms(0));
        assert_eq!(judged(nth(1), after(" 7 ")), ms(7_000));
        assert_eq!(judged(nth(1), after("60")), ms(60_000));
        assert_eq!(judged(nth(1), after("61")), Decision::GiveUp);
        assert_eq!(judged(nth(1), after("99999999999999999999999")), Decision::GiveUp);
        assert_eq!(judged(nth(1), after("Sat, 21 Nov 2026 12:00:09 GMT")), ms(9_000));
        assert_eq!(judged(nth(1), after("Sat, 21 Nov 2026 11:00:00 GMT")), ms(0));
        assert_eq!(judged(nth(1), after("soon")), ms(250));
        assert_eq!(judged(nth(1), after("-5")), ms(250));
        assert_eq!(judged(nth(1), after("")), ms(250));
        let both = RetryAdvice { remaining: Some("0"), reset: Some("1795262400"), ..after("3") };
        assert_eq!(judged(nth(1), both), ms(3_000));
        assert_eq!(
            judged(nth(1), RetryAdvice { retry_after: Some("2"), ..status(503) }),
            ms(2_000)
        );
        assert_eq!(
            judged(nth(1), RetryAdvice { retry_after: Some("2"), ..status(403) }),
            ms(2_000)
        );
        assert_eq!(
            judged(nth(1), RetryAdvice { retry_after: Some("2"), ..status(404) }),
            Decision::GiveUp
        );
    }

    #[test]
    fn the_reset_counts_when_nothing_remains_and_is_told_in_the_clock_of_the_server() {
        let reset = (now().as_second() + 30).to_string();
        let spent = RetryAdvice { remaining: Some("0"), reset: Some(&reset), ..status(403) };
        assert_eq!(judged(nth(1), spent), ms(30_000));
        let ahead = RetryAdvice { date: Some("Sat, 21 Nov 2026 12:00:20 GMT"), ..spent };
        assert_eq!(judged(nth(1), ahead), ms(10_000));
        let over = RetryAdvice { date: Some("Sat, 21 Nov 2026 12:00:30 GMT"), ..spent };
        assert_eq!(judged(nth(1), over), ms(250));
        let some_left = RetryAdvice { remaining: Some("12"), ..spent };
        assert_eq!(judged(nth(1), some_left), Decision::GiveUp);
        let far = (now().as_second() + 3_000).to_string();
        let far = RetryAdvice { reset: Some(&far), ..spent };
        assert_eq!(judged(nth(1), far), Decision::GiveUp);
        assert_eq!(limit(far, now()).and_then(RateLimit::after), Some(Duration::from_secs(3_000)));
        let broken = RetryAdvice { reset: Some("tomorrow"), ..spent };
        assert_eq!(judged(nth(1), broken), ms(250));
        assert_eq!(limit(broken, now()), Some(RateLimit::Unsaid));
    }

    #[test]
    fn a_refusal_of_permission_is_no_limit() {
        let refused = RetryAdvice {
            message: "Resource not accessible by integration",
            remaining: Some("0"),
            reset: Some("1795262400"),
            ..status(403)
        };
        assert_eq!(limit(refused, now()), None);
        assert_eq!(
            limit(RetryAdvice { message: "API rate limit exceeded", ..status(403) }, now()),
            Some(RateLimit::Unsaid)
        );
        assert_eq!(limit(RetryAdvice { message: "rate limit", ..status(404) }, now()), None);
    }

    #[test]
    fn a_client_waits_no_longer_in_all_than_it_may() {
        let advice = RetryAdvice { retry_after: Some("20"), ..status(429) };
        let short = RequestAttempt { left: Duration::from_secs(19), ..nth(1) };
        assert_eq!(judged(short, advice), Decision::GiveUp);
        let enough = RequestAttempt { left: Duration::from_secs(20), ..nth(1) };
        assert_eq!(judged(enough, advice), ms(20_000));
    }

    proptest! {
        #[test]
        fn no_wait_is_longer_than_the_pace_allows(
            status in 0_u16..1_000, number in 0_u32..9, chance: u32, repeatable: bool,
            after in prop::option::of("[0-9]{0,25}|.{0,30}"), remaining in prop::option::of("0|[0-9]{1,4}|.{0,5}"),
            reset in prop::option::of("-?[0-9]{0,21}|.{0,9}"), date in prop::option::of(".{0,30}"), message in ".{0,30}",
        ) {
            let advice = RetryAdvice {
                status,
                message: &message,
                retry_after: after.as_deref(),
                remaining: remaining.as_deref(),
                reset: reset.as_deref(),
                date: date.as_deref(),
            };
            let attempt = RequestAttempt { chance, repeatable, ..nth(number) };
            match judged(attempt, advice) {
                Decision::Wait(wait) => {
                    prop_assert!(wait <= Duration::from_secs(60));
                    prop_assert!(repeatable || status == 429 || status == 403);
                }
                Decision::GiveUp => {}
            }
        }
    }
}
