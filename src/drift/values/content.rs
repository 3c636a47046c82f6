//! What a setting holds.

/// What a setting is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum SettingContent {
    /// One value; a number and a switch too, as they are written.
    One(String),
    /// A list of texts.
    Many(Vec<String>),
}

impl SettingContent {
    /// As it is shown.
    pub(crate) fn shown(&self) -> String {
        match self {
            Self::One(text) => text.clone(),
            Self::Many(items) => items.join(", "),
        }
    }

    /// As a list: a text is cut at line ends and at commas.
    pub(crate) fn items(&self) -> Vec<String> {
        match self {
            Self::Many(items) => items.clone(),
            Self::One(text) => cut(text, &['\n', ',']),
        }
    }

    /// As a list of expressions or paths by code, in which a comma is no end.
    pub(crate) fn lines(&self) -> Vec<String> {
        match self {
            Self::Many(items) => items.clone(),
            Self::One(text) => cut(text, &['\n']),
        }
    }

    /// As a switch; `None` for what is none.
    pub(crate) fn switch(&self) -> Option<bool> {
        let Self::One(text) = self else { return None };
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" | "null" => Some(false),
            _ => None,
        }
    }
}

pub(crate) fn cut(text: &str, at: &[char]) -> Vec<String> {
    let uncommented = text.lines().map(|line| line.split(" #").next().unwrap_or(line));
    let lines: Vec<&str> = uncommented.filter(|line| !line.trim_start().starts_with('#')).collect();
    let joined = lines.join("\n");
    let parts = joined.split(|c: char| at.contains(&c)).map(str::trim);
    parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
