//! Counts the allocations of a call. It is a separate program, since counting takes time.

use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

use crate::calls::{Call, Outcome, copy, small_runtime, value};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<std::alloc::System> = &INSTRUMENTED_SYSTEM;

/// Prints allocations (growing a buffer is one) and bytes per call, and for a copy of what the list
/// is read into.
pub(crate) fn run() -> Outcome<()> {
    const CALLS: usize = 200;
    for (call, name) in Call::ALL {
        let client = call.client();
        small_runtime()?.block_on(async {
            for _ in 0..10 {
                call.make(&client).await?;
            }
            let region = Region::new(ALLOCATOR);
            for _ in 0..CALLS {
                call.make(&client).await?;
            }
            print(name, &region, CALLS);
            Outcome::Ok(())
        })?;
    }
    let value = value()?;
    let region = Region::new(ALLOCATOR);
    copy(&value);
    print("value", &region, 1);
    Ok(())
}

fn print(name: &str, region: &Region<'_, std::alloc::System>, calls: usize) {
    let change = region.change();
    println!(
        "{name}_allocations {}",
        (change.allocations + change.reallocations) / calls
    );
    println!("{name}_bytes {}", change.bytes_allocated / calls);
}
