//! Invites an account into an engagement about a lead: on a fake service in this process, or with
//! `--live` on AWS.

use std::error::Error;
use std::process::ExitCode;

use e2e::Request;
use partner_central_fake::Fake;
use partnercentral_selling::Client;
use partnercentral_selling::operation::RequestId;
use partnercentral_selling::operation::create_engagement_invitation::CreateEngagementInvitationOutput;
use partnercentral_selling::types::{
    AccountReceiver, Invitation, LeadInvitationCustomer, LeadInvitationInteraction, LeadInvitationPayload, Payload,
    Receiver,
};

const HELP: &str = "\
Creates an engagement invitation in the Sandbox catalog.

Usage: cargo run -p e2e --example create_engagement_invitation -- [OPTIONS]

By default the request goes to a fake service in this process, which checks the
signature and shows what it received.

Options:
      --live              Send it to AWS, with region and credentials of the environment
      --engagement <ID>   The engagement, with --live [default: eng-0123456789abcd]
      --account <ID>      The AWS account that is invited [default: 123456789012]
  -h, --help              Print this help

Environment, with --live:
  AWS_REGION              us-east-1, where the service is
  AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE, ...
                          Where AWS tools look for credentials
  AWS_ENDPOINT_URL        Another server
";

#[derive(Debug)]
struct Options {
    live: bool,
    engagement: String,
    account: String,
}

#[tokio::main]
async fn main() -> ExitCode {
    ExitCode::from(run(std::env::args().skip(1)).await)
}

/// Runs the program with these arguments; returns its exit code.
pub(crate) async fn run(arguments: impl Iterator<Item = String>) -> u8 {
    let options = match parse(arguments) {
        Ok(Some(options)) => options,
        Ok(None) => {
            print!("{HELP}");
            return 0;
        }
        Err(problem) => {
            eprintln!("error: {problem}\n\nFor more information, try '--help'.");
            return 2;
        }
    };
    let done = if options.live {
        live(&options).await
    } else {
        local(&options).await
    };
    match done {
        Ok(()) => 0,
        Err(error) => {
            eprintln!("error: {error}");
            1
        }
    }
}

/// Invites an account into an engagement.
async fn invite(client: &Client, options: &Options) -> Result<CreateEngagementInvitationOutput, Box<dyn Error>> {
    let invitation = Invitation::builder()
        .message("We met at the \"Harbour days\" 🚢 – let's win this together.")
        .receiver(Receiver::Account(
            AccountReceiver::builder().aws_account_id(&options.account).build()?,
        ))
        .payload(Payload::LeadInvitation(
            LeadInvitationPayload::builder()
                .customer(
                    LeadInvitationCustomer::builder()
                        .company_name("Acme Shipping")
                        .country_code("NL")
                        .build()?,
                )
                .interaction(
                    LeadInvitationInteraction::builder()
                        .source_type("Event")
                        .source_id("event-7")
                        .source_name("Harbour days")
                        .contact_business_title("Harbour Master")
                        .build()?,
                )
                .build()?,
        ))
        .build()?;

    let output = client
        .create_engagement_invitation()
        .catalog("Sandbox")
        .engagement_identifier(&options.engagement)
        .invitation(invitation)
        .send()
        .await?;

    Ok(output)
}

async fn live(options: &Options) -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    show_output(&invite(&client, options).await?);
    Ok(())
}

async fn local(options: &Options) -> Result<(), Box<dyn Error>> {
    let fake = Fake::start().await?;
    let client = e2e::client(&fake);
    let engagement = client
        .create_engagement()
        .catalog("Sandbox")
        .title("Harbour days")
        .send()
        .await?;
    let engagement = engagement.id().ok_or("the engagement has no identifier")?.to_owned();
    let options = Options {
        engagement,
        account: options.account.clone(),
        ..*options
    };
    let output = invite(&client, &options).await?;
    fake.requests().iter().skip(1).for_each(show_request);
    show_output(&output);
    Ok(())
}

fn show_request(request: &Request) {
    println!("Sent, with a valid signature:\n");
    println!("  {} {} HTTP/1.1", request.method, request.target);
    for (name, value) in &request.headers {
        println!("  {name}: {value}");
    }
    println!();
    for line in format!("{:#}", request.json()).lines() {
        println!("  {line}");
    }
    println!();
}

fn show_output(output: &CreateEngagementInvitationOutput) {
    println!("Received:\n");
    println!("  id          {}", output.id());
    println!("  arn         {}", output.arn());
    println!("  request id  {}", output.request_id().unwrap_or("none"));
}

/// Returns the options, or `None` if help is asked for.
fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Option<Options>, String> {
    let mut options = Options {
        live: false,
        engagement: "eng-0123456789abcd".to_owned(),
        account: "123456789012".to_owned(),
    };
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().ok_or_else(|| format!("{argument} needs a value"));
        match argument.as_str() {
            "--live" => options.live = true,
            "--engagement" => options.engagement = value()?,
            "--account" => options.account = value()?,
            "-h" | "--help" => return Ok(None),
            _ => return Err(format!("unexpected argument '{argument}'")),
        }
    }
    Ok(Some(options))
}
