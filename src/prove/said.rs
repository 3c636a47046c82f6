//! What a verdict says, to find out what another verdict says besides.

use std::collections::BTreeMap;

use super::operator::Operator;
use super::proof::MutantFate;
use crate::verdict::report::{FindingState, VerdictReport};

/// The findings of a verdict, to find out what another verdict has besides.
#[derive(Debug)]
pub(super) struct SaidFindings {
    findings: BTreeMap<(&'static str, String, String, FindingState), usize>,
    unknown: Vec<&'static str>,
}

impl SaidFindings {
    pub(super) fn of(report: &VerdictReport) -> Self {
        let mut findings = BTreeMap::new();
        for judged in &report.findings {
            let finding = &judged.finding;
            let key =
                (judged.rule.id, finding.subject.clone(), finding.message.clone(), judged.state);
            *findings.entry(key).or_default() += 1;
        }
        let unknown = report.rules.iter().filter(|rule| rule.state == FindingState::Inconclusive);
        Self { findings, unknown: unknown.map(|rule| rule.rule.id).collect() }
    }

    /// Returns what another verdict says that this one does not, by rule and state.
    fn news(&self, report: &VerdictReport) -> Vec<(&'static str, FindingState)> {
        let now = Self::of(report);
        let known = |key| self.findings.get(key).copied().unwrap_or_default();
        let new = now.findings.iter().filter(|(key, count)| **count > known(key));
        let mut said: Vec<(&'static str, FindingState)> =
            new.map(|((rule, _, _, state), _)| (*rule, *state)).collect();
        let blind = now.unknown.iter().filter(|rule| !self.unknown.contains(rule));
        said.extend(blind.map(|rule| (*rule, FindingState::Inconclusive)));
        said.sort();
        said.dedup();
        said
    }

    /// Returns whether another verdict stops nothing that this one lets through.
    pub(super) fn covers(&self, report: &VerdictReport) -> bool {
        !self.news(report).iter().any(|(_, state)| stops(*state))
    }

    /// Returns what becomes of a mutant with this verdict.
    pub(super) fn fate(&self, report: &VerdictReport, operator: &Operator) -> MutantFate {
        let said = self.news(report);
        let mut rules: Vec<&'static str> =
            said.iter().filter(|(_, state)| stops(*state)).map(|(rule, _)| *rule).collect();
        rules.dedup();
        if !rules.is_empty() {
            let own = rules.iter().any(|rule| operator.rules.contains(rule));
            return MutantFate::Caught { rules, own };
        }
        if said.is_empty() { MutantFate::Survived } else { MutantFate::Seen { by: said } }
    }
}

const fn stops(state: FindingState) -> bool {
    matches!(state, FindingState::Broken | FindingState::Inconclusive)
}
