//! SNS: a topic with attributes and tags, a message, and a topic that is not there.

use sns::types::{MessageAttributeValue, Tag};
use sns::{Client, Error};

use crate::Result;

pub(crate) async fn call() -> Result<()> {
    let client = Client::from_env().await?;
    let tag = Tag::builder().key("partner").value("a&b=c +").build()?;
    let output = client
        .create_topic()
        .name("interop")
        .attributes("DisplayName", "Join us: <\u{fc}ber & \"all\">")
        .tags(tag.clone())
        .send()
        .await?;
    let arn = output.topic_arn().ok_or("no ARN of the topic")?.to_owned();
    println!("created the topic {arn}");
    let output = client.get_topic_attributes().topic_arn(&arn).send().await?;
    let attributes = output.attributes().ok_or("no attributes")?;
    assert_eq!(
        attributes.get("DisplayName").map(String::as_str),
        Some("Join us: <\u{fc}ber & \"all\">")
    );
    println!("read its {} attributes", attributes.len());
    let output = client.list_topics().send().await?;
    assert!(
        output
            .topics()
            .iter()
            .any(|topic| topic.topic_arn() == Some(arn.as_str()))
    );
    println!("listed it");
    let output = client.list_tags_for_resource().resource_arn(&arn).send().await?;
    assert_eq!(output.tags(), [tag]);
    println!("listed its tags");
    let attribute = MessageAttributeValue::builder()
        .data_type("String")
        .string_value("partner-1")
        .build()?;
    let call = client.publish().topic_arn(&arn).message("hello");
    let output = call.message_attributes("partner", attribute).send().await?;
    println!("published {}", output.message_id().ok_or("no id of the message")?);
    let call = client.get_topic_attributes().topic_arn(format!("{arn}-not"));
    let error = call
        .send()
        .await
        .expect_err("there is no such topic")
        .into_service_error();
    assert!(matches!(error, Error::NotFoundException(_)), "{error:?}");
    println!("a topic was not there: {error}");
    Ok(())
}
