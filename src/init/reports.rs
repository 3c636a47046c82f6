//! Reports that the jobs write, found by the commands that make them and the steps that upload
//! them.

use super::carried::{named_reports, uploaded_artifacts};
use super::draft::{Comes, ReportDraft, WorkflowDraft};
use super::floor::Floors;
use super::makers;
use super::makers::{Made, MakerKind};
use crate::facts::commit::Facts;
use crate::formats::workflow::model::Job;
use crate::policy::Pattern;

/// Files whose settings say what the tools write and which minimum applies.
pub const SETTINGS: [&str; 5] =
    ["pyproject.toml", ".coveragerc", "setup.cfg", "tox.ini", ".config/nextest.toml"];

/// Folder in which the gate job unpacks artifacts.
const UNPACKED: &str = "artifacts";

/// Returns the test reports and coverage reports of the listed jobs of one workflow.
#[must_use]
pub fn written(
    facts: &Facts,
    listed: &WorkflowDraft,
    settings: &[(String, String)],
) -> (Vec<ReportDraft>, Vec<ReportDraft>) {
    let floors = Floors::read(settings);
    let nextest = settings.iter().find(|(path, _)| path.ends_with("nextest.toml"));
    let nextest = nextest.map_or("", |(_, text)| text);
    let addopts: Vec<String> = facts
        .settings
        .iter()
        .filter_map(|settings| settings.pytest.as_ref())
        .flat_map(|pytest| pytest.addopts.iter().map(|word| word.value.clone()))
        .collect();
    let (mut tests, mut coverage) = (Vec::new(), Vec::new());
    for (fact, workflow) in facts.models() {
        if listed.file != fact.name() {
            continue;
        }
        let is_listed = |job: &&Job| listed.jobs.iter().any(|own| own.id == job.id.value);
        for job in workflow.jobs.iter().filter(is_listed) {
            let own = facts.commands_of_job(&fact.path, &job.id.value);
            let mut made: Vec<Made> = own
                .flat_map(|command| makers::reports_of(command, &addopts, &floors, nextest))
                .collect();
            // Another command of the job may set the minimum (`coverage report --fail-under`).
            let floor = floor_of(facts, fact.path.as_ref(), &job.id.value);
            made.extend(named_reports(job));
            for (kind, entries) in
                [(MakerKind::Tests, &mut tests), (MakerKind::Coverage, &mut coverage)]
            {
                add(
                    entries,
                    job,
                    listed,
                    made.iter().filter(|made| made.kind == kind),
                    floor.as_ref(),
                );
            }
        }
    }
    (tests, coverage)
}

/// Returns the minimum that some command of a job sets.
fn floor_of(facts: &Facts, workflow: &str, job: &str) -> Option<(String, String)> {
    let own = facts.commands_of_job(workflow, job);
    let mut floors = own.filter_map(|command| {
        let words: Vec<String> =
            command.arguments.iter().map(|(word, _)| word.text.clone()).collect();
        super::floor::of_words(&words, &command.program)
    });
    floors.next()
}

/// Adds one entry for each report that no other entry covers.
fn add<'m>(
    entries: &mut Vec<ReportDraft>,
    job: &Job,
    listed: &WorkflowDraft,
    made: impl Iterator<Item = &'m Made>,
    floor: Option<&(String, String)>,
) {
    let artifacts = uploaded_artifacts(job);
    let mut seen: Vec<&str> = Vec::new();
    for made in made {
        if seen.contains(&made.path.as_str()) || is_covered(&made.path, &seen) {
            continue;
        }
        seen.push(&made.path);
        let inside = artifacts.iter().find_map(|artifact| {
            let inside = artifact.inside(&made.path)?;
            Some((artifact.name.clone(), inside))
        });
        let (comes, report) = match inside {
            None => (Comes::NotAtAll, made.path.clone()),
            Some((name, inside)) => {
                let report = format!("{UNPACKED}/{name}/{inside}");
                let into = match name.contains('*') {
                    true => UNPACKED.to_owned(),
                    false => format!("{UNPACKED}/{name}"),
                };
                (Comes::Artifact { name, into }, report)
            }
        };
        let id = &job.id.value;
        let name = unique(id, entries);
        entries.push(ReportDraft {
            name,
            reports: vec![report],
            learned: format!("{}/{id}: {}", listed.file, made.by),
            comes,
            floor: made
                .floor
                .clone()
                .or_else(|| floor.cloned())
                .filter(|_| made.kind == MakerKind::Coverage),
        });
    }
}

/// Returns whether a listed glob matches the path already.
fn is_covered(path: &str, seen: &[&str]) -> bool {
    seen.iter().any(|glob| Pattern::new(glob).is_ok_and(|glob| glob.matches(path)))
}

/// Returns the id of the job, with a number if that name is taken.
fn unique(id: &str, entries: &[ReportDraft]) -> String {
    let is_taken = |name: &str| entries.iter().any(|entry| entry.name == name);
    let mut name = id.to_owned();
    let mut number = 2;
    while is_taken(&name) {
        name = format!("{id}-{number}");
        number += 1;
    }
    name
}
