$version: "2.0"

// A library that lends books, over restJson1 and restXml.
namespace example.branches

use aws.protocols#restJson1
use aws.protocols#restXml
use smithy.test#httpRequestTests
use smithy.test#httpResponseTests

@restJson1
service Branch {
    version: "2024-05-01"
    operations: [Lend, Read]
}

@restXml
@xmlNamespace(uri: "https://library.example.com/")
service Annex {
    version: "2024-05-01"
    operations: [Store]
}

@http(method: "PUT", uri: "/shelves/{shelf}/books/{path+}?lend", code: 201)
@idempotent
operation Lend {
    input := {
        @required
        @httpLabel
        shelf: String

        @required
        @httpLabel
        path: String

        @httpQuery("days")
        days: Integer

        @httpQueryParams
        more: Texts

        @httpHeader("X-Authors")
        authors: Authors

        @httpHeader("X-Until")
        until: Timestamp

        @httpPrefixHeaders("X-Note-")
        notes: Texts

        @jsonName("book")
        title: String

        due: Timestamp
    }
    output := {
        @httpHeader("X-Authors")
        authors: Authors

        @httpPrefixHeaders("X-Note-")
        notes: Texts

        @httpResponseCode
        status: Integer

        @jsonName("book")
        title: String

        @httpHeader("X-Until")
        until: Timestamp

        due: Timestamp

        @timestampFormat("date-time")
        printed: Timestamp

        @timestampFormat("http-date")
        bound: Timestamp
    }
    errors: [Overdue, Lost]
}

@http(method: "GET", uri: "/books/{id}")
@readonly
operation Read {
    input := {
        @required
        @httpLabel
        id: Integer
    }
    output := {
        @httpPayload
        page: Page
    }
}

@http(method: "POST", uri: "/annex")
operation Store {
    input := {
        @httpPayload
        crate: Crate
    }
    output := {
        @httpPayload
        crate: Crate
    }
    errors: [Overdue]
}

structure Page {
    number: Integer
}

@xmlName("Box")
structure Crate {
    @xmlAttribute
    label: String

    @xmlFlattened
    @xmlName("Book")
    books: Authors

    shelves: Texts
    note: String

    @xmlFlattened
    @xmlName("Page")
    pages: Pages

    printed: Timestamp

    @timestampFormat("epoch-seconds")
    bound: Timestamp
}

list Pages {
    member: Page
}

list Authors {
    member: String
}

map Texts {
    key: String
    value: String
}

@error("client")
@httpError(409)
structure Overdue {
    @httpHeader("X-Days")
    days: Integer

    message: String
}

@error("client")
@httpError(404)
structure Lost {
    message: String
}

apply Lend @httpRequestTests([
    {
        id: "LendEverywhere"
        protocol: restJson1
        method: "PUT"
        uri: "/shelves/A%2FB/books/novels/Emma%20%26%20co"
        queryParams: ["lend", "days=7", "why=fun%3F"]
        headers: {
            "Content-Type": "application/json"
            "X-Authors": "Jane, \"Austen, J.\""
            "X-Until": "Wed, 01 May 2024 00:00:00 GMT"
            "X-Note-Size": "large"
        }
        body: "{\"book\": \"Emma\", \"due\": 1714521600}"
        bodyMediaType: "application/json"
        params: {
            shelf: "A/B"
            path: "novels/Emma & co"
            days: 7
            more: { why: "fun?", days: "8" }
            authors: ["Jane", "Austen, J."]
            until: 1714521600
            notes: { Size: "large" }
            title: "Emma"
            due: 1714521600
        }
    }
])

apply Lend @httpResponseTests([
    {
        id: "LentFromHeaders"
        protocol: restJson1
        code: 201
        headers: { "X-Authors": "Jane, \"Austen, J.\"", "x-note-size": "large" }
        body: "{\"book\": \"Emma\", \"genre\": \"novel\"}"
        bodyMediaType: "application/json"
        params: { authors: ["Jane", "Austen, J."], notes: { size: "large" }, status: 201, title: "Emma" }
    }
    {
        // Services send timestamps in other formats than the model says.
        id: "LentWithTextsOfTime"
        protocol: restJson1
        code: 201
        headers: { "X-Until": "2024-05-01T00:00:00Z" }
        body: "{\"due\": \"2024-05-01T02:00:00+02:00\", \"printed\": 1714521600, \"bound\": \"2024-05-01T00:00:00Z\"}"
        bodyMediaType: "application/json"
        params: { until: 1714521600, due: 1714521600, printed: 1714521600, bound: 1714521600, status: 201, notes: {} }
    }
    {
        id: "LentWithNumbersOfTime"
        protocol: restJson1
        code: 201
        headers: { "X-Until": "1714521600" }
        body: "{\"due\": \"1714521600\", \"printed\": \"Wed, 01 May 2024 00:00:00 GMT\", \"bound\": 1714521600.0}"
        bodyMediaType: "application/json"
        params: { until: 1714521600, due: 1714521600, printed: 1714521600, bound: 1714521600, status: 201, notes: {} }
    }
])

apply Read @httpRequestTests([
    {
        id: "ReadHasNoBody"
        protocol: restJson1
        method: "GET"
        uri: "/books/-3"
        forbidHeaders: ["Content-Type", "Content-Length"]
        body: ""
        params: { id: -3 }
    }
])

apply Read @httpResponseTests([
    {
        id: "ReadPage"
        protocol: restJson1
        code: 200
        body: "{\"number\": 5}"
        bodyMediaType: "application/json"
        params: { page: { number: 5 } }
    }
    {
        id: "ReadNothingOfTwoHundred"
        protocol: restJson1
        code: 200
        body: ""
        params: {}
    }
    {
        id: "ReadNothing"
        protocol: restJson1
        code: 204
        body: ""
        params: {}
    }
])

apply Store @httpRequestTests([
    {
        id: "StoreAsXml"
        protocol: restXml
        method: "POST"
        uri: "/annex"
        headers: { "Content-Type": "application/xml" }
        body: "<Box xmlns=\"https://library.example.com/\" label=\"a&amp;&quot;b\"><Book>Emma</Book><Book> &lt;1&gt; </Book><shelves><entry><key>A</key><value>1</value></entry></shelves></Box>"
        bodyMediaType: "application/xml"
        params: { crate: { label: "a&\"b", books: ["Emma", " <1> "], shelves: { A: "1" } } }
    }
    {
        id: "StoreNothing"
        protocol: restXml
        method: "POST"
        uri: "/annex"
        headers: { "Content-Length": "0" }
        forbidHeaders: ["Content-Type"]
        body: ""
        params: {}
    }
    {
        id: "StoreTimes"
        protocol: restXml
        method: "POST"
        uri: "/annex"
        body: "<Box xmlns=\"https://library.example.com/\"><printed>2024-05-01T00:00:00Z</printed><bound>1714521600</bound></Box>"
        bodyMediaType: "application/xml"
        params: { crate: { printed: 1714521600, bound: 1714521600 } }
    }
])

apply Store @httpResponseTests([
    {
        // The root has another name, and elements of the flattened list are apart.
        id: "StoredAsXml"
        protocol: restXml
        code: 200
        body: "<?xml version=\"1.0\"?><!-- kept --><Other label=\"x\"><Book>Emma</Book><note> a </note><Book/></Other>"
        bodyMediaType: "application/xml"
        params: { crate: { label: "x", books: ["Emma", ""], note: " a " } }
    }
    {
        // Empty elements are values: a text without characters, a structure without members.
        id: "StoredEmptyElements"
        protocol: restXml
        code: 200
        body: "<Box>\n  <note />\n  <Page/>\n  <Book/>\n  <Page><number>2</number></Page>\n  <Page></Page>\n</Box>"
        bodyMediaType: "application/xml"
        params: { crate: { note: "", books: [""], pages: [{}, { number: 2 }, {}] } }
    }
    {
        id: "StoredForbiddenCharacter"
        protocol: restXml
        code: 200
        body: "<Box><note>fo&#x8;o.txt</note><printed>1714521600</printed><bound>Wed, 01 May 2024 00:00:00 GMT</bound></Box>"
        bodyMediaType: "application/xml"
        params: { crate: { note: "fo\u0008o.txt", printed: 1714521600, bound: 1714521600 } }
    }
    {
        id: "StoredNothing"
        protocol: restXml
        code: 204
        body: ""
        params: {}
    }
])

apply Overdue @httpResponseTests([
    {
        id: "OverdueInBranch"
        protocol: restJson1
        code: 409
        headers: { "X-Amzn-Errortype": "Overdue:http://example.com/", "X-Days": "3" }
        body: "{\"message\": \"bring it back\"}"
        bodyMediaType: "application/json"
        params: { days: 3, message: "bring it back" }
    }
    {
        // The header takes precedence over the code in the body, and that over the type.
        id: "OverdueByHeader"
        protocol: restJson1
        code: 409
        headers: { "X-Amzn-Errortype": "Overdue" }
        body: "{\"code\": \"Lost\", \"__type\": \"example#Lost\"}"
        bodyMediaType: "application/json"
        params: {}
    }
    {
        id: "OverdueByCode"
        protocol: restJson1
        code: 409
        body: "{\"__type\": \"example#Lost\", \"code\": \"Overdue\"}"
        bodyMediaType: "application/json"
        params: {}
    }
    {
        id: "OverdueByType"
        protocol: restJson1
        code: 409
        body: "{\"__type\": \"example.branches#Overdue\"}"
        bodyMediaType: "application/json"
        params: {}
    }
    {
        id: "OverdueInAnnex"
        protocol: restXml
        code: 409
        headers: { "X-Days": "3" }
        body: "<ErrorResponse><Error><Type>Sender</Type><Code>Overdue</Code><message>bring it back</message></Error><RequestId>1</RequestId></ErrorResponse>"
        bodyMediaType: "application/xml"
        params: { days: 3, message: "bring it back" }
    }
])
