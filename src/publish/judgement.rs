//! Everything that a surface may show.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::drift::difference::Change;
use crate::facts::commit::Facts;
use crate::policy::valid::Policy;
use crate::publish::notice::Refusal;
use crate::run::JudgedRun;
use crate::span::Location;
use crate::verdict::report::VerdictReport;

/// A verdict with all that it is based on: everything that a surface may show.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// The verdict with its findings.
    pub report: VerdictReport,
    /// The facts of the head.
    pub facts: Facts,
    /// The differences from the base.
    pub change: Change,
    /// The policy that was used.
    pub policy: Policy,
    /// The compared commits.
    pub commits: Commits,
    /// The run of GitHub Actions; `None` at a terminal.
    pub run: Option<JudgedRun>,
    /// Texts of the files with findings, by path; reports are not among them.
    pub sources: BTreeMap<String, Arc<str>>,
    /// Texts of the same files on the base, by path.
    pub base_sources: BTreeMap<String, Arc<str>>,
}

impl Judgement {
    /// Returns the text of the file that has a place.
    #[must_use]
    pub fn source(&self, place: &Location) -> Option<&Arc<str>> {
        let sources = if place.on_base { &self.base_sources } else { &self.sources };
        sources.get(&*place.path)
    }
}

/// The result of a step of the action.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// The run that the result is about.
    pub run: JudgedRun,
    /// The judgement, or why there is none.
    pub judged: Result<Box<Judgement>, Refusal>,
}

/// The commits of a judgement, as far as they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commits {
    /// The judged commit.
    pub head: Option<String>,
    /// The commit of the base.
    pub base: Option<String>,
    /// The commit that CI was compared with: the base, or the merge base.
    pub compared: Option<String>,
}
