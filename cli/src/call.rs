//! `smithy-codegen call`

mod dry_run;
pub(crate) mod request;
mod streams;

use std::io::Read as _;
use std::path::PathBuf;

use serde_json::Value as Json;
use smithy_client_runtime::Handle;
use smithy_client_runtime::config::{Config, Region};
use smithy_client_runtime::error::SdkError;
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir;
use smithy_codegen::maintenance::semver;
use smithy_codegen::model::select::Filter;
use smithy_codegen::suggest::did_you_mean;

use self::dry_run::DryRun;
use crate::dynamic::{
    Call, CallError, Input, Shapes, Value, enable_discovery, from_json, set_endpoint_prefix, set_rules, to_json,
};
use crate::failure::Failure;
use crate::{input, output};

/// Call an operation without generating code.
///
/// Input and output are JSON with the member names of the model, for any protocol. Timestamps are
/// text such as 2026-01-31T12:00:00Z, and blobs are base64. The endpoint comes from the endpoint
/// rules of the model. Settings and credentials are those of the AWS SDKs: the environment, and the
/// shared config files. The output goes to standard output. Exits with 1 if the service returns an
/// error.
#[derive(clap::Args)]
pub struct CallArguments {
    /// Smithy IDL (`.smithy`) or JSON AST, or a folder of them; several are one model.
    #[arg(long = "model", value_name = "PATH", required = true)]
    models: Vec<PathBuf>,
    /// The operation, by the name of its shape.
    #[arg(long, value_name = "NAME")]
    operation: String,
    /// A file with the input as a JSON object; `-` is standard input. By default the input has no
    /// members.
    #[arg(long, value_name = "FILE")]
    input: Option<PathBuf>,
    /// A file with the stream of the input: the bytes of a blob, or a JSON object per line for
    /// events; `-` is standard input. A blob of more than 8 MiB from standard input is streamed,
    /// without retries; Amazon S3 needs its length in the input (`ContentLength`).
    #[arg(long, value_name = "FILE")]
    stream: Option<PathBuf>,
    /// The file for the stream of the output. By default it goes to standard output, and the other
    /// members to standard error. Events are a JSON object per line.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// The URL of the service. By default that of the environment, or that of AWS in the region.
    #[arg(long, value_name = "URL")]
    endpoint: Option<String>,
    /// The region, instead of that of the environment.
    #[arg(long, value_name = "REGION")]
    region: Option<String>,
    /// The service, if the model has several.
    #[arg(long, value_name = "SHAPE_ID")]
    service: Option<String>,
    /// Send nothing, and print the signed request.
    #[arg(long)]
    dry_run: bool,
}

/// Calls the operation and prints its output.
///
/// # Errors
/// Fails if the model or the input is invalid, or if the call fails.
pub fn run(arguments: &CallArguments) -> Result<(), Failure> {
    let service = client(arguments)?;
    let shapes = Shapes::new(service);
    let call = find(arguments, service, shapes)?;
    let json = read_input(arguments.input.as_ref())?;
    let value = from_json(shapes, call.input, &json).map_err(|problems| {
        let lines: Vec<_> = problems.iter().map(|problem| format!("  {problem}")).collect();
        let name = &call.facts.shape;
        Failure::Input(format!("error: the input does not fit `{name}`:\n{}", lines.join("\n")))
    })?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::Input(format!("error: cannot start the client: {error}")))?;
    runtime.block_on(send(arguments, call, value))
}

/// Lowers the client, which is leaked.
fn client(arguments: &CallArguments) -> Result<&'static ir::Service, Failure> {
    let mut sources = input::read(&arguments.models)?;
    let models = sources.len();
    sources.push(smithy_codegen_build::partitions());
    let mut diagnostics = Diagnostics::default();
    let filter = Filter {
        service: arguments.service.clone(),
        operations: Vec::new(),
    };
    let (models, partitions) = sources.split_at(models);
    let service = semver::client(models, partitions.first(), &filter, &mut diagnostics);
    output::errors(&diagnostics, &sources)?;
    let service = service.ok_or_else(|| Failure::Input("error: the model has no client".to_owned()))?;
    if let Some(prefix) = smithy_codegen::endpoint_prefix(models, &service) {
        set_endpoint_prefix(prefix);
    }
    if !arguments.dry_run {
        enable_discovery();
    }
    let service: &'static ir::Service = Box::leak(Box::new(service));
    if let Some(rules) = &service.endpoint {
        set_rules(rules);
    }
    Ok(service)
}

fn find(arguments: &CallArguments, service: &'static ir::Service, shapes: &'static Shapes) -> Result<Call, Failure> {
    let wanted = arguments.operation.rsplit('#').next().unwrap_or_default();
    let calls = Call::all(service, shapes);
    if let Some(call) = calls.iter().find(|call| call.facts.shape == wanted) {
        return Ok(*call);
    }
    let names: Vec<_> = calls.iter().map(|call| call.facts.shape.as_str()).collect();
    let help = did_you_mean(wanted, names.iter().copied());
    let help = help.unwrap_or_else(|| format!("the operations are {}", names.join(", ")));
    let shape = &service.shape;
    Err(Failure::Input(format!(
        "error: `{shape}` has no operation `{wanted}`\n  = help: {help}"
    )))
}

fn read_input(file: Option<&PathBuf>) -> Result<Json, Failure> {
    let (name, text) = match file {
        None => return Ok(Json::Object(serde_json::Map::new())),
        Some(file) if file.as_os_str() == "-" => {
            let mut text = String::new();
            let read = std::io::stdin().read_to_string(&mut text);
            read.map_err(|error| Failure::Input(format!("error: cannot read standard input: {error}")))?;
            ("standard input".to_owned(), text)
        }
        Some(file) => {
            let source = input::read_file(file)?;
            (source.name, source.text)
        }
    };
    serde_json::from_str(&text).map_err(|error| {
        // The message of the parser may contain parts of the text, which may be secret.
        let (line, column) = (error.line(), error.column().max(1));
        Failure::Input(format!("error: {name}:{line}:{column}: not JSON\n  = help: the input is a JSON object with the members of the operation's input"))
    })
}

async fn send(arguments: &CallArguments, call: Call, mut value: Value) -> Result<(), Failure> {
    streams::attach(call, &mut value, arguments.stream.as_ref()).await?;
    let config = config(arguments).await?;
    let dry_run = arguments.dry_run.then(DryRun::default);
    let config = match &dry_run {
        Some(dry_run) => dry_run.config(&config),
        None => config,
    };
    let handle = Handle::new(call.operation.service, config);
    call.enter();
    let result = handle.call_operation(call.operation, Input::new(call, value)).await;
    let request = dry_run.as_ref().and_then(DryRun::request);
    match (request, result) {
        (Some(request), _) => print!("{}", request::text(&request)),
        (None, Ok(output)) => return streams::print(output.value, arguments.out.as_ref()).await,
        (None, Err(error)) => {
            let failure = failure(&error);
            if dry_run.is_some_and(|dry_run| dry_run.has_refused()) {
                eprintln!("  = help: a dry run sends nothing, so it needs keys from the environment or a profile");
            }
            return Err(failure);
        }
    }
    Ok(())
}

async fn config(arguments: &CallArguments) -> Result<Config, Failure> {
    let mut loader = Config::loader();
    if let Some(region) = &arguments.region {
        loader = loader.region(Region::new(region.clone()));
    }
    if let Some(endpoint) = &arguments.endpoint {
        loader = loader.endpoint_url(endpoint.clone());
    }
    loader
        .load()
        .await
        .map_err(|error| Failure::Input(format!("error: {error}")))
}

/// Returns the failure of a call: the service's error as JSON, or the reason for which there is no
/// response.
fn failure<R: std::fmt::Debug>(error: &SdkError<CallError, R>) -> Failure {
    eprintln!("error: {error}");
    if let SdkError::ServiceError(service) = error
        && let Some(value) = &service.err().value
    {
        println!("{:#}", to_json(value));
    }
    Failure::Tests
}
