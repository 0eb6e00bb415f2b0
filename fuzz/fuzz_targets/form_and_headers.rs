//! Any texts as the members of a form, which another reader finds again, and as the headers of a
//! response, which are read or refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithy_client_runtime::codec::form::{FormRules, FormSerializer};
use smithy_client_runtime::endpoint::custom_only;
use smithy_client_runtime::operation::{Idempotency, Operation, Service, ServiceTraits};
use smithy_client_runtime::primitives::DateTime;
use smithy_client_runtime::protocol::REST_JSON_1;
use smithy_client_runtime::schema::{Member, Schema};
use smithy_client_runtime::serde::{DeserializeError, SerializeShape, ShapeDeserializer};
use smithy_fuzz::node::Node;

static SERVICE: Service = Service {
    name: "Fuzz",
    sdk_id: "Fuzz",
    version: "1",
    signing_name: "fuzz",
    traits: ServiceTraits::NONE,
    retryable_errors: &[],
    protocol: &REST_JSON_1,
    resolve_endpoint: custom_only,
};

static OPERATION: Operation = Operation::new(&SERVICE, "Get", Idempotency::ReadOnly).http("GET", "/", 200);

static HEADERS: Schema = Schema::new(
    "com.example#Headers",
    "Texts header=x-0;Times[ date_time] header=x-1;Number header=x-2;Time header=x-3;Notes prefix_headers=x-n-;",
);

fuzz_target!(|data: &[u8]| {
    let texts: Vec<String> = data
        .split(|byte| *byte == 0)
        .map(|text| String::from_utf8_lossy(text).into_owned())
        .collect();
    form(&texts);
    headers(data);
});

fn form(texts: &[String]) {
    let node = Node {
        text: texts.first().cloned(),
        list: Some(texts.to_vec()),
        map: texts.first().map(|text| [(text.clone(), text.clone())].into()),
        ..Node::default()
    };
    for rules in [FormRules::AwsQuery, FormRules::Ec2Query] {
        let mut serializer = FormSerializer::new(rules, "Act", "1");
        node.write(Member::root(), &mut serializer);
        let Ok(form) = serializer.finish() else { continue };
        let values: Vec<_> = form_urlencoded::parse(&form).collect();
        for text in texts {
            assert!(values.iter().any(|(_, value)| value == text), "{text:?} in {values:?}");
        }
    }
}

fn headers(data: &[u8]) {
    let mut response = http::Response::builder();
    for (at, value) in data.split(|byte| *byte == 0).take(8).enumerate() {
        if let Ok(value) = http::HeaderValue::from_bytes(value) {
            let name = if at < 5 {
                format!("x-{}", at % 4)
            } else {
                format!("x-n-{at}")
            };
            response = response.header(name, value);
        }
    }
    let Ok(response) = response.body(Vec::new()) else {
        return;
    };
    let response = response.map(smithy_client_runtime::http::Body::from);
    let mut texts: Option<Vec<String>> = None;
    let mut times: Option<Vec<DateTime>> = None;
    let (mut number, mut time) = (None::<i64>, None::<DateTime>);
    let mut notes: Option<std::collections::HashMap<String, String>> = None;
    let mut read = |deserializer: &mut dyn ShapeDeserializer| -> Result<(), DeserializeError> {
        deserializer.structure(
            &HEADERS,
            &mut [&mut texts, &mut times, &mut number, &mut time, &mut notes],
        )
    };
    if let Err(error) = SERVICE.protocol.response(&OPERATION, &response.into(), &mut read) {
        let _ = error.to_string();
    }
}
