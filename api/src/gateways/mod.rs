//! The world outside the process: time, randomness, mail. A trait, a real
//! client and a recording one each, where two implementations exist.

pub mod clock;
pub mod entropy;
pub mod mail;
