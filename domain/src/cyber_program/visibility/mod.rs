//! Who can read what a person wrote, and who may write it.

pub mod audience;
mod capacity;
pub mod choice;
pub mod reading;
pub mod viewer;

pub use audience::{Audience, AudienceBound, Peers, Sight};
pub use choice::{AudienceChoice, choose_audience};
pub use reading::{Capacity, Visibility, may_read};
pub use viewer::{GroupSpell, GroupStay, Mentorship, SeatOfViewer, Ties, Viewer};
