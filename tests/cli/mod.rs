//! The program itself, run as its users run it.

mod doctor;
mod openapi;
mod production;
pub mod program;
mod serving;
mod shutdown;
