//! The slices of the association, and what all of them together bring.
//!
//! A slice is named here once: the line declares its folder in `api/src/`, registers its [`Slice`] and declares its
//! folder in `tests/`. Order: operations, scenarios and jobs are listed in that of the slices.

use std::sync::LazyLock;

use actix_web::http::Method;

use crate::billing::billable::Billable;
use crate::events::Listener;
use crate::http::problem::{INTERNAL, Problem, ProblemKind};
use crate::sandbox::scenarios::Scenario;
use crate::slice::{Billables, Identification, Routes, Slice};
use crate::templates::LetterKind;
use crate::worker::job::Job;

/// Every slice: `slices!(declared)` declares their folders, `slices!(registered)` gathers what they export.
#[macro_export]
macro_rules! slices {
    ($what:ident) => {
        $crate::slices! { $what:
            dues
            members
            billing
            accounts
            life_membership
            cyber_program
            credentials
            organizations
        }
    };
    (declared: $($slice:ident)*) => { $(pub mod $slice;)* };
    (registered: $($slice:ident)*) => { &[$(&$crate::$slice::SLICE),*] };
}

/// Every slice.
pub static SLICES: &[&Slice] = crate::slices!(registered);

/// The problems of every slice.
pub fn problems() -> impl Iterator<Item = &'static ProblemKind> {
    SLICES.iter().flat_map(|slice| slice.problems).copied()
}

/// Every job, in the order in which they run.
pub fn jobs() -> &'static [&'static Job] {
    static JOBS: LazyLock<Vec<&Job>> = LazyLock::new(|| {
        let mut jobs: Vec<&Job> = SLICES.iter().flat_map(|slice| slice.jobs).collect();
        jobs.sort_by_key(|job| job.due);
        jobs
    });
    &JOBS
}

/// Everything that invoices bill.
pub fn billables() -> Billables {
    static BILLABLES: LazyLock<Vec<&dyn Billable>> =
        LazyLock::new(|| SLICES.iter().flat_map(|slice| slice.billables).copied().collect());
    &BILLABLES
}

/// Whoever listens to events.
pub fn listeners() -> impl Iterator<Item = &'static Listener> {
    SLICES.iter().flat_map(|slice| slice.listeners)
}

/// The letters of every slice.
pub fn letters() -> impl Iterator<Item = &'static LetterKind> {
    SLICES.iter().flat_map(|slice| slice.letters)
}

/// What other slices register at the addresses of the slice of that name.
pub fn guests_of(name: &str) -> impl Iterator<Item = Routes> {
    SLICES.iter().flat_map(|slice| slice.guest_at).filter(move |(at, _)| *at == name).map(|(_, routes)| *routes)
}

/// Every scenario, in the order in which they are listed.
pub fn scenarios() -> &'static [Scenario] {
    static SCENARIOS: LazyLock<Vec<Scenario>> =
        LazyLock::new(|| SLICES.iter().flat_map(|slice| (slice.scenarios)()).collect());
    &SCENARIOS
}

/// The media type of what an address answers.
pub fn media_type_of(path: &str) -> &'static str {
    let mut known = SLICES.iter().flat_map(|slice| slice.media_types);
    known.find(|known| known.addresses.have(path)).map_or("application/json", |known| known.name)
}

/// Beginnings of addresses whose rest is a secret.
pub fn secret_addresses() -> impl Iterator<Item = &'static str> {
    SLICES.iter().flat_map(|slice| slice.secret_addresses).copied()
}

/// Whether a request lets somebody guess passwords or makes the server send mail.
pub fn is_guessable(method: &Method, path: &str) -> bool {
    SLICES.iter().any(|slice| slice.is_guessable(method, path))
}

/// How it is known who somebody is.
///
/// # Errors
/// `internal` when no slice says it.
pub fn identification() -> Result<Identification, Problem> {
    SLICES.iter().find_map(|slice| slice.identification).ok_or_else(|| Problem::new(&INTERNAL))
}
