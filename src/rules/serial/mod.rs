//! The family `serial`: tests that run in parallel where they must not.

pub(crate) mod pytest_xdist;
