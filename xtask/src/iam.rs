//! `cargo xtask iam`

use std::path::PathBuf;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::maintenance::iam::{self, Condition};
use smithy_codegen::model::{self, select};

use crate::failure::Failure;
use crate::{input, output};

/// Print the IAM policy that a program needs.
///
/// The policy allows the operations and the actions that they perform on behalf of the caller, by
/// the `aws.iam` traits of the model. For example: `cargo xtask iam --operations
/// GetOpportunity,UpdateOpportunity
/// --condition partnercentral:Catalog=Sandbox`.
#[derive(clap::Args)]
pub(crate) struct IamArguments {
    /// The operations that the program calls, by their names in the model; by default all.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    operations: Vec<String>,
    /// A condition key and its value, for the operations that have the key.
    #[arg(long = "condition", value_name = "KEY=VALUE", value_parser = condition)]
    conditions: Vec<Condition>,
    /// A file or folder of the model; by default model/partnercentral-selling.
    #[arg(long = "model", value_name = "PATH")]
    models: Vec<PathBuf>,
}

fn condition(text: &str) -> Result<Condition, String> {
    match text.split_once('=') {
        Some((key, value)) if key.contains(':') && !value.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("expected a condition key and a value, such as partnercentral:Catalog=Sandbox".to_owned()),
    }
}

pub(crate) fn run(arguments: &IamArguments) -> Result<(), Failure> {
    let default = [output::workspace().join("model/partnercentral-selling")];
    let paths = match &arguments.models[..] {
        [] => &default[..],
        paths => paths,
    };
    let sources = input::read(paths)?;
    let mut diagnostics = Diagnostics::default();
    let files = model::Files::read(&sources, &mut diagnostics);
    let model = model::load(&files, &mut diagnostics);
    let filter = |operations: &[String]| select::Filter {
        service: None,
        operations: operations.to_vec(),
    };
    let chosen = select::select(&model, &filter(&arguments.operations), &mut diagnostics);
    let all = select::select(&model, &filter(&[]), &mut Diagnostics::default());
    output::errors(&diagnostics, &sources)?;
    let (Some(chosen), Some(all)) = (chosen, all) else {
        return Err(Failure::Stale);
    };
    let policy = iam::policy(&chosen, &all.operations, &arguments.conditions)
        .map_err(|problem| Failure::Input(format!("error: {problem}")))?;
    println!("{policy}");
    Ok(())
}
