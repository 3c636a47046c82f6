//! Lists in pages: complete, or a fault.

use reqwest::Url;
use serde_json::Value;

use super::client::{Client, JSON, origin_of, read_json};
use super::error::ApiFault;
use super::transport::Answer;

/// Most pages of a list, which makes 10,000 entries: more than any list that is read here has.
const PAGES: usize = 100;

impl Client {
    /// Reads a list to its end, 100 entries a page. `items` names the field with the list (`jobs`,
    /// `check_runs`), or is empty if the answer is the list.
    ///
    /// # Errors
    /// See [`ApiFault`]. A list of more than 100 pages, or of another length than its
    /// `total_count`, is [`ApiFault::Incomplete`]; a next page on another origin is
    /// [`ApiFault::Redirected`].
    pub fn get_pages(
        &self,
        path: &str,
        query: &[(&str, &str)],
        items: &str,
    ) -> Result<Vec<Value>, ApiFault> {
        let mut query = query.to_vec();
        query.push(("per_page", "100"));
        let first = self.address(path, &query)?;
        let (all, pages) = self.all_pages(first.clone(), items)?;
        match all {
            // A list may have grown while its pages were read, so it is read once more.
            Err(_) if pages > 1 => self.all_pages(first, items)?.0,
            all => all,
        }
    }

    /// Reads all pages; returns the list, or that it is not complete, and the number of its pages.
    fn all_pages(
        &self,
        first: Url,
        items: &str,
    ) -> Result<(Result<Vec<Value>, ApiFault>, usize), ApiFault> {
        let mut all = Vec::new();
        let mut next = first;
        for page in 1..=PAGES {
            let answer = self.read(next.clone(), JSON)?;
            let (list, total) = list(read_json(&answer)?, items)?;
            all.extend(list);
            let Some(link) = next_page(&answer) else {
                return Ok((whole(all, total), page));
            };
            next = match next.join(link) {
                Ok(url) if self.is_ours(&url) => url,
                Ok(url) => return Err(ApiFault::Redirected { to: origin_of(&url) }),
                Err(_) => {
                    let why = "its next page has no address".to_owned();
                    return Err(ApiFault::InvalidAnswer { why });
                }
            };
        }
        Err(ApiFault::Incomplete { why: format!("it has more than {PAGES} pages") })
    }
}

fn whole(all: Vec<Value>, total: Option<u64>) -> Result<Vec<Value>, ApiFault> {
    match total {
        Some(total) if total != all.len() as u64 => {
            Err(ApiFault::Incomplete { why: format!("{} of {total} came", all.len()) })
        }
        _ => Ok(all),
    }
}

fn list(answer: Value, items: &str) -> Result<(Vec<Value>, Option<u64>), ApiFault> {
    let missing = || {
        let what = if items.is_empty() { "list".to_owned() } else { format!("list `{items}`") };
        ApiFault::InvalidAnswer { why: format!("it holds no {what}") }
    };
    match answer {
        Value::Array(list) if items.is_empty() => Ok((list, None)),
        Value::Object(mut answer) if !items.is_empty() => {
            let total = answer.get("total_count").and_then(Value::as_u64);
            match answer.remove(items) {
                Some(Value::Array(list)) => Ok((list, total)),
                _ => Err(missing()),
            }
        }
        _ => Err(missing()),
    }
}

/// Returns the URL of `rel="next"` in the headers `Link`.
fn next_page(answer: &Answer) -> Option<&str> {
    let links = answer.headers.get_all("link").iter().filter_map(|link| link.to_str().ok());
    links.flat_map(|links| links.split(',')).find_map(next_of)
}

/// Returns the URL of one link, if it is the next page. URLs of GitHub contain no bare `,` or `;`.
fn next_of(link: &str) -> Option<&str> {
    let (address, parameters) = link.trim().strip_prefix('<')?.split_once('>')?;
    let is_next = parameters.split(';').any(|parameter| {
        let Some((name, value)) = parameter.trim().split_once('=') else { return false };
        name.trim().eq_ignore_ascii_case("rel")
            && value.trim().trim_matches('"').split_ascii_whitespace().any(|rel| rel == "next")
    });
    is_next.then_some(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_page_is_the_link_that_says_so() {
        let next = |link| next_of(link);
        assert_eq!(next(r#" <https://a/x?page=2>; rel="next""#), Some("https://a/x?page=2"));
        assert_eq!(next(r#"<https://a/x>; title="next"; rel="prev""#), None);
        assert_eq!(next(r#"<https://a/x>; REL="first next""#), Some("https://a/x"));
        assert_eq!(next("<https://a/x>; rel=next"), Some("https://a/x"));
        assert_eq!(next(r#"<https://a/x>; rel="nextish""#), None);
        assert_eq!(next("https://a/x; rel=next"), None);
        assert_eq!(next(""), None);
    }

    #[test]
    fn a_list_is_where_it_was_said_to_be_or_it_is_none() {
        let of = |text: &str, items| list(serde_json::from_str(text).unwrap(), items);
        assert_eq!(of("[1,2]", "").unwrap().0.len(), 2);
        assert_eq!(
            of(r#"{"total_count":3,"jobs":[1]}"#, "jobs").unwrap(),
            (vec![1.into()], Some(3))
        );
        assert!(of(r#"{"jobs":[1]}"#, "").is_err());
        assert!(of("[1]", "jobs").is_err());
        assert!(of(r#"{"jobs":null}"#, "jobs").is_err());
        assert!(of(r#"{"message":"x"}"#, "jobs").is_err());
    }

    #[test]
    fn a_list_of_another_length_than_said_is_not_whole() {
        let all = || vec![Value::Null; 2];
        assert!(whole(all(), None).is_ok());
        assert!(whole(all(), Some(2)).is_ok());
        for total in [0, 1, 3] {
            assert!(matches!(whole(all(), Some(total)), Err(ApiFault::Incomplete { .. })));
        }
    }
}
