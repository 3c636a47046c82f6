//! Reading fields of a map: each key once, what is left is unknown, and every mistake is noted with its
//! place instead of ending the reading.

use crate::formats::problem::Problem;
use crate::formats::yaml::NodeRef;
use crate::policy::waiver::Pattern;
use crate::span::{Span, Spanned};

/// Collects problems while the policy is read.
pub(super) struct Reader<'r> {
    pub(super) problems: Vec<Problem>,
    /// Ids of the rules that exist.
    pub(super) rules: &'r [&'r str],
}

/// The fields of one map that were not taken yet.
pub(super) struct Fields<'t> {
    entries: Vec<(NodeRef<'t>, NodeRef<'t>)>,
    known: Vec<&'static str>,
    /// The whole map.
    pub(super) span: Span,
    what: String,
}

impl Reader<'_> {
    /// Notes a problem.
    pub(super) fn problem(&mut self, span: Span, message: impl Into<String>) {
        self.problems.push(Problem::new(span, message));
    }

    /// Notes a problem and the way out.
    pub(super) fn problem_with_help(
        &mut self,
        span: Span,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.problems.push(Problem::new(span, message).help(help));
    }

    fn wrong(&mut self, node: NodeRef<'_>, what: &str, expected: &str) {
        self.problem(node.span(), format!("{what} is {}; expected {expected}", node.kind_name()));
    }

    /// The fields of a map. An empty value has none.
    pub(super) fn fields<'t>(&mut self, node: NodeRef<'t>, what: &str) -> Option<Fields<'t>> {
        let entries: Vec<_> = if node.is_null() {
            Vec::new()
        } else if let Some(entries) = node.entries() {
            entries.collect()
        } else {
            self.wrong(node, what, "a map");
            return None;
        };
        Some(Fields { entries, known: Vec::new(), span: node.span(), what: what.to_owned() })
    }

    /// The items of a list, which must hold at least one.
    pub(super) fn items<'t>(&mut self, node: NodeRef<'t>, what: &str) -> Vec<NodeRef<'t>> {
        let Some(items) = node.items() else {
            self.wrong(node, &format!("`{what}`"), "a list");
            return Vec::new();
        };
        let items: Vec<_> = items.collect();
        if items.is_empty() {
            self.problem(
                node.span(),
                format!("`{what}` is an empty list, which holds nothing; fill it or remove it"),
            );
        }
        items
    }

    /// Text that is not empty.
    pub(super) fn text(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<String>> {
        match node.spanned_text() {
            Some(text) if !node.is_null() && !text.value.trim().is_empty() => Some(text),
            Some(_) => {
                self.problem(node.span(), format!("`{what}` is empty; write what it asks for"));
                None
            }
            None => {
                self.wrong(node, &format!("`{what}`"), "text");
                None
            }
        }
    }

    /// One text, or a list of them.
    pub(super) fn texts(&mut self, node: NodeRef<'_>, what: &str) -> Vec<Spanned<String>> {
        if node.text().is_some() {
            return self.text(node, what).into_iter().collect();
        }
        let items = self.items(node, what);
        items.into_iter().filter_map(|item| self.text(item, what)).collect()
    }

    /// `true` or `false`.
    pub(super) fn flag(&mut self, node: NodeRef<'_>, what: &str) -> Option<bool> {
        use crate::formats::yaml::tree::Scalar;
        match node.scalar() {
            Some(Scalar::Bool(value)) => Some(value),
            _ => {
                self.wrong(node, &format!("`{what}`"), "`true` or `false`");
                None
            }
        }
    }

    /// A whole number, zero included.
    pub(super) fn count(&mut self, node: NodeRef<'_>, what: &str) -> Option<Spanned<u64>> {
        let count = node.text().and_then(|text| text.parse().ok());
        if count.is_none() {
            let found = node.text().unwrap_or(node.kind_name());
            self.problem(node.span(), format!("`{what}` is `{found}`; expected a whole number"));
        }
        count.map(|count| Spanned::new(count, node.span()))
    }

    /// A share in per cent, 0 to 100.
    pub(super) fn percent(&mut self, node: NodeRef<'_>, what: &str) -> Option<(f64, Span)> {
        let text = node.text().map(|text| text.trim().trim_end_matches('%').trim_end());
        let share = text.and_then(|text| text.parse::<f64>().ok());
        let share = share.filter(|share| (0.0..=100.0).contains(share));
        if share.is_none() {
            let found = node.text().unwrap_or(node.kind_name());
            self.problem(
                node.span(),
                format!("`{what}` is `{found}`; expected per cent, 0 to 100"),
            );
        }
        share.map(|share| (share, node.span()))
    }

    /// A glob.
    pub(super) fn pattern(&mut self, text: &Spanned<String>) -> Option<Pattern> {
        match Pattern::new(&text.value) {
            Ok(pattern) => Some(pattern),
            Err(why) => {
                self.problem(text.span, format!("`{}` is no valid pattern: {why}", text.value));
                None
            }
        }
    }

    /// One glob or a list of them.
    pub(super) fn patterns(&mut self, node: NodeRef<'_>, what: &str) -> Vec<(Pattern, Span)> {
        let texts = self.texts(node, what);
        texts.iter().filter_map(|text| Some((self.pattern(text)?, text.span))).collect()
    }

    /// The id of a rule that exists.
    pub(super) fn rule(&mut self, node: NodeRef<'_>) -> Option<String> {
        let id = self.text(node, "rule")?;
        if self.rules.contains(&id.value.as_str()) {
            return Some(id.value);
        }
        let help = closest(&id.value, self.rules.iter().copied()).map_or_else(
            || "`truegreen rules` lists them".to_owned(),
            |near| format!("did you mean `{near}`?"),
        );
        self.problems
            .push(Problem::new(id.span, format!("there is no rule `{}`", id.value)).help(help));
        None
    }

    /// A field that must be there.
    pub(super) fn required<'t>(
        &mut self,
        fields: &mut Fields<'t>,
        key: &'static str,
    ) -> Option<NodeRef<'t>> {
        let node = fields.take(key);
        if node.is_none() {
            self.problem(fields.span, format!("{} lacks `{key}`", fields.what));
        }
        node
    }
}

impl<'t> Fields<'t> {
    /// Takes a key's value; keys are spelled exactly.
    pub(super) fn take(&mut self, key: &'static str) -> Option<NodeRef<'t>> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, _)| name.text() == Some(key))?;
        Some(self.entries.remove(at).1)
    }

    /// Where a key is written, before it is taken.
    pub(super) fn key_span(&self, key: &str) -> Option<Span> {
        let found = self.entries.iter().find(|(name, _)| name.text() == Some(key));
        found.map(|(name, value)| name.span().to(value.span()))
    }

    /// Whether nothing is left to take.
    pub(super) fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// All that was not taken, for maps whose keys are names.
    pub(super) fn rest(self) -> Vec<(NodeRef<'t>, NodeRef<'t>)> {
        self.entries
    }

    /// Every key that was not taken is a problem. `later` are keys of the policy language that this
    /// version does not judge.
    pub(super) fn end(self, reader: &mut Reader<'_>, later: &[&str]) {
        for (key, _) in self.entries {
            let name = key.text().unwrap_or(key.kind_name());
            let problem = if later.contains(&name) {
                Problem::new(
                    key.span(),
                    format!("`{name}` is not judged by this version of truegreen"),
                )
                .help("remove it: left in, it would promise what nothing holds")
            } else {
                let help = match closest(name, self.known.iter().copied()) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => format!("known here: {}", self.known.join(", ")),
                };
                Problem::new(key.span(), format!("{} has no key `{name}`", self.what)).help(help)
            };
            reader.problems.push(problem);
        }
    }
}

/// The name that was probably meant.
pub(super) fn closest<'n>(name: &str, known: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let near = known.map(|known| (strsim::damerau_levenshtein(known, name), known)).min();
    near.filter(|&(distance, known)| distance <= known.len().max(name.len()) / 3 + 1)
        .map(|(_, known)| known)
}
