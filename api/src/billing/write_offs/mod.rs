//! Write-offs: proposed by one, approved or declined by another.

pub mod approval;
pub mod decline;
pub mod write_offs;
