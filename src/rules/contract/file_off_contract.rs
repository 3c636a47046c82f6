#![doc = include_str!("file_off_contract.md")]

use crate::case::Case;
use crate::facts::commit::Facts;
use crate::finding::{Finding, Severity, Sink};
use crate::policy::{FileContract, Policy};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::Spanned;

pub(crate) static RULE: Rule = Rule {
    id: "file-off-contract",
    family: RuleFamily::Contract,
    holds: "files are as the policy says",
    summary: "a file that the policy lists is gone, or one is there that it does not list",
    unit: ("file", "files"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("file_off_contract.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    let mut lists = policy
        .files
        .iter()
        .filter_map(|contract| Some((contract, contract.exactly.as_ref()?)))
        .peekable();
    if lists.peek().is_none() {
        return sink
            .not_checked("the policy lists no files; add `exactly` to an entry of `files:`");
    }
    if let Some(why) = &facts.files_problem {
        return sink.inconclusive(format!("the files of the commit cannot be listed: {why}"));
    }
    for (contract, names) in lists {
        held(facts, policy, contract, names, sink);
    }
}

fn held(
    facts: &Facts,
    policy: &Policy,
    contract: &FileContract,
    names: &[Spanned<String>],
    sink: &mut Sink,
) {
    let there: Vec<&String> =
        facts.files.iter().filter(|file| contract.path.matches(file)).collect();
    // `exactly` lists names in the folder that the pattern spells out. A file of the same name in a
    // folder below is another file.
    let folder = contract.path.literal_folder();
    let is_named = |file: &str, name: &str| {
        file == name || file.strip_prefix(folder).is_some_and(|below| below == name)
    };
    for name in names {
        sink.examine();
        if !there.iter().any(|file| is_named(file, &name.value)) {
            sink.find(
                Finding::new(
                    name.value.clone(),
                    policy.locate(name.span),
                    format!(
                        "`{folder}{}` is gone: no such file matches `{}`",
                        name.value,
                        contract.path.as_str()
                    ),
                )
                .label("must be there")
                .help("restore the file, or take it off the list on the base branch first"),
            );
        }
    }
    for file in there {
        sink.examine();
        if !names.iter().any(|name| is_named(file, &name.value)) {
            sink.find(
                Finding::new(
                    file.clone(),
                    policy.locate(contract.span),
                    format!(
                        "`{file}` is not on the list of what may match `{}`",
                        contract.path.as_str()
                    ),
                )
                .label("exactly the listed files may match this")
                .help("add it to `exactly`, or move it"),
            );
        }
    }
}
