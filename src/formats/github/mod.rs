//! Payloads of GitHub: the event, the API's answers, `toJSON(needs)`.

pub mod branch_rules;
pub mod check_runs;
pub mod event;
pub mod needs;
pub mod run_artifacts;
pub mod run_jobs;
pub mod skip_words;
pub mod timeline;
pub mod workflow_runs;
