//! The rules: one pure function each over a [`Case`].
//!
//! A rule is two files of its family, `<id>.rs` and `<id>.md` (with `_` for `-`); the document is
//! its help text, its fixtures and its tests at once. `tests/it/registry.rs` checks that folders,
//! registry, documents and ids agree. A rule gets the case and a sink, and returns nothing: it
//! cannot fail, read or print.

mod contract;
mod coverage;
mod drift;
mod elsewhere;
mod governance;
mod reach;
pub mod rule;
pub mod run;
mod serial;
mod signal;
mod test_reports;

use self::elsewhere::leave_elsewhere;
use crate::case::Case;
use crate::finding::{RuleOutcome, Sink};
use crate::rules::rule::{Rule, RuleCheck, WaiverRegister};

/// All rules, sorted by id.
pub static RULES: &[&Rule] = &[
    &reach::ambiguous_check::RULE,
    &signal::background_step::RULE,
    &governance::bad_waiver::RULE,
    &reach::blind_diff::RULE,
    &reach::constant_condition::RULE,
    &signal::continue_on_error::RULE,
    &reach::empty_matrix::RULE,
    &test_reports::failing_test::RULE,
    &contract::file_off_contract::RULE,
    &reach::filtered_trigger::RULE,
    &drift::frozen_file::RULE,
    &drift::gate_edited::RULE,
    &run::green_on_rerun::RULE,
    &drift::guard_relaxed::RULE,
    &reach::hollow_aggregator::RULE,
    &reach::invalid_workflow::RULE,
    &drift::job_gutted::RULE,
    &run::job_not_green::RULE,
    &contract::job_off_contract::RULE,
    &drift::job_removed::RULE,
    &signal::lax_shell::RULE,
    &drift::leg_removed::RULE,
    &signal::lenient_action::RULE,
    &signal::lenient_flag::RULE,
    &coverage::low_coverage::RULE,
    &coverage::low_path_coverage::RULE,
    &reach::missed_event::RULE,
    &run::missing_artifact::RULE,
    &run::missing_check::RULE,
    &contract::missing_job::RULE,
    &test_reports::missing_report::RULE,
    &signal::muted_command::RULE,
    &drift::needs_dropped::RULE,
    &test_reports::no_tests::RULE,
    &serial::pytest_xdist::RULE,
    &contract::setting_off_contract::RULE,
    &drift::settings_weakened::RULE,
    &drift::signal_lost::RULE,
    &reach::silent_author::RULE,
    &run::skip_ci::RULE,
    &reach::skippable_job::RULE,
    &test_reports::skipped_test::RULE,
    &drift::threshold_lowered::RULE,
    &drift::trigger_narrowed::RULE,
    &reach::uncaught_cancellation::RULE,
    &signal::unchecked_pipe::RULE,
    &governance::unmatched_entry::RULE,
    &reach::unpinned_gate::RULE,
    &contract::workflow_off_contract::RULE,
    &reach::wrong_checkout::RULE,
    &contract::wrong_context::RULE,
];

/// Returns the rule with an id.
#[must_use]
pub fn find(id: &str) -> Option<&'static Rule> {
    RULES.iter().copied().find(|rule| rule.id == id)
}

/// Returns the ids of all rules, sorted.
#[must_use]
pub fn ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}

/// Runs one rule. A panic of the rule is caught and makes the outcome inconclusive: never silence,
/// never a pass.
#[must_use]
pub fn run_rule(rule: &Rule, case: Case<'_>) -> RuleOutcome {
    caught(|sink| match rule.check {
        RuleCheck::Case(check) => check(case, sink),
        RuleCheck::Waivers(_) => {}
    })
}

/// Runs a rule that looks at the waivers, after all other rules.
#[must_use]
pub fn run_waiver_rule(rule: &Rule, register: &WaiverRegister<'_>) -> RuleOutcome {
    caught(|sink| match rule.check {
        RuleCheck::Case(_) => {}
        RuleCheck::Waivers(check) => check(register, sink),
    })
}

fn caught(check: impl FnOnce(&mut Sink)) -> RuleOutcome {
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
        let mut sink = Sink::default();
        check(&mut sink);
        sink.into_outcome()
    }));
    result.unwrap_or_else(|panic| RuleOutcome {
        inconclusive: Some(format!(
            "the rule crashed ({}); this is a fault of truegreen, and nothing may be concluded",
            crash_text(&*panic)
        )),
        ..RuleOutcome::default()
    })
}

/// Returns the message of a panic.
#[must_use]
pub fn crash_text(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("without a word")
}
