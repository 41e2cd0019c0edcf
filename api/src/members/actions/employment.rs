//! Adding, correcting and removing spells of employment. Life membership listens and follows in the same
//! transaction: full-time work suspends it, leaving that work reinstates.

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, EmploymentSpellId, MemberId, OrganizationId};
use guildhall_domain::members::employment::check_spell;
use guildhall_domain::members::{EmployerKind, EmploymentSpell, Extent, MembersEvent};
use guildhall_domain::{Cents, Refusal};
use guildhall_persistence::{Tx, accounts, members as store};

use super::{admission, transition};
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;
use crate::organizations::actions as organizations;

/// What is known of a spell.
#[derive(Clone)]
pub struct SpellParticulars {
    /// The employer's record, when there is one; its kind then governs.
    pub organization_id: Option<OrganizationId>,
    /// The employer's name.
    pub employer_name: String,
    /// What kind of employer.
    pub employer_kind: EmployerKind,
    /// Title of the position.
    pub position_title: String,
    /// Full time, part time or interim.
    pub extent: Extent,
    /// Annual salary; a secret.
    pub annual_salary: Option<Cents>,
    /// First day.
    pub starts_on: NaiveDate,
    /// First day no longer employed.
    pub ends_on: Option<NaiveDate>,
}

/// Adds a spell to a member's record.
///
/// # Errors
/// `unknown-organization`, `spell-ends-before-it-starts`, `salary-not-positive`; those of the store.
pub async fn add(
    app: &App,
    tx: &Tx,
    by: AccountId,
    member_id: MemberId,
    particulars: SpellParticulars,
) -> Result<EmploymentSpell, Problem> {
    let owner = lock_owner(tx, member_id).await?;
    let now = app.clock.now();
    let mut spell = EmploymentSpell {
        id: EmploymentSpellId::new(app.entropy.uuid(now)),
        member_id,
        organization_id: particulars.organization_id,
        employer_name: particulars.employer_name,
        employer_kind: particulars.employer_kind,
        position_title: particulars.position_title,
        extent: particulars.extent,
        annual_salary: particulars.annual_salary,
        starts_on: particulars.starts_on,
        ends_on: particulars.ends_on,
        created_at: now,
        updated_at: now,
        version: 1,
    };
    settle(tx, &mut spell).await?;
    store::insert_spell(tx, &spell).await?;
    let employment_spell = spell.id;
    events::record(app, tx, Some(by), MembersEvent::EmploymentCreated { employment_spell, member_id }).await?;
    follow(app, tx, by, (owner, member_id)).await?;
    Ok(spell)
}

/// Corrects a spell, if it still is as the caller saw it.
///
/// # Errors
/// As [`add`]; `not-found`, `stale-version`.
pub async fn correct(
    app: &App,
    tx: &Tx,
    by: AccountId,
    (member_id, id): (MemberId, EmploymentSpellId),
    seen: &IfMatch,
    change: impl FnOnce(&mut EmploymentSpell),
) -> Result<EmploymentSpell, Problem> {
    let owner = lock_owner(tx, member_id).await?;
    let mut spell = locked(tx, member_id, id).await?;
    seen.check(spell.version)?;
    change(&mut spell);
    settle(tx, &mut spell).await?;
    spell.updated_at = app.clock.now();
    spell.version = store::save_spell(tx, &spell).await?;
    let employment_spell = spell.id;
    events::record(app, tx, Some(by), MembersEvent::EmploymentUpdated { employment_spell, member_id }).await?;
    follow(app, tx, by, (owner, member_id)).await?;
    Ok(spell)
}

/// Removes a spell that should not be on record.
///
/// # Errors
/// `not-found`, `stale-version`; those of the store.
pub async fn remove(
    app: &App,
    tx: &Tx,
    by: AccountId,
    (member_id, id): (MemberId, EmploymentSpellId),
    seen: &IfMatch,
) -> Result<(), Problem> {
    let owner = lock_owner(tx, member_id).await?;
    let spell = locked(tx, member_id, id).await?;
    seen.check(spell.version)?;
    store::delete_spell(tx, &spell).await?;
    let employment_spell = spell.id;
    events::record(app, tx, Some(by), MembersEvent::EmploymentDeleted { employment_spell, member_id }).await?;
    follow(app, tx, by, (owner, member_id)).await
}

/// What rests on the positions on record follows them: a running waiver, and an application that is not invoiced yet.
async fn follow(app: &App, tx: &Tx, by: AccountId, (owner, member): (AccountId, MemberId)) -> Result<(), Problem> {
    transition::follow(app, tx, by, member).await?;
    admission::follow(app, tx, by, owner).await
}

/// The account of the member and an open application, locked before the member's record is: Life membership and the
/// application follow the change.
async fn lock_owner(tx: &Tx, member_id: MemberId) -> Result<AccountId, Problem> {
    let owner = store::load_member(tx, member_id).await?.account_id;
    accounts::lock_account(tx, owner).await?;
    if let Some(open) = store::find_open_application(tx, owner).await? {
        store::lock_application(tx, open.id).await?;
    }
    Ok(owner)
}

/// A spell, with the member's record locked so that two changes queue.
async fn locked(tx: &Tx, member_id: MemberId, id: EmploymentSpellId) -> Result<EmploymentSpell, Problem> {
    store::lock_member(tx, member_id).await?;
    Ok(store::load_spell(tx, member_id, id).await?)
}

/// Checks the spell, and takes name and kind from the employer's record when it names one.
async fn settle(tx: &Tx, spell: &mut EmploymentSpell) -> Result<(), Problem> {
    check_spell(spell.starts_on, spell.ends_on, spell.annual_salary).map_err(Refusal::from)?;
    if let Some(id) = spell.organization_id {
        let employer = organizations::named(tx, id, "/organization_id").await?;
        spell.employer_name = employer.name;
        spell.employer_kind = employer.kind;
    }
    Ok(())
}
