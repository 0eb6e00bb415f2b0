$version: "2.0"

// A library that lends books, over rpcv2Cbor. Bodies are CBOR in base64.
namespace example.library

use smithy.protocols#rpcv2Cbor
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

@rpcv2Cbor
service Library {
    version: "2024-05-01"
    operations: [Lend, Close]
}

operation Lend {
    input := {
        title: String
        copies: Integer
        due: Timestamp
        cover: Blob
        rating: Double
        authors: Authors
        shelves: Shelves
        reader: Reader
    }
    output := {
        title: String
        copies: Integer
        due: Timestamp
        cover: Blob
        rating: Double
        authors: Authors
        shelves: Shelves
        reader: Reader
    }
    errors: [Overdue]
}

operation Close {}

list Authors {
    member: String
}

map Shelves {
    key: String
    value: Integer
}

union Reader {
    card: String
    guest: Unit
}

@error("client")
@httpError(409)
structure Overdue {
    message: String
    days: Integer
}

apply Lend @httpRequestTests([
    {
        id: "LendEverything"
        protocol: rpcv2Cbor
        method: "POST"
        uri: "/service/Library/operation/Lend"
        headers: { "smithy-protocol": "rpc-v2-cbor", "Content-Type": "application/cbor", "Accept": "application/cbor" }
        // {"title": "Emma", "copies": 2, "due": 1(1714521600), "cover": h'0102', "rating": 4.5,
        // "authors": ["Jane"], "shelves": {"A": -1}, "reader": {"card": "7"}}
        body: "qGV0aXRsZWRFbW1hZmNvcGllcwJjZHVlwRpmMYYAZWNvdmVyQgECZnJhdGluZ/tAEgAAAAAAAGdhdXRob3JzgWRKYW5lZ3NoZWx2ZXOhYUEgZnJlYWRlcqFkY2FyZGE3"
        bodyMediaType: "application/cbor"
        params: {
            title: "Emma"
            copies: 2
            due: 1714521600
            cover: "\u0001\u0002"
            rating: 4.5
            authors: ["Jane"]
            shelves: { A: -1 }
            reader: { card: "7" }
        }
    }
    {
        id: "LendNothing"
        protocol: rpcv2Cbor
        method: "POST"
        uri: "/service/Library/operation/Lend"
        body: "oA=="
        bodyMediaType: "application/cbor"
        params: {}
    }
])

apply Lend @httpResponseTests([
    {
        id: "LentInDefiniteLengths"
        protocol: rpcv2Cbor
        code: 200
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        body: "qGV0aXRsZWRFbW1hZmNvcGllcwJjZHVlwRpmMYYAZWNvdmVyQgECZnJhdGluZ/tAEgAAAAAAAGdhdXRob3JzgWRKYW5lZ3NoZWx2ZXOhYUEgZnJlYWRlcqFkY2FyZGE3"
        bodyMediaType: "application/cbor"
        params: {
            title: "Emma"
            copies: 2
            due: 1714521600
            cover: "\u0001\u0002"
            rating: 4.5
            authors: ["Jane"]
            shelves: { A: -1 }
            reader: { card: "7" }
        }
    }
    {
        // Maps, lists and strings of indefinite length, a half float, and an unknown member.
        id: "LentInPieces"
        protocol: rpcv2Cbor
        code: 200
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        body: "v2V0aXRsZX9iRW1ibWH/ZnJhdGluZ/lEgGdhdXRob3Jzn2RKYW5l/2VnZW5yZYFlbm92ZWz/"
        bodyMediaType: "application/cbor"
        params: { title: "Emma", rating: 4.5, authors: ["Jane"] }
    }
    {
        // An integer for a double, a negative time with a fraction, null for an absent member.
        id: "LentInOtherNumbers"
        protocol: rpcv2Cbor
        code: 200
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        body: "o2ZyYXRpbmcEY2R1ZcH7v/gAAAAAAABldGl0bGX2"
        bodyMediaType: "application/cbor"
        params: { rating: 4.0, due: -1.5 }
    }
])

apply Close @httpRequestTests([
    {
        id: "CloseHasNoBody"
        protocol: rpcv2Cbor
        method: "POST"
        uri: "/service/Library/operation/Close"
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        forbidHeaders: ["Content-Type"]
        body: ""
        params: {}
    }
])

apply Overdue @httpResponseTests([
    {
        id: "OverdueByDays"
        protocol: rpcv2Cbor
        code: 409
        headers: { "smithy-protocol": "rpc-v2-cbor" }
        // {"__type": "example.library#Overdue", "message": "bring it back", "days": 3}
        body: "o2ZfX3R5cGV3ZXhhbXBsZS5saWJyYXJ5I092ZXJkdWVnbWVzc2FnZW1icmluZyBpdCBiYWNrZGRheXMD"
        bodyMediaType: "application/cbor"
        params: { message: "bring it back", days: 3 }
    }
])
