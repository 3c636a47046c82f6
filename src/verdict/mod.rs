//! The verdict: turns outcomes and waivers into one verdict. Pure; findings are sorted and
//! deduplicated once, here.
//!
//! Each finding gets its severity (from the rule, then the policy, then the finding's own limit)
//! and its state (broken, advisory, waived, inconclusive). Each rule gets the worst state of its
//! findings, and the verdict is the worst state of the rules. Broken outranks inconclusive: a known
//! problem is reported first. A run that checked nothing is never a pass.

pub mod approval;
pub mod exit;
pub mod hear;
pub mod report;
pub mod weigh;
