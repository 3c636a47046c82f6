//! Whether a word stands for the same thing as another, in a version that is not older.

/// Words that name no other thing: a moving version, a kind of release, the size of a runner.
const LOOSE: [&str; 18] = [
    "alpha", "beta", "current", "dev", "final", "intel", "ga", "large", "latest", "lts", "pre",
    "preview", "rc", "release", "stable", "v", "x", "xlarge",
];

/// Whether a value is another's later version: `3.8` and `3.13`, `ubuntu-20.04` and `ubuntu-latest`.
pub(crate) fn is_bump(old: &str, new: &str) -> bool {
    let (before, after) = (VersionParts::of(old), VersionParts::of(new));
    let is_open = before.numbers.is_empty() || after.numbers.is_empty();
    before.words == after.words && (is_open || after.numbers >= before.numbers)
}

/// The numbers of a version, for the order of several.
pub(super) fn numbers(text: &str) -> Vec<u64> {
    VersionParts::of(text).numbers
}

#[derive(Default)]
struct VersionParts {
    words: Vec<String>,
    numbers: Vec<u64>,
}

impl VersionParts {
    fn of(text: &str) -> Self {
        let mut parts = Self::default();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let is_same = |other: char| {
                other.is_ascii_digit() == first.is_ascii_digit()
                    && other.is_alphanumeric() == first.is_alphanumeric()
            };
            let end = rest.find(|other| !is_same(other)).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            if first.is_ascii_digit() {
                // Longer than any version: a date with a time, a digest.
                parts.numbers.push(part.parse().unwrap_or(u64::MAX));
            } else if first.is_alphanumeric() {
                let word = part.to_lowercase();
                if !LOOSE.contains(&word.as_str()) {
                    parts.words.push(word);
                }
            }
            rest = after;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_later_version_is_of_the_same_thing() {
        let pairs = [
            ("3.8", "3.13"),
            ("3.9", "3.10"),
            ("ubuntu-20.04", "ubuntu-22.04"),
            ("ubuntu-latest", "ubuntu-24.04"),
            ("macos-12", "macos-14"),
            ("macos-13", "macos-15-intel"),
            ("18.x", "20.19.0"),
            ("v18", "20"),
            ("3.14-dev", "3.14"),
            ("lts/*", "22"),
            ("py37", "py310"),
            ("pypy-3.10", "pypy-3.11"),
        ];
        for (old, new) in pairs {
            assert!(is_bump(old, new), "{old} {new}");
        }
        let others = [
            ("3.13", "3.8"),
            ("pypy-3.10", "3.13"),
            ("windows-2022", "ubuntu-24.04"),
            ("windows-latest", "windows-11-arm"),
            ("nightly", "stable"),
            ("mock-maker-inline", "mock-maker-default"),
        ];
        for (old, new) in others {
            assert!(!is_bump(old, new), "{old} {new}");
        }
    }

    proptest! {
        #[test]
        fn everything_is_its_own_version(text in "\\PC{0,12}") {
            prop_assert!(is_bump(&text, &text));
        }
    }
}
