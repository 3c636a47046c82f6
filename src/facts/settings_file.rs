//! Settings files that hold thresholds, name tests or set how strict a tool is; and the policy.

use std::sync::Arc;

use crate::facts::readable::Readable;
use crate::formats::problem::Problem;
use crate::formats::settings::pytest::PytestSettings;

/// A file that is compared, as one side has it. Only files that differ are kept.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    /// Path below the root.
    pub path: String,
    /// Its text, or why it could not be read.
    pub text: Readable<Arc<str>>,
}

/// A settings file.
#[derive(Clone, Debug)]
pub struct SettingsFact {
    /// Path below the root.
    pub path: String,
    /// pytest's settings in it; `None` when the file could not be read.
    pub pytest: Option<PytestSettings>,
    /// Why not.
    pub problems: Vec<Problem>,
}
