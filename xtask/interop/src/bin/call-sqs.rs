//! SQS: a queue, a message sent, received and deleted, and a queue that is not there.

use std::error::Error;

use sqs::Client;
use sqs::error::ProvideErrorMetadata;
use sqs::primitives::Blob;
use sqs::types::{MessageAttributeValue, MessageSystemAttributeName, QueueAttributeName};

const BODY: &str = "Join us: <\u{fc}ber & \"all\">";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    let queue = create(&client).await?;
    let id = send(&client, &queue).await?;
    receive_and_delete(&client, &queue, &id).await?;
    refuse(&client).await
}

async fn create(client: &Client) -> Result<String, Box<dyn Error>> {
    let output = client
        .create_queue()
        .queue_name("invitations")
        .attributes(QueueAttributeName::VisibilityTimeout, "45")
        .send()
        .await?;
    let queue = output.queue_url().ok_or("no URL of the queue")?.to_owned();
    println!("created the queue {queue}");
    let output = client
        .get_queue_attributes()
        .queue_url(&queue)
        .attribute_names(QueueAttributeName::All)
        .send()
        .await?;
    let attributes = output.attributes().ok_or("no attributes")?;
    assert_eq!(
        attributes
            .get(&QueueAttributeName::VisibilityTimeout)
            .map(String::as_str),
        Some("45")
    );
    println!("read its {} attributes", attributes.len());
    assert_eq!(client.list_queues().send().await?.queue_urls(), [queue.as_str()]);
    println!("listed it");
    Ok(queue)
}

async fn send(client: &Client, queue: &str) -> Result<String, Box<dyn Error>> {
    let text = MessageAttributeValue::builder()
        .data_type("String")
        .string_value("partner-1")
        .build()?;
    let bytes = MessageAttributeValue::builder()
        .data_type("Binary")
        .binary_value(Blob::new([0, 255]))
        .build()?;
    let call = client.send_message().queue_url(queue).message_body(BODY);
    let output = call
        .message_attributes("partner", text)
        .message_attributes("key", bytes)
        .send()
        .await?;
    let id = output.message_id().ok_or("no id of the message")?.to_owned();
    println!("sent the message {id}");
    Ok(id)
}

async fn receive_and_delete(client: &Client, queue: &str, id: &str) -> Result<(), Box<dyn Error>> {
    let call = client
        .receive_message()
        .queue_url(queue)
        .message_attribute_names("All")
        .max_number_of_messages(10)
        .wait_time_seconds(0);
    let call = call.message_system_attribute_names(MessageSystemAttributeName::All);
    let output = call.clone().send().await?;
    let [message] = output.messages() else {
        return Err(format!("{} messages", output.messages().len()).into());
    };
    assert_eq!((message.message_id(), message.body()), (Some(id), Some(BODY)));
    let sent = message.message_attributes().ok_or("no attributes of the message")?;
    assert_eq!(sent["partner"].string_value(), Some("partner-1"));
    assert_eq!(sent["key"].binary_value(), Some(&Blob::new([0, 255])));
    let system = message.attributes().ok_or("no attributes by the system")?;
    assert_eq!(
        system
            .get(&MessageSystemAttributeName::ApproximateReceiveCount)
            .map(String::as_str),
        Some("1")
    );
    println!(
        "received it with {} attributes of its own and {} of the system",
        sent.len(),
        system.len()
    );
    let receipt = message.receipt_handle().ok_or("no receipt")?;
    client
        .delete_message()
        .queue_url(queue)
        .receipt_handle(receipt)
        .send()
        .await?;
    println!("deleted it");
    client.purge_queue().queue_url(queue).send().await?;
    assert_eq!(call.send().await?.messages(), []);
    println!("received nothing more");
    Ok(())
}

async fn refuse(client: &Client) -> Result<(), Box<dyn Error>> {
    let error = client
        .get_queue_url()
        .queue_name("nowhere")
        .send()
        .await
        .expect_err("there is no such queue")
        .into_service_error();
    assert!(matches!(error, sqs::Error::QueueDoesNotExist(_)), "{error:?}");
    // The code is that of the protocol which SQS had before, sent in a header of its own.
    assert_eq!(error.code(), Some("AWS.SimpleQueueService.NonExistentQueue"));
    println!("a queue was not there: {error}");
    Ok(())
}
