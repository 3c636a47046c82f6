//! What of the policy a run leaves to other runs.

use super::tier::{EvidenceKey, EvidenceTier};
use super::valid::Policy;

impl Policy {
    /// Returns what this run does not judge of the entries of some keys, each as a clause.
    pub fn left_elsewhere<'p>(
        &'p self,
        keys: &'p [EvidenceKey],
    ) -> impl Iterator<Item = String> + use<'p> {
        let of_keys = self.elsewhere.iter().filter(|entry| keys.contains(&entry.key));
        of_keys.map(|entry| format!("`{}` {}", entry.subject(), entry.why))
    }

    /// Returns every tier that an entry names, with the subject of the entry.
    #[must_use]
    pub fn tiers(&self) -> Vec<(String, &EvidenceTier)> {
        let name = |key: EvidenceKey, name: &str| format!("{}:{name}", key.subject());
        let tests = self.tests.iter();
        let tests = tests.map(|entry| (name(EvidenceKey::Tests, &entry.name), &entry.tier));
        let coverage = self.coverage.iter();
        let coverage =
            coverage.map(|entry| (name(EvidenceKey::Coverage, &entry.name), &entry.tier));
        let artifacts = self.artifacts.iter();
        let artifacts =
            artifacts.map(|entry| (name(EvidenceKey::Artifacts, &entry.name.value), &entry.tier));
        let here = tests.chain(coverage).chain(artifacts);
        let here = here.filter_map(|(subject, tier)| Some((subject, tier.as_ref()?)));
        let elsewhere = self.elsewhere.iter().map(|entry| (entry.subject(), &entry.tier));
        let mut all: Vec<_> = here.chain(elsewhere).collect();
        all.sort_by_key(|(_, tier)| (tier.span.line, tier.span.column));
        all.dedup_by_key(|(_, tier)| tier.span);
        all
    }
}
