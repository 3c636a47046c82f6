//! What reading reports costs beside a bare loop over the XML events of the same bytes: CPU as a ratio,
//! and peak memory, against the budgets.
//!
//! `cargo bench --bench reports` measures 10 MB of JUnit and 5 MB of Cobertura; with
//! `TRUEGREEN_BENCH_LARGE=1` also 200 MB and 100 MB, for which the budgets hold. The reports are written
//! to temporary files from a fixed seed. Every measurement is a process of its own, because the peak of a
//! process never falls; it is repeated and the least CPU counts.
#![expect(clippy::disallowed_methods, reason = "a benchmark reads files and starts itself")]
#![expect(clippy::print_stdout, reason = "a benchmark prints its results")]
#![expect(clippy::panic, clippy::unwrap_used, reason = "a benchmark that cannot run stops")]

use std::fs::File;
use std::io::{BufReader, BufWriter, Write};
use std::path::Path;
use std::process::{Command, ExitCode};

use quick_xml::events::Event;
use truegreen::formats::coverage::cobertura;
use truegreen::formats::tests::junit;

const MEGABYTE: u64 = 1_000_000;
const REPEATS: usize = 5;

/// A kind of report, its sizes and its budgets.
struct Case {
    kind: &'static str,
    small: u64,
    large: u64,
    /// CPU of the reader over CPU of the bare loop.
    ratio: f64,
    /// Peak resident memory in MiB.
    peak: f64,
}

const CASES: [Case; 2] = [
    Case { kind: "junit", small: 10, large: 200, ratio: 2.0, peak: 48.0 },
    Case { kind: "cobertura", small: 5, large: 100, ratio: 1.8, peak: 64.0 },
];

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    if let [_, flag, reader, path] = arguments.as_slice()
        && flag == "--measure"
    {
        return measure(reader, Path::new(path));
    }
    let large = std::env::var_os("TRUEGREEN_BENCH_LARGE").is_some();
    println!("report           cases/lines  bare ms  ours ms  ratio (budget)  peak MiB (budget)");
    let mut met = true;
    for case in &CASES {
        met &= run(case, case.small, false);
        if large {
            met &= run(case, case.large, true);
        }
    }
    if met { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Measures one size and prints a line. `true` where the budgets are met, or do not hold.
fn run(case: &Case, megabytes: u64, binding: bool) -> bool {
    let file = tempfile::NamedTempFile::new().unwrap();
    let mut out = BufWriter::new(file.as_file());
    match case.kind {
        "junit" => write_junit(&mut out, megabytes * MEGABYTE),
        _ => write_cobertura(&mut out, megabytes * MEGABYTE),
    }
    .unwrap();
    out.flush().unwrap();
    drop(out);
    let bare = best("bare", file.path());
    let ours = best(case.kind, file.path());
    let ratio = ours.cpu / bare.cpu;
    let within = ratio <= case.ratio && ours.peak <= case.peak;
    println!(
        "{:<9} {megabytes:>3} MB {:>12} {:>8.1} {:>8.1} {ratio:>6.2} ({:.1})    {:>9.1} ({:.0}) {}",
        case.kind,
        ours.count,
        bare.cpu,
        ours.cpu,
        case.ratio,
        ours.peak,
        case.peak,
        if within { "" } else { "OVER" }
    );
    within || !binding
}

/// What one process measured.
struct Measured {
    count: u64,
    /// Milliseconds on a CPU.
    cpu: f64,
    /// MiB.
    peak: f64,
}

fn best(reader: &str, path: &Path) -> Measured {
    let program = std::env::current_exe().unwrap();
    let runs = (0..REPEATS).map(|_| {
        let output = Command::new(&program).args(["--measure", reader]).arg(path).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = String::from_utf8(output.stdout).unwrap();
        let mut words = text.split_whitespace();
        let mut next = || words.next().unwrap();
        Measured {
            count: next().parse().unwrap(),
            cpu: next().parse().unwrap(),
            peak: next().parse().unwrap(),
        }
    });
    runs.min_by(|a, b| a.cpu.total_cmp(&b.cpu)).unwrap()
}

/// The measured process: reads, and prints count, CPU of one reading and peak.
///
/// The scheduler's clock moves in ticks of milliseconds, so a small report is read many times.
fn measure(reader: &str, path: &Path) -> ExitCode {
    let size = std::fs::metadata(path).unwrap().len();
    let rounds = (100 * MEGABYTE).div_ceil(size.max(1)).max(1);
    let start = cpu_milliseconds();
    let count = (0..rounds).map(|_| read(reader, path)).max().unwrap();
    let cpu = (cpu_milliseconds() - start) / rounds as f64;
    println!("{count} {cpu} {}", peak_mebibytes());
    ExitCode::SUCCESS
}

fn read(reader: &str, path: &Path) -> u64 {
    let input = BufReader::with_capacity(64 * 1024, File::open(path).unwrap());
    match reader {
        "bare" => bare(input),
        "junit" => {
            let parsed = junit::read(input);
            assert!(
                parsed.problems.is_empty(),
                "{:?}",
                parsed.problems.first().map(|p| &p.message)
            );
            parsed.value.unwrap().counts.total()
        }
        "cobertura" => {
            let parsed = cobertura::read(input);
            assert!(
                parsed.problems.is_empty(),
                "{:?}",
                parsed.problems.first().map(|p| &p.message)
            );
            parsed.value.unwrap().total.lines
        }
        other => panic!("no reader `{other}`"),
    }
}

/// The least that any streaming reader does.
fn bare(input: BufReader<File>) -> u64 {
    let mut reader = quick_xml::Reader::from_reader(input);
    let mut buffer = Vec::new();
    let mut events = 0;
    loop {
        match reader.read_event_into(&mut buffer).unwrap() {
            Event::Eof => return events,
            _ => events += 1,
        }
        buffer.clear();
    }
}

/// Time that this thread ran, from the scheduler's own nanoseconds.
fn cpu_milliseconds() -> f64 {
    let text = std::fs::read_to_string("/proc/self/schedstat").unwrap();
    let nanoseconds: f64 = text.split_whitespace().next().unwrap().parse().unwrap();
    nanoseconds / 1e6
}

fn peak_mebibytes() -> f64 {
    let text = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = text.lines().find(|line| line.starts_with("VmHWM:")).unwrap();
    let kibibytes: f64 = line.split_whitespace().nth(1).unwrap().parse().unwrap();
    kibibytes / 1024.0
}

/// A small generator with a fixed seed (xorshift).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// As pytest writes it: one line, most cases empty, some with output, few skipped or failed.
fn write_junit(out: &mut impl Write, bytes: u64) -> std::io::Result<()> {
    let mut dice = Dice(0x5EED);
    let mut written = 0;
    let mut text = Vec::new();
    out.write_all(b"<?xml version=\"1.0\" encoding=\"utf-8\"?><testsuites name=\"pytest tests\">")?;
    out.write_all(b"<testsuite name=\"pytest\" timestamp=\"2026-11-20T08:15:00+00:00\">")?;
    let mut number = 0_u64;
    while written < bytes {
        let module = number / 400;
        write!(
            text,
            "<testcase classname=\"tests.unit.package_{}.test_module_{module}.TestThing\" \
             name=\"test_does_what_it_says[{number}-param-{}]\" time=\"0.{:03}\"",
            module % 40,
            dice.roll(100_000),
            dice.roll(1_000)
        )?;
        match dice.roll(100) {
            0 => {
                writeln!(text, "><failure message=\"assert {number} == 0\">def test():")?;
                for line in 0..30 {
                    writeln!(text, "&gt;       value = compute(&quot;{line}&quot;)\nE  assert 1")?;
                }
                text.extend_from_slice(b"</failure></testcase>");
            }
            1..=2 => write!(
                text,
                "><skipped type=\"pytest.skip\" message=\"needs a database\">tests/unit/\
                 test_module_{module}.py:12: needs a database</skipped></testcase>"
            )?,
            3..=20 => {
                text.extend_from_slice(b"><system-out>");
                for line in 0..8 {
                    writeln!(text, "2026-11-20 08:15:00 INFO step {line} of {number} is done")?;
                }
                text.extend_from_slice(b"</system-out></testcase>");
            }
            _ => text.extend_from_slice(b" />"),
        }
        number += 1;
        written += text.len() as u64;
        out.write_all(&text)?;
        text.clear();
    }
    out.write_all(b"</testsuite></testsuites>\n")
}

/// As coverage.py writes it: tabs, a line element to a line, branches on every eighth.
fn write_cobertura(out: &mut impl Write, bytes: u64) -> std::io::Result<()> {
    let mut dice = Dice(0x5EED);
    let mut written = 0;
    let mut text = Vec::new();
    out.write_all(b"<?xml version=\"1.0\" ?>\n<coverage version=\"7.6.1\" line-rate=\"0.9\">\n")?;
    out.write_all(b"\t<sources>\n\t\t<source>/w/r</source>\n\t</sources>\n\t<packages>\n")?;
    out.write_all(b"\t\t<package name=\"p\">\n\t\t\t<classes>\n")?;
    let mut number = 0_u64;
    while written < bytes {
        write!(
            text,
            "\t\t\t\t<class name=\"m{number}.py\" filename=\"src/package_{}/m{number}.py\">\n\
             \t\t\t\t\t<methods/>\n\t\t\t\t\t<lines>\n",
            number % 40
        )?;
        let mut line = 0;
        for _ in 0..400 {
            line += 1 + dice.roll(3);
            let hits = u64::from(dice.roll(10) > 0);
            if dice.roll(8) == 0 {
                writeln!(
                    text,
                    "\t\t\t\t\t\t<line number=\"{line}\" hits=\"{hits}\" branch=\"true\" \
                     condition-coverage=\"50% (1/2)\"/>"
                )?;
            } else {
                writeln!(text, "\t\t\t\t\t\t<line number=\"{line}\" hits=\"{hits}\"/>")?;
            }
        }
        text.extend_from_slice(b"\t\t\t\t\t</lines>\n\t\t\t\t</class>\n");
        number += 1;
        written += text.len() as u64;
        out.write_all(&text)?;
        text.clear();
    }
    out.write_all(b"\t\t\t</classes>\n\t\t</package>\n\t</packages>\n</coverage>\n")
}
