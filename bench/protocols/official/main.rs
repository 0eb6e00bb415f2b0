//! One call of each protocol to measure; `calls.rs` says which.

#[path = "../bodies.rs"]
mod bodies;
#[path = "../calls.rs"]
mod calls;
mod side;

fn main() -> calls::Outcome<()> {
    calls::run(&std::env::args().skip(1).collect::<Vec<_>>())
}
