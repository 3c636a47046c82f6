//! CONTRIBUTING.md names only files that exist.

use std::path::Path;

#[test]
fn every_path_that_the_guide_names_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let span = regex::Regex::new(r"`([A-Za-z0-9_./-]+)`|\]\(([A-Za-z0-9_./-]+)\)").unwrap();
    let mut seen = 0;
    for (number, line) in prose(&text) {
        for found in span.captures_iter(line) {
            let path = found.get(1).or_else(|| found.get(2)).unwrap().as_str();
            let is_file = [".md", ".toml", ".yml"].iter().any(|end| path.ends_with(end));
            let is_made = text.contains(&format!("<!-- file: {path} -->"));
            if !(path.contains('/') || is_file) || is_made {
                continue;
            }
            seen += 1;
            assert!(root.join(path).exists(), "CONTRIBUTING.md:{number}: there is no `{path}`");
        }
    }
    assert!(seen > 30, "only {seen} paths were seen");
}

/// Returns the numbered lines outside of blocks of code.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fence: Option<String> = None;
    let mut lines = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let ticks: String = line.chars().take_while(|&c| c == '`').collect();
        match &fence {
            Some(open) if line == open => fence = None,
            Some(_) => {}
            None if ticks.len() >= 3 => fence = Some(ticks),
            None => lines.push((index + 1, line)),
        }
    }
    lines
}

#[test]
fn the_glossary_is_sorted_and_defines_each_word_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let text = std::fs::read_to_string(root.join("CONTRIBUTING.md")).unwrap();
    let section = text.split_once("\n## Glossary\n").unwrap().1;
    let section = section.split("\n## ").next().unwrap();
    let entries = section.lines().filter_map(|line| line.strip_prefix("- **"));
    let words: Vec<&str> = entries.map(|line| line.split_once("**: ").unwrap().0).collect();
    assert!(words.len() > 40, "{words:?}");
    assert!(words.is_sorted_by(|a, b| a.to_lowercase() < b.to_lowercase()), "{words:?}");
}
