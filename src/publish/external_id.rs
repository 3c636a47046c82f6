//! The `external_id` of our check runs: what the verdict is about, and which runs it comes from.
//!
//! `tg1;event;pr;base;base commit;policy blob;run.attempt[,run.attempt...]`, the run of the gate
//! first. GitHub keeps the field and shows it to nobody, so one run can learn about the verdict of
//! another. A field of another form was written by another program, and is ignored.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::run::{JudgedRun, PullRequest, RunAttempt};

/// The first part of our field, the version of its form.
const FORM: &str = "tg1";

/// Longest field in bytes.
const LONGEST: usize = 250;

/// Longest name of an event and of a branch in the field, in bytes. Even with the longest other
/// parts the field has room for the run of the gate.
const EVENT: usize = 30;
const BRANCH: usize = 40;

/// Start and end of the line with the runs, for a list that the field has no room for.
const LIST: (&str, &str) = ("<!-- tg1 ", " -->");

/// The branch of a change whose base is unknown. Git allows no branch of this name.
const UNKNOWN: &str = "?";

/// The rank of a verdict on its commit, the lowest first. A verdict never replaces one of a higher
/// rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// Compared with nothing: a tag, a schedule, a dispatch, an unknown event.
    Alone,
    /// A push compared with the commit that was on the branch before.
    Push,
    /// A push to the default branch compared with the commit that was on it before.
    Default,
    /// A change compared with the branch that it targets.
    Change,
}

/// The content of the `external_id` of one of our check runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalId {
    /// The name of the event, see [`written`].
    event: String,
    pull_request: Option<u64>,
    /// The target branch, see [`written`]; empty if the run is about no change.
    base: String,
    /// Empty if nothing was compared.
    base_commit: String,
    /// Empty if no policy was read.
    policy: String,
    own: RunAttempt,
    /// The other runs that were judged.
    others: Vec<RunAttempt>,
    /// Whether `others` is complete.
    is_whole: bool,
}

impl ExternalId {
    /// Makes the id of a run that was judged by the policy with this blob.
    #[must_use]
    pub fn new(run: &JudgedRun, policy: &str) -> Self {
        let against = &run.against;
        let base = match (&against.branch, against.is_change) {
            (Some(branch), _) => written(branch, BRANCH),
            (None, true) => UNKNOWN.to_owned(),
            (None, false) => String::new(),
        };
        let commit = against.commit.as_deref().filter(|commit| is_object(commit));
        let number = |pull: &PullRequest| pull.number;
        Self {
            event: written(&run.event, EVENT),
            pull_request: run.pull_request.as_ref().filter(|_| against.is_change).map(number),
            base,
            base_commit: commit.unwrap_or_default().to_owned(),
            policy: Some(policy).filter(|blob| is_object(blob)).unwrap_or_default().to_owned(),
            own: run.own,
            others: Some(run.judged).filter(|judged| *judged != run.own).into_iter().collect(),
            is_whole: true,
        }
    }

    /// Returns the attempt of the gate that wrote the check run.
    #[must_use]
    pub const fn own(&self) -> RunAttempt {
        self.own
    }

    /// Returns the name of the event of that run.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.event
    }

    /// Returns the other runs that were judged.
    #[must_use]
    pub fn others(&self) -> &[RunAttempt] {
        &self.others
    }

    /// Returns the rank of the verdict.
    #[must_use]
    pub fn rank(&self) -> Rank {
        match (self.base.as_str(), self.base_commit.as_str()) {
            ("", "") => Rank::Alone,
            ("", _) => Rank::Push,
            _ if self.event == "push" => Rank::Default,
            _ => Rank::Change,
        }
    }

    /// Returns the run and its base in words.
    #[must_use]
    pub fn described(&self) -> String {
        let mut out = format!("`{}`", self.event);
        if let Some(number) = self.pull_request {
            let _ = write!(out, " of pull request {number}");
        }
        if !self.base.is_empty() && self.base != UNKNOWN {
            let _ = write!(out, " against `{}`", self.base);
        }
        if let Some(commit) = self.base_commit.get(..10) {
            let _ = write!(out, " at `{commit}`");
        }
        let _ = write!(out, " (run {}, attempt {})", self.own.run, self.own.number);
        out
    }

    /// Returns the text of the field.
    #[must_use]
    pub fn field(&self) -> String {
        let whole = format!("{}{}", self.head(), self.list());
        if self.is_whole && whole.len() <= LONGEST {
            return whole;
        }
        format!("{}{},+", self.head(), listed(self.own))
    }

    /// Returns the last line of the text of the check run, if the field has no room for the runs.
    #[must_use]
    pub fn last_line(&self) -> Option<String> {
        let list = self.list();
        let is_long = self.head().len() + list.len() > LONGEST;
        (self.is_whole && is_long).then(|| format!("{}{list}{}", LIST.0, LIST.1))
    }

    /// Reads the field, and the list of runs from the last line of the text if it is there. `None`
    /// for a field of another form.
    #[must_use]
    pub fn parse(field: &str, text: &str) -> Option<Self> {
        let parts: Vec<&str> = field.split(';').collect();
        let [FORM, event, pull_request, base, base_commit, policy, runs] = parts.as_slice() else {
            return None;
        };
        let fits = |text: &str, most: usize| text.len() <= most && text.bytes().all(is_plain);
        let is_empty_or_object = |id: &str| id.is_empty() || is_object(id);
        let fits_all = !event.is_empty()
            && fits(event, EVENT)
            && fits(base, BRANCH)
            && is_empty_or_object(base_commit)
            && is_empty_or_object(policy)
            && field.len() <= LONGEST;
        if !fits_all {
            return None;
        }
        let cut = runs.strip_suffix(",+");
        let (own, others) = attempts(cut.unwrap_or(runs))?;
        if cut.is_some() && !others.is_empty() {
            return None;
        }
        let mut id = Self {
            event: (*event).to_owned(),
            pull_request: if pull_request.is_empty() { None } else { Some(number(pull_request)?) },
            base: (*base).to_owned(),
            base_commit: (*base_commit).to_owned(),
            policy: (*policy).to_owned(),
            own,
            others,
            is_whole: cut.is_none(),
        };
        if cut.is_some()
            && let Some((own, others)) = elsewhere(text)
            && own == id.own
        {
            (id.others, id.is_whole) = (others, true);
        }
        Some(id)
    }

    /// Returns all parts before the runs.
    fn head(&self) -> String {
        let pull_request = self.pull_request.map(|number| number.to_string()).unwrap_or_default();
        let Self { event, base, base_commit, policy, .. } = self;
        format!("{FORM};{event};{pull_request};{base};{base_commit};{policy};")
    }

    fn list(&self) -> String {
        self.others.iter().fold(listed(self.own), |mut list, attempt| {
            let _ = write!(list, ",{}", listed(*attempt));
            list
        })
    }
}

fn listed(attempt: RunAttempt) -> String {
    format!("{}.{}", attempt.run, attempt.number)
}

/// Reads the list in the last line of a text.
fn elsewhere(text: &str) -> Option<(RunAttempt, Vec<RunAttempt>)> {
    let line = text.trim_end().rsplit('\n').next()?;
    attempts(line.strip_prefix(LIST.0)?.strip_suffix(LIST.1)?)
}

/// Reads a list of attempts: the first one and the others.
fn attempts(list: &str) -> Option<(RunAttempt, Vec<RunAttempt>)> {
    let attempt = |one: &str| {
        let (run, attempt) = one.split_once('.')?;
        Some(RunAttempt { run: number(run)?, number: number(attempt)? })
    };
    let all: Option<Vec<RunAttempt>> = list.split(',').map(attempt).collect();
    let mut all = all?.into_iter();
    Some((all.next()?, all.collect()))
}

/// Reads a number from 1 in plain digits.
fn number(digits: &str) -> Option<u64> {
    let is_plain = !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { digits.parse().ok() } else { None }
}

/// Returns whether a text is the id of a git object.
fn is_object(id: &str) -> bool {
    let is_digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
    matches!(id.len(), 40 | 64) && id.bytes().all(is_digit)
}

/// Returns whether a byte may stand in a part: it separates no parts, and it has no meaning where a
/// notice shows the part.
const fn is_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-' | b'/' | b'%' | b'~' | b'?')
}

/// Encodes a name for the field, within a length. A longer name ends in `~` and digits of its
/// digest, because no branch has a `~` in its name.
fn written(name: &str, most: usize) -> String {
    const DIGITS: usize = 12;
    let plain = name.bytes().fold(String::new(), |mut out, byte| {
        if is_plain(byte) && !matches!(byte, b'%' | b'~' | b'?') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
        out
    });
    if plain.len() <= most {
        return plain;
    }
    let digest = Sha256::digest(name.as_bytes()).iter().fold(String::new(), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    });
    let start = plain.get(..most - DIGITS - 1).unwrap_or_default();
    format!("{start}~{}", digest.get(..DIGITS).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::run::{Against, PullRequest};

    const COMMIT: &str = "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb";
    const BLOB: &str = "0123456789abcdef0123456789abcdef01234567";

    fn run() -> JudgedRun {
        JudgedRun {
            server: "https://github.com".to_owned(),
            repository: "octo/service".to_owned(),
            event: "pull_request".to_owned(),
            own: RunAttempt { run: 4200, number: 2 },
            judged: RunAttempt { run: 4200, number: 2 },
            workflow: None,
            head: "a".repeat(40),
            pull_request: Some(PullRequest {
                number: 7,
                base_branch: "main".to_owned(),
                from_fork: false,
            }),
            against: Against {
                is_change: true,
                branch: Some("main".to_owned()),
                commit: Some(COMMIT.to_owned()),
            },
        }
    }

    #[test]
    fn a_field_says_what_was_judged_against_what() {
        let field = |run: &JudgedRun, blob: &str| ExternalId::new(run, blob).field();
        assert_eq!(field(&run(), BLOB), format!("tg1;pull_request;7;main;{COMMIT};{BLOB};4200.2"));
        let apart = JudgedRun {
            event: "workflow_run".to_owned(),
            own: RunAttempt { run: 9000, number: 1 },
            against: Against { is_change: true, ..Against::default() },
            ..run()
        };
        assert_eq!(field(&apart, ""), "tg1;workflow_run;7;?;;;9000.1,4200.2");
        // A push may belong to a pull request that gets the comment, but the verdict is not about
        // the pull request.
        let push = JudgedRun { event: "push".to_owned(), against: Against::default(), ..run() };
        assert_eq!(field(&push, "no blob"), "tg1;push;;;;;4200.2");
    }

    #[test]
    fn a_verdict_is_worth_what_it_was_held_against() {
        let rank = |field: &str| ExternalId::parse(field, "").unwrap().rank();
        let of = |event: &str, base: &str, commit: &str| {
            rank(&format!("tg1;{event};;{base};{commit};;4200.2"))
        };
        for event in ["schedule", "workflow_dispatch", "workflow_run", "push", "new"] {
            assert_eq!(of(event, "", ""), Rank::Alone);
        }
        assert_eq!(of("push", "", COMMIT), Rank::Push);
        assert_eq!(of("push", "main", COMMIT), Rank::Default);
        for event in ["pull_request", "merge_group", "workflow_run", "issue_comment"] {
            assert_eq!(of(event, "main", COMMIT), Rank::Change);
            // The base of this change is unknown.
            assert_eq!(of(event, "?", ""), Rank::Change);
        }
        assert!(Rank::Alone < Rank::Push && Rank::Push < Rank::Default);
        assert!(Rank::Default < Rank::Change);
        assert_eq!(
            ExternalId::new(&run(), BLOB).described(),
            "`pull_request` of pull request 7 against `main` at `bbbbbbbbbb` (run 4200, attempt 2)"
        );
    }

    #[test]
    fn a_name_breaks_no_field_and_two_long_ones_differ() {
        let of = |branch: &str| {
            let against = Against { branch: Some(branch.to_owned()), ..run().against };
            ExternalId::new(&JudgedRun { against, ..run() }, BLOB)
        };
        assert!(of("a;b,c%?").field().contains(";a%3Bb%2Cc%25%3F;"));
        let long = "ü".repeat(120);
        let (one, other) = (of(&format!("{long}1")).field(), of(&format!("{long}2")).field());
        assert!(one != other && one.len() <= LONGEST, "{one}");
        assert!(ExternalId::parse(&one, "").is_some());
    }

    #[test]
    fn what_we_did_not_write_is_not_ours() {
        let ours = ExternalId::new(&run(), BLOB).field();
        assert!(ExternalId::parse(&ours, "").is_some());
        let others = [
            "",
            "9999/1",
            "17.2",
            "8a2f-77/1",
            "0f8fad5b-d9cb-469f-a165-70867728950e",
            "tg1;push;;;;;",
            "tg1;push;;;;;4200",
            "tg1;push;;;;;4200.0",
            "tg1;push;;;;;04200.1",
            "tg1;push;;;;;+4200.1",
            "tg1;push;;;;;4200.1,",
            "tg1;push;;;;;4200.1,+,+",
            "tg1;push;;;;;,+",
            "tg1;push;;;;;4200.1,4200.2,+",
            "tg1;push;;;;;99999999999999999999.1",
            "tg1;push;;;;4200.1",
            "tg1;push;;;;;;4200.1",
            "tg1;push;0;;;;4200.1",
            "tg1;push;x;;;;4200.1",
            "tg1;push;;a b;;;4200.1",
            "tg1;push;;;main;;4200.1",
            "tg1;push;;;;BLOB;4200.1",
            "tg1;;;;;;4200.1",
            "tg2;push;;;;;4200.1",
            " tg1;push;;;;;4200.1",
            "tg1;push;;;;;4200.1\n",
        ];
        for other in others {
            assert_eq!(ExternalId::parse(other, ""), None, "{other:?}");
        }
    }

    #[test]
    fn a_list_that_the_text_lost_is_known_to_be_cut() {
        let long = ExternalId { others: vec![run().own; 60], ..ExternalId::new(&run(), BLOB) };
        assert!(long.field().ends_with(";4200.2,+"), "{}", long.field());
        let line = long.last_line().unwrap();
        for text in ["", "nothing", "<!-- tg1 1.1 -->", &format!("{line}\nmore")] {
            let read = ExternalId::parse(&long.field(), text).unwrap();
            assert!(!read.is_whole && read.own() == run().own, "{text}");
            // What is unknown stays unknown in the field that is written.
            assert_eq!(read.field(), long.field());
            assert_eq!(read.last_line(), None);
        }
    }

    fn attempt() -> impl Strategy<Value = RunAttempt> {
        (1..=u64::MAX, 1..=u64::MAX).prop_map(|(run, number)| RunAttempt { run, number })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(
            event in "[a-z_]{1,40}|\\PC{1,20}",
            branch in proptest::option::of("[a-zA-Z0-9/._;,%~?-]{1,90}|\\PC{1,60}"),
            commit in proptest::option::of("[0-9a-f]{40}|[0-9a-f]{64}|\\PC{0,9}"),
            blob in "[0-9a-f]{40}|",
            number in 1..=u64::MAX,
            is_change in any::<bool>(),
            own in attempt(),
            judged in attempt(),
            others in proptest::collection::vec(attempt(), 0..30),
            text in "\\PC{0,20}",
        ) {
            let mut run = JudgedRun { event, own, judged, ..run() };
            run.against = Against { is_change, branch, commit };
            if let Some(pull) = &mut run.pull_request {
                pull.number = number;
            }
            let mut id = ExternalId::new(&run, &blob);
            id.others.extend(others);
            let field = id.field();
            prop_assert!(field.len() <= LONGEST && field.is_ascii(), "{}", field);
            let text = match id.last_line() {
                Some(line) => format!("{text}\n\n{line}"),
                None => text,
            };
            prop_assert_eq!(ExternalId::parse(&field, &text), Some(id));
        }

        #[test]
        fn any_text_is_read_or_refused(
            field in "(tg1;)?[a-z0-9;,.+?~\\PC]{0,60}",
            text in "(<!-- tg1 )?[0-9.,\\PC]{0,30}( -->)?",
        ) {
            if let Some(id) = ExternalId::parse(&field, &text) {
                prop_assert!(id.field() == field || field.ends_with(",+"), "{}", field);
                prop_assert_eq!(ExternalId::parse(&field, &text), Some(id));
            }
        }
    }
}
