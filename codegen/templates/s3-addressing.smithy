$version: "2.0"

namespace com.amazonaws.s3

use smithy.rules#clientContextParams
use smithy.rules#contextParam
use smithy.rules#endpointRuleSet

// A bucket is a label of the host where it can be one, unless the client asks for paths.
apply AmazonS3 @clientContextParams(
    ForcePathStyle: { type: "boolean", documentation: "Addresses buckets by paths." }
    Accelerate: { type: "boolean", documentation: "Asks for accelerated endpoints." }
)

apply AmazonS3 @endpointRuleSet({
    version: "1.0"
    parameters: {
        Bucket: { type: "string", required: false, documentation: "The bucket." }
        Region: { type: "string", builtIn: "AWS::Region", required: false, documentation: "The region." }
        UseDualStack: {
            type: "boolean"
            builtIn: "AWS::UseDualStack"
            required: true
            default: false
            documentation: "Whether the host has addresses of IPv6."
        }
        Endpoint: { type: "string", builtIn: "SDK::Endpoint", required: false, documentation: "Another host." }
        ForcePathStyle: { type: "boolean", required: true, default: false, documentation: "Paths, not hosts." }
        Accelerate: { type: "boolean", required: true, default: false, documentation: "Accelerated endpoints." }
    }
    rules: [
        {
            type: "endpoint"
            conditions: [
                { fn: "isSet", argv: [{ ref: "Endpoint" }] }
                { fn: "isSet", argv: [{ ref: "Bucket" }] }
                { fn: "uriEncode", argv: [{ ref: "Bucket" }], assign: "segment" }
            ]
            endpoint: { url: "{Endpoint}/{segment}" }
        }
        {
            type: "endpoint"
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" } }
        }
        {
            type: "tree"
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            rules: [
                {
                    type: "tree"
                    conditions: [
                        { fn: "isSet", argv: [{ ref: "Bucket" }] }
                        { fn: "booleanEquals", argv: [{ ref: "ForcePathStyle" }, false] }
                        { fn: "aws.isVirtualHostableS3Bucket", argv: [{ ref: "Bucket" }, false] }
                    ]
                    rules: [
                        {
                            type: "endpoint"
                            conditions: [
                                { fn: "booleanEquals", argv: [{ ref: "Accelerate" }, true] }
                                { fn: "booleanEquals", argv: [{ ref: "UseDualStack" }, true] }
                            ]
                            endpoint: { url: "https://{Bucket}.s3-accelerate.dualstack.amazonaws.com" }
                        }
                        {
                            type: "endpoint"
                            conditions: [{ fn: "booleanEquals", argv: [{ ref: "Accelerate" }, true] }]
                            endpoint: { url: "https://{Bucket}.s3-accelerate.amazonaws.com" }
                        }
                        {
                            type: "endpoint"
                            conditions: [{ fn: "booleanEquals", argv: [{ ref: "UseDualStack" }, true] }]
                            endpoint: { url: "https://{Bucket}.s3.dualstack.{Region}.amazonaws.com" }
                        }
                        {
                            type: "endpoint"
                            conditions: []
                            endpoint: { url: "https://{Bucket}.s3.{Region}.amazonaws.com" }
                        }
                    ]
                }
                {
                    type: "endpoint"
                    conditions: [
                        { fn: "isSet", argv: [{ ref: "Bucket" }] }
                        { fn: "uriEncode", argv: [{ ref: "Bucket" }], assign: "segment" }
                    ]
                    endpoint: { url: "https://s3.{Region}.amazonaws.com/{segment}" }
                }
                { type: "endpoint", conditions: [], endpoint: { url: "https://s3.{Region}.amazonaws.com" } }
            ]
        }
        { type: "error", conditions: [], error: "A region must be set." }
    ]
})
