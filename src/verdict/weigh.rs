//! Weighs the findings of the rules: severities, waivers and the approval give one verdict.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::case::Case;
use crate::facts::readable::Readable;
use crate::finding::{Finding, RuleOutcome, Severity};
use crate::policy::waiver::{InlinePlace, Waiver, WaiverUse};
use crate::rules::rule::{Rule, RuleFamily, WaiverRegister};
use crate::rules::run_waiver_rule;
use crate::verdict::approval::Approval;
use crate::verdict::hear::{Hearing, run_rules, severity_of};
use crate::verdict::report::{
    FindingState, JudgedFinding, LEFT_OUT, RuleState, Verdict, VerdictReport,
};

/// What decides the verdict besides the outcomes of the rules.
#[derive(Clone, Copy, Debug)]
pub struct Weights<'a> {
    /// Least severity that fails.
    pub fail_on: Severity,
    /// The day of the run, in UTC.
    pub today: Date,
    /// The approval of the change. It is asked for only if a rule finds drift.
    pub approval: &'a Approval,
    /// Files that expired waivers are about, with whether the change touches them. Sorted by path.
    pub touched: &'a [(String, Readable<bool>)],
}

impl Weights<'_> {
    /// Returns the weights of a case without approval, before any file is compared.
    #[must_use]
    pub const fn new(fail_on: Severity, today: Date) -> Self {
        Self { fail_on, today, approval: &Approval::NotAsked, touched: &[] }
    }
}

/// Runs the rules on one case and weighs their outcomes.
#[must_use]
pub fn judge(
    rules: &[&'static Rule],
    case: Case<'_>,
    fail_on: Severity,
    today: Date,
) -> VerdictReport {
    weigh(&run_rules(rules, case, None), &Weights::new(fail_on, today))
}

/// Weighs the outcomes of the rules. It can be called again with other weights, without running a
/// rule again.
#[must_use]
pub fn weigh(hearing: &Hearing<'_>, weights: &Weights<'_>) -> VerdictReport {
    let mut weighing = Weighing::new(hearing, weights);
    for (place, part) in hearing.parts.iter().enumerate() {
        weighing.is_floor = place > 0;
        for (rule, outcome) in &part.outcomes {
            weighing.add(rule, severity_of(rule, part.case), outcome.clone());
        }
    }
    let ids = crate::rules::ids();
    for (place, part) in hearing.parts.iter().enumerate() {
        weighing.is_floor = place > 0;
        let Case { facts, change, policy } = part.case;
        for &rule in &hearing.waiver_rules {
            // A floor has no waivers of its own.
            let waivers = if place == 0 { weighing.used_waivers() } else { Vec::new() };
            let today = weights.today;
            let comments = change.waivers.as_slice();
            let register =
                WaiverRegister { facts, policy, comments, waivers: &waivers, today, ids: &ids };
            let severity = severity_of(rule, part.case);
            let is_on = severity != Severity::Off;
            let outcome = is_on.then(|| run_waiver_rule(rule, &register));
            weighing.add(rule, severity, outcome);
        }
    }
    weighing.decide()
}

struct Weighing<'a> {
    fail_on: Severity,
    today: Date,
    rules: BTreeMap<&'static str, RuleState>,
    findings: Vec<JudgedFinding>,
    waivers: Vec<WaiverUse>,
    /// Whether the files that were read are not those of the run, so that no finding is known to be
    /// broken.
    is_blind: bool,
    /// Whether the part of the floor is added, whose findings may repeat those of the policy
    /// itself.
    is_floor: bool,
    /// The approval of the change.
    approval: &'a Approval,
    /// Files that expired waivers are about, with whether the change touches them.
    touched: &'a [(String, Readable<bool>)],
}

impl<'a> Weighing<'a> {
    fn new(hearing: &Hearing<'a>, weights: &'a Weights<'a>) -> Self {
        let Weights { fail_on, today, approval, touched } = *weights;
        let used = |waiver: &Waiver, inline: Option<&InlinePlace>| WaiverUse {
            expired: waiver.until.value < today,
            waiver: waiver.clone(),
            inline: inline.cloned(),
            matched: 0,
            subjects: BTreeSet::new(),
            untouched: 0,
            examined: true,
        };
        let own = hearing.parts.first().map(|part| part.case);
        let of_policy = own.iter().flat_map(|case| &case.policy.waivers);
        let of_comments = own.iter().flat_map(|case| &case.change.waivers);
        let of_comments = of_comments.filter_map(|held| {
            Some(used(held.comment.waiver.as_ref().ok()?, Some(&held.comment.place)))
        });
        let waivers = of_policy.map(|waiver| used(waiver, None)).chain(of_comments).collect();
        Self {
            fail_on,
            today,
            rules: BTreeMap::new(),
            findings: Vec::new(),
            waivers,
            is_blind: own.is_some_and(|case| case.facts.place.tree_problem.is_some()),
            is_floor: false,
            approval,
            touched,
        }
    }

    /// Adds the outcome of a rule; `None` for a rule that the policy turns off.
    fn add(&mut self, rule: &'static Rule, severity: Severity, outcome: Option<RuleOutcome>) {
        let state = match outcome {
            Some(outcome) => self.weigh(rule, severity, outcome),
            None => RuleState {
                rule,
                severity,
                state: FindingState::NotChecked,
                subjects: 0,
                reason: Some("the policy turns this rule off".to_owned()),
            },
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
        let RuleOutcome { subjects, findings, unknown, inconclusive, not_checked, left_out } =
            outcome;
        let left_out = left_out.join("; ");
        let left_out = (!left_out.is_empty()).then(|| format!("{LEFT_OUT}{left_out}"));
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
            FindingState::Inconclusive => inconclusive.or(left_out),
            FindingState::NotChecked => left_out.or(not_checked),
            _ => left_out,
        };
        RuleState { rule, severity, state, subjects, reason }
    }

    /// Returns whether the policy itself has given the same finding with at least this severity. A
    /// milder finding of the policy is removed, so that the one of the floor takes its place.
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

    /// Returns the waivers with what they cover. Whether a waiver is unused is unknown where its
    /// rule had nothing to check or could not check; a waiver of a rule that is off counts as
    /// unused.
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

    /// Applies the waivers to a finding and adds the finding. All waivers that match the finding
    /// are used; the first live one covers it.
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
            let mut rules = std::iter::once(&rule.id).chain(finding.at_rest);
            if !rules.any(|rule| used.names(rule, &finding.subject, place)) {
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

    /// Returns the state of a finding by its severity, before waivers.
    fn state(&self, severity: Severity) -> FindingState {
        match severity >= self.fail_on {
            true if self.is_blind => FindingState::Inconclusive,
            true => FindingState::Broken,
            false => FindingState::Advisory,
        }
    }

    /// Applies the approval to a finding of the drift family. Where an approval was asked for and
    /// there is none, the finding says why.
    fn approved(&self, judged: JudgedFinding) -> JudgedFinding {
        if judged.rule.family != RuleFamily::Drift || judged.state != FindingState::Broken {
            return judged;
        }
        let mut judged = judged;
        let help = &mut judged.finding.help;
        match self.approval {
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
        self.findings.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        self.findings.dedup_by(|a, b| {
            a.rule.id == b.rule.id && a.state == b.state && a.finding == b.finding
        });
        let rules: Vec<RuleState> = self.rules.into_values().collect();
        let worst = rules.iter().map(|rule| rule.state).max().unwrap_or(FindingState::NotChecked);
        let verdict = match worst {
            FindingState::Broken => Verdict::Fail,
            // A run in which no rule checked anything is no pass.
            FindingState::Inconclusive | FindingState::NotChecked => Verdict::Inconclusive,
            FindingState::Holds | FindingState::Waived | FindingState::Advisory => Verdict::Pass,
        };
        let approved = self.findings.iter().any(|judged| judged.approved);
        let approval = match self.approval {
            Approval::Granted(grant) if approved => Some(grant.clone()),
            _ => None,
        };
        let Self { findings, waivers, today, .. } = self;
        VerdictReport { verdict, rules, findings, waivers, today, approval }
    }
}

/// Returns the sort key of a finding: the worst state first, then severity, path, place and rule.
pub(super) fn sort_key(judged: &JudgedFinding) -> impl Ord + use<'_> {
    let place = judged.finding.location.as_ref();
    (
        std::cmp::Reverse((judged.state, judged.severity)),
        place.map(|place| (&*place.path, place.span)),
        judged.rule.id,
        judged.finding.subject.as_str(),
        judged.finding.message.as_str(),
    )
}
