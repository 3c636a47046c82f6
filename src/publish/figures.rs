//! Numbers for people. Shares are hundredths of a percent, rounded down: 39.999 % is never shown as
//! 40.

/// Returns a share in hundredths of a percent; `None` if the whole is zero.
#[must_use]
pub(super) fn share_in_hundredths(part: u64, whole: u64) -> Option<u128> {
    (whole > 0).then(|| u128::from(part) * 10_000 / u128::from(whole))
}

/// Writes hundredths of a percent: `38.71`.
#[must_use]
pub(super) fn format_percent(hundredths: u128) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

/// Writes a count with separated thousands.
#[must_use]
pub(super) fn group_digits(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// Writes a count with its noun: `1 thing is`, `3 things are`.
#[must_use]
pub(super) fn format_count(count: usize, one: &str, many: &str) -> String {
    format!("{} {}", group_digits(count as u64), if count == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_share_is_never_rounded_up() {
        assert_eq!(share_in_hundredths(39_999, 100_000).map(format_percent).unwrap(), "39.99");
        assert_eq!(share_in_hundredths(1, 1).map(format_percent).unwrap(), "100.00");
        assert_eq!(share_in_hundredths(0, 0), None);
        assert_eq!(share_in_hundredths(u64::MAX, u64::MAX).map(format_percent).unwrap(), "100.00");
    }

    #[test]
    fn thousands_stand_apart() {
        assert_eq!(group_digits(999), "999");
        assert_eq!(group_digits(1_234_567), "1,234,567");
        assert_eq!(format_count(1, "thing is", "things are"), "1 thing is");
        assert_eq!(format_count(2_000, "thing is", "things are"), "2,000 things are");
    }
}
