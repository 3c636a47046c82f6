//! Output of a passing test: its measurements. The test runner captures what `eprintln!` writes.

use std::io::Write as _;

pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// `loud!("...", ...)`: prints as `eprintln!` does, past the capture.
macro_rules! loud {
    ($($words:tt)*) => { $crate::loud::say(&format!($($words)*)) };
}
