//! Prints a made-up model of the size of the largest services:
//! `cargo run --example large_model [OPERATIONS] [SEED]`.

use serde_json::{Map, Value, json};

/// Words that names and texts are made of.
const WORDS: [&str; 24] = [
    "Model", "Training", "Job", "Cluster", "Endpoint", "Artifact", "Image", "Version", "Pipeline", "Step", "Monitor",
    "Schedule", "Feature", "Group", "Domain", "User", "Profile", "Space", "Device", "Fleet", "Trial", "Label", "Quota",
    "Package",
];

/// The number of structures in a group; each may hold later ones of its group.
const NEST: usize = 32;

/// A generator of numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % end.max(1)
    }

    fn name(&mut self, number: usize) -> String {
        let (first, second) = (self.below(WORDS.len()), self.below(WORDS.len()));
        format!("{}{}{number}", WORDS[first], WORDS[second])
    }

    fn text(&mut self, sentences: usize) -> Value {
        let mut text = String::from("<p>");
        for _ in 0..=sentences {
            text.push_str("The <code>");
            text.push_str(WORDS[self.below(WORDS.len())]);
            text.push_str("</code> of a ");
            text.push_str(&WORDS[self.below(WORDS.len())].to_lowercase());
            text.push_str(
                ", as the <i>service</i> keeps it; see <a href=\"https://example.com/guide\">the guide</a> for more. ",
            );
        }
        text.push_str("</p>");
        Value::from(text)
    }
}

struct Model {
    dice: Dice,
    shapes: Map<String, Value>,
    enums: usize,
    structures: usize,
}

impl Model {
    fn add(&mut self, name: &str, shape: Value) {
        self.shapes.insert(format!("large#{name}"), shape);
    }

    fn described(&mut self, target: &str) -> Value {
        let text = self.dice.text(1);
        json!({ "target": target, "traits": { "smithy.api#documentation": text } })
    }

    fn enumerations(&mut self) {
        for number in 0..self.enums {
            let count = 2 + self.dice.below(if number % 40 == 0 { 400 } else { 14 });
            let members: Map<_, _> = (0..count)
                .map(|at| {
                    let value = json!({ "smithy.api#enumValue": format!("ml.value-{at}.{number}") });
                    (
                        format!("ML_VALUE_{at}_{number}"),
                        json!({ "target": "smithy.api#Unit", "traits": value }),
                    )
                })
                .collect();
            self.add(&format!("Enum{number}"), json!({ "type": "enum", "members": members }));
        }
    }

    /// Adds structures. Each holds some of a higher number, and now and then itself or one that
    /// holds it.
    fn structures(&mut self) {
        for number in 0..self.structures {
            let count = 2 + self.dice.below(12);
            let mut members = Map::new();
            for at in 0..count {
                let target = self.target(number);
                let mut member = self.described(&target);
                if self.dice.below(4) == 0
                    && let Some(traits) = member.get_mut("traits").and_then(Value::as_object_mut)
                {
                    traits.insert("smithy.api#required".to_owned(), json!({}));
                }
                members.insert(format!("{}{at}", self.dice.name(at)), member);
            }
            members.insert("Itself".to_owned(), json!({ "target": format!("large#List{number}") }));
            let text = self.dice.text(2);
            let kind = if number % 25 == 24 { "union" } else { "structure" };
            if kind == "union" {
                for member in members.values_mut() {
                    if let Some(traits) = member.get_mut("traits").and_then(Value::as_object_mut) {
                        traits.remove("smithy.api#required");
                    }
                }
            }
            self.add(
                &format!("Data{number}"),
                json!({ "type": kind, "members": members, "traits": { "smithy.api#documentation": text } }),
            );
            self.add(
                &format!("List{number}"),
                json!({ "type": "list", "member": { "target": format!("large#Data{number}") } }),
            );
            let value = json!({ "target": format!("large#List{number}") });
            self.add(
                &format!("Map{number}"),
                json!({ "type": "map", "key": { "target": "smithy.api#String" }, "value": value }),
            );
        }
    }

    fn target(&mut self, from: usize) -> String {
        // Services nest some ten deep; rustc's limit of recursion is met at some thirty.
        let deeper = from + 1 + self.dice.below(20);
        let end = self.structures.min((from / NEST + 1) * NEST);
        match self.dice.below(10) {
            0 if deeper < end => format!("large#Data{deeper}"),
            1 if deeper < end => format!("large#List{deeper}"),
            2 if deeper < end => format!("large#Map{deeper}"),
            3 => "smithy.api#Timestamp".to_owned(),
            4 => "smithy.api#Integer".to_owned(),
            5 | 6 => format!("large#Enum{}", self.dice.below(self.enums)),
            _ => "smithy.api#String".to_owned(),
        }
    }

    fn operation(&mut self, number: usize) -> String {
        let verb = ["Create", "Describe", "Update", "Delete", "List", "Stop"][number % 6];
        let name = format!("{verb}{}", self.dice.name(number));
        let mut traits = json!({ "smithy.api#documentation": self.dice.text(3) });
        let (mut input, mut output) = (Map::new(), Map::new());
        for at in 0..2 + self.dice.below(8) {
            let target = self.target(number * self.structures / 400);
            input.insert(format!("{}{at}", self.dice.name(at)), self.described(&target));
            let target = self.target(number * self.structures / 400);
            output.insert(format!("{}{at}", self.dice.name(at)), self.described(&target));
        }
        if verb == "List" {
            let items = format!("large#List{}", self.dice.below(self.structures));
            input.insert("NextToken".to_owned(), json!({ "target": "smithy.api#String" }));
            input.insert("MaxResults".to_owned(), json!({ "target": "smithy.api#Integer" }));
            output.insert("NextToken".to_owned(), json!({ "target": "smithy.api#String" }));
            output.insert("Items".to_owned(), json!({ "target": items }));
            traits["smithy.api#paginated"] = json!({ "inputToken": "NextToken", "outputToken": "NextToken", "pageSize": "MaxResults", "items": "Items" });
        }
        self.add(
            &format!("{name}Request"),
            json!({ "type": "structure", "members": input }),
        );
        self.add(
            &format!("{name}Response"),
            json!({ "type": "structure", "members": output }),
        );
        let errors = json!([{ "target": "large#ResourceNotFound" }, { "target": "large#ResourceInUse" }]);
        let ends = (format!("large#{name}Request"), format!("large#{name}Response"));
        self.add(
            &name,
            json!({ "type": "operation", "input": { "target": ends.0 }, "output": { "target": ends.1 }, "errors": errors, "traits": traits }),
        );
        format!("large#{name}")
    }

    fn service(&mut self, operations: &[String]) {
        for error in ["ResourceNotFound", "ResourceInUse"] {
            let members = json!({ "Message": { "target": "smithy.api#String" } });
            self.add(
                error,
                json!({ "type": "structure", "members": members, "traits": { "smithy.api#error": "client" } }),
            );
        }
        let mut resources = Vec::new();
        for (at, group) in operations.chunks(12).enumerate() {
            let bound: Vec<_> = group.iter().map(|id| json!({ "target": id })).collect();
            self.add(
                &format!("Resource{at}"),
                json!({ "type": "resource", "operations": bound }),
            );
            resources.push(json!({ "target": format!("large#Resource{at}") }));
        }
        let traits = json!({
            "aws.protocols#awsJson1_1": {},
            "aws.api#service": { "sdkId": "Large" },
            "aws.auth#sigv4": { "name": "large" },
            "smithy.rules#endpointRuleSet": rules(),
        });
        self.add(
            "Large",
            json!({ "type": "service", "version": "2020-01-01", "resources": resources, "traits": traits }),
        );
    }
}

/// Rules as most services have them.
fn rules() -> Value {
    let is_true = |name: &str| json!({ "fn": "booleanEquals", "argv": [{ "ref": name }, true] });
    let at = |prefix: &str, suffix: &str, conditions: Vec<Value>| {
        let url = format!("https://{prefix}.{{Region}}.{{P#{suffix}}}");
        json!({ "conditions": conditions, "endpoint": { "url": url }, "type": "endpoint" })
    };
    let partition = json!({ "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "P" });
    let custom = json!({ "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Endpoint" }] }], "endpoint": { "url": { "ref": "Endpoint" } }, "type": "endpoint" });
    let by_region = json!({ "conditions": [partition], "type": "tree", "rules": [
        at("api-fips.large", "dualStackDnsSuffix", vec![is_true("UseFIPS"), is_true("UseDualStack")]),
        at("api-fips.large", "dnsSuffix", vec![is_true("UseFIPS")]),
        at("api.large", "dualStackDnsSuffix", vec![is_true("UseDualStack")]),
        at("api.large", "dnsSuffix", vec![]),
    ] });
    json!({
        "version": "1.0",
        "parameters": {
            "Region": { "builtIn": "AWS::Region", "type": "string", "required": true },
            "UseFIPS": { "builtIn": "AWS::UseFIPS", "type": "boolean", "required": true, "default": false },
            "UseDualStack": { "builtIn": "AWS::UseDualStack", "type": "boolean", "required": true, "default": false },
            "Endpoint": { "builtIn": "SDK::Endpoint", "type": "string" },
        },
        "rules": [custom, by_region],
    })
}

fn main() {
    let number = |at: usize, default: u64| {
        let text = std::env::args().nth(at);
        text.and_then(|text| text.parse().ok()).unwrap_or(default)
    };
    let operations = usize::try_from(number(1, 396)).unwrap_or(396);
    let mut model = Model {
        dice: Dice(number(2, 1)),
        shapes: Map::new(),
        enums: operations + 50,
        structures: operations * 5 / 4,
    };
    model.enumerations();
    model.structures();
    let operations: Vec<_> = (0..operations).map(|at| model.operation(at)).collect();
    model.service(&operations);
    let whole = json!({ "smithy": "2.0", "shapes": model.shapes });
    println!("{whole:#}");
}
