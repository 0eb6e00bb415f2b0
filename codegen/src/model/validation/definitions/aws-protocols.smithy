$version: "2.0"

namespace aws.protocols

list Strings {
    member: String
}

@protocolDefinition
@trait(selector: "service")
structure awsJson1_0 {
    http: Strings
    eventStreamHttp: Strings
}

@protocolDefinition
@trait(selector: "service")
structure awsJson1_1 {
    http: Strings
    eventStreamHttp: Strings
}

@protocolDefinition
@trait(selector: "service")
structure restJson1 {
    http: Strings
    eventStreamHttp: Strings
}

@protocolDefinition(noInlineDocumentSupport: true)
@trait(selector: "service")
structure restXml {
    http: Strings
    eventStreamHttp: Strings
    noErrorWrapping: Boolean
}

@protocolDefinition(noInlineDocumentSupport: true)
@trait(selector: "service [trait|xmlNamespace]")
structure awsQuery {}

@protocolDefinition(noInlineDocumentSupport: true)
@trait(selector: "service [trait|xmlNamespace]")
structure ec2Query {}

@trait(selector: "service")
structure awsQueryCompatible {}

@trait(selector: "structure [trait|error]")
structure awsQueryError {
    @required
    code: String
    @required
    httpResponseCode: Integer
}

@pattern("^[a-zA-Z_][a-zA-Z_0-9-]*$")
@trait(selector: "structure > member")
string ec2QueryName

@trait(selector: "operation")
structure httpChecksum {
    requestChecksumRequired: Boolean
    requestAlgorithmMember: String
    requestValidationModeMember: String
    responseAlgorithms: ChecksumAlgorithms
}

@length(min: 1)
@uniqueItems
list ChecksumAlgorithms {
    member: String
}
