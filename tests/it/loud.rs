//! Words that a passing test says all the same: what it measured. The test runner keeps what `eprintln!` writes to
//! itself.

use std::io::Write as _;

pub(crate) fn say(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{text}");
}

/// `loud!("...", ...)`: as `eprintln!`, and heard.
macro_rules! loud {
    ($($words:tt)*) => { $crate::loud::say(&format!($($words)*)) };
}
