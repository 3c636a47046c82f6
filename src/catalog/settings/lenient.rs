//! Settings that turn a failure into success, each in one line of its file.

use super::rows::LenientSetting;
use super::table::LENIENT;

/// All of them.
pub(crate) const fn all() -> &'static [LenientSetting] {
    LENIENT
}
