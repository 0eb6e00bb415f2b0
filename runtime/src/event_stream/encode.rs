//! Encodes messages.

use bytes::{BufMut, Bytes, BytesMut};

use super::decoder::{MAX_HEADERS, MAX_MESSAGE};
use super::header::{Header, HeaderValue};
use super::message::Message;
use crate::serde::SerializeError;

/// Encodes a message, with its lengths and checksums.
///
/// # Errors
/// A name, a value, or the whole message is too long; or a timestamp is out of range.
pub fn write_message(message: &Message) -> Result<Bytes, SerializeError> {
    let headers = write_headers(message.headers())?;
    let total = 16 + headers.len() + message.payload().len();
    if headers.len() > MAX_HEADERS || total > MAX_MESSAGE {
        return Err(SerializeError::new(format!(
            "a message of {total} bytes is too long for an event stream"
        )));
    }
    let mut frame = BytesMut::with_capacity(total);
    // The limits are far below 4 GiB.
    frame.put_u32(u32::try_from(total).unwrap_or(u32::MAX));
    frame.put_u32(u32::try_from(headers.len()).unwrap_or(u32::MAX));
    frame.put_u32(crc32fast::hash(&frame));
    frame.put_slice(&headers);
    frame.put_slice(message.payload());
    frame.put_u32(crc32fast::hash(&frame));
    Ok(frame.freeze())
}

/// Encodes the headers of a message.
///
/// # Errors
/// A name or a value is too long, or a timestamp is out of range.
pub(crate) fn write_headers(headers: &[Header]) -> Result<BytesMut, SerializeError> {
    let mut out = BytesMut::new();
    for header in headers {
        let name = header.name();
        let length = u8::try_from(name.len()).ok().filter(|length| *length > 0);
        out.put_u8(length.ok_or_else(|| too_long("the name of a header", name))?);
        out.put_slice(name.as_bytes());
        write_value(&mut out, name, header.value())?;
    }
    Ok(out)
}

fn write_value(out: &mut BytesMut, name: &str, value: &HeaderValue) -> Result<(), SerializeError> {
    match value {
        HeaderValue::Bool(true) => out.put_u8(0),
        HeaderValue::Bool(false) => out.put_u8(1),
        HeaderValue::Byte(value) => {
            out.put_u8(2);
            out.put_i8(*value);
        }
        HeaderValue::Int16(value) => {
            out.put_u8(3);
            out.put_i16(*value);
        }
        HeaderValue::Int32(value) => {
            out.put_u8(4);
            out.put_i32(*value);
        }
        HeaderValue::Int64(value) => {
            out.put_u8(5);
            out.put_i64(*value);
        }
        HeaderValue::ByteArray(value) => write_bytes(out, name, 6, value)?,
        HeaderValue::String(value) => write_bytes(out, name, 7, value.as_bytes())?,
        HeaderValue::Timestamp(value) => {
            let millis = value
                .to_millis()
                .map_err(|_| too_long("the timestamp of header", name))?;
            out.put_u8(8);
            out.put_i64(millis);
        }
        HeaderValue::Uuid(value) => {
            out.put_u8(9);
            out.put_u128(*value);
        }
    }
    Ok(())
}

fn write_bytes(out: &mut BytesMut, name: &str, kind: u8, value: &[u8]) -> Result<(), SerializeError> {
    let length = u16::try_from(value.len()).map_err(|_| too_long("the value of header", name))?;
    out.put_u8(kind);
    out.put_u16(length);
    out.put_slice(value);
    Ok(())
}

fn too_long(what: &str, name: &str) -> SerializeError {
    SerializeError::new(format!("{what} `{name}` does not fit into an event"))
}
