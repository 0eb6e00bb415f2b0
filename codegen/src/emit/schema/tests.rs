use proptest::prelude::*;
use smithy_client_runtime::primitives::DateTimeFormat;
use smithy_client_runtime::schema::{Location, Member, MemberTraits, Schema};

use super::{record, shape_record};
use crate::ir::{HeaderWidth, MemberSchema, Nested, Payload, TimestampFormat, Trait, XmlNamespace};

/// Returns the traits that the runtime parsed for a member, in a canonical order.
fn read_back(member: &'static Member) -> Vec<Trait> {
    let traits = member.traits();
    let bits = [
        (MemberTraits::SENSITIVE, Trait::Sensitive),
        (MemberTraits::STREAMING, Trait::Streaming),
        (MemberTraits::XML_ATTRIBUTE, Trait::XmlAttribute),
        (MemberTraits::XML_FLATTENED, Trait::XmlFlattened),
    ];
    let bits = bits.into_iter().filter(|(bit, _)| traits.has(*bit)).map(|(_, it)| it);
    let format = traits.timestamp_format().map(|format| match format {
        DateTimeFormat::HttpDate => Trait::TimestampFormat(TimestampFormat::HttpDate),
        DateTimeFormat::EpochSeconds => Trait::TimestampFormat(TimestampFormat::EpochSeconds),
        _ => Trait::TimestampFormat(TimestampFormat::DateTime),
    });
    let form = match (traits.has(MemberTraits::RAW), traits.has(MemberTraits::STRUCTURE)) {
        (true, _) => Payload::Raw,
        (false, true) => Payload::Structure,
        (false, false) => Payload::Encoded,
    };
    let widths = [
        (MemberTraits::BYTE, HeaderWidth::Byte),
        (MemberTraits::SHORT, HeaderWidth::Short),
        (MemberTraits::LONG, HeaderWidth::Long),
    ];
    let width = widths.into_iter().find(|(bit, _)| traits.has(*bit));
    let width = width.map_or(HeaderWidth::Other, |(_, width)| width);
    let location = match traits.location() {
        Location::Body => None,
        Location::Header(name) => Some(Trait::Header(name.to_owned())),
        Location::PrefixHeaders(prefix) => Some(Trait::PrefixHeaders(prefix.to_owned())),
        Location::Query(name) => Some(Trait::Query(name.to_owned())),
        Location::QueryParams => Some(Trait::QueryParams),
        Location::Label => Some(Trait::Label),
        Location::Payload => Some(Trait::Payload(form)),
        Location::ResponseCode => Some(Trait::ResponseCode),
        Location::EventHeader => Some(Trait::EventHeader(width)),
        Location::EventPayload => Some(Trait::EventPayload(form)),
    };
    let text = |text: Option<&'static str>| text.map(str::to_owned);
    let namespace = traits.xml_namespace().map(|namespace| XmlNamespace {
        prefix: (!namespace.prefix.is_empty()).then(|| namespace.prefix.to_owned()),
        uri: namespace.uri.to_owned(),
    });
    bits.chain(format)
        .chain(location)
        .chain(text(traits.json_name()).map(Trait::JsonName))
        .chain(text(traits.media_type()).map(Trait::MediaType))
        .chain(text(traits.xml_name()).map(Trait::XmlName))
        .chain(namespace.map(Trait::XmlNamespace))
        .chain(text(traits.ec2_query_name()).map(Trait::Ec2QueryName))
        .collect()
}

fn check(member: &'static Member, schema: &MemberSchema) {
    assert_eq!(read_back(member), schema.traits);
    let nothing = MemberSchema::default();
    let (key, value) = match &schema.nested {
        None => (&nothing, &nothing),
        Some(Nested::List(element)) => (&nothing, &**element),
        Some(Nested::Map { key, value }) => (&**key, &**value),
    };
    for (member, schema) in [(member.map_key(), key), (member.map_value(), value)] {
        match schema == &nothing {
            true => assert_eq!(read_back(member), Vec::new()),
            false => check(member, schema),
        }
    }
    assert_eq!(read_back(member.element()), value.traits);
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-zA-Z0-9_:/.-]{1,8}", "[ ;=,\\[\\]{}\\\\\"\n\u{1f}aé]{1,8}"]
}

/// Generates at most one trait of each kind, in the order of [`read_back`].
fn traits() -> impl Strategy<Value = Vec<Trait>> {
    let one = |it: Trait| prop::option::weighted(0.2, Just(it)).boxed();
    let format = prop::sample::select(vec![
        TimestampFormat::DateTime,
        TimestampFormat::HttpDate,
        TimestampFormat::EpochSeconds,
    ]);
    let location = prop_oneof![
        text().prop_map(Trait::Header),
        text().prop_map(Trait::PrefixHeaders),
        text().prop_map(Trait::Query),
        prop::sample::select(vec![
            Trait::QueryParams,
            Trait::Label,
            Trait::Payload(Payload::Raw),
            Trait::Payload(Payload::Structure),
            Trait::Payload(Payload::Encoded),
            Trait::ResponseCode,
            Trait::EventHeader(HeaderWidth::Byte),
            Trait::EventHeader(HeaderWidth::Short),
            Trait::EventHeader(HeaderWidth::Long),
            Trait::EventHeader(HeaderWidth::Other),
            Trait::EventPayload(Payload::Raw),
            Trait::EventPayload(Payload::Structure),
            Trait::EventPayload(Payload::Encoded),
        ]),
    ];
    let maybe = |it: BoxedStrategy<Trait>| prop::option::weighted(0.3, it).boxed();
    let namespace =
        (prop::option::of(text()), text()).prop_map(|(prefix, uri)| Trait::XmlNamespace(XmlNamespace { prefix, uri }));
    let all: Vec<BoxedStrategy<Option<Trait>>> = vec![
        one(Trait::Sensitive),
        one(Trait::Streaming),
        one(Trait::XmlAttribute),
        one(Trait::XmlFlattened),
        maybe(format.prop_map(Trait::TimestampFormat).boxed()),
        maybe(location.boxed()),
        maybe(text().prop_map(Trait::JsonName).boxed()),
        maybe(text().prop_map(Trait::MediaType).boxed()),
        maybe(text().prop_map(Trait::XmlName).boxed()),
        maybe(namespace.boxed()),
        maybe(text().prop_map(Trait::Ec2QueryName).boxed()),
    ];
    all.prop_map(|all| all.into_iter().flatten().collect())
}

fn schema() -> impl Strategy<Value = MemberSchema> {
    let leaf = traits().prop_map(|traits| MemberSchema { traits, nested: None });
    leaf.prop_recursive(3, 12, 2, |inner| {
        let nested = prop_oneof![
            inner.clone().prop_map(|element| Nested::List(Box::new(element))),
            (inner.clone(), inner).prop_map(|(key, value)| Nested::Map {
                key: Box::new(key),
                value: Box::new(value),
            }),
        ];
        (traits(), nested).prop_map(|(traits, nested)| MemberSchema {
            traits,
            nested: Some(nested),
        })
    })
}

/// Returns a static schema, as in generated code.
fn parsed(text: String) -> &'static Schema {
    Box::leak(Box::new(Schema::new("com.example#Shape", text.leak())))
}

proptest! {
    #[test]
    fn the_runtime_reads_what_the_generator_writes(
        shape in traits(),
        members in prop::collection::vec((text(), any::<bool>(), schema()), 0..5),
    ) {
        let records = members.iter().map(|(name, is_required, schema)| record(name, *is_required, schema));
        let text: String = shape_record(&shape).into_iter().chain(records).map(|record| record + ";").collect();
        let schema = parsed(text);
        prop_assert_eq!(read_back(schema.shape_traits()), shape);
        prop_assert_eq!(schema.members().len(), members.len());
        for (member, (name, is_required, expected)) in schema.members().iter().zip(&members) {
            prop_assert_eq!(member.name, name);
            prop_assert_eq!(member.traits().has(MemberTraits::REQUIRED), *is_required);
            check(member, expected);
        }
    }
}
