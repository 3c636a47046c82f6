//! Exit codes. The exit code is the verdict; every other surface is best effort.

use crate::verdict::report::Verdict;

/// Everything that was asked for was examined and holds.
pub const PASS: u8 = 0;
/// Something is broken.
pub const FAIL: u8 = 1;
/// The command line, the policy or truegreen itself is wrong; nothing was judged.
pub const USAGE: u8 = 2;
/// Something that was asked for could not be examined. Never a pass.
pub const INCONCLUSIVE: u8 = 3;

/// The code of a verdict.
#[must_use]
pub const fn code(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Pass => PASS,
        Verdict::Fail => FAIL,
        Verdict::Inconclusive => INCONCLUSIVE,
    }
}
