crate::problem_kinds! {}
