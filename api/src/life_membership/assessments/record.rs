//! A member's record as the Life rules read it: terms as far as they were paid, changes
//! of category, Life membership among them, and work. `domain/src/life_membership/assessments/history.rs` says what becomes of it.

use guildhall_domain::calendar::association_date;
use guildhall_domain::life_membership::{CategoryChange, LifeRecord, LifeTransition, TermOnRecord, WorkOnRecord};
use guildhall_domain::members::employment::{EmploymentFact, EmploymentSpell};
use guildhall_domain::members::{Application, ApplicationKind, ApplicationState, Member, MembershipTerm};
use guildhall_persistence::members::{self as store, ApplicationFilter, ApplicationSort};
use guildhall_persistence::{PageRequest, Read, life_membership};

use crate::app::App;
use crate::http::problem::Problem;
use crate::members::actions::membership;

/// What is on record of a member today.
///
/// # Errors
/// Those of the store.
pub async fn of(app: &App, db: &dyn Read, member: &Member) -> Result<LifeRecord, Problem> {
    let changes = changes_of(db, member).await?;
    let within_terms = changes.iter().filter_map(change_on_record);
    let mut terms = Vec::new();
    for term in store::terms_of(db, member.id).await? {
        terms.push(term_on_record(app, db, member, &term, &changes).await?);
    }
    Ok(LifeRecord {
        as_of: app.clock.today(),
        category: member.category,
        grace_days: app.policies.members.rules.on(app.clock.today()).grace_days.value,
        paid: member.span,
        terms,
        changes: within_terms.chain(granted_to(db, member).await?).collect(),
        work: store::spells_of(db, member.id).await?.iter().map(work_on_record).collect(),
    })
}

/// The changes of category that were accepted: they open no term.
async fn changes_of(db: &dyn Read, member: &Member) -> Result<Vec<Application>, Problem> {
    let filter = ApplicationFilter {
        open: false,
        account: Some(member.account_id),
        kind: Some(ApplicationKind::CategoryChange),
        state: Some(ApplicationState::Accepted),
    };
    let (mut changes, mut after) = (Vec::new(), None);
    loop {
        let page = PageRequest { limit: 100, sort: ApplicationSort::Newest, after };
        let slice = store::list_applications(db, &filter, page).await?;
        changes.extend(slice.items);
        after = slice.next;
        if after.is_none() {
            return Ok(changes);
        }
    }
}

/// What being granted Life membership, suspended and reinstated made of the category.
async fn granted_to(db: &dyn Read, member: &Member) -> Result<Vec<CategoryChange>, Problem> {
    let Some(life) = life_membership::find_granted(db, member.id).await? else { return Ok(Vec::new()) };
    let steps = life_membership::transitions_of(db, life.id).await?;
    let change = |step: &LifeTransition| Some(CategoryChange { on: step.holds_from, category: step.to.category()? });
    Ok(steps.iter().filter_map(change).collect())
}

fn change_on_record(change: &Application) -> Option<CategoryChange> {
    Some(CategoryChange { on: association_date(change.decided_at?), category: change.category })
}

async fn term_on_record(
    app: &App,
    db: &dyn Read,
    member: &Member,
    term: &MembershipTerm,
    changes: &[Application],
) -> Result<TermOnRecord, Problem> {
    // Whoever renews early and then changes category begins the renewed term in the new one.
    let changed = |change: &&Application| {
        change.decided_at.is_some_and(|at| term.created_at < at && association_date(at) <= term.starts_on)
    };
    let latest = changes.iter().filter(changed).max_by_key(|change| change.decided_at);
    Ok(TermOnRecord {
        reference: format!("membership_term:{}", term.id),
        category: latest.map_or(term.category, |change| change.category),
        starts_on: term.starts_on,
        paid_until_on: membership::paid_until(app, db, member, term).await?,
        has_grace: term.in_transition || term.planned_ends_on.is_none(),
    })
}

fn work_on_record(spell: &EmploymentSpell) -> WorkOnRecord {
    WorkOnRecord { reference: format!("employment_spell:{}", spell.id), employment: EmploymentFact::from(spell) }
}
