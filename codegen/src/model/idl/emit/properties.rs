//! The properties of services and resources.

use super::Emitter;
use crate::diagnostics::Diagnostic;
use crate::model::idl::index::text_of;
use crate::model::idl::syntax::{Entry, Value, ValueKind, Version};
use crate::suggest::did_you_mean;

/// The forms that properties have.
#[derive(Clone, Copy)]
enum Form {
    String,
    Object,
    Reference,
    References,
    NamedReferences,
}

const SERVICE: &[(&str, Form)] = &[
    ("errors", Form::References),
    ("operations", Form::References),
    ("rename", Form::Object),
    ("resources", Form::References),
    ("version", Form::String),
];

const RESOURCE: &[(&str, Form)] = &[
    ("collectionOperations", Form::References),
    ("create", Form::Reference),
    ("delete", Form::Reference),
    ("identifiers", Form::NamedReferences),
    ("list", Form::Reference),
    ("operations", Form::References),
    ("properties", Form::NamedReferences),
    ("put", Form::Reference),
    ("read", Form::Reference),
    ("resources", Form::References),
    ("update", Form::Reference),
];

impl<'a> Emitter<'a, '_> {
    pub(super) fn service(&mut self, entries: &'a [Entry<'a>]) {
        self.properties("services", entries, SERVICE);
    }

    pub(super) fn resource_properties(&mut self, entries: &'a [Entry<'a>]) {
        let properties = entries.iter().find(|entry| entry.key.text == "properties");
        if let Some(entry) = properties.filter(|_| self.file.version == Version::V1) {
            self.report(
                Diagnostic::error(
                    "needs-version-2",
                    "properties of resources need version 2.0 of the IDL, and this file is of version 1.0",
                )
                .at(self.place(entry.key.span), "not in version 1.0")
                .help("begin the file with `$version: \"2.0\"`, or remove this"),
            );
        }
        self.properties("resources", entries, RESOURCE);
    }

    fn properties(&mut self, what: &str, entries: &'a [Entry<'a>], known: &[(&'static str, Form)]) {
        for entry in entries {
            let key = &*entry.key.text;
            let Some((name, form)) = known.iter().find(|(name, _)| *name == key) else {
                let names = known.iter().map(|(name, _)| *name);
                let all = || names.clone().collect::<Vec<_>>().join(", ");
                self.report(
                    Diagnostic::warning("unknown-property", format!("{what} have no property `{key}`"))
                        .at(self.place(entry.key.span), "changes nothing")
                        .help(
                            did_you_mean(key, names.clone()).unwrap_or_else(|| format!("the properties are {}", all())),
                        ),
                );
                continue;
            };
            self.json.key(name, entry.key.span);
            self.property(*form, &entry.value);
        }
    }

    fn property(&mut self, form: Form, value: &'a Value<'a>) {
        match (form, &value.kind) {
            (Form::String, ValueKind::String(_)) => self.value(value),
            (Form::Object, ValueKind::Object(entries)) => {
                self.json.open('{', value.span);
                self.entries(entries);
                self.json.close('}');
            }
            (Form::Reference, ValueKind::ShapeId(_) | ValueKind::String(_)) => self.value_reference(value),
            (Form::References, ValueKind::Array(elements)) => {
                self.json.open('[', value.span);
                elements.iter().for_each(|element| self.value_reference(element));
                self.json.close(']');
            }
            (Form::NamedReferences, ValueKind::Object(entries)) => {
                self.json.open('{', value.span);
                for entry in entries {
                    self.json.key(&entry.key.text, entry.key.span);
                    self.value_reference(&entry.value);
                }
                self.json.close('}');
            }
            _ => self.wrong_form(form, value),
        }
    }

    /// Writes a reference to the shape that a value names, quoted or not.
    fn value_reference(&mut self, value: &'a Value<'a>) {
        match text_of(value) {
            Some(text) => {
                let target = self.resolve(text);
                self.reference(&target, value.span);
            }
            None => self.wrong_form(Form::Reference, value),
        }
    }

    fn wrong_form(&mut self, form: Form, value: &Value<'a>) {
        let (expected, stand_in) = match form {
            Form::String => ("a string", "\"\""),
            Form::Object => ("an object", "{}"),
            Form::Reference => ("the name of a shape", "{\"target\":\"smithy.api#Unit\"}"),
            Form::References => ("a list of shapes", "[]"),
            Form::NamedReferences => ("an object of names and shapes", "{}"),
        };
        self.report(
            Diagnostic::error("wrong-kind", format!("expected {expected}"))
                .at(self.place(value.span), format!("this is not {expected}"))
                .help(format!("write {expected} here")),
        );
        self.json.literal(stand_in, value.span);
    }
}
