//! Values that are written as CBOR, XML and forms are read back equal, by our readers and by other
//! libraries.

use std::collections::HashMap;

use ciborium::value::Value;
use proptest::collection::{hash_map, vec};
use proptest::option::of;
use proptest::prelude::*;
use smithy_client_runtime::codec::Codec;
use smithy_client_runtime::codec::cbor::CborCodec;
use smithy_client_runtime::codec::form::{FormRules, FormSerializer};
use smithy_client_runtime::codec::xml::XmlCodec;
use smithy_client_runtime::primitives::{Blob, DateTime};
use smithy_client_runtime::schema::Member;
use smithy_client_runtime::serde::{DeserializeShape, SerializeShape};

use crate::node::Node;

fn written(codec: &dyn Codec, node: &Node) -> Vec<u8> {
    let body = codec.serialize(&mut |serializer| node.write(Member::root(), serializer));
    body.unwrap().to_vec()
}

fn read(codec: &dyn Codec, body: &[u8]) -> Node {
    let mut node = Node::default();
    let result = codec.deserialize(body, &mut |deserializer| {
        node = Node::read(deserializer)?;
        Ok(())
    });
    result.unwrap();
    node
}

/// Returns any text; characters that XML 1.0 forbids are among them.
fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        "[ -~]{0,12}",
        any::<String>(),
        Just("\u{8}\r\n\t ]]> \u{fffe}".to_owned())
    ]
}

fn leaf() -> impl Strategy<Value = Node> {
    let texts = (
        of(text()),
        of(text()),
        of(vec(text(), 0..4)),
        of(hash_map(text(), text(), 0..4)),
    );
    let numbers = (
        of(any::<bool>()),
        of(any::<i64>()),
        of(any::<f64>()),
        of(vec(any::<i32>(), 1..4)),
    );
    // XML has thousandths of a second at least, CBOR a double.
    let time = (-60_000_000_000_i64..250_000_000_000).prop_map(DateTime::from_secs);
    let others = (
        of(vec(any::<u8>(), 0..20)),
        of(time),
        of(any::<i128>()),
        of(-999_999..999_999_i32),
    );
    (texts, numbers, others).prop_map(|(texts, numbers, others)| Node {
        label: texts.0,
        text: texts.1,
        list: texts.2,
        map: texts.3,
        flag: numbers.0,
        number: numbers.1,
        double: numbers.2,
        flat: numbers.3,
        blob: others.0.map(Blob::new),
        time: others.1,
        big_integer: others.2.map(|number| number.to_string().parse().unwrap()),
        big_decimal: others.3.map(|number| format!("{number}.125").parse().unwrap()),
        ..Node::default()
    })
}

fn node() -> impl Strategy<Value = Node> {
    leaf().prop_recursive(4, 16, 3, |inner| {
        (leaf(), of(inner.clone()), of(vec(inner, 0..3))).prop_map(|(leaf, child, nodes)| Node {
            child: child.map(Box::new),
            nodes,
            ..leaf
        })
    })
}

/// Removes the members of a node that the other CBOR library represents differently.
fn without_big(mut node: Node) -> Node {
    node.big_decimal = None;
    node.child = node.child.map(|child| Box::new(without_big(*child)));
    node.nodes = node.nodes.map(|nodes| nodes.into_iter().map(without_big).collect());
    node
}

/// Checks a node against the value that the other library read.
fn check_cbor(node: &Node, value: &Value) {
    let entries: HashMap<&str, &Value> = value
        .as_map()
        .unwrap()
        .iter()
        .map(|(key, value)| (key.as_text().unwrap(), value))
        .collect();
    let present = |name: &str| entries.get(name).copied();
    assert_eq!(
        node.text.as_deref(),
        present("Text").map(|text| text.as_text().unwrap())
    );
    assert_eq!(node.flag, present("Flag").map(|flag| flag.as_bool().unwrap()));
    let number = present("Number").map(|number| number.as_integer().unwrap().try_into().unwrap());
    assert_eq!(node.number, number);
    let double = present("Double").map(|double| double.as_float().unwrap());
    assert_eq!(node.double.map(f64::to_bits), double.map(f64::to_bits));
    let blob = present("Blob").map(|blob| blob.as_bytes().unwrap().as_slice());
    assert_eq!(node.blob.as_ref().map(AsRef::as_ref), blob);
    if let Some(list) = &node.list {
        let found = present("List").unwrap().as_array().unwrap();
        let found: Vec<_> = found.iter().map(|text| text.as_text().unwrap()).collect();
        assert_eq!(*list, found);
    }
    if let Some(map) = &node.map {
        let found = present("Map").unwrap().as_map().unwrap();
        let found = found
            .iter()
            .map(|(key, value)| (key.as_text().unwrap(), value.as_text().unwrap()));
        assert_eq!(
            map.iter()
                .map(|(key, value)| (&**key, &**value))
                .collect::<HashMap<_, _>>(),
            found.collect()
        );
    }
    if let Some(child) = &node.child {
        check_cbor(child, present("Child").unwrap());
    }
    for (node, value) in node
        .nodes
        .iter()
        .flatten()
        .zip(present("Nodes").into_iter().flat_map(|nodes| nodes.as_array().unwrap()))
    {
        check_cbor(node, value);
    }
}

/// Returns the text of an element of a name below another one.
fn element<'a>(of: roxmltree::Node<'a, 'a>, name: &str) -> Option<roxmltree::Node<'a, 'a>> {
    of.children().find(|child| child.has_tag_name(name))
}

/// Checks a node against the elements that the other library read.
fn check_xml(node: &Node, found: roxmltree::Node<'_, '_>) {
    let text = |name: &str| element(found, name).map(|element| element.text().unwrap_or_default());
    assert_eq!(node.label.as_deref(), found.attribute("Label"));
    assert_eq!(node.text.as_deref(), text("Text"));
    assert_eq!(node.number.map(|number| number.to_string()).as_deref(), text("Number"));
    let flat: Vec<i32> = found
        .children()
        .filter(|child| child.has_tag_name("Flat"))
        .map(|child| child.text().unwrap().parse().unwrap())
        .collect();
    assert_eq!(node.flat.clone().unwrap_or_default(), flat);
    if let Some(list) = &node.list {
        let members = element(found, "List").unwrap();
        let members: Vec<_> = members
            .children()
            .map(|member| member.text().unwrap_or_default())
            .collect();
        assert_eq!(*list, members);
    }
    if let Some(child) = &node.child {
        check_xml(child, element(found, "Child").unwrap());
    }
}

/// Characters that XML 1.0 allows, for a reader that refuses all others.
fn with_allowed_characters(mut node: Node) -> Node {
    let allowed = |text: String| -> String {
        let keeps = |character: &char| matches!(character, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        text.chars().filter(keeps).collect()
    };
    node.label = node.label.map(allowed);
    node.text = node.text.map(allowed);
    node.list = node.list.map(|list| list.into_iter().map(allowed).collect());
    node.map = node.map.map(|map| {
        map.into_iter()
            .map(|(key, value)| (allowed(key), allowed(value)))
            .collect()
    });
    node.child = node.child.map(|child| Box::new(with_allowed_characters(*child)));
    node.nodes = node
        .nodes
        .map(|nodes| nodes.into_iter().map(with_allowed_characters).collect());
    node
}

/// Returns the parameters that a form of this node has, by the rules of awsQuery.
fn parameters(node: &Node, prefix: &str, out: &mut Vec<(String, String)>) {
    let mut add = |name: &str, value: String| out.push((format!("{prefix}{name}"), value));
    if let Some(text) = &node.text {
        add("Text", text.clone());
    }
    if let Some(number) = node.number {
        add("Number", number.to_string());
    }
    match node.list.as_deref() {
        Some([]) => add("List", String::new()),
        list => {
            for (at, text) in list.into_iter().flatten().enumerate() {
                add(&format!("List.member.{}", at + 1), text.clone());
            }
        }
    }
    for (at, number) in node.flat.iter().flatten().enumerate() {
        add(&format!("Flat.{}", at + 1), number.to_string());
    }
    if let Some(child) = &node.child {
        parameters(child, &format!("{prefix}Child."), out);
    }
}

/// Removes the members that the list of parameters above leaves out.
fn for_form(node: Node) -> Node {
    Node {
        text: node.text,
        number: node.number,
        list: node.list,
        flat: node.flat,
        child: node.child.map(|child| Box::new(for_form(*child))),
        ..Node::default()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn cbor_is_read_as_it_was_written(node in node()) {
        prop_assert_eq!(read(&CborCodec, &written(&CborCodec, &node)), node);
    }

    #[test]
    fn cbor_is_what_another_reader_finds(node in node()) {
        let node = without_big(node);
        let value: Value = ciborium::from_reader(&written(&CborCodec, &node)[..]).unwrap();
        check_cbor(&node, &value);
    }

    #[test]
    fn xml_is_read_as_it_was_written(node in node()) {
        prop_assert_eq!(read(&XmlCodec, &written(&XmlCodec, &node)), node);
    }

    #[test]
    fn xml_is_what_another_reader_finds(node in node()) {
        let node = with_allowed_characters(node);
        let body = String::from_utf8(written(&XmlCodec, &node)).unwrap();
        let document = roxmltree::Document::parse(&body).unwrap();
        check_xml(&node, document.root_element());
    }

    #[test]
    fn forms_are_what_another_reader_finds(node in node()) {
        let node = for_form(node);
        let mut serializer = FormSerializer::new(FormRules::AwsQuery, "Act", "1");
        node.write(Member::root(), &mut serializer);
        let form = serializer.finish().unwrap();
        let found: Vec<_> = form_urlencoded::parse(&form).into_owned().collect();
        let mut expected = vec![("Action".to_owned(), "Act".to_owned()), ("Version".to_owned(), "1".to_owned())];
        parameters(&node, "", &mut expected);
        prop_assert_eq!(found, expected);
    }
}
