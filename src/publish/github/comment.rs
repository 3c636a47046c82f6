//! The sticky comment: one for each gate on a pull request.
//!
//! Our comment is recognized by its first line and its author: anybody can paste the line, so a
//! comment of another author is never changed, deleted or counted. Two runs at once may both find
//! none and make two; so after making one the list is read again, the comment of the newest attempt
//! stays, and our others are deleted.

use serde_json::{Value, json};

use super::receipt::{WriteReceipt, id_of, repository_path, text_at};
use crate::github::{ApiFault, Client};
use crate::publish::plan::Comment;
use crate::run::RunAttempt;

/// Author of comments that are written with the token of a workflow. GitHub allows no brackets in
/// the login of a person.
const ACTIONS: &str = "github-actions[bot]";

/// The comments of a pull request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comments(Vec<KnownComment>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct KnownComment {
    id: u64,
    author: Author,
    body: String,
    url: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Author {
    login: String,
    is_bot: bool,
}

impl KnownComment {
    fn new(comment: &Value) -> Result<Self, ApiFault> {
        Ok(Self {
            id: id_of(comment)?,
            author: Author {
                login: text_at(comment, "/user/login").to_owned(),
                is_bot: text_at(comment, "/user/type") == "Bot",
            },
            body: text_at(comment, "/body").to_owned(),
            url: text_at(comment, "/html_url").to_owned(),
        })
    }
}

/// A comment of this gate.
#[derive(Clone, Debug)]
struct Ours<'k> {
    attempt: RunAttempt,
    known: &'k KnownComment,
}

impl Comments {
    /// Returns the comments of one author and one gate, the one to keep first: of the newest
    /// attempt, then the oldest.
    fn ours(&self, author: &Author, marker: &str) -> Vec<Ours<'_>> {
        let mut ours: Vec<Ours<'_>> = self
            .0
            .iter()
            .filter(|known| known.author == *author)
            .filter_map(|known| Some(Ours { attempt: attempt(&known.body, marker)?, known }))
            .collect();
        ours.sort_by_key(|ours| (std::cmp::Reverse(ours.attempt), ours.known.id));
        ours
    }
}

/// Lists the comments of a pull request, all pages. The request only reads, so it may run in
/// parallel with others.
///
/// # Errors
/// See [`ApiFault`].
pub fn list_comments(
    client: &Client,
    repository: &str,
    pull_request: u64,
) -> Result<Comments, ApiFault> {
    let path = repository_path(repository, &["issues", &pull_request.to_string(), "comments"]);
    let comments = client.get_pages(&path, &[], "")?;
    Ok(Comments(comments.iter().map(KnownComment::new).collect::<Result<_, _>>()?))
}

/// Returns the attempt in the first line of a comment: the marker, then
/// `run=17 attempt=2 sha=<hex> -->`, and nothing else.
fn attempt(body: &str, marker: &str) -> Option<RunAttempt> {
    let rest = body.strip_prefix(marker)?;
    let line = rest.lines().next()?.strip_prefix("run=")?.strip_suffix(" -->")?;
    let (run, line) = line.split_once(" attempt=")?;
    let (number, sha) = line.split_once(" sha=")?;
    let digits = |text: &str| {
        let plain = !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse().ok() } else { None }
    };
    let is_sha = matches!(sha.len(), 40 | 64)
        && sha.bytes().all(|byte| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte));
    is_sha.then_some(RunAttempt { run: digits(run)?, number: digits(number)? })
}

/// Writes the comment. `known` is what [`list_comments`] found just before.
///
/// # Errors
/// See [`ApiFault`]; with `pull-requests: write` missing, [`ApiFault::Forbidden`]; for a body that
/// is too long, a fault with [`ApiFault::is_too_long`].
pub fn comment(
    client: &Client,
    repository: &str,
    wanted: &Comment,
    known: &Comments,
) -> Result<WriteReceipt, ApiFault> {
    let author = Author { login: ACTIONS.to_owned(), is_bot: true };
    CommentWriter { client, repository, wanted }.write(&author, known)
}

struct CommentWriter<'a> {
    client: &'a Client,
    repository: &'a str,
    wanted: &'a Comment,
}

impl CommentWriter<'_> {
    fn write(&self, author: &Author, known: &Comments) -> Result<WriteReceipt, ApiFault> {
        let ours = known.ours(author, &self.wanted.marker);
        match ours.split_first() {
            Some((first, _)) if first.attempt > self.wanted.attempt => {
                Ok(WriteReceipt::LeftToNewer)
            }
            Some((first, rest)) => match self.patch(first.known.id) {
                Ok(_) => {
                    let url = first.known.url.clone();
                    Ok(WriteReceipt::Updated { url, partly: self.delete(rest) })
                }
                // The comment was deleted in between.
                Err(ApiFault::NotFound | ApiFault::Gone) => self.create(author),
                Err(fault) => Err(fault),
            },
            None => self.create(author),
        }
    }

    fn create(&self, author: &Author) -> Result<WriteReceipt, ApiFault> {
        if !self.wanted.create {
            return Ok(WriteReceipt::NothingToDo);
        }
        match self.post() {
            Ok(posted) => self.look_again(posted),
            // The comment may exist although the answer was lost, so the list is read first.
            Err(fault) if fault.may_have_been_done() => {
                let known = self.list().map_err(|_| fault)?;
                let ours = known.ours(author, &self.wanted.marker);
                match ours.first() {
                    Some(first) if first.attempt > self.wanted.attempt => {
                        Ok(WriteReceipt::LeftToNewer)
                    }
                    Some(first) => self.settle(first.known, &known),
                    None => self.look_again(self.post()?),
                }
            }
            Err(fault) => Err(fault),
        }
    }

    /// Lists the comments again after one was made, because another run may have made one too.
    fn look_again(&self, posted: KnownComment) -> Result<WriteReceipt, ApiFault> {
        let mut known = match self.list() {
            Ok(known) => known,
            Err(fault) => {
                return Ok(WriteReceipt::Created { url: posted.url, partly: Some(fault) });
            }
        };
        if !known.0.iter().any(|known| known.id == posted.id) {
            known.0.push(posted.clone());
        }
        self.settle(&posted, &known)
    }

    /// Keeps one of our comments and deletes the others. The author is taken from the comment that
    /// was made, because the token may be of another app.
    fn settle(&self, posted: &KnownComment, known: &Comments) -> Result<WriteReceipt, ApiFault> {
        let ours = known.ours(&posted.author, &self.wanted.marker);
        let Some((first, rest)) = ours.split_first() else {
            // GitHub keeps another first line than the one that was sent, so our comments cannot be
            // recognized.
            return Ok(WriteReceipt::Created { url: posted.url.clone(), partly: None });
        };
        if first.attempt > self.wanted.attempt {
            // If this fails, the newer attempt deletes what is left of ours.
            let _ = self.delete(rest);
            return Ok(WriteReceipt::LeftToNewer);
        }
        let is_the_one = first.known.id == posted.id && first.attempt == self.wanted.attempt;
        let is_up_to_date = is_the_one || first.known.body == self.wanted.body;
        let changed = if is_up_to_date { None } else { self.patch(first.known.id).err() };
        if let Some(fault) = changed {
            // Both stay: the one that was made is right.
            return Ok(WriteReceipt::Created { url: posted.url.clone(), partly: Some(fault) });
        }
        Ok(WriteReceipt::Created { url: first.known.url.clone(), partly: self.delete(rest) })
    }

    fn list(&self) -> Result<Comments, ApiFault> {
        list_comments(self.client, self.repository, self.wanted.pull_request)
    }

    fn post(&self) -> Result<KnownComment, ApiFault> {
        let number = self.wanted.pull_request.to_string();
        let path = repository_path(self.repository, &["issues", &number, "comments"]);
        KnownComment::new(&self.client.post(&path, &json!({ "body": self.wanted.body }))?)
    }

    fn patch(&self, id: u64) -> Result<Value, ApiFault> {
        self.client.patch(&self.path(id), &json!({ "body": self.wanted.body }))
    }

    /// Deletes comments, and returns the first fault.
    fn delete(&self, leftovers: &[Ours<'_>]) -> Option<ApiFault> {
        let mut first = None;
        for leftover in leftovers {
            if let Err(fault) = self.client.delete(&self.path(leftover.known.id)) {
                first.get_or_insert(fault);
            }
        }
        first
    }

    fn path(&self, id: u64) -> String {
        repository_path(self.repository, &["issues", "comments", &id.to_string()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKER: &str = "<!-- truegreen:v1 ci ";
    const SHA: &str = "0123456789abcdef0123456789abcdef01234567";

    #[test]
    fn the_first_line_names_the_attempt_or_the_comment_is_not_ours() {
        let body = |line: &str| format!("{MARKER}{line}\n## report");
        let found = |line: &str| attempt(&body(line), MARKER);
        let ours = Some(RunAttempt { run: 17, number: 2 });
        assert_eq!(found(&format!("run=17 attempt=2 sha={SHA} -->")), ours);
        assert_eq!(found(&format!("run=17 attempt=2 sha={SHA} -->\r")), ours);
        for line in [
            String::new(),
            "-->".to_owned(),
            format!("run=17 attempt=2 sha={SHA}"),
            format!("run=17 attempt=2 sha={SHA} --> more"),
            format!("run=17 attempt=2 sha={} -->", &SHA[1..]),
            format!("run=17 attempt=2 sha={} -->", SHA.to_uppercase()),
            format!("run=+17 attempt=2 sha={SHA} -->"),
            format!("run=017 attempt=2 sha={SHA} -->"),
            format!("run=17 attempt= sha={SHA} -->"),
            format!("run=17  attempt=2 sha={SHA} -->"),
            format!("other run=17 attempt=2 sha={SHA} -->"),
        ] {
            assert_eq!(found(&line), None, "{line}");
        }
        let quoted = format!("> {MARKER}run=17 attempt=2 sha={SHA} -->");
        assert_eq!(attempt(&quoted, MARKER), None);
    }
}
