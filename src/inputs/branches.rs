//! The branches of the repository behind the API: their tips, whether they are protected, and which
//! checks they require.

use serde_json::Value;

use super::remote::{Remote, nonsense};
use crate::formats::github::branch_rules;
use crate::formats::github::branch_rules::RequiredCheck;
use crate::formats::github::event::is_sha;
use crate::github::ApiFault;

/// A branch, as the API shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BranchState {
    /// The commit at its tip.
    pub tip: String,
    /// Whether somebody protects it, by a rule of branches or by a ruleset.
    pub is_protected: bool,
    /// The checks that its protection requires; `None` where the token does not see them.
    checks: Option<Vec<RequiredCheck>>,
}

/// The checks that a merge into the default branch requires.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RequiredChecks {
    /// Name of the default branch.
    pub branch: String,
    /// Names of the required checks, sorted.
    pub checks: Vec<String>,
}

/// The checks that a branch requires, as far as they can be read.
#[derive(Debug, Default)]
pub struct BranchChecks {
    /// The checks, sorted.
    pub checks: Vec<RequiredCheck>,
    /// What could not be read.
    pub faults: Vec<ApiFault>,
    /// Whether the branch is protected and the token does not see how.
    pub is_hidden: bool,
    /// Whether a ruleset lets nothing merge that is behind the branch.
    pub is_strict: bool,
}

impl Remote<'_> {
    /// Returns the name of the default branch.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn default_branch(&self) -> Result<String, ApiFault> {
        let repository = self.client().get(&self.path(&[]), &[])?;
        let branch = repository.get("default_branch").and_then(Value::as_str);
        branch.map(str::to_owned).ok_or_else(|| nonsense("a repository without default branch"))
    }

    /// Returns a branch, never a tag of the same name.
    ///
    /// # Errors
    /// A fault of the API; [`ApiFault::NotFound`] where there is no such branch.
    pub fn branch(&self, name: &str) -> Result<BranchState, ApiFault> {
        let answer = self.client().get(&self.path(&["branches", name]), &[])?;
        let tip = answer.pointer("/commit/sha").and_then(Value::as_str);
        let tip = tip.filter(|tip| is_sha(tip)).map(str::to_owned);
        Ok(BranchState {
            tip: tip.ok_or_else(|| nonsense("a branch without commit"))?,
            is_protected: answer.get("protected").and_then(Value::as_bool) == Some(true),
            checks: branch_rules::of_branch(&answer).map_err(|why| nonsense(&why))?,
        })
    }

    /// Returns the names and the tips of the branches that somebody protects.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn protected_branches(&self) -> Result<Vec<(String, String)>, ApiFault> {
        let path = self.path(&["branches"]);
        let entries = self.client().get_pages(&path, &[("protected", "true")], "")?;
        let one = |entry: &Value| {
            let name = entry.get("name")?.as_str()?.to_owned();
            let tip = entry.pointer("/commit/sha")?.as_str().filter(|tip| is_sha(tip))?;
            Some((name, tip.to_owned()))
        };
        let read = |entry| one(entry).ok_or_else(|| nonsense("a branch without name or commit"));
        entries.iter().map(read).collect()
    }

    /// Returns the checks that the default branch requires, by its rulesets and by its protection.
    ///
    /// # Errors
    /// A fault of the API.
    pub fn required_checks(&self) -> Result<RequiredChecks, ApiFault> {
        let branch = self.default_branch()?;
        let found = self.branch_checks(&branch, self.branch(&branch));
        if let Some(fault) = found.faults.into_iter().next() {
            return Err(fault);
        }
        let mut checks: Vec<String> = found.checks.into_iter().map(|check| check.name).collect();
        checks.sort();
        checks.dedup();
        Ok(RequiredChecks { branch, checks })
    }

    /// Returns the checks that a branch requires, by its rulesets, which are asked for, and by its
    /// protection, as far as both can be read.
    #[must_use]
    pub fn branch_checks(
        &self,
        branch: &str,
        state: Result<BranchState, ApiFault>,
    ) -> BranchChecks {
        let rules = || {
            let path = self.path(&["rules", "branches", branch]);
            let rules = self.client().get_pages(&path, &[], "")?;
            let checks = branch_rules::of_rules(&rules).map_err(|why| nonsense(&why))?;
            Ok((checks, branch_rules::wants_up_to_date(&rules)))
        };
        let mut found = BranchChecks::default();
        match rules() {
            Ok((checks, is_strict)) => {
                found.checks.extend(checks);
                found.is_strict = is_strict;
            }
            Err(fault) => found.faults.push(fault),
        }
        match state {
            Ok(state) => {
                found.is_hidden = state.checks.is_none() && found.checks.is_empty();
                found.checks.extend(state.checks.into_iter().flatten());
            }
            Err(fault) => found.faults.push(fault),
        }
        found.checks.sort();
        found.checks.dedup();
        found
    }
}
