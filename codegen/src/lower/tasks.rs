//! `smithy.codegen#task`: an operation that starts a task, and one that returns its state.

use crate::diagnostics::Diagnostics;
use crate::ir::{EnumValues, ErrorType, Field, Operation, Presence, Service, Task, TaskItems, TaskMember, Type};
use crate::model::ast::Shape;
use crate::model::node::Node;
use crate::model::select::Selection;
use crate::model::traits::TASK;

use super::traits;
use super::updates::{member_names, of_member};

/// Adds the tasks of a service.
pub(super) fn add(selection: &Selection<'_, '_>, service: &mut Service, diagnostics: &mut Diagnostics) {
    for shape in &selection.operations {
        let Some(value) = shape.trait_value(TASK) else {
            continue;
        };
        let Some(task) = task(shape, value, service, diagnostics) else {
            continue;
        };
        let of_shape = |operation: &&mut Operation| operation.shape == shape.id.name();
        if let Some(operation) = service.operations.iter_mut().find(of_shape) {
            operation.task = Some(task);
        }
    }
}

/// Reads the trait. Without the operation that returns the state, it has no effect.
fn task(shape: &Shape<'_>, value: Node<'_>, service: &Service, diagnostics: &mut Diagnostics) -> Option<Task> {
    let poll = traits::name_of(traits::required(shape, value, "poll", diagnostics)?);
    let of_shape = |name: &str| service.operations.iter().find(|operation| operation.shape == name);
    let (start, poll) = (of_shape(shape.id.name())?, of_shape(&poll)?);
    if start.error_type == ErrorType::OfOperation {
        traits::without_effect(shape, value, diagnostics);
        return None;
    }
    let mut reader = TaskReader {
        shape,
        value,
        service,
        diagnostics,
    };
    let id = reader.required("id")?;
    let items = reader.items(poll, &id)?;
    let fields = match &items {
        Some(items) => reader.fields_of(&items.structure),
        None => poll.output.fields.as_slice(),
    };
    let status_path = reader.required("status")?;
    let status = reader.member(fields, &status_path, "status", "the task");
    let [success, failure] = ["success", "failure"].map(|key| reader.values(fields, &status_path, key));
    let end = reader.end(fields);
    let [reasons, output_reasons] = reader.reasons(fields, &start.output.fields)?;
    let (filter, filters_list) = reader.filter(poll)?;
    let token = start.input.fields.iter().find(|field| field.idempotency_token);
    Some(Task {
        poll: poll.name.clone(),
        module: poll.method.clone(),
        id: reader.member(&start.output.fields, &id, "id", "the output")?,
        filter,
        filters_list,
        from_call: reader.members_of_call(start, poll)?,
        token: token.map(|field| field.name.clone()),
        items,
        end: end?,
        status: status?,
        success: success?,
        failure: failure?,
        reasons,
        output_reasons,
    })
}

/// A reader of one task trait.
struct TaskReader<'r, 's> {
    shape: &'r Shape<'s>,
    value: Node<'r>,
    service: &'r Service,
    diagnostics: &'r mut Diagnostics,
}

impl<'r> TaskReader<'r, '_> {
    fn required(&mut self, key: &str) -> Option<String> {
        traits::required(self.shape, self.value, key, self.diagnostics)
    }

    /// Reports a problem at a key of the trait.
    fn wrong<T>(&mut self, key: &str, problem: &str) -> Option<T> {
        let at = self.value.get(key).unwrap_or(self.value);
        traits::wrong(self.shape, at, problem, self.diagnostics);
        None
    }

    /// Reports a name at a key of the trait that is not among `names`.
    fn unknown<'n, T>(
        &mut self,
        key: &str,
        problem: &str,
        wanted: &str,
        names: impl Iterator<Item = &'n str>,
    ) -> Option<T> {
        let at = self.value.get(key).unwrap_or(self.value);
        traits::unknown(self.shape, at, problem, (wanted, names), self.diagnostics);
        None
    }

    fn fields_of(&self, structure: &str) -> &'r [Field] {
        let mut structures = self.service.structures.iter();
        structures
            .find(|shape| shape.name == structure)
            .map_or(&[], |shape| shape.fields.as_slice())
    }

    /// Returns the list of tasks in the output of polls, if the output itself is not the task.
    fn items(&mut self, poll: &Operation, id: &str) -> Option<Option<TaskItems>> {
        if of_member(&poll.output.fields, id).is_some() {
            return Some(None);
        }
        let service = self.service;
        let mut lists = poll.output.fields.iter().filter_map(|field| {
            let structure = element(&field.ty)?;
            let mut structures = service.structures.iter();
            let shape = structures.find(|shape| shape.name == structure)?;
            let id = of_member(&shape.fields, id)?;
            Some((field, structure, id))
        });
        let (Some((field, structure, id)), None) = (lists.next(), lists.next()) else {
            let problem = format!(
                "expected one list in the output of `{}` whose elements have `{id}`",
                poll.shape
            );
            return self.wrong("id", &problem);
        };
        Some(Some(TaskItems {
            field: field.name.clone(),
            is_optional: field.presence == Presence::Optional,
            structure: structure.to_owned(),
            id: text_member(None, id)?,
        }))
    }

    /// Returns the string or enum at a path: `Member`, or `List.Member`.
    fn member(&mut self, fields: &[Field], path: &str, key: &str, of: &str) -> Option<TaskMember> {
        let Some((list, field)) = self.find(fields, path) else {
            let (fields, member) = self.deepest(fields, path);
            return self.unknown(
                key,
                &format!("{of} has no member `{path}`"),
                member,
                member_names(fields),
            );
        };
        let Some(member) = text_member(list, field) else {
            return self.wrong(key, &format!("expected `{path}` to be a string or an enum"));
        };
        match field.sensitive || list.is_some_and(|list| list.sensitive) {
            true => self.wrong(key, &format!("`{path}` is sensitive, and the error of a task shows it")),
            false => Some(member),
        }
    }

    fn find<'f>(&self, fields: &'f [Field], path: &str) -> Option<(Option<&'f Field>, &'f Field)>
    where
        'r: 'f,
    {
        let Some((list, member)) = path.split_once('.') else {
            return Some((None, of_member(fields, path)?));
        };
        let list = of_member(fields, list)?;
        Some((Some(list), of_member(self.fields_of(element(&list.ty)?), member)?))
    }

    /// Returns the members among which a path that leads nowhere looks for its last name, and that
    /// name.
    fn deepest<'f, 'p>(&self, fields: &'f [Field], path: &'p str) -> (&'f [Field], &'p str)
    where
        'r: 'f,
    {
        let Some((list, member)) = path.split_once('.') else {
            return (fields, path);
        };
        match of_member(fields, list).and_then(|list| element(&list.ty)) {
            Some(structure) => (self.fields_of(structure), member),
            None => (fields, list),
        }
    }

    /// Returns the values of the status under a key, which an enum must have.
    fn values(&mut self, fields: &[Field], status: &str, key: &str) -> Option<Vec<String>> {
        let values = traits::texts(self.value, key);
        let Some((_, field)) = self.find(fields, status) else {
            return Some(values);
        };
        let Type::Enum(name) = &field.ty else {
            return Some(values);
        };
        let known = self.service.enums.iter().find(|shape| shape.name == *name)?;
        let EnumValues::Strings(known) = &known.values else {
            return Some(values);
        };
        let unknown = values
            .iter()
            .find(|value| known.iter().all(|known| known.value != **value));
        match unknown {
            Some(unknown) => {
                let problem = format!("`{unknown}` is not a value of the enum `{name}`");
                self.unknown(key, &problem, unknown, known.iter().map(|known| known.value.as_str()))
            }
            None => Some(values),
        }
    }

    fn end(&mut self, fields: &[Field]) -> Option<Option<String>> {
        let Some(end) = traits::optional(self.shape, self.value, "end", self.diagnostics) else {
            return Some(None);
        };
        match of_member(fields, &end).filter(|field| field.presence == Presence::Optional) {
            Some(field) => Some(Some(field.name.clone())),
            None => {
                let problem = format!("the task has no optional member `{end}`");
                let optional = fields.iter().filter(|field| field.presence == Presence::Optional);
                self.unknown("end", &problem, &end, optional.map(|field| field.member_name.as_str()))
            }
        }
    }

    /// Returns the explanations in a task and those in the output. Each path is in one of them.
    fn reasons(&mut self, task: &[Field], output: &[Field]) -> Option<[Vec<TaskMember>; 2]> {
        let mut found = [Vec::new(), Vec::new()];
        for path in traits::texts(self.value, "reasons") {
            let mut is_known = false;
            for (members, fields) in found.iter_mut().zip([task, output]) {
                if self.find(fields, &path).is_some() {
                    members.push(self.member(fields, &path, "reasons", "the task")?);
                    is_known = true;
                }
            }
            if !is_known {
                let problem = format!("neither the task nor the output has a member `{path}`");
                let (fields, member) = self.deepest(task, &path);
                let names = member_names(fields).chain(member_names(output));
                return self.unknown("reasons", &problem, member, names);
            }
        }
        Some(found)
    }

    /// Returns the field that takes the id, and whether it is a list.
    fn filter(&mut self, poll: &Operation) -> Option<(String, bool)> {
        let name = self.required("filter")?;
        let Some(field) = of_member(&poll.input.fields, &name) else {
            let problem = format!("the input of `{}` has no member `{name}`", poll.shape);
            return self.unknown("filter", &problem, &name, member_names(&poll.input.fields));
        };
        match &field.ty {
            Type::String => Some((field.name.clone(), false)),
            Type::List { element, sparse: false } if **element == Type::String => Some((field.name.clone(), true)),
            _ => self.wrong(
                "filter",
                &format!("expected `{name}` to be a string or a list of strings"),
            ),
        }
    }

    fn members_of_call(&mut self, start: &Operation, poll: &Operation) -> Option<Vec<(String, String)>> {
        let mut fields = Vec::new();
        for name in traits::texts(self.value, "fromCall") {
            let [from, to] = [start, poll].map(|operation| of_member(&operation.input.fields, &name));
            match (from, to) {
                (Some(from), Some(to)) if from.ty == to.ty => fields.push((to.name.clone(), from.name.clone())),
                _ => {
                    let problem = format!("the inputs of both operations need a member `{name}` of one type");
                    return self.wrong("fromCall", &problem);
                }
            }
        }
        Some(fields)
    }
}

/// Returns the structure of the elements of a list.
fn element(ty: &Type) -> Option<&str> {
    match ty {
        Type::List { element, sparse: false } => match element.as_ref() {
            Type::Structure(name) => Some(name),
            _ => None,
        },
        _ => None,
    }
}

fn text_member(list: Option<&Field>, field: &Field) -> Option<TaskMember> {
    matches!(field.ty, Type::String | Type::Enum(_)).then(|| TaskMember {
        member_name: field.member_name.clone(),
        list: list.map(|list| (list.name.clone(), list.presence == Presence::Optional)),
        field: field.name.clone(),
        is_optional: field.presence == Presence::Optional,
    })
}
