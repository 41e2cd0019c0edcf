//! Who may call what: every operation of the document, as everybody.
//!
//! The `access.txt` of each folder of tests says what each is expected to get. It is written down, not
//! derived: a new operation without a row fails, and so does a row without its
//! operation.

mod looks;
mod relations;
mod salaries;
mod table;
mod tokens;
mod walk;
