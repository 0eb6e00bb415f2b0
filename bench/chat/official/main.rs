//! The example `bedrock_chat` by the official client: a chat with a model of Amazon Bedrock, as a
//! whole message and as a stream of events.
//!
//! Without arguments it talks to a server in this process. With `--live` it talks to AWS, with
//! region and credentials of the environment: keys, or a bearer token in
//! `AWS_BEARER_TOKEN_BEDROCK`.

#[path = "../../../e2e/examples/bedrock_chat/server.rs"]
mod server;

use std::error::Error;
use std::io::{IsTerminal, Write as _};
use std::process::ExitCode;

use aws_config::BehaviorVersion;
use bedrock_runtime::config::{Credentials, Region};
use bedrock_runtime::types::{
    ContentBlock, ContentBlockDelta, ConversationRole, ConverseOutput, ConverseStreamOutput, InferenceConfiguration,
    Message, SystemContentBlock, TokenUsage,
};
use bedrock_runtime::{Client, Config};

/// The events of the server, under the names of our client.
mod event_stream {
    use aws_smithy_types::event_stream as official;
    pub(super) use aws_smithy_types::event_stream::{Header, Message};

    pub(super) struct HeaderValue;

    impl HeaderValue {
        #[allow(non_snake_case, reason = "in our client it is a variant of an enum")]
        pub(super) fn String(text: String) -> official::HeaderValue {
            official::HeaderValue::String(text.into())
        }
    }

    pub(super) fn write_message(message: &Message) -> Result<Vec<u8>, aws_smithy_eventstream::error::Error> {
        let mut frame = Vec::new();
        aws_smithy_eventstream::frame::write_message_to(message, &mut frame)?;
        Ok(frame)
    }
}

const HELP: &str = "\
Chats with a model of Amazon Bedrock: one message per line of standard input, or the one that is given.

Usage: bedrock_chat [--live | --serve] [--model ID] [MESSAGE]

Options:
      --live      Talk to AWS, with region and credentials of the environment; AWS_BEARER_TOKEN_BEDROCK
                  takes a bearer token. Without it, a server in this process repeats what it is sent.
      --model ID  The id or ARN of the model or inference profile
      --serve     Run the server alone, and print its URL
  -h, --help      Print this help";

type Failure = Box<dyn Error>;

fn main() -> ExitCode {
    // Written without the macros of tokio, which add five crates and a few seconds to the build.
    match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime.block_on(start()),
        Err(error) => report(&error),
    }
}

/// Prints an error to standard error.
fn report(error: &dyn Error) -> ExitCode {
    eprintln!("error: {error}");
    ExitCode::FAILURE
}

/// Reads the arguments and runs the chat that they ask for.
async fn start() -> ExitCode {
    let (mut is_live, mut model, mut message) = (false, "amazon.nova-lite-v1:0".to_owned(), None);
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-h" | "--help" => {
                println!("{HELP}");
                return ExitCode::SUCCESS;
            }
            "--live" => is_live = true,
            "--serve" => return serve().await,
            "--model" => model = arguments.next().unwrap_or_default(),
            text if !text.starts_with('-') && message.is_none() => message = Some(argument),
            _ => {
                eprintln!("error: unexpected argument {argument:?}\n\nFor more information, try '--help'.");
                return ExitCode::from(2);
            }
        }
    }
    match run(is_live, model, message).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => report(&*error),
    }
}

async fn serve() -> ExitCode {
    match server::start().await {
        Ok(url) => println!("{url}"),
        Err(error) => return report(&error),
    }
    std::future::pending().await
}

async fn run(is_live: bool, model: String, message: Option<String>) -> Result<(), Failure> {
    let client = match is_live {
        true => Client::new(&aws_config::load_defaults(BehaviorVersion::latest()).await),
        false => local(&server::start().await?),
    };
    let mut chat = Chat {
        client,
        model,
        messages: Vec::new(),
    };
    if let Some(message) = message {
        return chat.say(&message).await;
    }
    if !is_live && std::io::stdin().is_terminal() {
        // A sample conversation without input.
        chat.whole("What can you do?").await?;
        return chat.say("Then tell me something.").await;
    }
    for line in std::io::stdin().lines() {
        let line = line?;
        if !line.trim().is_empty() {
            chat.say(&line).await?;
        }
    }
    Ok(())
}

/// Returns a client of the server in this process.
fn local(url: &str) -> Client {
    let config = Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "example"))
        .endpoint_url(url)
        .build();
    Client::from_conf(config)
}

struct Chat {
    client: Client,
    model: String,
    messages: Vec<Message>,
}

impl Chat {
    fn add(&mut self, role: ConversationRole, text: &str) -> Result<(), Failure> {
        let content = ContentBlock::Text(text.to_owned());
        self.messages
            .push(Message::builder().role(role).content(content).build()?);
        Ok(())
    }

    fn settings() -> InferenceConfiguration {
        InferenceConfiguration::builder()
            .max_tokens(512)
            .temperature(0.2)
            .build()
    }

    /// Sends a message and prints the whole reply at once.
    async fn whole(&mut self, text: &str) -> Result<(), Failure> {
        println!("> {text}");
        self.add(ConversationRole::User, text)?;
        let output = self
            .client
            .converse()
            .model_id(&self.model)
            .system(SystemContentBlock::Text("Answer in one sentence.".to_owned()))
            .set_messages(Some(self.messages.clone()))
            .inference_config(Self::settings())
            .send()
            .await?;
        let Some(ConverseOutput::Message(message)) = output.output() else {
            return Err("the model returned no message".into());
        };
        let texts = message.content().iter().filter_map(|block| match block {
            ContentBlock::Text(text) => Some(text.as_str()),
            _ => None,
        });
        println!("{}", texts.collect::<String>());
        output.usage().into_iter().for_each(print_usage);
        self.messages.push(message.clone());
        Ok(())
    }

    /// Sends a message and prints the reply while it arrives.
    async fn say(&mut self, text: &str) -> Result<(), Failure> {
        println!("> {text}");
        self.add(ConversationRole::User, text)?;
        let mut output = self
            .client
            .converse_stream()
            .model_id(&self.model)
            .system(SystemContentBlock::Text("Answer in one sentence.".to_owned()))
            .set_messages(Some(self.messages.clone()))
            .inference_config(Self::settings())
            .send()
            .await?;
        let mut answer = String::new();
        while let Some(event) = output.stream.recv().await? {
            match event {
                ConverseStreamOutput::ContentBlockDelta(piece) => {
                    if let Some(ContentBlockDelta::Text(text)) = piece.delta {
                        print!("{text}");
                        std::io::stdout().flush()?;
                        answer.push_str(&text);
                    }
                }
                ConverseStreamOutput::MessageStop(_) => println!(),
                ConverseStreamOutput::Metadata(facts) => facts.usage().into_iter().for_each(print_usage),
                _ => {}
            }
        }
        self.add(ConversationRole::Assistant, &answer)
    }
}

fn print_usage(usage: &TokenUsage) {
    println!("({} tokens in, {} out)\n", usage.input_tokens, usage.output_tokens);
}
