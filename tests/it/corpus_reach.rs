//! Every job of every real workflow, as if it were required: how many are surely skipped, and in
//! which scenarios. `TRUEGREEN_LIST` in the environment lists them all, to be read by hand.

use std::collections::BTreeMap;

use truegreen::facts::path::home::RepositoryContext;
use truegreen::facts::path::reach::Reach;
use truegreen::formats::workflow::model::Job;
use truegreen::formats::workflow::read_workflow;

use crate::corpus_judged::workflows;

#[test]
#[ignore = "needs the corpus"]
fn few_real_jobs_are_skipped_where_a_merge_depends_on_them_and_each_has_its_cause() {
    let (mut jobs, mut skipped) = (0_usize, 0_usize);
    let mut scenarios: BTreeMap<_, usize> = BTreeMap::new();
    let files = workflows();
    let is_list = std::env::var_os("TRUEGREEN_LIST").is_some();
    for path in &files {
        if !path.to_string_lossy().contains("/.github/workflows/") {
            continue;
        }
        let name = path.strip_prefix("/").unwrap_or(path).to_string_lossy().into_owned();
        let parsed = read_workflow(&name.into(), &std::fs::read(path).unwrap());
        let Some(workflow) = parsed.value.filter(|_| parsed.problems.is_empty()) else { continue };
        let reach = Reach::new(&workflow, &RepositoryContext::default());
        let say = |job: &Job, what: &str, why: &str| {
            if is_list {
                let place = format!("{}:{}", path.display(), job.id.span.line);
                loud!("{place} `{}` {what}: {}", job.id.value, why.replace('\n', " "));
            }
        };
        for job in &workflow.jobs {
            jobs += 1;
            let skips = reach.skips(job);
            skipped += usize::from(!skips.is_empty());
            for skip in &skips {
                *scenarios.entry(skip.scenario).or_default() += 1;
                let is_own = skip.root.id == job.id;
                assert!(is_own || reach.need(job, skip.root).is_some(), "{}", path.display());
                say(
                    job,
                    skip.scenario.words(),
                    &format!("`{}` by `{}`", skip.root.condition(), skip.root.id.value),
                );
            }
            if let (true, Some((at, decider))) = (skips.is_empty(), reach.decider(job)) {
                say(job, "is decided by", &format!("{decider:?} in `{}`", at.condition()));
            }
        }
    }
    loud!("{skipped} of {jobs} jobs are skipped somewhere: {scenarios:?}");
    assert!(jobs > 1_500 && skipped > 50, "{skipped} of {jobs}");
}
