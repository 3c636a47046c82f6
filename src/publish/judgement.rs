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

/// Everything that a surface may show.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// What was decided.
    pub report: VerdictReport,
    /// What it was decided on.
    pub facts: Facts,
    /// What differs from the base.
    pub change: Change,
    /// What it was held against.
    pub policy: Policy,
    /// Between which commits.
    pub commits: Commits,
    /// Which run of GitHub Actions it is, and whose; `None` at a terminal.
    pub run: Option<JudgedRun>,
    /// Texts of the files that findings point into, by path; reports are not among them.
    pub sources: BTreeMap<String, Arc<str>>,
    /// Texts of the base's versions, by path.
    pub base_sources: BTreeMap<String, Arc<str>>,
}

impl Judgement {
    /// The text of the file that has a place.
    #[must_use]
    pub fn source(&self, place: &Location) -> Option<&Arc<str>> {
        let sources = if place.on_base { &self.base_sources } else { &self.sources };
        sources.get(&*place.path)
    }
}

/// What a step of the action came to.
#[derive(Clone, Debug)]
pub struct Ruling {
    /// Which run it is about.
    pub run: JudgedRun,
    /// The judgement, or why there is none.
    pub judged: Result<Box<Judgement>, Refusal>,
}

/// The commits of a judgement, where they are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Commits {
    /// What was judged.
    pub head: Option<String>,
    /// What it was judged against.
    pub base: Option<String>,
    /// What the pipeline was compared with: the base, or where the change left it.
    pub compared: Option<String>,
}
