//! A difference of settings that was found, and what it belongs to.

use std::sync::Arc;

use crate::drift::settings::kinds::SettingDifference;
use crate::span::Location;

/// Where a setting stands: whose it is, and where the head would have it.
#[derive(Clone, Debug)]
pub(super) struct SettingOwner {
    pub(super) subject: String,
    pub(super) job: Option<(Arc<str>, String)>,
    /// Where the base has it, for what has no better place.
    pub(super) base: Option<Location>,
    /// Where the head has it, or would.
    pub(super) head: Option<Location>,
}

/// What was compared and what differs.
#[derive(Debug, Default)]
pub(super) struct FoundDifference {
    pub(super) compared: usize,
    pub(super) all: Vec<(SettingOwner, SettingDifference)>,
}

impl FoundDifference {
    pub(super) fn extend(
        &mut self,
        owner: &SettingOwner,
        differences: impl IntoIterator<Item = SettingDifference>,
    ) {
        self.all.extend(differences.into_iter().map(|difference| (owner.clone(), difference)));
    }
}
