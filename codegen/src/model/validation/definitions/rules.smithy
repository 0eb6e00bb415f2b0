$version: "2.0"

namespace smithy.rules

@trait(selector: "service")
document endpointRuleSet

@trait(selector: "service")
document endpointTests

@trait(selector: "service")
document endpointBdd

@trait(selector: "operation -[input]-> structure > :test(member > :test(string, boolean, list > member > string))")
structure contextParam {
    @required
    name: String
}

@trait(selector: "operation")
map staticContextParams {
    key: String
    value: StaticContextParam
}

structure StaticContextParam {
    @required
    value: Document
}

@trait(selector: "operation")
map operationContextParams {
    key: String
    value: OperationContextParam
}

structure OperationContextParam {
    @required
    path: String
}

@trait(selector: "service")
map clientContextParams {
    key: String
    value: ClientContextParam
}

structure ClientContextParam {
    @required
    type: ParamType
    documentation: String
}

enum ParamType {
    STRING = "string"
    BOOLEAN = "boolean"
    STRING_ARRAY = "stringArray"
}
