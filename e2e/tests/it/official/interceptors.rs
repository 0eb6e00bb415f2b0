//! Interceptors: the order of their hooks, and the values that they see and change.

mod hooks;

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};

use aws_smithy_runtime_api::client::http::{
    HttpClient, HttpConnector, HttpConnectorFuture, HttpConnectorSettings, SharedHttpConnector,
};
use aws_smithy_runtime_api::client::orchestrator::{HttpRequest, HttpResponse};
use aws_smithy_types::body::SdkBody;

use self::hooks::Hooks;
use super::orders::config::interceptors::BeforeTransmitInterceptorContextRef;
use super::orders::config::{ConfigBag, Intercept, RuntimeComponents};
use super::orders::error::{BoxError, ProvideErrorMetadata};
use super::orders::{Client, Config};

const FOUND: &str = r#"{"order": {"id": "1", "address": {"city": "Bern"}}}"#;

/// An HTTP client that returns responses in order, and records the requests.
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
