//! `@paginated`: the members with the tokens, the page size and the items.

use crate::diagnostics::Diagnostic;
use crate::ir::{Items, Pagination, Role, Structure, Type};
use crate::model::ast::{Shape, ShapeKind};
use crate::model::node::Node;
use crate::model::traits::PAGINATED;
use crate::paths::ir::ShapePath;
use crate::paths::parse::parse;

use super::path_walker::Position;
use super::{Lowering, customizations, traits};

impl<'a> Lowering<'_, '_, 'a> {
    /// Reads `@paginated` of the operation, completed by that of the service.
    pub(super) fn pagination(&mut self, shape: &Shape<'a>, input: &Structure) -> Option<Pagination> {
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
        let Some((output_path, _)) = self
            .output_path(shape, &output_token)
            .filter(|(_, ty)| *ty == input_field.ty)
        else {
            return self.wrong_pagination(shape, own, &output_token, "the output");
        };
        let items = match setting("items") {
            None => None,
            Some(items) => match self.output_path(shape, &items) {
                Some((path, collection @ (Type::List { .. } | Type::Map { .. }))) => Some(Items { path, collection }),
                // Some services name a structure as items: it has pages, but no items.
                Some(_) => None,
                None => return self.wrong_pagination(shape, own, &items, "the output"),
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
            more_pages: self.more_pages(shape),
            items,
        })
    }

    /// Returns the field that the customizations name.
    fn more_pages(&self, operation: &Shape<'a>) -> Option<String> {
        let sdk_id = traits::sdk_id(self.selection.service);
        let member = customizations::more_pages(&sdk_id, operation.id.name())?;
        let (path, ty) = self.output_path(operation, member)?;
        let field = path.members.into_iter().next().filter(|field| field.optional)?;
        (ty == Type::Boolean).then_some(field.field)
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

    /// Resolves a dotted path of member names in the output. Returns also the type at its end.
    fn output_path(&self, operation: &Shape<'a>, text: &str) -> Option<(ShapePath, Type)> {
        let ShapeKind::Operation(props) = &operation.kind else {
            return None;
        };
        let output = self.model().shape(&props.output.as_ref()?.id)?;
        let start = Position::start(output, Role::Output);
        let (path, end) = self.follow_members(start, &parse(text)?)?;
        Some((path, end.ty))
    }
}

fn is_token(ty: &Type) -> bool {
    matches!(ty, Type::String | Type::Integer | Type::Long | Type::Map { .. })
}

fn is_size(ty: &Type) -> bool {
    matches!(ty, Type::Byte | Type::Short | Type::Integer | Type::Long | Type::String)
}
