//! truegreen's entry point: hands the command line to the library and returns its exit code.

use std::process::ExitCode;

fn main() -> ExitCode {
    ExitCode::from(truegreen::cli::run())
}
