//! The skips that the policy allows: `when:` of `skips-allowed`, read as scenarios.

use super::decider::Decider;
use super::scenario::Scenario;
use crate::facts::jobs::keys::bare_condition;
use crate::formats::workflow::model::{Job, Step};
use crate::policy::Policy;

/// The words of a `when:` before what decides: a label, changed files. Such an entry allows a skip that the change
/// decides, and none that every change meets.
pub const BY_CHANGE: &str = "decided by";

/// Every scenario that a `when:` can name.
const NAMED: [Scenario; 7] = [
    Scenario::SameRepository,
    Scenario::Fork,
    Scenario::Dependabot,
    Scenario::Renovate,
    Scenario::Draft,
    Scenario::Push,
    Scenario::MergeGroup,
];

/// The skips of one job that the policy allows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AllowedSkips {
    /// Whether every skip is allowed: an entry has no `when:`, or words that name no scenario.
    pub all: bool,
    /// Whether a skip is allowed that the change decides.
    by_change: bool,
    /// Scenarios in which a skip is allowed.
    scenarios: Vec<Scenario>,
    /// Conditions that may skip the job, each as long as it is the `if:` that decides.
    conditions: Vec<String>,
}

impl AllowedSkips {
    /// Reads the allowed skips of a job, by `file/job`.
    #[must_use]
    pub fn of(policy: &Policy, subject: &str) -> Self {
        let mut allowed = Self::default();
        for entry in policy.skips_allowed.iter().filter(|entry| entry.job.value == subject) {
            let when = entry.when.as_deref().unwrap_or_default();
            if is_condition(when) {
                allowed.conditions.push(bare_condition(when));
                continue;
            }
            let by_change = when.to_lowercase().contains(BY_CHANGE);
            let named = named(when);
            allowed.by_change |= by_change;
            allowed.all |= named.is_empty() && !by_change;
            allowed.scenarios.extend(named);
        }
        allowed
    }

    /// Returns whether a skip of a job in a scenario is allowed; `root` is the job whose `if:` is
    /// false.
    #[must_use]
    pub fn covers(&self, scenario: Scenario, job: &Job, root: &Job) -> bool {
        self.all || self.scenarios.contains(&scenario) || self.knows(job, root)
    }

    /// Returns whether the skip of a step in a scenario is allowed.
    #[must_use]
    pub fn covers_step(&self, scenario: Scenario, step: &Step) -> bool {
        self.all || self.scenarios.contains(&scenario) || self.knows_step(step)
    }

    /// Returns whether a skip is allowed that is open before the run; the settings are no part of the change.
    #[must_use]
    pub(crate) fn covers_decider(&self, decider: &Decider) -> bool {
        self.all || self.by_change && !matches!(decider, Decider::Variable(_))
    }

    /// Returns whether an allowed condition is the `if:` of a step.
    #[must_use]
    pub fn knows_step(&self, step: &Step) -> bool {
        self.all
            || step.condition.is_some()
                && self.conditions.contains(&bare_condition(step.condition()))
    }

    /// Returns whether the skip of a step is allowed, by words or by a condition that is its `if:` or that of its job.
    /// Which situation a run is in is not known here, so words that name situations allow every skip, as they do where
    /// a job was skipped.
    #[must_use]
    pub fn covers_ended_step(&self, step: &Step, job: &Job) -> bool {
        let is_listed = |condition: &str| self.conditions.contains(&bare_condition(condition));
        self.all
            || self.by_change
            || !self.scenarios.is_empty()
            || step.condition.as_ref().is_some_and(|own| is_listed(own.as_str()))
            || self.knows(job, job)
    }

    /// Returns whether an allowed condition decides: it is the `if:` of `root`, or that of the job
    /// itself. A job with another `if:` is not the one that was agreed on.
    #[must_use]
    pub fn knows(&self, job: &Job, root: &Job) -> bool {
        let is_listed = |job: &Job| {
            job.condition.is_some() && self.conditions.contains(&bare_condition(job.condition()))
        };
        is_listed(root) || is_listed(job)
    }
}

/// Returns whether a `when:` is a condition, as `truegreen init` lists it, and not words.
fn is_condition(when: &str) -> bool {
    const OF_CONDITIONS: [&str; 10] =
        ["==", "!=", "&&", "||", "${{", "()", "github.", "needs.", "inputs.", "vars."];
    OF_CONDITIONS.iter().any(|part| when.contains(part))
}

/// Returns the scenarios that the words of a `when:` name.
fn named(when: &str) -> Vec<Scenario> {
    let when = when.to_lowercase().replace('_', " ");
    let words: Vec<&str> = when.split(|char: char| !char.is_alphanumeric()).collect();
    let says = |start: &str| words.iter().any(|word| word.starts_with(start));
    let any_bot = words.iter().any(|word| matches!(*word, "bot" | "bots"));
    let is_narrow = says("fork") || says("draft") || says("dependabot") || says("renovate");
    let is_pull = when.contains("pull request") || words.contains(&"pr") || words.contains(&"prs");
    let is_own = when.contains("this repository") || when.contains("same repository");
    let is_wide = is_pull && !is_narrow && !any_bot;
    let names = |scenario: &Scenario| match scenario {
        Scenario::SameRepository => is_own || is_wide,
        Scenario::Fork => says("fork") || is_wide && !is_own,
        Scenario::Dependabot => {
            says("dependabot") || any_bot && !says("renovate") || is_own || is_wide
        }
        Scenario::Renovate => {
            says("renovate") || any_bot && !says("dependabot") || is_own || is_wide
        }
        Scenario::Draft => says("draft") || is_own || is_wide,
        Scenario::Push => says("push"),
        Scenario::MergeGroup => says("queue") || when.contains("merge group"),
        Scenario::Any => false,
    };
    NAMED.into_iter().filter(names).collect()
}

/// Returns the entry of the policy that allows a job to be skipped in these scenarios.
#[must_use]
pub fn policy_entry(subject: &str, scenarios: &[Scenario]) -> String {
    let when = situation_words(scenarios);
    format!("`skips-allowed: [{{ job: {subject}, when: {when:?}, reason: \"...\" }}]`")
}

/// Returns the `when:` that allows skips in these scenarios.
#[must_use]
pub fn situation_words(scenarios: &[Scenario]) -> String {
    let has = |scenario: Scenario| scenarios.contains(&scenario);
    let mut words = Vec::new();
    match (has(Scenario::SameRepository), has(Scenario::Fork)) {
        (true, true) => words.push("pull request"),
        (true, false) => words.push("pull request from this repository"),
        (false, true) => words.push("fork pull request"),
        (false, false) => {}
    }
    if !has(Scenario::SameRepository) {
        match (has(Scenario::Dependabot), has(Scenario::Renovate)) {
            (true, true) => words.push("pull request by a bot"),
            (true, false) => words.push("pull request by dependabot"),
            (false, true) => words.push("pull request by renovate"),
            (false, false) => {}
        }
        if has(Scenario::Draft) {
            words.push("draft");
        }
    }
    if has(Scenario::Push) {
        words.push("push");
    }
    if has(Scenario::MergeGroup) {
        words.push("merge queue");
    }
    if words.is_empty() { "always".to_owned() } else { words.join(", ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_name_what_they_say_and_no_more() {
        use Scenario::{Dependabot, Draft, Fork, MergeGroup, Push, Renovate, SameRepository};
        let own = [SameRepository, Dependabot, Renovate, Draft];
        for (words, scenarios) in [
            ("fork pull request", &[Fork][..]),
            ("Forks, and drafts", &[Fork, Draft]),
            ("pull request from this repository", &own),
            ("PRs of bots", &[Dependabot, Renovate]),
            ("dependabot's pull requests", &[Dependabot]),
            ("the renovate bot", &[Renovate]),
            ("pushes to main, merge_group", &[Push, MergeGroup]),
            ("a merge queue", &[MergeGroup]),
            ("documentation changes skip the suite", &[]),
            ("fork pull request, decided by a label", &[Fork]),
            ("decided by changed files (output src of job changes)", &[]),
            ("", &[]),
        ] {
            assert_eq!(named(words), scenarios, "{words}");
        }
        assert_eq!(named("pull request").len(), 5);
    }

    #[test]
    fn what_the_help_offers_covers_what_was_found() {
        for set in 0_u8..128 {
            let chosen: Vec<Scenario> = NAMED
                .into_iter()
                .enumerate()
                .filter(|(bit, _)| set >> bit & 1 == 1)
                .map(|(_, scenario)| scenario)
                .collect();
            let covered = named(&situation_words(&chosen));
            let is_all = covered.is_empty();
            assert!(
                is_all || chosen.iter().all(|scenario| covered.contains(scenario)),
                "{chosen:?}: {}",
                situation_words(&chosen)
            );
            assert_eq!(is_all, chosen.is_empty());
        }
    }
}
