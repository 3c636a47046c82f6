#![doc = include_str!("setting_off_contract.md")]

use crate::case::Case;
use crate::facts::commit::Facts;
use crate::facts::documents::{DocumentFact, MOST_FILES, named};
use crate::finding::{Finding, Severity, Sink};
use crate::formats::document::{Document, path_text};
use crate::policy::{Actual, ExpectationComparison, Miss, Policy, SettingTerms, SettingsContract};
use crate::rules::rule::{Rule, RuleCheck, RuleFamily};
use crate::span::{Location, Span};

pub(crate) static RULE: Rule = Rule {
    id: "setting-off-contract",
    family: RuleFamily::Contract,
    holds: "settings are as the policy says",
    summary: "a settings file says something else than the policy expects of it",
    unit: ("setting", "settings"),
    severity: Severity::Fail,
    since: "0.1.0",
    docs: include_str!("setting_off_contract.md"),
    check: RuleCheck::Case(check),
};

fn check(case: Case<'_>, sink: &mut Sink) {
    let Case { facts, policy, .. } = case;
    if policy.settings.is_empty() {
        return sink.not_checked(
            "the policy expects nothing of any settings file; add one below `settings:`",
        );
    }
    for contract in &policy.settings {
        let files = match files(contract, facts, policy) {
            Ok(files) => files,
            Err(SettingFault::Gone(finding)) => {
                sink.examine();
                sink.find(*finding);
                continue;
            }
            Err(SettingFault::Unknown(finding)) => {
                sink.unknown(*finding);
                continue;
            }
        };
        for fact in files {
            match &fact.document {
                Some(document) => {
                    for terms in &contract.values {
                        HeldSetting { policy, fact, document, terms }.hold(sink);
                    }
                }
                None => sink.unknown(unreadable(fact, contract, policy)),
            }
        }
    }
}

enum SettingFault {
    Gone(Box<Finding>),
    Unknown(Box<Finding>),
}

/// Returns the files of an entry, at least one, or why there are none.
fn files<'f>(
    contract: &SettingsContract,
    facts: &'f Facts,
    policy: &Policy,
) -> Result<Vec<&'f DocumentFact>, SettingFault> {
    let name = contract.file.as_str();
    let finding =
        |message: String| Finding::new(name.to_owned(), policy.locate(contract.span), message);
    let is_pattern = !contract.file.is_literal();
    if let Some(why) = facts.files_problem.as_ref().filter(|_| is_pattern) {
        let message = format!("the files that match `{name}` cannot be listed: {why}");
        return Err(SettingFault::Unknown(Box::new(finding(message).label("of these files"))));
    }
    let known = named(contract, &facts.files);
    if is_pattern && known.len() > MOST_FILES {
        let message = format!(
            "`{name}` matches {} files, and no more than {MOST_FILES} are read, so nothing is known of any",
            known.len()
        );
        let finding = finding(message).label("too many").help("write a narrower pattern");
        return Err(SettingFault::Unknown(finding.into()));
    }
    let read: Vec<&DocumentFact> =
        facts.documents.iter().filter(|fact| contract.file.matches(&fact.path)).collect();
    if read.is_empty() {
        let message = format!("no file matches `{name}`, so nothing expected of it holds");
        let help = "restore the file, or take the entry off the policy on the base branch first";
        let finding = finding(message).label("no such file").help(help);
        return Err(SettingFault::Gone(Box::new(finding)));
    }
    Ok(read)
}

fn unreadable(fact: &DocumentFact, contract: &SettingsContract, policy: &Policy) -> Finding {
    let problem = fact.problems.first();
    let span = problem.map_or(Span::start_of_file(), |problem| problem.span);
    let why = problem.map_or("nothing says why", |problem| &problem.message);
    let help = problem.and_then(|problem| problem.help.as_deref());
    let place = Location::new(fact.path.as_str(), span);
    let message =
        format!("`{}` cannot be read, so nothing of its settings is known: {why}", fact.path);
    Finding::new(fact.path.clone(), place, message)
        .label("cannot be read")
        .help(help.unwrap_or("correct the file where its own reader stops"))
        .related(policy.locate(contract.span), "settings expected here")
}

/// One expected path in one file.
struct HeldSetting<'a> {
    policy: &'a Policy,
    fact: &'a DocumentFact,
    document: &'a Document,
    terms: &'a SettingTerms,
}

impl HeldSetting<'_> {
    fn hold(&self, sink: &mut Sink) {
        let found = self.document.find(&self.terms.path);
        if found.is_empty() {
            let written = &self.terms.text.value;
            let place = self.document.span_of_key(&self.document.nearest(written));
            self.judge(&Actual::Absent, written, place, sink);
        }
        for one in found {
            let value = Actual::Value(one.value.clone());
            self.judge(&value, &path_text(&one.steps), one.span, sink);
        }
    }

    fn judge(&self, actual: &Actual, path: &str, place: Span, sink: &mut Sink) {
        sink.examine();
        for miss in self.terms.expectation.misses(actual, ExpectationComparison::Typed) {
            let say = if miss.unknown.is_some() { Sink::unknown } else { Sink::find };
            say(sink, self.finding(&miss, path, place));
        }
    }

    fn finding(&self, miss: &Miss, path: &str, place: Span) -> Finding {
        let unknown = miss.unknown.as_ref().map(|why| format!(": {why}")).unwrap_or_default();
        Finding::new(
            format!("{}/{path}", self.fact.path),
            Location::new(self.fact.path.as_str(), place),
            format!("`{path}` is {}, expected {}{unknown}", miss.found, miss.expected),
        )
        .label("not what the policy expects")
        .help("set it to what is expected, or change the policy on the base branch first")
        .related(self.policy.locate(miss.span), "expected here")
    }
}
