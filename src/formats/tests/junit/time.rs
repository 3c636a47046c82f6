//! `time` attributes: seconds, as many dialects write them.

/// Microseconds of a `time` attribute. What is no time (missing, `NaN`, negative, infinite) is 0: no
/// verdict depends on it.
///
/// Surefire writes thousands separators (`1,234.567`), other writers a decimal comma (`0,005`). A lone
/// comma before exactly three digits is taken for a thousands separator unless a zero stands before it.
pub(super) fn microseconds(raw: &str) -> u64 {
    if let Some(exact) = plain(raw) {
        return exact;
    }
    let text = raw.trim();
    let text = if text.contains('.') {
        text.replace(',', "")
    } else {
        match text.split_once(',') {
            Some((whole, rest)) if rest.contains(',') || is_thousands(whole, rest) => {
                text.replace(',', "")
            }
            Some((whole, rest)) => format!("{whole}.{rest}"),
            None => text.to_owned(),
        }
    };
    let seconds: f64 = text.parse().unwrap_or(0.0);
    if !seconds.is_finite() || seconds <= 0.0 {
        return 0;
    }
    // a cast from float saturates
    (seconds * 1e6) as u64
}

fn is_thousands(whole: &str, rest: &str) -> bool {
    rest.len() == 3 && rest.bytes().all(|b| b.is_ascii_digit()) && !whole.starts_with('0')
}

/// `12.3456` without a detour over floats: reports of a million tests have a million of these.
fn plain(raw: &str) -> Option<u64> {
    let (whole, fraction) = raw.split_once('.').unwrap_or((raw, ""));
    if whole.is_empty() || whole.len() > 12 {
        return None;
    }
    let mut micros = 0_u64;
    for byte in whole.bytes() {
        micros = micros * 10 + digit(byte)?;
    }
    let mut digits = fraction.bytes();
    for _ in 0..6 {
        micros = micros * 10 + digits.next().map_or(Some(0), digit)?;
    }
    digits.all(|byte| byte.is_ascii_digit()).then_some(micros)
}

fn digit(byte: u8) -> Option<u64> {
    byte.is_ascii_digit().then(|| u64::from(byte - b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_of_all_dialects_are_read() {
        for (raw, micros) in [
            ("0.001", 1_000),
            ("12", 12_000_000),
            ("1.23456789", 1_234_567),
            ("1e-3", 1_000),
            ("1,234.5", 1_234_500_000),
            ("1,234,567", 1_234_567_000_000),
            ("1,234", 1_234_000_000),
            ("0,005", 5_000),
            ("3,5", 3_500_000),
            (".5", 500_000),
            (" 2 ", 2_000_000),
        ] {
            assert_eq!(microseconds(raw), micros, "{raw}");
        }
    }

    #[test]
    fn what_is_no_time_is_zero() {
        for raw in ["", "NaN", "-1.5", "inf", "-inf", "fast", "1.2.3", "1.5s"] {
            assert_eq!(microseconds(raw), 0, "{raw}");
        }
        assert_eq!(microseconds("1e300"), u64::MAX);
    }
}
