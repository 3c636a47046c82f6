//! Weighs what the rules found: severities, waivers, approval, one verdict.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::facts::commit::Facts;
use crate::facts::readable::Readable;
use crate::finding::{Finding, RuleOutcome, Severity};
use crate::policy::valid::Policy;
use crate::policy::waiver::{InlinePlace, Waiver, WaiverUse};
use crate::rules::rule::{Rule, RuleCheck, WaiverRegister};
use crate::verdict::approval::Approval;
use crate::verdict::report::{
    DRIFT, FindingState, JudgedFinding, RuleState, Verdict, VerdictReport,
};

/// Runs the rules over the facts and judges what they say.
#[must_use]
pub fn judge(
    rules: &[&'static Rule],
    facts: &Facts,
    policy: &Policy,
    fail_on: Severity,
    today: Date,
) -> VerdictReport {
    judge_both(rules, (facts, policy), None, fail_on, today)
}

/// As [`judge`], by a policy and by the floor that it extends. Each is held on its own, over the facts that
/// it asks for, with its own severities, so that neither loosens the other; the waivers count for both.
#[must_use]
pub fn judge_both(
    rules: &[&'static Rule],
    own: (&Facts, &Policy),
    floor: Option<(&Facts, &Policy)>,
    fail_on: Severity,
    today: Date,
) -> VerdictReport {
    let (facts, policy) = own;
    let mut court = Weighing::new(policy, facts, fail_on, today);
    court.approval = facts.change.approval.clone();
    court.is_blind = facts.place.tree_problem.is_some();
    let layers: Vec<(&Facts, &Policy)> = std::iter::once(own).chain(floor).collect();
    for (place, &(facts, policy)) in layers.iter().enumerate() {
        court.is_floor = place > 0;
        for &rule in rules.iter().filter(|rule| matches!(rule.check, RuleCheck::Facts(_))) {
            court.hear(rule, policy, || crate::rules::run_rule(rule, facts, policy));
        }
    }
    let ids = crate::rules::ids();
    for (place, &(facts, policy)) in layers.iter().enumerate() {
        court.is_floor = place > 0;
        for &rule in rules.iter().filter(|rule| matches!(rule.check, RuleCheck::Register(_))) {
            // A floor has no waivers of its own.
            let waivers = if place == 0 { court.used_waivers() } else { Vec::new() };
            let register = WaiverRegister { facts, policy, waivers: &waivers, today, ids: &ids };
            court.hear(rule, policy, || crate::rules::run_waiver_rule(rule, &register));
        }
    }
    court.decide()
}

pub(super) struct Weighing<'a> {
    fail_on: Severity,
    today: Date,
    rules: BTreeMap<&'static str, RuleState>,
    findings: Vec<JudgedFinding>,
    waivers: Vec<WaiverUse>,
    /// What was looked at is not what the run is about: nothing of it is known to be broken.
    is_blind: bool,
    /// The floor speaks, and may say what the policy itself said before.
    is_floor: bool,
    /// Whether drift was let through.
    approval: Approval,
    /// Files that expired waivers are about.
    touched: &'a [(String, Readable<bool>)],
}

impl<'a> Weighing<'a> {
    fn new(policy: &'a Policy, facts: &'a Facts, fail_on: Severity, today: Date) -> Self {
        let used = |waiver: &Waiver, inline: Option<&InlinePlace>| WaiverUse {
            expired: waiver.until.value < today,
            waiver: waiver.clone(),
            inline: inline.cloned(),
            matched: 0,
            subjects: BTreeSet::new(),
            untouched: 0,
            examined: true,
        };
        let of_policy = policy.waivers.iter().map(|waiver| used(waiver, None));
        let comments = facts.inline.iter();
        let of_comments = comments
            .filter_map(|inline| Some(used(inline.waiver.as_ref().ok()?, Some(&inline.place))));
        let waivers = of_policy.chain(of_comments).collect();
        Self {
            fail_on,
            today,
            rules: BTreeMap::new(),
            findings: Vec::new(),
            waivers,
            is_blind: false,
            is_floor: false,
            approval: Approval::NotAsked,
            touched: &facts.change.touched,
        }
    }

    fn hear(
        &mut self,
        rule: &'static Rule,
        policy: &Policy,
        outcome: impl FnOnce() -> RuleOutcome,
    ) {
        let severity = policy.severities.get(rule.id).map_or(rule.severity, |set| set.value);
        let state = if severity == Severity::Off {
            RuleState {
                rule,
                severity,
                state: FindingState::NotChecked,
                subjects: 0,
                reason: Some("the policy turns this rule off".to_owned()),
            }
        } else {
            self.weigh(rule, severity, outcome())
        };
        match self.rules.entry(rule.id) {
            Entry::Vacant(place) => drop(place.insert(state)),
            Entry::Occupied(mut place) => place.get_mut().unite(state),
        }
    }

    fn weigh(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        outcome: RuleOutcome,
    ) -> RuleState {
        let RuleOutcome { subjects, findings, unknown, inconclusive, not_checked } = outcome;
        let first = self.findings.len();
        for finding in findings {
            let severity = finding.at_most.map_or(severity, |most| severity.min(most));
            if self.is_told(rule, severity, &finding) {
                continue;
            }
            self.admit(rule, severity, self.state(severity), finding);
        }
        for finding in unknown {
            if self.is_told(rule, severity, &finding) {
                continue;
            }
            self.admit(rule, severity, FindingState::Inconclusive, finding);
        }
        let worst = self.findings.get(first..).and_then(|new| new.iter().map(|f| f.state).max());
        let own = match (&inconclusive, subjects) {
            (Some(_), _) => FindingState::Inconclusive,
            (None, 0) => FindingState::NotChecked,
            (None, _) => FindingState::Holds,
        };
        let state = worst.map_or(own, |worst| worst.max(own));
        let reason = match state {
            FindingState::Inconclusive => inconclusive,
            FindingState::NotChecked => not_checked,
            _ => None,
        };
        RuleState { rule, severity, state, subjects, reason }
    }

    /// Whether the same was said before, by another policy, and no milder; what was milder is dropped.
    fn is_told(&mut self, rule: &Rule, severity: Severity, finding: &Finding) -> bool {
        let is_same = |judged: &JudgedFinding| {
            judged.rule.id == rule.id
                && judged.finding.subject == finding.subject
                && judged.finding.location == finding.location
                && judged.finding.message == finding.message
        };
        let told = self.is_floor.then(|| self.findings.iter().position(is_same)).flatten();
        let Some(place) = told else { return false };
        if self.findings.get(place).is_some_and(|judged| judged.severity >= severity) {
            return true;
        }
        self.findings.remove(place);
        false
    }

    /// The waivers as far as they were used. One whose rule had nothing to look at in this run, or could
    /// not look, is not unused; one whose rule is turned off is.
    fn used_waivers(&self) -> Vec<WaiverUse> {
        let blind = |id: &str| {
            self.rules.get(id).is_some_and(|rule| {
                rule.severity != Severity::Off
                    && matches!(rule.state, FindingState::NotChecked | FindingState::Inconclusive)
            })
        };
        let waivers = self.waivers.iter().cloned();
        waivers
            .map(|used| WaiverUse { examined: !blind(&used.waiver.rule.value), ..used })
            .collect()
    }

    /// Applies the waivers: all that name the finding are used; the first live one covers it.
    fn admit(
        &mut self,
        rule: &'static Rule,
        severity: Severity,
        state: FindingState,
        finding: Finding,
    ) {
        let place = finding.location.as_ref();
        let is_untouched = place.is_some_and(|place| {
            let known = |(path, touched): &&(String, Readable<bool>)| {
                **path == *place.path && *touched == Ok(false)
            };
            self.touched.iter().any(|entry| known(&entry))
        });
        let (mut covering, mut over) = (None, None);
        for (index, used) in self.waivers.iter_mut().enumerate() {
            if !used.names(rule.id, &finding.subject, place) {
                continue;
            }
            used.matched += 1;
            used.untouched += usize::from(is_untouched);
            used.subjects.insert(finding.subject.clone());
            if covering.is_none() && used.is_live() {
                covering = Some(index);
            }
            if used.waiver.on_base && used.expired {
                over = Some(used.waiver.until.value);
            }
        }
        let (mut severity, mut state, mut finding) = (severity, state, finding);
        match (covering, over) {
            (Some(_), _) => state = FindingState::Waived,
            (None, Some(day)) if is_untouched && state == FindingState::Broken => {
                severity = severity.min(Severity::Warn);
                state = self.state(severity);
                finding.help.push_str(&format!(
                    "; its waiver ended on {day} (UTC): red where a change touches this file, and on the default branch"
                ));
            }
            _ => {}
        }
        let judged =
            JudgedFinding { rule, severity, state, finding, waiver: covering, approved: false };
        self.findings.push(self.approved(judged));
    }

    /// The state of a finding of a severity, before waivers.
    fn state(&self, severity: Severity) -> FindingState {
        match severity >= self.fail_on {
            true if self.is_blind => FindingState::Inconclusive,
            true => FindingState::Broken,
            false => FindingState::Advisory,
        }
    }

    /// Lets drift through that somebody approved. Where it was asked and is none, the finding says why.
    fn approved(&self, judged: JudgedFinding) -> JudgedFinding {
        if judged.rule.family != DRIFT || judged.state != FindingState::Broken {
            return judged;
        }
        let mut judged = judged;
        let help = &mut judged.finding.help;
        match &self.approval {
            Approval::NotAsked => {}
            Approval::Granted(_) => {
                judged.approved = true;
                judged.state = FindingState::Waived;
            }
            Approval::Refused(why) => help.push_str(&format!("; not approved: {why}")),
            Approval::Unknown { why, help: fix } => {
                judged.state = FindingState::Inconclusive;
                *help = format!("whether it is approved cannot be told: {why}; {fix}");
            }
        }
        judged
    }

    fn decide(mut self) -> VerdictReport {
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        self.findings.dedup_by(|a, b| {
            a.rule.id == b.rule.id && a.state == b.state && a.finding == b.finding
        });
        let rules: Vec<RuleState> = self.rules.into_values().collect();
        let worst = rules.iter().map(|rule| rule.state).max().unwrap_or(FindingState::NotChecked);
        let verdict = match worst {
            FindingState::Broken => Verdict::Fail,
            // Nothing at all was examined: that is no green.
            FindingState::Inconclusive | FindingState::NotChecked => Verdict::Inconclusive,
            FindingState::Holds | FindingState::Waived | FindingState::Advisory => Verdict::Pass,
        };
        let approved = self.findings.iter().any(|judged| judged.approved);
        let approval = match self.approval {
            Approval::Granted(grant) if approved => Some(grant),
            _ => None,
        };
        let Self { findings, waivers, today, .. } = self;
        VerdictReport { verdict, rules, findings, waivers, today, approval }
    }
}

/// Worst first, then by severity, path, place and rule.
pub(super) fn order(judged: &JudgedFinding) -> impl Ord + use<'_> {
    let place = judged.finding.location.as_ref();
    (
        std::cmp::Reverse((judged.state, judged.severity)),
        place.map(|place| (&*place.path, place.span)),
        judged.rule.id,
        judged.finding.subject.as_str(),
        judged.finding.message.as_str(),
    )
}
