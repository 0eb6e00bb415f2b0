//! Handles of resources, and the types of their ARNs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Arn, ArnPart, Operation, Resource, ResourceCall, Service, Type};
use crate::markdown;
use crate::names;
use crate::patterns::emit;
use crate::rust::{Item, MacroCall, Row, SourceFile, ident};

use super::tokens::docs;

/// Returns `src/resources.rs`: the handles, if the service has any.
pub(super) fn file(service: &Service) -> Option<SourceFile> {
    if service.resources.is_empty() {
        return None;
    }
    let mut items = Vec::new();
    if service.resources.iter().any(|resource| !resource.calls.is_empty()) {
        items.push(Item::from(quote!(
            use crate::operation as operations;
        )));
    }
    for resource in &service.resources {
        items.push(Item::from(handle(service, resource)));
        items.extend(updates(service, resource).map(Item::from));
    }
    let docs = "Handles of resources: a client with the identifiers of one resource.";
    Some(SourceFile::new("src/resources.rs", docs, items))
}

fn handle(service: &Service, resource: &Resource) -> MacroCall {
    let name = ident(&resource.name);
    let identifiers = resource.identifiers.iter().map(|(field, ty)| {
        let field = ident(field);
        quote!(#field: #ty)
    });
    let text = format!(
        "A handle of the resource `{}`, which [`Client::{1}`](crate::Client::{1}) returns. Its calls set the identifiers.",
        resource.shape,
        names::unraw(&resource.method)
    );
    MacroCall {
        path: "smithy_client_runtime::resource",
        docs: markdown::wrap(&text, markdown::WIDTH),
        head: quote!(pub struct #name, operations = operations, identifiers = [#(#identifiers),*]),
        rows: resource.calls.iter().filter_map(|call| row(service, call)).collect(),
    }
}

fn operation<'s>(service: &'s Service, call: &ResourceCall) -> Option<&'s Operation> {
    let mut operations = service.operations.iter();
    operations.find(|operation| operation.method == call.operation)
}

fn row(service: &Service, call: &ResourceCall) -> Option<Row> {
    let operation = operation(service, call)?;
    let (method, module) = (ident(&call.method), ident(&operation.method));
    let fluent = ident(&operation.fluent_builder);
    let fields = call.fields.iter().map(|(field, identifier)| {
        let (field, identifier) = (ident(field), ident(identifier));
        quote!(#field = #identifier)
    });
    let text = format!(
        "Calls [`Client::{0}`](crate::Client::{0}) for this resource.",
        names::unraw(&operation.method)
    );
    Some(Row {
        docs: markdown::wrap(&text, markdown::WIDTH),
        tokens: quote!(#method: #module::#fluent { #(#fields),* };),
    })
}

/// Returns the functions that read a resource, change it and write it back.
fn updates<'r>(service: &'r Service, resource: &'r Resource) -> impl Iterator<Item = TokenStream> + 'r {
    resource.calls.iter().filter_map(move |call| {
        let operation = operation(service, call)?;
        let update = operation.update.as_ref()?;
        let read = resource.calls.iter().find(|call| call.operation == update.module)?;
        let [(field, identifier)] = read.fields.as_slice() else {
            return None;
        };
        if *field != update.identifier {
            return None;
        }
        let (name, identifier) = (ident(&resource.name), ident(identifier));
        let (module, input) = (ident(&operation.method), ident(&operation.input.name));
        let with = format_ident!("{}With", operation.name);
        let (read_module, read) = (ident(&update.module), format_ident!("{}Input", update.read));
        let (method, field) = (format_ident!("{}_with", names::suffix(&call.method)), ident(field));
        let text = format!(
            "Calls [`Client::{0}_with`](crate::Client::{0}_with) for this resource.",
            names::suffix(&operation.method)
        );
        let docs = docs(&markdown::wrap(&text, markdown::WIDTH));
        Some(quote! {
            impl<M: Clone> #name<M> {
                #docs
                #[inline]
                pub fn #method<F>(&self, edit: F) -> crate::operation::#module::#with<F, M>
                where
                    F: FnMut(&mut crate::operation::#module::#input),
                {
                    let read = crate::operation::#read_module::#read {
                        #field: Some(self.#identifier.clone()),
                        ..Default::default()
                    };
                    crate::operation::#module::#with::new(self.handle.clone(), self.mode.clone(), read, edit)
                }
            }
        })
    })
}

/// Returns the functions of the client, or of the blocking client, that return handles.
pub(super) fn methods(service: &Service, is_blocking: bool) -> Vec<TokenStream> {
    let (mode_type, mode) = match is_blocking {
        true => (
            Some(quote!(<smithy_client_runtime::blocking::Blocking>)),
            quote!(self.mode.clone()),
        ),
        false => (None, quote!(fluent::Async)),
    };
    let methods = service.resources.iter().map(|resource| {
        let (method, name) = (ident(&resource.method), ident(&resource.name));
        let arguments = resource.identifiers.iter().map(|(field, ty)| {
            let field = ident(field);
            match ty {
                Type::String => quote!(#field: impl Into<String>),
                ty => quote!(#field: #ty),
            }
        });
        let values = resource.identifiers.iter().map(|(field, ty)| {
            let field = ident(field);
            match ty {
                Type::String => quote!(#field: #field.into(),),
                _ => quote!(#field,),
            }
        });
        let text = format!(
            "Returns a handle of the resource `{}` with this identifier.",
            resource.shape
        );
        let docs = docs(&markdown::wrap(&text, markdown::WIDTH));
        quote! {
            #docs
            #[inline]
            pub fn #method(&self, #(#arguments),*) -> crate::resources::#name #mode_type {
                crate::resources::#name {
                    handle: self.handle.clone(),
                    mode: #mode,
                    #(#values)*
                }
            }
        }
    });
    methods.collect()
}

/// Returns the template of an ARN as a constant of the runtime.
fn template(arn: &Arn) -> TokenStream {
    let text = &arn.name;
    let (template, has_region, has_account) = (&arn.template, arn.has_region, arn.has_account);
    let service = match &arn.service {
        Some(service) => quote!(Some(#service)),
        None => quote!(None),
    };
    let parts = arn.parts.iter().map(|part| match part {
        ArnPart::Text(text) => quote!(ArnPart::Text(#text)),
        ArnPart::Label {
            identifier, pattern, ..
        } => {
            let pattern = match pattern {
                Some(pattern) => {
                    let pattern = emit::text(pattern);
                    quote!(Some(#pattern))
                }
                None => quote!(None),
            };
            quote!(ArnPart::Label(#identifier, #pattern))
        }
    });
    quote! {
        ArnTemplate {
            name: #text,
            template: #template,
            service: #service,
            has_region: #has_region,
            has_account: #has_account,
            parts: &[#(#parts),*]
        }
    }
}

/// Returns the file of an ARN.
pub(super) fn arn_file(arn: &Arn) -> SourceFile {
    let name = ident(&arn.name);
    let template = template(arn);
    let heads = [
        (arn.service.is_some(), "partition"),
        (arn.service.is_some() && arn.has_region, "region"),
        (arn.service.is_some() && arn.has_account, "account_id"),
    ];
    let heads = heads.iter().filter(|(has, _)| *has).map(|(_, name)| ident(name));
    let rows = arn.parts.iter().filter_map(|part| match part {
        ArnPart::Text(_) => None,
        ArnPart::Label { identifier, field, .. } => {
            let field = ident(field);
            Some(Row {
                docs: vec![format!("The identifier `{identifier}` of the resource.")],
                tokens: quote!(#field;),
            })
        }
    });
    let docs = format!("The ARN of the resource `{}`: `{}`.", arn.resource, arn.template);
    let call = MacroCall {
        path: "smithy_client_runtime::arn",
        docs: markdown::wrap(&docs, markdown::WIDTH),
        head: quote!(pub struct #name, template = #template, head = [#(#heads),*]),
        rows: rows.collect(),
    };
    let uses = quote!(
        use smithy_client_runtime::arn::{ArnPart, ArnTemplate};
    );
    SourceFile {
        path: format!("src/types/{}.rs", super::module_file(&arn.module)),
        docs: Vec::new(),
        items: vec![Item::from(uses), call.into()],
    }
}
