//! The line that says what was judged, compared with what, by which policy.

use crate::policy::PolicySource;
use crate::publish::judgement::Judgement;
use crate::text::MarkdownCode;

/// Returns the line, in small type.
pub(super) fn markdown(judgement: &Judgement) -> String {
    let short = |commit: &str| MarkdownCode::new(commit.get(..10).unwrap_or(commit)).to_string();
    let mut parts = Vec::new();
    let pull = judgement.run.as_ref().and_then(|run| run.pull_request.as_ref());
    let ruling = judgement.ruling_branch();
    match (&judgement.commits.head, &judgement.commits.base) {
        (Some(head), Some(base)) => {
            let branch = ruling.map(|branch| format!("{} ", MarkdownCode::new(branch)));
            parts.push(format!(
                "judged {} against {}{}",
                short(head),
                branch.unwrap_or_default(),
                short(base)
            ));
        }
        (Some(head), None) => parts.push(format!("judged {}", short(head))),
        (None, _) => {}
    }
    if let (Some(pull), Some(ruling)) = (pull, ruling)
        && pull.base_branch != ruling
    {
        let (base, ruling) = (MarkdownCode::new(&pull.base_branch), MarkdownCode::new(ruling));
        parts.push(format!("{base} gives no policy, because nobody protects it or the policy does not allow it: {ruling} does"));
    }
    if judgement.run.as_ref().is_some_and(|run| run.against.key.is_none()) {
        parts.push("merged already, so nothing is compared and no check is written".to_owned());
    }
    let origin = &judgement.policy.origin;
    let path = MarkdownCode::new(&origin.path);
    let digest = MarkdownCode::new(origin.digest.get(..12).unwrap_or(&origin.digest));
    parts.push(match &origin.source {
        PolicySource::Defaults => "no policy file, every default holds".to_owned(),
        PolicySource::Tree => format!("policy {path} of this commit ({digest})"),
        PolicySource::File => format!("policy {path} as named ({digest})"),
        PolicySource::Base(commit) => format!("policy {path} of {} ({digest})", short(commit)),
        PolicySource::Adoption => format!("policy {path} of this change ({digest})"),
    });
    if let Some(floor) = &judgement.policy.extends {
        parts.push(format!("extends {}", MarkdownCode::new(&floor.to_string())));
    }
    if !judgement.report.waivers.is_empty() {
        parts.push("waivers end with their day, in UTC".to_owned());
    }
    if let Some(run) = &judgement.run {
        parts.push(format!("[run {}, attempt {}]({})", run.own.run, run.own.number, run.url()));
    }
    parts.push(format!("truegreen {}", env!("CARGO_PKG_VERSION")));
    format!("<sub>{}</sub>\n", parts.join(" · "))
}
