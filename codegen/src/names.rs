//! Smithy names into Rust names: the only place that knows cases, keywords and reserved words.

use heck::{ToSnakeCase, ToUpperCamelCase};

/// Keywords of edition 2024 that a raw identifier makes usable.
const KEYWORDS: [&str; 48] = [
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum", "extern", "false",
    "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod", "move", "mut", "override", "priv", "pub",
    "ref", "return", "static", "struct", "trait", "true", "try", "type", "typeof", "unsafe", "unsized", "use", "virtual", "where",
    "while", "yield",
];

/// Keywords that cannot even be raw identifiers.
const UNUSABLE: [&str; 4] = ["self", "super", "crate", "_"];

/// Names of functions that every structure or builder has.
const TAKEN_BY_STRUCTURES: [&str; 4] = ["build", "builder", "default", "send"];

/// Names that are functions of fluent builders beside their setters.
const TAKEN_BY_FLUENT_BUILDERS: [&str; 3] = ["customize", "into_paginator", "as_input"];

/// `snake_case`, without regard to keywords.
pub(crate) fn snake(name: &str) -> String {
    let snake = name.to_snake_case();
    if snake.is_empty() || snake.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{snake}")
    } else {
        snake
    }
}

/// `UpperCamelCase`, without regard to keywords.
fn camel(name: &str) -> String {
    let camel = name.to_upper_camel_case();
    if camel.is_empty() || camel.starts_with(|c: char| c.is_ascii_digit()) {
        format!("_{camel}")
    } else {
        camel
    }
}

/// The name of a structure, union, enum or operation.
pub(crate) fn type_name(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" => "SelfValue".to_owned(),
        name => name,
    }
}

/// The name of a field and of the functions that read and set it.
pub(crate) fn field(name: &str) -> String {
    let snake = snake(name);
    if TAKEN_BY_STRUCTURES.contains(&snake.as_str()) || TAKEN_BY_FLUENT_BUILDERS.contains(&snake.as_str()) {
        return format!("{snake}_value");
    }
    identifier(&snake)
}

/// The name of a variant of an enum or union, beside which there is always one called `Unknown`.
pub(crate) fn variant(name: &str) -> String {
    match camel(name) {
        reserved if reserved == "Self" || reserved == "Unknown" => format!("{reserved}Value"),
        name => name,
    }
}

/// The name of a module or client method.
pub(crate) fn module(name: &str) -> String {
    identifier(&snake(name))
}

/// A name as it is used within longer ones: `set_type`, `get_type`.
pub(crate) fn bare(identifier: &str) -> &str {
    identifier.strip_prefix("r#").unwrap_or(identifier)
}

/// The package of a service: its `sdkId` as AWS writes it in package names, or the shape's name.
pub(crate) fn package(sdk_id: Option<&str>, shape: &str) -> String {
    let id = match sdk_id {
        Some(id) => id.to_lowercase().replace(' ', "-"),
        None => shape.to_snake_case().replace('_', "-"),
    };
    let package: String = id.chars().filter(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
    match package.strip_prefix(|c: char| c.is_ascii_digit()) {
        Some(_) => format!("service-{package}"),
        None if package.is_empty() || KEYWORDS.contains(&package.as_str()) || package == "test" => format!("{package}-client"),
        None => package,
    }
}

fn identifier(snake: &str) -> String {
    if KEYWORDS.contains(&snake) {
        format!("r#{snake}")
    } else if UNUSABLE.contains(&snake) {
        format!("{snake}_")
    } else {
        snake.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields() {
        for (smithy, rust) in [
            ("ClientToken", "client_token"),
            ("AWSAccountId", "aws_account_id"),
            ("arn", "arn"),
            ("Type", "r#type"),
            ("self", "self_"),
            ("Crate", "crate_"),
            ("Build", "build_value"),
            ("Default", "default_value"),
            ("Send", "send_value"),
            ("EC2Instance", "ec2_instance"),
            ("KMSKeyId", "kms_key_id"),
            ("gen", "r#gen"),
            ("_", "__"),
            ("1st", "_1st"),
        ] {
            assert_eq!(field(smithy), rust, "{smithy}");
        }
    }

    #[test]
    fn every_keyword_becomes_an_identifier() {
        for keyword in KEYWORDS.iter().chain(&UNUSABLE) {
            let name = field(keyword);
            assert!(syn::parse_str::<syn::Ident>(&name).is_ok(), "{keyword} -> {name}");
        }
    }

    #[test]
    fn variants() {
        for (smithy, rust) in [
            ("OUT_OF_HOME_OOH", "OutOfHomeOoh"),
            ("self", "SelfValue"),
            ("Unknown", "UnknownValue"),
            ("None", "None"),
            ("aws_eusc", "AwsEusc"),
            ("3D", "_3D"),
        ] {
            assert_eq!(variant(smithy), rust, "{smithy}");
        }
    }

    #[test]
    fn packages() {
        for (sdk_id, package_name) in [
            (Some("PartnerCentral Selling"), "partnercentral-selling"),
            (Some("CloudWatch Logs"), "cloudwatch-logs"),
            (Some("SFN"), "sfn"),
            (None, "weather-service"),
        ] {
            assert_eq!(package(sdk_id, "WeatherService"), package_name);
        }
    }
}
