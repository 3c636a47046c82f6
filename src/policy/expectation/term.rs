//! One term of an expectation, and its bounds.
