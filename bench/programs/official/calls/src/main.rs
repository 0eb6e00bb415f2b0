//! Calls to measure; `calls.rs` says which.

#[path = "../../../body.rs"]
mod body;
#[path = "../../../calls.rs"]
mod calls;
mod side;

fn main() -> calls::Outcome<()> {
    calls::run(&std::env::args().skip(1).collect::<Vec<_>>())
}
