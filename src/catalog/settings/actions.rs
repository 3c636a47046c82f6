//! Actions that pass where they should fail, and those that are told where a report is.

use super::rows::{LenientAction, ReportInput};
use super::table::{LENIENT_ACTIONS, REPORT_INPUTS};

/// Actions that pass where they should fail, by their inputs.
pub(crate) const fn lenient_actions() -> &'static [LenientAction] {
    LENIENT_ACTIONS
}

/// Inputs of actions that name reports.
pub(crate) const fn report_inputs() -> &'static [ReportInput] {
    REPORT_INPUTS
}
