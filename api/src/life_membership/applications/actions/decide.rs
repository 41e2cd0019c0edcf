//! The steps after verification: granting, referring, declining, voting, appealing.

use guildhall_domain::Refusal;
use guildhall_domain::life_membership::{
    LifeApplication, LifeDecision, LifeRefusal, LifeStatus, LifeTransition, position_still_held,
};
use guildhall_domain::members::employment::EmploymentFact;
use guildhall_persistence::{Tx, life_membership as store, members};

use super::employment;
use super::steps::{self, By};
use crate::app::App;
use crate::http::problem::Problem;

/// Takes one of these steps on an application that is locked. A grant that meets full-time work
/// begun since the retirement is suspended in the same moment, as if the work had begun after it.
///
/// # Errors
/// `own-matter`; the refusals of the Life rules; those of the store.
pub async fn take(
    app: &App,
    tx: &Tx,
    by: By,
    mut application: LifeApplication,
    decision: LifeDecision,
    reasons: Vec<String>,
) -> Result<LifeApplication, Problem> {
    steps::check_own(&application, by, &decision)?;
    let appeals = matches!(decision, LifeDecision::Appeal);
    let step = steps::decide(app, &application, by, decision, reasons)?;
    if appeals {
        check_alone(tx, &application).await?;
    }
    let grants = granted(&step);
    if grants {
        check_position(tx, &application).await?;
    }
    steps::take(app, tx, by.account_id, &mut application, &step).await?;
    if grants {
        employment::follow(app, tx, by.account_id, &mut application).await?;
    }
    Ok(application)
}

fn granted(step: &LifeTransition) -> bool {
    step.to.life_status() == Some(LifeStatus::Held)
}

/// Whoever has announced anew since cannot take the old refusal further.
async fn check_alone(tx: &Tx, application: &LifeApplication) -> Result<(), Problem> {
    match store::find_current(tx, application.member_id).await? {
        None => Ok(()),
        Some(other) if other.state.is_open() => {
            Err(Refusal::from(LifeRefusal::LifeApplicationOpen { state: other.state }).into())
        }
        Some(other) => Err(Refusal::from(LifeRefusal::AlreadyLifeMember { state: other.state }).into()),
    }
}

async fn check_position(tx: &Tx, application: &LifeApplication) -> Result<(), Problem> {
    let spells = members::spells_of(tx, application.member_id).await?;
    let employments: Vec<EmploymentFact> = spells.iter().map(EmploymentFact::from).collect();
    Ok(position_still_held(&employments, application.retired_on).map_err(Refusal::from)?)
}
