//! How refusals of the sandbox read on the wire: so far none is its own.

crate::problem_kinds! {}
