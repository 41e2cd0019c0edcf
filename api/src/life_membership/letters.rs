//! What the association writes to Life members.

use guildhall_domain::life_membership::{LifeStatus, LifeTransition};
use guildhall_domain::members::Member;
use guildhall_persistence::Tx;

use crate::app::App;
use crate::gateways::mail::Letter;
use crate::http::problem::Problem;
use crate::post::{self, Posting};

/// Tells a member that Life membership was granted, suspended or reinstated.
///
/// # Errors
/// Those of the store.
pub async fn status_changed(
    app: &App,
    tx: &Tx,
    member: &Member,
    step: &LifeTransition,
    is_grant: bool,
) -> Result<(), Problem> {
    let Some(status) = step.to.life_status() else { return Ok(()) };
    let from = step.holds_from;
    let paid_until = member.span.and_then(|span| span.ends_on()).unwrap_or(from);
    let (subject, text) = match status {
        LifeStatus::Held if is_grant => (
            "You are a Life member",
            format!(
                "you are a Life member from {from}. Dues are waived. A certificate and a lapel pin will be mailed to you."
            ),
        ),
        LifeStatus::Held => (
            "Your Life membership is in force again",
            format!("your Life membership is in force again from {from}, without any test. Dues are waived."),
        ),
        LifeStatus::SuspendedFullTimeLocalGovernment => (
            "Your Life membership while you work",
            format!(
                "you are back in full-time local-government service, so from {from} you are a Full member with dues by salary. \
                 What was paid for before holds until {paid_until}; please renew as a Full member. \
                 When you leave the position, your Life membership is in force again by itself."
            ),
        ),
        LifeStatus::SuspendedOtherEmployment => (
            "Your Life membership while you work",
            format!(
                "you work full time outside local government, so from {from} you are a Full member not in service. \
                 What was paid for before holds until {paid_until}; please renew as such. \
                 When that work ends, your Life membership is in force again by itself."
            ),
        ),
    };
    let text = format!("Dear {},\n\n{text}\n", member.name.given());
    let letter = Letter { to: member.email.clone(), subject: subject.into(), text };
    post::append(app, tx, Posting::once(letter)).await
}
