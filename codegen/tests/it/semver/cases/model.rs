//! The model that the cases change.

pub(in crate::semver) const MODEL: &str = r#"$version: "2.0"
namespace example

use aws.auth#sigv4
use aws.protocols#restJson1

@restJson1
@sigv4(name: "kiosk")
@title("Kiosk")
service Kiosk {
    version: "1"
    operations: [Buy, Browse]
    errors: [Closed]
}

@idempotent
@http(method: "PUT", uri: "/papers/{title}")
operation Buy {
    input := {
        @required
        @httpLabel
        title: Title
        paper: Paper
        @idempotencyToken
        token: String
        note: String
    }
    output := {
        @required
        receipt: String
        price: Money
    }
    errors: [SoldOut]
}

@readonly
@paginated(inputToken: "next", outputToken: "next", items: "papers")
@http(method: "GET", uri: "/papers")
operation Browse {
    input := {
        @httpQuery("next")
        next: String
        @httpQuery("kind")
        kind: Kind
    }
    output := {
        next: String
        papers: Papers
        state: State
    }
}

@length(min: 1, max: 20)
string Title

list Papers { member: Paper }

structure Paper {
    @required
    title: Title
    pages: Integer
    copies: Integer = 1
    @timestampFormat("http-date")
    printed: Timestamp
    kind: Kind
    owner: Owner
}

structure Money { amount: Long, currency: String }

structure Owner { name: String, @jsonName("mail") address: String }

enum Kind {
    DAILY
    WEEKLY = "weekly"
}

union State { open: String, closed: Money }

@error("client")
@httpError(409)
structure SoldOut { message: String, title: Title }

@error("server")
structure Closed { message: String }
"#;
