//! Applications for Life membership, the steps taken on them, recognition of those granted, and the print magazine.

mod application;
mod application_list;
mod print_subscription;
mod recognition;
pub mod tables;
mod transition;

pub use application::{
    find_current, find_granted, find_life_application, insert_life_application, load_life_application,
    lock_life_application, save_life_application,
};
pub use application_list::{LifeApplicationFilter, LifeApplicationSort, list_life_applications};
pub use print_subscription::{
    PrintSort, find_latest_print_subscription, find_print_subscription, insert_print_subscription,
    list_print_subscriptions, lock_print_subscription, save_print_subscription,
};
pub use recognition::{
    RecognitionRecord, RecognitionSort, find_recognition, insert_recognition, list_recognitions, lock_recognition,
    save_recognition,
};
pub use transition::{insert_transition, transitions_of};

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
