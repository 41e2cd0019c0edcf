//! Members: their records, terms, employment and applications.

use guildhall_domain::members::ApplicationState;
use guildhall_domain::members::admission::ReviewAction;

use crate::words::{WordColumn, words};

mod application;
mod application_list;
mod application_step;
mod chapter;
mod honorary;
mod list;
mod member;
mod spell;
pub mod tables;
mod term;

pub use application::{
    find_application, find_open_application, insert_application, load_application, lock_application, save_application,
};
pub use application_list::{ApplicationFilter, ApplicationSort, list_applications};
pub use application_step::{ApplicationStep, add_application_step, application_steps};
pub use chapter::{
    ChapterSort, find_chapter_namesake, insert_chapter, list_chapters, load_chapter, lock_chapter,
    lock_chapter_by_code, save_chapter, taken_places,
};
pub use honorary::{
    FormerMembership, HonoraryConferral, HonorarySort, Revocation, insert_conferral, list_conferrals, load_conferral,
    lock_conferral, save_conferral,
};
pub use list::{MemberFilter, MemberSort, StandingOn, list_members};
pub use member::{
    find_member, find_member_by_account, insert_member, load_member, lock_member, members_of_accounts, save_member,
};
pub use spell::{
    SpellSort, delete_spell, find_spell, insert_spell, list_spells, load_spell, save_spell, spells_at, spells_of,
    spells_of_members,
};
pub use term::{TermSort, delete_term, insert_term, list_terms, save_term_end, save_term_paid, terms_of};

/// Columns that hold words of open lists.
pub(crate) const WORDS: &[WordColumn] = &[
    words!("membership_applications", "state", ApplicationState),
    words!("membership_application_steps", "action", ReviewAction),
];

#[cfg(test)]
mod plans;
#[cfg(test)]
mod tests;
