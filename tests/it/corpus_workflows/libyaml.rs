//! Structure and texts compared with another parser: libyaml, through `serde_yaml`.

use serde_yaml::Value;
use truegreen::formats::yaml::node::Scalar;
use truegreen::formats::yaml::{Limits, NodeRef, parse};

use super::{bytes_of, corpus};

/// Files that libyaml reads in another way, and why.
const DIFFERENT: &[(&str, &str)] = &[
    ("errors-yaml-invalid-style.yml", "it reads a tagged and quoted number as a number"),
    ("nowsecure-mobile-sbom.yml", "a map as a key, which we refuse"),
    ("nowsecure.yml", "a map as a key, which we refuse"),
];

/// Returns where two readings differ; `None` if they agree.
fn difference(ours: NodeRef<'_>, theirs: &Value, place: &str) -> Option<String> {
    let at = |what: &str| Some(format!("{place}: {what}: {:?} and {theirs:?}", ours.text()));
    match theirs {
        Value::Mapping(map) => {
            let Some(entries) = ours.entries().map(Iterator::collect::<Vec<_>>) else {
                return at("no map");
            };
            if entries.len() != map.len() {
                return at("another number of keys");
            }
            entries.iter().zip(map).find_map(|((key, value), (other_key, other_value))| {
                let place = format!("{place}.{}", key.text().unwrap_or_default());
                difference(*key, other_key, &place)
                    .or_else(|| difference(*value, other_value, &place))
            })
        }
        Value::Sequence(items) => {
            let Some(ours) = ours.items().map(Iterator::collect::<Vec<_>>) else {
                return at("no list");
            };
            if ours.len() != items.len() {
                return at("another number of items");
            }
            ours.iter().zip(items).enumerate().find_map(|(index, (item, other))| {
                difference(*item, other, &format!("{place}[{index}]"))
            })
        }
        Value::Tagged(tagged) => difference(ours, &tagged.value, place),
        Value::Null => (!ours.is_null()).then(|| at("not nothing")).flatten(),
        Value::Bool(value) => {
            (ours.scalar() != Some(Scalar::Bool(*value))).then(|| at("another boolean")).flatten()
        }
        Value::Number(value) => match ours.scalar() {
            Some(Scalar::Number(number))
                if value.as_f64().is_some_and(|other| {
                    other == number || (other.is_nan() && number.is_nan())
                }) =>
            {
                None
            }
            // `0b11` is a number to libyaml and a text here, as it is to GitHub.
            Some(Scalar::String(text)) if text.starts_with("0b") => None,
            _ => at("another number"),
        },
        Value::String(text) => {
            let mine = ours.text()?;
            // At the end of a file without a newline, libyaml gives a block scalar none either.
            let same = mine == text || mine.trim_end_matches('\n') == text.trim_end_matches('\n');
            // `010` is a text to libyaml and a number here, as it is to GitHub.
            (!same || ours.is_null()).then(|| at("another text")).flatten()
        }
    }
}

#[test]
#[ignore = "needs the corpus"]
fn libyaml_reads_the_same_structure_and_texts() {
    let kinds = ["workflow", "action", "workflow-ok", "workflow-template", "workflow-err"];
    let files = corpus(&kinds);
    let (mut same, mut only_we, mut only_they, mut neither) = (0, 0, 0, 0);
    let mut differences = Vec::new();
    for file in &files {
        let bytes = bytes_of(file);
        let ours = parse(&bytes, Limits::ACTION);
        let theirs = serde_yaml::from_slice::<Value>(&bytes);
        match (&ours.value, theirs) {
            (Some(tree), Ok(theirs)) => match difference(tree.root(), &theirs, "") {
                None => same += 1,
                Some(_)
                    if DIFFERENT.iter().any(|(end, _)| file.to_string_lossy().ends_with(end)) =>
                {
                    same += 1
                }
                Some(difference) => {
                    differences.push(format!("{}: {difference}", file.display()));
                }
            },
            (Some(_), Err(_)) => only_we += 1,
            (None, Ok(_)) => only_they += 1,
            (None, Err(_)) => neither += 1,
        }
    }
    loud!(
        "libyaml: {} files, {same} the same, {only_we} read by us alone, {only_they} by it alone, \
         {neither} by neither",
        files.len()
    );
    assert!(same > 0);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}
