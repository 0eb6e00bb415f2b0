//! Endpoint rules: the code of each feature of the language, and the diagnostics of invalid rules.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde_json::{Map, Value, json};
use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::model::select::Filter;
use smithy_codegen::options::{Compatibility, Layout, Options, RuntimeDependency};
use smithy_codegen::source::Source;
use smithy_codegen::{GeneratedCrate, generate};

/// A fixture holds the traits of a service under short names, and maybe partitions of its own.
struct Fixture {
    /// The model, and the partitions if there are any.
    sources: Vec<Source>,
}

impl Fixture {
    fn read(path: &Path) -> Self {
        let text = fs::read_to_string(path).unwrap();
        let mut fixture: Map<String, Value> = serde_json::from_str(&text).unwrap();
        let partitions = match fixture.remove("partitions") {
            Some(own) => own,
            None => serde_json::from_str(&fs::read_to_string(folder().join("partitions.json")).unwrap()).unwrap(),
        };
        let mut traits = Map::from_iter([("aws.protocols#awsJson1_0".to_owned(), json!({}))]);
        for (name, id) in [
            ("ruleSet", "endpointRuleSet"),
            ("bdd", "endpointBdd"),
            ("tests", "endpointTests"),
        ] {
            if let Some(value) = fixture.remove(name) {
                traits.insert(format!("smithy.rules#{id}"), value);
            }
        }
        assert!(fixture.is_empty(), "unknown keys in {}", path.display());
        let service = json!({"type": "service", "version": "2026-01-01", "traits": traits});
        let model = json!({"smithy": "2.0", "shapes": {"com.example#Demo": service}});
        let source = |name: &str, mut value: Value| {
            value.sort_all_objects();
            Source::new(name, serde_json::to_string_pretty(&value).unwrap())
        };
        let mut sources = vec![source("model.json", model)];
        if !partitions.is_null() {
            sources.push(source("partitions.json", partitions));
        }
        Self { sources }
    }

    fn generate(&self) -> (Option<GeneratedCrate>, Diagnostics) {
        generate_with(&self.sources[..1], self.sources.get(1))
    }

    /// Returns the findings about endpoint rules, as people see them.
    fn findings(&self, diagnostics: &Diagnostics) -> String {
        let about_rules = diagnostics
            .sorted()
            .into_iter()
            .filter(|finding| finding.code().starts_with("endpoint"));
        about_rules
            .map(|finding| finding.render(&self.sources, false))
            .collect::<Vec<_>>()
            .join("\n\n")
    }
}

fn generate_with(models: &[Source], partitions: Option<&Source>) -> (Option<GeneratedCrate>, Diagnostics) {
    let options = Options {
        filter: Filter::default(),
        runtime: RuntimeDependency::Version("0.1".to_owned()),
        command: "cargo xtask codegen".to_owned(),
        readme: None,
        protocol: None,
        layout: Layout::Crate,
        compatibility: Compatibility::Own,
    };
    let mut diagnostics = Diagnostics::default();
    let generated = generate(models, partitions, &options, &|| Duration::ZERO, &mut diagnostics);
    (generated.map(|(generated, _)| generated), diagnostics)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/endpoint-rules")
}

/// Returns a generated file without its header.
fn file(name: &str, path: &str) -> String {
    let fixture = Fixture::read(&folder().join("accept").join(name));
    let (generated, diagnostics) = fixture.generate();
    let findings = diagnostics.render(&fixture.sources, false);
    let files = generated.unwrap_or_else(|| panic!("{name}: {findings}")).files;
    let text = files
        .get(path)
        .unwrap_or_else(|| panic!("{name}: no {path} among {:?}", files.keys()));
    text.lines()
        .skip_while(|line| line.starts_with("// "))
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn rules_become_code() {
    insta::glob!("..", "fixtures/endpoint-rules/accept/*.json", |path| {
        let name = path.file_name().unwrap().to_string_lossy();
        insta::assert_snapshot!(file(&name, "src/config/endpoint.rs"));
    });
}

#[test]
fn partitions_become_a_table() {
    insta::assert_snapshot!(file("partitions.json", "src/config/partitions.rs"));
}

#[test]
fn partitions_count_beside_any_number_of_model_files() {
    let fixture = Fixture::read(&folder().join("accept/partitions.json"));
    let more = Source::new("more.json", r#"{"smithy": "2.0", "shapes": {}}"#);
    let broken = Source::new("partitions.json", "{\n  broken\n}");
    for count in 0..3 {
        let mut models = vec![fixture.sources[0].clone()];
        models.extend(std::iter::repeat_n(more.clone(), count));
        let (generated, _) = generate_with(&models, fixture.sources.get(1));
        assert!(
            generated.unwrap().files.contains_key("src/config/partitions.rs"),
            "{count}"
        );

        let (generated, diagnostics) = generate_with(&models, None);
        models.push(broken.clone());
        assert!(generated.is_none(), "{count}: {}", diagnostics.render(&models, false));

        let (_, diagnostics) = generate_with(&models[..=count], Some(&broken));
        let shown = diagnostics.render(&models, false);
        assert!(shown.contains("partitions.json:2:3"), "{count}: {shown}");
    }
}

#[test]
fn cases_become_tests() {
    for name in ["parameters", "properties", "urls"] {
        insta::assert_snapshot!(
            format!("cases_of_{name}"),
            file(&format!("{name}.json"), "tests/endpoint_tests/cases.rs")
        );
    }
}

#[test]
fn what_is_wrong_is_explained() {
    insta::glob!("..", "fixtures/endpoint-rules/reject/*.json", |path| {
        let fixture = Fixture::read(path);
        let (_, diagnostics) = fixture.generate();
        insta::assert_snapshot!(fixture.findings(&diagnostics));
    });
}

#[test]
fn deep_rules_are_no_danger() {
    let negations = (0..80).fold(json!({"ref": "Flag"}), |value, _| json!({"fn": "not", "argv": [value]}));
    let leaf = json!({"conditions": [negations], "error": "a"});
    let condition = json!({"fn": "isValidHostLabel", "argv": [{"ref": "Name"}, {"ref": "Flag"}]});
    let rule = (0..90).fold(
        json!({"conditions": [], "error": "b"}),
        |rule, _| json!({"conditions": [condition], "rules": [rule]}),
    );
    let parameters =
        json!({"Flag": {"type": "boolean", "required": true}, "Name": {"type": "string", "required": true}});
    for rule in [leaf, rule] {
        let traits = json!({
            "aws.protocols#awsJson1_0": {},
            "smithy.rules#endpointRuleSet": {"version": "1.0", "parameters": parameters, "rules": [rule]},
        });
        let service = json!({"type": "service", "version": "1", "traits": traits});
        let model = json!({"smithy": "2.0", "shapes": {"com.example#Demo": service}}).to_string();
        let fixture = Fixture {
            sources: vec![Source::new("model.json", model)],
        };
        let (generated, diagnostics) = fixture.generate();
        assert!(generated.is_some(), "{}", diagnostics.render(&fixture.sources, false));
    }
}
