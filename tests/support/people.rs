//! The people of a test: one per role, made with the template, and whoever a test adds.

use chrono::{DateTime, TimeDelta, Utc};
use guildhall_domain::accounts::{Account, AccountStatus, Role, Roles, Session};
use guildhall_domain::members::{Category, Member, MemberNumber, PersonName, TermSpan};
use guildhall_domain::{AccountId, MemberId, SessionId};
use guildhall_persistence::{Db, accounts, members, sequences};
use uuid::Uuid;

/// The instant at which every test begins: noon of 1 March 2025, UTC.
pub const NOW: &str = "2025-03-01T12:00:00Z";

/// [`NOW`] as an instant.
pub fn start() -> DateTime<Utc> {
    NOW.parse().expect("a constant")
}

/// The password of everybody the harness makes.
pub const PASSWORD: &str = "correct horse battery staple 42";

/// Somebody with an active account.
#[derive(Clone, Debug)]
pub struct Person {
    /// The account.
    pub account_id: AccountId,
    /// The member record, for whoever has one.
    pub member_id: Option<MemberId>,
    /// Address to sign in with.
    pub email: String,
}

impl Person {
    /// The person of the template who holds `role`. `member` is an active Full member; `account` holds nothing.
    pub fn of(role: Role) -> Person {
        let index = Role::ALL.iter().position(|one| *one == role).unwrap_or_default() as u128;
        Person {
            account_id: AccountId::new(id(0x1000 + index)),
            member_id: (role == Role::Member).then(|| MemberId::new(id(0x2000 + index))),
            email: format!("{}@people.example", role.as_str()),
        }
    }
}

/// The UUIDv7 that a number stands for.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + number)
}

/// Makes one person per role.
pub async fn settle(db: &Db) {
    let hash = password_hash().await;
    for role in Role::ALL {
        let person = Person::of(*role);
        let roles = if role.is_granted() { Roles::NONE.with(*role) } else { Roles::NONE };
        insert_account(db, &person, role.as_str(), roles, &hash).await;
        if let Some(member_id) = person.member_id {
            insert_member(db, &person, member_id, role.as_str()).await;
        }
    }
}

/// Adds somebody with `roles` and, if asked for, an active Full membership from 2025-01-01.
pub async fn add(db: &Db, number: u128, roles: Roles, member: bool) -> Person {
    let person = Person {
        account_id: AccountId::new(id(0x10_0000 + number)),
        member_id: member.then(|| MemberId::new(id(0x20_0000 + number))),
        email: format!("person-{number}@people.example"),
    };
    let name = format!("Person{number}");
    insert_account(db, &person, &name, roles, &password_hash().await).await;
    if let Some(member_id) = person.member_id {
        insert_member(db, &person, member_id, &name).await;
    }
    person
}

/// Adds somebody with an account at this address and nothing else.
pub async fn add_at(db: &Db, number: u128, email: &str) -> Person {
    let person =
        Person { account_id: AccountId::new(id(0x10_0000 + number)), member_id: None, email: email.to_owned() };
    insert_account(db, &person, &format!("Person{number}"), Roles::NONE, &password_hash().await).await;
    person
}

/// Begins a session as signing in would.
pub async fn begin_session(db: &Db, account_id: AccountId, id: SessionId, now: DateTime<Utc>) {
    let session = Session {
        id,
        account_id,
        created_at: now,
        last_used_at: now,
        expires_at: now + TimeDelta::days(30),
        ended_at: None,
        end_reason: None,
        user_agent: None,
    };
    let tx = db.begin().await.expect("a transaction");
    accounts::insert_session(&tx, &session).await.expect("a session");
    tx.commit().await.expect("committed");
}

async fn insert_account(db: &Db, person: &Person, family_name: &str, roles: Roles, hash: &str) {
    let account = Account {
        id: person.account_id,
        email: person.email.clone(),
        name: PersonName::stored("Robin".into(), family_name.into()),
        printed_name: None,
        status: AccountStatus::Active,
        roles,
        closed_at: None,
        demo: false,
        created_at: start(),
        updated_at: start(),
        version: 1,
    };
    let tx = db.begin().await.expect("a transaction");
    accounts::insert_account(&tx, &account, hash).await.expect("an account");
    tx.commit().await.expect("committed");
}

async fn insert_member(db: &Db, person: &Person, id: MemberId, family_name: &str) {
    let tx = db.begin().await.expect("a transaction");
    let starts_on = "2025-01-01".parse().expect("a date");
    let member = Member {
        id,
        number: MemberNumber(sequences::next(&tx, "member").await.expect("a number")),
        account_id: person.account_id,
        name: PersonName::stored("Robin".into(), family_name.into()),
        email: person.email.clone(),
        category: Category::Full,
        born_on: None,
        joined_on: Some(starts_on),
        span: Some(TermSpan { starts_on, good_until_on: "2026-01-01".parse().expect("a date") }),
        confirmed_on: Some(starts_on),
        confirmation_awaited: false,
        created_at: start(),
        updated_at: start(),
        version: 1,
    };
    members::insert_member(&tx, &member).await.expect("a member");
    tx.commit().await.expect("committed");
}

/// The hash of [`PASSWORD`], made once per run.
async fn password_hash() -> String {
    static HASH: tokio::sync::OnceCell<String> = tokio::sync::OnceCell::const_new();
    let hash = async {
        let passwords = guildhall::passwords::Passwords::new(&[7; 32]);
        passwords.hash(PASSWORD, [7; 16]).await.expect("a hash")
    };
    HASH.get_or_init(|| hash).await.clone()
}
