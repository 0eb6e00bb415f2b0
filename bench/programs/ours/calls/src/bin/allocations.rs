//! Counts the allocations of calls.

#[path = "../../../../allocations.rs"]
mod allocations;
#[path = "../../../../body.rs"]
mod body;
#[path = "../../../../calls.rs"]
#[allow(dead_code, reason = "times, loads and first calls are measured by the other program")]
mod calls;
#[path = "../side.rs"]
mod side;

fn main() -> calls::Outcome<()> {
    allocations::run()
}
