//! The log: lines on standard error by the filter of `TRUEGREEN_LOG`, and debug lines for the
//! runner if its debug logging is on.
//!
//! The rooms only open spans and emit events; only this file times and writes them, and only those
//! of truegreen itself, because the events of a library may contain secrets of its connections. A
//! field may contain text of a stranger, so no line starts a command of the runner.

use std::fmt::{self, Write as _};
use std::time::{Duration, Instant};

use clap::ColorChoice;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::{Context, Layer, SubscriberExt as _};
use tracing_subscriber::registry::{LookupSpan, Registry};

use super::terminal::Terminal;
use crate::inputs::LogWishes;
use crate::text::{CommandText, TerminalText};

/// The whole program, and its parts with events.
const PARTS: [&str; 4] = ["truegreen", "truegreen::app", "truegreen::github", "truegreen::prove"];

/// Starts the log that the environment asks for. A filter that cannot be read is only reported: a
/// variable for debugging must not change the exit code.
pub(super) fn start(wishes: &LogWishes, is_action: bool, color: ColorChoice) {
    let mut sinks = Vec::new();
    if let Some(text) = &wishes.filter {
        match filter(text) {
            Ok(wants) => sinks.push(LogSink { wants, to: To::Errors }),
            Err(why) => Terminal::new(color).complain(&refused(text, &why)),
        }
    }
    // The standard output of any other command is its report, which a debug line would break.
    if is_action && wishes.runner_debug {
        let wants = Targets::new().with_target(PARTS[0], Level::DEBUG);
        sinks.push(LogSink { wants, to: To::Runner });
    }
    if !sinks.is_empty() {
        // This fails only if a subscriber exists already, which then gets the events.
        let _ = tracing::subscriber::set_global_default(
            Registry::default().with(Lines { sinks, color }),
        );
    }
}

/// Reads a filter: a level for all parts, or parts with one level each.
fn filter(text: &str) -> Result<Targets, String> {
    let text: String = text.split_whitespace().collect();
    // The library reads an empty level as `error`, for which there are no events.
    let lacks_level = text.split(',').any(|part| part.is_empty() || part.ends_with('='));
    let asked = text.parse::<Targets>().ok().filter(|_| !lacks_level);
    let asked = asked.ok_or_else(|| "it cannot be read".to_owned())?;
    let all = asked.default_level().map(|level| (PARTS[0], level));
    let parts = asked.iter();
    if let Some((unknown, _)) = asked.iter().find(|(part, _)| !PARTS.contains(part)) {
        return Err(format!("`{}` is no level and no part", TerminalText::new(unknown)));
    }
    // A level without a part is one for all parts of truegreen.
    Ok(all.into_iter().chain(parts).collect())
}

fn refused(text: &str, why: &str) -> String {
    format!(
        "warning: `TRUEGREEN_LOG` is `{}`: {why}, so nothing is logged; write a level (`info`, `debug`, `trace`), \
         or parts with one each: `truegreen::app=info,truegreen::github=debug`\n",
        TerminalText::new(text),
    )
}

/// The destination of lines.
#[derive(Clone, Copy, Debug)]
enum To {
    /// Standard error.
    Errors,
    /// The runner, by its command `debug`.
    Runner,
}

impl To {
    /// Returns a line in the form of the destination.
    fn shown(self, line: &str) -> String {
        match self {
            Self::Errors => format!("{}\n", TerminalText::new(line)),
            Self::Runner => format!("::debug::{}\n", CommandText::new(line)),
        }
    }
}

#[derive(Debug)]
struct LogSink {
    wants: Targets,
    to: To,
}

impl LogSink {
    fn wants(&self, metadata: &Metadata<'_>) -> bool {
        self.wants.would_enable(metadata.target(), metadata.level())
    }
}

/// A subscriber that writes an event at once, and a span when the span ends.
#[derive(Debug)]
struct Lines {
    sinks: Vec<LogSink>,
    color: ColorChoice,
}

/// An open span.
struct Open {
    start: Instant,
    fields: EventFields,
}

impl Lines {
    fn write(&self, metadata: &Metadata<'_>, fields: &EventFields, took: Option<Duration>) {
        let line = line(metadata, fields, took);
        for sink in self.sinks.iter().filter(|sink| sink.wants(metadata)) {
            let text = sink.to.shown(&line);
            let mut terminal = Terminal::new(self.color);
            match sink.to {
                To::Errors => terminal.complain(&text),
                To::Runner => terminal.print(&text),
            }
        }
    }
}

impl<S: Subscriber + for<'l> LookupSpan<'l>> Layer<S> for Lines {
    fn enabled(&self, metadata: &Metadata<'_>, _: Context<'_, S>) -> bool {
        self.sinks.iter().any(|sink| sink.wants(metadata))
    }

    fn on_new_span(&self, attributes: &Attributes<'_>, id: &Id, context: Context<'_, S>) {
        let mut fields = EventFields::default();
        attributes.record(&mut fields);
        if let Some(span) = context.span(id) {
            span.extensions_mut().replace(Open { start: Instant::now(), fields });
        }
    }

    fn on_record(&self, id: &Id, values: &Record<'_>, context: Context<'_, S>) {
        if let Some(span) = context.span(id)
            && let Some(open) = span.extensions_mut().get_mut::<Open>()
        {
            values.record(&mut open.fields);
        }
    }

    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut fields = EventFields::default();
        event.record(&mut fields);
        self.write(event.metadata(), &fields, None);
    }

    fn on_close(&self, id: Id, context: Context<'_, S>) {
        if let Some(span) = context.span(&id)
            && let Some(open) = span.extensions().get::<Open>()
        {
            self.write(span.metadata(), &open.fields, Some(open.start.elapsed()));
        }
    }
}

/// Returns a line:
/// `DEBUG truegreen::github request method=GET path=/repos/o/n attempt=1 status=200 ms=12.3`.
fn line(metadata: &Metadata<'_>, fields: &EventFields, took: Option<Duration>) -> String {
    let mut line = format!("{} {}", metadata.level(), metadata.target());
    let name = if metadata.is_span() { metadata.name() } else { &fields.message };
    for part in [name, &fields.others].into_iter().filter(|part| !part.is_empty()) {
        line.push(' ');
        line.push_str(part);
    }
    if let Some(took) = took {
        let _ = write!(line, " ms={:.1}", took.as_secs_f64() * 1000.0);
    }
    line
}

/// The fields of a line.
#[derive(Debug, Default)]
struct EventFields {
    message: String,
    /// Fields as `name=value`, separated by spaces.
    others: String,
}

impl EventFields {
    fn add(&mut self, name: &str, value: &str) {
        if name == "message" {
            value.clone_into(&mut self.message);
            return;
        }
        let space = if self.others.is_empty() { "" } else { " " };
        let is_word = |char: char| char.is_ascii_graphic() && !matches!(char, '"' | '=');
        // A value that could be read as another field or another line is quoted.
        let _ = if !value.is_empty() && value.chars().all(is_word) {
            write!(self.others, "{space}{name}={value}")
        } else {
            write!(self.others, "{space}{name}=\"{}\"", value.escape_debug())
        };
    }
}

impl Visit for EventFields {
    fn record_str(&mut self, field: &Field, value: &str) {
        self.add(field.name(), value);
    }

    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.add(field.name(), &format!("{value:?}"));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_is_a_level_or_parts_of_truegreen() {
        let wants =
            |text: &str, part: &str| filter(text).unwrap().would_enable(part, &Level::DEBUG);
        assert!(wants("debug", "truegreen::app") && wants("TRACE", "truegreen::github"));
        assert!(!wants("info", "truegreen::app") && !wants("off", "truegreen::app"));
        // The events of a library may contain what was sent.
        assert!(!wants("trace", "hyper_util::client") && !wants("trace", "reqwest"));
        let one = "truegreen::github=debug, truegreen = info";
        assert!(wants(one, "truegreen::github") && !wants(one, "truegreen::app"));
        for wrong in [
            "debg",
            "github=debug",
            "truegreen=loud",
            "a=b=c",
            "hyper=trace",
            "truegreen=",
            ",",
            "a[{b}]",
        ] {
            assert!(filter(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn no_value_is_another_field_another_line_or_a_command() {
        let mut fields = EventFields::default();
        fields.add("head", "a\n::error::b status=200");
        fields.add("path", "/repos/o/n");
        fields.add("tag", "##[error]\"\u{202e}::stop-commands::x");
        let told = "head=\"a\\n::error::b status=200\" path=/repos/o/n tag=";
        assert!(fields.others.starts_with(told), "{}", fields.others);
        for to in [To::Errors, To::Runner] {
            let shown = to.shown(&format!("DEBUG x {} ::warning::y", fields.others));
            let command = shown.strip_prefix("::debug::").unwrap_or(&shown);
            assert!(!command.trim_start().starts_with("::"), "{shown}");
            assert_eq!(shown.matches('\n').count(), 1, "{shown}");
            assert!(!shown.contains("##[") && !shown.contains('\u{202e}'), "{shown}");
        }
        assert_eq!(To::Runner.shown("50 %\n"), "::debug::50 %25%0A\n");
    }
}
