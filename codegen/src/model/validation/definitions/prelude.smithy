$version: "2.0"

namespace smithy.api

list StringList {
    member: String
}

list ShapeIdList {
    @idRef
    member: String
}

@trait(selector: "*")
structure trait {
    selector: String
    conflicts: StringList
    structurallyExclusive: StructuralExclusivity
    breakingChanges: Document
}

enum StructuralExclusivity {
    MEMBER = "member"
    TARGET = "target"
}

@trait(selector: ":is(simpleType, list, map, structure > member, list > member, map > member)")
document default

@trait(selector: "structure > member")
structure addedDefault {}

@trait(selector: ":is(boolean, byte, short, integer, long, float, double, member)")
structure box {}

@trait(selector: "structure > member")
structure clientOptional {}

@trait(selector: "structure > member")
structure required {}

@trait(selector: "*")
structure deprecated {
    since: String
    message: String
    relativeDate: String
}

@trait(selector: "*")
string documentation

@trait(selector: "*")
map externalDocumentation {
    key: String
    value: String
}

@trait(selector: "*")
structure internal {}

@trait(selector: "*")
structure unstable {}

@trait(selector: ":not(member)")
structure private {}

@trait(selector: "*")
string since

@trait(selector: "*")
list tags {
    member: String
}

@trait(selector: ":is(service, resource)")
string title

@trait(selector: "*")
list suppress {
    member: String
}

@trait(selector: "structure", conflicts: [error, input, output])
structure unitType {}

@trait(selector: ":not(member)")
structure mixin {
    localTraits: ShapeIdList
    interface: Boolean
}

@trait(selector: "string")
list enum {
    member: EnumDefinition
}

structure EnumDefinition {
    @required
    value: String
    name: String
    documentation: String
    tags: StringList
    deprecated: Boolean
}

@trait(selector: ":is(enum, intEnum) > member")
document enumValue

@trait(selector: "structure", conflicts: [input, output])
enum error {
    CLIENT = "client"
    SERVER = "server"
}

@trait(selector: "structure", conflicts: [output, error])
structure input {}

@trait(selector: "structure", conflicts: [input, error])
structure output {}

@trait(selector: "structure[trait|error]")
integer httpError

@trait(selector: "structure[trait|error]")
structure retryable {
    throttling: Boolean
}

@trait(selector: "operation", conflicts: [idempotent])
structure readonly {}

@trait(selector: "operation", conflicts: [readonly])
structure idempotent {}

@trait(selector: "structure > :test(member > string)", structurallyExclusive: "member")
structure idempotencyToken {}

@trait(selector: ":is(service, operation)")
structure paginated {
    inputToken: NonEmptyString
    outputToken: NonEmptyString
    items: NonEmptyString
    pageSize: NonEmptyString
}

@length(min: 1)
string NonEmptyString

@trait(selector: "operation")
structure http {
    @required
    method: NonEmptyString
    @required
    uri: NonEmptyString
    code: Integer
}

@trait(selector: "structure > member :test(> :is(string, number, boolean, timestamp))",
    conflicts: [httpHeader, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams])
structure httpLabel {}

@trait(selector: "structure > member :test(> :is(string, number, boolean, timestamp), > list > member > :is(string, number, boolean, timestamp))",
    conflicts: [httpLabel, httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams])
@length(min: 1)
string httpQuery

@trait(selector: "structure > member :test(> map > member[id|member=value] > :is(string, list))", structurallyExclusive: "member",
    conflicts: [httpLabel, httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode, httpQuery])
structure httpQueryParams {}

@trait(selector: "structure > member :test(> :is(string, number, boolean, timestamp), > list > member > :is(string, number, boolean, timestamp))",
    conflicts: [httpLabel, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams])
@length(min: 1)
string httpHeader

@trait(selector: "structure > member :test(> map > member[id|member=value] > string)", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPayload, httpResponseCode, httpQueryParams])
string httpPrefixHeaders

@trait(selector: "structure > :test(member > :is(string, blob, structure, union, document, list, map))", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpResponseCode, httpQueryParams])
structure httpPayload {}

@trait(selector: "structure > :test(member > integer)", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload, httpQueryParams])
structure httpResponseCode {}

@trait(selector: "operation")
structure httpChecksumRequired {}

@trait(selector: "service")
structure cors {
    origin: NonEmptyString
    maxAge: Integer
    additionalAllowedHeaders: StringList
    additionalExposedHeaders: StringList
}

@trait(selector: "operation")
structure endpoint {
    @required
    hostPrefix: NonEmptyString
}

@trait(selector: "structure > :test(member[trait|required] > string)")
structure hostLabel {}

@trait(selector: ":is(service, operation)")
list auth {
    member: String
}

@trait(selector: "operation")
structure optionalAuth {}

@trait(selector: "structure[trait|trait]")
structure authDefinition {
    traits: StringList
}

@trait(selector: "structure[trait|trait]")
structure protocolDefinition {
    traits: StringList
    noInlineDocumentSupport: Boolean
}

@authDefinition
@trait(selector: "service")
structure httpBasicAuth {}

@authDefinition
@trait(selector: "service")
structure httpBearerAuth {}

@authDefinition
@trait(selector: "service")
structure httpDigestAuth {}

@authDefinition
@trait(selector: "service")
structure httpApiKeyAuth {
    @required
    name: NonEmptyString
    @required
    in: ApiKeyLocation
    scheme: NonEmptyString
}

enum ApiKeyLocation {
    HEADER = "header"
    QUERY = "query"
}

@trait(selector: ":is(blob, string)")
string mediaType

@trait(selector: ":is(structure, union) > member")
string jsonName

@trait(selector: "structure > :test(member > :is(boolean, number, string, timestamp))", conflicts: [xmlNamespace])
structure xmlAttribute {}

@trait(selector: ":is(structure, union) > :test(member > :is(list, map))")
structure xmlFlattened {}

@trait(selector: ":is(structure, union, member)")
@pattern("^[a-zA-Z_][a-zA-Z_0-9-]*(:[a-zA-Z_][a-zA-Z_0-9-]*)?$")
string xmlName

@trait(selector: ":is(service, member, simpleType, list, map, structure, union)", conflicts: [xmlAttribute])
structure xmlNamespace {
    @required
    uri: NonEmptyString
    prefix: NonEmptyString
}

@trait(selector: ":is(timestamp, member > timestamp, member)")
enum timestampFormat {
    DATE_TIME = "date-time"
    EPOCH_SECONDS = "epoch-seconds"
    HTTP_DATE = "http-date"
}

@trait(selector: ":is(list, map, string, blob, member)")
structure length {
    min: Long
    max: Long
}

@trait(selector: ":is(string, member)")
string pattern

@trait(selector: ":is(number, member)")
structure range {
    min: BigDecimal
    max: BigDecimal
}

@trait(selector: "list")
structure uniqueItems {}

@trait(selector: ":is(list, map)")
structure sparse {}

@trait(selector: ":not(:is(service, operation, resource))")
structure sensitive {}

@trait(selector: ":is(blob, union, structure > member)", structurallyExclusive: "target")
structure streaming {}

@trait(selector: "blob[trait|streaming]")
structure requiresLength {}

@trait(selector: "structure > :test(member > :is(boolean, byte, short, integer, long, blob, string, timestamp))", conflicts: [eventPayload])
structure eventHeader {}

@trait(selector: "structure > :test(member > :is(blob, string, structure, union))", structurallyExclusive: "member", conflicts: [eventHeader])
structure eventPayload {}

@trait(selector: "operation")
structure requestCompression {
    @required
    encodings: StringList
}

@trait(selector: "operation")
list examples {
    member: Example
}

structure Example {
    @required
    title: String
    documentation: String
    input: Document
    output: Document
    error: ExampleError
    allowConstraintErrors: Boolean
}

structure ExampleError {
    @required
    shapeId: String
    content: Document
}

@trait(selector: ":is(string, member)")
structure idRef {
    failWhenMissing: Boolean
    selector: String
    errorMessage: String
}

@trait(selector: ":is(structure, string)")
list references {
    member: ReferenceDefinition
}

structure ReferenceDefinition {
    service: String
    @required
    resource: String
    ids: StringMap
    rel: String
}

map StringMap {
    key: String
    value: String
}

@trait(selector: "structure > member")
structure recommended {
    reason: String
}

@trait(selector: "resource")
structure noReplace {}

@trait(selector: "structure > member")
string resourceIdentifier

@trait(selector: "structure > member")
structure property {
    name: String
}

@trait(selector: "*")
structure notProperty {}

@trait(selector: "structure > :test(member > structure)", structurallyExclusive: "member")
structure nestedProperties {}

@trait(selector: "[trait|trait]")
map traitValidators {
    key: String
    value: Document
}
