//! Structures that are read in place, by the macros that generated code calls.

use smithy_client_runtime::codec::json::JsonDeserializer;
use smithy_client_runtime::primitives::DateTimeFormat;
use smithy_client_runtime::serde::{DeserializeError, DeserializeShape};

use self::inner::Inner;
use self::outer::Outer;
use self::stage::Stage;

mod stage {
    #[derive(Clone, PartialEq)]
    pub enum Stage {
        Open,
        Closed,
        Unknown(smithy_client_runtime::primitives::UnknownVariantValue),
    }

    smithy_client_runtime::string_enum! { Stage { Open = "open", Closed = "closed" } }
}

mod inner {
    use super::Stage;

    smithy_client_runtime::structure! {
        pub struct Inner, build = in_place(crate::builders::BuilderOf), builder = InnerBuilder, id = "com.example#Inner",
            deserialize = structure {
            name, set_name, get_name: optional(String), set = [into String], get = Option<&str>, schema = "Name";
            stage, set_stage, get_stage: optional(Stage), set = [Stage], get = Option<&Stage>, schema = "Stage";
            inner, set_inner, get_inner: optional(Box<Inner>), set = [boxed Inner], get = Option<&Inner>,
                schema = "Inner";
        }
    }
}

mod outer {
    use super::{Inner, Stage};

    smithy_client_runtime::structure! {
        pub struct Outer, build = fallible(crate::builders::PartialBuilderOf), builder = OuterBuilder, id = "com.example#Outer",
            deserialize = structure {
            id, set_id, get_id: required(String), at = [0], set = [into String], get = &str, schema = "Id";
            stage, set_stage, get_stage: required(Stage), at = [1], set = [Stage], get = &Stage, schema = "Stage";
            inner, set_inner, get_inner: required(Inner), at = [2], set = [Inner], get = &Inner, schema = "Inner";
            count, set_count, get_count: default(i32 = 7), at = [3], set = [i32], get = i32, schema = "Count";
            list, set_list, get_list: optional(Vec<Inner>), at = [4], set = [push Inner], get = &[Inner], schema = "List";
        }
    }
}

fn read(body: &str) -> Result<Outer, DeserializeError> {
    let mut reader = JsonDeserializer::new(body.as_bytes(), DateTimeFormat::EpochSeconds);
    let outer = Outer::read(&mut reader)?;
    reader.end()?;
    Ok(outer)
}

fn built() -> Outer {
    Outer::builder()
        .id("")
        .stage(Stage::from(""))
        .inner(Inner::builder().build())
        .build()
        .unwrap()
}

#[test]
fn what_a_response_lacks_is_what_the_builder_makes_up() {
    for body in [
        "{}",
        r#"{"Id":null,"Stage":null,"Inner":null,"Count":null,"List":null}"#,
    ] {
        let outer = read(body).unwrap();
        assert_eq!(outer, built(), "{body}");
        assert_eq!((outer.count(), outer.list), (7, None), "{body}");
    }
}

#[test]
fn every_kind_of_member_is_read() {
    let body = r#"{"Id":"a\"b","Stage":"closed","Inner":{"Name":"x","Stage":"\u006fpen","Inner":{"Stage":"other"}},
        "Count":0,"List":[{"Name":"first"},null,{},{"Inner":{"Name":"deep"}}]}"#;
    let outer = read(body).unwrap();
    let of = |name: &str| Inner::builder().name(name).build();
    assert_eq!((outer.id(), outer.stage(), outer.count()), ("a\"b", &Stage::Closed, 0));
    assert_eq!(outer.inner.name(), Some("x"));
    assert_eq!(outer.inner.stage(), Some(&Stage::Open));
    let other = Inner::builder().stage(Stage::from("other")).build();
    assert_eq!(outer.inner.inner(), Some(&other));
    let deep = Inner::builder().inner(of("deep")).build();
    assert_eq!(outer.list, Some(vec![of("first"), Inner::default(), deep]));
}

#[test]
fn of_a_key_that_comes_twice_nothing_is_left_of_the_first() {
    let body = r#"{"Inner":{"Name":"first"},"List":[{"Name":"first"},{}],"Stage":"open","Id":"first",
        "Inner":{"Stage":"open"},"List":[{"Stage":"closed"}],"Stage":"closed","Id":""}"#;
    let outer = read(body).unwrap();
    let of = |stage| Inner::builder().stage(stage).build();
    assert_eq!(outer.inner, of(Stage::Open));
    assert_eq!(outer.list, Some(vec![of(Stage::Closed)]));
    assert_eq!((outer.id(), outer.stage()), ("", &Stage::Closed));
    let body = r#"{"Inner":{"Inner":{"Name":"first"},"Inner":{"Stage":"open"}}}"#;
    assert_eq!(read(body).unwrap().inner.inner(), Some(&of(Stage::Open)));
}

#[test]
fn what_is_wrong_is_named() {
    for (body, path) in [
        (r#"{"Id":1}"#, "Outer.Id"),
        (r#"{"Stage":{}}"#, "Outer.Stage"),
        (r#"{"Inner":{"Stage":[]}}"#, "Outer.Inner.Stage"),
        (r#"{"List":[{},{"Inner":{"Name":true}}]}"#, "Outer.List[1].Inner.Name"),
        (r#"{"Count":"7"}"#, "Outer.Count"),
        (r#"{"Inner":[]}"#, "Outer.Inner"),
    ] {
        assert_eq!(read(body).unwrap_err().path(), path, "{body}");
    }
}

#[test]
fn copies_are_equal_and_any_other_member_is_not() {
    let builder = || {
        let list = Inner::builder().name("element").build();
        let inner = Inner::builder().name("x").stage(Stage::Closed).build();
        let builder = Outer::builder().id("a").stage(Stage::Open).inner(inner);
        builder.count(1).list(list)
    };
    let outer = builder().build().unwrap();
    assert_eq!(outer.clone(), outer);
    assert_eq!(outer.inner.clone(), outer.inner);
    assert_eq!(builder().clone(), builder());
    let others = [
        builder().id("b"),
        builder().stage(Stage::Closed),
        builder().inner(Inner::default()),
        builder().count(2),
        builder().list(Inner::default()),
    ];
    for other in others {
        assert_ne!(other, builder());
        assert_ne!(other.clone().build().unwrap(), outer, "{other:?}");
    }
    let text = r#"Outer { id: "a", stage: Open, inner: Inner { name: Some("x"), stage: Some(Closed), inner: None }, count: 1, "#;
    assert!(format!("{outer:?}").starts_with(text), "{outer:?}");
}
