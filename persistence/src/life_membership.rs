//! Applications for Life membership, the steps taken on them, and recognition of those granted.

mod application;
mod application_list;
mod recognition;
mod transition;

pub use application::{
    find_current, find_granted, find_life_application, insert_life_application, load_life_application,
    lock_life_application, save_life_application,
};
pub use application_list::{LifeApplicationFilter, LifeApplicationSort, list_life_applications};
pub use recognition::{
    RecognitionRecord, RecognitionSort, find_recognition, insert_recognition, list_recognitions, load_recognition,
    lock_recognition, save_recognition,
};
pub use transition::{insert_transition, transitions_of};

#[cfg(test)]
mod tests;
