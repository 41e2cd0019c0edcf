//! What holds for every operation.

mod health;
