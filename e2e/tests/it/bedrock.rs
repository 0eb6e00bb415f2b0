//! The client of Amazon Bedrock Runtime against the server of the example.

use bedrock_runtime::config::{Region, Token};
use bedrock_runtime::primitives::event_stream;
use bedrock_runtime::types::{ContentBlock, ContentBlockDelta, ConversationRole, ConverseStreamOutput, Message};
use bedrock_runtime::{Client, Config};

#[path = "../../examples/bedrock_chat/server.rs"]
mod server;

fn message(text: &str) -> Message {
    let content = ContentBlock::Text(text.to_owned());
    let message = Message::builder().role(ConversationRole::User).content(content);
    message.build().unwrap()
}

#[tokio::test]
async fn a_conversation_comes_as_a_whole_and_as_events() {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        .bearer_token(Token::new("token", None))
        .endpoint_url(server::start().await.unwrap());
    let client = Client::from_conf(config.build());
    let whole = client.converse().model_id("m:1").messages(message("hi")).send();
    let whole = whole.await.unwrap();
    assert_eq!(whole.stop_reason().as_str(), "end_turn");
    assert_eq!(whole.usage().total_tokens(), 10);

    let stream = client.converse_stream().model_id("m:1").messages(message("hi")).send();
    let mut stream = stream.await.unwrap().stream;
    let (mut text, mut tokens) = (String::new(), None);
    while let Some(event) = stream.recv().await.unwrap() {
        match event {
            ConverseStreamOutput::ContentBlockDelta(piece) => match piece.delta {
                ContentBlockDelta::Text(piece) => text.push_str(&piece),
                other => panic!("{other:?}"),
            },
            ConverseStreamOutput::Metadata(facts) => tokens = Some(facts.usage.total_tokens),
            _ => {}
        }
    }
    assert_eq!((text.as_str(), tokens), ("You said: hi (message 1)", Some(10)));
}
