//! Life membership: who has earned it, what it becomes when a Life member works, how it
//! is applied for, recognised and enjoyed; and the service awards, which have another clock.

pub mod employment;
pub mod service;

pub use employment::Employment;
pub use service::{Service, ServiceLength, Span};

#[cfg(test)]
mod tests;
