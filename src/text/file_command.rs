//! An entry of a file that the runner reads back (`GITHUB_OUTPUT`).
//!
//! Source: `actions/runner`, `FileCommandManager.cs`: `name<<delimiter`, the lines of the value,
//! the delimiter alone on a line. A value with the delimiter could add entries of its own.

/// Returns one entry; `None` if the name is not valid, or the name or value contains the delimiter.
#[must_use]
pub fn file_entry(name: &str, value: &str, delimiter: &str) -> Option<String> {
    let is_start = |c: char| c.is_ascii_alphabetic() || c == '_';
    let is_name = name.starts_with(is_start)
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'));
    let holds = |text: &str| text.contains(delimiter);
    if !is_name || delimiter.is_empty() || holds(name) || holds(value) {
        return None;
    }
    Some(format!("{name}<<{delimiter}\n{value}\n{delimiter}\n"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads entries as the runner does.
    fn read(text: &str) -> Vec<(String, String)> {
        let mut entries = Vec::new();
        let mut rest = text;
        while let Some((line, after)) = rest.split_once('\n') {
            rest = after;
            if line.is_empty() {
                continue;
            }
            let (name, delimiter) = line.split_once("<<").expect("a heredoc");
            let mut value: Vec<&str> = Vec::new();
            loop {
                let (line, after) = rest.split_once('\n').expect("the delimiter");
                rest = after;
                if line == delimiter {
                    break;
                }
                value.push(line);
            }
            entries.push((name.to_owned(), value.join("\n")));
        }
        entries
    }

    #[test]
    fn what_could_add_an_entry_is_refused() {
        assert!(file_entry("report", "a\nEND\nother<<END", "END").is_none());
        assert!(file_entry("a=b", "c", "END").is_none());
        assert!(file_entry("1a", "c", "END").is_none());
        assert!(file_entry("", "c", "END").is_none());
        assert_eq!(file_entry("a-b", "", "END").unwrap(), "a-b<<END\n\nEND\n");
    }

    proptest! {
        #[test]
        fn the_runner_reads_back_just_what_was_written(
            first in "(?s)[a-z<=\n ]{0,40}", second in "(?s).{0,40}"
        ) {
            let delimiter = "ghadelimiter_0123456789abcdef";
            let entries = [("one", first), ("two", second)];
            let text: String =
                entries.iter().map(|(name, value)| file_entry(name, value, delimiter).unwrap()).collect();
            let read = read(&text);
            prop_assert_eq!(read.len(), 2);
            for ((name, value), (wrote, text)) in read.iter().zip(&entries) {
                prop_assert_eq!(name, wrote);
                prop_assert_eq!(value, text);
            }
        }
    }
}
