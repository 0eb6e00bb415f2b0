//! The order of the hooks of a call.

use std::sync::{Arc, Mutex};

use aws_smithy_runtime_api::client::orchestrator::Metadata;
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

use super::{FOUND, Replay, client};
use crate::official::orders::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use crate::official::orders::config::{ConfigBag, Intercept, RuntimeComponents};
use crate::official::orders::error::BoxError;
use crate::official::orders::operation::get_order::{GetOrderError, GetOrderInput, GetOrderOutput};

#[derive(Clone, Debug, Default)]
pub(super) struct Hooks(Arc<Mutex<Vec<String>>>);

impl Hooks {
    fn seen(&self, hook: &str) -> Result<(), BoxError> {
        self.0.lock().unwrap().push(hook.to_owned());
        Ok(())
    }
}

#[derive(Clone, Debug)]
struct Started(&'static str);

impl Storable for Started {
    type Storer = StoreReplace<Self>;
}

impl Intercept for Hooks {
    fn name(&self) -> &'static str {
        "Hooks"
    }

    fn read_before_execution(
        &self,
        context: &BeforeSerializationInterceptorContextRef<'_>,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input: &GetOrderInput = context.input().downcast_ref().unwrap();
        let metadata = cfg.load::<Metadata>().unwrap().clone();
        cfg.interceptor_state().store_put(Started("before"));
        self.0.lock().unwrap().push(format!(
            "read_before_execution {} {} {:?}",
            metadata.service(),
            metadata.name(),
            input.id()
        ));
        Ok(())
    }

    fn modify_before_serialization(
        &self,
        context: &mut BeforeSerializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let input: &mut GetOrderInput = context.input_mut().downcast_mut().unwrap();
        input.id = Some("changed".to_owned());
        self.seen("modify_before_serialization")
    }

    fn read_before_serialization(
        &self,
        _: &BeforeSerializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.seen("read_before_serialization")
    }

    fn read_after_serialization(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        assert_eq!(
            context.request().body().bytes(),
            Some(br#"{"id":"changed"}"#.as_slice())
        );
        self.seen("read_after_serialization")
    }

    fn modify_before_signing(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        cfg: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let started = cfg.load::<Started>().unwrap().0;
        context.request_mut().headers_mut().insert("x-started", started);
        self.seen("modify_before_signing")
    }

    fn read_after_signing(
        &self,
        context: &BeforeTransmitInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let authorization = context.request().headers().get("authorization").unwrap();
        assert!(authorization.contains("x-started"), "{authorization}");
        self.seen("read_after_signing")
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().set_uri("http://other.example/moved")?;
        self.seen("modify_before_transmit")
    }

    fn modify_before_deserialization(
        &self,
        context: &mut BeforeDeserializationInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.seen(&format!(
            "modify_before_deserialization {}",
            context.response().status()
        ))?;
        if context.response().status().is_success() {
            let body = context.response_mut().take_body();
            let text = String::from_utf8(body.bytes().unwrap().to_vec())?;
            *context.response_mut().body_mut() = SdkBody::from(text.replace("Bern", "Chur"));
        }
        Ok(())
    }

    fn read_after_deserialization(
        &self,
        context: &AfterDeserializationInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        let result = match context.output_or_error() {
            Ok(output) => output
                .downcast_ref::<GetOrderOutput>()
                .unwrap()
                .order()
                .unwrap()
                .address()
                .unwrap()
                .city(),
            Err(error) => match error.as_operation_error() {
                Some(error) if error.downcast_ref::<GetOrderError>().is_some() => "error",
                _ => "no error of the operation",
            },
        };
        self.seen(&format!("read_after_deserialization {result}"))
    }

    fn modify_before_attempt_completion(
        &self,
        _: &mut FinalizerInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.seen("modify_before_attempt_completion")
    }

    fn read_after_execution(
        &self,
        context: &FinalizerInterceptorContextRef<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        self.seen(&format!(
            "read_after_execution {}",
            context.output_or_error().unwrap().is_ok()
        ))
    }
}

#[tokio::test]
async fn the_hooks_of_a_call_that_is_retried() {
    let http = Replay::new(&[(500, "{}"), (200, FOUND)]);
    let hooks = Hooks::default();
    let output = client(&http, hooks.clone()).get_order().id("1").send().await.unwrap();
    assert_eq!(output.order().unwrap().address().unwrap().city(), "Chur");
    let uris: Vec<_> = http.requests().iter().map(|request| request.uri().to_owned()).collect();
    assert_eq!(uris, ["http://other.example/moved"; 2]);
    let seen = hooks.0.lock().unwrap();
    let attempt = ["modify_before_signing", "read_after_signing", "modify_before_transmit"];
    let mut expected = vec![
        "read_before_execution Orders GetOrder Some(\"1\")",
        "modify_before_serialization",
        "read_before_serialization",
        "read_after_serialization",
    ];
    for end in [
        [
            "modify_before_deserialization 500",
            "read_after_deserialization error",
            "modify_before_attempt_completion",
        ],
        [
            "modify_before_deserialization 200",
            "read_after_deserialization Chur",
            "modify_before_attempt_completion",
        ],
    ] {
        expected.extend(attempt);
        expected.extend(end);
    }
    expected.push("read_after_execution true");
    assert_eq!(*seen, expected);
}
