//! The `guildhall` program: see `guildhall help`.

use std::process::ExitCode;

// Under many small allocations on several threads it is faster than the system's, and gives memory back.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    guildhall::cli::main()
}
