//! A GitHub on loopback: it remembers what is written, pages lists, limits, fails on demand, and
//! validates every request and every answer of its own with GitHub's schemas. If a test sends what
//! the schema rejects, dropping the fake fails the test.
//!
//! ```ignore
//! let fake = Fake::start();
//! fake.commit(HEAD, &[BASE], &[(".github/workflows/ci.yml", CI)]);
//! let done = Step::new(&fake).run();
//! assert_eq!(fake.check_runs(HEAD).len(), 1);
//! ```

mod http;
mod routes;
mod schema;
mod state;
mod tests;

use std::io::BufReader;
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};

use serde_json::{Value, json};

pub(crate) use self::http::{Reply, Request};
pub(crate) use self::routes::blob_id;
pub(crate) use self::schema::thing;
pub(crate) use self::state::{Access, Pull, State, account};

pub(crate) const TOKEN: &str = "ghs_0123456789abcdefSECRET";

/// What happens to the next matching requests, instead of an answer or around it.
#[derive(Clone)]
pub(crate) enum Kind {
    /// This answer.
    Status(u16, &'static str, Vec<(&'static str, String)>),
    /// The connection ends before anything is done.
    Drop,
    /// The request is carried out, and then the connection ends.
    DropAfter,
    /// Half of an answer.
    Truncated,
    /// No JSON.
    Garbage,
    /// Another client does this first.
    Before(Arc<dyn Fn(&mut State) + Send + Sync>),
}

#[derive(Clone)]
struct Fault {
    method: &'static str,
    path: &'static str,
    times: usize,
    kind: Kind,
}

/// One request.
#[derive(Clone, Debug)]
pub(crate) struct Recorded {
    pub(crate) method: String,
    pub(crate) path: String,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    faults: Mutex<Vec<Fault>>,
    recorded: Mutex<Vec<Recorded>>,
    violations: Mutex<Vec<String>>,
    ended: AtomicBool,
}

pub(crate) struct Fake {
    shared: Arc<Shared>,
    port: u16,
}

impl Fake {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let shared = Arc::new(Shared::default());
        shared.state.lock().unwrap().origin = format!("http://127.0.0.1:{port}");
        let served = Arc::clone(&shared);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                if served.ended.load(Ordering::SeqCst) {
                    return;
                }
                let Ok(stream) = stream else { continue };
                let served = Arc::clone(&served);
                std::thread::spawn(move || serve(&served, stream));
            }
        });
        Self { shared, port }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.shared.state.lock().unwrap()
    }

    /// Sets what happens to the next `times` requests of a method whose path contains a text.
    pub(crate) fn fault(&self, method: &'static str, path: &'static str, times: usize, kind: Kind) {
        self.shared.faults.lock().unwrap().push(Fault { method, path, times, kind });
    }

    pub(crate) fn requests(&self) -> Vec<Recorded> {
        self.shared.recorded.lock().unwrap().clone()
    }

    /// Returns how many requests of a method went to paths that contain a text.
    pub(crate) fn count(&self, method: &str, path: &str) -> usize {
        let requests = self.requests();
        requests.iter().filter(|one| one.method == method && one.path.contains(path)).count()
    }

    /// Takes the requests and answers against the schema, so that a test may look at them.
    pub(crate) fn take_violations(&self) -> Vec<String> {
        std::mem::take(&mut self.shared.violations.lock().unwrap())
    }
}

impl Drop for Fake {
    fn drop(&mut self) {
        self.shared.ended.store(true, Ordering::SeqCst);
        // This connection wakes the listener.
        let _ = TcpStream::connect(("127.0.0.1", self.port));
        let violations = self.take_violations();
        if !std::thread::panicking() {
            assert!(violations.is_empty(), "GitHub would not have this: {violations:#?}");
        }
    }
}

fn serve(shared: &Shared, stream: TcpStream) {
    let mut writer = stream.try_clone().unwrap();
    let mut reader = BufReader::new(stream);
    while let Some(request) = http::read(&mut reader) {
        let reply = answer(shared, &request);
        if !http::write(&mut writer, &reply) {
            let _ = writer.shutdown(std::net::Shutdown::Both);
            return;
        }
    }
}

fn fault_of(shared: &Shared, request: &Request) -> Option<Kind> {
    let mut faults = shared.faults.lock().unwrap();
    let hit = faults.iter_mut().find(|fault| {
        fault.times > 0 && fault.method == request.method && request.path.contains(fault.path)
    })?;
    hit.times -= 1;
    Some(hit.kind.clone())
}

fn answer(shared: &Shared, request: &Request) -> Reply {
    let body: Option<Value> = serde_json::from_slice(&request.body).ok();
    let fault = fault_of(shared, request);
    let reply = match fault {
        Some(Kind::Drop) => Reply::Drop,
        Some(Kind::Status(status, message, headers)) => {
            let mut reply = routes::refuse(status, message);
            if let Reply::Answer { headers: own, .. } = &mut reply {
                own.extend(headers.into_iter().map(|(name, value)| (name.to_owned(), value)));
            }
            reply
        }
        Some(Kind::Garbage) => Reply::Answer {
            status: 200,
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            body: b"<html>".to_vec(),
        },
        Some(Kind::Truncated) => Reply::Truncated { body: b"{\"id\": 1".to_vec() },
        Some(Kind::DropAfter) => {
            normal(shared, request, body.as_ref());
            Reply::Drop
        }
        Some(Kind::Before(hook)) => {
            hook(&mut shared.state.lock().unwrap());
            normal(shared, request, body.as_ref())
        }
        None => normal(shared, request, body.as_ref()),
    };
    let (method, path) = (request.method.clone(), request.path.clone());
    shared.recorded.lock().unwrap().push(Recorded { method, path });
    reply
}

/// Answers without a fault: the request and the answer are validated with the schema.
fn normal(shared: &Shared, request: &Request, body: Option<&Value>) -> Reply {
    let path = request.path.strip_prefix("/api/v3").unwrap_or(&request.path);
    let violate = |why: String| {
        let line = format!("{} {path}: {why}", request.method);
        shared.violations.lock().unwrap().push(line);
    };
    let Some(operation) = schema::operation(&request.method, path) else {
        violate("GitHub has no such operation".to_owned());
        return routes::refuse(404, "Not Found");
    };
    let mut wrong = operation.query(&request.query);
    if request.method != "DELETE" && (request.method != "GET" || body.is_some()) {
        wrong.extend(operation.body(body));
    }
    wrong.extend(routes::prose(request, body));
    if !wrong.is_empty() {
        wrong.iter().cloned().for_each(violate);
        return routes::refuse(422, &wrong.join("; "));
    }
    let mut state = shared.state.lock().unwrap();
    let (status, headers, value) = routes::route(&mut state, request, path, body);
    drop(state);
    let bytes = match value {
        routes::Content::Json(value) => {
            let value = operation.filled(status, value);
            operation
                .answer(status, &value)
                .into_iter()
                .for_each(|why| violate(format!("own answer: {why}")));
            value.to_string().into_bytes()
        }
        routes::Content::Raw(bytes) => bytes,
    };
    let mut all = vec![
        ("content-type".to_owned(), "application/json".to_owned()),
        ("x-ratelimit-limit".to_owned(), "1000".to_owned()),
        ("x-ratelimit-remaining".to_owned(), "900".to_owned()),
    ];
    all.extend(headers);
    Reply::Answer { status, headers: all, body: bytes }
}

/// The server of another party, which must never get a request with our token.
pub(crate) struct Elsewhere {
    pub(crate) url: String,
    seen: Arc<Mutex<Vec<Request>>>,
}

impl Elsewhere {
    pub(crate) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let seen = Arc::new(Mutex::new(Vec::new()));
        let kept = Arc::clone(&seen);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut reader = BufReader::new(stream.try_clone().unwrap());
                if let Some(request) = http::read(&mut reader) {
                    kept.lock().unwrap().push(request);
                }
                let body = json!({}).to_string().into_bytes();
                http::write(&mut stream, &Reply::Answer { status: 200, headers: vec![], body });
            }
        });
        Self { url, seen }
    }

    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}
