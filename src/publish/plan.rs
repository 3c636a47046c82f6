//! Plans what is sent: the exact bodies, decided before anything is sent. Pure.
//!
//! The comment and the check run are planned before the first write. The summary, the annotations
//! and the outputs are planned after the last write, because they also say what could not be
//! written.

use super::external_id::ExternalId;
use super::judgement::Ruling;
use super::{annotations, markdown};
use crate::publish::notice::{Annotation, Notice};
use crate::run::RunAttempt;
use crate::verdict::report::Verdict;

/// The start of every comment of truegreen.
const MARKER: &str = "<!-- truegreen:v1 ";

/// When a comment is written, by the input `comment`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentMode {
    /// On events that belong to a pull request; not on a push to its branch.
    Auto,
    /// On every event with a known open pull request.
    Always,
    /// As `auto`, but a pass only updates an earlier comment.
    OnFailure,
    /// On no event.
    Never,
}

/// A sticky comment on a pull request: one for each name of a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// Number of the pull request.
    pub pull_request: u64,
    /// The start of every comment of this gate, and of no other comment. The body starts with it.
    pub marker: String,
    /// The attempt that writes the comment; a comment of a newer attempt is left alone.
    pub attempt: RunAttempt,
    /// The whole body, within the limit of GitHub.
    pub body: String,
    /// Whether the comment is made if there is none yet.
    pub create: bool,
}

/// A check run before it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRun {
    /// Its name, unique in the repository.
    pub name: String,
    /// The commit of the check run.
    pub head_sha: String,
    /// What the verdict is about, and which attempt of the gate writes it; a check run of a newer
    /// attempt is left alone.
    pub external_id: ExternalId,
    /// Whether the run did everything that an earlier run of its event did, so that its pass lifts
    /// the red verdict on that one.
    pub is_complete: bool,
    /// Whether nothing but a red verdict of another run keeps this one from passing: then nothing
    /// is written beside that.
    pub is_held: bool,
    /// Whether the base is the tip of its branch, so that no verdict has a newer one.
    pub base_is_tip: bool,
    /// The conclusion; never `neutral` or `skipped`, which pass.
    pub conclusion: CheckConclusion,
    /// The verdict in a few words.
    pub title: String,
    /// Markdown, within the limit of GitHub.
    pub summary: String,
    /// More markdown, within the limit of GitHub; empty for none.
    pub text: String,
    /// All annotations, failures first; they are sent in pages.
    pub annotations: Vec<Annotation>,
}

/// The conclusion of a check run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckConclusion {
    /// The verdict is pass.
    Success,
    /// The verdict is fail or inconclusive: what could not be checked must block.
    Failure,
}

impl CheckConclusion {
    /// Returns the word of GitHub.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
        }
    }
}

/// Returns the comment of a ruling; `None` if none is wanted or no open pull request is known.
#[must_use]
pub fn comment(
    ruling: &Ruling,
    gate: &str,
    mode: CommentMode,
    notices: &[Notice],
) -> Option<Comment> {
    let run = &ruling.run;
    let pull_request = run.pull_request.as_ref()?;
    let passes =
        matches!(&ruling.judged, Ok(judgement) if judgement.report.verdict == Verdict::Pass);
    let create = match mode {
        CommentMode::Never => return None,
        CommentMode::Auto | CommentMode::OnFailure if run.event == "push" => return None,
        CommentMode::OnFailure => !passes,
        CommentMode::Auto | CommentMode::Always => true,
    };
    let marker = format!("{MARKER}{} ", escaped(gate));
    let RunAttempt { run: id, number } = run.own;
    let line = format!("{marker}run={id} attempt={number} sha={} -->", run.head);
    let body = match &ruling.judged {
        Ok(judgement) => markdown::comment_body(judgement, &line, notices),
        Err(refusal) => format!("{line}\n{}", markdown::refusal(refusal, Some(run), notices)),
    };
    Some(Comment { pull_request: pull_request.number, marker, attempt: run.own, body, create })
}

/// Returns the check run of a ruling; `None` where no verdict is written.
#[must_use]
pub fn check_run(ruling: &Ruling, gate: &str, notices: &[Notice]) -> Option<CheckRun> {
    let run = &ruling.run;
    let key = run.against.key.as_ref()?;
    let judged = ruling.judged.as_ref().ok();
    let policy = judged.map(|judgement| judgement.policy.origin.blob.as_str()).unwrap_or_default();
    let is_held = judged.is_some_and(|judgement| judgement.is_held());
    let passes =
        is_held || judged.is_some_and(|judgement| judgement.report.verdict == Verdict::Pass);
    let seen = judged.map(|judgement| &judgement.seen);
    let others = seen.map(|seen| seen.runs.as_slice()).unwrap_or_default();
    let common = CheckRun {
        name: key.check_name(gate),
        head_sha: run.head.clone(),
        external_id: ExternalId::new(run, policy, passes, others),
        is_held,
        is_complete: seen.is_some_and(|seen| seen.is_complete),
        base_is_tip: run.against.is_tip,
        conclusion: CheckConclusion::Failure,
        title: "Nothing was judged".to_owned(),
        summary: String::new(),
        text: String::new(),
        annotations: Vec::new(),
    };
    Some(match &ruling.judged {
        Ok(judgement) => CheckRun {
            conclusion: match judgement.report.verdict {
                Verdict::Pass => CheckConclusion::Success,
                Verdict::Fail | Verdict::Inconclusive => CheckConclusion::Failure,
            },
            title: markdown::check_title(judgement),
            summary: markdown::check_summary(judgement, notices),
            text: markdown::check_text(judgement),
            annotations: annotations::of(judgement),
            ..common
        },
        Err(refusal) => {
            CheckRun { summary: markdown::refusal(refusal, Some(&ruling.run), notices), ..common }
        }
    })
}

/// Escapes the name of a gate for an HTML comment: no character of it may end the comment or start
/// another field.
fn escaped(gate: &str) -> String {
    use std::fmt::Write as _;
    gate.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"._/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    })
}
