//! What the association holds about a person, slice by slice: told, forgotten, moved to another account. And what ends
//! for a person when an account closes, somebody dies or a role is taken away.
//!
//! Invariants: every slice answers for its own tables, and none is passed over; what is kept is named, with the reason.
//! No operation calls `export` and `merge` yet; suspending and closing an account call `end`, and the daily erasure of closed
//! accounts calls `erase`.

use async_trait::async_trait;
use futures_util::future::BoxFuture;
use guildhall_domain::accounts::Role;
use guildhall_domain::ids::AccountId;
pub use guildhall_persistence::personal_data::Person;
use guildhall_persistence::personal_data::{self as store, Fate, Table};
use guildhall_persistence::{Tx, members};
use serde_json::{Map, Value};

use crate::app::App;
use crate::assembly::SLICES;
use crate::http::problem::Problem;

/// A slice's part in the story of a person.
#[async_trait]
pub trait PersonalData: Sync {
    /// The tables that name people or belong to one that does, those that refer to others before those they refer to.
    fn tables(&self) -> &'static [&'static Table];

    /// Everything that the slice holds about somebody, by table.
    async fn export(&self, _: &App, tx: &Tx, person: &Person) -> Result<Map<String, Value>, Problem> {
        exported(self.tables(), tx, person).await
    }

    /// Deletes or anonymizes what need not be kept; how many rows.
    async fn erase(&self, _: &App, tx: &Tx, person: &Person) -> Result<u64, Problem> {
        let mut erased = 0;
        for table in self.tables() {
            erased += store::erase(tx, table, person).await?;
        }
        Ok(erased)
    }

    /// Gives to one person what is another's; how many rows changed.
    async fn merge(&self, _: &App, tx: &Tx, from: &Person, into: &Person) -> Result<u64, Problem> {
        let mut moved = 0;
        for table in self.tables() {
            moved += store::merge(tx, table, from, into).await?;
        }
        Ok(moved)
    }

    /// What stays when somebody is forgotten, and why.
    async fn retain(&self, tx: &Tx, person: &Person) -> Result<Vec<Retained>, Problem> {
        let mut retained = Vec::new();
        for table in self.tables() {
            if let Fate::Kept(reason) | Fate::Anonymized(_, reason) = table.fate {
                let rows = store::count(tx, table, person).await?;
                retained.extend((rows > 0).then_some(Retained { table: table.name, rows, reason }));
            }
        }
        Ok(retained)
    }
}

/// The part of a slice of which the descriptions of its tables say everything; with no tables, of one that holds
/// nothing about people.
pub struct InTables(pub &'static [&'static Table]);

impl PersonalData for InTables {
    fn tables(&self) -> &'static [&'static Table] {
        self.0
    }
}

/// The rows of some tables about somebody; a table without any is left out.
///
/// # Errors
/// Those of any read.
pub async fn exported(tables: &[&'static Table], tx: &Tx, person: &Person) -> Result<Map<String, Value>, Problem> {
    let mut told = Map::new();
    for table in tables {
        let rows = store::export(tx, table, person).await?;
        if !rows.is_empty() {
            told.insert(table.name.into(), Value::Array(rows));
        }
    }
    Ok(told)
}

/// Rows that stay when somebody is forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Retained {
    /// The table.
    pub table: &'static str,
    /// How many rows.
    pub rows: u64,
    /// Why.
    pub reason: &'static str,
}

/// What happened to a person, so that something of theirs ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The account is suspended; it may come back.
    AccountSuspended,
    /// The account is closed for good.
    AccountClosed,
    /// The person died.
    PersonDied,
    /// A role was taken away.
    RoleTaken(Role),
}

/// Somebody for whom something ends, and who says so: nobody when it follows from the record.
#[derive(Clone, Copy, Debug)]
pub struct Ended {
    /// Whose it is.
    pub person: Person,
    /// What happened.
    pub ending: Ending,
    /// Who ended it.
    pub by: Option<AccountId>,
}

/// Ends what a slice holds open for somebody; how many things that were.
pub type EndingOf = for<'a> fn(&'a App, &'a Tx, Ended) -> BoxFuture<'a, Result<u64, Problem>>;

/// For a slice that holds nothing open for anybody.
pub fn nothing_ends<'a>(_: &'a App, _: &'a Tx, _: Ended) -> BoxFuture<'a, Result<u64, Problem>> {
    Box::pin(std::future::ready(Ok(0)))
}

/// The person of an account.
///
/// # Errors
/// Those of any read.
pub async fn person(tx: &Tx, account: AccountId) -> Result<Person, Problem> {
    let member = members::find_member_by_account(tx, account).await?;
    Ok(Person { account, member: member.map(|member| member.id) })
}

/// Everything on record about somebody, by slice and table.
///
/// # Errors
/// Those of any read; `internal` when a sealed text does not open.
pub async fn export(app: &App, tx: &Tx, person: &Person) -> Result<Map<String, Value>, Problem> {
    let mut told = Map::new();
    for slice in SLICES {
        let part = slice.personal_data.export(app, tx, person).await?;
        if !part.is_empty() {
            told.insert(slice.name.into(), Value::Object(part));
        }
    }
    Ok(told)
}

/// Forgets somebody: what need not be kept is deleted or anonymized, in every slice. What stays, and why.
///
/// # Errors
/// Those of any write.
pub async fn erase(app: &App, tx: &Tx, person: &Person) -> Result<Vec<Retained>, Problem> {
    for slice in SLICES {
        slice.personal_data.erase(app, tx, person).await?;
    }
    retained(tx, person).await
}

/// What stays on record when somebody is forgotten, and why.
///
/// # Errors
/// Those of any read.
pub async fn retained(tx: &Tx, person: &Person) -> Result<Vec<Retained>, Problem> {
    let mut retained = Vec::new();
    for slice in SLICES {
        retained.extend(slice.personal_data.retain(tx, person).await?);
    }
    Ok(retained)
}

/// Gives everything of one account to another; how many rows changed. The account that is left keeps its sessions and
/// roles; that they end is for the caller to say, by [`end`].
///
/// # Errors
/// A conflict when both have what only one may have; those of any write.
pub async fn merge(app: &App, tx: &Tx, from: &Person, into: &Person) -> Result<u64, Problem> {
    let mut moved = 0;
    for slice in SLICES {
        moved += slice.personal_data.merge(app, tx, from, into).await?;
    }
    Ok(moved)
}

/// Ends what is open for somebody, in every slice; how many things that were.
///
/// # Errors
/// Those of the actions that end it.
pub async fn end(app: &App, tx: &Tx, ended: Ended) -> Result<u64, Problem> {
    let mut count = 0;
    for slice in SLICES {
        count += (slice.ends)(app, tx, ended).await?;
    }
    Ok(count)
}
