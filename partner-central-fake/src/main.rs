//! `cargo run -p partner-central-fake`: the service as a program.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::ExitCode;

use clap::Parser;
use partner_central_fake::signature::{REGION, TEMPORARY};
use partner_central_fake::{Fake, Fault, ServiceError, TaskPolicy, sample};

/// Serves AWS Partner Central Selling from memory, for tests and examples.
///
/// All 45 operations of the service on loopback, with its validation, optimistic lock, idempotency,
/// tasks and reviews. Prints the URL and the settings that a client needs. Ctrl-C ends the program,
/// and its content is lost.
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The address to listen on; port 0 is any free port.
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0", value_parser = address)]
    listen: SocketAddr,
    /// The catalog to fill with opportunities and invitations.
    #[arg(long, value_name = "NAME", default_value = "Sandbox", value_parser = ["AWS", "Sandbox"])]
    catalog: String,
    /// The initial number of opportunities and of invitations from AWS.
    #[arg(long, value_name = "COUNT", default_value_t = 0)]
    seed: usize,
    /// The number of solutions in each catalog.
    #[arg(long, value_name = "COUNT", default_value_t = 3)]
    solutions: usize,
    /// The number of times that a task is reported in progress before it finishes.
    #[arg(long, value_name = "POLLS", default_value_t = 1)]
    task_polls: u32,
    /// The share of requests that fail with InternalServerException, from 0 to 1.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate)]
    fail_rate: f64,
    /// The share of requests whose connection is reset after the operation, from 0 to 1.
    #[arg(long, value_name = "RATE", default_value_t = 0.0, value_parser = rate, conflicts_with = "fail_rate")]
    reset_rate: f64,
    /// Apply the service's request quotas, such as 10 reads and 1 write per second.
    #[arg(long)]
    throttle: bool,
    /// Add a member that no client knows to each structure of all responses.
    #[arg(long)]
    unknown_members: bool,
    /// Accept requests with any signature or without one.
    #[arg(long)]
    no_signatures: bool,
    /// End when the standard input ends, as a child of another program.
    #[arg(long)]
    until_stdin_ends: bool,
    /// Print the rules between members, each with its source, and end.
    #[arg(long)]
    rules: bool,
}

fn address(text: &str) -> Result<SocketAddr, String> {
    let numeric = match text.strip_prefix("localhost:") {
        Some(port) => format!("127.0.0.1:{port}"),
        None => text.to_owned(),
    };
    let example = "expected an IP address and a port, such as 127.0.0.1:8080";
    numeric.parse().map_err(|_| example.to_owned())
}

fn rate(text: &str) -> Result<f64, String> {
    match text.parse() {
        Ok(rate) if (0.0..=1.0).contains(&rate) => Ok(rate),
        _ => Err("expected a number from 0 to 1".to_owned()),
    }
}

#[tokio::main]
async fn main() -> ExitCode {
    let arguments = Arguments::parse();
    if arguments.rules {
        // The reader may have closed the pipe.
        let _ = print_rules(&mut io::stdout().lock());
        return ExitCode::SUCCESS;
    }
    match serve(&arguments).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn print_rules(output: &mut impl Write) -> io::Result<()> {
    for [field, message, source] in partner_central_fake::rules() {
        writeln!(output, "{field}: {message} ({source})")?;
    }
    Ok(())
}

async fn serve(arguments: &Arguments) -> io::Result<()> {
    let builder = Fake::builder()
        .address(arguments.listen)
        .solutions(arguments.solutions)
        .tasks(TaskPolicy::AfterPolls(arguments.task_polls))
        .throttling(arguments.throttle)
        .verify_signatures(!arguments.no_signatures)
        .record_requests(false);
    let started = builder.start().await;
    let listen = arguments.listen;
    let fake = started.map_err(|error| io::Error::new(error.kind(), format!("cannot listen on {listen}: {error}")))?;
    seed(&fake, &arguments.catalog, arguments.seed).map_err(io::Error::other)?;
    fake.set_unknown_members(arguments.unknown_members);
    if arguments.fail_rate > 0.0 {
        let error = ServiceError::new("InternalServerException", "A fault that was asked for");
        fake.fail_rate(arguments.fail_rate, Fault::Error(error));
    }
    if arguments.reset_rate > 0.0 {
        fake.fail_rate(arguments.reset_rate, Fault::LostResponse);
    }
    print_settings(&mut io::stdout().lock(), &fake.url())?;
    eprintln!("Partner Central Selling listens on {}; ctrl-c ends it.", fake.url());
    if arguments.until_stdin_ends {
        let _ = tokio::io::copy(&mut tokio::io::stdin(), &mut tokio::io::sink()).await;
        return Ok(());
    }
    tokio::signal::ctrl_c().await
}

/// Prints the settings of a client as commands of a shell.
fn print_settings(output: &mut impl Write, url: &str) -> io::Result<()> {
    writeln!(output, "export AWS_ENDPOINT_URL={url}")?;
    writeln!(output, "export AWS_REGION={REGION}")?;
    writeln!(output, "export AWS_ACCESS_KEY_ID={}", TEMPORARY.access_key_id)?;
    writeln!(output, "export AWS_SECRET_ACCESS_KEY={}", TEMPORARY.secret_access_key)?;
    if let Some(token) = TEMPORARY.session_token {
        writeln!(output, "export AWS_SESSION_TOKEN={token}")?;
    }
    output.flush()
}

fn seed(fake: &Fake, catalog: &str, count: usize) -> Result<(), ServiceError> {
    for number in 1..=count {
        let company = format!("Example Corp. {number}");
        fake.add_opportunity(catalog, sample::opportunity(&company))?;
        fake.invite(catalog, "Reports by morning", &sample::opportunity_invitation(&company))?;
    }
    Ok(())
}
