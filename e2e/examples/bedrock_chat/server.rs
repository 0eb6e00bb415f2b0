//! A model that repeats the last message, behind the HTTP interface of Amazon Bedrock.

use std::io;

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
            let body = converse(&answer);
            let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ";
            let response = format!("{head}{}\r\n\r\n{body}", body.len());
            connection.write_all(response.as_bytes()).await?;
        }
    }
    Ok(())
}

/// Reads a request. Returns its path and its body, or `None` at the end of the connection.
async fn request(connection: &mut TcpStream, received: &mut Vec<u8>) -> io::Result<Option<(String, String)>> {
    loop {
        if let Some(end) = received.windows(4).position(|window| window == b"\r\n\r\n") {
            let head = String::from_utf8_lossy(&received[..end]).into_owned();
            let mut headers = head.lines().filter_map(|line| line.split_once(':'));
            let length = headers.find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
            let length: usize = length.and_then(|(_, length)| length.trim().parse().ok()).unwrap_or(0);
            let whole = end + 4 + length;
            if received.len() >= whole {
                let body = String::from_utf8_lossy(&received[end + 4..whole]).into_owned();
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

/// Returns the text of the model's message, as JSON has it between its quotes.
///
/// A string of the request has no quote that is not escaped, so names of members are found without
/// a JSON library.
fn answer(body: &str) -> String {
    let messages = body.matches("\"role\":").count();
    let last = body.rsplit("\"role\":").next().unwrap_or_default();
    let text = last.split_once("\"text\":\"").map_or("", |(_, text)| string(text));
    format!("You said: {text} (message {messages})")
}

/// Returns the start of this text up to the quote that ends the string.
fn string(text: &str) -> &str {
    let mut is_escaped = false;
    let end = text.find(|character| {
        let is_end = character == '"' && !is_escaped;
        is_escaped = character == '\\' && !is_escaped;
        is_end
    });
    &text[..end.unwrap_or(text.len())]
}

fn usage(answer: &str) -> String {
    let words = answer.split(' ').count();
    let total = 2 * words;
    format!(r#"{{"inputTokens":{words},"outputTokens":{words},"totalTokens":{total}}}"#)
}

fn converse(answer: &str) -> String {
    let usage = usage(answer);
    let message = format!(r#"{{"role":"assistant","content":[{{"text":"{answer}"}}]}}"#);
    format!(
        r#"{{"output":{{"message":{message}}},"stopReason":"end_turn","usage":{usage},"metrics":{{"latencyMs":1}}}}"#
    )
}

/// Sends the message word by word, each as a separate event.
async fn stream(connection: &mut TcpStream, answer: &str) -> io::Result<()> {
    let head =
        "HTTP/1.1 200 OK\r\ncontent-type: application/vnd.amazon.eventstream\r\ntransfer-encoding: chunked\r\n\r\n";
    connection.write_all(head.as_bytes()).await?;
    let mut events = vec![("messageStart", r#"{"role":"assistant"}"#.to_owned())];
    for word in answer.split_inclusive(' ') {
        let delta = format!(r#"{{"delta":{{"text":"{word}"}},"contentBlockIndex":0}}"#);
        events.push(("contentBlockDelta", delta));
    }
    events.push(("contentBlockStop", r#"{"contentBlockIndex":0}"#.to_owned()));
    events.push(("messageStop", r#"{"stopReason":"end_turn"}"#.to_owned()));
    let metadata = format!(r#"{{"usage":{},"metrics":{{"latencyMs":1}}}}"#, usage(answer));
    events.push(("metadata", metadata));
    for (name, payload) in events {
        let frame = frame(name, payload)?;
        connection
            .write_all(format!("{:x}\r\n", frame.len()).as_bytes())
            .await?;
        connection.write_all(&frame).await?;
        connection.write_all(b"\r\n").await?;
        connection.flush().await?;
    }
    connection.write_all(b"0\r\n\r\n").await
}

fn frame(name: &str, payload: String) -> io::Result<Vec<u8>> {
    let text = |name: &str, value: &str| Header::new(name.to_owned(), HeaderValue::String(value.to_owned()));
    let message = Message::new(payload)
        .add_header(text(":message-type", "event"))
        .add_header(text(":event-type", name))
        .add_header(text(":content-type", "application/json"));
    write_message(&message)
        .map(|frame| frame.to_vec())
        .map_err(io::Error::other)
}
