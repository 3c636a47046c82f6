use std::sync::Arc;
use truegreen::facts::{Facts, SettingsFact, commands};
use truegreen::formats::{settings, workflow};
use truegreen::{policy::Policy, rules};

#[test]
fn examples() {
    let docs = rules::find("pytest-xdist").unwrap().docs;
    let mut heading = String::new();
    let mut label = String::new();
    let mut files: Vec<(String, String)> = vec![];
    let mut block: Option<String> = None;
    let mut bad = 0;
    let flush = |heading: &str, files: &mut Vec<(String, String)>| -> usize {
        if files.is_empty() {
            return 0;
        }
        let mut facts = Facts::default();
        let mut expected = vec![];
        for (path, text) in files.iter() {
            for (n, line) in text.lines().enumerate() {
                if line.contains("error: [") {
                    expected.push((path.clone(), n as u32 + 1));
                }
                if line.contains("error-below: [") {
                    expected.push((path.clone(), n as u32 + 2));
                }
                if line.contains("error-above-2: [") {
                    expected.push((path.clone(), n as u32 - 1));
                }
            }
            if path.ends_with(".yml") {
                let p: Arc<str> = path.as_str().into();
                let read = workflow::read_workflow(&p, text.as_bytes());
                assert!(read.problems.is_empty(), "{heading} {:?}", read.problems);
                let (c, u) = commands::of_workflow(&read.value.unwrap());
                facts.commands.extend(c);
                facts.unread_scripts.extend(u);
            } else {
                let r = settings::read_pytest(path, text);
                facts.settings.push(SettingsFact {
                    path: path.clone(),
                    pytest: r.value,
                    problems: r.problems,
                });
            }
        }
        let out = rules::run(rules::find("pytest-xdist").unwrap(), &facts, &Policy::default());
        let mut found: Vec<_> = out
            .findings
            .iter()
            .map(|f| {
                let l = f.location.clone().unwrap();
                (l.path.to_string(), l.span.line)
            })
            .collect();
        found.sort();
        expected.sort();
        files.clear();
        for f in &out.findings {
            println!(
                "{heading}: {} {:?} {}",
                f.subject,
                f.location.as_ref().unwrap().span,
                f.message
            );
        }
        if found != expected || !out.unknown.is_empty() {
            println!("BAD {heading}: found {found:?} expected {expected:?} {:?}", out.unknown);
            1
        } else {
            0
        }
    };
    let mut active = false;
    for line in docs.lines() {
        if let Some(b) = &mut block {
            if line.starts_with("```") {
                files.push((label.clone(), block.take().unwrap()));
            } else {
                b.push_str(line);
                b.push('\n');
            }
            continue;
        }
        if line.starts_with("## ") {
            bad += flush(&heading, &mut files);
            active = line.contains("Fires") || line.contains("Stays");
        }
        if line.starts_with("### ") {
            bad += flush(&heading, &mut files);
            heading = line.to_owned();
        }
        if line.starts_with('`') && line.ends_with("`:") {
            label = line.trim_matches(['`', ':']).to_owned();
        }
        if line.starts_with("```") && active {
            block = Some(String::new());
        }
    }
    bad += flush(&heading, &mut files);
    assert_eq!(bad, 0);
}
