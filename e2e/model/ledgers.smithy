$version: "2.0"

namespace example.ledgers

use aws.api#clientDiscoveredEndpoint
use aws.api#clientEndpointDiscovery
use aws.api#clientEndpointDiscoveryId
use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use smithy.rules#endpointRuleSet

/// A service whose endpoints an operation returns.
@service(sdkId: "Ledgers")
@sigv4(name: "ledgers")
@awsJson1_0
@title("Ledgers")
@clientEndpointDiscovery(operation: DescribeEndpoints, error: MovedException)
@endpointRuleSet({
    version: "1.0"
    parameters: {
        Region: { builtIn: "AWS::Region", type: "string", documentation: "The region." }
        Endpoint: { builtIn: "SDK::Endpoint", type: "string", documentation: "A URL." }
    }
    rules: [
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Endpoint" }] }]
            endpoint: { url: { ref: "Endpoint" } }
            type: "endpoint"
        }
        {
            conditions: [{ fn: "isSet", argv: [{ ref: "Region" }] }]
            endpoint: { url: "https://ledgers.{Region}.example" }
            type: "endpoint"
        }
    ]
})
service Ledgers {
    version: "2025-01-01"
    operations: [
        DescribeEndpoints
        GetLedger
        ListLedgers
        PutEntry
    ]
    errors: [
        MovedException
    ]
}

/// Returns the endpoint of an operation.
operation DescribeEndpoints {
    input := {
        /// The operation.
        Operation: String

        /// The identifiers in its input.
        Identifiers: Identifiers
    }

    output := {
        /// The endpoints.
        @required
        Endpoints: Endpoints
    }
}

/// Returns a ledger.
@readonly
@clientDiscoveredEndpoint(required: true)
operation GetLedger {
    input := {
        /// The name of the ledger.
        @required
        @clientEndpointDiscoveryId
        Name: String
    }

    output := {
        /// The name of the ledger.
        Name: String
    }
}

/// Returns all ledgers.
@readonly
@clientDiscoveredEndpoint(required: true)
operation ListLedgers {
    input := {}
    output := {}
}

/// Adds an entry to a ledger.
@clientDiscoveredEndpoint(required: false)
operation PutEntry {
    input := {
        /// The entry.
        Entry: String
    }

    output := {}
}

map Identifiers {
    key: String
    value: String
}

list Endpoints {
    member: Endpoint
}

/// An endpoint.
structure Endpoint {
    /// The host.
    @required
    Address: String

    /// The time for which the endpoint is valid, in minutes.
    @required
    CachePeriodInMinutes: Long
}

/// The endpoint is no longer valid.
@error("client")
@httpError(421)
structure MovedException {
    /// The message.
    Message: String
}
