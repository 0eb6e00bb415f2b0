//! The help of the commands, and readers that close the output.

use std::process::Command;

use super::place::Place;

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
fn lists_of_the_benchmark_have_commas_or_spaces() {
    let place = Place::new();
    for (command, option, known) in [
        (&["bench"][..], "--only", "lines"),
        (&["bench", "services"], "--only", "s3"),
        (&["bench", "services"], "--steps", "check"),
    ] {
        for values in [&[&*format!("{known},nothing")][..], &[known, "nothing"]] {
            place
                .run(&[command, &[option], values].concat())
                .ends_with_code(2)
                .tells(&["invalid value 'nothing'"]);
        }
        let help = [command, &["--help"]].concat();
        place.run(&help).prints(&["Commas or spaces"]);
    }
}
