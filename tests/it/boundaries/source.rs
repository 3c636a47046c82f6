//! One source file as plain data: its modules, the names that they bind, and every path that they name.

use std::collections::BTreeMap;

/// A path in the code, as it is written: `super::policy::Policy`.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub(super) path: Vec<String>,
    pub(super) line: usize,
    /// Whether the path is in a `use` with a visibility, so that the module hands the name on.
    pub(super) handed_on: bool,
}

/// The meaning of a name inside its module.
#[derive(Clone, Debug)]
pub(super) enum Binding {
    /// A type, a trait or a macro of this module: a path may continue behind it.
    Type,
    /// A function, a constant or a static of this module: a path ends there.
    Value,
    /// Something that a `use` brings here, by the path of that `use`.
    Import {
        path: Vec<String>,
        /// Whether the `use` has a visibility, so that other modules find the name here too.
        handed_on: bool,
    },
}

/// A `mod name;`, which has a file of its own.
#[derive(Clone, Debug)]
pub(super) struct ChildFile {
    pub(super) name: String,
    /// The name of the file, if exactly `#[path = "x_tests.rs"]` gives it.
    pub(super) beside: Option<String>,
    /// Whether the module is under exactly `#[cfg(test)]`.
    pub(super) is_test: bool,
    pub(super) line: usize,
}

/// A module of the file: the file itself, or a `mod name { }` in it.
#[derive(Clone, Debug, Default)]
pub(super) struct InlineModule {
    pub(super) name: String,
    /// Index of the module around it; `None` for the file itself.
    pub(super) parent: Option<usize>,
    pub(super) child_files: Vec<ChildFile>,
    pub(super) names: BTreeMap<String, Vec<Binding>>,
    pub(super) mentions: Vec<Mention>,
}

/// A struct, an enum, a union, a trait or a type alias.
#[derive(Clone, Debug)]
pub(super) struct TypeName {
    pub(super) name: String,
    pub(super) is_public: bool,
}

/// A construct that the walls cannot look through, with its line.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) line: usize,
    pub(super) what: String,
}

/// One source file, without items under exactly `#[cfg(test)]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Source {
    /// The modules, the first of which is the file itself.
    pub(super) modules: Vec<InlineModule>,
    pub(super) faults: Vec<Fault>,
    pub(super) types: Vec<TypeName>,
    /// Functions by name, with their number of lines.
    pub(super) functions: Vec<(String, usize)>,
    pub(super) lines: usize,
}
