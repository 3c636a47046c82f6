//! The family `signal`.

pub(crate) mod continue_on_error;
