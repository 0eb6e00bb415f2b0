//! `cargo xtask` as people call it: exit codes, what it says, and which files it touches.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::{Duration, SystemTime};

use tempfile::TempDir;

use crate::report_skipped;

const MODEL: &str = r#"{
  "smithy": "2.0",
  "shapes": {
    "example#Kiosk": { "type": "service", "version": "1", "operations": [{ "target": "example#Buy" }, { "target": "example#Browse" }],
      "traits": { "aws.protocols#awsJson1_0": {}, "smithy.api#documentation": "Sells papers." } },
    "example#Buy": { "type": "operation", "input": { "target": "example#BuyInput" }, "traits": { "smithy.api#documentation": "Buys one." } },
    "example#BuyInput": { "type": "structure", "members": { "Paper": { "target": "example#Paper", "traits": { "smithy.api#documentation": "Which." } } },
      "traits": { "smithy.api#documentation": "What to buy." } },
    "example#Paper": { "type": "structure", "members": { "Title": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "On the front." } } },
      "traits": { "smithy.api#documentation": "A paper." } },
    "example#Browse": { "type": "operation", "traits": { "smithy.api#documentation": "Looks around." } }
  }
}
"#;

/// A folder with a model in it.
struct Place(TempDir);

impl Place {
    fn new() -> Self {
        let place = Self(tempfile::tempdir().unwrap());
        place.put("model.json", MODEL);
        place
    }

    /// Returns a place with the model's crate in `out`, whose files seem to be an hour old.
    fn generated() -> Self {
        let place = Self::new();
        assert_eq!(place.codegen(&[]).code, 0);
        for path in place.files("out").keys() {
            fs::File::options()
                .write(true)
                .open(place.path("out").join(path))
                .unwrap()
                .set_modified(hour_ago())
                .unwrap();
        }
        place
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn put(&self, name: &str, text: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn text(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    fn is_old(&self, name: &str) -> bool {
        let modified = fs::metadata(self.path(name)).unwrap().modified().unwrap();
        modified < SystemTime::now() - Duration::from_secs(600)
    }

    /// Returns the files below a folder with their texts.
    fn files(&self, name: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.path(name), &self.path(name), &mut files);
        files
    }

    fn run(&self, arguments: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        Ran::from(output)
    }

    fn codegen(&self, more: &[&str]) -> Ran {
        self.run(&[&["codegen", "--model", "model.json", "--out", "out"], more].concat())
    }
}

fn hour_ago() -> SystemTime {
    SystemTime::now() - Duration::from_secs(3_600)
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(root, &path, files);
        } else {
            files.insert(
                path.strip_prefix(root).unwrap().to_str().unwrap().to_owned(),
                fs::read_to_string(&path).unwrap(),
            );
        }
    }
}

/// The exit of a command.
#[derive(Debug)]
struct Ran {
    code: i32,
    out: String,
    err: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Self {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

impl Ran {
    #[track_caller]
    fn ends_with_code(&self, code: i32) -> &Self {
        assert_eq!(self.code, code, "{self:#?}");
        self
    }

    #[track_caller]
    fn tells(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.err.contains(word), "no {word:?} in {}", self.err);
        }
        self
    }

    #[track_caller]
    fn prints(&self, words: &[&str]) -> &Self {
        for word in words {
            assert!(self.out.contains(word), "no {word:?} in {}", self.out);
        }
        self
    }
}

#[test]
fn help_names_the_commands() {
    let place = Place::new();
    place
        .run(&["--help"])
        .ends_with_code(0)
        .prints(&["cargo xtask", "codegen", "corpus", "import", "traits"]);
    place.run(&["codegen", "--help"]).ends_with_code(0).prints(&[
        "--check",
        "--model",
        "--out",
        "--service",
        "--operations",
        "--runtime",
        "--stats",
    ]);
    place.run(&["codgen"]).ends_with_code(2).tells(&["codgen", "codegen"]);
    place
        .run(&["codegen", "--chekc"])
        .ends_with_code(2)
        .tells(&["--chekc", "--check"]);
}

#[test]
fn the_corpus_takes_checks_that_cargo_knows() {
    let place = Place::new();
    place.run(&["corpus", "--help"]).ends_with_code(0).prints(&[
        "--only",
        "--cargo",
        "--jobs",
        "- check:",
        "- clippy:",
        "- doc:",
        "- test:",
    ]);
    place
        .run(&["corpus", "--cargo", "chekc"])
        .ends_with_code(2)
        .tells(&["chekc", "check"]);
    place
        .run(&["corpus", "--jobs", "0"])
        .ends_with_code(2)
        .tells(&["--jobs"]);
}

#[test]
fn a_model_becomes_a_crate() {
    let place = Place::new();
    place
        .codegen(&[])
        .ends_with_code(0)
        .prints(&["out: ", " written, 0 removed"]);
    let files = place.files("out");
    assert!(
        files.contains_key("Cargo.toml")
            && files.contains_key("src/lib.rs")
            && files.contains_key("src/operation/buy/input.rs"),
        "{:?}",
        files.keys()
    );
    for (path, text) in &files {
        assert!(
            text.lines().next().unwrap().contains("@generated by smithy-codegen"),
            "{path}"
        );
    }
    assert!(
        files["Cargo.toml"].contains("runtime\""),
        "the runtime is named by its path: {}",
        files["Cargo.toml"]
    );
}

#[test]
fn equal_files_are_not_touched() {
    let place = Place::generated();
    let ran = place.codegen(&[]);
    ran.ends_with_code(0);
    let files = place.files("out");
    let report = format!("out: {} files, up to date\n", files.len());
    assert_eq!((ran.out.as_str(), ran.err.as_str()), (report.as_str(), ""));
    for path in files.keys() {
        assert!(place.is_old(&format!("out/{path}")), "{path}");
    }
}

#[test]
fn check_of_a_fresh_folder_is_silent() {
    let place = Place::generated();
    let ran = place.codegen(&["--check"]);
    ran.ends_with_code(0);
    assert_eq!((ran.out.as_str(), ran.err.as_str()), ("", ""));
}

#[test]
fn check_shows_what_is_stale_and_writes_nothing() {
    let place = Place::generated();
    let changed = place
        .text("out/src/lib.rs")
        .replace("pub mod client;", "pub mod clients;");
    place.put("out/src/lib.rs", &changed);
    place.put(
        "out/src/types/gone.rs",
        "// @generated by smithy-codegen 0.1.0\nstruct Gone;\n",
    );
    fs::remove_file(place.path("out/src/error.rs")).unwrap();
    let before = place.files("out");
    let ran = place.codegen(&["--check"]);
    ran.ends_with_code(1)
        .tells(&["out is stale", "cargo xtask codegen"])
        .prints(&[
            "--- a/out/src/lib.rs\n+++ b/out/src/lib.rs\n@@ ",
            "-pub mod clients;\n+pub mod client;\n",
            "--- a/out/src/types/gone.rs",
            "-struct Gone;\n",
            "+++ b/out/src/error.rs",
        ]);
    assert_eq!(place.files("out"), before);
}

#[test]
fn only_what_differs_is_written() {
    let place = Place::generated();
    let fresh = place.text("out/src/lib.rs");
    place.put("out/src/lib.rs", fresh.replace("pub mod client;", ""));
    place.codegen(&[]).ends_with_code(0).prints(&[" 1 written, 0 removed"]);
    assert_eq!(place.text("out/src/lib.rs"), fresh);
    assert!(!place.is_old("out/src/lib.rs") && place.is_old("out/src/client.rs"));
}

#[test]
fn orphans_go_and_files_of_others_stay() {
    let place = Place::generated();
    let mark = "// @generated by smithy-codegen 0.0.1\n";
    place.put("out/src/operation/sell/input.rs", mark);
    place.put("out/src/operation/sell.rs", mark);
    place.put("out/README.md", "Mine.\n");
    place.put(
        "out/src/types/mine.rs",
        "// This mentions @generated by smithy-codegen\n// only below.\n".replacen("// This", "//\n// This", 1),
    );
    place.put("out/target/debug/old.rs", mark);
    place.put("out/.git/config", mark);
    place.codegen(&[]).ends_with_code(0).prints(&[" 0 written, 2 removed"]);
    assert!(!place.path("out/src/operation/sell").exists() && !place.path("out/src/operation/sell.rs").exists());
    for kept in [
        "out/README.md",
        "out/src/types/mine.rs",
        "out/target/debug/old.rs",
        "out/.git/config",
    ] {
        assert!(place.path(kept).is_file(), "{kept}");
    }
}

#[test]
fn a_file_of_others_in_the_way_stops_everything() {
    let place = Place::generated();
    place.put("out/src/lib.rs", "//! Mine.\n");
    fs::remove_file(place.path("out/src/error.rs")).unwrap();
    let before = place.files("out");
    place
        .codegen(&[])
        .ends_with_code(2)
        .tells(&["out/src/lib.rs", "not written by the generator", "--out"]);
    place.codegen(&["--check"]).ends_with_code(2);
    assert_eq!(place.files("out"), before);
}

#[test]
fn nothing_is_written_for_a_broken_model() {
    let place = Place::new();
    place.put(
        "model.json",
        MODEL.replace("\"example#Paper\", \"traits\"", "\"example#Papre\", \"traits\""),
    );
    place.codegen(&[]).ends_with_code(2).tells(&[
        "error[unknown-target]",
        "model.json:7:",
        "example#BuyInput$Paper",
        "help",
    ]);
    assert!(!place.path("out").exists());
}

#[test]
fn nothing_is_half_written() {
    let place = Place::generated();
    for stale in ["out/src/client.rs", "out/src/lib.rs"] {
        place.put(stale, "// @generated by smithy-codegen 0.0.1\n");
    }
    // A folder where the new text of a file is to wait.
    place.put("out/src/lib.rs.new/in-the-way", "");
    let before = place.files("out");
    place.codegen(&[]).ends_with_code(2).tells(&["cannot write to out"]);
    assert_eq!(place.files("out"), before);
    place.put("file", "");
    place
        .run(&["codegen", "--model", "model.json", "--out", "file/out"])
        .ends_with_code(2)
        .tells(&["cannot write to file/out"]);
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_is_an_error_and_stays_as_it_is() {
    use std::os::unix::fs::PermissionsExt;

    let place = Place::generated();
    place.put("out/src/lib.rs", "// @generated by smithy-codegen 0.0.1\n");
    let before = place.files("out");
    let source = place.path("out/src");
    fs::set_permissions(&source, fs::Permissions::from_mode(0o555)).unwrap();
    if fs::write(source.join("probe"), "").is_ok() {
        report_skipped("a read-only folder", "this user may write anywhere");
        return;
    }
    place.codegen(&[]).ends_with_code(2).tells(&["cannot write to out"]);
    fs::set_permissions(&source, fs::Permissions::from_mode(0o755)).unwrap();
    assert_eq!(place.files("out"), before);
}

#[test]
fn a_filter_takes_some_operations() {
    let place = Place::new();
    place.codegen(&["--operations", "Browse"]).ends_with_code(0);
    let files = place.files("out");
    assert!(files.contains_key("src/operation/browse.rs"));
    assert!(
        !files.keys().any(|path| path.contains("buy") || path.contains("paper")),
        "{:?}",
        files.keys()
    );
    place
        .codegen(&["--operations", "Browse,Bye"])
        .ends_with_code(2)
        .tells(&["error[no-operation]", "`Bye`", "did you mean `Buy`?"]);
    place
        .codegen(&["--service", "example#Shop"])
        .ends_with_code(2)
        .tells(&["error[no-service]", "example#Kiosk"]);
}

#[test]
fn stats_tell_files_lines_and_stages() {
    let place = Place::new();
    let ran = place.codegen(&["--stats"]);
    ran.ends_with_code(0).prints(&[
        "kiosk: ", " files, ", " lines", "model", "select", "lower", "emit", "total", " ms",
    ]);
}

#[test]
fn the_runtime_is_a_path_or_a_version_or_the_workspaces() {
    let place = Place::new();
    place.codegen(&["--runtime", "0.7"]).ends_with_code(0);
    assert!(
        place
            .text("out/Cargo.toml")
            .contains("version = \"0.7\", default-features = false")
    );
    place.codegen(&["--runtime", "../elsewhere"]).ends_with_code(0);
    assert!(
        place
            .text("out/Cargo.toml")
            .contains("elsewhere\", default-features = false")
    );
    place.codegen(&["--runtime", "workspace"]).ends_with_code(0);
    let manifest = place.text("out/Cargo.toml");
    assert!(manifest.contains("smithy-client-runtime = { workspace = true, features = [\"aws-json\"] }"));
    // A member of a workspace is not a workspace.
    assert!(!manifest.contains("[workspace]"));
}

#[test]
fn several_files_are_one_model() {
    let place = Place::new();
    place.put("words.json", r#"{ "smithy": "2.0", "shapes": { "example#Buy": { "type": "apply", "traits": { "smithy.api#documentation": "Buys a paper or two." } } } }"#);
    place.codegen(&["--model", "words.json"]).ends_with_code(0);
    assert!(place.text("out/src/client.rs").contains("/// Buys a paper or two."));
}

#[test]
fn what_cannot_be_read_is_named() {
    let place = Place::new();
    place.put("latin.json", b"{ \"smithy\": \"\xfc\" }");
    place.put("not.json", "smithy: 2.0\n");
    place
        .run(&["codegen", "--model", "model.json"])
        .ends_with_code(2)
        .tells(&["--out"]);
    let ran = place.run(&[
        "codegen",
        "--model",
        "missing.json",
        "--model",
        "gone.json",
        "--out",
        "out",
    ]);
    ran.ends_with_code(2).tells(&["missing.json", "gone.json", "help"]);
    place
        .run(&["codegen", "--model", "latin.json", "--out", "out"])
        .ends_with_code(2)
        .tells(&["latin.json", "UTF-8", "byte 13"]);
    place
        .run(&["codegen", "--model", "not.json", "--out", "out"])
        .ends_with_code(2)
        .tells(&["error[not-json]", "not.json:1:1"]);
    place
        .run(&["traits", "--model", "missing.json"])
        .ends_with_code(2)
        .tells(&["missing.json"]);
    place
        .run(&["import", "missing.json"])
        .ends_with_code(2)
        .tells(&["missing.json"]);
    assert!(!place.path("out").exists());
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    let place = Place::new();
    place.put("model.json", format!("\u{feff}{MODEL}"));
    place.codegen(&[]).ends_with_code(0);
}

#[test]
fn warnings_do_not_fail() {
    let place = Place::new();
    place.put(
        "model.json",
        MODEL.replace(
            "\"aws.protocols#awsJson1_0\": {},",
            "\"aws.protocols#awsJson1_0\": {}, \"example#odd\": {},",
        ),
    );
    place
        .codegen(&[])
        .ends_with_code(0)
        .tells(&["warning[unknown-trait]", "example#odd"]);
    assert!(place.path("out/src/lib.rs").is_file());
}

#[test]
fn without_a_model_every_committed_one_becomes_a_crate() {
    let place = Place::new();
    place.run(&["codegen", "--out", "all"]).ends_with_code(0);
    assert!(place.path("all/partnercentral-selling/src/lib.rs").is_file());
}

#[test]
fn traits_are_listed_and_counted() {
    let place = Place::new();
    place.run(&["traits"]).ends_with_code(0).prints(&[
        "smithy.api#required",
        "supported",
        "ignored",
        "aws.protocols#awsJson1_0",
    ]);
    let ran = place.run(&["traits", "--model", "model.json"]);
    ran.ends_with_code(0).prints(&["smithy.api#documentation"]);
    let counted = ran
        .out
        .lines()
        .find(|line| line.starts_with("smithy.api#documentation"))
        .unwrap();
    assert_eq!(counted.split_whitespace().nth(1), Some("7"), "{counted}");
}

#[test]
fn a_reader_that_has_gone_is_no_failure() {
    let place = Place::new();
    for arguments in [
        &["traits"][..],
        &["--help"],
        &["codegen", "--help"],
        &["ast", "model.json"],
        &["check", "model.json"],
        &["codegen", "--model", "model.json", "--out", "out", "--stats"],
        &["diff", "model.json", "model.json"],
        &["docs"],
        &["iam"],
        &["import", "model.json", "--out", "facts.json"],
    ] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .current_dir(place.0.path())
            .stdout(writer)
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap()
            .wait_with_output()
            .unwrap();
        let reported = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), reported), (Some(0), "".into()), "{arguments:?}");
    }
}

#[test]
fn the_help_of_every_command_has_the_exit_codes() {
    let place = Place::new();
    let help = place.run(&["--help"]).out;
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1);
    let commands: Vec<_> = commands
        .map_while(|line| line.split_whitespace().next())
        .filter(|command| *command != "help")
        .collect();
    assert!(commands.len() >= 13, "{help}");
    for command in commands {
        place
            .run(&[command, "--help"])
            .ends_with_code(0)
            .prints(&["Exit codes: 0 success", "2 bad arguments"]);
    }
}

#[test]
fn import_keeps_the_facts() {
    let place = Place::new();
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["facts.json"]);
    let facts = place.text("facts.json");
    assert!(
        facts.contains("example#Paper") && !facts.contains("documentation"),
        "{facts}"
    );
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["facts.json: no changes"]);
    place.put("model.json", MODEL.replace("\"Title\"", "\"Name\""));
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(0)
        .prints(&["Title", "Name"])
        .prints(&[
            "Rust API: major: ",
            "types::Paper::title: removed member",
            "next version of kiosk after",
        ]);
    place.put("model.json", "{}");
    place
        .run(&["import", "model.json", "--out", "facts.json"])
        .ends_with_code(2)
        .tells(&["model.json"]);
    assert!(place.text("facts.json").contains("\"Name\""));
}

/// Returns the statements of a policy: the conditions of each, and its actions.
fn statements(policy: &str) -> Vec<(serde_json::Value, Vec<String>)> {
    let policy: serde_json::Value = serde_json::from_str(policy).unwrap();
    assert_eq!(policy["Version"], "2012-10-17");
    let statements = policy["Statement"].as_array().unwrap().iter();
    statements
        .map(|statement| {
            assert_eq!(
                (&statement["Effect"], &statement["Resource"]),
                (&"Allow".into(), &"*".into())
            );
            let actions = statement["Action"].as_array().unwrap().iter();
            let actions = actions.map(|action| action.as_str().unwrap().to_owned());
            (statement["Condition"].clone(), actions.collect())
        })
        .collect()
}

#[test]
fn a_policy_has_the_actions_of_operations_and_of_their_steps() {
    let place = Place::new();
    let operations = "StartEngagementByAcceptingInvitationTask,PutSellingSystemSettings";
    let condition = "partnercentral:Catalog=Sandbox";
    let ran = place.run(&["iam", "--operations", operations, "--condition", condition]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let limited = serde_json::json!({ "StringEquals": { "partnercentral:Catalog": ["Sandbox"] } });
    let steps = [
        "AcceptEngagementInvitation",
        "CreateOpportunity",
        "CreateResourceSnapshotJob",
        "GetEngagementInvitation",
        "StartEngagementByAcceptingInvitationTask",
        "StartResourceSnapshotJob",
        "SubmitOpportunity",
    ];
    let action = |name: &str| format!("partnercentral:{name}");
    assert_eq!(
        statements(&ran.out),
        [
            (limited, steps.map(action).to_vec()),
            // It has no condition keys.
            (serde_json::Value::Null, vec![action("PutSellingSystemSettings")]),
        ]
    );
    let all = place.run(&["iam"]);
    assert_eq!(statements(&all.out)[0].1.len(), 45, "{all:?}");
}

#[test]
fn what_no_policy_can_have_is_explained() {
    let place = Place::new();
    let unknown = place.run(&["iam", "--operations", "GetOpportunitys"]);
    assert!(
        unknown.code == 2 && unknown.err.contains("has no operation `GetOpportunitys`"),
        "{unknown:?}"
    );
    let key = place.run(&["iam", "--condition", "partnercentral:Catalogue=AWS"]);
    assert!(
        key.code == 2 && key.err.contains("the model has aws:RequestTag/${TagKey}"),
        "{key:?}"
    );
    let form = place.run(&["iam", "--condition", "Catalog"]);
    assert!(
        form.code == 2 && form.err.contains("such as partnercentral:Catalog=Sandbox"),
        "{form:?}"
    );
    let other = place.run(&["iam", "--model", "model.json"]);
    assert!(
        other.code == 2 && other.err.contains("no `aws.api#service` trait"),
        "{other:?}"
    );
}
