//! `smithy-codegen call` with streams, in each protocol, and with the endpoint rules of the model.

mod blobs;
mod events;
mod protocols;

use std::io::Write as _;
use std::process::{Command, Stdio};

use crate::place::{Place, Ran};

const ENVIRONMENT: [(&str, &str); 5] = [
    ("AWS_ACCESS_KEY_ID", "AKID"),
    ("AWS_SECRET_ACCESS_KEY", "SECRET"),
    ("AWS_REGION", "us-east-1"),
    ("AWS_CONFIG_FILE", "/nonexistent"),
    ("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent"),
];

fn call(place: &Place, arguments: &[&str], stdin: &[u8]) -> Ran {
    let mut command = Command::new(env!("CARGO_BIN_EXE_smithy-codegen"));
    command.env_clear().envs(ENVIRONMENT).current_dir(place.path(""));
    command.args(["call", "--model", "a.smithy"]).args(arguments);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(stdin).unwrap();
    Ran::from(child.wait_with_output().unwrap())
}

const STREAMS: &str = r#"$version: "2"
namespace a

@aws.protocols#restJson1
service Radio { version: "1", operations: [Upload, Download, Listen, Talk] }

@http(method: "PUT", uri: "/files/{name}")
@idempotent
operation Upload {
    input := { @httpLabel @required name: String, @httpPayload @required body: Body }
    output := { size: Integer }
}

@http(method: "GET", uri: "/files/{name}")
@readonly
operation Download {
    input := { @httpLabel @required name: String }
    output := { @httpHeader("x-kind") kind: String, @httpPayload @required body: Body }
}

@http(method: "POST", uri: "/listen")
operation Listen {
    output := { @httpPayload words: Words }
}

@http(method: "POST", uri: "/talk")
operation Talk {
    input := { @httpPayload words: Words }
    output := { count: Integer }
}

@streaming
blob Body

@streaming
union Words { word: Word, end: End, tired: Tired }

structure Word { text: String, volume: Integer }
structure End {}

@error("client")
structure Tired { message: String }
"#;
