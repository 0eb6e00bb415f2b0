//! The table of every trait that the generator knows.

use super::Rule::{self, Ignored, ProtocolTrait, Supported, When};
use crate::ir::Protocol;

const SERVER_SIDE: &str = "for servers and gateways";
const IAM: &str = "for authorization policies";
const TOOLING: &str = "for tools that look at models";
const BINDING: Rule = When(
    Protocol::has_bindings,
    "HTTP bindings",
    "the service's protocol has no HTTP bindings",
);
const XML: Rule = When(
    Protocol::has_xml,
    "names and namespaces in XML",
    "the service's protocol has no XML",
);

/// Every trait that the generator knows.
pub(super) const KNOWN: &[(&str, Rule)] = &[
    (
        "aws.api#arn",
        Ignored("describes how the service forms ARNs; clients do not parse them"),
    ),
    ("aws.api#arnReference", Ignored(TOOLING)),
    (
        "aws.api#clientDiscoveredEndpoint",
        Supported(
            "a warning and the documentation name the operations that need it; clients do not look for the endpoint",
        ),
    ),
    (
        "aws.api#clientEndpointDiscovery",
        Supported(
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
    ("aws.api#service", Supported("package name, user agent, settings")),
    ("aws.api#tagEnabled", Ignored(TOOLING)),
    ("aws.api#taggable", Ignored(TOOLING)),
    ("aws.auth#cognitoUserPools", Ignored(SERVER_SIDE)),
    ("aws.auth#sigv4", Supported("the service in the credential scope")),
    (
        "aws.auth#sigv4a",
        Ignored("requests are signed by SigV4, and by SigV4a where the endpoint rules ask for it"),
    ),
    (
        "aws.auth#unsignedPayload",
        Supported("the signature of requests over HTTPS does not cover the body"),
    ),
    ("aws.cloudformation#cfnAdditionalIdentifier", Ignored(TOOLING)),
    ("aws.cloudformation#cfnDefaultValue", Ignored(TOOLING)),
    ("aws.cloudformation#cfnExcludeProperty", Ignored(TOOLING)),
    ("aws.cloudformation#cfnMutability", Ignored(TOOLING)),
    ("aws.cloudformation#cfnName", Ignored(TOOLING)),
    ("aws.cloudformation#cfnResource", Ignored(TOOLING)),
    (
        "aws.customizations#s3UnwrappedXmlOutput",
        When(
            Protocol::has_xml,
            "the root element of a response is the output's only member",
            "the service's protocol has no XML",
        ),
    ),
    (
        "aws.endpoints#dualStackOnlyEndpoints",
        Ignored("the endpoint rules have the same information"),
    ),
    (
        "aws.endpoints#endpointsModifier",
        Ignored("the endpoint rules have the same information"),
    ),
    (
        "aws.endpoints#rulesBasedEndpoints",
        Ignored("the endpoint rules have the same information"),
    ),
    (
        "aws.endpoints#standardPartitionalEndpoints",
        Ignored("the endpoint rules have the same information"),
    ),
    (
        "aws.endpoints#standardRegionalEndpoints",
        Ignored("the endpoint rules have the same information"),
    ),
    ("aws.iam#actionName", Supported("documentation")),
    ("aws.iam#actionPermissionDescription", Ignored(IAM)),
    ("aws.iam#conditionKeyValue", Ignored(IAM)),
    ("aws.iam#conditionKeys", Supported("documentation")),
    ("aws.iam#defineConditionKeys", Ignored(IAM)),
    ("aws.iam#disableConditionKeyInference", Ignored(IAM)),
    ("aws.iam#iamAction", Supported("documentation")),
    ("aws.iam#iamResource", Ignored(IAM)),
    ("aws.iam#requiredActions", Supported("documentation")),
    ("aws.iam#serviceResolvedConditionKeys", Ignored(IAM)),
    ("aws.iam#supportedPrincipalTypes", Ignored(IAM)),
    ("aws.protocols#awsJson1_0", ProtocolTrait(Protocol::AwsJson10)),
    ("aws.protocols#awsJson1_1", ProtocolTrait(Protocol::AwsJson11)),
    ("aws.protocols#awsQuery", ProtocolTrait(Protocol::AwsQuery)),
    ("aws.protocols#awsQueryCompatible", Supported("error codes of awsQuery")),
    ("aws.protocols#awsQueryError", Supported("error codes of awsQuery")),
    ("aws.protocols#ec2Query", ProtocolTrait(Protocol::Ec2Query)),
    (
        "aws.protocols#ec2QueryName",
        When(
            |protocol| protocol == Protocol::Ec2Query,
            "names of parameters",
            "the service's protocol is not ec2Query",
        ),
    ),
    (
        "aws.protocols#httpChecksum",
        When(
            Protocol::has_bindings,
            "checksums of requests and responses",
            "the service's protocol has no headers for checksums",
        ),
    ),
    ("aws.protocols#restJson1", ProtocolTrait(Protocol::RestJson1)),
    ("aws.protocols#restXml", ProtocolTrait(Protocol::RestXml)),
    (
        "smithy.api#addedDefault",
        Supported("the default counts like any other, as in the AWS SDK for Rust"),
    ),
    (
        "smithy.api#auth",
        Supported("the auth schemes, in the order of preference"),
    ),
    ("smithy.api#authDefinition", Ignored(TOOLING)),
    (
        "smithy.api#box",
        Supported("whether numbers of 1.0 models have defaults"),
    ),
    ("smithy.api#clientOptional", Supported("the member is an Option")),
    ("smithy.api#cors", Ignored(SERVER_SIDE)),
    ("smithy.api#default", Supported("builders and responses fill it in")),
    (
        "smithy.api#deprecated",
        Ignored("what a service still accepts stays without a warning"),
    ),
    ("smithy.api#documentation", Supported("documentation")),
    ("smithy.api#endpoint", Supported("the host prefix")),
    ("smithy.api#enum", Supported("strings with it become enums")),
    ("smithy.api#enumValue", Supported("the value on the wire")),
    (
        "smithy.api#error",
        Supported("exceptions; the fault is in the status of the response"),
    ),
    ("smithy.api#eventHeader", Supported("a header of the event")),
    ("smithy.api#eventPayload", Supported("the payload of the event")),
    ("smithy.api#examples", Ignored(TOOLING)),
    (
        "smithy.api#externalDocumentation",
        Ignored("documentation links are written in the texts"),
    ),
    (
        "smithy.api#hostLabel",
        Supported("members that become part of the host"),
    ),
    ("smithy.api#http", BINDING),
    (
        "smithy.api#httpApiKeyAuth",
        Supported("API keys in a header or the query"),
    ),
    ("smithy.api#httpBasicAuth", Supported("user and password")),
    ("smithy.api#httpBearerAuth", Supported("bearer tokens")),
    ("smithy.api#httpChecksumRequired", Supported("the header content-md5")),
    (
        "smithy.api#httpDigestAuth",
        Ignored("not supported; an operation without another scheme is an error of its calls"),
    ),
    (
        "smithy.api#httpError",
        Supported("the status of a mock's response; exceptions are told apart by their code"),
    ),
    ("smithy.api#httpHeader", BINDING),
    ("smithy.api#httpLabel", BINDING),
    ("smithy.api#httpPayload", BINDING),
    ("smithy.api#httpPrefixHeaders", BINDING),
    ("smithy.api#httpQuery", BINDING),
    ("smithy.api#httpQueryParams", BINDING),
    ("smithy.api#httpResponseCode", BINDING),
    ("smithy.api#idRef", Ignored(TOOLING)),
    (
        "smithy.api#idempotencyToken",
        Supported("filled with a UUID when unset"),
    ),
    ("smithy.api#idempotent", Supported("whether a request may be repeated")),
    ("smithy.api#input", Supported("members stay optional")),
    ("smithy.api#internal", Ignored(TOOLING)),
    (
        "smithy.api#jsonName",
        When(
            Protocol::has_json_names,
            "names in JSON",
            "the service's protocol takes the member's name",
        ),
    ),
    (
        "smithy.api#length",
        Supported("documentation; the service checks it, since limits move"),
    ),
    (
        "smithy.api#mediaType",
        When(
            Protocol::has_bindings,
            "the content type of payloads, and base64 in headers",
            "the content is passed on unchanged",
        ),
    ),
    ("smithy.api#mixin", Supported("members and traits are taken over")),
    ("smithy.api#nestedProperties", Ignored(TOOLING)),
    ("smithy.api#noReplace", Ignored(TOOLING)),
    ("smithy.api#notProperty", Ignored(TOOLING)),
    (
        "smithy.api#optionalAuth",
        Supported("requests go out without authentication if the config has no identity"),
    ),
    ("smithy.api#output", Ignored("outputs are known by where they stand")),
    ("smithy.api#paginated", Supported("paginators")),
    (
        "smithy.api#pattern",
        Supported("documentation; the service checks it, since patterns move"),
    ),
    ("smithy.api#private", Ignored(TOOLING)),
    ("smithy.api#property", Ignored(TOOLING)),
    ("smithy.api#protocolDefinition", Ignored(TOOLING)),
    (
        "smithy.api#range",
        Supported("documentation; the service checks it, since limits move"),
    ),
    ("smithy.api#readonly", Supported("whether a request may be repeated")),
    ("smithy.api#recommended", Ignored(TOOLING)),
    ("smithy.api#references", Ignored(TOOLING)),
    (
        "smithy.api#requestCompression",
        Supported("large bodies are sent with gzip"),
    ),
    (
        "smithy.api#required",
        Supported("the member is not an Option; builders and send check it"),
    ),
    (
        "smithy.api#requiresLength",
        Ignored("bodies always have a known length"),
    ),
    ("smithy.api#resourceIdentifier", Ignored(TOOLING)),
    (
        "smithy.api#retryable",
        Supported("such an exception is retried, after throttling with longer pauses"),
    ),
    ("smithy.api#sensitive", Supported("never shown in Debug or errors")),
    ("smithy.api#since", Ignored(TOOLING)),
    ("smithy.api#sparse", Supported("null elements are preserved")),
    (
        "smithy.api#streaming",
        Supported("blobs that are sent and received in pieces, and event streams"),
    ),
    ("smithy.api#suppress", Ignored(TOOLING)),
    ("smithy.api#tags", Ignored(TOOLING)),
    (
        "smithy.api#timestampFormat",
        When(
            Protocol::has_timestamp_formats,
            "the form of timestamps on the wire",
            "the service's protocol has one form of timestamps",
        ),
    ),
    ("smithy.api#title", Supported("documentation")),
    ("smithy.api#trait", Ignored(TOOLING)),
    ("smithy.api#traitValidators", Ignored(TOOLING)),
    (
        "smithy.api#uniqueItems",
        Supported("documentation; the service checks it"),
    ),
    ("smithy.api#unitType", Ignored(TOOLING)),
    ("smithy.api#unstable", Ignored(TOOLING)),
    ("smithy.api#xmlAttribute", XML),
    ("smithy.api#xmlFlattened", XML),
    ("smithy.api#xmlName", XML),
    ("smithy.api#xmlNamespace", XML),
    (
        "smithy.codegen#boundMembers",
        Supported("functions of the client that fill a member of all inputs"),
    ),
    (
        "smithy.codegen#example",
        Supported("the value in the examples of the documentation"),
    ),
    (
        "smithy.codegen#rateLimits",
        Supported("`config::service_rate_limits`, the documented quotas of requests"),
    ),
    (
        "smithy.codegen#task",
        Supported("functions that start a task and wait until it has ended"),
    ),
    (
        "smithy.codegen#update",
        Supported("a function that reads, changes and writes back; unknown members are kept"),
    ),
    ("smithy.contracts#conditions", Ignored(TOOLING)),
    ("smithy.protocols#rpcv2Cbor", ProtocolTrait(Protocol::RpcV2Cbor)),
    ("smithy.protocols#rpcv2Json", ProtocolTrait(Protocol::RpcV2Json)),
    (
        "smithy.rules#clientContextParams",
        Supported("settings in the config of the service's clients"),
    ),
    ("smithy.rules#contextParam", Supported("endpoint rules")),
    ("smithy.rules#endpointBdd", Supported("compiled to Rust")),
    ("smithy.rules#endpointRuleSet", Supported("compiled to Rust")),
    (
        "smithy.rules#endpointTests",
        Supported("become tests of the generated crate"),
    ),
    ("smithy.rules#operationContextParams", Supported("endpoint rules")),
    ("smithy.rules#staticContextParams", Supported("endpoint rules")),
    ("smithy.test#eventStreamTests", Ignored("for test tools")),
    ("smithy.test#httpMalformedRequestTests", Ignored(SERVER_SIDE)),
    ("smithy.test#httpRequestTests", Ignored("for test tools")),
    ("smithy.test#httpResponseTests", Ignored("for test tools")),
    (
        "smithy.test#smokeTests",
        Supported("which operation the front page of the documentation calls"),
    ),
    ("smithy.waiters#waitable", Supported("waiters")),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_for_the_search() {
        assert!(KNOWN.is_sorted_by_key(|(id, _)| id));
    }
}
