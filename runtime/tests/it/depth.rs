//! Values with the deepest permitted nesting, on a small stack and without optimization.

use std::collections::HashMap;
use std::fmt;

use smithy_client_runtime::codec::Codec;
use smithy_client_runtime::codec::json::JsonCodec;
use smithy_client_runtime::primitives::{DateTimeFormat, Document, UnknownVariant};
use smithy_client_runtime::schema::{Member, MemberRef, Schema};
use smithy_client_runtime::serde::{
    DeserializeError, DeserializeShape, ErrorCorrection, SerializeShape, ShapeDeserializer, ShapeSerializer, Variant,
};

/// The size of a thread's stack in some programs, in bytes.
const STACK: usize = 256 * 1024;

/// The deepest nesting of a body.
const DEEPEST: usize = 128;

static NODE: Schema = Schema::new("com.example#Node", "Name;Child;Choice;List;Map;Any;");
static CHOICE: Schema = Schema::new("com.example#Choice", "Node;Choice;");

/// A structure that contains itself directly, in lists, maps and unions, and has as many members as
/// those of services.
#[derive(Debug, PartialEq)]
struct Node<const WIDTH: usize> {
    name: Option<String>,
    child: Option<Box<Self>>,
    choice: Option<Choice<WIDTH>>,
    list: Option<Vec<Self>>,
    map: Option<HashMap<String, Self>>,
    any: Option<Document>,
    others: [Option<i64>; WIDTH],
}

#[derive(Debug, PartialEq)]
enum Choice<const WIDTH: usize> {
    Node(Box<Node<WIDTH>>),
    Nested(Box<Choice<WIDTH>>),
    Unknown(UnknownVariant),
}

impl<const WIDTH: usize> SerializeShape for Node<WIDTH> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        serializer.structure(
            member,
            &NODE,
            &[&self.name, &self.child, &self.choice, &self.list, &self.map, &self.any],
        );
    }
}

impl<const WIDTH: usize> ErrorCorrection for Node<WIDTH> {
    fn corrected() -> Self {
        Self {
            name: None,
            child: None,
            choice: None,
            list: None,
            map: None,
            any: None,
            others: [None; WIDTH],
        }
    }
}

impl<const WIDTH: usize> DeserializeShape for Node<WIDTH> {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        deserializer.structure(
            &NODE,
            &mut [
                &mut slot.name,
                &mut slot.child,
                &mut slot.choice,
                &mut slot.list,
                &mut slot.map,
                &mut slot.any,
            ],
        )
    }
}

impl<const WIDTH: usize> SerializeShape for Choice<WIDTH> {
    fn write(&self, member: MemberRef, serializer: &mut dyn ShapeSerializer) {
        match self {
            Self::Node(value) => serializer.union(member, &CHOICE, 0, value),
            Self::Nested(value) => serializer.union(member, &CHOICE, 1, value),
            Self::Unknown(value) => serializer.unknown_union(member, value),
        }
    }
}

impl<const WIDTH: usize> ErrorCorrection for Choice<WIDTH> {
    fn corrected() -> Self {
        Self::Unknown(UnknownVariant::default())
    }
}

impl<const WIDTH: usize> DeserializeShape for Choice<WIDTH> {
    fn read_into(slot: &mut Self, deserializer: &mut dyn ShapeDeserializer) -> Result<(), DeserializeError> {
        *slot = match deserializer.begin_union(&CHOICE)? {
            Variant::Known(0) => Self::Node(deserializer.read()?),
            Variant::Known(_) => Self::Nested(deserializer.read()?),
            Variant::Unknown(unknown) => Self::Unknown(unknown),
        };
        deserializer.end_union()
    }
}

impl<const WIDTH: usize> fmt::Display for Node<WIDTH> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        smithy_client_runtime::serde::describe(f, self, &[])
    }
}

const JSON: JsonCodec = JsonCodec {
    media_type: "application/json",
    default_timestamp: DateTimeFormat::EpochSeconds,
    has_big_number_strings: false,
};

fn codecs() -> Vec<(&'static str, &'static dyn Codec)> {
    vec![
        ("JSON", &JSON),
        #[cfg(feature = "cbor")]
        ("CBOR", &smithy_client_runtime::codec::cbor::CborCodec),
        #[cfg(feature = "xml")]
        ("XML", &smithy_client_runtime::codec::xml::XmlCodec),
    ]
}

type Nest<const WIDTH: usize> = fn(Node<WIDTH>) -> Node<WIDTH>;

/// Returns the ways in which a structure contains itself, with the levels of nesting that each
/// takes in the body.
fn ways<const WIDTH: usize>() -> [(&'static str, usize, Nest<WIDTH>); 5] {
    [
        ("structure", 1, |node| Node {
            child: Some(Box::new(node)),
            ..Node::corrected()
        }),
        ("union", 2, |node| Node {
            choice: Some(Choice::Node(Box::new(node))),
            ..Node::corrected()
        }),
        ("unions", 1, |node| Node {
            choice: Some(match node.choice {
                Some(choice) => Choice::Nested(Box::new(choice)),
                None => Choice::Node(Box::new(node)),
            }),
            ..Node::corrected()
        }),
        ("list", 2, |node| Node {
            list: Some(vec![node]),
            ..Node::corrected()
        }),
        ("map", 2, |node| Node {
            map: Some([("k".to_owned(), node)].into()),
            ..Node::corrected()
        }),
    ]
}

fn on_a_small_stack<T: Send + 'static>(run: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(STACK);
    thread.spawn(run).unwrap().join().unwrap()
}

/// Writes, reads, compares, shows and drops a value. Returns why it cannot be read.
fn round_trip<const WIDTH: usize>(codec: &dyn Codec, value: &Node<WIDTH>) -> Result<(), String> {
    let body = codec.serialize(&mut |serializer| value.write(Member::root(), serializer));
    let mut read = Node::corrected();
    codec
        .deserialize(&body.unwrap(), &mut |deserializer| {
            Node::read_into(&mut read, deserializer)
        })
        .map_err(|error| error.problem().to_owned())?;
    assert!(read == *value);
    assert!(!format!("{read:?} {read}").is_empty());
    // Each level indents all lines below it once more.
    assert!(WIDTH > 0 || !format!("{read:#?}").is_empty());
    Ok(())
}

const TOO_DEEP: [&str; 3] = [
    "the body nests deeper than 128 levels",
    "the shapes nest deeper than 128 levels",
    "the body nests deeper than the stack allows",
];

/// Nests values up to the permitted depth and beyond, and returns the ones that could be read.
fn read_deepest<const WIDTH: usize>() -> Vec<String> {
    let mut fitting = Vec::new();
    for (name, codec) in codecs() {
        for (way, levels, nest) in ways::<WIDTH>() {
            let result = on_a_small_stack(move || {
                let depth = (DEEPEST - 2) / levels;
                let value = (0..depth).fold(Node::corrected(), |node, _| nest(node));
                round_trip(codec, &value)
            });
            match result {
                Ok(()) => fitting.push(format!("{name} {way}")),
                Err(problem) => assert!(TOO_DEEP.contains(&&*problem), "{name} {way}: {problem}"),
            }
            on_a_small_stack(move || {
                let value = (0..DEEPEST).fold(Node::corrected(), |node, _| nest(node));
                let problem = round_trip::<WIDTH>(codec, &value).unwrap_err();
                assert!(TOO_DEEP.contains(&&*problem), "{name} {way}: {problem}");
            });
        }
    }
    fitting
}

#[test]
fn the_deepest_values_fit_into_a_small_stack_or_are_refused() {
    let fitting = read_deepest::<0>();
    for way in ["JSON structure", "JSON union", "JSON unions"] {
        assert!(fitting.iter().any(|fits| fits == way), "{way}: {fitting:?}");
    }
    read_deepest::<32>();
    read_deepest::<128>();
}

#[test]
fn the_deepest_documents_fit_into_a_small_stack() {
    for nest in [
        (|document| Document::Array(vec![document])) as fn(Document) -> Document,
        |document| Document::Object([("k".to_owned(), document)].into()),
    ] {
        let nested = |depth| (0..depth).fold(Document::Null, |document, _| nest(document));
        let (deepest, deeper) = (nested(DEEPEST - 1), nested(DEEPEST));
        on_a_small_stack(move || {
            let node = |any| Node::<0> {
                any: Some(any),
                ..Node::corrected()
            };
            round_trip(&JSON, &node(deepest)).unwrap();
            let problem = round_trip(&JSON, &node(deeper)).unwrap_err();
            assert_eq!(problem, TOO_DEEP[0]);
        });
    }
}

#[test]
fn endless_nesting_is_refused_on_a_small_stack() {
    for body in [
        "[".repeat(1_000_000),
        "{\"Child\":".repeat(200_000),
        "{\"Any\":[".repeat(200_000),
    ] {
        on_a_small_stack(move || {
            let mut read = Node::<128>::corrected();
            let result = JSON.deserialize(body.as_bytes(), &mut |deserializer| {
                Node::read_into(&mut read, deserializer)
            });
            assert!(result.is_err());
        });
    }
}
