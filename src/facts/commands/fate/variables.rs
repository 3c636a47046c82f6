//! The variables on one way through a script.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::rc::Rc;

/// Most bytes of all known values on one way.
pub(super) const MOST_KNOWN: usize = 64 * 1024;

/// Variables by name. A copy costs nothing until one of the two changes; size and digest are kept as the map
/// changes, because a script may set thousands.
#[derive(Clone, Debug, Default)]
pub(super) struct Variables {
    map: Rc<BTreeMap<String, ShellValue>>,
    /// Bytes of all known values.
    size: usize,
    digest: u64,
}

impl PartialEq for Variables {
    fn eq(&self, other: &Self) -> bool {
        self.digest == other.digest && (Rc::ptr_eq(&self.map, &other.map) || self.map == other.map)
    }
}

impl Variables {
    /// Returns a number that is the same for equal variables.
    pub(super) const fn digest(&self) -> u64 {
        self.digest
    }

    pub(super) fn get(&self, name: &str) -> Option<&ShellValue> {
        self.map.get(name)
    }

    /// Sets a variable. A value is known only as long as all that is known stays small: a loop doubles a text with few
    /// words.
    pub(super) fn set(&mut self, name: &str, value: ShellValue) {
        self.remove(name);
        let fits = self.size + value.size() <= MOST_KNOWN;
        let value =
            if fits { value } else { ShellValue { tainted: value.tainted, ..ShellValue::UNKNOWN } };
        self.size += value.size();
        self.digest ^= digest(name, &value);
        Rc::make_mut(&mut self.map).insert(name.to_owned(), value);
    }

    pub(super) fn remove(&mut self, name: &str) -> Option<ShellValue> {
        if !self.map.contains_key(name) {
            return None;
        }
        let value = Rc::make_mut(&mut self.map).remove(name)?;
        self.size = self.size.saturating_sub(value.size());
        self.digest ^= digest(name, &value);
        Some(value)
    }
}

fn digest(name: &str, value: &ShellValue) -> u64 {
    let mut hasher = DefaultHasher::new();
    (name, value).hash(&mut hasher);
    hasher.finish()
}

/// The value of a variable: the elements of an array, or one for a scalar.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct ShellValue {
    /// The elements; `None` if only the run knows.
    pub(super) items: Option<Vec<String>>,
    /// Whether the value contains the exit code of the failed command.
    pub(super) tainted: bool,
}

impl ShellValue {
    pub(super) const UNKNOWN: Self = Self { items: None, tainted: false };

    pub(super) fn text(text: impl Into<String>) -> Self {
        Self { items: Some(vec![text.into()]), tainted: false }
    }

    /// Returns the bytes that it holds.
    fn size(&self) -> usize {
        self.items.iter().flatten().map(|item| item.len() + size_of::<String>()).sum()
    }
}
