//! The interface of the runner: what GitHub Actions passes to a step through its environment and
//! its files.
//!
//! Source: `actions/runner`, `GitHubContext.cs` (which variables), `ContainerActionHandler.cs`
//! (which paths a container sees), `ActionRunner.cs` (how inputs are named).

use std::io::{Read as _, Write as _};
use std::path::{Path, PathBuf};

use super::error::InputError;
use crate::run::RunAttempt;

/// Longest payload: GitHub's limit for webhooks is 25 MB.
const PAYLOAD_LIMIT: u64 = 25 << 20;

/// The run as the runner describes it.
#[derive(Clone, Debug)]
pub struct Runner {
    /// `GITHUB_API_URL`.
    pub api_url: String,
    /// `GITHUB_SERVER_URL` without a `/` at its end.
    pub server: String,
    /// `GITHUB_REPOSITORY`, `owner/name`.
    pub repository: String,
    /// `GITHUB_EVENT_NAME`.
    pub event: String,
    /// The text of `GITHUB_EVENT_PATH`.
    pub payload: String,
    /// `GITHUB_SHA`: on a pull request the merge commit.
    pub sha: String,
    /// `GITHUB_RUN_ID` and `GITHUB_RUN_ATTEMPT`.
    pub attempt: RunAttempt,
    /// Path of the workflow in `GITHUB_WORKFLOW_REF`.
    pub workflow: Option<String>,
    /// `GITHUB_JOB`, the id of the gate job.
    pub job: Option<String>,
    /// `GITHUB_WORKSPACE`.
    pub workspace: PathBuf,
    /// `GITHUB_STEP_SUMMARY`.
    pub summary: Option<PathBuf>,
    /// `GITHUB_OUTPUT`.
    pub output: Option<PathBuf>,
}

/// The variables that are missing, all at once.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "this is no step of GitHub Actions: {}; at a terminal use `truegreen check`",
    .missing.join(", ")
)]
pub struct NoRunner {
    /// One entry for each variable.
    pub missing: Vec<String>,
}

impl Runner {
    /// Reads the variables.
    ///
    /// # Errors
    /// Variables of every step that are missing or make no sense.
    pub fn read() -> Result<Self, NoRunner> {
        let mut reader = PayloadReader { missing: Vec::new() };
        let repository = reader.text("GITHUB_REPOSITORY");
        let payload = reader.text("GITHUB_EVENT_PATH");
        let payload = reader.payload(Path::new(&payload));
        let runner = Self {
            api_url: reader.text("GITHUB_API_URL"),
            server: reader.text("GITHUB_SERVER_URL").trim_end_matches('/').to_owned(),
            event: reader.text("GITHUB_EVENT_NAME"),
            payload,
            sha: reader.text("GITHUB_SHA"),
            attempt: RunAttempt {
                run: reader.number("GITHUB_RUN_ID"),
                number: reader.number("GITHUB_RUN_ATTEMPT"),
            },
            workflow: variable("GITHUB_WORKFLOW_REF").and_then(|name| {
                // `owner/name/.github/workflows/ci.yml@refs/heads/main`
                let path = name.strip_prefix(&repository)?.strip_prefix('/')?;
                Some(path.split('@').next().unwrap_or_default().to_owned())
            }),
            job: variable("GITHUB_JOB"),
            workspace: PathBuf::from(reader.text("GITHUB_WORKSPACE")),
            summary: variable("GITHUB_STEP_SUMMARY").map(PathBuf::from),
            output: variable("GITHUB_OUTPUT").map(PathBuf::from),
            repository,
        };
        if reader.missing.is_empty() {
            Ok(runner)
        } else {
            Err(NoRunner { missing: reader.missing })
        }
    }
}

struct PayloadReader {
    missing: Vec<String>,
}

impl PayloadReader {
    fn text(&mut self, name: &str) -> String {
        variable(name).unwrap_or_else(|| {
            self.missing.push(format!("`{name}` is not set"));
            String::new()
        })
    }

    fn number(&mut self, name: &str) -> u64 {
        let text = self.text(name);
        text.parse().unwrap_or_else(|_| {
            if !text.is_empty() {
                self.missing.push(format!("`{name}` is no number"));
            }
            0
        })
    }

    #[expect(clippy::disallowed_methods, reason = "the edge reads the payload")]
    fn payload(&mut self, path: &Path) -> String {
        if path.as_os_str().is_empty() {
            return String::new();
        }
        let read = std::fs::File::open(path).and_then(|file| {
            let mut text = String::new();
            file.take(PAYLOAD_LIMIT).read_to_string(&mut text).map(|_| text)
        });
        read.unwrap_or_else(|error| {
            self.missing.push(format!("`GITHUB_EVENT_PATH` cannot be read: {error}"));
            String::new()
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "the edge reads the environment")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Returns an input of the action: `INPUT_` and its name in capitals. The runner keeps hyphens, but
/// a shell cannot pass them on, so underscores are accepted too.
#[must_use]
pub fn action_input(name: &str) -> Option<String> {
    let name = format!("INPUT_{}", name.to_uppercase());
    variable(&name).or_else(|| variable(&name.replace('-', "_")))
}

/// Appends to a file of the runner (summary, outputs).
///
/// # Errors
/// A file that cannot be written; the verdict stays the same.
#[expect(clippy::disallowed_methods, reason = "the edge writes the runner's files")]
pub fn append(path: &Path, text: &str) -> Result<(), InputError> {
    let failed = |source| InputError::Write { path: path.to_owned(), source };
    let mut file =
        std::fs::OpenOptions::new().append(true).create(true).open(path).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)
}

/// Returns 128 random bits in hexadecimal, which the writer of a report cannot have guessed.
#[must_use]
pub fn unguessable() -> String {
    use std::hash::{BuildHasher as _, Hasher as _};
    // The standard library seeds each of them from the generator of the system.
    let bits = || std::hash::RandomState::new().build_hasher().finish();
    format!("{:016x}{:016x}", bits(), bits())
}
