//! The commands, a file each.

pub mod admin;
pub mod doctor;
pub mod migrate;
pub mod openapi;
pub mod reseal;
pub mod sandbox;
pub mod serve;
pub mod worker;
