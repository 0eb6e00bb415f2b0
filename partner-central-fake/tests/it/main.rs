//! Tests of the program: its settings, its check of signatures, and how it ends.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_partner-central-fake");

/// A running program, which ends when its standard input is closed.
struct Program {
    child: Child,
    settings: BTreeMap<String, String>,
}

impl Program {
    fn start(arguments: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .arg("--until-stdin-ends")
            .args(arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let settings = lines.take(5).map(|line| {
            let line = line.unwrap();
            let (name, value) = line.strip_prefix("export ").unwrap().split_once('=').unwrap();
            (name.to_owned(), value.to_owned())
        });
        let settings = settings.collect();
        Self { child, settings }
    }

    /// Sends a request without a signature; returns the status and the body.
    fn call(&self, operation: &str, body: &str) -> (u16, String) {
        let address = self.settings["AWS_ENDPOINT_URL"].strip_prefix("http://").unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let request = format!(
            "POST / HTTP/1.1\r\nhost: {address}\r\nx-amz-target: AWSPartnerCentralSelling.{operation}\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        );
        stream.write_all(request.as_bytes()).unwrap();
        stream.shutdown(std::net::Shutdown::Write).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        let (head, body) = response.split_once("\r\n\r\n").unwrap();
        let status = head.split(' ').nth(1).unwrap().parse().unwrap();
        (status, body.to_owned())
    }

    /// Closes the standard input; returns whether the program exited with success.
    fn end(mut self) -> bool {
        drop(self.child.stdin.take());
        self.child.wait().unwrap().success()
    }
}

#[test]
fn it_prints_its_settings_and_ends_with_its_input() {
    let program = Program::start(&[]);
    let names: Vec<_> = program.settings.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "AWS_ACCESS_KEY_ID",
            "AWS_ENDPOINT_URL",
            "AWS_REGION",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_SESSION_TOKEN"
        ]
    );
    let (status, body) = program.call("ListSolutions", r#"{"Catalog":"Sandbox"}"#);
    assert!(
        status == 403 && body.contains("MissingAuthenticationTokenException"),
        "{status} {body}"
    );
    assert!(program.end());
}

#[test]
fn options_fill_a_catalog_and_fail_requests() {
    let program = Program::start(&[
        "--no-signatures",
        "--seed",
        "3",
        "--catalog",
        "AWS",
        "--fail-rate",
        "0.5",
    ]);
    let list = || program.call("ListOpportunities", r#"{"Catalog":"AWS"}"#);
    let (status, body) = list();
    assert_eq!((status, body.matches("\"Id\":").count()), (200, 3), "{body}");
    let (status, body) = list();
    assert!(
        status == 500 && body.contains("InternalServerException"),
        "{status} {body}"
    );
    assert!(program.end());
}

#[test]
fn what_is_no_call_is_rejected() {
    let program = Program::start(&["--no-signatures"]);
    for (operation, body, name) in [
        ("SellAll", "{}", "UnknownOperationException"),
        ("ListSolutions", "[", "SerializationException"),
        ("ListSolutions", r#"{"Catalog":null}"#, "ValidationException"),
        ("ListSolutions", r#"{"Catalog":"Production"}"#, "ValidationException"),
    ] {
        let (status, response) = program.call(operation, body);
        assert!(
            status == 400 && response.contains(name),
            "{operation} {body}: {response}"
        );
    }
    assert!(program.end());
}

#[test]
fn wrong_options_are_explained() {
    let failed = |arguments: &[&str]| {
        let output = Command::new(PROGRAM).args(arguments).output().unwrap();
        assert!(!output.status.success());
        String::from_utf8(output.stderr).unwrap()
    };
    assert!(failed(&["--fail-rate", "7"]).contains("expected a number from 0 to 1"));
    assert!(failed(&["--listen", "192.0.2.1:1"]).contains("cannot listen on 192.0.2.1:1"));
    for address in ["127.0.0.1", "nowhere:1", "localhost", "localhost:x", ""] {
        let error = failed(&["--listen", address]);
        assert!(error.contains("such as 127.0.0.1:8080"), "{error}");
    }
    assert!(failed(&["--catalog", "Production"]).contains("[possible values: AWS, Sandbox]"));
}

#[test]
fn a_port_in_use_is_named() {
    let first = Program::start(&["--listen", "localhost:0"]);
    let url = &first.settings["AWS_ENDPOINT_URL"];
    let address = url.strip_prefix("http://").unwrap();
    assert!(address.starts_with("127.0.0.1:"), "{address}");
    let second = Command::new(PROGRAM).args(["--listen", address]).output().unwrap();
    let error = String::from_utf8(second.stderr).unwrap();
    assert!(
        !second.status.success() && error.contains(&format!("cannot listen on {address}")),
        "{error}"
    );
    assert!(first.end());
}
