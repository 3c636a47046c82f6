//! The operations of the fake API.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use sha1::{Digest as _, Sha1};

use super::schema::thing;
use super::state::{Access, Pull, State, account};
use super::{Reply, Request, TOKEN};

/// The app of workflow tokens.
const ACTIONS: u64 = 15368;
pub(crate) const BOT: &str = "github-actions[bot]";
const REFUSED: &str = "Resource not accessible by integration";

pub(crate) enum Content {
    Json(Value),
    Raw(Vec<u8>),
}

type Answer = (u16, Vec<(String, String)>, Content);

pub(crate) fn refuse(status: u16, message: &str) -> Reply {
    let body = json!({"message": message, "documentation_url": "https://docs.github.com/rest"});
    let headers = vec![("content-type".to_owned(), "application/json".to_owned())];
    Reply::Answer { status, headers, body: body.to_string().into_bytes() }
}

fn no(status: u16, message: &str) -> Answer {
    let body = json!({"message": message, "documentation_url": "https://docs.github.com/rest"});
    (status, Vec::new(), Content::Json(body))
}

fn yes(status: u16, value: Value) -> Answer {
    (status, Vec::new(), Content::Json(value))
}

/// Returns the violations of rules that the documentation only says in words.
pub(crate) fn prose(request: &Request, body: Option<&Value>) -> Vec<String> {
    let mut wrong = Vec::new();
    for name in ["user-agent", "x-github-api-version", "accept", "authorization"] {
        if request.header(name).is_empty() {
            wrong.push(format!("the header `{name}` is missing"));
        }
    }
    let Some(body) = body else { return wrong };
    for annotation in
        body.pointer("/output/annotations").and_then(Value::as_array).into_iter().flatten()
    {
        let columns =
            ["start_column", "end_column"].iter().any(|name| annotation.get(*name).is_some());
        if columns && annotation["start_line"] != annotation["end_line"] {
            wrong.push("columns of an annotation over several lines".to_owned());
        }
        for (name, most) in [("message", 65_536), ("raw_details", 65_536), ("title", 255)] {
            if annotation[name].as_str().is_some_and(|text| text.len() > most) {
                wrong.push(format!("`{name}` of an annotation is over {most}"));
            }
        }
        if annotation["path"].as_str().is_none_or(|path| path.starts_with('/') || path.is_empty()) {
            wrong.push("an annotation without a path below the repository".to_owned());
        }
    }
    wrong
}

/// Carries out a request.
#[expect(clippy::too_many_lines, reason = "a table of routes")]
pub(crate) fn route(
    state: &mut State,
    request: &Request,
    path: &str,
    body: Option<&Value>,
) -> Answer {
    if request.header("authorization") != format!("Bearer {TOKEN}") {
        return no(401, "Bad credentials");
    }
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    let rest = match parts.as_slice() {
        ["repos", "octo", "service", rest @ ..] => rest,
        // Another repository, of which the token may at most read the files.
        ["repos", "octo", "policies", rest @ ..] if state.opens_policies => match rest {
            ["contents", ..] | ["commits", ..] => rest,
            _ => return no(404, "Not Found"),
        },
        _ => return no(404, "Not Found"),
    };
    let wants = |name: &str| {
        request.query.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    };
    let method = request.method.as_str();
    match (method, rest) {
        ("GET", []) => yes(200, json!({"default_branch": "main"})),
        ("GET", ["rules", "branches", name]) if *name != "main" => yes(200, json!([])),
        ("GET", ["rules", "branches", "main"]) => {
            let mut checks: Vec<Value> =
                state.required.iter().skip(1).map(|name| json!({"context": name})).collect();
            checks.extend(
                state
                    .required_by_app
                    .iter()
                    .map(|(name, app)| json!({ "context": name, "integration_id": app })),
            );
            let rule = json!({"type": "required_status_checks", "parameters": {
                "strict_required_status_checks_policy": state.is_strict, "required_status_checks": checks}});
            yes(200, json!([json!({"type": "deletion"}), rule]))
        }
        ("GET", ["branches", "main"]) => {
            if !state.may("contents", Access::Read) {
                return no(if state.is_private { 404 } else { 403 }, REFUSED);
            }
            let first: Vec<&String> = state.required.iter().take(1).collect();
            let checks = json!({"enforcement_level": "everyone", "contexts": first});
            yes(
                200,
                json!({"name": "main", "commit": { "sha": state.main }, "protected": true, "protection":
                {"enabled": true, "required_status_checks": checks}}),
            )
        }
        ("GET", ["branches", name]) => guarded(state, "contents", |state| {
            state.branches.get(name).map_or_else(
                || no(404, "Branch not found"),
                |(tip, is_protected)| yes(200, branch(name, tip, *is_protected)),
            )
        }),
        ("GET", ["branches"]) => guarded(state, "contents", |state| {
            let others = state.branches.iter().filter(|(_, (_, is_protected))| *is_protected);
            let others = others.map(|(name, (tip, _))| branch(name, tip, true));
            let all = std::iter::once(branch("main", &state.main, true)).chain(others).collect();
            paged(state, request, path, "", all)
        }),
        ("GET", ["commits", sha]) => guarded(state, "contents", |state| commit(state, sha)),
        ("GET", ["contents", file @ ..]) => {
            let file = file.join("/");
            let is_raw = request.header("accept").contains("raw");
            let wanted = wants("ref").unwrap_or_default().to_owned();
            guarded(state, "contents", |state| contents(state, &file, &wanted, is_raw))
        }
        ("GET", ["compare", between]) => {
            guarded(state, "contents", |state| compared(state, between))
        }
        ("GET", ["git", "blobs", id]) => guarded(state, "contents", |state| blob(state, id)),
        ("GET", ["git", "trees", sha]) => guarded(state, "contents", |state| tree(state, sha)),
        ("GET", ["actions", "runs", run, "attempts", attempt, "jobs"]) => {
            let key = (run.parse().unwrap_or(0), attempt.parse().unwrap_or(0));
            guarded(state, "actions", |state| match state.jobs.get(&key) {
                Some(jobs) => paged(state, request, path, "jobs", jobs.clone()),
                None => no(404, "Not Found"),
            })
        }
        ("GET", ["actions", "runs", run, "artifacts"]) => {
            let run = run.parse().unwrap_or(0);
            guarded(state, "actions", |state| {
                let all = state.artifacts.get(&run).cloned().unwrap_or_default();
                paged(state, request, path, "artifacts", all)
            })
        }
        ("GET", ["actions", "runs"]) => {
            let head = wants("head_sha").unwrap_or_default();
            guarded(state, "actions", |state| {
                paged(state, request, path, "workflow_runs", runs_on(state, head))
            })
        }
        ("GET", ["actions", "runs", run]) => guarded(state, "actions", |state| {
            let found = state.runs.iter().find(|known| known["id"] == run.parse().unwrap_or(0_u64));
            found.map_or_else(|| no(404, "Not Found"), |run| yes(200, run.clone()))
        }),
        ("GET", ["actions", "workflows"]) => guarded(state, "actions", |state| {
            let off = state.disabled.iter();
            let off = off.map(|path| json!({ "path": path, "state": "disabled_manually" }));
            paged(state, request, path, "workflows", off.collect())
        }),
        ("GET", ["actions", "workflows", file, "runs"]) => {
            let head = wants("head_sha").unwrap_or_default();
            guarded(state, "actions", |state| {
                let of = |run: &&Value| {
                    run["path"].as_str().is_some_and(|path| path.ends_with(file))
                        && run["head_sha"] == head
                };
                let all = state.runs.iter().filter(of).cloned().collect();
                paged(state, request, path, "workflow_runs", all)
            })
        }
        ("GET", ["collaborators", login, "permission"]) => {
            let Some((permission, role)) = state.standing.get(login) else {
                return no(404, "Not Found");
            };
            let user = thing("nullable-collaborator", json!({ "login": login }));
            yes(200, json!({ "permission": permission, "role_name": role, "user": user }))
        }
        ("GET", ["commits", sha, "pulls"]) => pulls(state, request, path, |pull| {
            pull.head == *sha || pull.merged.as_deref() == Some(*sha)
        }),
        ("GET", ["pulls"]) => {
            let head = wants("head").unwrap_or_default().to_owned();
            let wanted = wants("state").unwrap_or("open").to_owned();
            pulls(state, request, path, |pull| {
                (head.is_empty() || format!("{}:{}", pull.head_owner, pull.head_branch) == head)
                    && (wanted == "all" || pull.state == wanted)
            })
        }
        ("GET", ["pulls", _, "files"]) => {
            if !state.may("pull-requests", Access::Read) {
                return no(403, REFUSED);
            }
            let files = state.changed.iter().map(|name| json!({ "filename": name }));
            paged(state, request, path, "", files.collect())
        }
        ("GET", ["pulls", _, "commits"]) => {
            if !state.may("pull-requests", Access::Read) {
                return no(403, REFUSED);
            }
            let commit = |login: &&str| {
                let who = account(login);
                thing("commit", json!({ "sha": "a".repeat(40), "author": who, "committer": who }))
            };
            paged(state, request, path, "", state.authors.iter().map(commit).collect())
        }
        ("GET", ["pulls", number]) => {
            if !state.may("pull-requests", Access::Read) {
                return no(403, REFUSED);
            }
            let found = state.pulls.iter().find(|pull| pull.number.to_string() == *number);
            found.map_or_else(
                || no(404, "Not Found"),
                |pull| yes(200, described("pull-request", pull)),
            )
        }
        ("GET", ["commits", sha, "check-runs"]) => {
            if !state.may("checks", Access::Read) {
                return no(403, REFUSED);
            }
            let name = wants("check_name");
            let all = state.check_runs.values().chain(&state.foreign_checks);
            let found = all.filter(|check| {
                check["head_sha"] == *sha && name.is_none_or(|name| check["name"] == name)
            });
            let found: Vec<Value> = found.cloned().collect();
            paged(state, request, path, "check_runs", found)
        }
        ("GET", ["commits", sha, "status"]) => guarded(state, "statuses", |state| {
            let all = state
                .statuses
                .iter()
                .map(|(context, word)| json!({ "context": context, "state": word }));
            let all: Vec<Value> = all.collect();
            let (status, headers, content) = paged(state, request, path, "statuses", all);
            let Content::Json(mut value) = content else { unreachable!() };
            value["sha"] = json!(sha);
            (status, headers, Content::Json(value))
        }),
        ("POST", ["check-runs"]) => make_check_run(state, body.unwrap()),
        ("PATCH", ["check-runs", id]) => {
            change_check_run(state, id.parse().unwrap_or(0), body.unwrap())
        }
        ("GET", ["check-runs", id, "annotations"]) => {
            let found =
                state.annotations.get(&id.parse().unwrap_or(0)).cloned().unwrap_or_default();
            paged(state, request, path, "", found)
        }
        (_, ["issues", ..]) => issues(state, request, path, rest, body),
        _ => no(404, "Not Found"),
    }
}

fn branch(name: &str, tip: &str, is_protected: bool) -> Value {
    let checks = json!({ "enforcement_level": "everyone", "contexts": [] });
    let protection = json!({ "enabled": is_protected, "required_status_checks": checks });
    json!({
        "name": name, "commit": { "sha": tip, "url": "https://api.github.com/commit" },
        "protected": is_protected, "protection": protection,
    })
}

/// Answers for a private repository, which hides even that it exists.
fn guarded(state: &State, what: &str, answer: impl FnOnce(&State) -> Answer) -> Answer {
    match (state.may(what, Access::Read), state.is_private) {
        (true, _) => answer(state),
        (false, true) => no(404, "Not Found"),
        (false, false) => no(403, REFUSED),
    }
}

fn paged(state: &State, request: &Request, path: &str, field: &str, all: Vec<Value>) -> Answer {
    let number = |name: &str, or: usize| {
        let given = request.query.iter().find(|(known, _)| known == name);
        given.and_then(|(_, value)| value.parse().ok()).unwrap_or(or)
    };
    let (size, page) = (number("per_page", 30), number("page", 1).max(1));
    let total = all.len();
    let pages = total.div_ceil(size).max(1);
    let items: Vec<Value> = all.into_iter().skip((page - 1) * size).take(size).collect();
    let mut headers = Vec::new();
    if page < pages {
        let link = |page: usize, rel: &str| {
            let others = request.query.iter().filter(|(name, _)| name != "page");
            let others: String = others.map(|(name, value)| format!("{name}={value}&")).collect();
            format!("<{}{path}?{others}page={page}>; rel=\"{rel}\"", state.origin)
        };
        headers.push((
            "link".to_owned(),
            format!("{}, {}", link(page + 1, "next"), link(pages, "last")),
        ));
    }
    let value =
        if field.is_empty() { json!(items) } else { json!({ "total_count": total, field: items }) };
    (200, headers, Content::Json(value))
}

fn commit(state: &State, sha: &str) -> Answer {
    let Some((parents, _)) = state.commits.get(sha) else {
        return no(404, "Not Found");
    };
    let parents: Vec<Value> = parents.iter().map(|parent| json!({ "sha": parent })).collect();
    let message = state.messages.get(sha).map_or("Judge the pipeline", String::as_str);
    yes(200, json!({ "sha": sha, "parents": parents, "commit": { "message": message } }))
}

fn contents(state: &State, file: &str, wanted: &str, is_raw: bool) -> Answer {
    let text = |file: &str| state.commits.get(wanted).and_then(|(_, files)| files.get(file));
    let text = match (text(file), state.modes.get(file)) {
        // A link is followed.
        (Some(target), Some(&"120000")) => text(target),
        (text, _) => text,
    };
    match text {
        None => no(404, "Not Found"),
        Some(text) if is_raw => (200, Vec::new(), Content::Raw(text.clone().into_bytes())),
        Some(_) => no(415, "this fake gives files only raw"),
    }
}

fn blob(state: &State, id: &str) -> Answer {
    let mut all = state.commits.values().flat_map(|(_, files)| files.values());
    let found = all.find(|text| blob_id(text.as_bytes()) == id);
    found.map_or_else(
        || no(404, "Not Found"),
        |text| (200, Vec::new(), Content::Raw(text.clone().into_bytes())),
    )
}

/// Returns the git id of a content.
pub(crate) fn blob_id(bytes: &[u8]) -> String {
    let head = format!("blob {}\0", bytes.len());
    let digest = Sha1::new().chain_update(head).chain_update(bytes).finalize();
    digest.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn tree(state: &State, sha: &str) -> Answer {
    let Some((_, files)) = state.commits.get(sha) else { return no(404, "Not Found") };
    let mut entries: Vec<Value> = files
        .iter()
        .map(|(path, text)| {
            let sha = blob_id(text.as_bytes());
            let mode = state.modes.get(path.as_str()).copied().unwrap_or("100644");
            let kind = if mode == "160000" { "commit" } else { "blob" };
            json!({ "path": path, "type": kind, "mode": mode, "sha": sha })
        })
        .collect();
    let folders: BTreeSet<&str> =
        files.keys().filter_map(|path| path.rsplit_once('/')).map(|(folder, _)| folder).collect();
    entries.extend(folders.iter().map(
        |path| json!({ "path": path, "type": "tree", "mode": "040000", "sha": "b".repeat(40) }),
    ));
    yes(200, json!({ "sha": sha, "truncated": state.truncates_trees, "tree": entries }))
}

/// Returns the comparison of two commits.
fn compared(state: &State, between: &str) -> Answer {
    let Some((base, head)) = between.split_once("...") else { return no(404, "Not Found") };
    let behind = |start: &str| {
        let (mut found, mut open) = (Vec::new(), vec![start.to_owned()]);
        while let Some(sha) = open.pop() {
            if let Some((parents, _)) = state.commits.get(&sha) {
                open.extend(parents.iter().cloned());
                found.push(sha);
            }
        }
        found
    };
    let of_base = behind(base);
    let Some(common) = behind(head).into_iter().find(|sha| of_base.contains(sha)) else {
        return no(404, "Not Found");
    };
    let commit = |sha: &str| thing("commit", json!({ "sha": sha }));
    let files: Vec<Value> = state
        .changed
        .iter()
        .map(|name| json!({ "filename": name, "status": "modified" }))
        .collect();
    let given = json!({
        "base_commit": commit(base), "merge_base_commit": commit(&common), "files": files,
    });
    yes(200, thing("commit-comparison", given))
}

/// Returns the runs on a commit: those that a test made, and one for each run that has jobs, which
/// are all of the head of the pull request.
fn runs_on(state: &State, head: &str) -> Vec<Value> {
    let is_known = |id: &u64| state.runs.iter().any(|run| run["id"] == *id);
    let mut attempts: BTreeMap<u64, u64> = BTreeMap::new();
    for (run, attempt) in state.jobs.keys().filter(|(run, _)| !is_known(run)) {
        attempts.insert(*run, *attempt);
    }
    let of_jobs = attempts.into_iter().filter(|_| head == "a".repeat(40)).map(|(id, attempt)| {
        json!({
            "id": id, "run_attempt": attempt, "head_sha": head,
            "event": state.started.get(&id).unwrap_or(&"pull_request"),
            "path": ".github/workflows/ci.yml", "check_suite_id": id, "status": "in_progress",
            "conclusion": Value::Null, "pull_requests": [],
        })
    });
    state.runs.iter().filter(|run| run["head_sha"] == head).cloned().chain(of_jobs).collect()
}

fn described(schema: &str, pull: &Pull) -> Value {
    let repository = |owner: &str| json!({ "full_name": format!("{owner}/service"), "name": "service", "owner": { "login": owner } });
    let side = |sha: &str, name: &str, owner: &str| json!({ "sha": sha, "ref": name, "label": format!("{owner}:{name}"), "repo": repository(owner) });
    let given = json!({
        "number": pull.number,
        "user": account(pull.author),
        "labels": pull.labels.iter().map(|name| json!({ "name": name })).collect::<Vec<_>>(),
        "state": pull.state,
        "merged_at": pull.merged.as_ref().map(|_| "2026-11-21T13:00:00Z"),
        "merge_commit_sha": pull.merged,
        "head": side(&pull.head, pull.head_branch, pull.head_owner),
        "base": side(&pull.base, pull.base_branch, "octo"),
    });
    thing(schema, given)
}

fn pulls(state: &State, request: &Request, path: &str, fits: impl Fn(&Pull) -> bool) -> Answer {
    let found = state.pulls.iter().filter(|pull| fits(pull));
    let found = found.map(|pull| described("pull-request-simple", pull)).collect();
    paged(state, request, path, "", found)
}

fn make_check_run(state: &mut State, body: &Value) -> Answer {
    if !state.may("checks", Access::Write) {
        return no(403, REFUSED);
    }
    let head = body["head_sha"].as_str().unwrap_or_default();
    if !state.commits.contains_key(head) {
        return no(422, "No commit found for SHA");
    }
    let id = state.id();
    let check = json!({
        "id": id, "name": body["name"], "head_sha": head, "external_id": body["external_id"],
        "status": body["status"], "conclusion": body.get("conclusion"),
        "html_url": format!("https://github.com/octo/service/runs/{id}"),
        "app": { "id": ACTIONS, "slug": "github-actions" },
        "completed_at": Value::Null, "started_at": Value::Null, "check_suite": { "id": 1 },
    });
    state.check_runs.insert(id, check);
    store_output(state, id, body);
    yes(201, state.check_runs[&id].clone())
}

fn change_check_run(state: &mut State, id: u64, body: &Value) -> Answer {
    if !state.may("checks", Access::Write) {
        return no(403, REFUSED);
    }
    let Some(check) = state.check_runs.get_mut(&id) else { return no(404, "Not Found") };
    if check["app"]["id"] != ACTIONS {
        return no(
            403,
            "Invalid app_id: check run can only be modified by the GitHub App that created it",
        );
    }
    let is_job = check["external_id"].as_str().is_none_or(|id| !id.starts_with("tg1;"));
    if is_job && (body.get("status").is_some() || body.get("conclusion").is_some()) {
        return no(
            403,
            "Check run status and conclusions can only be updated internally by GitHub Actions",
        );
    }
    for name in ["name", "external_id", "status", "conclusion"] {
        if let Some(value) = body.get(name) {
            check[name] = value.clone();
        }
    }
    store_output(state, id, body);
    yes(200, state.check_runs[&id].clone())
}

/// Stores the output of a check run: annotations are added to the existing ones, everything else is
/// replaced.
fn store_output(state: &mut State, id: u64, body: &Value) {
    let Some(output) = body.get("output") else { return };
    let all = state.annotations.entry(id).or_default();
    for annotation in output["annotations"].as_array().into_iter().flatten() {
        all.push(thing("check-annotation", annotation.clone()));
    }
    let count = all.len();
    let check = state.check_runs.get_mut(&id).unwrap();
    let old = check["output"].clone();
    let value =
        |name: &str| output.get(name).or_else(|| old.get(name)).cloned().unwrap_or(Value::Null);
    check["output"] = json!({
        "title": value("title"), "summary": value("summary"), "text": value("text"),
        "annotations_count": count, "annotations_url": "https://api.github.com/annotations",
    });
}

/// Makes an event with the fields that its schema requires.
fn event(given: &Value) -> Value {
    match given["event"].as_str() {
        Some("labeled" | "unlabeled") => thing("labeled-issue-event", given.clone()),
        Some("committed") => thing("timeline-committed-event", given.clone()),
        _ => thing("state-change-issue-event", given.clone()),
    }
}

fn comment(id: u64, author: &str, body: &str) -> Value {
    let kind = if author.ends_with("[bot]") { "Bot" } else { "User" };
    let given = json!({
        "id": id, "body": body, "user": { "login": author, "type": kind, "id": 41_898_282 },
        "html_url": format!("https://github.com/octo/service/pull/7#issuecomment-{id}"),
    });
    thing("issue-comment", given)
}

fn issues(
    state: &mut State,
    request: &Request,
    path: &str,
    rest: &[&str],
    body: Option<&Value>,
) -> Answer {
    let wanted = if request.method == "GET" { Access::Read } else { Access::Write };
    if !state.may("pull-requests", wanted) && !state.may("issues", wanted) {
        return no(403, REFUSED);
    }
    let text = body.and_then(|body| body["body"].as_str()).unwrap_or_default().to_owned();
    match (request.method.as_str(), rest) {
        ("GET", ["issues", number, "comments"]) => {
            let of = state.comments.iter().filter(|(_, (pull, ..))| pull.to_string() == *number);
            let all = of.map(|(id, (_, author, body))| comment(*id, author, body)).collect();
            paged(state, request, path, "", all)
        }
        ("GET", ["issues", _, "timeline"]) => {
            let all = state.timeline.iter().map(event).collect();
            paged(state, request, path, "", all)
        }
        ("POST", ["issues", number, "comments"]) => {
            let number: u64 = number.parse().unwrap_or(0);
            if !state.pulls.iter().any(|pull| pull.number == number) {
                return no(404, "Not Found");
            }
            let id = state.comment(number, BOT, &text);
            yes(201, comment(id, BOT, &text))
        }
        ("PATCH", ["issues", "comments", id]) => {
            let id: u64 = id.parse().unwrap_or(0);
            let Some((_, author, body)) = state.comments.get_mut(&id) else {
                return no(404, "Not Found");
            };
            *body = text;
            yes(200, comment(id, author, body))
        }
        ("DELETE", ["issues", "comments", id]) => {
            state.comments.remove(&id.parse().unwrap_or(0));
            (204, Vec::new(), Content::Raw(Vec::new()))
        }
        _ => no(404, "Not Found"),
    }
}
