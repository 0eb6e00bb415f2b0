$version: "2.0"

namespace aws.auth

@length(min: 1)
string SigningName

@authDefinition
@trait(selector: "service")
structure sigv4 {
    @required
    name: SigningName
}

@authDefinition
@trait(selector: "service")
structure sigv4a {
    @required
    name: SigningName
}

@trait(selector: "operation")
structure unsignedPayload {}
