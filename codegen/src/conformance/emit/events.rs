//! The tests of event streams.

use proc_macro2::TokenStream;
use quote::quote;

use crate::conformance::ir::{Event, EventEnd, EventTest};
use crate::emit::value::{Unwrapping, setters, structure, value};
use crate::rust::ident;

use super::{expected_request, pairs};

pub(super) fn test(case: &EventTest) -> TokenStream {
    let (test, method) = (ident(&case.test), ident(&case.method));
    let (reply, received) = (&case.reply, &case.received_bytes);
    let (status, headers, body) = (
        proc_macro2::Literal::u16_unsuffixed(reply.status),
        pairs(&reply.headers),
        &reply.body,
    );
    let setters = setters(&case.input, Unwrapping::Unwrap);
    let stream = case.sent_field.as_ref().map(|field| {
        let (field, events) = (ident(field), case.sent.iter().map(event));
        quote!(.#field(primitives::event_stream::EventStreamSender::from_events([#(#events),*])))
    });
    let request = case.request.as_ref().map(|request| {
        let expected = expected_request(request);
        quote!(support::check_request(&exchange.request(), &#expected);)
    });
    let sent = (!case.sent_bytes.is_empty()).then(|| {
        let bytes = &case.sent_bytes;
        quote!(crate::messages::check(exchange.request().body(), &[#(#bytes),*]);)
    });
    let end = end(case);
    quote! {
        #[test]
        fn #test() {
            let exchange = crate::messages::Exchange::default();
            let client = exchange.client(#status, &#headers, #body, &[#(#received),*]);
            let result = support::wait(client.#method() #setters #stream .send());
            #request
            #sent
            #end
        }
    }
}

fn event(event: &Event) -> TokenStream {
    match event {
        Event::Event(event) => {
            let event = value(event, Unwrapping::Unwrap);
            quote!(Ok(#event))
        }
        Event::Exception(variant, exception) => {
            let (variant, exception) = (ident(variant), structure(exception, Unwrapping::Unwrap));
            quote!(Err(service::Error::#variant(#exception)))
        }
    }
}

fn end(case: &EventTest) -> TokenStream {
    let field = case.received_field.as_deref().map(ident);
    match &case.end {
        EventEnd::Any => quote!(drop(result);),
        EventEnd::Output(output, events) => {
            let output = output.as_ref().map(|output| {
                let expected = structure(output, Unwrapping::Unwrap);
                quote! {
                    let expected = #expected;
                    same::check(&output, &expected);
                }
            });
            let events = events.iter().map(|event| {
                let event = value(event, Unwrapping::Unwrap);
                quote! {
                    let event = crate::messages::next(&mut output.#field);
                    same::check(&event, &#event);
                }
            });
            quote! {
                #[allow(unused_mut, reason = "not every case has events")]
                let mut output = crate::messages::output(result);
                #output
                #(#events)*
            }
        }
        EventEnd::Failure => {
            let failed = failed(case);
            quote!(#failed drop(failed);)
        }
        EventEnd::Error(variant, exception) => {
            let (failed, variant) = (failed(case), ident(variant));
            let check = exception.as_ref().map(|exception| {
                let expected = structure(exception, Unwrapping::Unwrap);
                quote! {
                    let expected = #expected;
                    same::check(&exception, &expected);
                }
            });
            quote! {
                #failed
                match failed {
                    Some(service::Error::#variant(exception)) => {
                        let _ = &exception;
                        #check
                    }
                    other => crate::messages::another(other),
                }
            }
        }
    }
}

/// Returns the error of the call, or of the stream.
fn failed(case: &EventTest) -> TokenStream {
    match case.received_field.as_deref().map(ident) {
        Some(field) => quote! {
            let failed = match result {
                Err(error) => crate::messages::failed(error),
                Ok(mut output) => crate::messages::next_failed(&mut output.#field),
            };
        },
        None => quote!(let failed = crate::messages::failed(crate::messages::error(result));),
    }
}
