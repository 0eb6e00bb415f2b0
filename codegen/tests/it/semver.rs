//! The verdict for each kind of change of a model, and a check that the generated code differs only
//! where the comparison reports a change.

mod cases;
mod generated;

use smithy_codegen::diagnostics::Diagnostics;
use smithy_codegen::ir::Service;
use smithy_codegen::maintenance::semver::{self, ChangeKind, Comparison, Verdict};
use smithy_codegen::model::select::Filter;
use smithy_codegen::source::Source;

use self::cases::{CASES, Case, MAJOR, MINOR, MODEL, PATCH};
use self::generated::{Code, Difference, differences};

fn model(replacements: &[(&str, &str)]) -> Vec<Source> {
    let mut text = MODEL.to_owned();
    for (old, new) in replacements {
        assert!(text.contains(old), "{old} is not in the model");
        text = text.replacen(old, new, 1);
    }
    vec![Source::new("kiosk.smithy", text)]
}

/// A version of the client: its facts and its code.
struct Version {
    client: Service,
    code: Code,
}

impl Version {
    fn new(replacements: &[(&str, &str)]) -> Self {
        let sources = model(replacements);
        Self {
            client: client(&sources),
            code: Code::of(&sources),
        }
    }
}

fn client(sources: &[Source]) -> Service {
    let mut diagnostics = Diagnostics::default();
    let client = semver::client(sources, None, &Filter::default(), &mut diagnostics);
    client.unwrap_or_else(|| panic!("{}", diagnostics.render(sources, false)))
}

fn compare(old: &[Source], new: &[Source]) -> Comparison {
    Comparison::of(&client(old), &client(new))
}

#[test]
fn each_change_has_its_verdict() {
    let old = model(&[]);
    for (replacements, verdict, texts) in CASES.into_iter().flatten() {
        let comparison = compare(&old, &model(replacements));
        let report = comparison.text();
        assert_eq!(comparison.verdict(), *verdict, "{replacements:?}\n{report}");
        for text in *texts {
            assert!(report.contains(text), "no {text:?} for {replacements:?} in\n{report}");
        }
    }
}

/// Returns whether a change is about the item.
fn covers(path: &str, item: &str) -> bool {
    let is_below =
        |path: &str, item: &str| path == item || path.strip_prefix(item).is_some_and(|rest| rest.starts_with("::"));
    let method = item
        .strip_prefix("operation::")
        .and_then(|rest| rest.split("::").next());
    let is_exported = match item {
        // The error type has a variant per exception.
        "error" => is_below(path, "types::error"),
        // Facts of the service, such as all authentication schemes.
        "client" => path.is_empty() || path == "error" || is_below(path, "Client"),
        _ => false,
    };
    let is_of_method = |method: &str| {
        is_below(path, &format!("Client::{method}")) || path == format!("operation::{method}::paginator")
    };
    is_below(path, item) || is_exported || method.is_some_and(is_of_method)
}

/// Returns the differences of the generated code and the changes of the comparison that do not
/// explain each other.
fn faults(old: &Version, new: &Version) -> Vec<String> {
    let comparison = Comparison::of(&old.client, &new.client);
    let found = differences(&old.code, &new.code);
    let mut faults = Vec::new();
    for Difference { item, fields } in &found {
        let about: Vec<_> = comparison
            .changes
            .iter()
            .filter(|change| covers(&change.path, item))
            .collect();
        if about.is_empty() {
            faults.push(format!("{item} differs without a change"));
        }
        for field in fields {
            let path = format!("{item}::{field}");
            if !about.iter().any(|change| change.path == path) {
                faults.push(format!("{path} differs without a change"));
            }
        }
    }
    for change in &comparison.changes {
        let is_needed = change.verdict == Verdict::Major || change.kind != ChangeKind::Changed;
        if is_needed && !found.iter().any(|difference| covers(&change.path, &difference.item)) {
            faults.push(format!("no difference for {change:?}"));
        }
    }
    if !faults.is_empty() {
        faults.push(comparison.text());
    }
    faults
}

#[test]
fn generated_code_differs_where_the_comparison_says_so_and_nowhere_else() {
    let old = Version::new(&[]);
    let mut all = Vec::new();
    for (replacements, ..) in CASES.into_iter().flatten() {
        let new = Version::new(replacements);
        for faults in [faults(&old, &new), faults(&new, &old)] {
            if !faults.is_empty() {
                all.push(format!("{replacements:?}\n{}", faults.join("\n")));
            }
        }
    }
    assert!(all.is_empty(), "{}", all.join("\n\n"));
}

#[test]
fn handles_and_arns_of_resources_are_compared() {
    let text = include_str!("../fixtures/accept/resources-arns-and-constraints.smithy");
    let version = |replaced: &str, by: &str| {
        assert!(text.contains(replaced), "{replaced}");
        client(&[Source::new("harbour.smithy", text.replace(replaced, by))])
    };
    let old = version("", "");
    for (replaced, by, expected) in [
        (
            "    delete: ScrapShip\n",
            "",
            "resources::ShipResource::scrap: removed call",
        ),
        ("    put: PutConfig\n", "", "resources::Config: removed handle"),
        (
            "@arn(template: \"{quay}\", absolute: true)\n",
            "",
            "types::Quay2Arn: removed ARN",
        ),
        ("\"old-{region}\"", "\"new-{region}\"", "different form of ARNs"),
    ] {
        let new = version(replaced, by);
        let report = Comparison::of(&old, &new).text();
        assert!(
            report.starts_with("major") && report.contains(expected),
            "{expected}:\n{report}"
        );
        let back = Comparison::of(&new, &old);
        let is_added = expected.contains("removed");
        assert_eq!(back.verdict() == Some(Verdict::Major), !is_added, "{}", back.text());
    }
}

#[test]
fn the_next_version_follows_cargo() {
    let old = model(&[]);
    let next = |index: fn(&Case) -> bool, current: &str| {
        let (replacements, ..) = CASES.into_iter().flatten().find(|case| index(case)).unwrap();
        compare(&old, &model(replacements)).next_version(current)
    };
    for (verdict, before, expected) in [
        (MAJOR, "0.3.1", Some("0.4.0")),
        (MAJOR, "1.2.3", Some("2.0.0")),
        (MINOR, "0.3.1", Some("0.3.2")),
        (MINOR, "1.2.3", Some("1.3.0")),
        (PATCH, "1.2.3", Some("1.2.4")),
        (None, "1.2.3", None),
        (MAJOR, "next", None),
    ] {
        let actual = match verdict {
            Some(Verdict::Major) => next(|case| case.1 == MAJOR, before),
            Some(Verdict::Minor) => next(|case| case.1 == MINOR, before),
            Some(Verdict::Patch) => next(|case| case.1 == PATCH, before),
            None => next(|case| case.1.is_none(), before),
        };
        assert_eq!(actual.as_deref(), expected, "{verdict:?} after {before}");
    }
}

#[test]
fn reports_as_markdown_and_json() {
    let replacements = [
        ("operations: [Buy, Browse]", "operations: [Browse, Sell]"),
        (
            "string Title",
            "string Title\n@http(method: \"POST\", uri: \"/sell\")\noperation Sell { input := { money: Money } }",
        ),
        ("    pages: Integer", "    pages: Long"),
        ("max: 20", "max: 30"),
    ];
    let comparison = compare(&model(&[]), &model(&replacements));
    insta::assert_snapshot!("text", comparison.text());
    insta::assert_snapshot!("changelog", comparison.changelog());
    insta::assert_snapshot!("json", format!("{:#}", comparison.json()));
}
