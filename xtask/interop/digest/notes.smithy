$version: "2.0"

namespace interop.digest

use aws.protocols#restJson1

/// Notes behind digest authentication, on servers that others wrote.
@restJson1
@httpDigestAuth
service Notes {
    version: "2026-11-28"
    operations: [GetUser, PutNote]
}

/// The page of `httpbin` that asks for a user and a password.
@readonly
@http(method: "GET", uri: "/digest-auth/{qop}/{user}/{password}/{algorithm}")
operation GetUser {
    input := {
        @required
        @httpLabel
        qop: String

        @required
        @httpLabel
        user: String

        @required
        @httpLabel
        password: String

        @required
        @httpLabel
        algorithm: String

        @httpHeader("cookie")
        cookie: String
    }

    output := {
        authenticated: Boolean
        user: String
    }
}

/// A page behind `Flask-HTTPAuth`, which accepts only its own nonces.
@http(method: "POST", uri: "/notes/{algorithm}")
operation PutNote {
    input := {
        @required
        @httpLabel
        algorithm: String

        text: String
    }

    output := {
        user: String
        text: String

        /// The number of requests that were refused so far.
        refused: Integer
    }
}
