#![doc = include_str!("wrong-context.md")]

use crate::facts::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "wrong-context",
    family: "contract",
    holds: "",
    summary: "",
    unit: ("", ""),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("wrong-context.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let _ = (facts, policy, sink);
}
