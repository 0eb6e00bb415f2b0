//! A user of the generated crate: a server that checks what it sends.
