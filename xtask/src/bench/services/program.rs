//! The programs to build: one call of a service by one of the clients.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::BenchService;
use crate::corpus::{self, convert};
use crate::output;
use crate::sync::write_if_new;

/// A client of a service.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Opponent {
    Official,
    /// The official client without its legacy HTTP stack.
    Lean,
    Ours,
}

impl Opponent {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Official => "official",
            Self::Lean => "lean",
            Self::Ours => "ours",
        }
    }

    pub(super) fn package(self, service: &BenchService) -> String {
        match self {
            Self::Official | Self::Lean => format!("aws-sdk-{}", service.name.replace('-', "")),
            Self::Ours => service.name.to_owned(),
        }
    }

    /// Returns the dependency of the program on the client.
    fn dependency(self, service: &BenchService) -> String {
        let package = self.package(service);
        match self {
            Self::Official => format!(r#"client = {{ package = "{package}", version = "1" }}"#),
            Self::Lean => format!(
                r#"client = {{ package = "{package}", version = "1", default-features = false, features = ["default-https-client", "rt-tokio"] }}"#
            ),
            Self::Ours => format!(
                r#"client = {{ package = "{package}", path = "client", default-features = false, features = ["default-https-client"] }}"#
            ),
        }
    }
}

/// Writes the program of a service and returns its folder.
pub(super) fn project(service: &BenchService, opponent: Opponent) -> Result<PathBuf, String> {
    let folder = output::workspace().join(format!("target/bench/programs/{}-{}", service.name, opponent.name()));
    if opponent == Opponent::Ours {
        generate(service, &folder.join("client"))?;
    }
    let manifest = format!(
        "[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[lib]\n\n[[bin]]\nname = \"program\"\npath = \"src/main.rs\"\n\n\
         [dependencies]\n{}\ntokio = {{ version = \"1\", default-features = false, features = [\"rt-multi-thread\"] }}\n\n\
         # A generated crate is a workspace of its own.\n[workspace]\nexclude = [\"client\"]\n",
        opponent.dependency(service)
    );
    for (name, text) in [
        ("Cargo.toml", manifest.as_str()),
        (
            "src/lib.rs",
            "//! Empty: building it is building what the program depends on.\n",
        ),
        ("src/main.rs", &PROGRAM.replace("@call@", service.call)),
    ] {
        write_if_new(&folder.join(name), text).map_err(|error| format!("cannot write {name}: {error}"))?;
    }
    Ok(folder)
}

const PROGRAM: &str = r#"//! One call with credentials of the program's own.

use client::config::{BehaviorVersion, Credentials, Region};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let config = client::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("key", "secret", None, None, "program"))
        .build();
    let client = client::Client::from_conf(config);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    println!("{:?}", runtime.block_on(async { client.@call@.send().await })?);
    Ok(())
}
"#;

/// Generates our client from the facts of botocore.
fn generate(service: &BenchService, out: &Path) -> Result<(), String> {
    let folder = output::workspace().join("target/corpus");
    let facts = corpus::facts(&folder).map_err(|_| "botocore's facts are missing".to_owned())?;
    let facts = facts.join(format!("{}.json", service.name));
    let facts = fs::read_to_string(facts).map_err(|error| error.to_string())?;
    let facts = serde_json::from_str(&facts).map_err(|error| error.to_string())?;
    let model = folder.join(format!("models/{}.json", service.name));
    let text = format!("{:#}\n", convert::model(&facts)?);
    write_if_new(&model, &text).map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let status = Command::new(program)
        .args(["codegen", "--model"])
        .arg(&model)
        .arg("--out")
        .arg(out)
        .arg("--runtime")
        .arg(output::workspace().join("runtime"))
        .stdout(std::process::Stdio::null())
        .status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("the generator failed: {status}")),
        Err(error) => Err(error.to_string()),
    }
}
