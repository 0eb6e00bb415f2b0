//! The table of every trait that the generator knows.

use super::Fate::{self, Honoured, Ignored};

const SERVER_SIDE: &str = "for servers and gateways";
const IAM: &str = "for authorization policies";
const TOOLING: &str = "for tools that look at models";
const OTHER_PROTOCOLS: &str = "awsJson has no HTTP bindings";
const ANOTHER_PROTOCOL: &str = "of the service's protocols the client takes awsJson";
const STREAMS: &str = "operations that stream are left out";
const NOT_XML: &str = "awsJson has no XML";

/// Every trait that the generator knows.
pub(super) const KNOWN: &[(&str, Fate)] = &[
    (
        "aws.api#arn",
        Ignored("says how the service forms ARNs; clients take them as they come"),
    ),
    ("aws.api#arnReference", Ignored(TOOLING)),
    (
        "aws.api#clientDiscoveredEndpoint",
        Honoured(
            "a warning and the documentation name the operations that need it; clients do not look for the endpoint",
        ),
    ),
    (
        "aws.api#clientEndpointDiscovery",
        Honoured(
            "a warning and the documentation name the operations that need it; clients do not look for the endpoint",
        ),
    ),
    (
        "aws.api#clientEndpointDiscoveryId",
        Ignored("clients do not look for endpoints"),
    ),
    ("aws.api#controlPlane", Ignored(TOOLING)),
    ("aws.api#data", Ignored(TOOLING)),
    ("aws.api#dataPlane", Ignored(TOOLING)),
    ("aws.api#service", Honoured("package name, user agent, settings")),
    ("aws.api#tagEnabled", Ignored(TOOLING)),
    ("aws.api#taggable", Ignored(TOOLING)),
    ("aws.auth#cognitoUserPools", Ignored(SERVER_SIDE)),
    ("aws.auth#sigv4", Honoured("the service in the credential scope")),
    (
        "aws.auth#sigv4a",
        Ignored("requests are signed by SigV4; an endpoint that wants SigV4A is an error that says so"),
    ),
    (
        "aws.auth#unsignedPayload",
        Ignored("a signed payload is accepted as well"),
    ),
    ("aws.cloudformation#cfnAdditionalIdentifier", Ignored(TOOLING)),
    ("aws.cloudformation#cfnDefaultValue", Ignored(TOOLING)),
    ("aws.cloudformation#cfnExcludeProperty", Ignored(TOOLING)),
    ("aws.cloudformation#cfnMutability", Ignored(TOOLING)),
    ("aws.cloudformation#cfnName", Ignored(TOOLING)),
    ("aws.cloudformation#cfnResource", Ignored(TOOLING)),
    (
        "aws.endpoints#dualStackOnlyEndpoints",
        Ignored("the endpoint rules say the same"),
    ),
    (
        "aws.endpoints#endpointsModifier",
        Ignored("the endpoint rules say the same"),
    ),
    (
        "aws.endpoints#rulesBasedEndpoints",
        Ignored("the endpoint rules say the same"),
    ),
    (
        "aws.endpoints#standardPartitionalEndpoints",
        Ignored("the endpoint rules say the same"),
    ),
    (
        "aws.endpoints#standardRegionalEndpoints",
        Ignored("the endpoint rules say the same"),
    ),
    ("aws.iam#actionName", Honoured("documentation")),
    ("aws.iam#actionPermissionDescription", Ignored(IAM)),
    ("aws.iam#conditionKeyValue", Ignored(IAM)),
    ("aws.iam#conditionKeys", Honoured("documentation")),
    ("aws.iam#defineConditionKeys", Ignored(IAM)),
    ("aws.iam#disableConditionKeyInference", Ignored(IAM)),
    ("aws.iam#iamAction", Honoured("documentation")),
    ("aws.iam#iamResource", Ignored(IAM)),
    ("aws.iam#requiredActions", Honoured("documentation")),
    ("aws.iam#serviceResolvedConditionKeys", Ignored(IAM)),
    ("aws.iam#supportedPrincipalTypes", Ignored(IAM)),
    ("aws.protocols#awsJson1_0", Honoured("the protocol")),
    ("aws.protocols#awsJson1_1", Honoured("the protocol")),
    ("aws.protocols#awsQuery", Ignored(ANOTHER_PROTOCOL)),
    ("aws.protocols#awsQueryCompatible", Honoured("error codes of awsQuery")),
    ("aws.protocols#awsQueryError", Honoured("error codes of awsQuery")),
    ("aws.protocols#ec2Query", Ignored(ANOTHER_PROTOCOL)),
    ("aws.protocols#ec2QueryName", Ignored(ANOTHER_PROTOCOL)),
    (
        "aws.protocols#httpChecksum",
        Ignored("checksums beside content-md5 are those of HTTP bindings"),
    ),
    ("aws.protocols#restJson1", Ignored(ANOTHER_PROTOCOL)),
    ("aws.protocols#restXml", Ignored(ANOTHER_PROTOCOL)),
    (
        "smithy.api#addedDefault",
        Honoured("the default counts like any other, as in the AWS SDK for Rust"),
    ),
    ("smithy.api#auth", Honoured("whether requests are signed")),
    ("smithy.api#authDefinition", Ignored(TOOLING)),
    (
        "smithy.api#box",
        Honoured("whether numbers of 1.0 models have defaults"),
    ),
    ("smithy.api#clientOptional", Honoured("the member is an Option")),
    ("smithy.api#cors", Ignored(SERVER_SIDE)),
    ("smithy.api#default", Honoured("builders and responses fill it in")),
    (
        "smithy.api#deprecated",
        Ignored("what a service still accepts stays without a warning"),
    ),
    ("smithy.api#documentation", Honoured("documentation")),
    ("smithy.api#endpoint", Honoured("what goes before the host")),
    ("smithy.api#enum", Honoured("strings with it become enums")),
    ("smithy.api#enumValue", Honoured("the value on the wire")),
    (
        "smithy.api#error",
        Honoured("exceptions; the fault is in the status of the response"),
    ),
    ("smithy.api#eventHeader", Ignored(STREAMS)),
    ("smithy.api#eventPayload", Ignored(STREAMS)),
    ("smithy.api#examples", Ignored(TOOLING)),
    (
        "smithy.api#externalDocumentation",
        Ignored("documentation links are written in the texts"),
    ),
    ("smithy.api#hostLabel", Honoured("members that become part of the host")),
    ("smithy.api#http", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpApiKeyAuth", Ignored("requests are signed by SigV4")),
    ("smithy.api#httpBasicAuth", Ignored("requests are signed by SigV4")),
    ("smithy.api#httpBearerAuth", Ignored("requests are signed by SigV4")),
    ("smithy.api#httpChecksumRequired", Honoured("the header content-md5")),
    ("smithy.api#httpDigestAuth", Ignored("requests are signed by SigV4")),
    (
        "smithy.api#httpError",
        Honoured("the status that a mock answers with; awsJson tells exceptions by their code"),
    ),
    ("smithy.api#httpHeader", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpLabel", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpPayload", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpPrefixHeaders", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpQuery", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpQueryParams", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#httpResponseCode", Ignored(OTHER_PROTOCOLS)),
    ("smithy.api#idRef", Ignored(TOOLING)),
    ("smithy.api#idempotencyToken", Honoured("filled with a UUID when unset")),
    ("smithy.api#idempotent", Honoured("whether a request may be repeated")),
    ("smithy.api#input", Honoured("members stay optional")),
    ("smithy.api#internal", Ignored(TOOLING)),
    ("smithy.api#jsonName", Ignored("awsJson takes the member's name")),
    (
        "smithy.api#length",
        Honoured("documentation; the service checks it, since limits move"),
    ),
    ("smithy.api#mediaType", Ignored("content is handed on as it is")),
    ("smithy.api#mixin", Honoured("members and traits are taken over")),
    ("smithy.api#nestedProperties", Ignored(TOOLING)),
    ("smithy.api#noReplace", Ignored(TOOLING)),
    ("smithy.api#notProperty", Ignored(TOOLING)),
    (
        "smithy.api#optionalAuth",
        Honoured("requests are signed where there are credentials"),
    ),
    ("smithy.api#output", Ignored("outputs are known by where they stand")),
    ("smithy.api#paginated", Honoured("paginators")),
    (
        "smithy.api#pattern",
        Honoured("documentation; the service checks it, since patterns move"),
    ),
    ("smithy.api#private", Ignored(TOOLING)),
    ("smithy.api#property", Ignored(TOOLING)),
    ("smithy.api#protocolDefinition", Ignored(TOOLING)),
    (
        "smithy.api#range",
        Honoured("documentation; the service checks it, since limits move"),
    ),
    ("smithy.api#readonly", Honoured("whether a request may be repeated")),
    ("smithy.api#recommended", Ignored(TOOLING)),
    ("smithy.api#references", Ignored(TOOLING)),
    (
        "smithy.api#requestCompression",
        Honoured("large bodies are sent with gzip"),
    ),
    (
        "smithy.api#required",
        Honoured("the member is no Option, builders and send check it"),
    ),
    (
        "smithy.api#requiresLength",
        Ignored("bodies always have a known length"),
    ),
    ("smithy.api#resourceIdentifier", Ignored(TOOLING)),
    (
        "smithy.api#retryable",
        Honoured("such an exception is tried again, after throttling with longer pauses"),
    ),
    ("smithy.api#sensitive", Honoured("never shown in Debug or errors")),
    ("smithy.api#since", Ignored(TOOLING)),
    ("smithy.api#sparse", Honoured("null elements are kept")),
    (
        "smithy.api#streaming",
        Honoured("operations that stream are left out, with a warning"),
    ),
    ("smithy.api#suppress", Ignored(TOOLING)),
    ("smithy.api#tags", Ignored(TOOLING)),
    (
        "smithy.api#timestampFormat",
        Honoured("how timestamps look on the wire"),
    ),
    ("smithy.api#title", Honoured("documentation")),
    ("smithy.api#trait", Ignored(TOOLING)),
    ("smithy.api#traitValidators", Ignored(TOOLING)),
    (
        "smithy.api#uniqueItems",
        Honoured("documentation; the service checks it"),
    ),
    ("smithy.api#unitType", Ignored(TOOLING)),
    ("smithy.api#unstable", Ignored(TOOLING)),
    ("smithy.api#xmlAttribute", Ignored(NOT_XML)),
    ("smithy.api#xmlFlattened", Ignored(NOT_XML)),
    ("smithy.api#xmlName", Ignored(NOT_XML)),
    ("smithy.api#xmlNamespace", Ignored(NOT_XML)),
    (
        "smithy.codegen#example",
        Honoured("the value in the examples of the documentation"),
    ),
    ("smithy.contracts#conditions", Ignored(TOOLING)),
    ("smithy.protocols#rpcv2Cbor", Ignored(ANOTHER_PROTOCOL)),
    (
        "smithy.rules#clientContextParams",
        Honoured("settings in the config of the service's clients"),
    ),
    ("smithy.rules#contextParam", Honoured("endpoint rules")),
    ("smithy.rules#endpointBdd", Honoured("compiled to Rust")),
    ("smithy.rules#endpointRuleSet", Honoured("compiled to Rust")),
    (
        "smithy.rules#endpointTests",
        Honoured("become tests of the generated crate"),
    ),
    ("smithy.rules#operationContextParams", Honoured("endpoint rules")),
    ("smithy.rules#staticContextParams", Honoured("endpoint rules")),
    ("smithy.test#eventStreamTests", Ignored("for test tools")),
    ("smithy.test#httpMalformedRequestTests", Ignored(SERVER_SIDE)),
    ("smithy.test#httpRequestTests", Ignored("for test tools")),
    ("smithy.test#httpResponseTests", Ignored("for test tools")),
    (
        "smithy.test#smokeTests",
        Honoured("which operation the front page of the documentation calls"),
    ),
    ("smithy.waiters#waitable", Ignored("not yet: waiters are not generated")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search() {
        assert!(KNOWN.is_sorted_by_key(|(id, _)| id));
    }
}
