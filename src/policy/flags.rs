//! Command-line options that add to the policy. An option adds and tightens; it never loosens what
//! the policy expects.

use super::pattern::Pattern;
use super::valid::{CoverageContract, DEFAULT_FLOOR, Policy, Rounding, SkipContract, TestSuite};
use crate::span::{Span, Spanned};

/// The options of the command line.
#[derive(Clone, Copy, Debug)]
pub struct Flags<'a> {
    /// `--required-jobs`.
    pub required_jobs: &'a [String],
    /// `--junit`.
    pub junit: &'a [String],
    /// `--coverage`.
    pub coverage: &'a [String],
    /// `--coverage-min`, in percent.
    pub coverage_min: Option<f64>,
}

/// An option that makes no sense (exit 2).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FlagError {
    /// A glob that cannot be read.
    #[error("`--{flag} {glob}` is no valid pattern: {why}")]
    Pattern {
        /// The name of the option.
        flag: &'static str,
        /// The glob.
        glob: String,
        /// The reason.
        why: String,
    },
    /// A number that is no percentage.
    #[error("`--coverage-min {given}` is not per cent; write a number from 0 to 100")]
    Percent {
        /// The number.
        given: String,
    },
    /// A minimum without a report to compare it with.
    #[error(
        "`--coverage-min` has no report to hold it against; add `--coverage coverage.xml`, or `coverage:` to the policy"
    )]
    FloorWithoutReport,
    /// An empty name.
    #[error(
        "`--required-jobs` holds an empty name; write jobs as `job` or `ci.yml/job`, separated by commas"
    )]
    EmptyJob,
}

/// Adds the options to a policy. `--coverage-min` sets the minimum of the reports of `--coverage`
/// and raises lower minimums of the policy.
///
/// # Errors
/// An option that makes no sense.
pub fn with_flags(policy: &mut Policy, flags: &Flags<'_>) -> Result<(), FlagError> {
    for job in flags.required_jobs {
        let job = job.trim();
        if job.is_empty() {
            return Err(FlagError::EmptyJob);
        }
        policy.required_by_flag.push(job.to_owned());
    }
    if !flags.junit.is_empty() {
        policy.tests.push(TestSuite {
            name: free("junit", policy.tests.iter().map(|suite| suite.name.as_str())),
            span: None,
            tier: None,
            reports: patterns("junit", flags.junit)?,
            at_least: Spanned::new(1, Span::start_of_file()),
            skips: SkipContract::default(),
            never_skip: Vec::new(),
            every_file: Vec::new(),
        });
    }
    if !flags.coverage.is_empty() {
        policy.coverage.push(CoverageContract {
            name: free("coverage", policy.coverage.iter().map(|entry| entry.name.as_str())),
            span: None,
            tier: None,
            reports: patterns("coverage", flags.coverage)?,
            lines: (flags.coverage_min.unwrap_or(DEFAULT_FLOOR), None),
            branches: None,
            rounding: Rounding::Exact,
            paths: Vec::new(),
        });
    }
    let Some(floor) = flags.coverage_min else { return Ok(()) };
    if !(0.0..=100.0).contains(&floor) {
        return Err(FlagError::Percent { given: floor.to_string() });
    }
    if policy.coverage.is_empty() {
        return Err(FlagError::FloorWithoutReport);
    }
    for entry in &mut policy.coverage {
        if entry.lines.0 < floor {
            entry.lines = (floor, None);
        }
    }
    Ok(())
}

fn patterns(
    flag: &'static str,
    globs: &[String],
) -> Result<Vec<(Pattern, Option<Span>)>, FlagError> {
    let compile = |glob: &String| match Pattern::new(glob) {
        Ok(pattern) => Ok((pattern, None)),
        Err(why) => Err(FlagError::Pattern { flag, glob: glob.clone(), why }),
    };
    globs.iter().map(compile).collect()
}

/// Returns a name that no entry of the policy has.
fn free<'n>(name: &str, taken: impl Iterator<Item = &'n str> + Clone) -> String {
    let mut free = name.to_owned();
    while taken.clone().any(|taken| taken == free) {
        free.push_str("-flag");
    }
    free
}
