//! Default values of required members that a response lacks are not sent back.

use smithy_client_runtime::codec::Codec;
use smithy_client_runtime::codec::json::JsonSerializer;
use smithy_client_runtime::primitives::{BigInteger, Blob, DateTime, DateTimeFormat, Document};
use smithy_client_runtime::schema::Member;
use smithy_client_runtime::serde::{DeserializeShape, SerializeShape};

use self::all::All;
use self::part::Part;
use self::stage::Stage;
use crate::shapes::{Receiver, from_json, to_json};

mod stage {
    #[derive(Clone, PartialEq)]
    pub enum Stage {
        Open,
        Unknown(smithy_client_runtime::primitives::UnknownVariantValue),
    }

    smithy_client_runtime::string_enum! { Stage { Open = "open" } }
}

mod part {
    use super::Stage;

    smithy_client_runtime::structure! {
        pub struct Part, build = fallible(crate::builders::PartialBuilderOf), builder = PartBuilder, id = "com.example#Part", corrected = _corrected {
            stage, set_stage, get_stage: required(Stage), at = [0], set = [Stage], get = &Stage, schema = "Stage required";
            count, set_count, get_count: default(i32 = 7), at = [1], set = [i32], get = i32, schema = "Count";
            note, set_note, get_note: optional(String), at = [2], set = [into String], get = Option<&str>, schema = "Note";
        }
    }
}

mod all {
    use std::collections::HashMap;

    use super::{BigInteger, Blob, DateTime, Document, Part, Receiver, Stage};

    smithy_client_runtime::structure! {
        pub struct All, build = fallible(crate::builders::PartialBuilderOf), builder = AllBuilder, id = "com.example#All", corrected = _corrected {
            note, set_note, get_note: optional(String), at = [0], set = [into String], get = Option<&str>, schema = "Note";
            text, set_text, get_text: required(String), at = [1], set = [into String], get = &str, schema = "Text required";
            flag, set_flag, get_flag: required(bool), at = [2], set = [bool], get = bool, schema = "Flag required";
            long, set_long, get_long: required(i64), at = [3], set = [i64], get = i64, schema = "Long required";
            double, set_double, get_double: required(f64), at = [4], set = [f64], get = f64, schema = "Double required";
            big, set_big, get_big: required(BigInteger), at = [5], set = [BigInteger], get = &BigInteger,
                schema = "Big required";
            blob, set_blob, get_blob: required(Blob), at = [6], set = [Blob], get = &Blob, schema = "Blob required";
            time, set_time, get_time: required(DateTime), at = [7], set = [DateTime], get = &DateTime, schema = "Time required";
            any, set_any, get_any: required(Document), at = [8], set = [Document], get = &Document, schema = "Any required";
            stage, set_stage, get_stage: required(Stage), at = [9], set = [Stage], get = &Stage, schema = "Stage required";
            list, set_list, get_list: required(Vec<String>), at = [10], set = [push into String], get = &[String],
                schema = "List required";
            map, set_map, get_map: required(HashMap<String, String>), at = [11 0], set = [insert into String, into String],
                get = &HashMap<String, String>, schema = "Map required";
            part, set_part, get_part: required(Part), at = [11 1], set = [Part], get = &Part, schema = "Part required";
            boxed, set_boxed, get_boxed: required(Box<Part>), at = [11 2], set = [boxed Part], get = &Part,
                schema = "Boxed required";
            receiver, set_receiver, get_receiver: required(Receiver), at = [11 3], set = [Receiver], get = &Receiver,
                schema = "Receiver required";
            parts, set_parts, get_parts: optional(Vec<Part>), at = [11 4], set = [push Part], get = &[Part], schema = "Parts";
            choice, set_choice, get_choice: optional(Receiver), at = [11 5], set = [Receiver], get = Option<&Receiver>,
                schema = "Choice";
            choices, set_choices, get_choices: optional(Vec<Receiver>), at = [11 6], set = [push Receiver], get = &[Receiver],
                schema = "Choices";
        }
    }
}

/// The values of all required members, as a service may send them: each is the corrected one.
const EMPTY: &str = r#"{"Text":"","Flag":false,"Long":0,"Double":0.0,"Big":0,"Blob":"","Time":0,"Any":null,"Stage":"","List":[],"Map":{},"Part":{"Stage":"","Count":7},"Boxed":{"Stage":"","Count":7},"Receiver":{"New":1}}"#;

fn sent(body: &str) -> String {
    to_json(&from_json::<All>(body).unwrap())
}

#[test]
fn corrected_values_are_not_sent() {
    for body in [
        "{}",
        r#"{"Text":null,"Stage":null,"Part":null,"List":null,"Receiver":null,"Map":null}"#,
        // A union without a value, as the service wrote it.
        r#"{"Receiver":{"Account":null}}"#,
        r#"{"Receiver":{}}"#,
    ] {
        assert_eq!(sent(body), "{}", "{body}");
    }
    assert_eq!(sent(r#"{"Note":"n","Choice":{"Account":null}}"#), r#"{"Note":"n"}"#);
    // The same values, as the service sent them, except for null, which is not a value.
    assert_eq!(sent(EMPTY), EMPTY.replace(r#""Any":null,"#, ""));
    assert_eq!(sent(r#"{"Text":"","Long":0}"#), r#"{"Text":"","Long":0}"#);
}

#[test]
fn corrected_values_are_not_sent_at_any_depth() {
    assert_eq!(sent(r#"{"Part":{}}"#), r#"{"Part":{"Count":7}}"#);
    assert_eq!(sent(r#"{"Part":{"Note":"n"}}"#), r#"{"Part":{"Count":7,"Note":"n"}}"#);
    assert_eq!(
        sent(r#"{"Parts":[{},{"Stage":"open"},{"Stage":""}]}"#),
        r#"{"Parts":[{"Count":7},{"Stage":"open","Count":7},{"Stage":"","Count":7}]}"#
    );
    // If a key comes twice, the last value is used.
    assert_eq!(
        sent(r#"{"Part":{"Stage":"open"},"Part":{}}"#),
        r#"{"Part":{"Count":7}}"#
    );
}

#[test]
fn values_that_a_program_sets_are_sent() {
    let mut all: All = from_json("{}").unwrap();
    all.text = "mine".to_owned();
    assert_eq!(to_json(&all), r#"{"Text":"mine"}"#);
    all.part.note = Some("mine".to_owned());
    assert_eq!(to_json(&all), r#"{"Text":"mine","Part":{"Count":7,"Note":"mine"}}"#);
    assert_eq!(to_json(&all.clone()), to_json(&all));
    all.part = Part::builder().stage(Stage::from("")).build().unwrap();
    assert_eq!(to_json(&all.part), r#"{"Stage":"","Count":7}"#);
}

#[test]
fn where_a_value_comes_from_is_neither_compared_nor_shown() {
    let read: Part = from_json("{}").unwrap();
    let built = Part::builder().stage(Stage::from("")).build().unwrap();
    assert_eq!(read, built);
    assert_eq!(format!("{read:?}"), format!("{built:?}"));
    assert_eq!(to_json(&built), r#"{"Stage":"","Count":7}"#);
}

#[test]
fn a_union_that_holds_nothing_is_no_element() {
    let all: All = from_json(r#"{"Choices":[{"Account":null}]}"#).unwrap();
    let mut serializer = JsonSerializer::new(DateTimeFormat::EpochSeconds);
    all.write(Member::root(), &mut serializer);
    let error = serializer.finish().unwrap_err().to_string();
    assert!(error.contains("an empty union"), "{error}");
}

#[test]
fn other_formats_do_the_same() {
    let codecs: Vec<&dyn Codec> = vec![
        #[cfg(feature = "cbor")]
        &smithy_client_runtime::codec::cbor::CborCodec,
        #[cfg(feature = "xml")]
        &smithy_client_runtime::codec::xml::XmlCodec,
    ];
    for codec in codecs {
        let write = |value: &dyn SerializeShape| {
            let body = codec.serialize(&mut |serializer| value.write(Member::root(), serializer));
            body.unwrap()
        };
        let read = |body: &[u8]| {
            let mut part = Part::builder().stage(Stage::Open).build().unwrap();
            let result = codec.deserialize(body, &mut |deserializer| {
                part = Part::read(deserializer)?;
                Ok(())
            });
            result.unwrap();
            part
        };
        let built = Part::builder().stage(Stage::from("")).build().unwrap();
        let nothing: Part = from_json("{}").unwrap();
        assert_ne!(write(&built), write(&nothing), "{codec:?}");
        assert_eq!(write(&read(&write(&nothing))), write(&nothing), "{codec:?}");
        assert_eq!(write(&read(&write(&built))), write(&built), "{codec:?}");
    }
}
