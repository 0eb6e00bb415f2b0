#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "tests")]

use std::fs;
use std::path::PathBuf;

use regex::Regex;

use super::*;
use crate::ir::value::EnumLiteral;
use crate::lower::protocol::choose;
use crate::model;
use crate::model::node::optional_root;
use crate::model::select::{self, Filter};
use crate::source::Source;

/// Compares values with the constraints of the model, as a service would.
struct Judge<'m, 'a> {
    model: &'m Model<'a>,
    service: &'m ir::Service,
    faults: Vec<String>,
    /// Patterns that cannot be compiled here, which is the tests' limit and not that of the
    /// examples.
    unknown: Vec<String>,
    patterns: usize,
    /// Whether patterns without anchors match the whole text.
    whole: bool,
}

impl Judge<'_, '_> {
    fn structure(&mut self, shape: &Shape<'_>, structure: &ir::Structure, value: &StructureValue) {
        for member in &shape.members {
            let field = structure
                .fields
                .iter()
                .find(|field| field.member_name == member.name)
                .unwrap();
            match value.fields.iter().find(|(name, _)| *name == field.name) {
                Some((_, inner)) => self.member(&shape.id, member, inner),
                None if member.has_trait("smithy.api#required") && !member.has_trait("smithy.api#idempotencyToken") => {
                    self.faults.push(format!("{}${} is missing", shape.id, member.name));
                }
                None => {}
            }
        }
    }

    fn member(&mut self, container: &ShapeId, member: &Member<'_>, value: &Value) {
        let shape = self.model.shape(&member.target.id).unwrap();
        let own = |id: &str| member.trait_value(id).or_else(|| shape.trait_value(id));
        let length = own("smithy.api#length").map_or(Bounds::default(), bounds);
        let id = container.with_member(&member.name);
        match value {
            Value::String(text) | Value::Blob(text) | Value::ByteStream(text) => {
                let count = text.chars().count();
                let pattern = own("smithy.api#pattern").and_then(|pattern| pattern.as_str());
                if count < length.min
                    || count > length.max
                    || !pattern.as_ref().is_none_or(|pattern| self.matches(pattern, text))
                {
                    self.faults
                        .push(format!("{id}: {text:?} is not {pattern:?} of {length:?}"));
                }
            }
            Value::Enum { value, .. } => assert!(matches!(value, EnumLiteral::Known(_)), "{id}: {value:?}"),
            Value::IntEnum { value, .. } => assert!(matches!(value, EnumLiteral::Known(_)), "{id}: {value:?}"),
            Value::List(elements) => {
                assert!((length.min..=length.max).contains(&elements.len()), "{id}");
                let element = shape.member("member").unwrap();
                elements.iter().for_each(|value| self.member(&shape.id, element, value));
            }
            Value::Map(entries) => assert!(entries.len() >= length.min, "{id}"),
            Value::Structure(inner) => {
                let structure = match &inner.path {
                    StructurePath::Type(name) => by_name(&self.service.structures, name).unwrap(),
                    other => panic!("{id}: {other:?}"),
                };
                self.structure(shape, structure, inner);
            }
            Value::Union { name, variant, value } => {
                let union = by_name(&self.service.unions, name).unwrap();
                let variant = union.variants.iter().find(|known| known.name == *variant).unwrap();
                let set = shape.member(&variant.member_name).unwrap();
                value.iter().for_each(|value| self.member(&shape.id, set, value));
            }
            Value::Boxed(inner) | Value::Present(inner) => self.member(container, member, inner),
            Value::Integer(number) => self.number(&id, member, shape, *number as f64),
            Value::Float(Floating::Finite(digits))
            | Value::Double(Floating::Finite(digits))
            | Value::BigInteger(digits)
            | Value::BigDecimal(digits) => self.number(&id, member, shape, digits.parse().unwrap()),
            _ => {}
        }
    }

    fn number(&self, id: &ShapeId, member: &Member<'_>, shape: &Shape<'_>, number: f64) {
        let own = |id: &str| member.trait_value(id).or_else(|| shape.trait_value(id));
        let bound = |key: &str| own("smithy.api#range").and_then(|range| range.get(key)?.text().parse::<f64>().ok());
        assert!(
            bound("min").is_none_or(|min| min <= number) && bound("max").is_none_or(|max| number <= max),
            "{id}"
        );
    }

    /// Returns whether the text has the pattern's form; the look-ahead, which `regex` does not
    /// have, is checked by itself.
    fn matches(&mut self, pattern: &str, text: &str) -> bool {
        let (ahead, rest) = match pattern
            .trim_start_matches('^')
            .strip_prefix("(?=")
            .and_then(|rest| rest.split_once("$)"))
        {
            Some((ahead, rest)) => (Some(ahead), rest),
            None => (None, pattern),
        };
        let (start, end) = if self.whole { ("^(?:", ")$") } else { ("", "") };
        let mut compiled = ahead
            .map(|ahead| format!("^(?:{ahead})$"))
            .into_iter()
            .chain([format!("{start}{rest}{end}")])
            .map(|pattern| Regex::new(&pattern));
        self.patterns += 1;
        match compiled.try_fold(true, |all, pattern| {
            Ok::<_, regex::Error>(all && pattern?.is_match(text))
        }) {
            Ok(matches) => matches,
            Err(_) => {
                self.unknown.push(pattern.to_owned());
                true
            }
        }
    }
}

fn workspace() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

fn judge(paths: &[PathBuf], whole: bool) -> (Vec<String>, Vec<String>, usize) {
    let sources: Vec<_> = paths
        .iter()
        .map(|path| Source::new(path.display().to_string(), fs::read_to_string(path).unwrap()))
        .collect();
    let files = model::Files::read(&sources, &mut Diagnostics::default());
    let model = model::load(&files, &mut Diagnostics::default());
    let selection = select::select(&model, &Filter::default(), &mut Diagnostics::default()).unwrap();
    let partitions = Source::new(
        "partitions",
        fs::read_to_string(workspace().join("model/partitions.json")).unwrap(),
    );
    let mut findings = Diagnostics::default();
    let partitions = optional_root(sources.len(), Some(&partitions), &mut findings);
    let protocol = choose(selection.service, None, &mut findings).unwrap().protocol;
    let compatibility = crate::options::Compatibility::default();
    let lowered = crate::lower::lower(&selection, protocol, compatibility, partitions, &mut findings);
    let service = lowered.unwrap_or_else(|| panic!("{}", findings.render(&sources, false)));
    let mut judge = Judge {
        model: &model,
        service: &service,
        faults: Vec::new(),
        unknown: Vec::new(),
        patterns: 0,
        whole,
    };
    for operation in &selection.operations {
        let ShapeKind::Operation(props) = &operation.kind else {
            continue;
        };
        let Some(shape) = props.input.as_ref().and_then(|input| model.shape(&input.id)) else {
            continue;
        };
        let mut lowered = service.operations.iter();
        let lowered = lowered.find(|lowered| lowered.shape == operation.id.name()).unwrap();
        let value = input(&service, &model, lowered, operation).unwrap();
        judge.structure(shape, &lowered.input, &value);
    }
    let without: Vec<_> = service
        .operations
        .iter()
        .filter(|operation| operation.example.is_none())
        .collect();
    assert!(without.is_empty(), "no example: {without:?}");
    (judge.faults, judge.unknown, judge.patterns)
}

#[test]
fn examples_of_partner_central_satisfy_its_model() {
    let folder = workspace().join("model/partnercentral-selling");
    let (faults, unknown, patterns) = judge(&[folder.join("model.json"), folder.join("documentation.json")], true);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(unknown.is_empty() && patterns > 50, "{patterns} {unknown:?}");
}

#[test]
fn strings_that_are_made_satisfy_the_model_too() {
    let (faults, unknown, _) = judge(&[workspace().join("model/partnercentral-selling/model.json")], true);
    assert!(
        faults.is_empty() && unknown.is_empty(),
        "{}\n{unknown:?}",
        faults.join("\n")
    );
}

#[test]
fn examples_of_other_models_satisfy_them() {
    let Ok(folder) = fs::read_dir(workspace().join("../shared/models")) else {
        println!("skipped: there are no models beside the workspace");
        return;
    };
    for path in folder
        .map(|entry| entry.unwrap().path())
        .filter(|path| !path.ends_with("partitions.json"))
    {
        let (faults, unknown, patterns) = judge(std::slice::from_ref(&path), false);
        println!(
            "{}: {patterns} values, patterns not compiled: {unknown:?}",
            path.display()
        );
        assert!(faults.is_empty(), "{}:\n{}", path.display(), faults.join("\n"));
    }
}

#[test]
fn patterns() {
    let any = Bounds::default();
    for (pattern, length, name, text) in [
        ("[a-zA-Z]+", any, "Catalog", "Catalog"),
        ("eng-[0-9a-z]{14}", any, "Id", "eng-0123456789abcd"),
        ("(arn:.*|eng-[0-9a-z]{14})", any, "Id", "eng-0123456789abcd"),
        ("[0-9]{12}", any, "AccountId", "123456789012"),
        (r"\d{4}-(0[1-9]|1[012])", any, "Month", "1234-01"),
        (
            "(?s).{20,2000}",
            any,
            "BusinessProblem",
            "Business problem business problem",
        ),
        ("(?=.{4,5}$)a+b?", any, "A", "aaab"),
        (r"^(?:x|y)[^\s]{2}\.$", any, "X", "xab."),
        (r"^[\w-]+(?!-)$", any, "TagKey", "TagKey"),
        (r"[\w-_]{2}\\d\D", any, "X", r"01\da"),
        ("(|[0-9]+)", any, "X", "12"),
        ("arn:aws(-cn|):(x|)", any, "X", "arn:aws:"),
        (
            r"[\u0020-\uD7FF\uE000-\uFFFD\uD800\uDC00-\uDBFF\uDFFF\r\n\t]*",
            any,
            "Name",
            "Name",
        ),
        (r"[\p{Print}&&[^/]]{3}/\Z", any, "X", "012/"),
        ("((a{9999}){9999}){9999}", any, "Name", "Name"),
        (r"(?<year>[12]\d{3})?z", any, "X", "z"),
        (r"[\p{L}\p{Z}_.-]{1,9}", any, "TagKey", "Tag key"),
        ("(?i)[A-F]{3}", any, "X", "abc"),
        ("x+", Bounds { min: 3, max: 4 }, "X", "xxx"),
        // A back-reference is not supported: only the length is right.
        (r"(a)\1", Bounds { min: 0, max: 3 }, "Name", "Nam"),
        ("", any, "", ""),
    ] {
        assert_eq!(pattern::text(Some(pattern), length, name), text, "{pattern}");
    }
}
