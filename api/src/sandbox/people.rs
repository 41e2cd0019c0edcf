//! The people of a demo or sandbox: one per role and per standing worth seeing.
//!
//! All are invented; each slice names those who show something of it. Their accounts are marked as demo accounts, and
//! production refuses to start while it holds one.

use chrono::NaiveDate;
use guildhall_domain::accounts::Account;
use guildhall_domain::accounts::role::{Role, Roles};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::Tx;
use guildhall_persistence::jobs::{self, Slot};
use uuid::Uuid;

use crate::app::App;
use crate::assembly;
use crate::http::problem::Problem;

/// The password of every persona.
pub const PASSWORD: &str = "springfield-town-hall-7";

/// Somebody who can sign in.
pub struct Persona {
    /// Among whom the persona is listed.
    pub group: Group,
    /// What the persona is for, for instance `finance` or `lapsed`; the first part of the address.
    pub role: &'static str,
    /// In words.
    pub about: &'static str,
    /// Given name and family name.
    pub names: (&'static str, &'static str),
    /// Roles granted by an administrator.
    pub granted: &'static [Role],
}

/// The groups in which personas are listed and put on record, in their order; within one, in that of the slices.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Who has an account and nothing else.
    Public,
    /// Who is or was a member.
    Members,
    /// Who acts for the association.
    Office,
}

impl Persona {
    /// Somebody without granted roles.
    pub const fn new(
        group: Group,
        role: &'static str,
        about: &'static str,
        names: (&'static str, &'static str),
    ) -> Persona {
        Persona { group, role, about, names, granted: &[] }
    }

    /// The address to sign in with.
    pub fn email(&self) -> String {
        email(self.role)
    }
}

/// The address of whoever has this role or handle.
pub(super) fn email(handle: &str) -> String {
    format!("{handle}@demo.guildhall.example")
}

/// Somebody invented, before there is an account.
pub struct Newcomer {
    /// The address to sign in with.
    pub email: String,
    /// Given name and family name.
    pub names: (&'static str, &'static str),
    /// Roles granted by an administrator.
    pub granted: &'static [Role],
}

/// Somebody as they are on record.
pub struct Known {
    /// The account.
    pub account_id: Uuid,
    /// The member record, if there is one.
    pub member_id: Option<Uuid>,
    /// Every role held now.
    pub roles: Roles,
}

/// Ids of what was put on record for a persona, by what it is.
pub type Ids = Vec<(&'static str, Uuid)>;

/// A persona on record.
pub struct Seeded {
    /// Who.
    pub persona: &'static Persona,
    /// Their account.
    pub account_id: AccountId,
    /// What the slices put on record for them.
    pub ids: Ids,
}

/// Everybody, in the order in which they are put on record.
pub fn all() -> Vec<&'static Persona> {
    let mut all: Vec<&Persona> = assembly::SLICES.iter().flat_map(|slice| (slice.demo.personas)()).collect();
    all.sort_by_key(|persona| persona.group);
    all
}

/// Puts what the slices begin with and the personas on record.
///
/// # Errors
/// Those of the store; a conflict when they are there already.
pub async fn seed(app: &App, tx: &Tx) -> Result<Vec<Seeded>, Problem> {
    for ground in assembly::SLICES.iter().filter_map(|slice| slice.demo.ground) {
        ground(app, tx).await?;
    }
    let mut seeded = Vec::new();
    for persona in all() {
        let newcomer = Newcomer { email: persona.email(), names: persona.names, granted: persona.granted };
        let account = put(app, tx, newcomer).await?;
        let mut ids = Ids::new();
        for person in assembly::SLICES.iter().filter_map(|slice| slice.demo.person) {
            ids.extend(person(app, tx, persona, &account).await?);
        }
        seeded.push(Seeded { persona, account_id: account.id, ids });
    }
    Ok(seeded)
}

/// Puts an invented person's account on record, with the password that everybody knows.
pub(super) async fn put(app: &App, tx: &Tx, newcomer: Newcomer) -> Result<Account, Problem> {
    (assembly::identification()?.enroll)(app, tx, newcomer).await
}

/// Seeds a demo whose database holds nobody yet, once, however many servers start together.
///
/// # Errors
/// Those of the store.
pub async fn seed_once(app: &App) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    // The run of a job that was due long ago: whoever claims it seeds.
    let slot = Slot::Date(NaiveDate::default());
    let mine = jobs::claim_run(&tx, "sandbox.seed", slot, app.clock.now()).await?;
    if !mine || (assembly::identification()?.anybody)(&tx).await? {
        return Ok(tx.rollback().await?);
    }
    seed(app, &tx).await?;
    Ok(tx.commit().await?)
}
