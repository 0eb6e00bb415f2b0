//! The index of the shapes of all files of a run, for the resolution of names.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use super::prelude;
use super::syntax::{IdlBody, IdlFile, IdlShape, IdlValue, IdlValueKind};
use crate::model::node::Node;

/// A shape of one of the files.
#[derive(Clone, Copy)]
pub(super) enum Definition<'a> {
    /// A shape of an IDL file.
    Idl(&'a IdlFile<'a>, &'a IdlShape<'a>),
    /// A shape of a JSON AST.
    Json(Node<'a>),
}

impl Definition<'_> {
    fn is_trait(&self) -> bool {
        match self {
            Self::Idl(_, shape) => {
                let mut traits = shape.traits.iter();
                traits.any(|one| matches!(&*one.id.text, "trait" | "smithy.api#trait"))
            }
            Self::Json(node) => {
                let traits = node.get("traits");
                traits.is_some_and(|traits| traits.get("smithy.api#trait").is_some())
            }
        }
    }
}

/// The shapes of all files by their ids.
#[derive(Default)]
pub(super) struct IdlIndex<'a> {
    shapes: HashMap<String, Definition<'a>>,
    namespaces: HashSet<String>,
}

impl<'a> IdlIndex<'a> {
    /// Adds the shapes of an IDL file.
    pub(super) fn add_file(&mut self, file: &'a IdlFile<'a>) {
        self.namespaces.insert(file.namespace.to_owned());
        for shape in &file.shapes {
            let id = format!("{}#{}", file.namespace, shape.name.text);
            self.shapes.entry(id).or_insert(Definition::Idl(file, shape));
        }
    }

    /// Adds the shapes of a JSON AST.
    pub(super) fn add_json(&mut self, root: Node<'a>) {
        let shapes = root.get("shapes").and_then(|shapes| shapes.entries());
        for entry in shapes.into_iter().flatten() {
            if let Some((namespace, _)) = entry.key.split_once('#').filter(|(_, name)| !name.contains('$')) {
                if !self.namespaces.contains(namespace) {
                    self.namespaces.insert(namespace.to_owned());
                }
                let id = entry.key.into_owned();
                self.shapes.entry(id).or_insert(Definition::Json(entry.value));
            }
        }
    }

    /// Returns whether a shape exists.
    pub(super) fn contains(&self, id: &str) -> bool {
        self.shapes.contains_key(id) || is_prelude(id)
    }

    /// Returns whether the shapes of a namespace are known, so that another name in it is a
    /// mistake.
    pub(super) fn knows_namespace(&self, namespace: &str) -> bool {
        namespace == prelude::NAMESPACE || self.namespaces.contains(namespace)
    }

    /// Returns the names of the shapes of a namespace.
    pub(super) fn names_in<'n>(&'n self, namespace: &'n str) -> impl Iterator<Item = &'n str> {
        let own = self.shapes.keys().filter_map(move |id| {
            let (of, name) = id.split_once('#')?;
            (of == namespace).then_some(name)
        });
        let mut own: Vec<&str> = own.collect();
        own.sort_unstable();
        own.into_iter().chain(prelude::names().map(|name| -> &'n str { name }))
    }

    /// Returns the names of the traits of a namespace, and of those of the prelude.
    pub(super) fn traits_in<'n>(&'n self, namespace: &'n str) -> impl Iterator<Item = &'n str> {
        self.names_in(namespace).filter(move |name| {
            let own = self.shapes.get(&format!("{namespace}#{name}"));
            own.map_or_else(|| prelude::is_trait(name), |own| own.is_trait())
        })
    }

    /// Returns the keyword of a shape's type.
    pub(super) fn kind(&self, id: &str) -> Option<String> {
        match self.shapes.get(id) {
            Some(Definition::Idl(_, shape)) => Some(shape.kind.text.clone().into_owned()),
            Some(Definition::Json(node)) => Some(node.get("type")?.as_str()?.into_owned()),
            None => {
                let (namespace, name) = id.split_once('#')?;
                let kind = (namespace == prelude::NAMESPACE)
                    .then(|| prelude::kind(name))
                    .flatten()?;
                Some(kind.to_owned())
            }
        }
    }

    /// Returns the shape that an identifier or property of a resource targets.
    pub(super) fn resource_member(&self, resource: &str, member: &str) -> Option<String> {
        let lists = ["identifiers", "properties"];
        match *self.shapes.get(resource)? {
            Definition::Json(node) => lists.into_iter().find_map(|list| {
                let target = node.get(list)?.get(member)?.get("target")?;
                Some(target.as_str()?.into_owned())
            }),
            Definition::Idl(file, shape) => {
                let IdlBody::Properties(entries) = &shape.body else {
                    return None;
                };
                let entry_of = |list: &str| entries.iter().find(|entry| entry.key.text == list);
                let target = lists.into_iter().find_map(|list| match &entry_of(list)?.value.kind {
                    IdlValueKind::Object(members) => {
                        let found = members.iter().find(|entry| entry.key.text == member)?;
                        text_of(&found.value)
                    }
                    _ => None,
                })?;
                Some(self.resolve(file, target))
            }
        }
    }

    /// Returns the shape that a member of one of these shapes or of their mixins targets.
    pub(super) fn inherited_target(&self, mut open: Vec<String>, member: &str) -> Option<String> {
        let mut seen = HashSet::new();
        while let Some(id) = open.pop() {
            let Some(definition) = self.shapes.get(&id).filter(|_| seen.insert(id.clone())) else {
                continue;
            };
            match *definition {
                Definition::Idl(file, shape) => {
                    let members: &[_] = match &shape.body {
                        IdlBody::Members(members) => members,
                        _ => &[],
                    };
                    let target = members.iter().find(|known| known.name.text == member);
                    if let Some(target) = target.and_then(|member| member.target.as_ref()) {
                        return Some(self.resolve(file, &target.text));
                    }
                    open.extend(shape.mixins.iter().map(|mixin| self.resolve(file, &mixin.text)));
                }
                Definition::Json(node) => {
                    let target = node.get("members").unwrap_or(node).get(member);
                    if let Some(target) = target.and_then(|member| member.get("target")) {
                        return target.as_str().map(Cow::into_owned);
                    }
                    let mixins = node.get("mixins").and_then(|mixins| mixins.elements());
                    let targets = mixins.into_iter().flatten().filter_map(|mixin| mixin.get("target"));
                    open.extend(targets.filter_map(|target| target.as_str()).map(Cow::into_owned));
                }
            }
        }
        None
    }

    /// Returns the absolute form of a shape id as a file writes it: shapes that it uses first, then
    /// those of its namespace, then the prelude.
    pub(super) fn resolve(&self, file: &IdlFile<'a>, text: &str) -> String {
        if text.contains('#') {
            return text.to_owned();
        }
        let name = text.split('$').next().unwrap_or(text);
        let used = file.uses.iter().find(|id| id.text.rsplit('#').next() == Some(name));
        if let Some(used) = used {
            return format!("{}{}", used.text, &text[name.len()..]);
        }
        let own = format!("{}#{name}", file.namespace);
        if file.namespace.is_empty() || (!self.shapes.contains_key(&own) && prelude::kind(name).is_some()) {
            return format!("{}#{text}", prelude::NAMESPACE);
        }
        format!("{}#{text}", file.namespace)
    }
}

/// Returns the text of a value that names a shape, quoted or not.
pub(super) fn text_of<'v>(value: &'v IdlValue<'_>) -> Option<&'v str> {
    match &value.kind {
        IdlValueKind::ShapeId(text) => Some(text),
        IdlValueKind::String(text) => Some(text),
        _ => None,
    }
}

fn is_prelude(id: &str) -> bool {
    id.split_once('#')
        .is_some_and(|(namespace, name)| namespace == prelude::NAMESPACE && prelude::kind(name).is_some())
}
