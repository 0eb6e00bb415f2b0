//! The traits of a service: its names, authentication schemes, protocols and endpoint rules.

use serde_json::{Value, json};

use super::traits::Traits;
use super::{Facts, entries, text};

const BEARER: &str = "smithy.api#httpBearerAuth";
const SIGV4: &str = "aws.auth#sigv4";
const SIGV4A: &str = "aws.auth#sigv4a";

/// botocore's names of protocols, and Smithy's traits. `json` has a trait per version.
const PROTOCOLS: [(&str, &str); 5] = [
    ("ec2", "aws.protocols#ec2Query"),
    ("query", "aws.protocols#awsQuery"),
    ("rest-json", "aws.protocols#restJson1"),
    ("rest-xml", "aws.protocols#restXml"),
    ("smithy-rpc-v2-cbor", "smithy.protocols#rpcv2Cbor"),
];

/// The error of a discovered endpoint that is no longer valid. botocore does not record it.
const INVALID_ENDPOINT: &str = "InvalidEndpointException";

/// Services whose endpoint rules use the region without a test that it is set, so they need one.
const NEED_REGION: [&str; 2] = ["ImportExport", "SimpleDB"];

/// Services whose errors have no wrapper element (`noErrorWrapping` of `restXml`). botocore does
/// not record it.
const BARE_ERRORS: [&str; 1] = ["S3"];

impl Facts<'_> {
    /// Returns the traits of the service.
    pub(super) fn service_traits(&self) -> Result<Traits, String> {
        let prefix = text(self.metadata, "endpointPrefix")?;
        let signing = self.metadata["signingName"].as_str().unwrap_or(prefix);
        let mut traits = Traits::of(self.service);
        traits.put(
            "aws.api#service",
            json!({ "sdkId": self.metadata["serviceId"], "arnNamespace": signing, "endpointPrefix": prefix }),
        );
        traits.put("smithy.api#title", self.metadata["serviceFullName"].clone());
        self.auth_traits(signing, &mut traits);
        self.protocol_traits(&mut traits)?;
        traits.copy(self.metadata, "awsQueryCompatible", "aws.protocols#awsQueryCompatible");
        traits.xml_namespace(self.metadata.get("xmlNamespace"));
        traits.copy(self.service, "clientContextParams", "smithy.rules#clientContextParams");
        if self.rules.is_object() {
            let (mut rules, mut tests) = (self.rules.clone(), self.tests.clone());
            if NEED_REGION.contains(&text(self.metadata, "serviceId")?) {
                rules["parameters"]["Region"]["required"] = true.into();
                if let Some(tests) = tests.as_array_mut() {
                    tests.retain(|test| test["params"]["Region"].is_string());
                }
            }
            traits.put("smithy.rules#endpointRuleSet", rules);
            let tests = json!({ "version": "1.0", "testCases": tests });
            traits.put("smithy.rules#endpointTests", tests);
        }
        let discovery =
            entries(&self.service["operations"]).find(|(_, operation)| operation["endpointoperation"] == true);
        if let Some((name, _)) = discovery {
            let error = self.service["shapes"]
                .get(INVALID_ENDPOINT)
                .map(|_| self.id(INVALID_ENDPOINT));
            let value = match error {
                Some(error) => json!({ "operation": self.id(name), "error": error }),
                None => json!({ "operation": self.id(name) }),
            };
            traits.put("aws.api#clientEndpointDiscovery", value);
        }
        Ok(traits)
    }

    /// Adds the authentication schemes of the service, in botocore's order.
    fn auth_traits(&self, signing: &str, traits: &mut Traits) {
        let schemes = self.metadata["auth"].as_array().map(Vec::as_slice).unwrap_or_default();
        let has = |id: &str| schemes.iter().any(|scheme| scheme == id);
        let is_bearer = self.metadata["signatureVersion"] == "bearer" || has(BEARER);
        traits.flag(is_bearer, BEARER);
        if schemes.is_empty() && !is_bearer || has(SIGV4) {
            traits.put(SIGV4, json!({ "name": signing }));
        }
        if has(SIGV4A) {
            traits.put(SIGV4A, json!({ "name": signing }));
        }
        if let [_, _, ..] = schemes {
            traits.put("smithy.api#auth", schemes);
        }
    }

    /// Adds the protocols of the service.
    fn protocol_traits(&self, traits: &mut Traits) -> Result<(), String> {
        for protocol in self.protocols() {
            let settings = match protocol {
                "rest-xml" if BARE_ERRORS.contains(&text(self.metadata, "serviceId")?) => {
                    json!({ "noErrorWrapping": true })
                }
                _ => json!({}),
            };
            match PROTOCOLS.iter().find(|(name, _)| protocol == *name) {
                Some((_, id)) => traits.put(id, settings),
                None if protocol == "json" => traits.put(self.json()?, settings),
                None => return Err(format!("the protocol `{protocol}` is unknown")),
            }
        }
        Ok(())
    }

    /// Returns the trait of the service's version of the JSON protocol.
    fn json(&self) -> Result<&'static str, String> {
        match self.metadata["jsonVersion"].as_str() {
            Some("1.0") => Ok("aws.protocols#awsJson1_0"),
            Some("1.1") => Ok("aws.protocols#awsJson1_1"),
            Some(other) => Err(format!("`jsonVersion` is `{other}`; expected `1.0` or `1.1`")),
            None => Err("`jsonVersion` is missing".to_owned()),
        }
    }

    /// Returns botocore's names of the protocols of the service.
    fn protocols(&self) -> Vec<&str> {
        let several: Vec<_> = self.metadata["protocols"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        match several.as_slice() {
            [] => self.metadata["protocol"].as_str().into_iter().collect(),
            _ => several,
        }
    }

    /// Returns whether the service has one of these protocols, by botocore's names.
    pub(super) fn speaks(&self, protocols: &[&str]) -> bool {
        self.protocols().iter().any(|protocol| protocols.contains(protocol))
    }
}
