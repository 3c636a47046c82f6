//! Folders, registry, documents and ids agree, and every rule has what a rule must have.

use std::collections::BTreeSet;
use std::path::Path;

use truegreen::rules::RULES;

use crate::documents::examples;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn stems(extension: &str) -> BTreeSet<String> {
    let mut stems = BTreeSet::new();
    for family in std::fs::read_dir(root().join("src/rules")).unwrap() {
        let family = family.unwrap().path();
        if !family.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(&family).unwrap() {
            let file = file.unwrap().path();
            let stem = file.file_stem().unwrap().to_str().unwrap().to_owned();
            // A file without a `RULE` is a part that rules of the family share.
            let is_rule = || {
                extension == "md"
                    || std::fs::read_to_string(&file).unwrap().contains("static RULE:")
            };
            if file.extension().is_some_and(|found| found == extension) && is_rule() {
                let family = family.file_name().unwrap().to_str().unwrap();
                stems.insert(format!("{family}/{}", stem.replace('_', "-")));
            }
        }
    }
    assert!(!stems.is_empty(), "no .{extension} file was seen below src/rules");
    stems
}

#[test]
fn the_folder_the_registry_and_the_documents_name_the_same_rules() {
    let registered: BTreeSet<String> =
        RULES.iter().map(|rule| format!("{}/{}", rule.family.folder(), rule.id)).collect();
    assert_eq!(stems("rs"), registered);
    assert_eq!(stems("md"), registered);
}

#[test]
fn ids_are_sorted_and_unique() {
    let ids = truegreen::rules::ids();
    assert!(ids.is_sorted_by(|a, b| a < b), "{ids:?}");
}

#[test]
fn the_list_of_ids_is_part_of_the_interface() {
    insta::assert_snapshot!(truegreen::rules::ids().join("\n"));
}

#[test]
fn every_rule_says_who_it_is() {
    for rule in RULES {
        for text in [rule.holds, rule.summary, rule.unit.0, rule.unit.1, rule.since] {
            assert!(!text.is_empty(), "`{}` leaves a text empty", rule.id);
        }
        assert!(
            rule.holds.chars().count() <= 44,
            "`{}`: `{}` is too long for the table",
            rule.id,
            rule.holds
        );
    }
}

#[test]
fn every_document_has_its_headings_and_both_kinds_of_example() {
    for rule in RULES {
        let id = rule.id;
        assert!(rule.docs.starts_with(&format!("# {id}\n")), "`{id}`: the title is not the id");
        let headings: Vec<&str> =
            rule.docs.lines().filter_map(|line| line.strip_prefix("## ")).collect();
        assert_eq!(
            headings,
            ["Why it matters", "How to fix", "Configuration", "Fires", "Stays silent"],
            "`{id}`"
        );
        let examples = examples(rule.docs);
        assert!(examples.iter().any(|example| example.fires), "`{id}` never fires");
        assert!(examples.iter().any(|example| !example.fires), "`{id}` has no near miss");
        let indented = rule.docs.lines().scan(false, |fenced, line| {
            *fenced ^= line.starts_with("```");
            Some(!*fenced && line.starts_with("    "))
        });
        assert!(
            !indented.into_iter().any(|code| code),
            "`{id}` indents code; rustdoc would compile it"
        );
    }
}

#[test]
fn the_page_of_rules_is_what_the_program_prints() {
    let path = root().join("docs/rules.md");
    let page = truegreen::publish::rules::page();
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, &page).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(written == page, "docs/rules.md is stale: run `UPDATE=1 cargo test the_page_of_rules`");
}
