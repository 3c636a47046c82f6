#![doc = include_str!("frozen_file.md")]

use crate::case::Case;
use crate::drift::frozen::{FileChange, FrozenFile, FrozenFiles};
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{FileContract, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "frozen-file",
    family: RuleFamily::Drift,
    holds: "frozen files stay as they are",
    summary: "a file that the policy freezes was changed, added or removed",
    unit: ("frozen file", "frozen files"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("frozen_file.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { change, policy, .. } = case;
    let files = match &change.frozen {
        FrozenFiles::NotAsked => {
            return sink.not_checked(
                "the policy freezes no file; add `frozen: true` to an entry of `files:`",
            );
        }
        FrozenFiles::NoBase => {
            return sink.not_checked(
                "there is no base to compare frozen files with: they are compared on pull requests and pushes, locally with `--base`",
            );
        }
        FrozenFiles::Unreadable(why) => {
            return sink.inconclusive(format!("frozen files cannot be compared: {why}"));
        }
        FrozenFiles::Compared(files) => files,
    };
    for file in files {
        let contract = policy
            .files
            .iter()
            .find(|contract| contract.frozen.is_some() && contract.path.matches(&file.path));
        if let Some(contract) = contract {
            held(policy, contract, file, sink);
        }
    }
    for contract in policy.files.iter().filter(|contract| contract.frozen.is_some()) {
        if !files.iter().any(|file| contract.path.matches(&file.path)) {
            let glob = contract.path.as_str();
            sink.find(
                Finding::new(
                    format!("policy:files/{glob}"),
                    policy.locate(contract.span),
                    format!(
                        "`{glob}` freezes nothing: no file of the base or of the change matches"
                    ),
                )
                .label("freezes nothing")
                .help("correct the glob, or take the entry out of the policy on the base branch"),
            );
        }
    }
}

fn held(policy: &Policy, contract: &FileContract, file: &FrozenFile, sink: &mut Sink) {
    sink.examine();
    let path = file.path.as_str();
    let what = match &file.fate {
        FileChange::Same => return,
        FileChange::Unknown(why) => {
            let message =
                format!("whether frozen `{path}` is as on the base cannot be told: {why}");
            let place = policy.locate(contract.span);
            return sink.unknown(Finding::new(path, place, message).label("frozen here"));
        }
        FileChange::Content => "is not what it is on the base",
        FileChange::Mode => "is executable on one side and not on the other",
        FileChange::Kind => "is of another kind than on the base",
        FileChange::Added => "is new, and new files are frozen too",
        FileChange::Removed => "is gone",
    };
    let policy_line = policy.locate(contract.span);
    let message = format!("`{path}` is frozen and {what}");
    let finding = if file.fate == FileChange::Removed {
        Finding::new(path, policy_line, message).label("frozen here")
    } else {
        let place = Location::new(path, Span::start_of_file());
        Finding::new(path, place, message).label("frozen").related(policy_line, "frozen here")
    };
    sink.find(finding.help(
        "take this out of the change (a branch that is behind its base is brought up to date first), or have it approved",
    ));
}
