//! Adding, correcting and removing spells of employment. Life membership listens and follows in the same
//! transaction: full-time work suspends it, leaving that work reinstates.

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, EmploymentSpellId, MemberId, OrganizationId};
use guildhall_domain::members::employment::check_spell;
use guildhall_domain::members::plausible::{check_end, check_first_day, same_spell, told_apart_by};
use guildhall_domain::members::{EmployerKind, EmploymentSpell, Extent, MembersEvent, RecordRefusal};
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
    /// Whether it is another one than the same position from the same day that is on record.
    pub distinct: bool,
}

/// Whom a spell is added to.
pub struct Employed {
    /// The member.
    pub member_id: MemberId,
    /// Birth date told with it; none for the one on record.
    pub born_on: Option<NaiveDate>,
}

/// Adds a spell to a member's record.
///
/// # Errors
/// `unknown-organization`, `spell-ends-before-it-starts`, `salary-not-positive`, `employment-before-birth`,
/// `employment-starts-too-late`, `employment-ends-too-late`, `employment-on-record`; those of the store.
pub async fn add(
    app: &App,
    tx: &Tx,
    by: AccountId,
    member_id: MemberId,
    particulars: SpellParticulars,
) -> Result<EmploymentSpell, Problem> {
    let owner = lock_owner(tx, member_id).await?;
    let distinct = particulars.distinct;
    let spell = described(app, tx, &Employed { member_id, born_on: None }, particulars).await?;
    if let Some(other) = on_record(tx, &spell).await?.filter(|_| !distinct) {
        return Err(already_on_record(&other));
    }
    put(app, tx, by, owner, spell).await
}

/// Adds the spell that comes with an application, unless it is on record as it is told.
///
/// # Errors
/// As [`add`].
pub async fn add_told(
    app: &App,
    tx: &Tx,
    by: AccountId,
    employed: &Employed,
    particulars: SpellParticulars,
) -> Result<(), Problem> {
    let owner = lock_owner(tx, employed.member_id).await?;
    let distinct = particulars.distinct;
    let spell = described(app, tx, employed, particulars).await?;
    match on_record(tx, &spell).await?.filter(|_| !distinct) {
        None => put(app, tx, by, owner, spell).await.map(|_| ()),
        Some(other) if says_the_same(&other, &spell) => Ok(()),
        Some(other) => Err(already_on_record(&other)),
    }
}

/// The spell that particulars describe, checked and not yet on record.
async fn described(
    app: &App,
    tx: &Tx,
    employed: &Employed,
    particulars: SpellParticulars,
) -> Result<EmploymentSpell, Problem> {
    let &Employed { member_id, born_on } = employed;
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
    check_first(app, tx, &spell, born_on).await?;
    check_last(app, &spell)?;
    Ok(spell)
}

async fn put(
    app: &App,
    tx: &Tx,
    by: AccountId,
    owner: AccountId,
    spell: EmploymentSpell,
) -> Result<EmploymentSpell, Problem> {
    let member_id = spell.member_id;
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
    distinct: bool,
    change: impl FnOnce(&mut EmploymentSpell),
) -> Result<EmploymentSpell, Problem> {
    let owner = lock_owner(tx, member_id).await?;
    let before = locked(tx, member_id, id).await?;
    seen.check(before.version)?;
    let mut spell = before.clone();
    change(&mut spell);
    if spell == before {
        return Ok(before);
    }
    settle(tx, &mut spell).await?;
    // What is on record and stays is not judged again, so that a spell from before can be put right day by day.
    if spell.starts_on != before.starts_on {
        check_first(app, tx, &spell, None).await?;
    }
    if spell.ends_on != before.ends_on {
        check_last(app, &spell)?;
    }
    if !distinct
        && told_apart_by(&spell) != told_apart_by(&before)
        && let Some(other) = on_record(tx, &spell).await?
    {
        return Err(already_on_record(&other));
    }
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

/// Checks that the first day of a spell is one that the person can have.
async fn check_first(app: &App, tx: &Tx, spell: &EmploymentSpell, born_on: Option<NaiveDate>) -> Result<(), Problem> {
    let born_on = match born_on {
        Some(born_on) => Some(born_on),
        None => store::load_member(tx, spell.member_id).await?.born_on,
    };
    let plausible = &app.policies.members.plausible;
    Ok(check_first_day(spell.starts_on, born_on, app.clock.today(), plausible).map_err(Refusal::from)?)
}

/// Checks that the end of a spell, where there is one, is not too far ahead.
fn check_last(app: &App, spell: &EmploymentSpell) -> Result<(), Problem> {
    let Some(ends_on) = spell.ends_on else { return Ok(()) };
    Ok(check_end(ends_on, app.clock.today(), &app.policies.members.plausible).map_err(Refusal::from)?)
}

/// The spell on record that is the same. Whoever adds spells holds the account, so two that are added at once queue.
async fn on_record(tx: &Tx, spell: &EmploymentSpell) -> Result<Option<EmploymentSpell>, Problem> {
    let spells = store::spells_of(tx, spell.member_id).await?;
    Ok(same_spell(spell, &spells).cloned())
}

fn already_on_record(other: &EmploymentSpell) -> Problem {
    let refusal = RecordRefusal::EmploymentOnRecord { spell: other.id, starts_on: other.starts_on };
    Refusal::from(refusal).into()
}

/// Whether two records of one position say the same of it.
fn says_the_same(one: &EmploymentSpell, other: &EmploymentSpell) -> bool {
    let said = |spell: &EmploymentSpell| (spell.organization_id, spell.annual_salary, spell.ends_on);
    said(one) == said(other)
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
