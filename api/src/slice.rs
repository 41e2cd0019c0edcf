//! What a slice of the association registers: one value, from which the server, the document, the worker and the
//! sandbox take what they need.
//!
//! Invariant: whatever reads a [`Slice`] names none; only `assembly.rs` lists them.

use actix_web::http::Method;
use futures_util::future::BoxFuture;
use guildhall_domain::accounts::Account;
use guildhall_domain::events::EventKind;
use guildhall_domain::ids::{AccountId, SessionId};
use guildhall_persistence::{Read, Tx};
use utoipa_actix_web::service_config::ServiceConfig;

use crate::app::App;
use crate::billing::billable::Billable;
use crate::events::Listener;
use crate::http::auth::Identity;
use crate::http::problem::{Problem, ProblemKind};
use crate::personal_data::{EndingOf, PersonalData};
use crate::sandbox::people::{Ids, Known, Newcomer, Persona};
use crate::sandbox::scenarios::Scenario;
use crate::templates::LetterKind;
use crate::worker::deliverers::Deliverer;
use crate::worker::job::Job;

/// Everything that one slice brings. Written in full where the slice has it, and otherwise taken from [`Slice::new`].
pub struct Slice {
    /// Name of its folder: `life_membership`. Its addresses begin with the same, with hyphens.
    pub name: &'static str,
    /// Whether every other slice may import it. A product slice is imported by none.
    pub base: bool,
    /// How the document names and describes it.
    pub tag: Tag,
    /// Registers its operations.
    pub routes: Routes,
    /// Operations at the addresses of another slice, by its name.
    pub guest_at: &'static [(&'static str, Routes)],
    /// The problems that only its operations answer with.
    pub problems: &'static [&'static ProblemKind],
    /// What it does by itself, each day or each minute.
    pub jobs: &'static [Job],
    /// What invoices bill of it.
    pub billables: Billables,
    /// What happens in it, event by event.
    pub events: &'static [EventKind],
    /// What it does when something happens in another.
    pub listeners: &'static [Listener],
    /// The letters that it writes.
    pub letters: &'static [LetterKind],
    /// Who hands over the kinds of messages that it brings a gateway for.
    pub deliverers: &'static [&'static dyn Deliverer],
    /// Deletes what has expired; how many rows.
    pub sweep: Option<for<'a> fn(&'a App, &'a Tx) -> Answered<'a, u64>>,
    /// The recorded examples of its operations and problems, as JSON: `include_str!("examples.json")`.
    pub examples: &'static str,
    /// Its situations in the sandbox.
    pub scenarios: fn() -> Vec<Scenario>,
    /// Which of its addresses answer in something else than JSON.
    pub media_types: &'static [MediaType],
    /// Beginnings of addresses whose rest is a secret, which no log may hold.
    pub secret_addresses: &'static [&'static str],
    /// Addresses where a POST lets somebody guess passwords, or makes the server send mail.
    pub guessable: &'static [&'static str],
    /// Says who somebody is. One slice does.
    pub identification: Option<Identification>,
    /// Whom and what it puts on record in a demo and in the sandbox.
    pub demo: Demo,
    /// What it holds about people. There is no default: a slice that holds nothing says so, with no tables.
    pub personal_data: &'static dyn PersonalData,
    /// What it ends when an account closes, somebody dies or a role is taken away. There is no default either.
    pub ends: EndingOf,
}

/// Registers operations.
pub type Routes = fn(&mut ServiceConfig<'_>);

/// Things that invoices bill.
pub type Billables = &'static [&'static dyn Billable];

/// How the document names a slice.
pub struct Tag {
    /// As its operations name it.
    pub name: &'static str,
    /// In one sentence.
    pub description: &'static str,
}

/// What an answer of a slice comes as, when it is called by way of its registration.
type Answered<'a, T> = BoxFuture<'a, Result<T, Problem>>;

/// How a slice says who somebody is.
#[derive(Clone, Copy)]
pub struct Identification {
    /// Who is behind the session of an account; `None` when either no longer counts.
    pub of_session: for<'a> fn(&'a App, AccountId, SessionId) -> Answered<'a, Option<Identity>>,
    /// Puts an invented person's account on record.
    pub enroll: for<'a> fn(&'a App, &'a Tx, Newcomer) -> Answered<'a, Account>,
    /// Who signs in with an address.
    pub of_address: for<'a> fn(&'a App, &'a dyn Read, &'a str) -> Answered<'a, Option<Known>>,
    /// Whether anybody is on record at all.
    pub anybody: for<'a> fn(&'a Tx) -> Answered<'a, bool>,
}

/// Puts on record what a slice shows of a persona.
pub type SeedPerson = for<'a> fn(&'a App, &'a Tx, &'a Persona, &'a Account) -> Answered<'a, Ids>;

/// What a slice puts on record in a demo and in the sandbox.
pub struct Demo {
    /// The personas that show something of it.
    pub personas: fn() -> Vec<&'static Persona>,
    /// What is there before anybody.
    pub ground: Option<for<'a> fn(&'a App, &'a Tx) -> Answered<'a, ()>>,
    /// What it puts on record for a persona who has an account; the ids of it, by what it is.
    pub person: Option<SeedPerson>,
}

impl Demo {
    /// Nobody and nothing.
    pub const NONE: Demo = Demo { personas: Vec::new, ground: None, person: None };
}

/// The media type of what some addresses answer.
pub struct MediaType {
    /// Which addresses.
    pub addresses: Addresses,
    /// The type, as in `Content-Type`.
    pub name: &'static str,
}

/// Which addresses something holds for.
pub enum Addresses {
    /// Those that begin so.
    Beginning(&'static str),
    /// Those that end so.
    Ending(&'static str),
}

impl Addresses {
    /// Whether the path of a request is one of them.
    pub fn have(&self, path: &str) -> bool {
        match self {
            Addresses::Beginning(beginning) => path.starts_with(beginning),
            Addresses::Ending(ending) => path.ends_with(ending),
        }
    }
}

impl Slice {
    /// A product slice that has operations, and its part in the story of a person.
    pub const fn new(
        name: &'static str,
        tag: Tag,
        routes: Routes,
        personal_data: &'static dyn PersonalData,
        ends: EndingOf,
    ) -> Slice {
        Slice {
            name,
            base: false,
            tag,
            routes,
            problems: &[],
            guest_at: &[],
            jobs: &[],
            billables: &[],
            events: &[],
            listeners: &[],
            letters: &[],
            deliverers: &[],
            sweep: None,
            examples: "{}",
            scenarios: Vec::new,
            media_types: &[],
            secret_addresses: &[],
            guessable: &[],
            identification: None,
            demo: Demo::NONE,
            personal_data,
            ends,
        }
    }

    /// What its addresses begin with: `/v1/life-membership`.
    pub fn address(&self) -> String {
        format!("/v1/{}", self.name.replace('_', "-"))
    }

    /// Whether a request to it lets somebody guess passwords or makes the server send mail.
    pub fn is_guessable(&self, method: &Method, path: &str) -> bool {
        method == Method::POST && self.guessable.contains(&path)
    }
}
