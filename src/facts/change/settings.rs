//! What is tested, measured or complained about: options of the gate commands and settings files.

use super::{Drift, Sides};

pub(super) fn shifts(_sides: &Sides<'_>, _drift: &mut Drift) {}
