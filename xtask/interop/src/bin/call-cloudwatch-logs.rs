//! CloudWatch Logs: a group, a stream, events written and read, and a group that is there twice.

use std::error::Error;
use std::time::{SystemTime, UNIX_EPOCH};

use cloudwatch_logs::Client;
use cloudwatch_logs::types::InputLogEvent;

const GROUP: &str = "/crm/invitations";
const STREAM: &str = "first";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let client = Client::from_env().await?;
    group(&client).await?;
    stream(&client).await?;
    events(&client).await?;
    let error = client
        .create_log_group()
        .log_group_name(GROUP)
        .send()
        .await
        .expect_err("it is there")
        .into_service_error();
    assert!(
        matches!(error, cloudwatch_logs::Error::ResourceAlreadyExistsException(_)),
        "{error:?}"
    );
    println!("the group was there already: {error}");
    Ok(())
}

async fn group(client: &Client) -> Result<(), Box<dyn Error>> {
    client
        .create_log_group()
        .log_group_name(GROUP)
        .tags("partner", "partner-1")
        .send()
        .await?;
    client
        .put_retention_policy()
        .log_group_name(GROUP)
        .retention_in_days(7)
        .send()
        .await?;
    println!("created the group {GROUP}");
    let output = client
        .describe_log_groups()
        .log_group_name_prefix("/crm")
        .send()
        .await?;
    let [group] = output.log_groups() else {
        return Err(format!("{output:?}").into());
    };
    assert_eq!(
        (group.log_group_name(), group.retention_in_days()),
        (Some(GROUP), Some(7))
    );
    println!("listed it");
    Ok(())
}

async fn stream(client: &Client) -> Result<(), Box<dyn Error>> {
    client
        .create_log_stream()
        .log_group_name(GROUP)
        .log_stream_name(STREAM)
        .send()
        .await?;
    let output = client.describe_log_streams().log_group_name(GROUP).send().await?;
    let names: Vec<_> = output
        .log_streams()
        .iter()
        .filter_map(|stream| stream.log_stream_name())
        .collect();
    assert_eq!(names, [STREAM]);
    println!("created and listed the stream {STREAM}");
    Ok(())
}

/// Writes events and reads them.
async fn events(client: &Client) -> Result<(), Box<dyn Error>> {
    let now = i64::try_from(SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis())?;
    let sent = [(now, "invited"), (now + 1, "accepted: \u{1f980}\n{\"indented\": true}")];
    let mut call = client.put_log_events().log_group_name(GROUP).log_stream_name(STREAM);
    for (timestamp, message) in sent {
        call = call.log_events(InputLogEvent::builder().timestamp(timestamp).message(message).build()?);
    }
    assert_eq!(call.send().await?.rejected_log_events_info(), None);
    println!("wrote {} events", sent.len());
    let output = client
        .get_log_events()
        .log_group_name(GROUP)
        .log_stream_name(STREAM)
        .start_from_head(true)
        .send()
        .await?;
    let read: Vec<_> = output
        .events()
        .iter()
        .filter_map(|event| event.timestamp().zip(event.message()))
        .collect();
    assert_eq!(read, sent);
    println!("read them");
    Ok(())
}
