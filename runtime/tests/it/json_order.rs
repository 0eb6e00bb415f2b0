//! The order hints of a schema: neither the order of members nor the number of elements changes a
//! value that is read.

use crate::shapes::{Everything, from_json};
use proptest::prelude::*;

/// A member, how it is written, and whether it has a value.
#[derive(Clone, Debug)]
struct Written {
    member: usize,
    is_null: bool,
    has_space: bool,
}

const NAMES: [&str; 6] = ["Byte", "Integer", "Long", "NoMember", "Dense", "Stages"];

impl Written {
    fn text(&self) -> String {
        let value = match (self.is_null, NAMES[self.member]) {
            (true, _) => "null",
            (false, "Dense") => r#"["x",null,"\n"]"#,
            (false, "Stages") => r#"{"Prospect":[1]}"#,
            (false, _) => "7",
        };
        let space = if self.has_space { " " } else { "" };
        format!(r#"{space}"{}"{space}:{space}{value}{space}"#, NAMES[self.member])
    }
}

fn written() -> impl Strategy<Value = Written> {
    (0..NAMES.len(), prop::bool::weighted(0.2), prop::bool::weighted(0.2)).prop_map(|(member, is_null, has_space)| {
        Written {
            member,
            is_null,
            has_space,
        }
    })
}

/// Elements that each have some of the members, once, in some order.
fn elements() -> impl Strategy<Value = Vec<Vec<Written>>> {
    let element = prop::collection::vec(written(), 0..8).prop_map(|all| {
        let mut seen = [false; NAMES.len()];
        all.into_iter()
            .filter(|written| !std::mem::replace(&mut seen[written.member], true))
            .collect()
    });
    prop::collection::vec(element, 0..20)
}

proptest! {
    #[test]
    fn members_are_found_whatever_came_before(elements in elements()) {
        let texts: Vec<_> = elements
            .iter()
            .map(|element| element.iter().map(Written::text).collect::<Vec<_>>().join(","))
            .map(|members| format!("{{{members}}}"))
            .collect();
        let value: Everything = from_json(format!(r#"{{"List":[{}]}}"#, texts.join(","))).unwrap();
        let list = value.list.unwrap();
        prop_assert_eq!(list.len(), elements.len());
        for (read, element) in list.iter().zip(&elements) {
            let has = |name: &str| element.iter().any(|written| NAMES[written.member] == name && !written.is_null);
            prop_assert_eq!(read.byte, has("Byte").then_some(7));
            prop_assert_eq!(read.integer, has("Integer").then_some(7));
            prop_assert_eq!(read.long, has("Long").then_some(7));
            let dense = has("Dense").then(|| vec!["x".to_owned(), "\n".to_owned()]);
            prop_assert_eq!(&read.dense, &dense);
            prop_assert_eq!(read.stages.is_some(), has("Stages"));
        }
    }
}

#[test]
fn lists_take_the_memory_that_they_need() {
    let filler = |bytes: usize| "x".repeat(bytes);
    for (elements, behind) in [
        (1, 0),
        (1, 100_000),
        (2, 100_000),
        (5, 100_000),
        (100, 0),
        (1000, 100_000),
    ] {
        let dense = vec![r#""ten bytes!""#; elements].join(",");
        let body = format!(r#"{{"Dense":[{dense}],"NoMember":"{}"}}"#, filler(behind));
        let value: Everything = from_json(body).unwrap();
        let list = value.dense.unwrap();
        assert_eq!(list.len(), elements);
        assert!(list.capacity() <= 2 * elements + 8, "{elements}: {}", list.capacity());
    }
    // The first element says nothing about the size of a list that is as long as the body and whose
    // elements are empty.
    let body = format!(r#"{{"List":[{{}},{{"Dense":["{}"]}}]}}"#, filler(1_000_000));
    let value: Everything = from_json(body).unwrap();
    assert!(value.list.unwrap().capacity() <= 12);
}
