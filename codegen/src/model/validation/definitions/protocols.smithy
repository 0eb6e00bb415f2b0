$version: "2.0"

namespace smithy.protocols

list Strings {
    member: String
}

@protocolDefinition
@trait(selector: "service")
structure rpcv2Cbor {
    http: Strings
    eventStreamHttp: Strings
}

@protocolDefinition
@trait(selector: "service")
structure rpcv2Json {
    http: Strings
    eventStreamHttp: Strings
}
