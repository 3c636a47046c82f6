//! The client against a misbehaving server: what is repeated, what is reported, where the token
//! goes.

use std::time::Duration;

use serde_json::json;
use truegreen::github::{ApiFault, Client, ClientError, Pace, Tls, Token, api_path};

use crate::scripted::{Play, ROOT, Server, json as answer, with};

pub(crate) const SECRET: &str = "ghs_0123456789secret";

/// The same number of attempts as the product, with shorter times.
pub(crate) const QUICK: Pace = Pace {
    attempts: 4,
    base: Duration::from_millis(1),
    cap: Duration::from_millis(2),
    longest: Duration::from_secs(60),
    total: Duration::from_secs(120),
    patience: Duration::from_secs(20),
    quick_writes: 5,
    between_writes: Duration::from_millis(1),
};

pub(crate) fn client(server: &Server) -> Client {
    at(&format!("http://127.0.0.1:{}", server.port()))
}

fn at(url: &str) -> Client {
    Client::new(url, Token::new(SECRET).unwrap(), &Tls::default()).unwrap().with_pace(QUICK)
}

/// Makes a script of lines and what happens to them.
pub(crate) fn script(steps: Vec<(&str, Play)>) -> Server {
    Server::start(|_| steps.into_iter().map(|(line, play)| (line.to_owned(), play)).collect())
}

fn shown(fault: &ApiFault) -> String {
    let text = format!("{fault} {fault:?}");
    assert!(!text.contains("secret"), "{text}");
    text
}

#[test]
fn a_call_says_who_and_what_and_in_which_version() {
    let server = script(vec![
        ("GET /repos/o/n?a=b+c%26d", answer(200, &json!({"id": 1}))),
        ("GET /repos/o/n/contents/x", Play::Answer(200, vec![], b"\xff raw".to_vec())),
        ("POST /repos/o/n/issues", answer(201, &json!({"id": 2}))),
    ]);
    let client = client(&server);
    assert_eq!(client.get("/repos/o/n", &[("a", "b c&d")]).unwrap(), json!({"id": 1}));
    assert_eq!(client.get_raw("/repos/o/n/contents/x", &[]).unwrap(), b"\xff raw");
    client.post("/repos/o/n/issues", &json!({"x": "ä"})).unwrap();
    let seen = server.finish();
    for request in &seen {
        let version = concat!("truegreen/", env!("CARGO_PKG_VERSION"));
        assert_eq!(request.header("user-agent"), Some(version));
        assert_eq!(request.header("authorization"), Some(format!("Bearer {SECRET}").as_str()));
        assert_eq!(request.header("x-github-api-version"), Some("2022-11-28"));
    }
    assert_eq!(seen[0].header("accept"), Some("application/vnd.github+json"));
    assert_eq!(seen[1].header("accept"), Some("application/vnd.github.raw+json"));
    assert_eq!(seen[2].header("content-type"), Some("application/json"));
    assert_eq!(seen[2].body, json!({"x": "ä"}));
    assert!(!format!("{client:?}").contains("secret"));
}

#[test]
fn a_read_is_tried_again_when_the_server_failed_was_cut_off_or_asks_to_wait() {
    let failed = || answer(502, &json!({"message": "Server Error"}));
    let server = script(vec![
        ("GET /a", failed()),
        ("GET /a", Play::Drop),
        ("GET /a", Play::CutShort),
        ("GET /a", answer(200, &json!(7))),
        ("GET /b", with(429, &[("retry-after", "0")], &json!({}))),
        ("GET /b", with(403, &[("retry-after", "0")], &json!({}))),
        ("GET /b", answer(403, &json!({"message": "You have exceeded a secondary rate limit"}))),
        ("GET /b", answer(200, &json!(8))),
        ("GET /c", failed()),
        ("GET /c", failed()),
        ("GET /c", failed()),
        ("GET /c", failed()),
    ]);
    let client = client(&server);
    assert_eq!(client.get("/a", &[]), Ok(json!(7)));
    assert_eq!(client.get("/b", &[]), Ok(json!(8)));
    assert_eq!(client.get("/c", &[]), Err(ApiFault::Server { status: 502 }));
    server.finish();
}

#[test]
fn a_limit_that_lasts_is_told_and_not_waited_for() {
    let far = (jiff::Timestamp::now().as_second() + 3_000).to_string();
    let spent = [("x-ratelimit-remaining", "0"), ("x-ratelimit-reset", far.as_str())];
    let server = script(vec![
        ("GET /a", with(403, &spent, &json!({"message": "API rate limit exceeded"}))),
        ("GET /b", with(429, &[("retry-after", "61")], &json!({}))),
    ]);
    let client = client(&server);
    let fault = client.get("/a", &[]).unwrap_err();
    let ApiFault::RateLimited { after: Some(after) } = fault else { panic!("{fault:?}") };
    assert!((2_900..=3_000).contains(&after.as_secs()), "{after:?}");
    let after = Some(Duration::from_secs(61));
    assert_eq!(client.get("/b", &[]), Err(ApiFault::RateLimited { after }));
    server.finish();
}

#[test]
fn all_waits_of_a_client_together_have_an_end() {
    let limited = || with(429, &[("retry-after", "1")], &json!({}));
    let server = script(vec![("GET /a", limited())]);
    let total = Duration::from_millis(999);
    let client = client(&server).with_pace(Pace { total, ..QUICK });
    let after = Some(Duration::from_secs(1));
    assert_eq!(client.get("/a", &[]), Err(ApiFault::RateLimited { after }));
    server.finish();
}

#[test]
fn what_may_have_been_done_is_not_asked_for_twice() {
    let server = script(vec![
        ("POST /a", Play::Drop),
        ("POST /b", answer(502, &json!({}))),
        ("POST /c", Play::CutShort),
        ("POST /d", answer(201, &json!("no end")).cut()),
        ("PATCH /e", Play::Drop),
        ("POST /f", with(429, &[("retry-after", "0")], &json!({}))),
        ("POST /f", answer(201, &json!(1))),
        ("PATCH /g", Play::Drop),
        ("PATCH /g", answer(200, &json!(2))),
        ("DELETE /h", answer(502, &json!({}))),
        ("DELETE /h", Play::Answer(204, vec![], vec![])),
        ("DELETE /i", answer(404, &json!({}))),
    ]);
    let client = client(&server).with_pace(Pace { quick_writes: 99, ..QUICK });
    let body = json!({});
    for path in ["/a", "/b", "/c", "/d"] {
        let fault = client.post(path, &body).unwrap_err();
        assert!(fault.may_have_been_done(), "{path}: {fault:?}");
    }
    assert!(client.patch_once("/e", &body).unwrap_err().may_have_been_done());
    assert_eq!(client.post("/f", &body), Ok(json!(1)));
    assert_eq!(client.patch("/g", &body), Ok(json!(2)));
    assert_eq!(client.delete("/h"), Ok(()));
    assert_eq!(client.delete("/i"), Ok(()));
    server.finish();
}

impl Play {
    /// Returns the same answer with an end that is no JSON.
    fn cut(self) -> Self {
        match self {
            Self::Answer(status, headers, body) => {
                Self::Answer(status, headers, body[..body.len() - 1].to_vec())
            }
            other => other,
        }
    }
}

#[test]
fn a_silence_ends() {
    let server = script(vec![("GET /a", Play::Silence), ("GET /a", Play::Silence)]);
    let patience = Duration::from_millis(150);
    let client = client(&server).with_pace(Pace { attempts: 2, patience, ..QUICK });
    let why = "no answer in time".to_owned();
    assert_eq!(client.get("/a", &[]), Err(ApiFault::Unreachable { why, maybe_sent: true }));
    server.finish();
}

#[test]
fn nobody_there_is_unreachable_and_nothing_was_sent() {
    // A port that was just closed may be another test's by now; no server listens on port 1.
    let client = at("http://127.0.0.1:1");
    let fault = client.post("/a", &json!({})).unwrap_err();
    assert!(matches!(fault, ApiFault::Unreachable { maybe_sent: false, .. }), "{fault:?}");
    assert!(shown(&fault).contains("refused"), "{fault}");
}

#[test]
fn an_answer_that_is_no_json_or_has_no_end_is_not_tried_again() {
    let server = script(vec![
        ("GET /a", Play::Answer(200, vec![], b"<html>".to_vec())),
        ("GET /b", Play::Answer(200, vec![], vec![b' '; (20 << 20) + 1])),
    ]);
    let client = client(&server);
    assert!(matches!(client.get("/a", &[]), Err(ApiFault::InvalidAnswer { .. })));
    assert_eq!(client.get("/b", &[]), Err(ApiFault::TooLarge { limit: 20 << 20 }));
    server.finish();
}

#[test]
fn a_redirect_is_followed_here_and_nowhere_else() {
    let elsewhere = script(vec![]);
    let away = format!("http://127.0.0.1:{}/x", elsewhere.port());
    let server = Server::start(|here| {
        let to = |status, place: &str| with(status, &[("location", place)], &json!({}));
        vec![
            ("GET /a".to_owned(), to(301, &format!("{here}/b"))),
            ("GET /b".to_owned(), to(307, "/c?d=e")),
            ("GET /c?d=e".to_owned(), answer(200, &json!(1))),
            ("GET /away".to_owned(), to(302, &away)),
            ("POST /away".to_owned(), to(307, &away)),
            ("POST /here".to_owned(), to(307, "/there")),
            ("GET /user".to_owned(), to(302, &here.replace("127", "user:x@127"))),
            ("GET /loop".to_owned(), to(302, "/loop")),
            ("GET /loop".to_owned(), to(302, "/loop")),
            ("GET /loop".to_owned(), to(302, "/loop")),
            ("GET /loop".to_owned(), to(302, "/loop")),
        ]
    });
    let client = client(&server);
    assert_eq!(client.get("/a", &[]), Ok(json!(1)));
    let to = format!("http://127.0.0.1:{}", elsewhere.port());
    assert_eq!(client.get("/away", &[]), Err(ApiFault::Redirected { to: to.clone() }));
    assert_eq!(client.post("/away", &json!({})), Err(ApiFault::Redirected { to }));
    assert!(matches!(client.post("/here", &json!({})), Err(ApiFault::Redirected { .. })));
    assert!(matches!(client.get("/user", &[]), Err(ApiFault::Redirected { .. })));
    assert!(matches!(client.get("/loop", &[]), Err(ApiFault::InvalidAnswer { .. })));
    server.finish();
    elsewhere.finish();
}

#[test]
fn a_token_that_a_server_sends_back_is_not_shown() {
    let echo = json!({"message": format!("bad header `Bearer {SECRET}`")});
    let codes = [400, 401, 403, 404, 422];
    let server = script(codes.iter().map(|&code| ("GET /a", answer(code, &echo))).collect());
    let client = client(&server);
    for _ in codes {
        shown(&client.get("/a", &[]).unwrap_err());
    }
    server.finish();
}

#[test]
fn a_name_that_leads_elsewhere_is_not_sent() {
    let server = script(vec![]);
    let client = client(&server);
    for bad in [api_path(&["repos", "..", "user"]), "/a/%2e%2e/b".to_owned(), "/a?b=c".to_owned()] {
        assert_eq!(client.get(&bad, &[]), Err(ApiFault::Path { path: bad.clone() }));
        assert_eq!(client.delete(&bad), Err(ApiFault::Path { path: bad.clone() }));
    }
    server.finish();
}

#[test]
fn a_list_comes_whole_or_not_at_all() {
    let server = Server::start(|here| {
        let next = |to: &str| format!("<{to}>; rel=\"next\", <{here}/z>; rel=\"last\"");
        let page = |to: &str, body| with(200, &[("link", &next(to))], &body);
        let two = format!("{here}/a?per_page=100&page=2");
        let jobs = |total, jobs: &[u64]| json!({"total_count": total, "jobs": jobs});
        vec![
            ("GET /a?x=y&per_page=100".to_owned(), page(&two, json!([1, 2]))),
            ("GET /a?per_page=100&page=2".to_owned(), answer(200, &json!([3]))),
            ("GET /b?per_page=100".to_owned(), answer(200, &jobs(3, &[1, 2]))),
            // The list grew between two pages, so it is read again.
            ("GET /c?per_page=100".to_owned(), page(&format!("{here}/c?page=2"), jobs(2, &[1]))),
            ("GET /c?page=2".to_owned(), answer(200, &jobs(3, &[3]))),
            ("GET /c?per_page=100".to_owned(), answer(200, &jobs(1, &[1]))),
            ("GET /d?per_page=100".to_owned(), answer(200, &json!({"message": "hi"}))),
        ]
    });
    let client = client(&server);
    assert_eq!(client.get_pages("/a", &[("x", "y")], ""), Ok(vec![json!(1), json!(2), json!(3)]));
    let why = "2 of 3 came".to_owned();
    assert_eq!(client.get_pages("/b", &[], "jobs"), Err(ApiFault::Incomplete { why }));
    assert_eq!(client.get_pages("/c", &[], "jobs"), Ok(vec![json!(1)]));
    assert!(matches!(client.get_pages("/d", &[], "jobs"), Err(ApiFault::InvalidAnswer { .. })));
    server.finish();
}

#[test]
fn a_next_page_elsewhere_is_refused_and_a_list_without_end_is_not_cut() {
    let elsewhere = script(vec![]);
    let away = format!("<http://127.0.0.1:{}/x>; rel=\"next\"", elsewhere.port());
    let server = script(vec![("GET /a?per_page=100", with(200, &[("link", &away)], &json!([])))]);
    let fault = client(&server).get_pages("/a", &[], "").unwrap_err();
    let to = format!("http://127.0.0.1:{}", elsewhere.port());
    assert_eq!(fault, ApiFault::Redirected { to });
    server.finish();
    elsewhere.finish();

    let again = || with(200, &[("link", "</a?per_page=100>; rel=\"next\"")], &json!([1]));
    let server = script((0..100).map(|_| ("GET /a?per_page=100", again())).collect());
    let fault = client(&server).get_pages("/a", &[], "").unwrap_err();
    assert!(matches!(fault, ApiFault::Incomplete { .. }), "{fault:?}");
    server.finish();
}

#[test]
fn only_a_certificate_that_was_asked_for_is_trusted_besides_the_roots() {
    let server = Server::start_tls(|_| vec![("GET /a".to_owned(), answer(200, &json!(1)))]);
    let url = format!("https://127.0.0.1:{}", server.port());
    let fault = at(&url).get("/a", &[]).unwrap_err();
    assert!(matches!(fault, ApiFault::Certificate { .. }), "{fault:?}");
    assert!(shown(&fault).contains("UnknownIssuer"), "{fault}");
    let tls = Tls { ca_file: Some(ROOT.to_vec()) };
    let client = Client::new(&url, Token::new(SECRET).unwrap(), &tls).unwrap();
    assert_eq!(client.get("/a", &[]), Ok(json!(1)));
    // The certificate is for the address, not for the name.
    let named =
        Client::new(&url.replace("127.0.0.1", "localhost"), Token::new(SECRET).unwrap(), &tls);
    let fault = named.unwrap().get("/a", &[]).unwrap_err();
    assert!(matches!(fault, ApiFault::Certificate { .. }), "{fault:?}");
    server.finish();
}

#[test]
fn a_server_without_tls_is_no_server_that_can_be_trusted() {
    let server = Server::start_garbled();
    let fault = at(&format!("https://127.0.0.1:{}", server.port())).get("/a", &[]).unwrap_err();
    assert!(matches!(fault, ApiFault::Certificate { .. }), "{fault:?}");
    server.finish();
}

#[test]
fn reads_run_side_by_side() {
    let server = script((0..8).map(|_| ("GET /a", answer(200, &json!(1)))).collect());
    let client = client(&server);
    let got: usize = std::thread::scope(|scope| {
        let reads: Vec<_> = (0..8).map(|_| scope.spawn(|| client.get("/a", &[]))).collect();
        reads.into_iter().map(|read| usize::from(read.join().unwrap().is_ok())).sum()
    });
    assert_eq!(got, 8);
    server.finish();
}

#[test]
fn an_address_that_would_show_the_token_is_refused() {
    let made = |url: &str| Client::new(url, Token::new(SECRET).unwrap(), &Tls::default());
    for url in [
        "https://api.github.com",
        "https://ghe.example/api/v3/",
        "http://127.0.0.1:1",
        "http://[::1]:1",
        "http://localhost:1",
    ] {
        assert!(made(url).is_ok(), "{url}");
    }
    for url in [
        "http://api.github.com",
        "http://10.0.0.1",
        "http://localhost.example",
        "ftp://127.0.0.1",
        "api.github.com",
        "",
        "https://a.example/?x=y",
        "https://a.example/#x",
    ] {
        let error = made(url).unwrap_err();
        assert_eq!(error, ClientError::Url { url: url.to_owned(), why: why(&error) });
    }
    let error = made(&format!("https://x:{SECRET}@a.example")).unwrap_err();
    assert!(!format!("{error} {error:?}").contains("secret"));
    let token = Token::new("a\nb").unwrap();
    let error = Client::new("https://a.example", token, &Tls::default()).unwrap_err();
    assert_eq!(error, ClientError::Token);
    let tls = |pem: &[u8]| Tls { ca_file: Some(pem.to_vec()) };
    for pem in
        [b"".as_slice(), b"none", b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"]
    {
        let error = Client::new("https://a.example", Token::new(SECRET).unwrap(), &tls(pem));
        assert!(matches!(error, Err(ClientError::Certificates { .. })), "{error:?}");
    }
}

fn why(error: &ClientError) -> &'static str {
    match error {
        ClientError::Url { why, .. } => why,
        other => panic!("{other:?}"),
    }
}

#[test]
fn an_address_keeps_its_path() {
    let server = script(vec![("GET /api/v3/a/b%2Fc", answer(200, &json!(1)))]);
    let client = at(&format!("http://127.0.0.1:{}/api/v3/", server.port()));
    assert_eq!(client.get(&api_path(&["a", "b/c"]), &[]), Ok(json!(1)));
    server.finish();
}
