$version: "2.0"

namespace smithy.api

list StringList {
    member: String
}

list NonEmptyStringList {
    member: NonEmptyString
}

list TraitIds {
    @idRef(failWhenMissing: true, selector: "[trait|trait]")
    member: String
}

@trait(selector: ":is(simpleType, list, map, structure, union)")
structure trait {
    selector: String
    conflicts: NonEmptyStringList
    structurallyExclusive: StructuralExclusivity
    breakingChanges: BreakingChanges
}

@length(min: 1)
list BreakingChanges {
    member: BreakingChange
}

structure BreakingChange {
    path: String
    @required
    change: BreakingChangeKind
    severity: BreakingChangeSeverity
    message: String
}

enum BreakingChangeKind {
    UPDATE = "update"
    ADD = "add"
    REMOVE = "remove"
    PRESENCE = "presence"
    ANY = "any"
}

enum BreakingChangeSeverity {
    NOTE
    WARNING
    DANGER
    ERROR
}

enum StructuralExclusivity {
    MEMBER = "member"
    TARGET = "target"
}

@trait(selector: ":is(simpleType, list, map, structure > member, list > member, map > member)")
document default

@trait(selector: "structure > member")
structure addedDefault {}

@trait(selector: ":test(boolean, byte, short, integer, long, float, double, member > :test(boolean, byte, short, integer, long, float, double))")
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
@length(min: 1)
map externalDocumentation {
    key: NonEmptyString
    value: NonEmptyString
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
    @length(min: 1)
    member: String
}

@trait(selector: "[id=smithy.api#Unit]")
structure unitType {}

@trait(selector: ":not(member)")
structure mixin {
    localTraits: TraitIds
    interface: Boolean
}

@trait(selector: "string :not(enum)")
@length(min: 1)
list enum {
    member: EnumDefinition
}

structure EnumDefinition {
    @required
    value: NonEmptyString
    @pattern("^[a-zA-Z_]+[a-zA-Z_0-9]*$")
    name: String
    documentation: String
    tags: NonEmptyStringList
    deprecated: Boolean
}

@trait(selector: ":is(enum, intEnum) > member")
document enumValue

@trait(selector: "structure", conflicts: [trait, input, output])
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
@notProperty
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

@trait(selector: "structure > member :test(> map > member[id|member=value] > :test(string, list > member > string))", structurallyExclusive: "member",
    conflicts: [httpLabel, httpHeader, httpPrefixHeaders, httpPayload, httpResponseCode, httpQuery])
structure httpQueryParams {}

@trait(selector: "structure > member :test(> :is(string, number, boolean, timestamp), > list > member > :is(string, number, boolean, timestamp))",
    conflicts: [httpLabel, httpQuery, httpPrefixHeaders, httpPayload, httpResponseCode, httpQueryParams])
@length(min: 1)
string httpHeader

@trait(selector: "structure > member :test(> map :not([trait|sparse]) > member[id|member=value] > string)", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPayload, httpResponseCode, httpQueryParams])
string httpPrefixHeaders

@trait(selector: "structure > :test(member > :is(string, blob, structure, union, document, list, map))", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpResponseCode, httpQueryParams])
structure httpPayload {}

@trait(selector: "structure :not([trait|input]) > :test(member > integer)", structurallyExclusive: "member",
    conflicts: [httpLabel, httpQuery, httpHeader, httpPrefixHeaders, httpPayload, httpQueryParams])
structure httpResponseCode {}

@trait(selector: "operation")
structure httpChecksumRequired {}

@trait(selector: "service")
structure cors {
    origin: NonEmptyString
    maxAge: Integer
    additionalAllowedHeaders: NonEmptyStringList
    additionalExposedHeaders: NonEmptyStringList
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
    traits: TraitIds
}

@trait(selector: "structure[trait|trait]")
structure protocolDefinition {
    traits: TraitIds
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
    @pattern("^[a-zA-Z_][a-zA-Z_0-9-]*$")
    prefix: NonEmptyString
}

@trait(selector: ":test(timestamp, member > timestamp)")
enum timestampFormat {
    DATE_TIME = "date-time"
    EPOCH_SECONDS = "epoch-seconds"
    HTTP_DATE = "http-date"
}

@trait(selector: ":test(list, map, string, blob, member > :is(list, map, string, blob))")
structure length {
    min: Long
    max: Long
}

@trait(selector: ":test(string, member > string)")
string pattern

@trait(selector: ":test(number, member > number)")
structure range {
    min: BigDecimal
    max: BigDecimal
}

@trait(selector: "list :not(> member ~> :is(float, double, document))", conflicts: [sparse])
structure uniqueItems {}

@trait(selector: ":is(list, map)")
structure sparse {}

@trait(selector: ":not(:test(service, operation, resource, member))")
structure sensitive {}

@trait(selector: ":is(blob, union)", structurallyExclusive: "target")
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
    @idRef(selector: "structure[trait|error]")
    shapeId: String
    content: Document
}

@trait(selector: ":test(string, member > string)")
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
    service: NonEmptyString
    @required
    resource: NonEmptyString
    ids: NonEmptyStringMap
    rel: NonEmptyString
}

map NonEmptyStringMap {
    key: NonEmptyString
    value: NonEmptyString
}

@trait(selector: "structure > member", conflicts: [required])
structure recommended {
    reason: String
}

@trait(selector: "resource:test(-[put]->)")
structure noReplace {}

@trait(selector: "structure > :test(member[trait|required] > string)")
@length(min: 1)
@notProperty
string resourceIdentifier

@trait(selector: "structure > member", conflicts: [resourceIdentifier])
structure property {
    name: String
}

@trait(selector: ":is(structure > member, [trait|trait])")
@notProperty
structure notProperty {}

@trait(selector: "structure > :test(member > structure)", structurallyExclusive: "member")
@notProperty
structure nestedProperties {}

@trait(selector: "[trait|trait]")
map traitValidators {
    key: String
    value: TraitValidator
}

structure TraitValidator {
    @required
    selector: String
    message: String
    severity: BreakingChangeSeverity
}
