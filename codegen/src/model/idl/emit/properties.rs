//! The properties of services and resources.

use super::Emitter;
use crate::diagnostics::Diagnostic;
use crate::model::idl::index::text_of;
use crate::model::idl::syntax::{IdlEntry, IdlValue, IdlValueKind, IdlVersion};
use crate::suggest::did_you_mean;

/// The forms that properties have.
#[derive(Clone, Copy)]
enum PropertyForm {
    String,
    Object,
    Reference,
    References,
    NamedReferences,
}

const SERVICE: &[(&str, PropertyForm)] = &[
    ("errors", PropertyForm::References),
    ("operations", PropertyForm::References),
    ("rename", PropertyForm::Object),
    ("resources", PropertyForm::References),
    ("version", PropertyForm::String),
];

const RESOURCE: &[(&str, PropertyForm)] = &[
    ("collectionOperations", PropertyForm::References),
    ("create", PropertyForm::Reference),
    ("delete", PropertyForm::Reference),
    ("identifiers", PropertyForm::NamedReferences),
    ("list", PropertyForm::Reference),
    ("operations", PropertyForm::References),
    ("properties", PropertyForm::NamedReferences),
    ("put", PropertyForm::Reference),
    ("read", PropertyForm::Reference),
    ("resources", PropertyForm::References),
    ("update", PropertyForm::Reference),
];

impl<'a> Emitter<'a, '_> {
    pub(super) fn service(&mut self, entries: &'a [IdlEntry<'a>]) {
        self.properties("services", entries, SERVICE);
    }

    pub(super) fn resource_properties(&mut self, entries: &'a [IdlEntry<'a>]) {
        let properties = entries.iter().find(|entry| entry.key.text == "properties");
        if let Some(entry) = properties.filter(|_| self.file.version == IdlVersion::V1) {
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

    fn properties(&mut self, what: &str, entries: &'a [IdlEntry<'a>], known: &[(&'static str, PropertyForm)]) {
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

    fn property(&mut self, form: PropertyForm, value: &'a IdlValue<'a>) {
        match (form, &value.kind) {
            (PropertyForm::String, IdlValueKind::String(_)) => self.value(value),
            (PropertyForm::Object, IdlValueKind::Object(entries)) => {
                self.json.open('{', value.span);
                self.entries(entries);
                self.json.close('}');
            }
            (PropertyForm::Reference, IdlValueKind::ShapeId(_) | IdlValueKind::String(_)) => {
                self.value_reference(value)
            }
            (PropertyForm::References, IdlValueKind::Array(elements)) => {
                self.json.open('[', value.span);
                elements.iter().for_each(|element| self.value_reference(element));
                self.json.close(']');
            }
            (PropertyForm::NamedReferences, IdlValueKind::Object(entries)) => {
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
    fn value_reference(&mut self, value: &'a IdlValue<'a>) {
        match text_of(value) {
            Some(text) => {
                let target = self.resolve(text);
                self.reference(&target, value.span);
            }
            None => self.wrong_form(PropertyForm::Reference, value),
        }
    }

    fn wrong_form(&mut self, form: PropertyForm, value: &IdlValue<'a>) {
        let (expected, stand_in) = match form {
            PropertyForm::String => ("a string", "\"\""),
            PropertyForm::Object => ("an object", "{}"),
            PropertyForm::Reference => ("the name of a shape", "{\"target\":\"smithy.api#Unit\"}"),
            PropertyForm::References => ("a list of shapes", "[]"),
            PropertyForm::NamedReferences => ("an object of names and shapes", "{}"),
        };
        self.report(
            Diagnostic::error("wrong-kind", format!("expected {expected}"))
                .at(self.place(value.span), format!("this is not {expected}"))
                .help(format!("write {expected} here")),
        );
        self.json.literal(stand_in, value.span);
    }
}
