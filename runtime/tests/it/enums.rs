//! Open enums with variants of any name.

use crate::shapes::{Faces, Stage, from_json, to_json};
use smithy_client_runtime::primitives::UnknownVariantValue;
use smithy_client_runtime::serde::or_corrected;
use smithy_client_runtime::{int_enum, string_enum};

/// Shapes of a model may have the names of the prelude.
#[allow(dead_code, reason = "they are here to be in the way")]
mod hostile {
    use super::*;

    pub(super) struct String;
    pub(super) struct Option;
    pub(super) struct Result;
    pub(super) struct Vec;

    #[derive(Clone, PartialEq)]
    pub(super) enum Words {
        None,
        Some,
        Ok,
        Err,
        Default,
        String,
        Quoted,
        Unknown(UnknownVariantValue),
    }

    string_enum! { Words {
        None = "none", Some = "some", Ok = "ok", Err = "err", Default = "", String = "string", Quoted = "\"a\\b\n{}",
    } }

    #[derive(Clone, PartialEq)]
    pub(super) enum Country {
        Us,
        Unknown(UnknownVariantValue),
    }

    string_enum! { Country, sensitive = true { Us = "US" } }

    #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
    pub(super) enum Level {
        One,
        Unknown(i32),
    }

    int_enum! { Level, sensitive = true { One = 1 } }
}

use hostile::{Country, Level, Words};

#[test]
fn they_are_shown_and_put_in_the_order_of_the_model() {
    let stage = |text| Stage::from(text);
    let stages = [
        stage("zz"),
        stage("Technical Validation"),
        stage("Prospect"),
        stage("aa"),
    ];
    let mut sorted = stages.clone();
    sorted.sort();
    let [prospect, validation, others @ ..] = &sorted;
    assert_eq!((prospect, validation), (&Stage::Prospect, &Stage::TechnicalValidation));
    assert_eq!(others.iter().map(Stage::as_str).collect::<Vec<_>>(), ["aa", "zz"]);
    assert_eq!(format!("{validation:?}"), "TechnicalValidation");
    assert_eq!(format!("{:?}", stage("zz")), r#"Unknown("zz")"#);
    assert_eq!(std::collections::HashSet::from(stages).len(), 4);
    assert!(stage("zz") != stage("aa") && stage("Prospect") == Stage::Prospect);
}

#[test]
fn values_and_variants() {
    assert_eq!(Stage::values(), ["Prospect", "Technical Validation"]);
    assert_eq!(Stage::from("Technical Validation"), Stage::TechnicalValidation);
    assert_eq!("Prospect".parse::<Stage>(), Ok(Stage::Prospect));
    assert_eq!(Stage::TechnicalValidation.as_str(), "Technical Validation");
    assert_eq!(Stage::Prospect.as_ref(), "Prospect");
    assert_eq!(format!("{:>10}", Stage::Prospect), "  Prospect");
    assert_eq!(Stage::try_parse("Prospect"), Ok(Stage::Prospect));
    assert!(Stage::try_parse("prospect").is_err());
    for value in Words::values() {
        assert_eq!(Words::try_parse(value).unwrap().as_str(), *value);
        let json = to_json(&Words::from(*value));
        assert_eq!(from_json::<Words>(json).unwrap().as_str(), *value);
    }
}

#[test]
fn an_unknown_value_is_kept() {
    let stage: Stage = from_json(r#""Launch\u0065d""#).unwrap();
    assert_eq!(stage.as_str(), "Launched");
    assert_eq!(format!("{stage:?} {stage}"), r#"Unknown("Launched") Launched"#);
    assert_eq!(to_json(&stage), r#""Launched""#);
    assert_eq!(or_corrected::<Stage>(None).as_str(), "");
    assert!(from_json::<Stage>("1").is_err());
}

#[test]
fn int_enums() {
    assert_eq!(Faces::values(), [1, -4]);
    assert_eq!(Faces::from(-4), Faces::Spade);
    assert_eq!(i32::from(Faces::Heart), 1);
    assert_eq!(
        from_json::<Vec<Faces>>("[1,2]").unwrap(),
        [Faces::Heart, Faces::Unknown(2)]
    );
    assert_eq!(to_json(&vec![Faces::Spade, Faces::Unknown(7)]), "[-4,7]");
    assert_eq!(Faces::Spade.to_string(), "-4");
    assert_eq!(or_corrected::<Faces>(None), Faces::Unknown(0));
}

#[test]
fn sensitive_values_are_not_shown() {
    let redacted = "*** Sensitive Data Redacted ***";
    for shown in [
        format!("{:?}", Country::Us),
        format!("{}", Country::from("XX")),
        format!("{:?}", Level::One),
        format!("{}", Level::Unknown(2)),
    ] {
        assert_eq!(shown, redacted);
    }
    assert_eq!(to_json(&Country::from("XX")), r#""XX""#);
}
