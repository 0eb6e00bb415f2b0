//! Interceptors: the order of their hooks, and what they see and change.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse, Metadata};
use aws_smithy_types::body::SdkBody;
use aws_smithy_types::config_bag::{Storable, StoreReplace};

use super::orders::config::interceptors::{
    AfterDeserializationInterceptorContextRef, BeforeDeserializationInterceptorContextMut,
    BeforeSerializationInterceptorContextMut, BeforeSerializationInterceptorContextRef,
    BeforeTransmitInterceptorContextMut, BeforeTransmitInterceptorContextRef, FinalizerInterceptorContextMut,
    FinalizerInterceptorContextRef,
};
use super::orders::config::{ConfigBag, Intercept, RuntimeComponents};
use super::orders::error::{BoxError, ProvideErrorMetadata};
use super::orders::operation::get_order::{GetOrderError, GetOrderInput, GetOrderOutput};
use super::orders::{Client, Config};

const FOUND: &str = r#"{"order": {"id": "1", "address": {"city": "Bern"}}}"#;

/// An HTTP client that gives responses in order, and keeps the requests.
#[derive(Clone, Debug)]
struct Replay {
    responses: Arc<Mutex<VecDeque<(u16, &'static str)>>>,
    requests: Arc<Mutex<Vec<HttpRequest>>>,
}

impl Replay {
    fn new(responses: &[(u16, &'static str)]) -> Self {
        Self {
            responses: Arc::new(Mutex::new(responses.iter().copied().collect())),
            requests: Arc::default(),
        }
    }

    fn requests(&self) -> MutexGuard<'_, Vec<HttpRequest>> {
        self.requests.lock().unwrap()
    }
}

impl HttpConnector for Replay {
    fn call(&self, request: HttpRequest) -> HttpConnectorFuture {
        self.requests().push(request);
        let (status, body) = self.responses.lock().unwrap().pop_front().unwrap();
        let response = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
        HttpConnectorFuture::ready(Ok(response))
    }
}

impl HttpClient for Replay {
    fn http_connector(&self, _: &HttpConnectorSettings, _: &RuntimeComponents) -> SharedHttpConnector {
        SharedHttpConnector::new(self.clone())
    }
}

fn client(http: &Replay, interceptor: impl Intercept + 'static) -> Client {
    let config = Config::builder()
        .with_test_defaults_v2()
        .endpoint_url("http://orders.example")
        .http_client(http.clone())
        .interceptor(interceptor)
        .build();
    Client::from_conf(config)
}

#[derive(Clone, Debug, Default)]
struct Hooks(Arc<Mutex<Vec<String>>>);

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

#[tokio::test]
async fn an_interceptor_of_one_call_and_a_request_that_is_changed() {
    #[derive(Debug)]
    struct Stop;

    impl Intercept for Stop {
        fn name(&self) -> &'static str {
            "Stop"
        }

        fn read_before_transmit(
            &self,
            _: &BeforeTransmitInterceptorContextRef<'_>,
            _: &RuntimeComponents,
            _: &mut ConfigBag,
        ) -> Result<(), BoxError> {
            Err("stopped".into())
        }
    }

    let http = Replay::new(&[(200, FOUND), (400, r#"{"__type": "NoSuchOrder"}"#)]);
    let client = client(&http, Hooks::default());
    let stopped = client.get_order().id("1").customize().interceptor(Stop).send().await;
    let error = stopped.unwrap_err();
    assert!(error.as_service_error().is_none(), "{error:?}");
    assert_eq!(http.requests().len(), 0);

    let changed = client
        .get_order()
        .id("1")
        .customize()
        .mutate_request(|request| {
            request.headers_mut().insert("x-tenant", "blue");
        })
        .map_request(|mut request| {
            request.headers_mut().try_insert("x-second", "2")?;
            Ok::<_, aws_smithy_runtime_api::http::HttpError>(request)
        })
        .config_override(Config::builder().app_name(super::orders::config::AppName::new("shop").unwrap()))
        .send()
        .await;
    changed.unwrap();
    {
        let requests = http.requests();
        let headers = requests[0].headers();
        assert_eq!(headers.get("x-tenant"), Some("blue"));
        assert_eq!(headers.get("x-second"), Some("2"));
        assert!(headers.get("user-agent").unwrap().contains("app/shop"));
    }

    let error = client.get_order().id("1").send().await.unwrap_err();
    assert_eq!(error.code(), Some("NoSuchOrder"));
}
