//! Taking a step: the application as it was seen, locked; the step, its effect and its trace.
//!
//! Invariant: no step without its line in the history, its effect on the member's record and its
//! line of the audit, all in one transaction.

use guildhall_domain::ids::{AccountId, LifeApplicationId};
use guildhall_domain::life_membership::{
    Actor, LifeApplication, LifeDecision, LifeEvent, LifeStep, LifeTransition, decide_step,
};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::{Tx, accounts, life_membership as store};

use super::effects;
use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// Who takes a step, and in which capacity.
#[derive(Clone, Copy, Debug)]
pub struct By {
    /// The account.
    pub account_id: AccountId,
    /// The capacity.
    pub actor: Actor,
}

/// The application for this transaction alone. The account is locked first: whatever else changes the membership waits
/// for it.
///
/// # Errors
/// `not-found`; those of the store.
pub async fn lock(tx: &Tx, id: LifeApplicationId) -> Result<LifeApplication, Problem> {
    let account = store::load_life_application(tx, id).await?.account_id;
    accounts::lock_account(tx, account).await?;
    Ok(store::lock_life_application(tx, id).await?)
}

/// The same, if it still is as the caller saw it.
///
/// # Errors
/// `not-found`, `stale-version`; those of the store.
pub async fn locked(tx: &Tx, id: LifeApplicationId, seen: &IfMatch) -> Result<LifeApplication, Problem> {
    let application = lock(tx, id).await?;
    seen.check(application.version)?;
    Ok(application)
}

/// Passes for a step that is not the decider's own matter. Whoever is concerned may appeal.
///
/// # Errors
/// `own-matter`.
pub fn check_own(application: &LifeApplication, by: By, decision: &LifeDecision) -> Result<(), Problem> {
    if matches!(decision, LifeDecision::Appeal) {
        return Ok(());
    }
    Ok(own_matter::check(by.account_id, [Some(application.account_id)])?)
}

/// Decides a step under the rules.
///
/// # Errors
/// The refusals of the Life rules.
pub fn decide(
    app: &App,
    application: &LifeApplication,
    by: By,
    decision: LifeDecision,
    reasons: Vec<String>,
) -> Result<LifeTransition, Problem> {
    let step = LifeStep { decision, actor: by.actor, account_id: Some(by.account_id), on: app.clock.today(), reasons };
    Ok(decide_step(&application.case(), &step, &app.policies.life_membership).map_err(Refusal::from)?)
}

/// Takes a decided step and whatever follows from it. `by` is the account that caused it.
///
/// # Errors
/// Those of the store.
pub async fn take(
    app: &App,
    tx: &Tx,
    by: AccountId,
    application: &mut LifeApplication,
    step: &LifeTransition,
) -> Result<(), Problem> {
    application.take(step);
    effects::on_membership(app, tx, by, application, step).await?;
    application.updated_at = app.clock.now();
    application.version = store::save_life_application(tx, application).await?;
    trace(app, tx, by, application, step).await
}

/// Writes the step into the history of the application and into the audit.
///
/// # Errors
/// Those of any write.
pub async fn trace(
    app: &App,
    tx: &Tx,
    by: AccountId,
    application: &LifeApplication,
    step: &LifeTransition,
) -> Result<(), Problem> {
    let position = store::transitions_of(tx, application.id).await?.len() + 1;
    store::insert_transition(tx, application.id, position, step).await?;
    let event = LifeEvent::of(step.action, application.id, application.member_id, step.from, step.to);
    events::record(app, tx, Some(by), event).await
}
