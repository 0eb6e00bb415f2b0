//! The members of structures and unions, and the elements of lists and maps.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::shapes::Shapes;
use super::traits::Traits;
use super::{JSON_TEXT, Object, entries, text};

/// botocore's keys of members that are traits without a value.
const FLAGS: [(&str, &str); 5] = [
    ("endpointdiscoveryid", "aws.api#clientEndpointDiscoveryId"),
    ("eventheader", "smithy.api#eventHeader"),
    ("eventpayload", "smithy.api#eventPayload"),
    ("hostLabel", "smithy.api#hostLabel"),
    ("idempotencyToken", "smithy.api#idempotencyToken"),
];

impl Shapes<'_> {
    /// Converts the members of a structure or union.
    pub(super) fn members(&self, shape: &Value) -> Result<Object, String> {
        let required: BTreeSet<_> = shape["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let is_structure = shape["union"] != true && shape["eventstream"] != true;
        let mut members = Object::new();
        for (name, member) in entries(&shape["members"]) {
            let mut traits = Self::traits_of(member);
            self.bind(name, member, shape, &mut traits);
            let is_required = is_structure && required.contains(name.as_str());
            traits.flag(is_required, "smithy.api#required");
            // The service's own model has no default for required members.
            if let Some(zero) = self.zero(member).filter(|_| is_structure && !is_required) {
                traits.put("smithy.api#default", zero);
            }
            let converted = self.member(member, traits);
            members.insert(name.clone(), converted.map_err(|problem| format!("{name}: {problem}"))?);
        }
        Ok(Object::from_iter([("members".to_owned(), members.into())]))
    }

    /// Converts the elements of a list, or the keys and values of a map.
    pub(super) fn elements(&self, shape: &Value, names: &[&str]) -> Result<Object, String> {
        names
            .iter()
            .map(|name| {
                let element = &shape[name];
                let mut traits = Self::traits_of(element);
                traits.copy(element, "locationName", "smithy.api#xmlName");
                traits.xml_namespace(element.get("xmlNamespace"));
                Ok(((*name).to_owned(), self.member(element, traits)?))
            })
            .collect()
    }

    /// Returns the traits that members and elements may have.
    fn traits_of(member: &Value) -> Traits {
        let mut traits = Traits::of(member);
        for (key, id) in FLAGS {
            traits.flag(member[key] == true, id);
        }
        traits.copy(member, "contextParam", "smithy.rules#contextParam");
        traits.timestamp_format(member);
        traits
    }

    fn member(&self, member: &Value, traits: Traits) -> Result<Value, String> {
        let mut converted = match member["jsonvalue"] == true {
            true => json!({ "target": self.facts.id(JSON_TEXT) }),
            // botocore has one blob for streams and for the payloads of events.
            false if member["eventpayload"] == true && self.is_streamed(member) => {
                json!({ "target": "smithy.api#Blob" })
            }
            false => self.facts.reference(text(member, "shape")?),
        };
        converted["traits"] = traits.into();
        Ok(converted)
    }

    /// Returns whether a member targets a streaming blob.
    fn is_streamed(&self, member: &Value) -> bool {
        let name = member["shape"].as_str().unwrap_or_default();
        let target = &self.shapes[name];
        target["type"] == "blob" && (target["streaming"] == true || self.streamed.contains(name))
    }

    /// Returns the default of streams, numbers and booleans; botocore marks the ones without.
    fn zero(&self, member: &Value) -> Option<Value> {
        let target = &self.shapes[member["shape"].as_str()?];
        if member["box"] == true || target["box"] == true {
            return None;
        }
        match target["type"].as_str()? {
            "blob" if self.is_streamed(member) && member["eventpayload"] != true => Some("".into()),
            "boolean" => Some(false.into()),
            "byte" | "short" | "integer" | "long" | "float" | "double" => Some(0.into()),
            _ => None,
        }
    }

    /// Adds the HTTP binding of a structure's member, or its names in the body.
    fn bind(&self, name: &str, member: &Value, structure: &Value, traits: &mut Traits) {
        let target = &self.shapes[member["shape"].as_str().unwrap_or_default()];
        // In botocore, members inherit the values of their shape.
        let located = member["locationName"].as_str().or(target["locationName"].as_str());
        match member["location"].as_str() {
            Some("uri") => traits.flag(true, "smithy.api#httpLabel"),
            Some("header") => traits.put("smithy.api#httpHeader", located.unwrap_or(name)),
            Some("headers") => traits.put("smithy.api#httpPrefixHeaders", located.unwrap_or_default()),
            Some("querystring") if target["type"] == "map" => traits.flag(true, "smithy.api#httpQueryParams"),
            Some("querystring") => traits.put("smithy.api#httpQuery", located.unwrap_or(name)),
            Some("statusCode") => traits.flag(true, "smithy.api#httpResponseCode"),
            _ => self.body_names(name, member, target, traits),
        }
        let is_payload = structure["payload"] == name && member["eventpayload"] != true;
        // The root of a payload has the name of its shape, unless the member names it.
        if let Some(located) = located.filter(|_| is_payload && self.facts.speaks(&["rest-xml"])) {
            traits.put("smithy.api#xmlName", located);
        }
        traits.flag(is_payload, "smithy.api#httpPayload");
    }

    /// Adds the names of a member in JSON, XML and forms.
    fn body_names(&self, name: &str, member: &Value, target: &Value, traits: &mut Traits) {
        let is_xml = self.facts.speaks(&["rest-xml", "query", "ec2"]);
        let is_flattened = member["flattened"] == true || target["flattened"] == true;
        // The elements of a flattened list have their own name in forms.
        let element = target["member"]["locationName"]
            .as_str()
            .filter(|_| is_flattened && self.facts.speaks(&["query"]));
        let located = element
            .or(member["locationName"].as_str())
            .or(target["locationName"].as_str())
            .filter(|located| *located != name);
        if let Some(located) = located {
            let id = if is_xml {
                "smithy.api#xmlName"
            } else {
                "smithy.api#jsonName"
            };
            traits.put(id, located);
        }
        traits.flag(is_flattened, "smithy.api#xmlFlattened");
        traits.flag(member["xmlAttribute"] == true, "smithy.api#xmlAttribute");
        traits.xml_namespace(member.get("xmlNamespace").or(target.get("xmlNamespace")));
        traits.copy(member, "queryName", "aws.protocols#ec2QueryName");
    }
}
