//! The policy language as types: what may be written, key by key. The JSON Schema is made of them, so a
//! comment here is what an editor shows.
//!
//! The name that serde knows a struct by is the one that messages use; `{}` in it is the key under
//! which it stands. What a type cannot say is checked in `validate`.

#[cfg(test)]
use schemars::JsonSchema;
use serde::Deserialize;

use super::artifacts::RawArtifacts;
#[cfg(test)]
use super::schema;
use super::words::{Count, Day, Flag, Percent, Text, Wait};
use super::written::{Any, RawAdvisory, RawList, RawNames, Texts, Written};

/// What a repository promises of its CI. Whoever reads a green run may rely on it.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "the policy", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Policy", extend("required" = ["version"])))]
pub(super) struct RawPolicy {
    /// Version of the policy language.
    #[cfg_attr(test, schemars(with = "schema::VersionSchema"))]
    pub(super) version: Written<Text>,
    /// Where the policy holds.
    pub(super) context: Written<RawContext>,
    /// The severity of a rule's findings, by its id.
    #[cfg_attr(test, schemars(with = "schema::Rules"))]
    pub(super) rules: Written<RawNames<RawSeverity>>,
    /// Workflows that must be there, by file name below `.github/workflows`, and what is asked of them.
    #[cfg_attr(test, schemars(extend("propertyNames" = { "pattern": "^[^/]+\\.ya?ml$" })))]
    pub(super) workflows: Written<RawNames<Workflow>>,
    /// Checks that must pass on the commit, whatever makes them.
    pub(super) checks: Written<RawList<RawCheck>>,
    /// How long the gate waits for checks and required jobs of other runs: `20m`, `90s`, `1h`; `0s` is not at all.
    #[cfg_attr(test, schemars(extend("default" = "10m")))]
    pub(super) wait: Written<Wait>,
    /// Required jobs, and steps of them, that may be skipped all the same.
    pub(super) skips_allowed: Written<RawList<RawSkip>>,
    /// Test suites: their reports, and what is asked of them.
    pub(super) tests: Written<RawList<RawSuite>>,
    /// Coverage reports, and their floors.
    pub(super) coverage: Written<RawList<RawCoverage>>,
    /// Artifacts that the run must have uploaded: names, or entries with a name and a tier.
    pub(super) artifacts: Written<RawArtifacts>,
    /// Values that must stand in TOML, YAML, JSON or INI files, by file (a glob over the tracked files).
    #[cfg_attr(test, schemars(with = "RawNames<schema::Settings>"))]
    pub(super) settings: Written<RawNames<RawNames<Any>>>,
    /// Tracked files that must be there, or must not change.
    pub(super) files: Written<RawList<RawFile>>,
    /// Commands whose exit status is a verdict here, by their words: `./ci/verify *`.
    pub(super) gate_commands: Written<Texts>,
    /// Commands whose exit status is none, by their words.
    pub(super) not_gates: Written<Texts>,
    /// Findings that the team knows, each with an owner, a reason and an end.
    pub(super) waivers: Written<RawList<RawWaiver>>,
    /// How the drift of a single pull request is let through.
    pub(super) approvals: Written<RawApprovals>,
    /// Another repository's policy as the floor, at a commit: `owner/name/path@commit`.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+/[^/]+/.+@[0-9a-fA-F]{40}$")))]
    pub(super) extends: Written<Text>,
}

/// Where the policy holds.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "`context`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Context"))]
pub(super) struct RawContext {
    /// The repository, as `owner/name`.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+/[^/]+$")))]
    pub(super) repository: Written<Text>,
    /// The branches that pull requests may target.
    pub(super) base: Written<Texts>,
}

/// How much a finding weighs.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "severity", rename_all = "kebab-case")]
#[cfg_attr(test, schemars(rename = "Severity"))]
pub(super) enum RawSeverity {
    /// The verdict is red.
    Fail,
    /// Shown, and the verdict stays.
    Warn,
    /// Shown among the notes.
    Note,
    /// The rule is not run.
    Off,
}

/// A check that must pass on the commit.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "an entry of `checks`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Check", extend("required" = ["name"])))]
pub(super) struct RawCheck {
    /// Its name, as the API lists it: without the name of the workflow.
    pub(super) name: Written<Text>,
    /// The workflow of the job that makes it, by its name or its file.
    pub(super) workflow: Written<Text>,
    /// The app that makes it, as it stands in the app's URL.
    #[cfg_attr(test, schemars(extend("default" = "github-actions")))]
    pub(super) app: Written<Text>,
    /// How long the gate waits for it: `20m`, `90s`, `1h`. Without it as long as for the others.
    pub(super) wait: Written<Wait>,
}

/// A test suite.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "an entry of `tests`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Suite", extend("required" = ["name", "reports"], "not" = { "required": ["workflow", "job"] })))]
pub(super) struct RawSuite {
    /// Its name, part of its subjects: `tests:<name>/...`. No two suites share one.
    pub(super) name: Written<Text>,
    /// The workflow in whose runs it is judged, by its file name; elsewhere it is not judged, and named.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml$")))]
    pub(super) workflow: Written<Text>,
    /// The job that makes it, as `file/job`: it is judged in that job, or in one that waits for it.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml/[^/]+$")))]
    pub(super) job: Written<Text>,
    /// Its JUnit reports, globs from the root of the repository.
    pub(super) reports: Written<Texts>,
    /// How many tests must have run.
    #[cfg_attr(test, schemars(extend("default" = 1)))]
    pub(super) at_least: Written<Count>,
    /// What is asked of skipped tests. Without it any may be skipped.
    pub(super) skips: Written<Skips>,
    /// Tests that are never skipped, as globs over their ids and their files.
    pub(super) never_skip: Written<Texts>,
    /// Tracked files of which each has a test that ran, as globs.
    pub(super) every_file: Written<Texts>,
}

/// What is asked of skipped tests.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "`skips`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Skips", extend("minProperties" = 1)))]
pub(super) struct Skips {
    /// How many may be skipped.
    pub(super) at_most: Written<Count>,
    /// A regular expression that the reason of every skip matches.
    pub(super) reason: Written<Text>,
}

/// A coverage report.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "an entry of `coverage`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Coverage", extend("required" = ["name", "reports"], "not" = { "required": ["workflow", "job"] })))]
pub(super) struct RawCoverage {
    /// Its name, part of its subjects: `coverage:<name>/...`. No two reports share one.
    pub(super) name: Written<Text>,
    /// The workflow in whose runs it is judged, by its file name; elsewhere it is not judged, and named.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml$")))]
    pub(super) workflow: Written<Text>,
    /// The job that makes it, as `file/job`: it is judged in that job, or in one that waits for it.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+\\.ya?ml/[^/]+$")))]
    pub(super) job: Written<Text>,
    /// Its files in Cobertura's format, globs from the root of the repository.
    pub(super) reports: Written<Texts>,
    /// Floor of the lines that are covered, in per cent.
    #[cfg_attr(test, schemars(extend("default" = 40)))]
    pub(super) lines: Written<Percent>,
    /// Floor of the branches that are covered, in per cent. Without it there is none.
    pub(super) branches: Written<Percent>,
    /// How a rate is compared with its floor.
    #[cfg_attr(test, schemars(extend("default" = "exact")))]
    pub(super) rounding: Written<RawRounding>,
    /// Floors of files or folders of their own.
    pub(super) paths: Written<RawList<RawFloor>>,
}

/// How a rate is compared with its floor.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "rounding")]
#[cfg_attr(test, schemars(rename = "Rounding"))]
pub(super) enum RawRounding {
    /// Counts against counts: 39.99 % is under 40 %.
    #[serde(rename = "exact")]
    Exact,
    /// Rounded to whole per cent, as `coverage report --fail-under` does.
    #[serde(rename = "coverage.py")]
    CoveragePy,
}

/// The floor of the files that a glob names, taken together.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "an entry of `paths`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Floor", extend("required" = ["path"], "anyOf" = [{ "required": ["lines"] }, { "required": ["branches"] }])))]
pub(super) struct RawFloor {
    /// A glob over the files of the report.
    pub(super) path: Written<Text>,
    /// Floor of the lines that are covered, in per cent.
    pub(super) lines: Written<Percent>,
    /// Floor of the branches that are covered, in per cent.
    pub(super) branches: Written<Percent>,
}

/// Tracked files that must be there, or must not change.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "an entry of `files`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "File", extend("required" = ["path"], "anyOf" = [{ "required": ["exactly"] }, { "required": ["frozen"] }])))]
pub(super) struct RawFile {
    /// A glob over the tracked files.
    pub(super) path: Written<Text>,
    /// The file names that may match, and must exist. Without it any may.
    pub(super) exactly: Written<Texts>,
    /// A change of them needs an approval.
    #[cfg_attr(test, schemars(extend("default" = false)))]
    pub(super) frozen: Written<Flag>,
}

/// A finding that the team knows, with an owner, a reason and an end.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "a waiver", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Waiver", extend("required" = ["rule", "at", "reason", "owner", "until"])))]
pub(super) struct RawWaiver {
    /// The id of the rule.
    #[cfg_attr(test, schemars(with = "schema::RuleId"))]
    pub(super) rule: Written<Text>,
    /// A glob over subjects: `ci.yml/unit/**`.
    pub(super) at: Written<Text>,
    /// Why it is let through.
    pub(super) reason: Written<Text>,
    /// Who answers for it.
    pub(super) owner: Written<Text>,
    /// The last day on which it counts, in UTC.
    pub(super) until: Written<Day>,
    /// Its number in the team's register.
    pub(super) id: Written<Text>,
    /// What will let it go.
    pub(super) exit: Written<Text>,
    /// The day on which it was discovered.
    pub(super) since: Written<Day>,
    /// What stands in the way.
    pub(super) blocker: Written<Text>,
}

/// How the drift of a single pull request is let through.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "`approvals`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Approvals", extend("required" = ["label"])))]
pub(super) struct RawApprovals {
    /// The label that lets it through.
    pub(super) label: Written<Text>,
    /// The least access of who sets it.
    #[cfg_attr(test, schemars(extend("default" = "write")))]
    pub(super) by: Written<RawAccess>,
}

/// Access to a repository.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "access", rename_all = "kebab-case")]
#[cfg_attr(test, schemars(rename = "Access"))]
pub(super) enum RawAccess {
    /// May push.
    Write,
    /// May manage it without dangerous rights.
    Maintain,
    /// May do anything.
    Admin,
}

/// A required job, or a step of one, that may be skipped all the same.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(
    rename = "an entry of `skips-allowed`",
    rename_all = "kebab-case",
    default,
    deny_unknown_fields
)]
#[cfg_attr(test, schemars(rename = "SkipAllowed", extend("required" = ["job", "reason"])))]
pub(super) struct RawSkip {
    /// The job, as `file/job`: `ci.yml/e2e`; or a step of it, by its name, id or number: `ci.yml/unit/Run tests`.
    #[cfg_attr(test, schemars(extend("type" = "string", "pattern" = "^[^/]+/.+$")))]
    pub(super) job: Written<Text>,
    /// When it may be, in words; those of the rule `skippable-job` name situations, and limit it to them.
    pub(super) when: Written<Text>,
    /// Why it may be.
    pub(super) reason: Written<Text>,
}

/// A workflow that must be there, and what is asked of it.
#[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "workflow `{}`", rename_all = "kebab-case", default, deny_unknown_fields)]
#[cfg_attr(test, schemars(rename = "Workflow", extend("minProperties" = 1)))]
pub(super) struct Workflow {
    /// The events that start it.
    #[cfg_attr(test, schemars(with = "schema::Triggers"))]
    pub(super) triggers: Written<Any>,
    /// The permissions at the top of the file; a map or a word is exact.
    #[cfg_attr(test, schemars(with = "schema::ExpectedKeys"))]
    pub(super) permissions: Written<Any>,
    /// `concurrency`, over `group` and `cancel-in-progress`.
    #[cfg_attr(test, schemars(with = "schema::ExpectedKeys"))]
    pub(super) concurrency: Written<Any>,
    /// How every `uses:` of another repository is pinned.
    pub(super) pinned: Written<RawPin>,
    /// What is asked of each of its jobs.
    pub(super) every_job: Written<EveryJob>,
    /// What is asked of each of the jobs below that is required, key by key, unless it says something else.
    pub(super) every_listed: Written<EveryListed>,
    /// Whether it may have no job besides those that are listed.
    #[cfg_attr(test, schemars(extend("default" = false)))]
    pub(super) only_listed: Written<Flag>,
    /// Jobs that must be there, by id. Each is required unless it is advisory.
    pub(super) jobs: Written<RawNames<Job>>,
}

/// How a `uses:` is pinned.
#[derive(Clone, Copy, Debug, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
#[serde(rename = "way to pin", rename_all = "kebab-case")]
#[cfg_attr(test, schemars(rename = "Pin"))]
pub(super) enum RawPin {
    /// By the full commit.
    Commit,
    /// By the full commit or by a version, such as `v4` or `1.2.3`: not by a branch.
    Version,
}

/// What can be asked of a job, of one and of every one.
macro_rules! asked_of_jobs {
    ($(#[$about:meta])* $name:ident { $($more:tt)* }) => {
        #[derive(Clone, Debug, Default, Deserialize)]
#[cfg_attr(test, derive(JsonSchema))]
        $(#[$about])*
        #[serde(rename_all = "kebab-case", default, deny_unknown_fields)]
        pub(super) struct $name {
            $($more)*
            /// Its `name`, the name of its check, as it is written; where there is none, its id is that name.
            #[cfg_attr(test, schemars(with = "schema::Expected"))]
            pub(super) name: Written<Any>,
            /// Its `if`, as it is written.
            #[serde(rename = "if")]
            #[cfg_attr(test, schemars(with = "schema::Expected"))]
            pub(super) condition: Written<Any>,
            /// The ids of the jobs that it waits for.
            #[cfg_attr(test, schemars(with = "schema::Expected"))]
            pub(super) needs: Written<Any>,
            /// The values that the legs of its matrix have, key by key.
            #[cfg_attr(test, schemars(with = "schema::ExpectedKeys"))]
            pub(super) matrix: Written<Any>,
            /// Its limit in minutes; 360 where a job sets none.
            #[cfg_attr(test, schemars(with = "schema::Expected"))]
            pub(super) timeout_minutes: Written<Any>,
            /// The permissions that are in force; a map or a word is exact.
            #[cfg_attr(test, schemars(with = "schema::ExpectedKeys"))]
            pub(super) permissions: Written<Any>,
            /// The labels of its runner.
            #[cfg_attr(test, schemars(with = "schema::Expected"))]
            pub(super) runs_on: Written<Any>,
            /// The environment that is in force, variable by variable.
            #[cfg_attr(test, schemars(with = "schema::ExpectedKeys"))]
            pub(super) env: Written<Any>,
            /// Commands that it runs and whose failure is not lost, by their words: `pytest tests/unit`.
            pub(super) runs: Written<Texts>,
            /// Commands that it never runs.
            pub(super) never_runs: Written<Texts>,
            /// Commands that it runs one after the other.
            pub(super) runs_in_order: Written<Texts>,
            /// Actions or workflows that it uses, as `owner/name`, with `/path` and `@ref` if they matter.
            pub(super) uses: Written<Texts>,
        }

        impl $name {
            /// The part that both have.
            pub(super) fn asked(self) -> Asked {
                Asked {
                    name: self.name,
                    condition: self.condition,
                    needs: self.needs,
                    matrix: self.matrix,
                    timeout: self.timeout_minutes,
                    permissions: self.permissions,
                    runs_on: self.runs_on,
                    env: self.env,
                    runs: self.runs,
                    never_runs: self.never_runs,
                    runs_in_order: self.runs_in_order,
                    uses: self.uses,
                }
            }
        }
    };
}

asked_of_jobs! {
    /// What is asked of every job of the file.
    #[serde(rename = "`every-job`")]
    #[cfg_attr(test, schemars(rename = "EveryJob", extend("minProperties" = 1)))]
    EveryJob {}
}

asked_of_jobs! {
    /// What is asked of every required job that is listed and says nothing else itself.
    #[serde(rename = "`every-listed`")]
    #[cfg_attr(test, schemars(rename = "EveryListed", extend("minProperties" = 1)))]
    EveryListed {}
}

asked_of_jobs! {
    /// A job that must be there, and what is asked of it besides.
    #[serde(rename = "job `{}`")]
    #[cfg_attr(test, schemars(rename = "Job", extend("type" = ["object", "null"])))]
    Job {
        /// The job may fail without turning the pull request red; or some of its steps, by name; or some of its matrix
        /// jobs, by their values: `{ matrix: { experimental: true } }`.
        #[cfg_attr(test, schemars(extend("default" = false)))]
        pub(super) advisory: Written<RawAdvisory>,
    }
}

/// What [`Job`] and [`EveryJob`] have in common.
pub(super) struct Asked {
    pub(super) name: Written<Any>,
    pub(super) condition: Written<Any>,
    pub(super) needs: Written<Any>,
    pub(super) matrix: Written<Any>,
    pub(super) timeout: Written<Any>,
    pub(super) permissions: Written<Any>,
    pub(super) runs_on: Written<Any>,
    pub(super) env: Written<Any>,
    pub(super) runs: Written<Texts>,
    pub(super) never_runs: Written<Texts>,
    pub(super) runs_in_order: Written<Texts>,
    pub(super) uses: Written<Texts>,
}
