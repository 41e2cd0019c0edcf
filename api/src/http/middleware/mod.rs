//! What every request passes on its way to a handler, and every answer on its way back.

pub mod compress;
pub mod early;
pub mod frame;
pub mod limits;
