//! Exit codes. The exit code is the verdict; every other surface is best effort.

use crate::verdict::report::Verdict;

/// Every rule that the policy asks for was checked, and no finding blocks.
pub const PASS: u8 = 0;
/// At least one finding fails.
pub const FAIL: u8 = 1;
/// The command line, the policy or truegreen itself is wrong; nothing was judged.
pub const USAGE: u8 = 2;
/// Something that the policy requires could not be read. Never a pass.
pub const INCONCLUSIVE: u8 = 3;

/// Returns the weight of an exit code among several: the heaviest counts for all.
#[must_use]
pub const fn weight(code: u8) -> u8 {
    match code {
        PASS => 0,
        INCONCLUSIVE => 1,
        FAIL => 3,
        _ => 2,
    }
}

/// Returns the exit code of a verdict.
#[must_use]
pub const fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Pass => PASS,
        Verdict::Fail => FAIL,
        Verdict::Inconclusive => INCONCLUSIVE,
    }
}
