//! How refusals of the sandbox read on the wire.

crate::problem_kinds! {
    CLOCK_OUT_OF_RANGE = 409 "clock-out-of-range" "The clock cannot be set to that time"
        "The clock can be set to times in the years 1970 to 2200, UTC."
        at "/now";
}
