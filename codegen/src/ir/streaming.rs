//! Streams as data.

/// The streams in the input and output of an operation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Streaming {
    /// The body of a successful response is a streaming blob.
    pub output: bool,
    /// The body of a successful response is a stream of events.
    pub events: bool,
    /// The body of the request is a stream of events.
    pub sends_events: bool,
    /// The first event may have required members of the output.
    pub awaits_initial_response: bool,
    /// The length of the request's body must be known.
    pub requires_length: bool,
}

/// A union that is an event stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Events {
    /// The exceptions of the stream.
    pub exceptions: Vec<EventException>,
    /// It is the stream of an input.
    pub sent: bool,
    /// It is the stream of an output.
    pub received: bool,
}

/// An exception of an event stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventException {
    /// The name of the member, which messages have.
    pub member_name: String,
    /// Its code in the error of the service.
    pub code: String,
    /// The Rust type, and the variant of the error.
    pub name: String,
}
