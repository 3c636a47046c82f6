//! The action as a runner starts it: the real program, the environment and files of the runner, and
//! a GitHub on loopback.

mod approving;
mod bases;
mod behind;
mod bytes;
mod commit;
mod commit_ruled;
mod commit_situations;
mod degrading;
mod drifting;
mod events;
mod ledger;
mod logging;
mod racing;
mod raising;
mod ran;
mod second;
mod seeds_tiers;
mod sharing;
mod step;
mod tiers;
mod unmerged;
mod verdicts;
