//! `on:` in its three forms.

use super::model::Trigger;
use super::reader::WorkflowReader;
use crate::formats::yaml::NodeRef;
use crate::span::Spanned;

impl WorkflowReader<'_> {
    pub(super) fn triggers(&mut self, node: NodeRef<'_>) -> Vec<Trigger> {
        if node.entries().is_none() {
            return self
                .texts(node, "on")
                .into_iter()
                .map(|event| Trigger { event, filters: Vec::new() })
                .collect();
        }
        let mut triggers = Vec::new();
        for (key, name, value) in self.map(node, "on") {
            if name == "<<" {
                self.unknown(key, &[]);
            }
            let Some(event) = key.spanned_text() else { continue };
            let filters = self.filters(name, value);
            triggers.push(Trigger { event, filters });
        }
        triggers
    }

    fn filters(
        &mut self,
        event: &str,
        node: NodeRef<'_>,
    ) -> Vec<(Spanned<String>, Vec<Spanned<String>>)> {
        let mut filters = Vec::new();
        let what = format!("on.{event}");
        if event == "schedule" {
            let Some(items) = node.items() else {
                self.wrong(node, &what, "a list of maps with `cron`");
                return filters;
            };
            for item in items {
                self.schedule(item, &mut filters);
            }
        } else if node.entries().is_some() {
            for (key, name, value) in self.map(node, &what) {
                let Some(key) = key.spanned_text() else { continue };
                // `inputs`, `secrets` and `outputs` are definitions and filter nothing
                let values = match name {
                    "types" | "branches" | "branches-ignore" | "tags" | "tags-ignore" | "paths"
                    | "paths-ignore" | "workflows" | "names" | "versions" => {
                        self.texts(value, &format!("{what}.{name}"))
                    }
                    _ => continue,
                };
                filters.push((key, values));
            }
        } else if !node.is_null() {
            self.wrong(node, &what, "a map or nothing");
        }
        filters
    }

    fn schedule(
        &mut self,
        item: NodeRef<'_>,
        filters: &mut Vec<(Spanned<String>, Vec<Spanned<String>>)>,
    ) {
        let mut found = false;
        for (key, name, value) in self.map(item, "on.schedule") {
            if name != "cron" {
                continue;
            }
            found = true;
            if let (Some(key), Some(cron)) = (key.spanned_text(), self.filled(value, "cron")) {
                if cron.value.split_whitespace().count() != 5 {
                    let message = format!("`{}` is no schedule; expected five fields", cron.value);
                    self.problem(cron.span, message).help =
                        Some("minute, hour, day of month, month, day of week".to_owned());
                }
                filters.push((key, vec![cron]));
            }
        }
        if !found && item.entries().is_some() {
            self.problem(item.span(), "an entry of `on.schedule` has no `cron`");
        }
    }
}
