$version: "2.0"

// A library that lends books, over awsQuery and ec2Query.
namespace example.shelves

use aws.protocols#awsQuery
use aws.protocols#awsQueryError
use aws.protocols#ec2Query
use aws.protocols#ec2QueryName
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

@awsQuery
@xmlNamespace(uri: "https://library.example.com/")
service Reading {
    version: "2024-05-01"
    operations: [Lend]
}

@ec2Query
@xmlNamespace(uri: "https://library.example.com/")
service Cellar {
    version: "2024-05-01"
    operations: [Store]
}

operation Lend {
    input := {
        title: String
        due: Timestamp
        authors: Authors

        @xmlFlattened
        @xmlName("Tag")
        tags: Authors

        shelves: Shelves
        reader: Reader
    }
    output := {
        title: String

        @xmlFlattened
        @xmlName("Tag")
        tags: Authors

        shelves: Shelves
        copies: Integer
    }
    errors: [Overdue]
}

operation Store {
    input := {
        title: String

        @ec2QueryName("filters")
        authors: Authors

        @xmlName("cellarRoom")
        room: String

        @xmlName("Filter")
        filters: Filters
    }
    output := {
        @xmlName("roomSet")
        rooms: Rooms
    }
    errors: [Overdue]
}

list Authors {
    member: String
}

list Filters {
    @xmlName("Filter")
    member: Filter
}

structure Filter {
    name: String

    @xmlName("Value")
    values: Rooms
}

list Rooms {
    @xmlName("item")
    member: String
}

map Shelves {
    key: String
    value: Integer
}

structure Reader {
    card: String
}

@error("client")
@httpError(409)
@awsQueryError(code: "Library.Overdue", httpResponseCode: 409)
structure Overdue {
    message: String
    days: Integer
}

apply Lend @httpRequestTests([
    {
        id: "LendByForm"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        headers: { "Content-Type": "application/x-www-form-urlencoded" }
        body: "Action=Lend&Version=2024-05-01&title=A%20%26%20B&due=2024-05-01T00%3A00%3A00Z&authors.member.1=Jane&authors.member.2=Ann&Tag.1=old&shelves.entry.1.key=A&shelves.entry.1.value=1&shelves.entry.2.key=B&shelves.entry.2.value=2&reader.card=7"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: {
            title: "A & B"
            due: 1714521600
            authors: ["Jane", "Ann"]
            tags: ["old"]
            shelves: { B: 2, A: 1 }
            reader: { card: "7" }
        }
    }
    {
        id: "LendWithEmptyList"
        protocol: awsQuery
        method: "POST"
        uri: "/"
        body: "Action=Lend&Version=2024-05-01&authors="
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { authors: [] }
    }
])

apply Lend @httpResponseTests([
    {
        // Blanks are preserved, elements of a flattened list need not be neighbours, and a
        // forbidden character has a reference.
        id: "LentAsXml"
        protocol: awsQuery
        code: 200
        body: "<LendResponse xmlns=\"https://library.example.com/\"><LendResult><title> fo&#x8;o &amp; <![CDATA[<b>]]> </title><Tag>old</Tag><copies> 3 </copies><Tag/><shelves><entry><key>A</key><value>1</value></entry></shelves><genre>novel</genre></LendResult><ResponseMetadata><RequestId>1</RequestId></ResponseMetadata></LendResponse>"
        bodyMediaType: "application/xml"
        params: { title: " fo\u0008o & <b> ", tags: ["old", ""], copies: 3, shelves: { A: 1 } }
    }
    {
        id: "LentNothing"
        protocol: awsQuery
        code: 200
        body: ""
        params: {}
    }
])

apply Store @httpRequestTests([
    {
        id: "StoreByForm"
        protocol: ec2Query
        method: "POST"
        uri: "/"
        body: "Action=Store&Version=2024-05-01&Title=Emma&filters.1=Jane&CellarRoom=2"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { title: "Emma", authors: ["Jane"], room: "2" }
    }
    {
        id: "StoreWithEmptyList"
        protocol: ec2Query
        method: "POST"
        uri: "/"
        body: "Action=Store&Version=2024-05-01"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { authors: [], filters: [] }
    }
    {
        // The names of list elements have no part in the names of parameters.
        id: "StoreByFilter"
        protocol: ec2Query
        method: "POST"
        uri: "/"
        body: "Action=Store&Version=2024-05-01&Filter.1.Name=room&Filter.1.Value.1=2&Filter.1.Value.2=3&Filter.2.Name=none"
        bodyMediaType: "application/x-www-form-urlencoded"
        params: { filters: [{ name: "room", values: ["2", "3"] }, { name: "none", values: [] }] }
    }
])

apply Store @httpResponseTests([
    {
        id: "StoredAsXml"
        protocol: ec2Query
        code: 200
        body: "<StoreResponse xmlns=\"https://library.example.com/\"><requestId>1</requestId><roomSet><item>2</item><item>3</item></roomSet></StoreResponse>"
        bodyMediaType: "application/xml"
        params: { rooms: ["2", "3"] }
    }
])

apply Overdue @httpResponseTests([
    {
        id: "OverdueInQuery"
        protocol: awsQuery
        code: 409
        body: "<ErrorResponse><Error><Type>Sender</Type><Code>Library.Overdue</Code><Message>bring it back</Message><days>3</days></Error><RequestId>1</RequestId></ErrorResponse>"
        bodyMediaType: "application/xml"
        params: { message: "bring it back", days: 3 }
        vendorParams: { code: "Library.Overdue" }
    }
    {
        id: "OverdueInCellar"
        protocol: ec2Query
        code: 409
        body: "<Response><Errors><Error><Code>Overdue</Code><Message>bring it back</Message><days>3</days></Error></Errors><RequestID>1</RequestID></Response>"
        bodyMediaType: "application/xml"
        params: { message: "bring it back", days: 3 }
    }
])
