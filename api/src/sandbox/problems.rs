//! How refusals of the sandbox read on the wire.

crate::problem_kinds! {
    CLOCK_OUT_OF_RANGE = 409 "clock-out-of-range" "The clock cannot stand there"
        "The instant is outside the years that ids and dates of the domain can hold: 1970 to 9000, in UTC.";
}
