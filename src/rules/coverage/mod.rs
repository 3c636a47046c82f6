//! The family `coverage`, and the comparison of a rate with its minimum, by whole numbers.

pub(crate) mod low_coverage;
pub(crate) mod low_path_coverage;

use crate::policy::Rounding;

/// Returns whether `covered` of `all` reach a minimum in percent. The comparison uses whole
/// numbers, so a rate is never rounded up to its minimum, unless the policy asks for the rounding
/// of `coverage report --fail-under` (half to even, to whole percent, and only a full rate is 100).
fn reaches(covered: u64, all: u64, floor: f64, rounding: Rounding) -> bool {
    match rounding {
        Rounding::Exact => scaled(covered) >= micro(floor) * u128::from(all),
        Rounding::CoveragePy if floor >= 100.0 => covered >= all,
        Rounding::CoveragePy => {
            let (covered, all) = (u128::from(covered) * 100, u128::from(all));
            let (whole, rest) = (covered / all, covered % all);
            let up = rest * 2 > all || (rest * 2 == all && whole % 2 == 1);
            (whole + u128::from(up)) * 1_000_000 >= micro(floor)
        }
    }
}

fn scaled(covered: u64) -> u128 {
    u128::from(covered) * 100 * 1_000_000
}

/// Returns a minimum in millionths of a percent; the policy allows 0 to 100 only.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "0 to 100 by validation"
)]
fn micro(floor: f64) -> u128 {
    (floor.clamp(0.0, 100.0) * 1_000_000.0).round() as u128
}

/// Returns how many more must be covered to reach the minimum exactly.
fn short(covered: u64, all: u64, floor: f64) -> u128 {
    let need = (micro(floor) * u128::from(all)).div_ceil(100 * 1_000_000);
    need.saturating_sub(u128::from(covered))
}

/// Returns the count for a sentence: `28 more lines must be`.
fn missing(count: u128, what: &str) -> String {
    let one = what.strip_suffix("es").filter(|one| one.ends_with("ch")).or(what.strip_suffix('s'));
    match (count, one) {
        (1, Some(one)) => format!("1 more {one} must be"),
        _ => format!("{count} more {what} must be"),
    }
}

/// Returns a rate with two digits, cut and never rounded up: 39.999 % is not 40.00 %.
fn format_percent(covered: u64, all: u64) -> String {
    let hundredths = u128::from(covered) * 10_000 / u128::from(all.max(1));
    format!("{}.{:02} %", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirty_nine_point_eight_five_is_not_forty_unless_rounded() {
        assert!(!reaches(7_422, 18_624, 40.0, Rounding::Exact));
        assert!(reaches(7_422, 18_624, 40.0, Rounding::CoveragePy));
    }

    #[test]
    fn the_floor_itself_is_enough() {
        assert!(reaches(4, 10, 40.0, Rounding::Exact));
        assert!(!reaches(39_999_999, 100_000_000, 40.0, Rounding::Exact));
        assert!(reaches(399, 1000, 39.9, Rounding::Exact));
    }

    #[test]
    fn a_hundred_means_all_however_it_is_rounded() {
        assert!(!reaches(9_999, 10_000, 100.0, Rounding::CoveragePy));
        assert!(reaches(10, 10, 100.0, Rounding::CoveragePy));
    }

    #[test]
    fn halves_round_to_even_as_python_does() {
        assert!(reaches(395, 1000, 40.0, Rounding::CoveragePy));
        assert!(!reaches(405, 1000, 41.0, Rounding::CoveragePy));
    }

    #[test]
    fn a_rate_is_cut_and_says_how_much_is_missing() {
        assert_eq!(format_percent(39_999, 100_000), "39.99 %");
        assert_eq!(short(7_422, 18_624, 40.0), 28);
        assert_eq!(missing(28, "lines"), "28 more lines must be");
        assert_eq!(missing(1, "branches"), "1 more branch must be");
    }
}
