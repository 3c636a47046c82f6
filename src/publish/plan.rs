//! What is to be sent: the exact bodies, decided before anything is sent. Pure.
//!
//! The comment and the check run are planned before the first write. The record (summary, annotations,
//! outputs) is planned after the last one, because it also tells what could not be written.

use super::external_id::ExternalId;
use super::judgement::{Judgement, Ruling};
use super::{annotations, markdown};
use crate::publish::notice::{Annotation, Notice};
use crate::run::RunAttempt;
use crate::verdict::report::Verdict;

/// What every comment of truegreen starts with.
const MARKER: &str = "<!-- truegreen:v1 ";

/// When a comment is written, as the input `comment` asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentMode {
    /// On the events that belong to a pull request; not on a push to its branch.
    Auto,
    /// Wherever an open pull request is known.
    Always,
    /// As `auto`, but a pass only brings an earlier comment up to date.
    OnFailure,
    /// Never.
    Never,
}

/// A sticky comment on a pull request: one for each gate name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comment {
    /// The pull request.
    pub pull_request: u64,
    /// What every comment of this gate starts with, and nothing else does. The body starts with it.
    pub marker: String,
    /// The attempt that wrote it; a comment of a newer one is left alone.
    pub attempt: RunAttempt,
    /// The whole body, within GitHub's limit.
    pub body: String,
    /// Whether it is written where there is none yet.
    pub create: bool,
}

/// A check run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckRun {
    /// Its name, unique in the repository.
    pub name: String,
    /// The commit that it is attached to.
    pub head_sha: String,
    /// What it is a verdict about, and which attempt of the gate wrote it; a check run of a newer one is
    /// left alone.
    pub external_id: ExternalId,
    /// Never `neutral` or `skipped`, which pass.
    pub conclusion: CheckConclusion,
    /// The verdict in a few words.
    pub title: String,
    /// Markdown, within GitHub's limit.
    pub summary: String,
    /// More markdown, within GitHub's limit; empty for none.
    pub text: String,
    /// All of them, failures first; sent in pages.
    pub annotations: Vec<Annotation>,
}

/// How a check run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckConclusion {
    /// The verdict is pass.
    Success,
    /// Fail, and inconclusive too: what could not be examined must block.
    Failure,
}

impl CheckConclusion {
    /// As GitHub spells it.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Success => "success",
            Self::Failure => "failure",
        }
    }
}

/// The comment of a ruling; `None` where none is wanted or no open pull request is known.
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

/// The check run of a ruling.
#[must_use]
pub fn check_run(ruling: &Ruling, gate: &str, notices: &[Notice]) -> CheckRun {
    let blob = |judgement: &Judgement| judgement.policy.origin.blob.clone();
    let policy = ruling.judged.as_ref().map_or_else(|_| String::new(), |judged| blob(judged));
    let common = CheckRun {
        name: gate.to_owned(),
        head_sha: ruling.run.head.clone(),
        external_id: ExternalId::new(&ruling.run, &policy),
        conclusion: CheckConclusion::Failure,
        title: "Nothing was judged".to_owned(),
        summary: String::new(),
        text: String::new(),
        annotations: Vec::new(),
    };
    match &ruling.judged {
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
    }
}

/// A gate's name inside of an HTML comment: nothing in it may end the comment or start another field.
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
