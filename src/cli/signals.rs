//! Signals. In a container we are process 1, for which the system has no default handlers: without
//! a handler a cancelled run would wait until it is killed.

use signal_hook::consts::{SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use super::terminal::Terminal;

/// Ends the process at once on a signal. At most the surface that is being sent stays incomplete,
/// and a cancelled job is no success.
pub(crate) fn watch() {
    // If no handler can be installed, only the default behavior of the system is left.
    let Ok(mut signals) = Signals::new([SIGINT, SIGTERM]) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let mut terminal = Terminal::new(clap::ColorChoice::Auto);
            terminal.complain("cancelled: nothing more is judged or sent\n");
            end(128 + signal);
        }
    });
}

#[expect(clippy::disallowed_methods, clippy::exit, reason = "a signal ends the process at once")]
fn end(code: i32) {
    std::process::exit(code);
}
