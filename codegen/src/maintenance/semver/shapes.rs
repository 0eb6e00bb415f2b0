//! Structures, exceptions, unions and enums.

use std::fmt::Display;

use crate::ir::{Builder, Direction, Enum, EnumValue, EnumValues, Role, Service, Structure, Union, UnionVariant};

use super::{ChangeKind, Changes, Matched, Verdict, matched, members, types};

/// The properties that all kinds of shapes have.
trait ComparedShape {
    fn id(&self) -> &str;
    fn name(&self) -> &str;
    /// Returns the word for its kind.
    fn word(&self) -> &'static str;
    /// Returns the module of its type.
    fn module(&self) -> &'static str {
        "types"
    }
    fn path(&self) -> String {
        format!("{}::{}", self.module(), self.name())
    }
}

impl ComparedShape for Structure {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn word(&self) -> &'static str {
        if self.role == Role::Exception {
            "exception"
        } else {
            "structure"
        }
    }
    fn module(&self) -> &'static str {
        if self.role == Role::Exception {
            "types::error"
        } else {
            "types"
        }
    }
}

impl ComparedShape for Union {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn word(&self) -> &'static str {
        "union"
    }
}

impl ComparedShape for Enum {
    fn id(&self) -> &str {
        &self.id
    }
    fn name(&self) -> &str {
        &self.name
    }
    fn word(&self) -> &'static str {
        "enum"
    }
}

pub(super) fn compare(old: &Service, new: &Service, changes: &mut Changes) {
    for (old, new) in pairs(&old.structures, &new.structures, changes) {
        structure(old, new, &new.path(), changes);
    }
    for (old, new) in pairs(&old.exceptions, &new.exceptions, changes) {
        let path = new.path();
        let code = |exception: &Structure| (exception.shape.clone(), exception.query_code.clone());
        changes.differ((&code(old), &code(new)), Verdict::Major, &path, &new.id, || {
            "another code in responses".to_owned()
        });
        structure(old, new, &path, changes);
    }
    for (old, new) in pairs(&old.unions, &new.unions, changes) {
        union(old, new, changes);
    }
    for (old, new) in pairs(&old.enums, &new.enums, changes) {
        enumeration(old, new, changes);
    }
}

/// Reports shapes that are new, removed or renamed, and returns the pairs of the others and of the
/// renamed ones.
fn pairs<'s, T: ComparedShape>(old: &'s [T], new: &'s [T], changes: &mut Changes) -> Vec<(&'s T, &'s T)> {
    let Matched { both, removed, added } = matched(old, new, T::name, |shape| Some(shape.id()));
    for shape in added {
        let text = format!("new {}", shape.word());
        changes.push(Verdict::Minor, ChangeKind::Added, shape.path(), shape.id(), text);
    }
    for shape in removed {
        let text = format!("removed {}", shape.word());
        changes.push(Verdict::Major, ChangeKind::Removed, shape.path(), shape.id(), text);
    }
    for (old, new) in &both {
        if old.name() != new.name() {
            let (before, after) = (old.path(), new.path());
            let text = format!("new name of `{before}`");
            changes.push(Verdict::Major, ChangeKind::Added, &after, new.id(), text);
            let text = format!("renamed to `{after}`");
            changes.push(Verdict::Major, ChangeKind::Removed, before, old.id(), text);
        } else if old.id() != new.id() {
            let text = format!("the shape is `{}` instead of `{}`", new.id(), old.id());
            changes.changed(Verdict::Patch, &new.path(), new.id(), text);
        }
    }
    both
}

/// Compares two structures of any role.
pub(super) fn structure(old: &Structure, new: &Structure, path: &str, changes: &mut Changes) {
    changes.docs(&old.docs, &new.docs);
    changes.differ((&old.traits, &new.traits), Verdict::Major, path, &new.id, || {
        "another form in requests or responses".to_owned()
    });
    direction(old.direction, new.direction, path, &new.id, changes);
    let is_fallible = |structure: &Structure| matches!(structure.builder, Builder::Fallible(_));
    match (is_fallible(old), is_fallible(new)) {
        (false, true) => changes.changed(
            Verdict::Major,
            path,
            &new.id,
            "`build()` of its builder returns a `Result`",
        ),
        (true, false) => {
            changes.changed(
                Verdict::Major,
                path,
                &new.id,
                "`build()` of its builder no longer returns a `Result`",
            );
        }
        _ => {}
    }
    members::compare(old, new, path, changes);
}

/// Reports that the direction of values differs, which programs do not notice.
fn direction(old: Direction, new: Direction, path: &str, id: &str, changes: &mut Changes) {
    let ways = |direction: Direction| match (direction.read, direction.write) {
        (true, true) => "requests and responses",
        (true, false) => "responses",
        (false, true) => "requests",
        (false, false) => "nothing",
    };
    changes.differ((&old, &new), Verdict::Patch, path, id, || {
        format!("part of {} instead of {}", ways(new), ways(old))
    });
}

fn union(old: &Union, new: &Union, changes: &mut Changes) {
    let path = new.path();
    direction(old.direction, new.direction, &path, &new.id, changes);
    changes.docs(&old.docs, &new.docs);
    changes.differ((&old.traits, &new.traits), Verdict::Major, &path, &new.id, || {
        "another form in requests or responses".to_owned()
    });
    let events = |union: &Union| format!("{:?}", union.events);
    changes.differ((&events(old), &events(new)), Verdict::Major, &path, &new.id, || {
        "another kind of event stream".to_owned()
    });
    let found = matched(&old.variants, &new.variants, |variant| &variant.name, |_| None);
    let at = |variant: &UnionVariant| {
        (
            format!("{path}::{}", variant.name),
            format!("{}${}", new.id, variant.member_name),
        )
    };
    for variant in found.added {
        let (path, id) = at(variant);
        changes.push(Verdict::Minor, ChangeKind::Added, path, &id, "new variant");
    }
    for variant in found.removed {
        let (path, id) = at(variant);
        changes.push(Verdict::Major, ChangeKind::Removed, path, &id, "removed variant");
    }
    for (old, new) in found.both {
        let (path, id) = at(new);
        let shown = |variant: &UnionVariant| variant.ty.as_ref().map_or_else(|| "nothing".to_owned(), types::of);
        changes.differ((&old.ty, &new.ty), Verdict::Major, &path, &id, || {
            format!("holds {}", members::another_type(&shown(old), &shown(new)))
        });
        members::wire(
            (&old.member_name, &old.schema),
            (&new.member_name, &new.schema),
            &path,
            &id,
            changes,
        );
        members::sensitivity(old.sensitive, new.sensitive, &path, &id, changes);
        changes.docs(&old.docs, &new.docs);
    }
}

fn enumeration(old: &Enum, new: &Enum, changes: &mut Changes) {
    let path = new.path();
    changes.docs(&old.docs, &new.docs);
    members::sensitivity(old.sensitive, new.sensitive, &path, &new.id, changes);
    match (&old.values, &new.values) {
        (EnumValues::Strings(old), EnumValues::Strings(values)) => variants(old, values, &path, &new.id, changes),
        (EnumValues::Integers(old), EnumValues::Integers(values)) => variants(old, values, &path, &new.id, changes),
        (EnumValues::Strings(_), EnumValues::Integers(_)) => {
            changes.changed(Verdict::Major, &path, &new.id, "values are numbers instead of strings");
        }
        (EnumValues::Integers(_), EnumValues::Strings(_)) => {
            changes.changed(Verdict::Major, &path, &new.id, "values are strings instead of numbers");
        }
    }
}

fn variants<T: PartialEq + Display>(
    old: &[EnumValue<T>],
    new: &[EnumValue<T>],
    path: &str,
    id: &str,
    changes: &mut Changes,
) {
    let found = matched(old, new, |value| &value.variant, |_| None);
    let at = |value: &EnumValue<T>| format!("{path}::{}", value.variant);
    for value in found.added {
        let text = format!("new value `{}`", value.value);
        changes.push(Verdict::Minor, ChangeKind::Added, at(value), id, text);
    }
    for value in found.removed {
        let text = format!("removed value `{}`", value.value);
        changes.push(Verdict::Major, ChangeKind::Removed, at(value), id, text);
    }
    for (old, new) in found.both {
        changes.differ((&old.value, &new.value), Verdict::Major, &at(new), id, || {
            format!("`{}` in requests and responses, before `{}`", new.value, old.value)
        });
        changes.docs(&old.docs, &new.docs);
    }
}
