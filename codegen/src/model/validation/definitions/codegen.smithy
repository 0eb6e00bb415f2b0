$version: "2.0"

namespace smithy.codegen

list Strings {
    member: String
}

structure RateLimitGroup {
    operations: Strings
    readOnly: Boolean
    @required
    perSecond: Double
}

@trait
document example

@trait(selector: "service")
list rateLimits {
    member: RateLimitGroup
}
