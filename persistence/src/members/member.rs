//! One member's record.
//!
//! The most frequent read of all is one member by id, so its statement is a
//! fixed text and its row is read by position.

use guildhall_domain::members::{Member, MemberNumber, PersonName, TermSpan};
use guildhall_domain::{AccountId, MemberId};
use sea_orm::entity::prelude::*;
use sea_orm::{QueryTrait, Statement};

use crate::columns::{code, instant, micros, padded};
use crate::rows::{self, Versioned};
use crate::{Engine, Read, StoreError, Tx};
pub(super) use table::{Column, Entity};

mod table {
    use sea_orm::entity::prelude::*;

    /// The order of the fields is the order in which [`super::member_of`] reads.
    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "members")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub number: i64,
        pub account_id: Uuid,
        pub given_name: String,
        pub family_name: String,
        pub email: String,
        pub category: String,
        pub born_on: Option<chrono::NaiveDate>,
        pub joined_on: Option<chrono::NaiveDate>,
        pub term_starts_on: Option<chrono::NaiveDate>,
        pub good_until_on: Option<chrono::NaiveDate>,
        pub created_at: i64,
        pub updated_at: i64,
        pub version: i64,
        pub family_name_key: String,
        pub confirmed_on: Option<chrono::NaiveDate>,
        pub confirmation_awaited: bool,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}

    impl super::Versioned for Entity {
        const ID: Column = Column::Id;
        const VERSION: Column = Column::Version;
    }
}

macro_rules! select_member {
    ($rest:literal) => {
        concat!(
            "select id, number, account_id, given_name, family_name, email, category, born_on, joined_on, \
             term_starts_on, good_until_on, created_at, updated_at, version, family_name_key, confirmed_on, \
             confirmation_awaited from members ",
            $rest
        )
    };
}

/// A member, if the record exists.
pub async fn find_member(db: &dyn Read, id: MemberId) -> Result<Option<Member>, StoreError> {
    one(db, select_member!("where id = $1"), id.uuid()).await
}

/// A member whose record must exist.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row.
pub async fn load_member(db: &dyn Read, id: MemberId) -> Result<Member, StoreError> {
    find_member(db, id).await?.ok_or(StoreError::NotFound("member"))
}

/// The member's record of an account, if there is one.
pub async fn find_member_by_account(db: &dyn Read, account: AccountId) -> Result<Option<Member>, StoreError> {
    one(db, select_member!("where account_id = $1"), account.uuid()).await
}

/// The records of several accounts; one without a record is absent.
pub async fn members_of_accounts(db: &dyn Read, accounts: &[AccountId]) -> Result<Vec<Member>, StoreError> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let ids = padded(accounts.iter().map(|account| account.uuid()));
    let select = Entity::find().filter(table::Column::AccountId.is_in(ids));
    db.query_all(&select.into_query()).await?.iter().map(member_of).collect()
}

/// Takes a member's record for this transaction alone: others that ask for it wait.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such row; [`StoreError::Locked`] when another
/// transaction holds it too long.
pub async fn lock_member(tx: &Tx, id: MemberId) -> Result<Member, StoreError> {
    let sql = match tx.engine() {
        Engine::Postgres => select_member!("where id = $1 for update"),
        // The transaction already is the only writer.
        Engine::Sqlite => select_member!("where id = $1"),
    };
    one(tx, sql, id.uuid()).await?.ok_or(StoreError::NotFound("member"))
}

/// Inserts a member's record.
///
/// # Errors
/// [`StoreError::Conflict`] when the account has a record; the transaction can continue.
pub async fn insert_member(tx: &Tx, member: &Member) -> Result<(), StoreError> {
    rows::insert_or_conflict::<Entity>(tx, member.into(), "members.account_id").await
}

/// Saves a changed record over the version it was read at; answers the new version.
///
/// # Errors
/// [`StoreError::Stale`] when somebody else has changed the row since it was read.
pub async fn save_member(tx: &Tx, member: &Member) -> Result<i64, StoreError> {
    rows::save_row::<Entity>(tx, member.into()).await
}

async fn one(db: &dyn Read, sql: &'static str, id: Uuid) -> Result<Option<Member>, StoreError> {
    let statement = Statement::from_sql_and_values(db.get_database_backend(), sql, [id.into()]);
    db.query_one_raw(statement).await?.as_ref().map(member_of).transpose()
}

/// Reads a row of the columns in the order of the table's model.
pub(super) fn member_of(row: &QueryResult) -> Result<Member, StoreError> {
    let starts_on: Option<chrono::NaiveDate> = row.try_get_by_index(9)?;
    let good_until_on: Option<chrono::NaiveDate> = row.try_get_by_index(10)?;
    Ok(Member {
        id: MemberId::new(row.try_get_by_index(0)?),
        number: MemberNumber(row.try_get_by_index(1)?),
        account_id: AccountId::new(row.try_get_by_index(2)?),
        name: PersonName::stored(row.try_get_by_index(3)?, row.try_get_by_index(4)?),
        email: row.try_get_by_index(5)?,
        category: code(&row.try_get_by_index::<String>(6)?)?,
        born_on: row.try_get_by_index(7)?,
        joined_on: row.try_get_by_index(8)?,
        span: starts_on.zip(good_until_on).map(|(starts_on, good_until_on)| TermSpan { starts_on, good_until_on }),
        confirmed_on: row.try_get_by_index(15)?,
        confirmation_awaited: row.try_get_by_index(16)?,
        created_at: instant(row.try_get_by_index(11)?)?,
        updated_at: instant(row.try_get_by_index(12)?)?,
        version: row.try_get_by_index(13)?,
    })
}

impl From<&Member> for table::Model {
    fn from(member: &Member) -> Self {
        table::Model {
            id: member.id.uuid(),
            number: member.number.0,
            account_id: member.account_id.uuid(),
            given_name: member.name.given().to_owned(),
            family_name: member.name.family().to_owned(),
            email: member.email.clone(),
            category: member.category.as_str().to_owned(),
            born_on: member.born_on,
            joined_on: member.joined_on,
            term_starts_on: member.span.map(|span| span.starts_on),
            good_until_on: member.span.map(|span| span.good_until_on),
            created_at: micros(member.created_at),
            updated_at: micros(member.updated_at),
            version: member.version,
            family_name_key: member.name.family_key(),
            confirmed_on: member.confirmed_on,
            confirmation_awaited: member.confirmation_awaited,
        }
    }
}
