//! What programs that are followed print, and their exit codes, where everything that they are given is known: the
//! programs with which scripts take apart the results of jobs. Sources: POSIX, and the manuals of GNU coreutils, GNU
//! grep and jq.

use regex::RegexBuilder;

use crate::formats::jq;

/// What a program printed, with its exit code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Printed {
    pub(super) text: String,
    pub(super) code: u8,
}

impl Printed {
    fn ok(text: impl Into<String>) -> Option<Self> {
        Some(Self { text: text.into(), code: 0 })
    }
}

/// Returns whether a program is followed by its name, so that a script asks for what it prints or for its status.
pub(super) fn is_followed(name: &str) -> bool {
    matches!(name, "cat" | "echo" | "egrep" | "fgrep" | "grep" | "head" | "jq" | "printf" | "sort")
        || matches!(name, "tail" | "tr" | "uniq" | "wc")
}

/// Runs a program on known words and a known input; `None` if it is not followed.
pub(super) fn run(name: &str, words: &[String], input: Option<&str>) -> Option<Printed> {
    match name {
        "echo" => echo(words),
        "printf" => printf(words),
        "cat" if words.iter().all(|word| word == "-") => Printed::ok(input?),
        "jq" => run_jq(words, input?),
        "grep" | "egrep" | "fgrep" => grep(name, words, input?),
        "tr" => tr(words, input?),
        "wc" => wc(words, input?),
        "sort" => {
            let mut lines: Vec<&str> = input?.lines().collect();
            lines.sort_unstable();
            match words {
                [] => {}
                [unique] if unique == "-u" => lines.dedup(),
                _ => return None,
            }
            Printed::ok(joined(&lines))
        }
        "uniq" if words.is_empty() => {
            let mut lines: Vec<&str> = input?.lines().collect();
            lines.dedup();
            Printed::ok(joined(&lines))
        }
        "head" | "tail" => {
            let count = match words {
                [] => 10,
                [flag, count] if flag == "-n" => count.parse().ok()?,
                [flag] => {
                    flag.strip_prefix("-n").or(flag.strip_prefix('-'))?.parse::<usize>().ok()?
                }
                _ => return None,
            };
            let lines: Vec<&str> = input?.lines().collect();
            let from = if name == "tail" { lines.len().saturating_sub(count) } else { 0 };
            let kept: Vec<&str> = lines.into_iter().skip(from).take(count).collect();
            Printed::ok(joined(&kept))
        }
        _ => None,
    }
}

fn joined(lines: &[&str]) -> String {
    lines.iter().map(|line| format!("{line}\n")).collect()
}

fn echo(words: &[String]) -> Option<Printed> {
    let flags = words.iter().take_while(|word| {
        word.len() > 1 && word.starts_with('-') && word.bytes().skip(1).all(|c| b"neE".contains(&c))
    });
    let count = flags.clone().count();
    let has = |flag: char| flags.clone().any(|word| word.contains(flag));
    let text = words.get(count..)?.join(" ");
    if has('e') && text.contains('\\') {
        return None;
    }
    Printed::ok(if has('n') { text } else { text + "\n" })
}

/// Writes a format of `%s`, `%d` and `\n`, again for each further word.
fn printf(words: &[String]) -> Option<Printed> {
    let (format, mut rest) = words.split_first()?;
    let mut out = String::new();
    loop {
        let before = rest.len();
        let mut chars = format.chars();
        while let Some(c) = chars.next() {
            match (c, c == '%' || c == '\\') {
                (c, false) => out.push(c),
                (kind, true) => match (kind, chars.next()?) {
                    ('%', 's' | 'd') => {
                        if let Some((word, others)) = rest.split_first() {
                            out.push_str(word);
                            rest = others;
                        }
                    }
                    ('%', '%') => out.push('%'),
                    ('\\', 'n') => out.push('\n'),
                    ('\\', 't') => out.push('\t'),
                    ('\\', '\\') => out.push('\\'),
                    _ => return None,
                },
            }
        }
        if rest.is_empty() || rest.len() == before {
            return Printed::ok(out);
        }
    }
}

fn run_jq(words: &[String], input: &str) -> Option<Printed> {
    let mut flags = String::new();
    let mut filter = None;
    for word in words {
        match word.as_str() {
            "--exit-status" => flags.push('e'),
            "--raw-output" => flags.push('r'),
            "--compact-output" => flags.push('c'),
            "--monochrome-output" => flags.push('M'),
            short if short.starts_with('-') && short.len() > 1 => flags.push_str(short.get(1..)?),
            _ if filter.is_none() => filter = Some(word),
            _ => return None,
        }
    }
    if !flags.chars().all(|flag| "ercM".contains(flag)) {
        return None;
    }
    let output = jq::run(filter.map_or(".", |filter| filter.as_str()), input)?;
    // With `-e` the last value decides: 1 for `false` and `null`, 4 where there is none.
    let code = match output.values.last().map(String::as_str) {
        _ if output.failed => 5,
        _ if !flags.contains('e') => 0,
        None => 4,
        Some("false" | "null") => 1,
        Some(_) => 0,
    };
    // Without `-c` jq writes a list or an object over several lines, which nobody is told here.
    let is_large = |text: &String| text.starts_with(['[', '{']) && text.len() > 2;
    if !flags.contains('c') && output.values.iter().any(is_large) {
        return None;
    }
    let shown = if flags.contains('r') { &output.raw } else { &output.values };
    Some(Printed { text: shown.iter().map(|text| format!("{text}\n")).collect(), code })
}

fn grep(name: &str, words: &[String], input: &str) -> Option<Printed> {
    let mut options = String::new();
    let mut pattern = None;
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--quiet" | "--silent" => options.push('q'),
            "--invert-match" => options.push('v'),
            "--ignore-case" => options.push('i'),
            "--extended-regexp" => options.push('E'),
            "--fixed-strings" => options.push('F'),
            "--line-regexp" => options.push('x'),
            "--word-regexp" => options.push('w'),
            "--count" => options.push('c'),
            "--" => {}
            "-e" if pattern.is_none() => pattern = words.next(),
            flags if flags.len() > 1 && flags.starts_with('-') => {
                let flags = flags.get(1..)?;
                if !flags.chars().all(|flag| "qvixEFwcs".contains(flag)) {
                    return None;
                }
                options.push_str(flags);
            }
            _ if pattern.is_none() => pattern = Some(word),
            _ => return None,
        }
    }
    let has = |flag: char| options.contains(flag);
    let pattern = pattern?;
    let source = match (name, has('F'), has('E')) {
        ("fgrep", ..) | (_, true, _) => regex::escape(pattern),
        ("egrep", ..) | (_, _, true) => pattern.clone(),
        _ => basic(pattern)?,
    };
    let source = match (has('x'), has('w')) {
        (true, _) => format!("^(?:{source})$"),
        (false, true) => format!(r"\b(?:{source})\b"),
        (false, false) => source,
    };
    let regex =
        RegexBuilder::new(&source).case_insensitive(has('i')).size_limit(1 << 20).build().ok()?;
    let selected: Vec<&str> =
        input.lines().filter(|line| regex.is_match(line) != has('v')).collect();
    let code = u8::from(selected.is_empty());
    let text = match (has('q'), has('c')) {
        (true, _) => String::new(),
        (false, true) => format!("{}\n", selected.len()),
        (false, false) => joined(&selected),
    };
    Some(Printed { text, code })
}

/// Returns a basic regular expression as an extended one: there `\|`, `\+` and `\(` are the operators.
fn basic(pattern: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = pattern.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => match chars.next()? {
                operator @ ('|' | '+' | '?' | '(' | ')' | '{' | '}') => out.push(operator),
                class @ ('b' | 'w' | 's' | '.' | '*' | '[' | ']' | '^' | '$' | '\\') => {
                    out.push('\\');
                    out.push(class);
                }
                plain @ ('"' | '\'' | '/' | ':' | '-') => out.push(plain),
                _ => return None,
            },
            '|' | '+' | '?' | '(' | ')' | '{' | '}' => {
                out.push('\\');
                out.push(c);
            }
            _ => out.push(c),
        }
    }
    Some(out)
}

fn tr(words: &[String], input: &str) -> Option<Printed> {
    let set = |text: &str| {
        let text = text.replace("\\n", "\n").replace("\\t", "\t");
        match text.as_str() {
            "[:space:]" => Some(vec![' ', '\n', '\t']),
            "[:upper:]" | "A-Z" => Some(('A'..='Z').collect()),
            "[:lower:]" | "a-z" => Some(('a'..='z').collect()),
            _ if text.contains(['\\', '-']) || text.contains("[:") => None,
            _ => Some(text.chars().collect::<Vec<char>>()),
        }
    };
    match words {
        [flag, from] if flag == "-d" => {
            let from = set(from)?;
            Printed::ok(input.chars().filter(|c| !from.contains(c)).collect::<String>())
        }
        [from, to] if !from.starts_with('-') => {
            let (from, to) = (set(from)?, set(to)?);
            let last = to.last().copied()?;
            let map = |c: char| match from.iter().position(|known| *known == c) {
                Some(at) => to.get(at).copied().unwrap_or(last),
                None => c,
            };
            Printed::ok(input.chars().map(map).collect::<String>())
        }
        _ => None,
    }
}

fn wc(words: &[String], input: &str) -> Option<Printed> {
    let count = match words {
        [flag] if flag == "-l" => input.matches('\n').count(),
        [flag] if flag == "-w" => input.split_whitespace().count(),
        [flag] if flag == "-c" => input.len(),
        _ => return None,
    };
    Printed::ok(format!("{count}\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(command: &[&str], input: &str) -> Option<(String, u8)> {
        let (name, words) = command.split_first().unwrap();
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        run(name, &words, Some(input)).map(|printed| (printed.text, printed.code))
    }

    fn some(text: &str, code: u8) -> Option<(String, u8)> {
        Some((text.to_owned(), code))
    }

    #[test]
    fn each_program_prints_what_it_is_documented_to() {
        let lines = "success\nfailure\nsuccess\n";
        assert_eq!(said(&["echo", "-n", "a", "b"], ""), some("a b", 0));
        assert_eq!(said(&["printf", "%s\\n", "a", "b"], ""), some("a\nb\n", 0));
        assert_eq!(said(&["grep", "-q", "failure"], lines), some("", 0));
        assert_eq!(said(&["grep", "-qvx", "success"], lines), some("", 0));
        assert_eq!(said(&["grep", "-qvx", "success"], "success\n"), some("", 1));
        assert_eq!(said(&["grep", "-c", "success"], lines), some("2\n", 0));
        assert_eq!(said(&["grep", "fail\\|cancel"], lines), some("failure\n", 0));
        assert_eq!(said(&["grep", "-E", "^(fail|cancel)"], lines), some("failure\n", 0));
        assert_eq!(said(&["grep", "a|b"], "a\n"), some("", 1));
        assert_eq!(said(&["tr", ",", "\\n"], "a,b"), some("a\nb", 0));
        assert_eq!(said(&["tr", "-d", "[:space:]"], "a \nb"), some("ab", 0));
        assert_eq!(said(&["wc", "-l"], lines), some("3\n", 0));
        assert_eq!(said(&["sort", "-u"], lines), some("failure\nsuccess\n", 0));
        assert_eq!(said(&["uniq"], "a\na\nb\na\n"), some("a\nb\na\n", 0));
        assert_eq!(said(&["head", "-1"], lines), some("success\n", 0));
        assert_eq!(said(&["tail", "-n", "2"], lines), some("failure\nsuccess\n", 0));
    }

    #[test]
    fn jq_exits_by_its_last_value_if_asked() {
        let json = r#"{"a": {"result": "failure"}}"#;
        assert_eq!(said(&["jq", "-e", "all(.result == \"success\")"], json), some("false\n", 1));
        assert_eq!(said(&["jq", "all(.result == \"success\")"], json), some("false\n", 0));
        assert_eq!(said(&["jq", "-e", ".[] | select(.result == \"x\")"], json), some("", 4));
        assert_eq!(said(&["jq", "-r", ".[].result"], json), some("failure\n", 0));
        assert_eq!(said(&["jq", ".[].result | .x"], json), some("", 5));
        assert_eq!(said(&["jq", "."], json), None);
    }

    #[test]
    fn what_is_not_followed_says_nothing() {
        for command in [
            &["grep", "-P", "a"][..],
            &["grep", "a", "file"],
            &["cat", "file"],
            &["tr", "a-c", "x"],
            &["sort", "-k2"],
            &["jq", "-n", "1"],
            &["python3", "-c", "pass"],
            &["echo", "-e", "a\\nb"],
            &["printf", "%05d", "1"],
        ] {
            assert_eq!(said(command, "a\n"), None, "{command:?}");
        }
    }
}
