//! Helpers of the targets: a client whose responses the fuzzer chooses.

#[path = "../../runtime/tests/it/node.rs"]
pub mod node;

use std::pin::pin;
use std::task::{Context, Poll, Waker};

use http::{Request, Response};
use partnercentral_selling::config::retry::RetryConfig;
use partnercentral_selling::config::{Credentials, Region, http_client_fn};
use partnercentral_selling::{Client, Config};

/// Returns a client that gets its responses from this function.
pub fn client<B: Into<Vec<u8>>>(answer: impl Fn(Request<Vec<u8>>) -> Response<B> + Send + Sync + 'static) -> Client {
    let config = Config::builder()
        .region(Region::new("us-east-1"))
        // A call that pauses would be one that is never ready.
        .retry_config(RetryConfig::disabled())
        .credentials_provider(Credentials::new("AKID", "SECRET", None, None, "fuzz"))
        .http_client(http_client_fn(move |request| {
            let (parts, body) = request.into_parts();
            answer(Request::from_parts(parts, body.to_vec())).map(|body| body.into().into())
        }))
        .build();
    Client::from_conf(config)
}

/// Returns the outcome of a call that waits for nothing.
pub fn ready<T>(call: impl Future<Output = T>) -> T {
    match pin!(call).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(outcome) => outcome,
        Poll::Pending => unreachable!("a function stands in for the network"),
    }
}

/// Reads a body by a codec. A value that is read is written and read again, and must be the same.
pub fn round_trip(codec: &dyn smithy_client_runtime::codec::Codec, body: &[u8]) {
    use smithy_client_runtime::schema::Member;
    use smithy_client_runtime::serde::{DeserializeShape, SerializeShape};

    let read = |body: &[u8]| {
        let mut node = node::Node::default();
        let result = codec.deserialize(body, &mut |deserializer| {
            node = node::Node::read(deserializer)?;
            Ok(())
        });
        result.map(|()| node)
    };
    let first = match read(body) {
        Ok(first) => first,
        Err(error) => return drop(error.to_string()),
    };
    // A value may have no form: a timestamp beyond the years that a text can hold.
    let Ok(written) = codec.serialize(&mut |serializer| first.write(Member::root(), serializer)) else {
        return;
    };
    let again = read(&written).unwrap_or_else(|error| panic!("what was written cannot be read: {error}"));
    assert!(is_same(&first, &again), "{first:?}\n{again:?}");
}

/// Returns whether two nodes are equal; NaN equals NaN, and a flattened list without elements is
/// absent.
fn is_same(left: &node::Node, right: &node::Node) -> bool {
    let plain = |node: &node::Node| node::Node {
        double: node.double.filter(|double| !double.is_nan()),
        flat: node.flat.clone().filter(|flat| !flat.is_empty()),
        child: None,
        nodes: None,
        ..node.clone()
    };
    let of = |node: &node::Node| node.nodes.clone().unwrap_or_default();
    let (of_left, of_right) = (of(left), of(right));
    plain(left) == plain(right)
        && match (&left.child, &right.child) {
            (Some(left), Some(right)) => is_same(left, right),
            (left, right) => left.is_none() && right.is_none(),
        }
        && of_left.len() == of_right.len()
        && of_left.iter().zip(&of_right).all(|(left, right)| is_same(left, right))
}
