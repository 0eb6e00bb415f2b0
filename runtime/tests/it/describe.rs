//! Structures in the messages of errors.

use std::collections::HashMap;
use std::fmt;

use crate::shapes::{Account, Everything, Faces, Invitation, Receiver, Secret, Stage, from_json};
use smithy_client_runtime::primitives::{Blob, DateTime, Document};
use smithy_client_runtime::serde::{SerializeShape, describe};

struct Described<'a>(&'a dyn SerializeShape, &'a [&'a str]);

impl fmt::Display for Described<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        describe(f, self.0, self.1)
    }
}

fn described(shape: &dyn SerializeShape, skip: &[&str]) -> String {
    Described(shape, skip).to_string()
}

#[test]
fn entries_stand_apart() {
    let entry = |field: &str, code: i32| Everything {
        dense: Some(vec![field.to_owned(), "x".to_owned()]),
        integer: Some(code),
        ..Everything::default()
    };
    let mut error = entry("Reason", 1);
    error.list = Some(vec![
        entry("Customer.Account.CompanyName", 2),
        entry("Stage", 3),
        Everything::default(),
    ]);
    assert_eq!(
        described(&error, &[]),
        "Integer: 1; Dense: [Reason, x]; List[0]: Integer: 2, Dense: [Customer.Account.CompanyName, x]; \
         List[1]: Integer: 3, Dense: [Stage, x]; List[2]: {}"
    );
    assert_eq!(described(&error, &["List", "Integer"]), "Dense: [Reason, x]");
    assert_eq!(described(&Everything::default(), &[]), "");
}

#[test]
fn nested_values_are_in_brackets() {
    let value = Everything {
        blob: Some(Blob::new("abc")),
        seconds: Some(DateTime::from_secs(0)),
        document: Some(Document::from(vec![Document::from("a")])),
        dense: Some(vec!["two\nlines".to_owned()]),
        sparse: Some(vec![None, Some("b".to_owned())]),
        sparse_map: Some(HashMap::from([("k".to_owned(), None)])),
        recursive: Some(Box::new(Everything {
            recursive: Some(Box::new(Everything {
                boolean: Some(true),
                ..Everything::default()
            })),
            list: Some(vec![
                Everything {
                    byte: Some(1),
                    ..Everything::default()
                },
                Everything::default(),
            ]),
            ..Everything::default()
        })),
        list: Some(Vec::new()),
        stages: Some(HashMap::from([(Stage::Prospect, vec![Faces::Heart, Faces::Spade])])),
        ..Everything::default()
    };
    assert_eq!(
        described(&value, &[]),
        r#"Blob: 3 bytes; Seconds: 1970-01-01T00:00:00Z; Document: ["a"]; Dense: [two\nlines]; Sparse: [null, b]; "#
            .to_owned()
            + "SparseMap: {k: null}; Recursive: Recursive: {Boolean: true}, List: [{Byte: 1}, {}]; List: []; \
               Stages: {Prospect: [1, -4]}"
    );
}

#[test]
fn what_is_sensitive_is_redacted() {
    let invitation = Invitation {
        message: Secret("secret".to_owned()),
        receiver: Some(Receiver::Accounts(vec![Account {
            alias: Some("a".to_owned()),
            aws_account_id: "1".to_owned(),
        }])),
        stage: None,
    };
    assert_eq!(
        described(&invitation, &[]),
        "Message: *** Sensitive Data Redacted ***; Receiver: Accounts: [{Alias: a, AwsAccountId: 1}]"
    );
    let value = Everything {
        integer: Some(1),
        list: Some(vec![Everything {
            secret_map: Some(HashMap::from([("secret".to_owned(), vec![7])])),
            dense: Some(Vec::new()),
            ..Everything::default()
        }]),
        secret_map: Some(HashMap::from([("secret".to_owned(), vec![7])])),
        ..Everything::default()
    };
    assert_eq!(
        described(&value, &[]),
        "Integer: 1; List[0]: Dense: [], SecretMap: *** Sensitive Data Redacted ***; \
         SecretMap: *** Sensitive Data Redacted ***"
    );
    let unknown: Invitation = from_json(r#"{"Receiver":{"New":{"a":"secret"}}}"#).unwrap();
    assert_eq!(
        described(&unknown, &["Message"]),
        "Receiver: New: *** Sensitive Data Redacted ***"
    );
}
