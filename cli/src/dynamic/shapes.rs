//! The shapes of a client with their schemas. A process creates them once, and they are leaked,
//! like the statics of generated code.

use std::collections::HashMap;

use smithy_client_runtime::schema::Schema;
use smithy_codegen::ir::{self, Field, Type, UnionVariant};

/// All shapes of a client.
pub(crate) struct Shapes {
    structures: HashMap<&'static str, &'static Structure>,
    exceptions: HashMap<&'static str, &'static Structure>,
    unions: HashMap<&'static str, &'static Union>,
    enums: HashMap<&'static str, &'static ir::Enum>,
}

/// A structure.
#[derive(Debug)]
pub(crate) struct Structure {
    /// Its intermediate representation.
    pub(crate) facts: &'static ir::Structure,
    /// Its schema, with the same members.
    pub(crate) schema: Schema,
}

/// A union.
#[derive(Debug)]
pub(crate) struct Union {
    /// Its intermediate representation.
    pub(crate) facts: &'static ir::Union,
    /// Its schema, whose members are the variants.
    pub(crate) schema: Schema,
}

impl Shapes {
    pub(crate) fn new(service: &'static ir::Service) -> &'static Self {
        let all =
            |list: &'static [ir::Structure]| list.iter().map(|it| (it.name.as_str(), Structure::new(it))).collect();
        let unions = service.unions.iter().map(|it| (it.name.as_str(), Union::new(it)));
        Box::leak(Box::new(Self {
            structures: all(&service.structures),
            exceptions: all(&service.exceptions),
            unions: unions.collect(),
            enums: service.enums.iter().map(|it| (it.name.as_str(), it)).collect(),
        }))
    }

    /// Returns the structure of a type.
    pub(crate) fn structure(&self, ty: &Type) -> Option<&'static Structure> {
        match ty {
            Type::Structure(name) => self.structures.get(name.as_str()).copied(),
            Type::Exception(name) => self.exceptions.get(name.as_str()).copied(),
            _ => None,
        }
    }

    /// Returns the union of a name.
    pub(crate) fn union(&self, name: &str) -> Option<&'static Union> {
        self.unions.get(name).copied()
    }

    /// Returns the enum of a name.
    pub(crate) fn enumeration(&self, name: &str) -> Option<&'static ir::Enum> {
        self.enums.get(name).copied()
    }

    /// Returns the exception with a code of responses.
    pub(crate) fn exception(&self, code: &str) -> Option<&'static Structure> {
        let mut all = self.exceptions.values();
        all.find(|it| it.facts.shape == code || it.facts.query_code.as_deref() == Some(code))
            .copied()
    }
}

impl Structure {
    pub(crate) fn new(facts: &'static ir::Structure) -> &'static Self {
        let text = smithy_codegen::structure_schema(facts).leak();
        let schema = Schema::new(&facts.id, text);
        Box::leak(Box::new(Self { facts, schema }))
    }

    pub(crate) fn fields(&self) -> &'static [Field] {
        &self.facts.fields
    }
}

impl Union {
    fn new(facts: &'static ir::Union) -> &'static Self {
        let text = smithy_codegen::union_schema(facts).leak();
        let schema = Schema::new(&facts.id, text);
        Box::leak(Box::new(Self { facts, schema }))
    }

    pub(crate) fn variants(&self) -> &'static [UnionVariant] {
        &self.facts.variants
    }
}
