//! `truegreen trace`: shows what happens when a gate command fails.

use super::arguments::Repository;
use super::terminal::Terminal;
use crate::app;
use crate::app::request::{CheckOptions, CheckRequest};
use crate::finding::Severity;
use crate::publish::{terminal, trace};
use crate::verdict::exit;

/// Its arguments.
#[derive(Debug, clap::Args)]
pub(crate) struct TraceArgs {
    #[command(flatten)]
    repository: Repository,
    /// Only this job, as `job` or `ci.yml/job`.
    #[arg(long, value_name = "JOB")]
    job: Option<String>,
    /// Jobs that a merge waits for, as `job` or `ci.yml/job`; separated by commas.
    #[arg(long, value_name = "JOBS", value_delimiter = ',')]
    required_jobs: Vec<String>,
    /// How to write it.
    #[arg(long, value_enum, default_value_t = TraceFormat::Human)]
    format: TraceFormat,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum TraceFormat {
    Human,
    Json,
}

pub(crate) fn run(args: &TraceArgs, terminal: &mut Terminal) -> u8 {
    let asked = CheckOptions {
        policy: args.repository.policy.clone(),
        junit: Vec::new(),
        coverage: Vec::new(),
        coverage_min: None,
        needs: None,
        required_jobs: args.required_jobs.clone(),
        fail_on: Severity::Fail,
    };
    let request = CheckRequest { root: args.repository.root.clone(), base: None, asked };
    let mut paths = match app::trace(&request) {
        Ok(paths) => paths,
        Err(error) => {
            terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
            return exit::USAGE;
        }
    };
    if let Some(job) = &args.job {
        let known: Vec<String> = paths.iter().map(trace::job).collect();
        paths.retain(|path| trace::is_job(path, job));
        if paths.is_empty() {
            terminal.complain(&trace::no_such_job(job, &known));
            return exit::USAGE;
        }
    }
    match args.format {
        TraceFormat::Human => terminal.print(&trace::render(&paths, terminal.width())),
        TraceFormat::Json => match trace::json(&paths) {
            Ok(text) => terminal.print(&text),
            Err(error) => {
                terminal
                    .complain(&format!("error: the trace could not be written as JSON: {error}\n"));
                return exit::USAGE;
            }
        },
    }
    exit::PASS
}
