//! The tier of an entry of `tests`, `coverage` or `artifacts`: the run in which it is judged.

use crate::span::{Span, Spanned};

/// `workflow:` or `job:` of an entry: it is judged in a run of this workflow, and nowhere else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EvidenceTier {
    /// Place of the value.
    pub span: Span,
    /// File name of the workflow, below `.github/workflows`.
    pub workflow: String,
    /// Id of the job, if the entry names one.
    pub job: Option<String>,
}

impl EvidenceTier {
    /// Returns the value as the policy has it.
    #[must_use]
    pub fn written(&self) -> String {
        match &self.job {
            Some(job) => format!("{}/{job}", self.workflow),
            None => self.workflow.clone(),
        }
    }
}

/// One entry of `artifacts:`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ArtifactContract {
    /// Name of an artifact, or a glob over names.
    pub name: Spanned<String>,
    /// `workflow:` or `job:`.
    pub tier: Option<EvidenceTier>,
}

/// A key of the policy whose entries name evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKey {
    /// `tests:`.
    Tests,
    /// `coverage:`.
    Coverage,
    /// `artifacts:`.
    Artifacts,
}

impl EvidenceKey {
    /// Returns the start of the subjects of an entry's findings.
    #[must_use]
    pub const fn subject(self) -> &'static str {
        match self {
            Self::Tests => "tests",
            Self::Coverage => "coverage",
            Self::Artifacts => "artifact",
        }
    }
}

/// An entry, or a part of one, that this run does not judge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EntryElsewhere {
    /// Key of the entry.
    pub key: EvidenceKey,
    /// Name of the entry.
    pub name: String,
    /// Where the entry is judged, or why it is not judged here, as a clause.
    pub why: String,
    /// The tier that decides it.
    pub tier: EvidenceTier,
}

impl EntryElsewhere {
    /// Returns the start of the subjects of the entry's findings: `tests:quality`.
    #[must_use]
    pub fn subject(&self) -> String {
        format!("{}:{}", self.key.subject(), self.name)
    }
}
