//! Tasks: the call that starts one and waits until it has ended.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use crate::ir::{Operation, Task, TaskItems, TaskMember};
use crate::markdown;
use crate::rust::{Item, MacroCall, ident};

/// Returns the items of `input.rs`: the description of the task, and the functions of the builder.
pub(super) fn input_items(operation: &Operation) -> Vec<Item> {
    let Some(task) = &operation.task else {
        return Vec::new();
    };
    let (input, fluent) = (ident(&operation.input.name), ident(&operation.fluent_builder));
    let call = MacroCall {
        path: "smithy_client_runtime::task_call",
        docs: Vec::new(),
        head: quote!(#fluent, input = #input),
        rows: Vec::new(),
    };
    vec![task_input(operation, task).into(), call.into()]
}

/// Returns the lines of the client's function that name the call.
pub(super) fn method_lines(operation: &Operation) -> Vec<String> {
    if operation.task.is_none() {
        return Vec::new();
    }
    let fluent = format!(
        "crate::operation::{}::builders::{}",
        operation.method, operation.fluent_builder
    );
    let text = format!(
        "[`send_and_wait`]({fluent}::send_and_wait) waits until the task has ended and returns the finished task, or \
         an error with the reasons."
    );
    let mut lines = vec![String::new(), "# Tasks".to_owned()];
    lines.extend(markdown::wrap(&text, markdown::WIDTH));
    lines
}

fn task_input(operation: &Operation, task: &Task) -> TokenStream {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let module = ident(&task.module);
    let poll = format_ident!("{}Input", task.poll);
    let poll = quote!(crate::operation::#module::#poll);
    let item = item_type(task);
    let (success, failure) = (&task.success, &task.failure);
    let token = match &task.token {
        Some(token) => {
            let token = ident(token);
            quote!(Some(&mut self.#token))
        }
        None => quote!(None),
    };
    let id = id(task);
    let [poll_call, take] = [poll_call(task), take(task)];
    let end = end(task);
    let status = visit(&ident("task"), &task.status, &|value| quote!(visit(#value)));
    let reasons = explain(&ident("task"), &task.reasons);
    let output_reasons = explain(&ident("output"), &task.output_reasons);
    quote! {
        #[doc(hidden)]
        impl task::TaskInput for #input {
            type Poll = #poll;
            type Task = #item;
            const SUCCESS: &'static [&'static str] = &[#(#success),*];
            const FAILURE: &'static [&'static str] = &[#(#failure),*];
            #[inline]
            fn token(&mut self) -> Option<&mut Option<String>> {
                #token
            }
            #[inline]
            fn id(output: &super::#output) -> Option<String> {
                #id
            }
            #[inline]
            fn output_reasons(output: &super::#output, visit: &mut dyn FnMut(&'static str, &str)) {
                #output_reasons
            }
            #[inline]
            fn poll(&self, id: &str) -> Self::Poll {
                #poll_call
            }
            #take
            #end
            #[inline]
            fn statuses(task: &Self::Task, visit: &mut dyn FnMut(&str)) {
                #status
            }
            #[inline]
            fn reasons(task: &Self::Task, visit: &mut dyn FnMut(&'static str, &str)) {
                #reasons
            }
        }
    }
}

/// Returns the function that returns whether a task has ended, if it has a member for that.
fn end(task: &Task) -> Option<TokenStream> {
    let field = ident(task.end.as_ref()?);
    Some(quote! {
        #[inline]
        fn has_ended(task: &Self::Task) -> Option<bool> {
            Some(task.#field.is_some())
        }
    })
}

fn item_type(task: &Task) -> TokenStream {
    match &task.items {
        Some(items) => {
            let structure = ident(&items.structure);
            quote!(types::#structure)
        }
        None => {
            let (module, output) = (ident(&task.module), format_ident!("{}Output", task.poll));
            quote!(crate::operation::#module::#output)
        }
    }
}

fn id(task: &Task) -> TokenStream {
    let field = ident(&task.id.field);
    match task.id.is_optional {
        true => quote!(output.#field.clone()),
        false => quote!(Some(output.#field.clone())),
    }
}

fn poll_call(task: &Task) -> TokenStream {
    let filter = ident(&task.filter);
    let value = match task.filters_list {
        true => quote!(::std::vec![id.into()]),
        false => quote!(id.into()),
    };
    let copied = task.from_call.iter().map(|(to, from)| {
        let (to, from) = (ident(to), ident(from));
        quote!(#to: structure::clone_field(&self.#from),)
    });
    quote! {
        Self::Poll {
            #(#copied)*
            #filter: Some(#value),
            ..Default::default()
        }
    }
}

/// Returns the function that takes the task out of a response.
fn take(task: &Task) -> TokenStream {
    let (module, output) = (ident(&task.module), format_ident!("{}Output", task.poll));
    let output = quote!(crate::operation::#module::#output);
    let Some(TaskItems {
        field, is_optional, id, ..
    }) = &task.items
    else {
        return quote! {
            #[inline]
            fn task(output: #output, _id: &str) -> Option<Self::Task> {
                Some(output)
            }
        };
    };
    let (field, id_field) = (ident(field), ident(&id.field));
    let flatten = is_optional.then(|| quote!(.flatten()));
    let is_same = match id.is_optional {
        true => quote!(task.#id_field.as_deref() == Some(id)),
        false => quote!(task.#id_field == id),
    };
    quote! {
        #[inline]
        fn task(output: #output, id: &str) -> Option<Self::Task> {
            output.#field.into_iter()#flatten.find(|task| #is_same)
        }
    }
}

/// Returns the statements that pass explanations to a function.
fn explain(of: &proc_macro2::Ident, members: &[TaskMember]) -> TokenStream {
    if members.is_empty() {
        return quote!(let _ = (#of, visit););
    }
    let statements = members.iter().map(|member| {
        let name = &member.member_name;
        visit(of, member, &|value| quote!(visit(#name, #value)))
    });
    quote!(#(#statements)*)
}

/// Returns the statement that passes the text of a member, or that of each element of a list.
fn visit(of: &proc_macro2::Ident, member: &TaskMember, call: &dyn Fn(TokenStream) -> TokenStream) -> TokenStream {
    let field = ident(&member.field);
    let (owner, list) = match &member.list {
        Some((list, is_optional)) => {
            let list = ident(list);
            let flatten = is_optional.then(|| quote!(.flatten()));
            (ident("element"), Some(quote!(#of.#list.iter()#flatten)))
        }
        None => (of.clone(), None),
    };
    let statement = match member.is_optional {
        true => {
            let call = call(quote!(value.as_str()));
            quote!(if let Some(value) = &#owner.#field { #call; })
        }
        false => {
            let call = call(quote!(#owner.#field.as_str()));
            quote!(#call;)
        }
    };
    match list {
        Some(list) => quote!(for element in #list { #statement }),
        None => statement,
    }
}
