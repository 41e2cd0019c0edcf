//! What a table holds about a person: told in full, deleted or anonymized, moved to another account.
//!
//! Each slice describes its tables (`<slice>/tables.rs`), and the statements follow from the description. Invariants: no
//! hash, no sealed text and no password is ever exported from here; a foreign key to an account or a member is described
//! by some slice (`tests/personal_data`).

use chrono::NaiveDate;
use guildhall_domain::{AccountId, CohortId, MemberId};
use sea_orm::sea_query::{Alias, Cond, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, QueryResult, Statement};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::columns::{from_json, instant};
use crate::{Engine, Read, StoreError, Tx};

/// A table that tells of people.
pub struct Table {
    /// Its name.
    pub name: &'static str,
    /// How a row names the person it is about.
    pub about: Link,
    /// Further columns that name an account: whoever acted, on a row that may be about somebody else.
    pub accounts: &'static [&'static str],
    /// Further columns that name a member.
    pub members: &'static [&'static str],
    /// The column whose text is sealed, and whose key seals it.
    pub sealed: Option<Sealed>,
    /// What becomes of the rows when the person is to be forgotten.
    pub fate: Fate,
    /// What becomes of the rows when the person's account is merged into another.
    pub merging: Merging,
}

/// A sealed text: the column, and whose key seals it.
#[derive(Clone, Copy)]
pub enum Sealed {
    /// The author's.
    ByAuthor(&'static str),
    /// That of the cohort that the row belongs to.
    ByCohort(&'static str),
}

/// What becomes of rows when an account is merged into another.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Merging {
    /// They are the other's from then on.
    Moves,
    /// They are, unless both are members: then each keeps the record of its own.
    MovesUnlessBothAreMembers,
    /// They stay with the account that is left.
    Stays,
}

/// How a row names the person it is about.
pub enum Link {
    /// By the account, in this column.
    Account(&'static str),
    /// By the member, in this column.
    Member(&'static str),
    /// By the row that it belongs to: this column holds the id of one of that table.
    Row(&'static str, &'static Table),
    /// Not at all: a row is about nobody, and only says who acted.
    Nobody,
}

/// What becomes of the rows when the person is to be forgotten.
pub enum Fate {
    /// They are deleted.
    Deleted,
    /// They stay, with these columns overwritten, for this reason.
    Anonymized(&'static [(&'static str, Blank)], &'static str),
    /// They stay as they are, for this reason.
    Kept(&'static str),
}

/// What a column is overwritten with.
#[derive(Clone, Copy)]
pub enum Blank {
    /// Nothing.
    Null,
    /// A fixed word.
    Word(&'static str),
    /// An address that no other account has, and that no mail reaches.
    Address,
}

/// Somebody, by account and by member record, if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub account: AccountId,
    /// The member record.
    pub member: Option<MemberId>,
}

impl Table {
    /// Rows that name their person by `about`, and nothing else of anybody.
    pub const fn about(name: &'static str, about: Link, fate: Fate, merging: Merging) -> Table {
        Table { name, about, accounts: &[], members: &[], sealed: None, fate, merging }
    }

    /// Every column that holds the id of an account or a member.
    pub fn columns_naming_people(&self) -> Vec<&'static str> {
        let about = match self.about {
            Link::Account(column) | Link::Member(column) => Some(column),
            Link::Row(..) | Link::Nobody => None,
        };
        about.into_iter().chain(self.accounts.iter().copied()).chain(self.members.iter().copied()).collect()
    }

    /// The rows about somebody.
    fn rows_about(&self, person: &Person) -> Option<Cond> {
        let named = |column: &str, id: Uuid| Cond::all().add(Expr::col(Alias::new(column)).eq(id));
        match &self.about {
            Link::Account(column) => Some(named(column, person.account.uuid())),
            Link::Member(column) => person.member.map(|member| named(column, member.uuid())),
            Link::Row(column, parent) => {
                let parents = parent.rows_about(person)?;
                let ids =
                    Query::select().column(Alias::new("id")).from(Alias::new(parent.name)).cond_where(parents).take();
                Some(Cond::all().add(Expr::col(Alias::new(*column)).in_subquery(ids)))
            }
            Link::Nobody => None,
        }
    }
}

/// Everything that a table holds about somebody, row by row, secrets and sealed texts left out.
pub async fn export(tx: &Tx, table: &Table, person: &Person) -> Result<Vec<Value>, StoreError> {
    let Some(rows) = table.rows_about(person) else { return Ok(Vec::new()) };
    let columns: Vec<Column> = columns_of(tx, table.name).await?.into_iter().filter(Column::is_told).collect();
    let mut select = Query::select();
    select.from(Alias::new(table.name)).cond_where(rows);
    for column in &columns {
        select.column(Alias::new(&column.name));
    }
    if let Some(first) = columns.first() {
        select.order_by(Alias::new(&first.name), Order::Asc);
    }
    tx.query_all(&select).await?.iter().map(|row| told(row, &columns)).collect()
}

/// Deletes or overwrites what a table holds about somebody, as the table says; how many rows.
pub async fn erase(tx: &Tx, table: &Table, person: &Person) -> Result<u64, StoreError> {
    let Some(rows) = table.rows_about(person) else { return Ok(0) };
    let done = match &table.fate {
        Fate::Kept(_) => return Ok(0),
        Fate::Deleted => {
            let delete = Query::delete().from_table(Alias::new(table.name)).cond_where(rows).take();
            tx.execute(&delete).await?
        }
        Fate::Anonymized(columns, _) => {
            let mut update = Query::update();
            update.table(Alias::new(table.name)).cond_where(rows);
            for (column, blank) in *columns {
                update.value(Alias::new(*column), blank.value(person));
            }
            tx.execute(&update).await?
        }
    };
    Ok(done.rows_affected())
}

/// How many rows about somebody a table holds.
pub async fn count(tx: &Tx, table: &Table, person: &Person) -> Result<u64, StoreError> {
    let Some(rows) = table.rows_about(person) else { return Ok(0) };
    let mut select: SelectStatement = Query::select();
    select.expr_as(Expr::cust("count(*)"), Alias::new("rows")).from(Alias::new(table.name)).cond_where(rows);
    let counted = tx.query_one(&select).await?.map_or(Ok(0), |row| row.try_get::<i64>("", "rows"))?;
    Ok(u64::try_from(counted).unwrap_or(0))
}

/// Moves the rows of one person to another: what is about them, and where they acted; how many changes that were.
/// A row that belongs to another goes with it. A sealed text is bound to its author and stays: see [`reseal`].
///
/// # Errors
/// Those of any write, a conflict when the other has a row that only one may have.
pub async fn merge(tx: &Tx, table: &Table, from: &Person, into: &Person) -> Result<u64, StoreError> {
    let both_are_members = from.member.is_some() && into.member.is_some();
    let moves = match table.merging {
        Merging::Moves => table.sealed.is_none(),
        Merging::MovesUnlessBothAreMembers => !both_are_members,
        Merging::Stays => false,
    };
    let (accounts, members) = match table.about {
        Link::Account(column) if moves => (Some(column), None),
        Link::Member(column) if moves => (None, Some(column)),
        _ => (None, None),
    };
    let mut moved = 0;
    for column in accounts.iter().chain(table.accounts) {
        moved += move_ids(tx, table, column, from.account.uuid(), into.account.uuid()).await?;
    }
    if let (Some(from), Some(into)) = (from.member, into.member) {
        for column in members.iter().chain(table.members) {
            moved += move_ids(tx, table, column, from.uuid(), into.uuid()).await?;
        }
    }
    Ok(moved)
}

async fn move_ids(tx: &Tx, table: &Table, column: &str, from: Uuid, into: Uuid) -> Result<u64, StoreError> {
    let update = Query::update()
        .table(Alias::new(table.name))
        .value(Alias::new(column), into)
        .and_where(Expr::col(Alias::new(column)).eq(from))
        .take();
    Ok(tx.execute(&update).await?.rows_affected())
}

/// A sealed text of somebody.
pub struct SealedRow {
    /// The row.
    pub id: Uuid,
    /// The cohort whose key seals it; none when the author's does.
    pub cohort: Option<CohortId>,
    /// The text, sealed.
    pub sealed: Vec<u8>,
}

/// The sealed texts of somebody in a table.
pub async fn sealed_texts(tx: &Tx, table: &Table, person: &Person) -> Result<Vec<SealedRow>, StoreError> {
    let (Some(sealed), Some(rows)) = (table.sealed, table.rows_about(person)) else { return Ok(Vec::new()) };
    let mut select = Query::select();
    select.from(Alias::new(table.name)).cond_where(rows).column(Alias::new("id")).column(Alias::new(sealed.column()));
    if matches!(sealed, Sealed::ByCohort(_)) {
        select.column(Alias::new("cohort_id"));
    }
    select.order_by(Alias::new("id"), Order::Asc);
    let row_of = |row: QueryResult| {
        let cohort = match sealed {
            Sealed::ByCohort(_) => Some(row.try_get::<Uuid>("", "cohort_id")?.into()),
            Sealed::ByAuthor(_) => None,
        };
        Ok(SealedRow { id: row.try_get("", "id")?, cohort, sealed: row.try_get("", sealed.column())? })
    };
    tx.query_all(&select).await?.into_iter().map(row_of).collect()
}

/// Gives a sealed text to another author, sealed anew for that one.
pub async fn reseal(tx: &Tx, table: &Table, id: Uuid, author: AccountId, anew: Vec<u8>) -> Result<(), StoreError> {
    let (Some(sealed), Link::Account(column)) = (table.sealed, &table.about) else { return Ok(()) };
    let update = Query::update()
        .table(Alias::new(table.name))
        .value(Alias::new(sealed.column()), anew)
        .value(Alias::new(*column), author.uuid())
        .and_where(Expr::col(Alias::new("id")).eq(id))
        .take();
    tx.execute(&update).await?;
    Ok(())
}

impl Sealed {
    const fn column(self) -> &'static str {
        match self {
            Sealed::ByAuthor(column) | Sealed::ByCohort(column) => column,
        }
    }
}

impl Blank {
    fn value(self, person: &Person) -> Expr {
        match self {
            Blank::Null => Expr::cust("null"),
            Blank::Word(word) => Expr::val(word),
            Blank::Address => Expr::val(format!("erased-{}@guildhall.invalid", person.account)),
        }
    }
}

/// A column as the schema declares it.
struct Column {
    name: String,
    kind: String,
}

impl Column {
    fn is_id(&self) -> bool {
        self.name == "id" || self.name.ends_with("_id") || self.name.ends_with("_by")
    }

    /// Whether it may leave the database: bytes that are no id are hashes, tokens and sealed texts.
    fn is_told(&self) -> bool {
        let bytes = matches!(self.kind.as_str(), "blob" | "bytea");
        !self.name.contains("password") && !self.name.ends_with("_key") && (!bytes || self.is_id())
    }
}

/// The columns of a table, as the schema declares them.
async fn columns_of(tx: &Tx, table: &str) -> Result<Vec<Column>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "select name, lower(type) as kind from pragma_table_info($1) order by cid",
        Engine::Postgres => {
            "select column_name::text as name, data_type::text as kind from information_schema.columns \
             where table_schema = current_schema() and table_name = $1 order by ordinal_position"
        }
    };
    let asked = Statement::from_sql_and_values(tx.get_database_backend(), sql, [table.into()]);
    let rows = tx.query_all_raw(asked).await?;
    rows.iter().map(|row| Ok(Column { name: row.try_get("", "name")?, kind: row.try_get("", "kind")? })).collect()
}

fn told(row: &QueryResult, columns: &[Column]) -> Result<Value, StoreError> {
    let members = columns.iter().map(|column| Ok((column.name.clone(), value_of(row, column)?)));
    Ok(Value::Object(members.collect::<Result<Map<_, _>, StoreError>>()?))
}

/// Ids, instants, dates, structures and plain values as the API writes them.
fn value_of(row: &QueryResult, column: &Column) -> Result<Value, StoreError> {
    let name = column.name.as_str();
    Ok(match column.kind.as_str() {
        _ if column.is_id() => row.try_get::<Option<Uuid>>("", name)?.map(|id| id.to_string()).into(),
        "bigint" if name.ends_with("_at") || name == "at" => {
            let at = row.try_get::<Option<i64>>("", name)?.map(instant).transpose()?;
            at.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true)).into()
        }
        "bigint" => row.try_get::<Option<i64>>("", name)?.into(),
        "integer" => row.try_get::<Option<i32>>("", name)?.into(),
        "boolean" => row.try_get::<Option<bool>>("", name)?.into(),
        "date" => row.try_get::<Option<NaiveDate>>("", name)?.map(|date| date.to_string()).into(),
        _ => match row.try_get::<Option<String>>("", name)? {
            Some(text) if name.ends_with("_json") => from_json(&text)?,
            text => text.into(),
        },
    })
}

/// Every column that refers to an account or a member, as the schema declares it: table and column.
pub async fn columns_naming_people(db: &dyn Read) -> Result<Vec<(String, String)>, StoreError> {
    let backend = db.backend();
    let sql = match backend {
        sea_orm::DbBackend::Sqlite => {
            "select m.name as tab, k.\"from\" as col from sqlite_schema m, pragma_foreign_key_list(m.name) k \
             where m.type = 'table' and k.\"table\" in ('accounts', 'members') order by 1, 2"
        }
        _ => {
            "select k.table_name::text as tab, k.column_name::text as col \
             from information_schema.referential_constraints r \
             join information_schema.key_column_usage k using (constraint_schema, constraint_name) \
             join information_schema.constraint_column_usage u using (constraint_schema, constraint_name) \
             where r.constraint_schema = current_schema() and u.table_name in ('accounts', 'members') order by 1, 2"
        }
    };
    let rows = db.rows(Statement::from_string(backend, sql)).await?;
    rows.iter().map(|row| Ok((row.try_get("", "tab")?, row.try_get("", "col")?))).collect()
}
