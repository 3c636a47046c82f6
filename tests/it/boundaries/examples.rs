//! Tests of the walls themselves: each example is a line of Rust in a small crate, with the arrow
//! or the fault that it must give. Then three lines in a copy of the real sources must be red.

use std::collections::BTreeSet;

use super::arrows::{arrows, bad_faces};
use super::circles::circles;
use super::names::used_twice;
use super::reader::read;
use super::tree::{Sources, Tree};
use super::{disk, guide, walls};

/// A small crate. `formats` may not import `policy`; all examples are in `formats/github/event.rs`.
const CRATE: &[(&str, &str)] = &[
    ("lib.rs", "pub mod formats; pub mod policy; pub mod span;"),
    ("main.rs", "fn main() {}"),
    ("span.rs", "pub struct Span;"),
    (
        "formats/mod.rs",
        "pub mod github; pub mod needs; pub use self::needs::Need; use crate::policy;",
    ),
    ("formats/needs.rs", "pub struct Need; pub fn read() {}"),
    ("formats/github/mod.rs", "pub mod event;"),
    (
        "policy/mod.rs",
        "pub mod valid; mod face; pub use self::valid::Policy; pub use self::face::Rule;",
    ),
    ("policy/valid.rs", "pub struct Policy; pub fn read() {} pub(super) type Terms = u8;"),
    ("policy/face.rs", "pub use super::valid::Policy as Rule;"),
];

const EVENT: &str = "formats/github/event.rs";

fn sources(files: &[(&str, &str)]) -> Sources {
    files.iter().map(|(path, text)| ((*path).to_owned(), read(text))).collect()
}

fn with(files: &[(&str, &str)]) -> Tree {
    let event = [(EVENT, "")];
    Tree::new(&sources(&[CRATE, &event, files].concat()))
}

/// Returns the files that a line in `event.rs` leads to.
fn leads_to(line: &str) -> BTreeSet<String> {
    let mut files = vec![(EVENT, line)];
    if line.contains("mod tests;") {
        files.push(("formats/github/event/tests.rs", "use super::*;"));
    }
    let tree = with(&files);
    assert_eq!(tree.faults, Vec::<String>::new(), "{line}");
    let arrows = arrows(&tree).into_iter().filter(|arrow| arrow.from == EVENT);
    arrows.map(|arrow| arrow.to).collect()
}

#[test]
fn every_way_to_name_something_is_an_arrow() {
    let policy = "policy/valid.rs";
    for (line, to) in [
        ("use crate::policy::valid::Policy;", policy),
        ("use crate::{span::Span, policy::{self, valid::{Policy as _}}};", policy),
        ("use crate::{policy::Policy as _A};", policy),
        ("use super::super::super::policy::Policy;", policy),
        ("use self::super::super::super::policy::Policy;", policy),
        ("use crate::policy::Policy;", policy),
        ("use crate::policy::Rule;", policy),
        ("use crate::policy as p; type A = p::valid::Policy;", policy),
        ("use crate::formats::policy::valid;", policy),
        ("#[cfg(test)] mod tests; use crate::policy::valid;", policy),
        ("#[cfg(test)] mod tests { use crate::span; } use crate::policy::valid;", policy),
        ("#[cfg(test)] use crate::span; fn a() { crate::policy::valid::read() }", policy),
        ("#[cfg(all(test, unix))] use crate::policy::valid;", policy),
        ("#[cfg(not(test))] use crate::policy::valid;", policy),
        ("fn a() { let _ = crate::policy::valid::read; }", policy),
        ("fn a() { use crate::policy::valid; }", policy),
        ("fn a() { let x = 1; if let crate::policy::Policy = x {} }", policy),
        ("struct A { b: Vec<Option<crate::policy::Policy>> }", policy),
        ("fn a(b: &[impl Into<crate::policy::Policy>]) {}", policy),
        ("fn a() { <crate::policy::Policy as Default>::default(); }", policy),
        ("fn a() { b::<crate::policy::Policy>(); }", policy),
        ("fn a() { println!(\"{}\", crate::policy::valid::read()); }", policy),
        ("fn a() { vec![Vec::<crate::policy::Policy>::new()]; }", policy),
        ("macro_rules! a { () => { $crate::policy::valid::read() } }", policy),
        ("macro_rules! a { () => { use crate::{span::Span, policy::{Policy}}; } }", policy),
        ("#[serde(with = \"crate::policy::valid\")] struct A;", policy),
        ("struct A { #[serde(bound = \"T: Into<crate::policy::Policy>\")] b: u8 }", policy),
        ("#[derive(crate::policy::Policy)] struct A;", policy),
        ("mod a { use super::super::super::super::policy::valid; }", policy),
        ("impl From<crate::policy::Policy> for u8 { const A: u8 = 1; }", policy),
        ("use truegreen::policy::Policy;", policy),
        ("fn a() { ::truegreen::policy::valid::read(); }", policy),
        ("use super::super::Need;", "formats/needs.rs"),
        ("use crate::formats::needs; fn a() { needs::read(); }", "formats/needs.rs"),
        ("use crate::policy;", "policy/mod.rs"),
        ("use crate::policy::made_by_a_macro;", "policy/mod.rs"),
    ] {
        assert!(leads_to(line).contains(to), "{line}\n{:?}", leads_to(line));
    }
}

#[test]
fn what_is_no_import_is_no_arrow() {
    for line in [
        "//! See [`crate::policy::Policy`].",
        "/// See [`crate::policy::Policy`].\nstruct A;",
        "#[doc = \"crate::policy::Policy\"] struct A;",
        "pub(in crate::formats) struct A;",
        "#[cfg(test)] use crate::policy::valid;",
        "#[cfg(test)] mod tests { use crate::policy::valid; }",
        "#[cfg(test)] fn a() { crate::policy::valid::read() }",
        "struct A; impl A { #[cfg(test)] fn a() { crate::policy::valid::read() } }",
        "use policy::Policy;",
        "use ::policy::Policy;",
        "fn a() { println!(\"crate::policy::valid\"); }",
        "use regex::{self, Regex}; fn a() { regex::Regex::new(\"a\"); Regex::new(\"b\"); }",
        "enum A { B } use A::B; fn a() { self::a(); let _ = B; }",
    ] {
        assert_eq!(leads_to(line), BTreeSet::new(), "{line}");
    }
}

#[test]
fn what_cannot_be_looked_through_is_a_fault() {
    for (line, fault) in [
        ("use crate::policy::*;", "a glob: `crate::policy::*`"),
        ("use crate::{span, policy::{*}};", "a glob: `crate::policy::*`"),
        ("macro_rules! a { () => { use crate::policy::*; } }", "a glob: `crate::policy::*`"),
        ("macro_rules! a { () => { use crate::policy::{*}; } }", "a glob: `crate::policy::*`"),
        ("macro_rules! a { ($b:ident) => { crate::$b::Policy } }", "puts together: `crate::$`"),
        ("use crate as house;", "`crate` gets another name"),
        ("use crate::{self as house};", "`crate` gets another name"),
        ("use super::super as up;", "`super::super` gets another name"),
        ("use self as me;", "`self` gets another name"),
        ("use truegreen as house;", "`truegreen` gets another name"),
        ("macro_rules! a { () => { use crate as house; } }", "`crate` gets another name"),
        ("extern crate self as house;", "`extern crate`"),
        ("extern crate serde;", "`extern crate`"),
        ("include!(\"other.rs\");", "`include!` brings Rust"),
        ("const A: u8 = include!(\"other.rs\");", "`include!` brings Rust"),
        ("#[path = \"../needs.rs\"] mod other;", "may have a `#[path]`"),
        ("#[path = \"event_tests.rs\"] mod tests;", "may have a `#[path]`"),
        ("#[cfg(test)] #[path = \"../needs.rs\"] mod tests;", "may have a `#[path]`"),
        ("#[cfg(test)] #[path = \"../a_tests.rs\"] mod tests;", "may have a `#[path]`"),
        ("#[cfg_attr(unix, path = \"../needs.rs\")] mod other;", "`cfg_attr` at a module"),
        ("mod other;", "no file for `mod other`"),
        ("fn a() { mod b { } }", "a module inside of a function"),
        ("#[macro_export] macro_rules! a { () => { } }", "other files use without a path"),
        ("#[macro_use] mod a { }", "other files use without a path"),
        ("fn", "is no Rust"),
    ] {
        let faults = with(&[(EVENT, line)]).faults.join("\n");
        assert!(faults.contains(fault), "{line}\n{faults}");
    }
}

#[test]
fn a_file_is_reached_once_and_is_a_test_only_under_exactly_that() {
    let import = "use crate::policy::valid;";
    let below = "formats/github/event/tests.rs";
    let lost = with(&[("formats/lost.rs", import)]).faults;
    assert_eq!(lost, ["formats/lost.rs: no `mod` reaches it"]);
    let twice = with(&[("main.rs", "mod span; fn main() {}")]).faults;
    assert_eq!(twice, ["span.rs: two `mod` reach it"]);

    let tree = with(&[(EVENT, "#[cfg(test)] mod tests;"), (below, import)]);
    assert_eq!((arrows(&tree).len(), tree.faults.len()), (5, 0), "{:?}", arrows(&tree));
    assert!(tree.tests.contains(below));
    for mount in
        ["mod tests;", "#[cfg(any(test, unix))] mod tests;", "#[cfg(not(test))] mod tests;"]
    {
        let tree = with(&[(EVENT, mount), (below, import)]);
        assert!(arrows(&tree).iter().any(|arrow| arrow.from == below), "{mount}");
    }
    let beside = "#[cfg(test)] #[path = \"event_tests.rs\"] mod tests;";
    let tree = with(&[(EVENT, beside), ("formats/github/event_tests.rs", "use super::*;")]);
    assert_eq!(tree.faults, Vec::<String>::new());
}

#[test]
fn a_face_hands_on_only_what_is_below_it() {
    let bad = |line: &str| bad_faces(&with(&[(EVENT, line)])).len();
    // `policy/face.rs` hands on its neighbor.
    assert_eq!(bad(""), 1);
    assert_eq!(bad("pub use crate::span::Span;"), 2);
    assert_eq!(bad("pub(super) use super::super::needs::read;"), 2);
    assert_eq!(bad("use crate::span::Span; pub use regex::Regex;"), 1);
    assert_eq!(bad("mod a { pub struct B; } pub use self::a::B;"), 1);
}

#[test]
fn circles_and_names_are_found() {
    let tree = with(&[
        (EVENT, "use crate::formats::needs;"),
        ("formats/needs.rs", "use super::github::event; pub struct Need;"),
    ]);
    assert_eq!(circles(&arrows(&tree)), [[EVENT, "formats/needs.rs"]]);
    assert_eq!(circles(&arrows(&with(&[]))), Vec::<Vec<String>>::new());

    let twice = |line: &str, is_public_only: bool| {
        let sources = sources(&[CRATE, &[(EVENT, line)]].concat());
        used_twice(&sources, &Tree::new(&sources), is_public_only).1
    };
    assert_eq!(
        twice("pub enum Policy {}", true),
        ["Policy: formats/github/event.rs, policy/valid.rs"]
    );
    assert_eq!(twice("trait Policy { type Span; }", true), Vec::<String>::new());
    assert_eq!(twice("type Policy = u8;", false).len(), 1);
    assert_eq!(twice("#[cfg(test)] pub struct Policy;", false), Vec::<String>::new());
}

/// Returns the faults of a copy of the real sources in which a file has one more line.
fn spoiled(file: &str, line: &str) -> Vec<String> {
    let mut sources = disk::sources();
    let text = std::fs::read_to_string(disk::root().join("src").join(file)).unwrap();
    sources.insert(file.to_owned(), read(&format!("{text}\n{line}\n")));
    let arrows = arrows(&Tree::new(&sources));
    let red = walls::forbidden(&arrows, &guide()).into_iter().filter(|arrow| arrow.from == file);
    red.map(|arrow| format!("{} > {}", arrow.from, walls::room(&arrow.to))).collect()
}

#[test]
fn an_import_in_a_copy_of_the_real_sources_is_red() {
    let file = "formats/github/needs.rs";
    let behind = "formats/workflow/mod.rs";
    let text = std::fs::read_to_string(disk::root().join("src").join(behind)).unwrap();
    assert!(text.contains("#[cfg(test)]\nmod tests;"), "{behind} must end with its tests");
    assert_eq!(spoiled(behind, "use crate::policy::Policy;"), [format!("{behind} > policy")]);
    let renamed = spoiled(file, "use crate::{policy::Policy as _A};");
    assert_eq!(renamed, [format!("{file} > policy")]);
    let upward = spoiled(file, "use super::super::super::policy::Policy;");
    assert_eq!(upward, [format!("{file} > policy")]);
    assert_eq!(spoiled(file, "use crate::span::Location;"), Vec::<String>::new());
}

#[test]
fn a_library_is_named_behind_its_door_alone() {
    let file = "formats/github/needs.rs";
    let beside = |line: &str| {
        let mut sources = disk::sources();
        let text = std::fs::read_to_string(disk::root().join("src").join(file)).unwrap();
        sources.insert(file.to_owned(), read(&format!("{text}\n{line}\n")));
        walls::beside_doors(&Tree::new(&sources), &guide()).len()
    };
    for line in [
        "use toml_edit::{Document, Item};",
        "use ::toml_edit as toml;",
        "fn f() { let _ = toml_edit::Document::parse(\"\"); }",
    ] {
        assert!(beside(line) > 0, "{line}");
    }
    assert_eq!(beside("#[cfg(test)] mod t { use toml_edit::Item; }"), 0);
    let mut guide = guide();
    guide.doors.insert("no_library".to_owned(), "formats/document/toml.rs".to_owned());
    let unused = walls::beside_doors(&Tree::new(&disk::sources()), &guide);
    assert_eq!(unused, ["nothing uses the door of `no_library`"]);
}
