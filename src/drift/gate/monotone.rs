//! The keys of the policy of which it is known which way asks for more. The list is closed: what is
//! not on it is told, whichever way it changes.
//!
//! Not on it, and why: `context` decides where the policy holds at all; `reports` and `sources`
//! decide what is measured, and a report beside the others can hide what these say; of two regular
//! expressions, or two texts, nobody knows which one asks for more.

/// Which way a key asks for more.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum MonotoneKind {
    /// Something that is asked for: added asks for more, gone asks for less, changed for something
    /// else.
    Asked,
    /// Something that is let through: the other way round.
    Let,
    /// A value that names some of what is let through: one more names fewer, one gone names more.
    Named,
    /// A switch that asks.
    Switch,
    /// One of these words, the strictest last, and the word where none is written.
    Scale(&'static [&'static str], &'static str),
    /// The severity of a rule; where none is written the rule has its own.
    Severity,
    /// A least number, and the number where none is written.
    Least(f64),
    /// A greatest number.
    Most,
    /// A command of a job: one with stricter limits asks for more.
    Command,
    /// Commands of a job, one after the other.
    Order,
    /// The tier of an entry: with one it is judged in fewer runs.
    Tier,
    /// Below here stand expectations: `has`, `at-most`, ...
    Expectation,
    /// Told by another rule, or not worth telling.
    Untold,
}

use MonotoneKind::{
    Asked, Command, Expectation, Least, Let, Most, Named, Order, Scale, Severity, Switch, Tier,
    Untold,
};

/// One key, or several of one kind.
#[derive(Debug)]
pub(super) struct MonotoneKey {
    /// The names on the way, with `/` between; `*` is any name, and `**` at the end any way below.
    at: &'static str,
    pub(super) kind: MonotoneKind,
}

const fn key(at: &'static str, kind: MonotoneKind) -> MonotoneKey {
    MonotoneKey { at, kind }
}

/// The list. The first entry that fits decides.
const KEYS: &[MonotoneKey] = &[
    // Each rule that weighs more, and each thing more that is held.
    key("rules/*", Severity),
    key("checks/*", Asked),
    key("gate-commands/*", Asked),
    key("files/*", Asked),
    key("files/*/frozen", Switch),
    key("files/*/exactly", Asked),
    key("extends", Asked),
    // How long the gate waits says nothing about what it asks for.
    key("wait", Untold),
    key("checks/*/wait", Untold),
    // Whatever is let through.
    key("not-gates/*", Let),
    key("skips-allowed/*", Let),
    key("skips-allowed/*/reason", Untold),
    // In words; those that name a situation limit the skip to it.
    key("skips-allowed/*/when", Asked),
    key("approvals/label", Let),
    key("approvals/by", Scale(&["write", "maintain", "admin"], "write")),
    // A least and a greatest number. Between two written ones `threshold-lowered` tells.
    key("tests/*", Asked),
    key("tests/*/at-least", Least(1.0)),
    key("tests/*/skips", Asked),
    key("tests/*/skips/at-most", Most),
    key("tests/*/never-skip", Asked),
    key("tests/*/never-skip/*", Asked),
    key("tests/*/every-file", Asked),
    key("tests/*/every-file/*", Asked),
    key("coverage/*", Asked),
    key("coverage/*/lines", Least(crate::policy::valid::DEFAULT_FLOOR)),
    key("coverage/*/branches", Least(0.0)),
    key("coverage/*/rounding", Scale(&["coverage.py", "exact"], "exact")),
    key("coverage/*/paths", Asked),
    key("coverage/*/paths/*", Asked),
    key("coverage/*/paths/*/lines", Least(0.0)),
    key("coverage/*/paths/*/branches", Least(0.0)),
    key("artifacts/*", Asked),
    // In how many runs an entry is judged.
    key("tests/*/workflow", Tier),
    key("tests/*/job", Tier),
    key("coverage/*/workflow", Tier),
    key("coverage/*/job", Tier),
    key("artifacts/*/workflow", Tier),
    key("artifacts/*/job", Tier),
    // Each workflow and job more is required, unless it is advisory.
    key("workflows/*", Asked),
    key("workflows/*/only-listed", Switch),
    key("workflows/*/pinned", Scale(&["version", "commit"], "")),
    key("workflows/*/jobs", Asked),
    key("workflows/*/jobs/*", Asked),
    key("workflows/*/jobs/*/advisory", Let),
    key("workflows/*/jobs/*/advisory/matrix/*", Named),
    key("workflows/*/jobs/*/advisory/**", Let),
    // Commands and actions are a floor: more may run.
    key("workflows/*/jobs/*/runs/*", Command),
    key("workflows/*/jobs/*/runs-in-order", Order),
    key("workflows/*/every-job/runs/*", Command),
    key("workflows/*/every-job/runs-in-order", Order),
    key("workflows/*/every-listed/runs/*", Command),
    key("workflows/*/every-listed/runs-in-order", Order),
    key("workflows/*/**", Expectation),
    key("settings/*", Asked),
    key("settings/*/**", Expectation),
];

/// Returns what is known of a key, by the names on the way to it.
pub(super) fn monotone(names: &[&str]) -> Option<MonotoneKind> {
    KEYS.iter().find(|key| key.fits(names)).map(|key| key.kind)
}

impl MonotoneKey {
    fn fits(&self, names: &[&str]) -> bool {
        let mut left = names.iter();
        for part in self.at.split('/') {
            match (part, left.next()) {
                ("**", Some(_)) => return true,
                (part, Some(name)) if part == "*" || part == *name => {}
                (_, _) => return false,
            }
        }
        left.next().is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_known_by_the_names_on_its_way() {
        let of = |way: &str| monotone(&way.split('/').collect::<Vec<_>>());
        assert_eq!(of("tests/quality/at-least"), Some(Least(1.0)));
        assert_eq!(of("workflows/ci.yml/jobs/unit/runs/make test"), Some(Command));
        assert_eq!(of("workflows/ci.yml/jobs/unit/advisory/matrix"), Some(Let));
        assert_eq!(of("workflows/ci.yml/jobs/unit/timeout-minutes/at-most"), Some(Expectation));
        for told in [
            "version",
            "context/repository",
            "context/base/main",
            "tests/quality/reports/a.xml",
            "tests/quality/skips/reason",
            "coverage/python/reports/a.xml",
            "checks/ruff/app",
            "files/a/exactly/b",
        ] {
            assert_eq!(of(told), None, "{told}");
        }
    }
}
