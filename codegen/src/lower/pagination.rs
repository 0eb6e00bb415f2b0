//! `@paginated`: which members hold the tokens, the page size and the items.

use crate::diagnostics::Diagnostic;
use crate::ir::{Field, Items, Pagination, PathStep, Presence, Role, Structure, Type};
use crate::model::ast::Shape;
use crate::model::node::Node;

use super::{Lowering, traits};

const PAGINATED: &str = "smithy.api#paginated";

impl<'a> Lowering<'_, '_, 'a> {
    /// Reads `@paginated` of the operation, completed by that of the service.
    pub(super) fn pagination(
        &mut self,
        shape: &Shape<'a>,
        input: &Structure,
        output: &Structure,
    ) -> Option<Pagination> {
        let own = shape.trait_value(PAGINATED)?;
        let common = self.selection.service.trait_value(PAGINATED);
        let setting = |key: &str| {
            own.get(key)
                .or_else(|| common?.get(key))
                .and_then(|value| value.as_str())
        };
        let (Some(input_token), Some(output_token)) = (setting("inputToken"), setting("outputToken")) else {
            traits::wrong(
                shape,
                own,
                "needs `inputToken` and `outputToken`, here or at the service",
                self.diagnostics,
            );
            return None;
        };
        let field = |name: &str| input.fields.iter().find(|field| field.member_name == name);
        let Some(input_field) = field(&input_token).filter(|field| is_token(&field.ty)) else {
            return self.wrong_pagination(shape, own, &input_token, "the input");
        };
        let Some((output_path, _)) = self.path(&output_token, output).filter(|(_, ty)| *ty == input_field.ty) else {
            return self.wrong_pagination(shape, own, &output_token, "the output");
        };
        let items = match setting("items") {
            None => None,
            Some(items) => match self.path(&items, output) {
                Some((path, collection @ (Type::List { .. } | Type::Map { .. }))) => Some(Items { path, collection }),
                _ => return self.wrong_pagination(shape, own, &items, "the output"),
            },
        };
        let page_size = setting("pageSize")
            .and_then(|size| field(&size).filter(|field| is_size(&field.ty)))
            .map(|field| (field.name.clone(), field.ty.clone()));
        Some(Pagination {
            input_token: input_field.name.clone(),
            token: input_field.ty.clone(),
            output_token: output_path,
            page_size,
            items,
        })
    }

    fn wrong_pagination(&mut self, shape: &Shape<'a>, value: Node<'_>, path: &str, whole: &str) -> Option<Pagination> {
        self.diagnostics.push(
            Diagnostic::warning("no-paginator", format!("`{}` gets no paginator", shape.id.name()))
                .at(
                    value.place(),
                    format!("`{path}` leads to no value of {whole} that can serve"),
                )
                .shape(&shape.id)
                .help("tokens must be strings, integers, longs or maps, items a list or map"),
        );
        None
    }

    /// The way along a dotted path of member names, and the type at its end.
    fn path(&self, path: &str, output: &Structure) -> Option<(Vec<PathStep>, Type)> {
        let mut segments = path.split('.');
        let first = output
            .fields
            .iter()
            .find(|field| Some(field.member_name.as_str()) == path.split('.').next())?;
        segments.next();
        let mut steps = vec![step(first)];
        let mut shape = self
            .output_member_target(output, &first.member_name)
            .and_then(|id| self.model().shape(&id));
        let mut ty = first.ty.clone();
        for segment in segments {
            let (field, optional, step_type, target) = self.member_step(shape?, segment, Role::Data)?;
            steps.push(PathStep { field, optional });
            ty = step_type;
            shape = Some(target);
        }
        Some((steps, ty))
    }

    fn output_member_target(&self, output: &Structure, wire: &str) -> Option<crate::model::ast::ShapeId> {
        let shape = self
            .model()
            .shapes
            .values()
            .find(|shape| shape.id.as_str() == output.id)?;
        Some(shape.member(wire)?.target.id.clone())
    }
}

fn is_token(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer | Type::Long | Type::Map { .. })
}

fn is_size(ty: &Type) -> bool {
    matches!(ty, Type::Byte | Type::Short | Type::Integer | Type::Long | Type::String)
}

fn step(field: &Field) -> PathStep {
    PathStep {
        field: field.name.clone(),
        optional: field.presence == Presence::Optional,
    }
}
