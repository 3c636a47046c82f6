//! The request of an action's step, and its result.

use crate::app::request::CheckOptions;
use crate::github::token::Token;
use crate::publish::plan::CommentMode;

/// The inputs of the action.
#[derive(Clone, Debug)]
pub struct ActionRequest {
    /// The options besides the policy.
    pub asked: CheckOptions,
    /// `token`.
    pub token: Option<Token>,
    /// `check-name`.
    pub check_name: String,
    /// `comment`.
    pub comment: CommentMode,
    /// Whether `check-run` is not `never`.
    pub check_run: bool,
    /// `job-id`: the entry of the gate job among the jobs of the run.
    pub job_id: Option<u64>,
    /// `job-status`: the state of the gate's own job at its step.
    pub job_status: Option<String>,
    /// `sarif`: a file below the workspace.
    pub sarif: Option<String>,
    /// `ca-file`: a file below the workspace.
    pub ca_file: Option<String>,
}

/// The result when everything is written.
#[derive(Clone, Debug)]
pub struct Done {
    /// The exit code: the verdict.
    pub code: u8,
    /// The text for the log: the report, then the annotations as commands of the runner.
    pub log: String,
}
