//! What operations, inputs and the client tell the endpoint rules (`staticContextParams`, `contextParam`,
//! `operationContextParams`, `clientContextParams`).

use crate::diagnostics::Diagnostic;
use crate::endpoint_rules::ir::ParameterKind;
use crate::endpoint_rules::lower::SETTINGS;
use crate::ir::{ClientParam, EndpointParam, EndpointParamValue, Presence, Role, Type, Walk};
use crate::model::ast::{Reference, Shape, ShapeId, ShapeKind};
use crate::model::node::{Node, NodeKind};
use crate::names;
use crate::paths::parse::{Step, parse};

use super::{Lowering, traits};

/// More than this many branches in one path are no path that a service has.
const MOST_BRANCHES: usize = 64;

/// Where a path has led.
struct Here<'m, 'a> {
    shape: &'m Shape<'a>,
    ty: Type,
    role: Role,
    /// Several values are on their way: a list is made of them.
    collecting: bool,
}

impl<'m, 'a> Lowering<'_, 'm, 'a> {
    /// In the order of rising precedence, so that what is set later replaces what was set before.
    pub(super) fn endpoint_params(&mut self, shape: &Shape<'a>, input: Option<&Reference>) -> Vec<EndpointParam> {
        let input = input.and_then(|reference| self.model().shape(&reference.id));
        let mut params = Vec::new();
        let by_path = shape.trait_value("smithy.rules#operationContextParams");
        for entry in by_path.and_then(|value| value.entries()).into_iter().flatten() {
            let Some(text) = traits::required(shape, entry.value, "path", self.diagnostics) else {
                continue;
            };
            let found = parse(&text).and_then(|steps| self.walk_input(input?, &steps));
            self.found(shape, entry.value, &entry.key, &text, found, &mut params);
        }
        let members = input.map(|shape| shape.members.as_slice()).unwrap_or_default();
        for member in members {
            let Some(value) = member.trait_value("smithy.rules#contextParam") else {
                continue;
            };
            let Some(name) = value.get("name").and_then(|name| name.as_str()) else {
                continue;
            };
            let found = input.and_then(|input| self.walk_input(input, &[Step::Name(member.name.clone())]));
            self.found(shape, value, &name, &member.name, found, &mut params);
        }
        params.extend(self.fixed_params(shape));
        params
    }

    fn found(
        &mut self,
        shape: &Shape<'a>,
        value: Node<'_>,
        name: &str,
        path: &str,
        found: Option<Walk>,
        params: &mut Vec<EndpointParam>,
    ) {
        match found {
            Some(walk) => params.push(EndpointParam {
                name: name.to_owned(),
                value: EndpointParamValue::Found(walk),
            }),
            None => self.diagnostics.push(
                Diagnostic::warning(
                    "endpoint-parameter",
                    format!("`{}` does not set the endpoint parameter `{name}`", shape.id.name()),
                )
                .at(
                    value.place(),
                    format!("`{path}` leads to no string, boolean or list of strings"),
                )
                .shape(&shape.id)
                .help("paths have members, `[*]`, `[]`, `[a, b]` and `keys(…)`, and start at the operation's input"),
            ),
        }
    }

    fn fixed_params(&mut self, shape: &Shape<'a>) -> Vec<EndpointParam> {
        let mut params = Vec::new();
        let fixed = shape.trait_value("smithy.rules#staticContextParams");
        for entry in fixed.and_then(|value| value.entries()).into_iter().flatten() {
            match entry.value.get("value").and_then(static_value) {
                Some(value) => params.push(EndpointParam {
                    name: entry.key.into_owned(),
                    value,
                }),
                None => traits::wrong(
                    shape,
                    entry.value,
                    "needs a `value` that is a string, boolean or list of strings",
                    self.diagnostics,
                ),
            }
        }
        params
    }

    fn walk_input(&self, input: &'m Shape<'a>, steps: &[Step]) -> Option<Walk> {
        let start = Here {
            shape: input,
            ty: Type::Structure(String::new()),
            role: Role::Input,
            collecting: false,
        };
        self.walk(&start, steps, &mut 0)
    }

    /// The way along the steps; nothing where they lead to no value that a parameter can have.
    fn walk(&self, here: &Here<'m, 'a>, steps: &[Step], branches: &mut usize) -> Option<Walk> {
        let Some((step, rest)) = steps.split_first() else {
            return leaf(&here.ty, here.collecting);
        };
        let next = |shape, ty, collecting| Here {
            shape,
            ty,
            role: Role::Data,
            collecting,
        };
        let collected = |walk: Walk| {
            if here.collecting {
                walk
            } else {
                Walk::Collect(Box::new(walk))
            }
        };
        match step {
            Step::Name(name) => {
                let (field, optional, ty, target) = self.member_step(here.shape, name, here.role)?;
                let then = self.walk(&next(target, ty, here.collecting), rest, branches)?;
                Some(Walk::Member {
                    field,
                    optional,
                    then: Box::new(then),
                })
            }
            Step::Each | Step::Flatten => match &here.ty {
                Type::List { element, sparse } => {
                    let target = self.model().shape(&here.shape.member("member")?.target.id)?;
                    let then = self.walk(&next(target, (**element).clone(), true), rest, branches)?;
                    Some(collected(Walk::Elements {
                        sparse: *sparse,
                        then: Box::new(then),
                    }))
                }
                // What several ways brought is flat already.
                _ if *step == Step::Flatten && here.collecting => self.walk(here, rest, branches),
                _ => None,
            },
            Step::Keys => match &here.ty {
                Type::Map { key, .. } if rest.is_empty() => Some(collected(Walk::Keys {
                    of_enum: matches!(**key, Type::Enum(_)),
                })),
                _ => None,
            },
            Step::Many(ways) => {
                *branches += ways.len();
                if *branches > MOST_BRANCHES {
                    return None;
                }
                let mut all = Vec::new();
                for way in ways {
                    let steps: Vec<_> = way.iter().chain(rest).cloned().collect();
                    let here = Here {
                        shape: here.shape,
                        ty: here.ty.clone(),
                        role: here.role,
                        collecting: true,
                    };
                    all.push(self.walk(&here, &steps, branches)?);
                }
                Some(collected(Walk::All(all)))
            }
        }
    }

    /// The field of a member, whether it is an `Option`, its type, and the shape that it leads to.
    pub(super) fn member_step(
        &self,
        shape: &'m Shape<'a>,
        name: &str,
        role: Role,
    ) -> Option<(String, bool, Type, &'m Shape<'a>)> {
        if !matches!(shape.kind, ShapeKind::Structure) {
            return None;
        }
        let member = shape.member(name)?;
        let ty = self.member_type(&shape.id, member);
        let names = names::fields(shape.members.iter().map(|member| member.name.as_str()), role);
        let at = shape.members.iter().position(|member| member.name == name)?;
        let optional = role == Role::Input || self.presence_of(member, &ty) == Presence::Optional;
        let target: &ShapeId = &member.target.id;
        Some((names.into_iter().nth(at)?, optional, ty, self.model().shape(target)?))
    }

    /// Reads `clientContextParams`, and the built-ins that are settings of a single service's clients.
    pub(super) fn client_params(&mut self) -> Vec<ClientParam> {
        let service = self.selection.service;
        let mut params = Vec::new();
        let declared = service.trait_value("smithy.rules#clientContextParams");
        for entry in declared.and_then(|value| value.entries()).into_iter().flatten() {
            match kind(entry.value) {
                Some(kind) => params.push(self.client_param(&entry.key, kind, entry.value)),
                None => traits::wrong(
                    service,
                    entry.value,
                    "needs a `type` that is string, boolean or stringArray",
                    self.diagnostics,
                ),
            }
        }
        let rules = ["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"]
            .iter()
            .find_map(|id| service.trait_value(id));
        let parameters = rules.and_then(|rules| rules.get("parameters")?.entries());
        for entry in parameters.into_iter().flatten() {
            let built_in = entry.value.get("builtIn").and_then(|node| node.as_str());
            let is_setting = built_in.is_some_and(|name| SETTINGS.contains(&name.as_ref()));
            if let (true, Some(kind)) = (is_setting, kind(entry.value))
                && params.iter().all(|param| param.name != entry.key)
            {
                params.push(self.client_param(&entry.key, kind, entry.value));
            }
        }
        params.sort_by(|a, b| a.setter.cmp(&b.setter));
        params.dedup_by(|a, b| a.setter == b.setter);
        params
    }

    fn client_param(&mut self, name: &str, kind: ParameterKind, node: Node<'_>) -> ClientParam {
        let text = node.get("documentation").and_then(|text| text.as_str());
        ClientParam {
            name: name.to_owned(),
            setter: names::setting(name),
            kind,
            docs: text.map(|text| self.texts.plain(&text)).unwrap_or_default(),
        }
    }
}

fn leaf(ty: &Type, collecting: bool) -> Option<Walk> {
    let of_enum = |ty: &Type| matches!(ty, Type::Enum(_));
    match ty {
        Type::Boolean if !collecting => Some(Walk::Boolean),
        Type::String | Type::Enum(_) => Some(Walk::String { of_enum: of_enum(ty) }),
        Type::List { element, sparse } if matches!(**element, Type::String | Type::Enum(_)) => Some(Walk::Strings {
            of_enum: of_enum(element),
            sparse: *sparse,
        }),
        _ => None,
    }
}

fn kind(node: Node<'_>) -> Option<ParameterKind> {
    match node.get("type")?.as_str()?.as_ref() {
        "boolean" | "Boolean" => Some(ParameterKind::Bool),
        "string" | "String" => Some(ParameterKind::String),
        "stringArray" => Some(ParameterKind::StringArray),
        _ => None,
    }
}

fn static_value(value: Node<'_>) -> Option<EndpointParamValue> {
    match value.kind() {
        NodeKind::Boolean => value.as_bool().map(EndpointParamValue::Boolean),
        NodeKind::String => value.as_str().map(|text| EndpointParamValue::String(text.into_owned())),
        NodeKind::Array => {
            let strings = value
                .elements()?
                .into_iter()
                .map(|element| element.as_str().map(|text| text.into_owned()));
            strings.collect::<Option<Vec<_>>>().map(EndpointParamValue::Strings)
        }
        NodeKind::Object | NodeKind::Number | NodeKind::Null => None,
    }
}
