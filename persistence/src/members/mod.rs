//! Members: their records, terms, employment and applications.

mod application;
mod application_list;
mod list;
mod member;
mod spell;
pub mod tables;
mod term;

pub use application::{
    find_application, find_open_application, insert_application, load_application, lock_application, save_application,
};
pub use application_list::{ApplicationFilter, ApplicationSort, list_applications};
pub use list::{MemberFilter, MemberSort, StandingOn, list_members};
pub use member::{
    find_member, find_member_by_account, insert_member, load_member, lock_member, members_of_accounts, save_member,
};
pub use spell::{
    SpellSort, delete_spell, find_spell, insert_spell, list_spells, load_spell, save_spell, spells_of,
    spells_of_members,
};
pub use term::{TermSort, insert_term, list_terms, terms_of};

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
