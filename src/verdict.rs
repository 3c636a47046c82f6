//! The verdict: outcomes and waivers in, one judgement out. Pure; sorted and deduplicated once, here.
//!
//! Each finding gets its severity (rule, then policy, then the finding's own limit) and its state
//! (broken, advisory, waived, inconclusive); each rule the worst state of its findings; the whole the
//! worst of its rules. Broken outranks inconclusive: what is known to be wrong is said first. Nothing
//! examined is never a pass.

use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use serde::Serialize;

use crate::facts::change::{Approval, Grant};
use crate::facts::{Facts, Read};
use crate::finding::{Finding, Outcome, Severity};
use crate::policy::{InlinePlace, Policy, Waiver, WaiverUse};
use crate::rules::{Check, Register, Rule};

/// The family of rules whose findings an approval lets through.
pub const DRIFT: &str = "drift";

/// The one answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything asked for was examined and holds.
    Pass,
    /// Something asked for could not be examined.
    Inconclusive,
    /// Something is broken.
    Fail,
}

/// The state of a finding or of a rule. The order is from best to worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Nothing was given to examine, and nothing asked for.
    NotChecked,
    /// Examined, nothing wrong.
    Holds,
    /// A finding that a live waiver covers.
    Waived,
    /// A finding below the severity that fails.
    Advisory,
    /// Asked for and not examinable.
    Inconclusive,
    /// A finding that fails.
    Broken,
}

/// A finding with its place in the judgement.
#[derive(Clone, Debug)]
pub struct Judged {
    /// The rule that found it.
    pub rule: &'static Rule,
    /// Its severity here.
    pub severity: Severity,
    /// Its state.
    pub state: State,
    /// What was found.
    pub finding: Finding,
    /// Index of the waiver that covers it, in [`Report::waivers`].
    pub waiver: Option<usize>,
    /// Somebody let it through for this one pull request, see [`Report::approval`].
    pub approved: bool,
}

/// A rule's line in the table of states.
#[derive(Clone, Debug)]
pub struct RuleState {
    /// The rule.
    pub rule: &'static Rule,
    /// Its severity in this policy.
    pub severity: Severity,
    /// Its state.
    pub state: State,
    /// How many subjects it examined.
    pub subjects: usize,
    /// Why it is inconclusive or not checked, and what to add.
    pub reason: Option<String>,
}

impl RuleState {
    /// The state by two policies: the worse of both.
    fn unite(&mut self, other: Self) {
        let reason = match other.state >= self.state {
            true => other.reason,
            false => self.reason.take(),
        };
        self.severity = self.severity.max(other.severity);
        self.state = self.state.max(other.state);
        self.subjects = self.subjects.max(other.subjects);
        self.reason = reason;
    }
}

/// The whole judgement.
#[derive(Clone, Debug)]
pub struct Report {
    /// The one answer.
    pub verdict: Verdict,
    /// Every rule, by id.
    pub rules: Vec<RuleState>,
    /// Every finding: worst state first, then by place.
    pub findings: Vec<Judged>,
    /// Every waiver: those of the policy in its order, then those in comments of workflows.
    pub waivers: Vec<WaiverUse>,
    /// The day of the run, in UTC.
    pub today: Date,
    /// Who let drift of this pull request through, where somebody did.
    pub approval: Option<Grant>,
}

impl Report {
    /// Paths of what expired waivers would cover: whether a change touches them decides how red it is.
    #[must_use]
    pub fn over_paths(&self) -> BTreeSet<String> {
        let over = || self.waivers.iter().filter(|used| used.expired && used.waiver.on_base);
        let named = self.findings.iter().filter(|judged| {
            let Finding { subject, location, .. } = &judged.finding;
            over().any(|used| used.names(judged.rule.id, subject, location.as_ref()))
        });
        named
            .filter_map(|judged| Some(judged.finding.location.as_ref()?.path.to_string()))
            .collect()
    }

    /// Whether the change makes something weaker that nobody lets through.
    #[must_use]
    pub fn has_open_drift(&self) -> bool {
        self.findings
            .iter()
            .any(|judged| judged.rule.family == DRIFT && judged.state == State::Broken)
    }

    /// How many rules are in a state.
    #[must_use]
    pub fn count(&self, state: State) -> usize {
        self.rules.iter().filter(|rule| rule.state == state).count()
    }
}

/// Runs the rules over the facts and judges what they say.
#[must_use]
pub fn judge(
    rules: &[&'static Rule],
    facts: &Facts,
    policy: &Policy,
    fail_on: Severity,
    today: Date,
) -> Report {
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
) -> Report {
    let (facts, policy) = own;
    let mut court = Court::new(policy, facts, fail_on, today);
    court.approval = facts.change.approval.clone();
    court.is_blind = facts.place.tree_problem.is_some();
    let layers: Vec<(&Facts, &Policy)> = std::iter::once(own).chain(floor).collect();
    for (place, &(facts, policy)) in layers.iter().enumerate() {
        court.is_floor = place > 0;
        for &rule in rules.iter().filter(|rule| matches!(rule.check, Check::Facts(_))) {
            court.hear(rule, policy, || crate::rules::run(rule, facts, policy));
        }
    }
    for (place, &(facts, policy)) in layers.iter().enumerate() {
        court.is_floor = place > 0;
        for &rule in rules.iter().filter(|rule| matches!(rule.check, Check::Register(_))) {
            // A floor has no waivers of its own.
            let waivers = if place == 0 { court.used_waivers() } else { Vec::new() };
            let register = Register { facts, policy, waivers: &waivers, today };
            court.hear(rule, policy, || crate::rules::run_register(rule, &register));
        }
    }
    court.decide()
}

struct Court<'a> {
    fail_on: Severity,
    today: Date,
    rules: BTreeMap<&'static str, RuleState>,
    findings: Vec<Judged>,
    waivers: Vec<WaiverUse>,
    /// What was looked at is not what the run is about: nothing of it is known to be broken.
    is_blind: bool,
    /// The floor speaks, and may say what the policy itself said before.
    is_floor: bool,
    /// Whether drift was let through.
    approval: Approval,
    /// Files that expired waivers are about.
    touched: &'a [(String, Read<bool>)],
}

impl<'a> Court<'a> {
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

    fn hear(&mut self, rule: &'static Rule, policy: &Policy, outcome: impl FnOnce() -> Outcome) {
        let severity = policy.severities.get(rule.id).map_or(rule.severity, |set| set.value);
        let state = if severity == Severity::Off {
            RuleState {
                rule,
                severity,
                state: State::NotChecked,
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

    fn weigh(&mut self, rule: &'static Rule, severity: Severity, outcome: Outcome) -> RuleState {
        let Outcome { subjects, findings, unknown, inconclusive, not_checked } = outcome;
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
            self.admit(rule, severity, State::Inconclusive, finding);
        }
        let worst = self.findings.get(first..).and_then(|new| new.iter().map(|f| f.state).max());
        let own = match (&inconclusive, subjects) {
            (Some(_), _) => State::Inconclusive,
            (None, 0) => State::NotChecked,
            (None, _) => State::Holds,
        };
        let state = worst.map_or(own, |worst| worst.max(own));
        let reason = match state {
            State::Inconclusive => inconclusive,
            State::NotChecked => not_checked,
            _ => None,
        };
        RuleState { rule, severity, state, subjects, reason }
    }

    /// Whether the same was said before, by another policy, and no milder; what was milder is dropped.
    fn is_told(&mut self, rule: &Rule, severity: Severity, finding: &Finding) -> bool {
        let is_same = |judged: &Judged| {
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
                    && matches!(rule.state, State::NotChecked | State::Inconclusive)
            })
        };
        let waivers = self.waivers.iter().cloned();
        waivers
            .map(|used| WaiverUse { examined: !blind(&used.waiver.rule.value), ..used })
            .collect()
    }

    /// Applies the waivers: all that name the finding are used; the first live one covers it.
    fn admit(&mut self, rule: &'static Rule, severity: Severity, state: State, finding: Finding) {
        let place = finding.location.as_ref();
        let is_untouched = place.is_some_and(|place| {
            let known = |(path, touched): &&(String, Read<bool>)| {
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
            (Some(_), _) => state = State::Waived,
            (None, Some(day)) if is_untouched && state == State::Broken => {
                severity = severity.min(Severity::Warn);
                state = self.state(severity);
                finding.help.push_str(&format!(
                    "; its waiver ended on {day} (UTC): red where a change touches this file, and on the default branch"
                ));
            }
            _ => {}
        }
        let judged = Judged { rule, severity, state, finding, waiver: covering, approved: false };
        self.findings.push(self.approved(judged));
    }

    /// The state of a finding of a severity, before waivers.
    fn state(&self, severity: Severity) -> State {
        match severity >= self.fail_on {
            true if self.is_blind => State::Inconclusive,
            true => State::Broken,
            false => State::Advisory,
        }
    }

    /// Lets drift through that somebody approved. Where it was asked and is none, the finding says why.
    fn approved(&self, judged: Judged) -> Judged {
        if judged.rule.family != DRIFT || judged.state != State::Broken {
            return judged;
        }
        let mut judged = judged;
        let help = &mut judged.finding.help;
        match &self.approval {
            Approval::NotAsked => {}
            Approval::Granted(_) => {
                judged.approved = true;
                judged.state = State::Waived;
            }
            Approval::Refused(why) => help.push_str(&format!("; not approved: {why}")),
            Approval::Unknown { why, help: fix } => {
                judged.state = State::Inconclusive;
                *help = format!("whether it is approved cannot be told: {why}; {fix}");
            }
        }
        judged
    }

    fn decide(mut self) -> Report {
        self.findings.sort_by(|a, b| order(a).cmp(&order(b)));
        self.findings.dedup_by(|a, b| {
            a.rule.id == b.rule.id && a.state == b.state && a.finding == b.finding
        });
        let rules: Vec<RuleState> = self.rules.into_values().collect();
        let worst = rules.iter().map(|rule| rule.state).max().unwrap_or(State::NotChecked);
        let verdict = match worst {
            State::Broken => Verdict::Fail,
            // Nothing at all was examined: that is no green.
            State::Inconclusive | State::NotChecked => Verdict::Inconclusive,
            State::Holds | State::Waived | State::Advisory => Verdict::Pass,
        };
        let approved = self.findings.iter().any(|judged| judged.approved);
        let approval = match self.approval {
            Approval::Granted(grant) if approved => Some(grant),
            _ => None,
        };
        let Self { findings, waivers, today, .. } = self;
        Report { verdict, rules, findings, waivers, today, approval }
    }
}

/// Worst first, then by severity, path, place and rule.
fn order(judged: &Judged) -> impl Ord + use<'_> {
    let place = judged.finding.location.as_ref();
    (
        std::cmp::Reverse((judged.state, judged.severity)),
        place.map(|place| (&*place.path, place.span)),
        judged.rule.id,
        judged.finding.subject.as_str(),
        judged.finding.message.as_str(),
    )
}
