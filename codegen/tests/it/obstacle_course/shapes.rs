//! Shapes of each kind whose names are the words of the course.

use serde_json::{Map, Value, json};

use super::{Course, TWICE};

pub(super) fn reference(id: &str) -> Value {
    json!({ "target": id })
}

pub(super) fn with_traits(id: &str, traits: Value) -> Value {
    json!({ "target": id, "traits": traits })
}

pub(super) fn members<'w>(
    words: impl IntoIterator<Item = &'w str>,
    target: impl Fn(usize, &str) -> Value,
) -> Map<String, Value> {
    words
        .into_iter()
        .enumerate()
        .map(|(at, word)| (word.to_owned(), target(at, word)))
        .collect()
}

/// Returns targets of every kind in turn, so that every name is used with every kind of setter.
fn of_all_kinds(at: usize, _: &str) -> Value {
    match at % 8 {
        0 => reference("smithy.api#String"),
        1 => with_traits("smithy.api#String", json!({ "smithy.api#required": {} })),
        2 => reference("example#Texts"),
        3 => reference("example#Counts"),
        4 => with_traits("smithy.api#Integer", json!({ "smithy.api#default": 1 })),
        5 => reference("example#Pieces"),
        6 => with_traits("smithy.api#String", json!({ "smithy.api#sensitive": {} })),
        _ => with_traits("smithy.api#Timestamp", json!({ "smithy.api#required": {} })),
    }
}

fn optional(at: usize, word: &str) -> Value {
    let mut target = of_all_kinds(at, word);
    target.as_object_mut().unwrap().remove("traits");
    target
}

/// Returns structures of these names whose builders are transparent, infallible and fallible in
/// turn, with members that hide what they could.
pub(super) fn structures(course: &mut Course, words: &[&str]) {
    for (at, word) in words.iter().enumerate() {
        let id = format!("example.structures#{word}");
        let only = match at % 3 {
            0 => of_all_kinds(0, ""),
            1 => of_all_kinds(4, ""),
            _ => of_all_kinds(1, ""),
        };
        let members = json!({ "Only": only, "Itself": reference(&id), "Texts": reference("example#Texts"), "Counts": reference("example#Counts"), "Hidden": of_all_kinds(6, "") });
        course.add(&id, "structure", json!({ "members": members }));
    }
    course.carrying("Structures", "example.structures", words);
}

/// Unions of these names. One variant of each has the name of the union.
pub(super) fn unions(course: &mut Course, words: &[&str]) {
    for word in words {
        let id = format!("example.unions#{word}");
        let mut variants = json!({ "First": reference("smithy.api#Unit"), "Many": reference("example#Texts"), "Itself": reference(&id), "Named": reference("example#Counts") });
        variants
            .as_object_mut()
            .unwrap()
            .insert((*word).to_owned(), reference("smithy.api#String"));
        course.add(&id, "union", json!({ "members": variants }));
    }
    course.carrying("Unions", "example.unions", words);
}

/// Enums and intEnums of these names. One value of each has the name of the enum.
pub(super) fn enums(course: &mut Course, words: &[&str]) {
    for (at, word) in words.iter().enumerate() {
        let id = format!("example.enums#{word}");
        if at % 2 == 0 {
            let values = members([*word, "Other"], |_, _| reference("smithy.api#Unit"));
            course.add(&id, "enum", json!({ "members": values }));
        } else {
            let values = members([*word, "Other"], |at, _| {
                with_traits("smithy.api#Unit", json!({ "smithy.api#enumValue": at }))
            });
            course.add(&id, "intEnum", json!({ "members": values }));
        }
    }
    course.carrying("Enums", "example.enums", words);
}

/// Returns members, variants and values of these names in every kind of shape.
pub(super) fn named_members(course: &mut Course, words: &[&str]) {
    let all = || {
        words
            .iter()
            .copied()
            .filter(|word| *word != "SetMeta" && *word != "GetMeta")
            .chain(TWICE)
    };
    course.add(
        "example#Data",
        "structure",
        json!({ "members": members(all(), of_all_kinds) }),
    );
    course.add(
        "example#AllOptional",
        "structure",
        json!({ "members": members(all(), optional) }),
    );
    course.add(
        "example#Chosen",
        "union",
        json!({ "members": members(all(), optional) }),
    );
    course.add(
        "example#Named",
        "enum",
        json!({ "members": members(all(), |_, _| reference("smithy.api#Unit")) }),
    );
    let numbered = |at: usize, _: &str| with_traits("smithy.api#Unit", json!({ "smithy.api#enumValue": at }));
    course.add(
        "example#Numbered",
        "intEnum",
        json!({ "members": members(all(), numbered) }),
    );
    let others = json!({ "Data": reference("example#Data"), "AllOptional": reference("example#AllOptional"), "Chosen": reference("example#Chosen"), "Named": reference("example#Named"), "Numbered": reference("example#Numbered") });
    course.add("example#Others", "structure", json!({ "members": others }));
    let carried = |at: usize, word: &str| {
        if word == "Value" {
            reference("example#Others")
        } else {
            of_all_kinds(at, word)
        }
    };
    course.add(
        "example#CarryMembersInput",
        "structure",
        json!({ "members": members(all(), carried) }),
    );
    course.add(
        "example#CarryMembersOutput",
        "structure",
        json!({ "members": members(all(), carried) }),
    );
    let exception = members(all().chain(["SetMeta", "GetMeta"]), carried);
    course.add(
        "example#CarryMembersException",
        "structure",
        json!({ "members": exception, "traits": { "smithy.api#error": "client" } }),
    );
    let tokens = json!({ "NextToken": reference("smithy.api#String"), "Default": reference("example#Nested") });
    course.add(
        "example#Nested",
        "structure",
        json!({ "members": { "SetFoo": reference("smithy.api#String"), "Foo": reference("example#Texts") } }),
    );
    course.add(
        "example#PagedOutput",
        "structure",
        json!({ "members": { "Default": with_traits("example#Nested", json!({ "smithy.api#required": {} })) } }),
    );
    course.add("example#PagedInput", "structure", json!({ "members": tokens }));
    course.add(
        "example#Paged",
        "operation",
        json!({ "input": reference("example#PagedInput"), "output": reference("example#PagedOutput"), "traits": { "smithy.api#paginated": { "inputToken": "NextToken", "outputToken": "Default.SetFoo", "items": "Default.Foo" } } }),
    );
    course.add(
        "example#CarryMembers",
        "operation",
        json!({ "input": reference("example#CarryMembersInput"), "output": reference("example#CarryMembersOutput"), "errors": [reference("example#CarryMembersException")] }),
    );
    course.service(
        "Members",
        &["example#CarryMembers".to_owned(), "example#Paged".to_owned()],
    );
}

/// Returns operations of these names, bound to resources of these names, and exceptions of these
/// names.
pub(super) fn operations(course: &mut Course, words: &[&str]) {
    let mut ids = Vec::new();
    for word in words {
        let (id, exception) = (
            format!("example.operations#{word}"),
            format!("example.exceptions#{word}"),
        );
        course.add(
            &exception,
            "structure",
            json!({ "members": { "Why": reference("smithy.api#String") }, "traits": { "smithy.api#error": "client" } }),
        );
        course.add(&id, "operation", json!({ "errors": [reference(&exception)] }));
        let resource = format!("example.resources#{word}");
        course.add(&resource, "resource", json!({ "operations": [reference(&id)] }));
        ids.push(resource);
    }
    let resources: Vec<_> = ids.iter().map(|id| reference(id)).collect();
    course.add(
        "example#Operations",
        "service",
        json!({ "version": "1", "resources": resources, "traits": { "aws.protocols#awsJson1_0": {} } }),
    );
}
