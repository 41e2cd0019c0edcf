//! The people of a demo or sandbox: one per role and per standing worth seeing.
//!
//! All are invented. Their accounts are marked as demo accounts, and production
//! refuses to start while it holds one.

use chrono::NaiveDate;
use guildhall_domain::accounts::account::{Account, AccountStatus};
use guildhall_domain::accounts::role::{Role, Roles};
use guildhall_domain::ids::{AccountId, MemberId};
use guildhall_domain::members::{Category, PersonName};
use guildhall_persistence::accounts::{self as store, AccountFilter, AccountSort};
use guildhall_persistence::{PageRequest, Tx, jobs};
use tokio::sync::OnceCell;

use super::credit;
use super::histories::{self, History, Job, Last};
use super::towns;
use crate::app::App;
use crate::http::problem::Problem;

/// The password of every persona.
pub const PASSWORD: &str = "springfield-town-hall-7";

/// Everybody knows the password, so its hash needs no secret salt; a fixed one
/// keeps sandboxes alike and lets a reset use the hash again.
const SALT: [u8; 16] = *b"guildhall-demo-1";
static PASSWORD_HASH: OnceCell<String> = OnceCell::const_new();

/// Somebody who can sign in.
pub struct Persona {
    /// What the persona is for, for instance `finance` or `lapsed`; the first part of the address.
    pub role: &'static str,
    /// In words.
    pub about: &'static str,
    /// Given name.
    pub given_name: &'static str,
    /// Family name.
    pub family_name: &'static str,
    /// Roles granted by an administrator.
    pub granted: &'static [Role],
    /// Membership, if there is or was one.
    pub(super) history: Option<History>,
}

impl Persona {
    /// The address to sign in with.
    pub fn email(&self) -> String {
        email(self.role)
    }
}

/// The address of whoever has this role or handle.
pub(super) fn email(handle: &str) -> String {
    format!("{handle}@demo.guildhall.example")
}

/// A persona on record.
pub struct Seeded {
    /// Who.
    pub persona: &'static Persona,
    /// Their account.
    pub account_id: AccountId,
    /// Their member record, if they have one.
    pub member_id: Option<MemberId>,
}

const fn person(role: &'static str, about: &'static str, names: (&'static str, &'static str)) -> Persona {
    Persona { role, about, given_name: names.0, family_name: names.1, granted: &[], history: None }
}

const fn granted(
    role: &'static str,
    about: &'static str,
    names: (&'static str, &'static str),
    granted: &'static [Role],
) -> Persona {
    Persona { granted, ..person(role, about, names) }
}

const fn member(
    role: &'static str,
    about: &'static str,
    names: (&'static str, &'static str),
    history: History,
) -> Persona {
    Persona { history: Some(history), ..person(role, about, names) }
}

const fn manager(town: usize, title: &'static str, salary_dollars: i64) -> Option<Job> {
    Some(Job { town, title, salary_dollars })
}

const fn history(category: Category, years: u32, last: Last, job: Option<Job>) -> History {
    History { category, years, last, job, born_on: NaiveDate::from_ymd_opt(1978, 5, 17) }
}

/// Everybody, in the order in which they are put on record.
pub static PERSONAS: [Persona; 14] = [
    person("account", "a free account, no member", ("Avery", "Castillo")),
    member(
        "member",
        "Full member in good standing",
        ("Maya", "Okafor"),
        history(Category::Full, 6, Last::GoodForDays(240), manager(0, "Assistant City Manager", 118_000)),
    ),
    member(
        "member2",
        "another Full member in good standing",
        ("Daniel", "Lindqvist"),
        history(Category::Full, 3, Last::GoodForDays(150), manager(1, "Town Manager", 84_500)),
    ),
    member(
        "affiliate",
        "Affiliate member, department head",
        ("Priya", "Raman"),
        history(
            Category::AffiliateDepartmentHead,
            2,
            Last::GoodForDays(75),
            manager(2, "Director of Parks and Recreation", 97_250),
        ),
    ),
    member(
        "student",
        "student member",
        ("Jonas", "Feld"),
        history(Category::AcademicStudent, 1, Last::GoodForDays(200), None),
    ),
    member("life", "Life member", ("Eleanor", "Whitcombe"), history(Category::Life, 26, Last::ForLife, None)),
    member(
        "lapsed",
        "Full membership lapsed five months ago",
        ("Marcus", "Delacroix"),
        history(Category::Full, 4, Last::EndedDaysAgo(150), manager(3, "County Administrator", 131_400)),
    ),
    member(
        "grace",
        "Full membership ended three weeks ago, in grace",
        ("Hannah", "Sorensen"),
        history(Category::Full, 2, Last::EndedDaysAgo(21), manager(4, "Village Manager", 92_700)),
    ),
    granted("staff", "association staff", ("Grace", "Nakamura"), &[Role::Staff]),
    granted("finance", "records payments, voids invoices", ("Victor", "Adeyemi"), &[Role::Finance]),
    granted("faculty", "teaches in programs", ("Ingrid", "Halloran"), &[Role::Faculty]),
    granted("coach", "coaches members", ("Samuel", "Ortega"), &[Role::Coach]),
    granted("board", "sits on the Executive Board", ("Ruth", "Abernathy"), &[Role::Board]),
    granted("admin", "grants roles, suspends accounts", ("Theo", "Marchetti"), &[Role::Admin]),
];

/// Puts towns and personas on record.
///
/// # Errors
/// Those of the store; a conflict when they are there already.
pub async fn seed(app: &App, tx: &Tx) -> Result<Vec<Seeded>, Problem> {
    let employers = towns::seed(app, tx).await?;
    let mut seeded = Vec::with_capacity(PERSONAS.len());
    for persona in &PERSONAS {
        let name = PersonName::stored(persona.given_name.into(), persona.family_name.into());
        let account = account(app, persona.email(), name, persona.granted.iter().copied().collect());
        put(app, tx, &account).await?;
        let member_id = match &persona.history {
            Some(history) => Some(histories::seed(app, tx, &account, history, &employers).await?),
            None => None,
        };
        if persona.role == "member" {
            credit::seed(app, tx, account.id).await?;
        }
        seeded.push(Seeded { persona, account_id: account.id, member_id });
    }
    Ok(seeded)
}

/// Puts an invented person's account on record, with the password that everybody knows.
pub(super) async fn put(app: &App, tx: &Tx, account: &Account) -> Result<(), Problem> {
    let hash = PASSWORD_HASH.get_or_try_init(|| app.passwords.hash(PASSWORD, SALT)).await?;
    Ok(store::insert_account(tx, account, hash).await?)
}

/// The account of an invented person.
pub(super) fn account(app: &App, email: String, name: PersonName, roles: Roles) -> Account {
    let now = app.clock.now();
    Account {
        id: AccountId::new(app.entropy.uuid(now)),
        email,
        name,
        status: AccountStatus::Active,
        roles,
        demo: true,
        created_at: now,
        updated_at: now,
        version: 1,
    }
}

/// Seeds a demo whose database holds nobody yet, once, however many servers start together.
///
/// # Errors
/// Those of the store.
pub async fn seed_once(app: &App) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    // The run of a job that was due long ago: whoever claims it seeds.
    let mine = jobs::claim_run(&tx, "sandbox.seed", NaiveDate::default(), app.clock.now()).await?;
    let anybody = PageRequest::first(1, AccountSort::Newest);
    if !mine || !store::list_accounts(&tx, &AccountFilter::default(), anybody).await?.items.is_empty() {
        return Ok(tx.rollback().await?);
    }
    seed(app, &tx).await?;
    Ok(tx.commit().await?)
}
