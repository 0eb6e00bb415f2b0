//! Emits the client as Rust: one function per file, which combines the items of the kinds of items.

mod bound_members;
mod client;
mod codec;
mod config;
mod constraints;
mod context_params;
mod debug;
mod defaults;
mod discovery;
mod endpoint_cases;
mod enums;
mod error;
mod example;
mod exception;
mod front_page;
pub(crate) mod imports;
mod manifest;
mod operation;
mod paginator;
mod permissions;
mod prelude;
mod rate_limits;
mod readme;
mod redaction;
mod resource;
mod schema;
mod serde_impls;
mod service_facts;
mod settings;
mod structure;
mod task;
mod template;
pub(crate) mod tokens;
mod union;
mod update;
pub(crate) mod value;
mod waiters;

use crate::ir::{Enum, Operation, Service, Structure, Union};
use crate::markdown;
use crate::options::Options;
use crate::rust::{FileTasks, Item, SourceFile};

pub(crate) use self::readme::PLACEHOLDERS;
pub(crate) use self::template::UnknownPlaceholder;

impl SourceFile {
    pub(crate) fn new<P: Into<Item>>(path: impl Into<String>, docs: &str, items: Vec<P>) -> Self {
        let items = items.into_iter().map(Into::into).collect();
        Self {
            path: path.into(),
            docs: markdown::wrap(docs, markdown::WIDTH),
            items: imports::with_imports(items),
        }
    }

    /// Returns a file of one type.
    fn of_type(path: String, items: Vec<Item>) -> Self {
        Self {
            path,
            docs: Vec::new(),
            items: imports::with_imports(items),
        }
    }
}

/// Returns every Rust file of the crate; with a README, its examples are tests too.
pub(crate) fn rust_files(service: &Service, has_readme: bool) -> FileTasks<'_> {
    let mut files = FileTasks::default();
    // The large files come first, so that all threads end at about the same time.
    files.add(|| [client::client(service)]);
    files.add(|| config::files(service));
    files.add(move || [client::library(service, has_readme, redaction::file(service).is_some())]);
    files.add(|| [client::blocking(service)]);
    files.add(|| [error::file(service)]);
    files.add(|| [operation::modules(service)]);
    files.add(|| [config::primitives(service)]);
    files.add(|| redaction::file(service));
    files.extend(type_files(service));
    files.add(|| waiters::files(service));
    files.add(|| [serde_impls::file(service)]);
    files.add(|| constraints::file(&service.constraints));
    files.add(|| resource::file(service));
    files.add(|| service.arns.iter().map(resource::arn_file));
    for operation in &service.operations {
        files.add(|| operation_files(service, operation));
    }
    files
}

/// Returns the README of a crate whose model has no template, without its header.
pub(crate) fn default_readme(service: &Service) -> String {
    readme::default_text(service)
}

/// Returns the README of this template, without its header.
pub(crate) fn readme(template: &str, service: &Service) -> Result<String, UnknownPlaceholder> {
    readme::text(template, service)
}

/// Returns the crate's `Cargo.toml`.
pub(crate) fn manifest(service: &Service, options: &Options) -> String {
    manifest::text(service, options)
}

/// Returns the statements of the example of an operation.
pub(crate) fn example_call(service: &Service, operation: &Operation) -> Vec<String> {
    example::RenderedExample::new(service, operation).statements
}

/// Returns the text of the schema of a structure, in the grammar of the runtime.
pub(crate) fn structure_schema(structure: &Structure) -> String {
    let members = structure.fields.iter();
    schema::text(
        &structure.traits,
        members.map(|field| (field.member_name.as_str(), &field.schema)),
    )
}

/// Returns the text of the schema of a union, in the grammar of the runtime.
pub(crate) fn union_schema(union: &Union) -> String {
    let members = union.variants.iter();
    schema::text(
        &union.traits,
        members.map(|variant| (variant.member_name.as_str(), &variant.schema)),
    )
}

/// Returns the file of the values that are not generated.
pub(crate) fn primitives(service: &Service) -> SourceFile {
    config::primitives(service)
}

/// Returns the `Cargo.toml` of a crate with several services.
pub(crate) fn bundle_manifest(package: &str, services: &[Service], options: &Options) -> String {
    manifest::of_bundle(package, services, options)
}

/// Returns the features of the runtime that the client needs.
pub(crate) fn runtime_features(service: &Service) -> Vec<&'static str> {
    manifest::runtime_features(service)
}

/// Returns the files of the types that are neither inputs nor outputs.
pub(crate) fn type_files(service: &Service) -> FileTasks<'_> {
    let mut files = FileTasks::default();
    files.add(|| [structure::modules(service), structure::builders(service)]);
    files.add_each(&service.structures, structure_file);
    files.add_each(&service.unions, union_file);
    files.add_each(&service.enums, enum_file);
    if !service.exceptions.is_empty() {
        files.add(|| [exception::modules(service), exception::builders(service)]);
    }
    for shape in &service.exceptions {
        files.add(move || [exception_file(service, shape)]);
    }
    files
}

fn structure_file(shape: &Structure) -> SourceFile {
    SourceFile::of_type(type_path(&shape.module), vec![structure::item(shape)])
}

fn union_file(shape: &Union) -> SourceFile {
    let items = union::items(shape).into_iter().map(Item::from);
    SourceFile::of_type(type_path(&shape.module), items.collect())
}

fn enum_file(shape: &Enum) -> SourceFile {
    SourceFile::of_type(type_path(&shape.module), enums::items(shape))
}

fn exception_file(service: &Service, shape: &Structure) -> SourceFile {
    let mut items = vec![structure::item(shape)];
    items.extend(codec::of_exception(shape).into_iter().map(Item::from));
    items.extend(exception::items(service, shape).into_iter().map(Item::from));
    let path = format!("src/types/error/{}.rs", module_file(&shape.module));
    SourceFile::of_type(path, items)
}

fn type_path(module: &str) -> String {
    format!("src/types/{}.rs", module_file(module))
}

fn operation_files(service: &Service, operation: &Operation) -> Vec<SourceFile> {
    let folder = format!("src/operation/{}", module_file(&operation.method));
    let mut files = vec![
        SourceFile {
            docs: operation::module_docs(operation),
            ..SourceFile::new(format!("{folder}.rs"), "", operation::items(service, operation))
        },
        SourceFile::of_type(format!("{folder}/input.rs"), operation::input_items(service, operation)),
        SourceFile::of_type(
            format!("{folder}/output.rs"),
            operation::output_items(service, operation),
        ),
        SourceFile::new(
            format!("{folder}/builders.rs"),
            &operation::builders_docs(operation),
            vec![operation::builders(operation)],
        ),
    ];
    files.extend(paginator::file(operation, &folder));
    files.extend(update::file(operation, &folder));
    files
}

fn module_file(module: &str) -> &str {
    crate::names::unraw(module)
}
