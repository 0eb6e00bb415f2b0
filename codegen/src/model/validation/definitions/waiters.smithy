$version: "2.0"

namespace smithy.waiters

@trait(selector: "operation :not(-[input, output]-> structure > member > union[trait|streaming])")
map waitable {
    key: WaiterName
    value: Waiter
}

string WaiterName

structure Waiter {
    documentation: String
    @required
    acceptors: Acceptors
    minDelay: Delay
    maxDelay: Delay
    deprecated: Boolean
    tags: Tags
}

list Tags {
    member: String
}

@range(min: 1)
integer Delay

@length(min: 1)
list Acceptors {
    member: Acceptor
}

structure Acceptor {
    @required
    state: AcceptorState
    @required
    matcher: Matcher
    message: String
}

enum AcceptorState {
    SUCCESS = "success"
    FAILURE = "failure"
    RETRY = "retry"
}

union Matcher {
    output: PathMatcher
    inputOutput: PathMatcher
    success: Boolean
    errorType: String
}

structure PathMatcher {
    @required
    path: String
    @required
    expected: String
    @required
    comparator: Comparator
}

enum Comparator {
    STRING_EQUALS = "stringEquals"
    BOOLEAN_EQUALS = "booleanEquals"
    ALL_STRING_EQUALS = "allStringEquals"
    ANY_STRING_EQUALS = "anyStringEquals"
}
