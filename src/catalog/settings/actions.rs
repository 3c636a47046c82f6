//! Actions that pass where they should fail, those that are told where a report is, and what others do.

use super::rows::{ActionAct, LenientAction, ReportInput};
use super::table::{ACTION_ACTS, LENIENT_ACTIONS, REPORT_INPUTS};

/// What actions do, beside judging, that decides what a check means.
pub(crate) const fn action_acts() -> &'static [ActionAct] {
    ACTION_ACTS
}

/// Actions that pass where they should fail, by their inputs.
pub(crate) const fn lenient_actions() -> &'static [LenientAction] {
    LENIENT_ACTIONS
}

/// Inputs of actions that name reports.
pub(crate) const fn report_inputs() -> &'static [ReportInput] {
    REPORT_INPUTS
}
