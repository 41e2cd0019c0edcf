//! The personas who are somebody by their account alone: nobody in particular, and those who hold a role.

use futures_util::future::BoxFuture;
use guildhall_domain::accounts::{Account, AccountStatus, Role};
use guildhall_domain::ids::AccountId;
use guildhall_domain::members::PersonName;
use guildhall_persistence::accounts::{self as store, AccountFilter, AccountSort};
use guildhall_persistence::{PageRequest, Read, Tx, members};
use tokio::sync::OnceCell;

use super::identity::held_roles;
use crate::app::App;
use crate::http::problem::Problem;
use crate::sandbox::people::{Group, Known, Newcomer, PASSWORD, Persona};

/// Everybody knows the password, so its hash needs no secret salt; a fixed one
/// keeps sandboxes alike and lets a reset use the hash again.
const SALT: [u8; 16] = *b"guildhall-demo-1";
static PASSWORD_HASH: OnceCell<String> = OnceCell::const_new();

const fn office(role: &'static str, about: &'static str, names: (&'static str, &'static str)) -> Persona {
    Persona::new(Group::Office, role, about, names)
}

static PERSONAS: [Persona; 7] = [
    Persona::new(Group::Public, "account", "a free account, no member", ("Avery", "Castillo")),
    Persona { granted: &[Role::Staff], ..office("staff", "association staff", ("Grace", "Nakamura")) },
    Persona {
        granted: &[Role::Finance],
        ..office("finance", "records payments, voids invoices", ("Victor", "Adeyemi"))
    },
    Persona { granted: &[Role::Faculty], ..office("faculty", "teaches in programs", ("Ingrid", "Halloran")) },
    Persona { granted: &[Role::Coach], ..office("coach", "coaches members", ("Samuel", "Ortega")) },
    Persona { granted: &[Role::Board], ..office("board", "sits on the Executive Board", ("Ruth", "Abernathy")) },
    Persona { granted: &[Role::Admin], ..office("admin", "grants roles, suspends accounts", ("Theo", "Marchetti")) },
];

/// Everybody, in the order in which they are put on record.
pub(super) fn personas() -> Vec<&'static Persona> {
    PERSONAS.iter().collect()
}

/// Puts an invented person's account on record, with the password that everybody knows.
pub(super) fn enroll<'a>(app: &'a App, tx: &'a Tx, newcomer: Newcomer) -> BoxFuture<'a, Result<Account, Problem>> {
    Box::pin(async move {
        let now = app.clock.now();
        let account = Account {
            id: AccountId::new(app.entropy.uuid(now)),
            email: newcomer.email,
            name: PersonName::stored(newcomer.names.0.into(), newcomer.names.1.into()),
            printed_name: None,
            status: AccountStatus::Active,
            roles: newcomer.granted.iter().copied().collect(),
            closed_at: None,
            demo: true,
            created_at: now,
            updated_at: now,
            version: 1,
        };
        let hash = PASSWORD_HASH.get_or_try_init(|| app.passwords.hash(PASSWORD, SALT)).await?;
        store::insert_account(tx, &account, hash).await?;
        Ok(account)
    })
}

/// Somebody as they are on record now, by the address to sign in with; `None` when they are not.
pub(super) fn known<'a>(
    app: &'a App,
    db: &'a dyn Read,
    email: &'a str,
) -> BoxFuture<'a, Result<Option<Known>, Problem>> {
    Box::pin(async move {
        let Some(found) = store::find_credentials(db, email).await? else { return Ok(None) };
        let member = members::find_member_by_account(db, found.account.id).await?;
        let roles = held_roles(app, found.account.roles, member.as_ref());
        let member_id = member.map(|member| member.id.uuid());
        Ok(Some(Known { account_id: found.account.id.uuid(), member_id, roles }))
    })
}

/// Whether anybody is on record at all.
pub(super) fn anybody<'a>(tx: &'a Tx) -> BoxFuture<'a, Result<bool, Problem>> {
    Box::pin(async move {
        let first = PageRequest::first(1, AccountSort::Newest);
        Ok(!store::list_accounts(tx, &AccountFilter::default(), first).await?.items.is_empty())
    })
}
