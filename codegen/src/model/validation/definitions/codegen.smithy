$version: "2.0"

namespace smithy.codegen

list Strings {
    member: String
}

map StringMap {
    key: String
    value: String
}

structure RateLimitGroup {
    operations: Strings
    readOnly: Boolean
    @required
    perSecond: Double
}

@trait(selector: "service")
list boundMembers {
    member: String
}

@trait
document example

@trait(selector: "service")
list rateLimits {
    member: RateLimitGroup
}

@trait(selector: "operation")
structure task {
    @required
    @idRef(failWhenMissing: true, selector: "operation")
    poll: String
    @required
    id: String
    @required
    filter: String
    @required
    status: String
    @required
    success: Strings
    @required
    failure: Strings
    end: String
    reasons: Strings
    fromCall: Strings
}

@trait(selector: "operation")
structure update {
    @required
    @idRef(failWhenMissing: true, selector: "operation")
    read: String
    @required
    identifier: String
    @required
    @idRef(failWhenMissing: true, selector: "structure[trait|error]")
    conflict: String
    output: String
    renames: StringMap
    fromCall: Strings
    readOnly: Strings
    notRead: Strings
}
