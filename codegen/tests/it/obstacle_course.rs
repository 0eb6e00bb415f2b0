//! A model made of names that mean something in Rust, in the runtime or in generated crates: its
//! clients must compile.

mod shapes;

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use crate::common;
use serde_json::{Map, Value, json};
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

use self::shapes::{enums, members, named_members, operations, reference, structures, unions, with_traits};

/// The strict, reserved and weak keywords of all editions, and the names of primitive types.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if \
    impl in let loop macro macro_rules match mod move mut override priv pub raw ref return safe self static struct super trait true try \
    type typeof union unsafe unsized use virtual where while yield bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128 usize f32 f64";

/// Names of the prelude, and the macros and crates that are always there.
const PRELUDE: &str = "Option Some None String Vec Box Result Ok Err Default From Into TryFrom TryInto Clone Copy Debug Display Send Sync \
    Sized Drop Fn FnMut FnOnce Iterator IntoIterator Extend ToString ToOwned AsRef AsMut PartialEq Eq PartialOrd Ord Hash HashMap FromStr \
    Unpin Pin Future Cow Arc Infallible derive inline doc std core alloc fmt vec panic println test main lib";

/// Names of the runtime, of the generated modules, and of their items.
const OURS: &str = "Client Config Error Errors Builder Builders Blob DateTime Document BigInteger BigDecimal Schema Member Members codec types \
    error operation operations primitives endpoint literal paginate config client Unknown Unhandled Handle Input Output Paginator \
    SdkError BuildError ErrorMetadata ProvideErrorMetadata RequestId UnknownVariant UnknownVariantValue Redacted Service Operation \
    OperationInput OperationOutput ServiceError WriteShape ReadShape ShapeWriter ShapeReader ErrorCorrection Variant Access Meta Read Write \
    Build Corrected Shape Reader Writer Value New FromConf FromEnv SendWith AsInput Customize IntoPaginator Items Token Message Code \
    SetMeta GetMeta Source Request Response Region Credentials smithy_client_runtime serde tokio Partial Fluent BuilderOf \
    PartialBuilderOf FluentBuilder Fields Structure Unbound BoundClient";

/// Names that are cut into words in surprising ways, and file names that mean devices.
const TRAPS: &str = "HTTPServer IPv6Address aBC A1B2 X509 __x _1st S3 EC2Instance KMSKeyId utf8 v1 V1Beta2 x_y__z Z OAuth2Token iOS aws_EUSC \
    aux con nul prn com1";

/// Returns all names, without those that another one has already but for case and separators.
fn words() -> Vec<&'static str> {
    let mut seen = BTreeSet::new();
    let all = [KEYWORDS, PRELUDE, OURS, TRAPS]
        .into_iter()
        .flat_map(str::split_whitespace);
    all.filter(|word| seen.insert(word.replace('_', "").to_lowercase()))
        .collect()
}

/// Members that would give two functions of one name on a structure or on its builders.
const TWICE: [&str; 10] = [
    "Foo",
    "SetFoo",
    "GetFoo",
    "SetFooValue",
    "SetSetFoo",
    "IsFoo",
    "set_request_id",
    "endpoint_params",
    "Cmp",
    "page_size",
];

struct Course {
    shapes: Map<String, Value>,
}

impl Course {
    fn add(&mut self, id: &str, kind: &str, fields: Value) {
        let mut shape = json!({ "type": kind });
        shape
            .as_object_mut()
            .unwrap()
            .extend(fields.as_object().unwrap().clone());
        assert!(self.shapes.insert(id.to_owned(), shape).is_none(), "{id}");
    }

    /// Adds a service with one operation, whose structures carry all of these members back and
    /// forth.
    fn carrying(&mut self, service: &str, namespace: &str, words: &[&str]) {
        let all = format!("example#All{service}");
        let held = members(words.iter().copied(), |at, word| {
            if at % 3 == 0 {
                with_traits(&format!("{namespace}#{word}"), json!({ "smithy.api#required": {} }))
            } else {
                reference(&format!("{namespace}#{word}"))
            }
        });
        self.add(&all, "structure", json!({ "members": held }));
        let operation = format!("example#Carry{service}");
        self.add(
            &operation,
            "operation",
            json!({ "input": reference(&all), "output": reference(&all) }),
        );
        self.service(service, &[operation]);
    }

    fn service(&mut self, name: &str, operations: &[String]) {
        let operations: Vec<_> = operations.iter().map(|id| reference(id)).collect();
        self.add(
            &format!("example#{name}"),
            "service",
            json!({ "version": "1", "operations": operations, "traits": { "aws.protocols#awsJson1_0": {} } }),
        );
    }
}

/// Returns the model: a service each for structures, unions, enums, members and operations that
/// have these names.
fn course() -> Value {
    let words = words();
    let mut course = Course { shapes: Map::new() };
    course.add(
        "example#Texts",
        "list",
        json!({ "member": reference("smithy.api#String") }),
    );
    course.add(
        "example#Counts",
        "map",
        json!({ "key": reference("smithy.api#String"), "value": reference("smithy.api#Integer") }),
    );
    course.add(
        "example#Piece",
        "structure",
        json!({ "members": { "Name": reference("smithy.api#String") } }),
    );
    course.add(
        "example#Pieces",
        "list",
        json!({ "member": reference("example#Piece"), "traits": { "smithy.api#sparse": {} } }),
    );
    structures(&mut course, &words);
    unions(&mut course, &words);
    enums(&mut course, &words);
    named_members(&mut course, &words);
    operations(&mut course, &words);
    json!({ "smithy": "2.0", "shapes": course.shapes })
}

fn fixture() -> PathBuf {
    common::fixtures("obstacle-course.json")
}

/// Prints one shape a line.
fn text(model: &Value) -> String {
    let shapes: Vec<_> = model["shapes"]
        .as_object()
        .unwrap()
        .iter()
        .map(|(id, shape)| format!("    {id:?}: {shape}"))
        .collect();
    format!(
        "{{\n  \"smithy\": \"2.0\",\n  \"shapes\": {{\n{}\n  }}\n}}\n",
        shapes.join(",\n")
    )
}

#[test]
fn the_committed_model_is_the_one_that_is_built_here() {
    let mut course = course();
    course.sort_all_objects();
    let built = text(&course);
    if std::env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always") {
        fs::write(fixture(), &built).unwrap();
    }
    let committed = fs::read_to_string(fixture()).unwrap_or_default();
    assert!(
        committed == built,
        "obstacle-course.json is stale: run this test with INSTA_UPDATE=always"
    );
}

#[test]
fn its_clients_compile() {
    let sources = [Source::new("obstacle-course.json", text(&course()))];
    let services = ["Structures", "Unions", "Enums", "Members", "Operations"];
    let crates = services.map(|service| {
        let filter = Filter {
            service: Some(format!("example#{service}")),
            operations: Vec::new(),
        };
        let (generated, diagnostics) = common::generate(&sources, filter);
        generated.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
    });
    common::compile("obstacle-course", &crates);
}

#[test]
fn odd_models_compile_and_have_documentation_without_broken_links() {
    let crates: Vec<_> = common::entries(&common::fixtures("compile"))
        .iter()
        .map(|path| {
            let sources = common::sources(path);
            let (generated, diagnostics) = common::generate(&sources, Filter::default());
            generated.unwrap_or_else(|| panic!("{}", diagnostics.render(&sources, false)))
        })
        .collect();
    common::compile("compile", &crates);
    common::document("compile", &crates);
}
