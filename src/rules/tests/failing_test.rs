#![doc = include_str!("failing-test.md")]

use crate::facts::Facts;
use crate::finding::{Severity, Sink};
use crate::policy::Policy;
use crate::rules::{Check, Rule};

pub(crate) static RULE: Rule = Rule {
    id: "failing-test",
    family: "tests",
    holds: "",
    summary: "",
    unit: ("", ""),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("failing-test.md"),
    check: Check::Facts(check),
};

fn check(facts: &Facts, policy: &Policy, sink: &mut Sink) {
    let _ = (facts, policy, sink);
}
