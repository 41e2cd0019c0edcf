//! Announcing a retirement: the application begins.

use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::ids::{LifeApplicationId, MemberId};
use guildhall_domain::life_membership::plausible::check_retirement;
use guildhall_domain::life_membership::{
    LifeApplication, LifeCase, LifeDecision, LifeRefusal, LifeState, LifeStep, decide_step,
};
use guildhall_persistence::{StoreError, Tx, accounts, life_membership as store, members};

use super::steps::{self, By};
use crate::app::App;
use crate::http::problem::Problem;

/// A retirement.
#[derive(Clone)]
pub struct Announcement {
    /// Who retires.
    pub member_id: MemberId,
    /// The first day no longer in service.
    pub retired_on: NaiveDate,
    /// In their own words.
    pub reasons: Vec<String>,
}

/// Announces a retirement.
///
/// # Errors
/// `life-application-open`, `already-life-member`, `retired-before-birth`, `life-retirement-too-far-ahead`; those of the
/// store.
pub async fn announce(app: &App, tx: &Tx, by: By, announcement: Announcement) -> Result<LifeApplication, Problem> {
    let member = members::load_member(tx, announcement.member_id).await?;
    let owner = member.account_id;
    accounts::lock_account(tx, owner).await?;
    let other = store::find_current(tx, announcement.member_id).await?.map(|other| other.state);
    let (today, policy) = (app.clock.today(), &app.policies.life_membership);
    check_retirement(announcement.retired_on, member.born_on, today, policy).map_err(Refusal::from)?;
    let case = LifeCase { other, ..LifeCase::default() };
    let step = LifeStep {
        decision: LifeDecision::Announce,
        actor: by.actor,
        account_id: Some(by.account_id),
        on: today,
        reasons: announcement.reasons,
    };
    let step = decide_step(&case, &step, policy).map_err(Refusal::from)?;
    let now = app.clock.now();
    let application = LifeApplication {
        id: LifeApplicationId::new(app.entropy.uuid(now)),
        account_id: owner,
        member_id: announcement.member_id,
        state: step.to,
        retired_on: announcement.retired_on,
        verification: None,
        board_has_voted: false,
        last_on: step.on,
        paid_until_on: None,
        charged_from_on: None,
        submitted_by: by.account_id,
        submitted_at: now,
        updated_at: now,
        version: 1,
    };
    store::insert_life_application(tx, &application).await.map_err(already_open)?;
    steps::trace(app, tx, by.account_id, &application, &step).await?;
    Ok(application)
}

/// The partial unique index is the last word on one open application.
fn already_open(error: StoreError) -> Problem {
    match error {
        StoreError::Conflict(_) => {
            Refusal::from(LifeRefusal::LifeApplicationOpen { state: LifeState::Requested }).into()
        }
        other => other.into(),
    }
}
