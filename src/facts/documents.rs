//! The settings files that the policy names, read whole.

use std::collections::BTreeSet;

use super::readable::Readable;
use crate::formats::document;
use crate::formats::document::Document;
use crate::formats::problem::{Parsed, Problem};
use crate::policy::paths::file_name;
use crate::policy::{Policy, SettingsContract};

/// More files than this behind one entry of `settings:` are not read: where nothing is checked out each
/// is a request, and each is kept as a whole.
pub const MOST_FILES: usize = 100;

/// One settings file that the policy names.
#[derive(Clone, Debug)]
pub struct DocumentFact {
    /// Path below the root.
    pub path: String,
    /// What it says; `None` where it cannot be read.
    pub document: Option<Document>,
    /// Why it cannot.
    pub problems: Vec<Problem>,
}

impl DocumentFact {
    pub(super) fn new((path, bytes): (String, Readable<Vec<u8>>)) -> Self {
        let name = file_name(&path);
        let Parsed { value, problems } = match bytes {
            Ok(bytes) => document::read(name, &bytes),
            Err(why) => super::readable::unreadable(why),
        };
        Self { path, document: value, problems }
    }
}

/// The files of an entry among the known ones, sorted.
#[must_use]
pub fn named<'f>(contract: &SettingsContract, files: &'f [String]) -> Vec<&'f str> {
    let matching = files.iter().map(String::as_str).filter(|file| contract.file.matches(file));
    matching.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The files to be read for a policy, sorted: a name without wildcard where something of that name is
/// there, and what matches a pattern, unless that is too much.
#[must_use]
pub fn wanted(policy: &Policy, files: &[String], has: impl Fn(&str) -> bool) -> Vec<String> {
    let mut wanted = BTreeSet::new();
    for contract in &policy.settings {
        let name = contract.file.as_str();
        if contract.file.is_literal() {
            wanted.extend(has(name).then_some(name));
            continue;
        }
        let found = named(contract, files);
        if found.len() <= MOST_FILES {
            wanted.extend(found);
        }
    }
    wanted.into_iter().map(str::to_owned).collect()
}
