//! Writes an IDL file as JSON AST: names are resolved, elided targets are inserted, and traits of
//! `apply` are added to their shapes.

mod properties;
mod shapes;
mod traits;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::rc::Rc;

use super::Translation;
use super::index::IdlIndex;
use super::json::JsonWriter;
use super::lexer::Span;
use super::syntax::{IdlEntry, IdlFile, IdlName, IdlTrait, IdlValue, IdlValueKind, IdlVersion};
use crate::diagnostics::Diagnostic;
use crate::source::Place;
use crate::suggest::did_you_mean;

/// Writes a file of this size as JSON AST. Problems go to `findings`.
pub(super) fn emit<'a>(
    number: usize,
    size: usize,
    file: &'a IdlFile<'a>,
    index: &IdlIndex<'a>,
    findings: &RefCell<Vec<Diagnostic>>,
) -> Translation {
    let mut emitter = Emitter {
        number,
        file,
        index,
        findings,
        applied: BTreeMap::new(),
        used: BTreeSet::new(),
        within: None,
        resolved: RefCell::default(),
        known: RefCell::default(),
        json: JsonWriter::for_file(size),
    };
    for apply in &file.applied {
        let target = index.resolve(file, &apply.target.text);
        let entry = emitter.applied.entry(target).or_insert((apply.target.span, Vec::new()));
        entry.1.extend(&apply.traits);
    }
    emitter.check_uses();
    emitter.file();
    let (json, places) = emitter.json.finish();
    Translation { json, places }
}

struct Emitter<'a, 'i> {
    number: usize,
    file: &'a IdlFile<'a>,
    index: &'i IdlIndex<'a>,
    findings: &'i RefCell<Vec<Diagnostic>>,
    /// The traits of `apply` statements by their shape or member.
    applied: BTreeMap<String, (Span, Vec<&'a IdlTrait<'a>>)>,
    /// The shapes and members that the traits of `apply` statements were added to.
    used: BTreeSet<String>,
    /// The shape that is being written.
    within: Option<String>,
    /// The absolute form of each name that the file writes.
    resolved: RefCell<HashMap<String, Rc<str>>>,
    /// Ids that are already checked.
    known: RefCell<HashSet<String>>,
    json: JsonWriter,
}

impl<'a> Emitter<'a, '_> {
    fn place(&self, span: Span) -> Place {
        Place {
            file: self.number,
            start: span.start,
            end: span.end,
        }
    }

    fn report(&self, diagnostic: Diagnostic) {
        let diagnostic = match &self.within {
            Some(shape) => diagnostic.shape(shape),
            None => diagnostic,
        };
        self.findings.borrow_mut().push(diagnostic);
    }

    /// Returns the absolute form of a shape id. Results are cached, because a file uses few
    /// distinct names.
    fn resolve(&self, name: &str) -> Rc<str> {
        if let Some(id) = self.resolved.borrow().get(name) {
            return Rc::clone(id);
        }
        let id: Rc<str> = self.index.resolve(self.file, name).into();
        self.resolved.borrow_mut().insert(name.to_owned(), Rc::clone(&id));
        id
    }

    fn file(&mut self) {
        let span = self.file.version_span;
        self.json.open('{', span);
        self.json.key("smithy", span);
        let version = match self.file.version {
            IdlVersion::V1 => "1.0",
            IdlVersion::V2 => "2.0",
        };
        self.json.string(version, span);
        if !self.file.metadata.is_empty() {
            self.json.key("metadata", span);
            self.json.open('{', span);
            self.entries(&self.file.metadata);
            self.json.close('}');
        }
        self.json.key("shapes", span);
        self.json.open('{', span);
        for shape in &self.file.shapes {
            self.shape(shape);
        }
        self.rest_of_applied();
        self.json.close('}');
        self.json.close('}');
    }

    /// Writes the `apply` statements for shapes of other files and for members from mixins.
    fn rest_of_applied(&mut self) {
        for (target, (span, traits)) in std::mem::take(&mut self.applied) {
            if !self.used.contains(&target) {
                self.apply(&target, span, &traits);
            }
        }
    }

    fn apply(&mut self, target: &str, span: Span, traits: &[&'a IdlTrait<'a>]) {
        self.within = Some(target.to_owned());
        self.json.key(target, span);
        self.json.open('{', span);
        self.json.key("type", span);
        self.json.string("apply", span);
        self.traits(traits, None);
        self.json.close('}');
    }

    fn entries(&mut self, entries: &'a [IdlEntry<'a>]) {
        for entry in entries {
            self.json.key(&entry.key.text, entry.key.span);
            self.value(&entry.value);
        }
    }

    fn value(&mut self, value: &'a IdlValue<'a>) {
        let span = value.span;
        match &value.kind {
            IdlValueKind::Null => self.json.literal("null", span),
            IdlValueKind::Boolean(true) => self.json.literal("true", span),
            IdlValueKind::Boolean(false) => self.json.literal("false", span),
            IdlValueKind::Number(text) => self.json.literal(text, span),
            IdlValueKind::String(text) => self.json.string(text, span),
            IdlValueKind::ShapeId(text) => {
                let id = self.resolve(text);
                self.check_id(&id, span);
                self.json.string(&id, span);
            }
            IdlValueKind::Array(elements) => {
                self.json.open('[', span);
                elements.iter().for_each(|element| self.value(element));
                self.json.close(']');
            }
            IdlValueKind::Object(entries) => {
                self.json.open('{', span);
                self.entries(entries);
                self.json.close('}');
            }
        }
    }

    /// Reports an unquoted string that is not the id of a shape.
    fn check_id(&self, id: &str, span: Span) {
        let shape = id.split('$').next().unwrap_or(id);
        if self.is_unknown(shape) {
            let problem = format!("the unquoted string `{id}` names no shape");
            let quote = "put the string into quotes, unless it is meant to be the id of a shape".to_owned();
            self.report(
                Diagnostic::danger("unknown-shape-id", problem)
                    .at(self.place(span), "no such shape in any of the files")
                    .help(self.suggestion(shape).unwrap_or(quote)),
            );
        }
    }

    /// Returns whether a shape does not exist though its namespace is known.
    fn is_unknown(&self, id: &str) -> bool {
        if self.known.borrow().contains(id) {
            return false;
        }
        let namespace = id.split('#').next().unwrap_or_default();
        let is_unknown = !self.index.contains(id) && self.index.knows_namespace(namespace);
        if !is_unknown {
            self.known.borrow_mut().insert(id.to_owned());
        }
        is_unknown
    }

    fn suggestion(&self, id: &str) -> Option<String> {
        let (namespace, name) = id.split_once('#')?;
        did_you_mean(name, self.index.names_in(namespace))
    }

    fn check_uses(&self) {
        for used in &self.file.uses {
            if self.is_unknown(&used.text) {
                let mut warning = Diagnostic::warning(
                    "unknown-use",
                    format!("the shape `{}` that this file uses does not exist", used.text),
                )
                .at(self.place(used.span), "no such shape in any of the files");
                if let Some(help) = self.suggestion(&used.text) {
                    warning = warning.help(help);
                }
                self.report(warning);
            }
        }
    }

    /// Returns the type of a shape, or `None` if it does not exist.
    fn kind(&self, id: &str) -> Option<String> {
        self.index.kind(id)
    }

    /// Writes `{ "target": id }`.
    fn reference(&mut self, id: &str, span: Span) {
        self.json.open('{', span);
        self.json.key("target", span);
        self.json.string(id, span);
        self.json.close('}');
    }

    fn name_reference(&mut self, name: &IdlName<'a>) {
        let id = self.resolve(&name.text);
        self.reference(&id, name.span);
    }
}
