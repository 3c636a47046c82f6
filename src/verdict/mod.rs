//! The verdict: outcomes and waivers in, one judgement out. Pure; sorted and deduplicated once, here.
//!
//! Each finding gets its severity (rule, then policy, then the finding's own limit) and its state
//! (broken, advisory, waived, inconclusive); each rule the worst state of its findings; the whole the
//! worst of its rules. Broken outranks inconclusive: what is known to be wrong is said first. Nothing
//! examined is never a pass.

pub mod approval;
pub mod exit;
pub mod hear;
pub mod report;
pub mod weigh;
