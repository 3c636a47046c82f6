//! Payloads of GitHub: the event, the API's answers, `toJSON(needs)`.

pub mod event;
pub mod needs;
pub mod run_artifacts;
pub mod run_jobs;
pub mod timeline;
