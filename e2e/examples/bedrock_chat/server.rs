//! A model that repeats the last message, behind the HTTP interface of Amazon Bedrock.

use std::io;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::event_stream::{Header, HeaderValue, Message, write_message};

/// Starts the server, which runs as long as the runtime. Returns its URL.
pub(crate) async fn start() -> io::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    tokio::spawn(async move {
        while let Ok((connection, _)) = listener.accept().await {
            tokio::spawn(serve(connection));
        }
    });
    Ok(url)
}

/// Answers the requests of a connection until it closes.
async fn serve(mut connection: TcpStream) -> io::Result<()> {
    let mut received = Vec::new();
    while let Some((path, body)) = request(&mut connection, &mut received).await? {
        let answer = answer(&body);
        if path.ends_with("/converse-stream") {
            stream(&mut connection, &answer).await?;
        } else {
            let body = converse(&answer).to_string();
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
            let response = format!("{head}{}\r\n\r\n{body}", body.len());
            connection.write_all(response.as_bytes()).await?;
        }
    }
    Ok(())
}

/// Reads a request. Returns its path and its body, or nothing at the end of the connection.
async fn request(connection: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<(String, Value)>> {
    loop {
        if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&received[..end]).into_owned();
            let mut headers = head.lines().filter_map(|line| line.split_once(':'));
            let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            let length: usize = length.and_then(|(_, length)| length.trim().parse().ok()).unwrap_or(0);
            let whole = end + 4 + length;
            if received.len() >= whole {
                let body = serde_json::from_slice(&received[end + 4..whole])?;
                received.drain(..whole);
                let path = head.split(' ').nth(1).unwrap_or_default();
                return Ok(Some((path.to_owned(), body)));
            }
        }
        if connection.read_buf(received).await? == 0 {
            return Ok(None);
        }
    }
}

/// Returns the text of the model's message.
fn answer(body: &Value) -> String {
    let messages = body["messages"].as_array().map_or(&[][..], Vec::as_slice);
    let text = messages
        .last()
        .and_then(|message| message["content"][0]["text"].as_str());
    format!("You said: {} (message {})", text.unwrap_or_default(), messages.len())
}

fn usage(answer: &str) -> Value {
    let words = answer.split(' ').count();
    json!({ "inputTokens": words, "outputTokens": words, "totalTokens": 2 * words })
}

fn converse(answer: &str) -> Value {
    json!({
        "output": { "message": { "role": "assistant", "content": [{ "text": answer }] } },
        "stopReason": "end_turn",
        "usage": usage(answer),
        "metrics": { "latencyMs": 1 },
    })
}

/// Sends the message word by word, each in a piece of its own.
async fn stream(connection: &mut TcpStream, answer: &str) -> io::Result<()> {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ntransfer-encoding: chunked\r\n\r\n";
    connection.write_all(head.as_bytes()).await?;
    let mut events = vec![("messageStart", json!({ "role": "assistant" }))];
    for word in answer.split_inclusive(' ') {
        let delta = json!({ "delta": { "text": word }, "contentBlockIndex": 0 });
        events.push(("contentBlockDelta", delta));
    }
    events.push(("contentBlockStop", json!({ "contentBlockIndex": 0 })));
    events.push(("messageStop", json!({ "stopReason": "end_turn" })));
    let metadata = json!({ "usage": usage(answer), "metrics": { "latencyMs": 1 } });
    events.push(("metadata", metadata));
    for (name, payload) in events {
        let frame = frame(name, &payload)?;
        connection
            .write_all(format!("{:x}\r\n", frame.len()).as_bytes())
            .await?;
        connection.write_all(&frame).await?;
        connection.write_all(b"\r\n").await?;
        connection.flush().await?;
    }
    connection.write_all(b"0\r\n\r\n").await
}

fn frame(name: &str, payload: &Value) -> io::Result<Vec<u8>> {
    let text = |name: &str, value: &str| Header::new(name.to_owned(), HeaderValue::String(value.to_owned()));
    let message = Message::new(payload.to_string())
        .add_header(text(":message-type", "event"))
        .add_header(text(":event-type", name))
        .add_header(text(":content-type", "application/json"));
    write_message(&message)
        .map(|frame| frame.to_vec())
        .map_err(io::Error::other)
}
