//! Resolves paths in the model: the fields that they follow, and their ends.

use crate::ir::{Presence, Role, Type};
use crate::model::ast::{Shape, ShapeKind};
use crate::names;
use crate::paths::ir::{PathEnd, PathMember, PathValue, ShapePath};
use crate::paths::parse::PathSegment;

use super::Lowering;

/// The maximum number of branches in one path. No service needs more.
const MAX_BRANCHES: usize = 64;

/// The current position of a path.
#[derive(Clone)]
pub(super) struct Position<'m, 'a> {
    shape: &'m Shape<'a>,
    /// The type of the value there.
    pub(super) ty: Type,
    role: Role,
    /// Whether the path leads to several values, which are collected in a list.
    collecting: bool,
}

impl<'m, 'a> Position<'m, 'a> {
    /// Returns the start of a path: a structure of this role.
    pub(super) fn start(shape: &'m Shape<'a>, role: Role) -> Self {
        Self {
            shape,
            ty: Type::Structure(String::new()),
            role,
            collecting: false,
        }
    }
}

impl<'m, 'a> Lowering<'_, 'm, 'a> {
    /// Resolves a path to strings or to a boolean. Returns `None` if it leads to anything else.
    pub(super) fn resolve_path(&self, start: &Position<'m, 'a>, segments: &[PathSegment]) -> Option<ShapePath> {
        self.resolve(start.clone(), segments, &mut 0)
    }

    fn resolve(
        &self,
        mut position: Position<'m, 'a>,
        mut segments: &[PathSegment],
        branches: &mut usize,
    ) -> Option<ShapePath> {
        let mut members = Vec::new();
        loop {
            match segments.split_first() {
                Some((PathSegment::Member(name), rest)) => {
                    let (member, next) = self.follow(&position, name)?;
                    members.push(member);
                    (position, segments) = (next, rest);
                }
                // The values of several paths are a flat list already.
                Some((PathSegment::Flatten, rest))
                    if position.collecting && !matches!(position.ty, Type::List { .. }) =>
                {
                    segments = rest;
                }
                Some((segment, rest)) => {
                    let end = self.end(&position, segment, rest, branches)?;
                    return Some(ShapePath { members, end });
                }
                None => {
                    let end = PathEnd::Value(string_or_boolean(&position)?);
                    return Some(ShapePath { members, end });
                }
            }
        }
    }

    fn end(
        &self,
        position: &Position<'m, 'a>,
        segment: &PathSegment,
        rest: &[PathSegment],
        branches: &mut usize,
    ) -> Option<PathEnd> {
        match (segment, &position.ty) {
            (PathSegment::Wildcard | PathSegment::Flatten, Type::List { element, sparse }) => {
                let element = Position {
                    shape: self.model().shape(&position.shape.member("member")?.target.id)?,
                    ty: (**element).clone(),
                    role: Role::Data,
                    collecting: true,
                };
                Some(PathEnd::Elements {
                    sparse: *sparse,
                    each: Box::new(self.resolve(element, rest, branches)?),
                })
            }
            (PathSegment::Keys, Type::Map { key, .. }) if rest.is_empty() => Some(PathEnd::Keys {
                of_enum: matches!(**key, Type::Enum(_)),
            }),
            (PathSegment::MultiSelect(paths), _) => {
                *branches += paths.len();
                if *branches > MAX_BRANCHES {
                    return None;
                }
                let position = Position {
                    collecting: true,
                    ..position.clone()
                };
                let resolved = paths.iter().map(|path| {
                    let segments: Vec<_> = path.iter().chain(rest).cloned().collect();
                    self.resolve(position.clone(), &segments, branches)
                });
                resolved.collect::<Option<_>>().map(PathEnd::Branches)
            }
            _ => None,
        }
    }

    /// Follows a path of members only. Also returns its end.
    pub(super) fn follow_members(
        &self,
        mut position: Position<'m, 'a>,
        segments: &[PathSegment],
    ) -> Option<(ShapePath, Position<'m, 'a>)> {
        let mut members = Vec::new();
        for segment in segments {
            let PathSegment::Member(name) = segment else {
                return None;
            };
            let (member, next) = self.follow(&position, name)?;
            members.push(member);
            position = next;
        }
        let end = PathEnd::Value(string_or_boolean(&position).unwrap_or(PathValue::Other));
        Some((ShapePath { members, end }, position))
    }

    fn follow(&self, position: &Position<'m, 'a>, name: &str) -> Option<(PathMember, Position<'m, 'a>)> {
        let shape = position.shape;
        if !matches!(shape.kind, ShapeKind::Structure) {
            return None;
        }
        let at = shape.members.iter().position(|member| member.name == name)?;
        let member = shape.members.get(at)?;
        let ty = self.member_type(&shape.id, member);
        let names = names::fields(shape.members.iter().map(|member| member.name.as_str()), position.role);
        let optional = position.role == Role::Input || self.presence_of(member, &ty) == Presence::Optional;
        let member = PathMember {
            field: names.into_iter().nth(at)?,
            optional,
        };
        let next = Position {
            shape: self.model().shape(&shape.members.get(at)?.target.id)?,
            ty,
            role: Role::Data,
            collecting: position.collecting,
        };
        Some((member, next))
    }
}

fn string_or_boolean(position: &Position<'_, '_>) -> Option<PathValue> {
    let of_enum = |ty: &Type| matches!(ty, Type::Enum(_));
    match &position.ty {
        Type::Boolean if !position.collecting => Some(PathValue::Boolean),
        ty @ (Type::String | Type::Enum(_)) => Some(PathValue::String { of_enum: of_enum(ty) }),
        Type::List { element, sparse } if matches!(**element, Type::String | Type::Enum(_)) => {
            Some(PathValue::Strings {
                of_enum: of_enum(element),
                sparse: *sparse,
            })
        }
        _ => None,
    }
}
