//! The `external_id` of our check runs: what the verdict is about, and which runs it comes from.
//!
//! `tg1;event;pr;base;base commit;policy blob;run.attempt[,run.attempt...]`, the run of the gate
//! first, then every run that was judged. A run whose verdict is red, and that no later verdict on
//! it has lifted, is marked: `4200.1!`. So the check run of a commit is a ledger: each verdict
//! changes the entry of its own run alone, in whatever order they are written, and the check is
//! green when no entry is red. GitHub keeps the field and shows it to nobody. A field of another form
//! was written by another program, and is ignored.

use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::run::{JudgedRun, PullRequest, RunAttempt, VerdictKey};

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

/// The mark of a run whose verdict is red.
const RED: char = '!';

/// The event whose runs tell of another run, and are no evidence themselves.
const FOLLOWER: &str = "workflow_run";

/// The content of the `external_id` of one of our check runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExternalId {
    /// The name of the event, see [`written`].
    event: String,
    pull_request: Option<u64>,
    /// The branch whose verdict it is, see [`written`]; empty in fields of older versions.
    base: String,
    /// Empty if nothing was compared.
    base_commit: String,
    /// Empty if no policy was read.
    policy: String,
    own: LedgerEntry,
    /// The other runs that were judged, the one whose jobs were judged one by one first; then those
    /// of verdicts that stood before.
    others: Vec<LedgerEntry>,
    /// Whether `others` is complete.
    is_whole: bool,
}

/// A run in the ledger of a commit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerEntry {
    /// The attempt of the run.
    pub attempt: RunAttempt,
    /// Whether the verdict on it is red.
    pub is_red: bool,
}

impl LedgerEntry {
    const fn green(attempt: RunAttempt) -> Self {
        Self { attempt, is_red: false }
    }
}

impl ExternalId {
    /// Makes the id of the verdict on a run by the policy with this blob; `others` were judged
    /// besides.
    #[must_use]
    pub fn new(run: &JudgedRun, policy: &str, passes: bool, others: &[RunAttempt]) -> Self {
        let against = &run.against;
        let commit = against.commit.as_deref().filter(|commit| is_object(commit));
        let number = |pull: &PullRequest| pull.number;
        let key = |key: &VerdictKey| match key.branch.as_str() {
            VerdictKey::UNKNOWN => VerdictKey::UNKNOWN.to_owned(),
            branch => written(branch, BRANCH),
        };
        let judged = others.iter().filter(|other| ![run.own, run.judged].contains(other));
        let followed = Some(run.judged).filter(|judged| *judged != run.own);
        let mut id = Self {
            event: written(&run.event, EVENT),
            pull_request: run.pull_request.as_ref().filter(|_| against.is_change).map(number),
            base: against.key.as_ref().map(key).unwrap_or_default(),
            base_commit: commit.unwrap_or_default().to_owned(),
            policy: Some(policy).filter(|blob| is_object(blob)).unwrap_or_default().to_owned(),
            own: LedgerEntry::green(run.own),
            others: followed.iter().chain(judged).copied().map(LedgerEntry::green).collect(),
            is_whole: true,
        };
        id.main_mut().is_red = !passes;
        id
    }

    /// Returns the attempt of the gate that wrote the check run.
    #[must_use]
    pub const fn own(&self) -> RunAttempt {
        self.own.attempt
    }

    /// Returns the name of the event of that run.
    #[must_use]
    pub fn event(&self) -> &str {
        &self.event
    }

    /// Returns the commit that was compared with; empty if nothing was.
    #[must_use]
    pub fn base_commit(&self) -> &str {
        &self.base_commit
    }

    /// Returns the other runs that were judged.
    pub fn others(&self) -> impl Iterator<Item = RunAttempt> {
        self.others.iter().map(|entry| entry.attempt)
    }

    /// Returns the run that the verdict is of: the one that the gate follows, or its own.
    #[must_use]
    pub fn main(&self) -> LedgerEntry {
        self.others.first().filter(|_| self.event == FOLLOWER).copied().unwrap_or(self.own)
    }

    fn main_mut(&mut self) -> &mut LedgerEntry {
        match self.others.first_mut() {
            Some(first) if self.event == FOLLOWER => first,
            _ => &mut self.own,
        }
    }

    /// Returns the runs that are marked as red.
    pub fn reds(&self) -> impl Iterator<Item = RunAttempt> {
        let all = std::iter::once(&self.own).chain(&self.others);
        all.filter(|entry| entry.is_red).map(|entry| entry.attempt)
    }

    /// Returns whether the list of runs was cut, so that one of them may be red.
    #[must_use]
    pub const fn is_cut(&self) -> bool {
        !self.is_whole
    }

    /// Returns the id after this verdict has taken its place in a ledger. `reds` are the runs of the
    /// ledger that stay red; all others that it holds are green or of this verdict.
    #[must_use]
    pub fn entered(mut self, ledger: &[&Self], reds: &[RunAttempt]) -> Self {
        // A list that was lost may name other red runs, and stays unknown.
        let is_lost = |id: &&Self| id.is_cut() && reds.contains(&id.main().attempt);
        self.is_whole &= !ledger.iter().any(is_lost);
        // What is red stays red at its own attempt: that a later one was seen lifts nothing.
        for red in reds {
            let entry = LedgerEntry { attempt: *red, is_red: true };
            match self.of_run(red.run) {
                Some(known) => *known = entry,
                None => self.others.push(entry),
            }
        }
        for id in ledger {
            // The run of a gate that follows others says nothing of the commit.
            let own = Some(id.own()).filter(|_| id.event != FOLLOWER);
            for attempt in own.into_iter().chain(id.others()) {
                match self.of_run(attempt.run) {
                    Some(known) if known.is_red || known.attempt >= attempt => {}
                    Some(known) => known.attempt = attempt,
                    None => self.others.push(LedgerEntry::green(attempt)),
                }
            }
        }
        self
    }

    fn of_run(&mut self, run: u64) -> Option<&mut LedgerEntry> {
        let mut all = std::iter::once(&mut self.own).chain(&mut self.others);
        all.find(|known| known.attempt.run == run)
    }

    /// Returns the number of the pull request that the verdict is about.
    #[must_use]
    pub const fn pull_request(&self) -> Option<u64> {
        self.pull_request
    }

    /// Returns the id with the commit of the base that a newer verdict was compared with.
    #[must_use]
    pub fn against(self, base_commit: &str) -> Self {
        Self { base_commit: base_commit.to_owned(), ..self }
    }

    /// Returns the run and its base in words.
    #[must_use]
    pub fn described(&self) -> String {
        let mut out = format!("`{}`", self.event);
        if let Some(number) = self.pull_request {
            let _ = write!(out, " of pull request {number}");
        }
        if !self.base.is_empty() && self.base != VerdictKey::UNKNOWN {
            let _ = write!(out, " against `{}`", self.base);
        }
        if let Some(commit) = self.base_commit.get(..10) {
            let _ = write!(out, " at `{commit}`");
        }
        let RunAttempt { run, number } = self.own();
        let _ = write!(out, " (run {run}, attempt {number})");
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
            && own.attempt == id.own()
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

fn listed(entry: LedgerEntry) -> String {
    let RunAttempt { run, number } = entry.attempt;
    let mark = if entry.is_red { RED.to_string() } else { String::new() };
    format!("{run}.{number}{mark}")
}

/// Reads the list in the last line of a text.
fn elsewhere(text: &str) -> Option<(LedgerEntry, Vec<LedgerEntry>)> {
    let line = text.trim_end().rsplit('\n').next()?;
    attempts(line.strip_prefix(LIST.0)?.strip_suffix(LIST.1)?)
}

/// Reads a list of attempts: the first one and the others.
fn attempts(list: &str) -> Option<(LedgerEntry, Vec<LedgerEntry>)> {
    let attempt = |one: &str| {
        let plain = one.strip_suffix(RED);
        let (run, attempt) = plain.unwrap_or(one).split_once('.')?;
        let attempt = RunAttempt { run: number(run)?, number: number(attempt)? };
        Some(LedgerEntry { attempt, is_red: plain.is_some() })
    };
    let all: Option<Vec<LedgerEntry>> = list.split(',').map(attempt).collect();
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

    fn key(branch: &str) -> VerdictKey {
        VerdictKey { branch: branch.to_owned(), is_default: branch == "main" }
    }

    fn green(run: &JudgedRun) -> ExternalId {
        ExternalId::new(run, BLOB, true, &[])
    }

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
                key: Some(key("main")),
                commit: Some(COMMIT.to_owned()),
                is_tip: true,
            },
        }
    }

    #[test]
    fn a_field_says_what_was_judged_against_what() {
        let field = |run: &JudgedRun, passes| ExternalId::new(run, BLOB, passes, &[]).field();
        assert_eq!(field(&run(), true), format!("tg1;pull_request;7;main;{COMMIT};{BLOB};4200.2"));
        assert_eq!(
            field(&run(), false),
            format!("tg1;pull_request;7;main;{COMMIT};{BLOB};4200.2!")
        );
        let apart = JudgedRun {
            event: "workflow_run".to_owned(),
            own: RunAttempt { run: 9000, number: 1 },
            against: Against {
                is_change: true,
                key: Some(key(VerdictKey::UNKNOWN)),
                ..Against::default()
            },
            ..run()
        };
        // The verdict is of the followed run, not of the one that followed it.
        let id = |passes| ExternalId::new(&apart, "", passes, &[run().own, other(1)]);
        assert_eq!(id(true).field(), "tg1;workflow_run;7;?;;;9000.1,4200.2,5000.1");
        assert_eq!(id(false).field(), "tg1;workflow_run;7;?;;;9000.1,4200.2!,5000.1");
        assert_eq!(id(true).main().attempt, run().own);
        // A push may belong to a pull request that gets the comment, but the verdict is not about
        // the pull request.
        let push = JudgedRun { event: "push".to_owned(), against: Against::default(), ..run() };
        assert_eq!(ExternalId::new(&push, "no blob", true, &[]).field(), "tg1;push;;;;;4200.2");
        assert_eq!(
            green(&run()).described(),
            "`pull_request` of pull request 7 against `main` at `bbbbbbbbbb` (run 4200, attempt 2)"
        );
    }

    fn other(number: u64) -> RunAttempt {
        RunAttempt { run: 5000, number }
    }

    #[test]
    fn a_verdict_changes_the_entry_of_its_own_run_alone() {
        let stood = |list: &str| {
            ExternalId::parse(&format!("tg1;push;;main;{COMMIT};;{list}"), "").unwrap()
        };
        let runs = |id: ExternalId| id.field().rsplit(';').next().unwrap().to_owned();
        let entered =
            |list: &str, reds: &[RunAttempt]| runs(green(&run()).entered(&[&stood(list)], reds));
        assert_eq!(entered("5000.1", &[]), "4200.2,5000.1");
        assert_eq!(entered("5000.1!", &[other(1)]), "4200.2,5000.1!");
        // What is lifted is no longer marked.
        assert_eq!(entered("5000.1!", &[]), "4200.2,5000.1");
        assert_eq!(entered("4200.1!,5000.3", &[]), "4200.2,5000.3");
        // Two steps of one attempt: the red one is right.
        assert_eq!(entered("4200.2!", &[run().own]), "4200.2!");
        // That a later attempt of a red run was seen, by this verdict or by one that stood, lifts
        // nothing.
        let seen = ExternalId::new(&run(), BLOB, true, &[other(2)]);
        let stands = [&stood("5000.1!"), &stood("5000.3")];
        assert_eq!(runs(seen.entered(&stands, &[other(1)])), "4200.2,5000.1!");
        // The run of a gate that follows others is no evidence.
        let follower = ExternalId::parse("tg1;workflow_run;;main;;;9000.1,5000.1!", "").unwrap();
        assert_eq!(runs(green(&run()).entered(&[&follower], &[other(1)])), "4200.2,5000.1!");
    }

    #[test]
    fn a_name_breaks_no_field_and_two_long_ones_differ() {
        let of = |branch: &str| {
            let against = Against { key: Some(key(branch)), ..run().against };
            green(&JudgedRun { against, ..run() })
        };
        assert!(of("a;b,c%?").field().contains(";a%3Bb%2Cc%25%3F;"));
        let long = "ü".repeat(120);
        let (one, other) = (of(&format!("{long}1")).field(), of(&format!("{long}2")).field());
        assert!(one != other && one.len() <= LONGEST, "{one}");
        assert!(ExternalId::parse(&one, "").is_some());
    }

    #[test]
    fn what_we_did_not_write_is_not_ours() {
        let ours = green(&run()).field();
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
        let long = vec![LedgerEntry::green(run().own); 60];
        let long = ExternalId { others: long, ..green(&run()) };
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
            (is_change, passes) in (any::<bool>(), any::<bool>()),
            (own, judged) in (attempt(), attempt()),
            others in proptest::collection::vec(attempt(), 0..30),
            text in "\\PC{0,20}",
        ) {
            let mut run = JudgedRun { event, own, judged, ..run() };
            let key = branch.as_deref().map(key);
            run.against = Against { is_change, key, commit, is_tip: false };
            if let Some(pull) = &mut run.pull_request {
                pull.number = number;
            }
            let id = ExternalId::new(&run, &blob, passes, &others);
            let field = id.field();
            prop_assert!(field.len() <= LONGEST && field.is_ascii(), "{}", field);
            prop_assert_eq!(id.reds().count(), usize::from(!passes));
            let text = match id.last_line() {
                Some(line) => format!("{text}\n\n{line}"),
                None => text,
            };
            prop_assert_eq!(ExternalId::parse(&field, &text), Some(id));
        }

        #[test]
        fn any_text_is_read_or_refused(
            field in "(tg1;)?[a-z0-9;,.+?~!\\PC]{0,60}",
            text in "(<!-- tg1 )?[0-9.,\\PC]{0,30}( -->)?",
        ) {
            if let Some(id) = ExternalId::parse(&field, &text) {
                prop_assert!(id.field() == field || field.ends_with(",+"), "{}", field);
                prop_assert_eq!(ExternalId::parse(&field, &text), Some(id));
            }
        }
    }
}
