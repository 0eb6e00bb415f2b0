$version: "2.0"

namespace example.depot

use aws.protocols#awsJson1_0
use smithy.codegen#boundMembers
use smithy.codegen#rateLimits
use smithy.codegen#update

/// A service with constraints of each kind, two bound members and an update of what is nested.
@awsJson1_0
@boundMembers(["tenant", "site"])
@rateLimits([
    { operations: ["StoreCrate"], perSecond: 2 }
    { readOnly: true, perSecond: 20 }
])
service Depot {
    version: "2026-01-01"
    operations: [
        GetCrate
        StoreCrate
        UpdateCrate
    ]
}

@readonly
operation GetCrate {
    input := {
        @required
        tenant: String

        site: String

        @required
        id: String
    }

    output := {
        tenant: String
        crate: CrateDetail
    }
}

structure CrateDetail {
    @required
    id: String

    label: String

    papers: Papers

    box: Box

    weight: Integer
}

list Papers {
    member: Paper
}

structure Paper {
    @required
    url: String

    use: String

    size: Long
}

@update(
    read: "example.depot#GetCrate"
    output: "crate"
    identifier: "id"
    conflict: "example.depot#Changed"
    fromCall: ["tenant", "site"]
    readOnly: ["weight"]
    notRead: ["wish"]
)
operation UpdateCrate {
    input := {
        @required
        tenant: String

        site: String

        @required
        id: String

        label: String

        papers: NewPapers

        box: Box

        wish: String
    }

    output := {
        tenant: String
    }

    errors: [
        Changed
    ]
}

list NewPapers {
    member: NewPaper
}

structure NewPaper {
    @required
    url: String

    use: String
}

operation StoreCrate {
    input := {
        @required
        tenant: String

        site: String

        labels: Labels

        parts: Parts

        notes: Notes

        grid: Grid

        contents: Contents

        keys: Keys

        @length(max: 2)
        seal: Blob

        @range(min: 0.001, max: 123456789012345678901234567890)
        price: BigDecimal

        @range(min: 0.5, max: 1)
        ratio: Double

        opened: Times

        @pattern("^(?=.{2,4}$)[a-z]+( [a-z]+)*$")
        name: String
    }

    output := {
        site: String
    }
}

@uniqueItems
@length(min: 1, max: 3)
list Labels {
    member: Label
}

@length(min: 1, max: 5)
string Label

@uniqueItems
list Parts {
    member: Part
}

structure Part {
    name: String
    contents: Contents
    sizes: Sizes
}

list Sizes {
    @range(min: 1, max: 9)
    member: Integer
}

map Notes {
    @pattern("^[a-z]+$")
    key: String

    @length(max: 3)
    value: String
}

list Grid {
    member: Row
}

list Row {
    member: Notes
}

union Contents {
    @pattern("^[a-z]*$")
    text: String

    sizes: Sizes

    box: Box

    notes: Notes
}

structure Box {
    @range(min: 0.5)
    side: BigDecimal

    label: Label
}

@sensitive
map Keys {
    key: String

    @length(min: 4)
    value: String
}

@uniqueItems
list Times {
    member: Timestamp
}

@error("client")
structure Changed {
    message: String
}
