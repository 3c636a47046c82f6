//! `truegreen action`: a step of GitHub Actions. Its options are the inputs of `action.yml`, which
//! the runner passes in the environment. The inputs are read once, and all mistakes are reported at
//! once.

use std::time::Duration;

use clap::ColorChoice;

use super::terminal::Terminal;
use crate::app;
use crate::app::ActionRequest;
use crate::app::error::CheckError;
use crate::app::request::{CheckOptions, NeedsFrom};
use crate::finding::Severity;
use crate::github::Token;
use crate::inputs::runner::action_input;
use crate::publish::plan::CommentMode;
use crate::publish::terminal;
use crate::text::TerminalText;
use crate::verdict::exit;

/// It has none: whoever writes the workflow must not be able to pass words on.
#[derive(Debug, clap::Args)]
pub(crate) struct ActionArgs {}

/// The longest name of a check that GitHub shows whole.
const LONGEST_NAME: usize = 100;
/// Minimum if the workflow sets no `coverage-min`: it applies to the reports of the input
/// `coverage`, and leaves the minimums of the policy alone.
const DEFAULT_FLOOR: &str = "40";

pub(crate) fn run(_: &ActionArgs, terminal: &mut Terminal) -> u8 {
    let request = match read(&action_input) {
        Ok(request) => request,
        Err(mistakes) => return refuse(&CheckError::Inputs { mistakes }, terminal),
    };
    match app::action(&request, &RunnerPatience) {
        Ok(done) => {
            terminal.print(&done.log);
            done.code
        }
        Err(error) => refuse(&error, terminal),
    }
}

/// Waiting as a step of a run does it: it sleeps, and says so in the log.
struct RunnerPatience;

impl app::Patience for RunnerPatience {
    fn pause(&self, time: Duration) {
        std::thread::sleep(time);
    }

    fn tell(&self, line: &str) {
        // Names of jobs and checks are text of strangers, and no line may start a command.
        Terminal::new(ColorChoice::Never)
            .print(&format!("truegreen: {}\n", TerminalText::new(line)));
    }
}

fn refuse(error: &CheckError, terminal: &mut Terminal) -> u8 {
    app::refuse(error);
    terminal.complain(&terminal::refusal(&error.refusal(), terminal.width()));
    exit::USAGE
}

/// Reads the inputs.
///
/// # Errors
/// One sentence for each input that makes no sense, with its name.
fn read(input: &dyn Fn(&str) -> Option<String>) -> Result<ActionRequest, Vec<String>> {
    let mut inputs = Inputs { input, mistakes: Vec::new() };
    let request = ActionRequest {
        asked: CheckOptions {
            policy: inputs.text("policy"),
            junit: inputs.list("junit"),
            coverage: inputs.list("coverage"),
            coverage_min: inputs.floor(),
            needs: inputs.text("needs").map(NeedsFrom::Text),
            required_jobs: inputs.list("required-jobs"),
            fail_on: inputs.choice(
                "fail-on",
                [("fail", Severity::Fail), ("warn", Severity::Warn), ("note", Severity::Note)],
                Severity::Fail,
            ),
        },
        token: inputs.text("token").and_then(|token| Token::new(&token)),
        check_name: inputs.name(),
        comment: inputs.choice(
            "comment",
            [
                ("auto", CommentMode::Auto),
                ("always", CommentMode::Always),
                ("on-failure", CommentMode::OnFailure),
                ("never", CommentMode::Never),
            ],
            CommentMode::Auto,
        ),
        check_run: inputs.choice("check-run", [("auto", true), ("never", false)], true),
        job_id: inputs.id(),
        job_status: inputs.status(),
        sarif: inputs.text("sarif"),
        ca_file: inputs.text("ca-file"),
    };
    if inputs.mistakes.is_empty() { Ok(request) } else { Err(inputs.mistakes) }
}

struct Inputs<'a> {
    input: &'a dyn Fn(&str) -> Option<String>,
    mistakes: Vec<String>,
}

impl Inputs<'_> {
    /// Returns an input without white space around it; `None` if nothing is left.
    fn text(&self, name: &str) -> Option<String> {
        (self.input)(name).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
    }

    /// Returns the entries of an input, separated by lines or commas; a comma in `{a,b}` belongs to
    /// its glob.
    fn list(&self, name: &str) -> Vec<String> {
        let text = self.text(name).unwrap_or_default();
        let mut depth = 0_usize;
        let entries = text.split(|character| {
            match character {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            character == '\n' || (character == ',' && depth == 0)
        });
        entries.map(str::trim).filter(|entry| !entry.is_empty()).map(str::to_owned).collect()
    }

    /// Returns the value of an input with a few allowed words, or the default if the input is
    /// empty.
    fn choice<T: Copy, const N: usize>(&mut self, name: &str, words: [(&str, T); N], or: T) -> T {
        let Some(text) = self.text(name) else { return or };
        let found = words.iter().find(|(word, _)| *word == text);
        if let Some((_, value)) = found {
            return *value;
        }
        let all: Vec<String> = words.iter().map(|(word, _)| format!("`{word}`")).collect();
        self.mistakes.push(format!("`{name}` is `{text}`; it may be {}", all.join(", ")));
        or
    }

    fn floor(&mut self) -> Option<f64> {
        let text = self.text("coverage-min").filter(|text| text != DEFAULT_FLOOR)?;
        let number = text.strip_suffix('%').unwrap_or(&text).trim().parse::<f64>().ok();
        let floor = number.filter(|number| (0.0..=100.0).contains(number));
        if floor.is_none() {
            self.mistakes.push(format!(
                "`coverage-min` is `{text}`; write the least share of lines in per cent, from 0 to 100"
            ));
        }
        floor
    }

    fn name(&mut self) -> String {
        let name = self.text("check-name").unwrap_or_else(|| "truegreen".to_owned());
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            self.mistakes.push(format!(
                "`check-name` is no name for a check; write one line of at most {LONGEST_NAME} characters"
            ));
        }
        name
    }

    fn status(&mut self) -> Option<String> {
        let text = self.text("job-status")?;
        if ["success", "failure", "cancelled"].contains(&text.as_str()) {
            return Some(text);
        }
        self.mistakes.push(format!(
            "`job-status` is `{text}`, no state of a job; leave it out, its default is `${{{{ job.status }}}}`"
        ));
        None
    }

    fn id(&mut self) -> Option<u64> {
        let text = self.text("job-id")?;
        let id = text.parse().ok();
        if id.is_none() {
            self.mistakes.push(format!(
                "`job-id` is `{text}`, no number; leave it out, its default is `${{{{ job.check_run_id }}}}`"
            ));
        }
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::action::request::ActionRequest;

    fn with(given: &[(&str, &str)]) -> Result<ActionRequest, Vec<String>> {
        let given: Vec<(String, String)> =
            given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        read(&|name| given.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    }

    #[test]
    fn lists_are_by_line_or_comma_and_braces_keep_theirs() {
        let request = with(&[
            ("junit", "reports/*.xml\n  more/{a,b}.xml, last.xml\n\n"),
            ("required-jobs", "lint, ci.yml/unit"),
        ])
        .unwrap();
        assert_eq!(request.asked.junit, ["reports/*.xml", "more/{a,b}.xml", "last.xml"]);
        assert_eq!(request.asked.required_jobs, ["lint", "ci.yml/unit"]);
    }

    #[test]
    fn nothing_given_is_every_default() {
        let request = with(&[("token", ""), ("needs", " \n"), ("coverage-min", "40")]).unwrap();
        assert_eq!((request.check_name.as_str(), request.check_run), ("truegreen", true));
        assert_eq!(request.comment, CommentMode::Auto);
        assert!(request.token.is_none() && request.asked.needs.is_none());
        assert_eq!((request.asked.coverage_min, request.job_id), (None, None));
        assert_eq!(request.job_status, None);
    }

    #[test]
    fn every_mistake_is_told_at_once_with_its_name() {
        let mistakes = with(&[
            ("coverage-min", "forty"),
            ("comment", "sometimes"),
            ("check-run", "Always"),
            ("fail-on", "none"),
            ("job-id", "unit"),
            ("job-status", "green"),
            ("check-name", "a\nb"),
        ])
        .unwrap_err();
        insta::assert_snapshot!(mistakes.join("\n"));
        for floor in ["-1", "100.1", "NaN", "inf", "4O"] {
            assert_eq!(with(&[("coverage-min", floor)]).unwrap_err().len(), 1, "{floor}");
        }
        assert_eq!(with(&[("coverage-min", "85.5 %")]).unwrap().asked.coverage_min, Some(85.5));
    }

    #[test]
    fn the_token_is_never_shown() {
        let request = with(&[("token", "ghs_secret")]).unwrap();
        assert!(!format!("{request:?}").contains("secret"));
    }
}
