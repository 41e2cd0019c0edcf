//! Applications for membership: submitting, staff's review, and taking back.

pub mod acceptance;
pub mod answer;
pub mod application_out;
pub mod applications;
pub mod decline;
pub mod information_request;
pub mod review;
pub mod withdrawal;
