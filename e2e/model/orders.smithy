$version: "2.0"

namespace example.orders

use aws.api#service
use aws.auth#sigv4
use aws.protocols#awsJson1_0
use smithy.rules#endpointRuleSet
use smithy.waiters#waitable

/// A service whose client has the API of the official crates of the AWS SDK.
@service(sdkId: "Orders")
@sigv4(name: "orders")
@awsJson1_0
@title("Orders")
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
            endpoint: { url: "https://orders.{Region}.example" }
            type: "endpoint"
        }
    ]
})
service Orders {
    version: "2024-01-01"
    operations: [
        GetOrder
        ListOrders
        PutOrder
    ]
    errors: [
        Throttled
    ]
}

@readonly
@waitable(
    OrderShipped: {
        acceptors: [
            {
                state: "success"
                matcher: { output: { path: "order.state", expected: "shipped", comparator: "stringEquals" } }
            }
            {
                state: "failure"
                matcher: { errorType: "NoSuchOrder" }
            }
        ]
        minDelay: 1
    }
)
operation GetOrder {
    input := {
        @required
        id: String
    }

    output := {
        @required
        order: Order
    }

    errors: [
        NoSuchOrder
    ]
}

@readonly
@paginated(inputToken: "next", outputToken: "next", items: "orders", pageSize: "max")
operation ListOrders {
    input := {
        next: String
        max: Integer
    }

    output := {
        @required
        orders: OrderList

        next: String
    }
}

operation PutOrder {
    input := {
        @required
        order: Order

        @idempotencyToken
        token: String
    }

    output := {
        id: String
    }

    errors: [
        NoSuchOrder
        OrderClosed
    ]
}

list OrderList {
    member: Order
}

structure Order {
    @required
    id: String

    state: State

    priority: Priority

    @required
    address: Address

    placed: Timestamp

    tags: Tags
}

structure Address {
    @required
    city: String
}

map Tags {
    key: String
    value: String
}

enum State {
    OPEN = "open"
    SHIPPED = "shipped"
}

intEnum Priority {
    LOW = 1
    HIGH = 2
}

@error("client")
structure NoSuchOrder {
    message: String

    id: String
}

@error("client")
structure OrderClosed {
    message: String
}

@error("client")
@retryable(throttling: true)
structure Throttled {
    message: String
}
