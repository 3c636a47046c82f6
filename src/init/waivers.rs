//! Makes a waiver for each problem that turns `check` red on the day of adoption.

use std::collections::BTreeMap;

use super::draft::WaiverDraft;
use super::owners::Owners;
use crate::policy::paths::file_name;
use crate::verdict::report::{FindingState, JudgedFinding, VerdictReport};

/// Returns a waiver for each rule and subject that turns `check` red, by file and place. Findings
/// that block nothing get none: the report goes on showing them.
#[must_use]
pub fn of(report: &VerdictReport, owners: &Owners) -> Vec<WaiverDraft> {
    let red = |judged: &&JudgedFinding| {
        matches!(judged.state, FindingState::Broken | FindingState::Inconclusive)
    };
    let mut found: Vec<&JudgedFinding> = report.findings.iter().filter(red).collect();
    found.sort_by_key(|judged| {
        let place = judged.finding.location.as_ref();
        (
            place.map(|place| (place.path.to_string(), place.span)),
            judged.rule.id,
            judged.finding.subject.clone(),
        )
    });
    let mut index: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut waivers: Vec<WaiverDraft> = Vec::new();
    for judged in found {
        let finding = &judged.finding;
        let at = index.entry((judged.rule.id, &finding.subject)).or_insert(waivers.len());
        if let Some(waiver) = waivers.get_mut(*at) {
            waiver.count += 1;
            waiver.is_unknown &= judged.state == FindingState::Inconclusive;
            continue;
        }
        let place = finding.location.as_ref();
        let line = place.map_or_else(String::new, |place| {
            format!("{}:{}: ", file_name(&place.path), place.span.line)
        });
        waivers.push(WaiverDraft {
            rule: judged.rule.id.to_owned(),
            subject: finding.subject.clone(),
            found: format!("{line}{}", finding.message),
            count: 1,
            is_unknown: judged.state == FindingState::Inconclusive,
            owner: place.and_then(|place| owners.of(&place.path)),
        });
    }
    sort(&mut waivers);
    waivers
}

/// Sorts waivers by the file of their subject, and keeps the order within a file.
pub fn sort(waivers: &mut [WaiverDraft]) {
    waivers.sort_by(|a, b| file_of(&a.subject).cmp(file_of(&b.subject)));
}

/// Returns the file at the start of a subject.
pub(super) fn file_of(subject: &str) -> &str {
    subject.split('/').next().unwrap_or_default()
}

/// Returns a pattern that matches this subject and nothing else.
#[must_use]
pub fn escape_subject(subject: &str) -> String {
    subject.chars().fold(String::with_capacity(subject.len()), |mut out, c| {
        if matches!(c, '*' | '?' | '[' | ']' | '{' | '}' | '\\') {
            out.push('\\');
        }
        out.push(c);
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::escape_subject;
    use crate::policy::Pattern;

    #[test]
    fn an_escaped_subject_is_no_glob() {
        let subject = "ci.yml/unit/Test (${{ matrix.py }}) [a*]?";
        let pattern = Pattern::new(&escape_subject(subject)).unwrap();
        assert!(pattern.matches(subject));
        assert!(!pattern.matches("ci.yml/unit/Test ($ matrix.py ) a"));
        assert!(!pattern.matches("ci.yml/unit/Test (${{ matrix.py }}) [ab]c"));
    }

    proptest! {
        #[test]
        fn any_subject_is_named_by_its_own_pattern(
            subject in "(?s).{0,24}|[*?\\[\\]{}!,/\\\\a\n-]{0,12}", other in "[*?\\[\\]{}!,/\\\\a\n-]{0,6}"
        ) {
            let pattern = Pattern::new(&escape_subject(&subject)).unwrap();
            prop_assert!(pattern.matches(&subject), "{:?}", pattern.as_str());
            // A pattern also matches its own text letter for letter.
            prop_assert_eq!(pattern.matches(&other), other == subject || other == pattern.as_str());
        }
    }
}
