//! The family `governance`.

pub(crate) mod bad_waiver;
