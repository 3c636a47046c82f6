//! A cancelled run: the program ends at once, with the exit code of the signal.

use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use assert_cmd::cargo::cargo_bin;

#[cfg(unix)]
#[test]
fn a_signal_ends_the_program_at_once() {
    let root = format!("{}/testdata/repos/healthy", env!("CARGO_MANIFEST_DIR"));
    for (signal, code) in [("TERM", 143), ("INT", 130)] {
        // Standard input stays open, so the program waits for `needs`.
        let mut child = Command::new(cargo_bin!("truegreen"))
            .args(["check", "--root", &root, "--needs", "-"])
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let id = child.id().to_string();
        // The signal may come before the handler is installed; then the system's default ends the
        // program.
        let caught = |id: &str| {
            let status = std::fs::read_to_string(format!("/proc/{id}/status")).unwrap_or_default();
            let mask = status.lines().find_map(|line| line.strip_prefix("SigCgt:")).unwrap_or("0");
            u64::from_str_radix(mask.trim(), 16).unwrap_or(0) & (1 << 14) != 0
        };
        let start = Instant::now();
        while !caught(&id) && start.elapsed() < Duration::from_secs(5) {
            std::thread::sleep(Duration::from_millis(5));
        }
        let sent = Command::new("kill").args([&format!("-{signal}"), &id]).status().unwrap();
        assert!(sent.success());
        assert_eq!(child.wait().unwrap().code(), Some(code), "SIG{signal}");
    }
}
