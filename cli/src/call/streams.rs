//! Streams of a call: files and standard streams, and events as lines of JSON.

mod standard;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde_json::{Map, Value as Json};
use smithy_client_runtime::primitives::ByteStream;
use smithy_codegen::ir::Type;

use super::failure;
use crate::dynamic::{Call, Stream, Value, event_from_json, events_of, to_json};
use crate::failure::Failure;
use crate::input;

/// Sets the stream of an input to the content of a file: the bytes of a blob, or events as lines of
/// JSON.
pub(super) async fn attach(call: Call, input: &mut Value, file: Option<&PathBuf>) -> Result<(), Failure> {
    let Value::Structure(structure, values) = input else {
        return Ok(());
    };
    let mut fields = structure.fields().iter().zip(values);
    let is_stream = |ty: &Type| matches!(ty, Type::ByteStream | Type::EventStreamSender(_));
    let Some((field, value)) = fields.find(|(field, _)| is_stream(&field.ty)) else {
        return match file {
            None => Ok(()),
            Some(_) => Err(Failure::Input(format!(
                "error: the input of `{}` has no stream\n  = help: leave out --stream",
                call.facts.shape
            ))),
        };
    };
    *value = match (&field.ty, file) {
        (Type::ByteStream, None) if !field.required => None,
        (Type::ByteStream, file) => Some(Value::Stream(Stream::Blob(Arc::new(blob(file).await?)))),
        (_, file) => Some(Value::Stream(Stream::of_events(events(call, file)?))),
    };
    Ok(())
}

async fn blob(file: Option<&PathBuf>) -> Result<ByteStream, Failure> {
    match file {
        None => Ok(ByteStream::default()),
        Some(file) if is_standard(file) => standard::blob(),
        Some(file) => {
            let opened = ByteStream::from_path(file).await;
            opened.map_err(|error| Failure::Input(format!("error: {}: {error}", file.display())))
        }
    }
}

fn events(call: Call, file: Option<&PathBuf>) -> Result<Vec<Value>, Failure> {
    let (name, text) = match file {
        None => return Ok(Vec::new()),
        Some(file) if is_standard(file) => ("standard input".to_owned(), standard::text()?),
        Some(file) => {
            let source = input::read_file(file)?;
            (source.name, source.text)
        }
    };
    let union = events_of(call.shapes, call.input);
    let mut events = Vec::new();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let at = number + 1;
        // The message of the parser may contain parts of the text, which may be secret.
        let json = serde_json::from_str(line)
            .map_err(|error| Failure::Input(format!("error: {name}:{at}:{}: not JSON", error.column())))?;
        let event = union.ok_or_else(|| vec!["the model lacks the union of the events".to_owned()]);
        let event = event.and_then(|union| event_from_json(call.shapes, union, &json));
        events.push(event.map_err(|problems| Failure::Input(format!("error: {name}:{at}: {}", problems.join("; "))))?);
    }
    Ok(events)
}

fn is_standard(file: &Path) -> bool {
    file.as_os_str() == "-"
}

/// Prints an output. A stream goes to the file or to standard output; the other members go to
/// standard output, or to standard error if a stream is there.
pub(super) async fn print(value: Option<Value>, file: Option<&PathBuf>) -> Result<(), Failure> {
    let Some(mut value) = value else {
        println!("{:#}", Json::Object(Map::new()));
        return Ok(());
    };
    let json = to_json(&value);
    let Some(stream) = take_stream(&mut value) else {
        println!("{json:#}");
        return Ok(());
    };
    match file {
        Some(_) => println!("{json:#}"),
        None => eprintln!("{json:#}"),
    }
    let mut out: Box<dyn Write> = match file {
        Some(file) => Box::new(File::create(file).map_err(|error| not_written(&file.display().to_string(), &error))?),
        None => Box::new(std::io::stdout()),
    };
    let name = file.map_or_else(|| "standard output".to_owned(), |file| file.display().to_string());
    copy(stream, &mut *out, &name).await?;
    out.flush().map_err(|error| not_written(&name, &error))
}

async fn copy(stream: Stream, out: &mut dyn Write, name: &str) -> Result<(), Failure> {
    match stream {
        Stream::Blob(blob) => {
            let mut blob = Arc::try_unwrap(blob).unwrap_or_default();
            while let Some(bytes) = blob.try_next().await.map_err(|error| {
                eprintln!("error: {error}");
                Failure::Tests
            })? {
                out.write_all(&bytes).map_err(|error| not_written(name, &error))?;
            }
        }
        Stream::Received(events) => {
            let Ok(mut events) = Arc::try_unwrap(events) else {
                return Ok(());
            };
            while let Some(event) = events.recv().await.map_err(|error| failure(&error))? {
                let json = event.0.as_ref().map_or(Json::Null, to_json);
                writeln!(out, "{json}").map_err(|error| not_written(name, &error))?;
                out.flush().map_err(|error| not_written(name, &error))?;
            }
        }
        Stream::Sent(_) => {}
    }
    Ok(())
}

fn not_written(name: &str, error: &std::io::Error) -> Failure {
    Failure::Input(format!("error: cannot write {name}: {error}"))
}

fn take_stream(value: &mut Value) -> Option<Stream> {
    let Value::Structure(_, values) = value else {
        return None;
    };
    let stream = values
        .iter_mut()
        .find(|value| matches!(value, Some(Value::Stream(_))))?;
    match stream.take() {
        Some(Value::Stream(stream)) => Some(stream),
        _ => None,
    }
}
