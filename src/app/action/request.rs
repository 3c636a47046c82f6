//! What a step of the action was asked, and what it came to.

use crate::app::request::CheckOptions;
use crate::github::token::Token;
use crate::publish::plan::CommentMode;

/// What the action's inputs ask.
#[derive(Clone, Debug)]
pub struct ActionRequest {
    /// What is asked for besides the policy.
    pub asked: CheckOptions,
    /// `token`.
    pub token: Option<Token>,
    /// `check-name`.
    pub check_name: String,
    /// `comment`.
    pub comment: CommentMode,
    /// `check-run` is not `never`.
    pub check_run: bool,
    /// `job-id`: the gate's own entry among the run's jobs.
    pub job_id: Option<u64>,
    /// `sarif`: a file below the workspace.
    pub sarif: Option<String>,
    /// `ca-file`: a file below the workspace.
    pub ca_file: Option<String>,
}

/// What is left to say when everything is written.
#[derive(Clone, Debug)]
pub struct Done {
    /// The exit code: the verdict.
    pub code: u8,
    /// For the log: the report, then the annotations as commands of the runner.
    pub log: String,
}
