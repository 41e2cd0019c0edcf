//! Staff's review of an application: accepting it, asking, declining; and the applicant's answer.
//!
//! Invariant: the application is locked, so that of two colleagues who decide at once one does and the other is told.

use guildhall_domain::ids::{AccountId, ApplicationId};
use guildhall_domain::members::admission::{self, ReviewAction, Told};
use guildhall_domain::members::{Application, ApplicationState, MembersEvent};
use guildhall_domain::{Cents, Refusal, own_matter};
use guildhall_persistence::members::ApplicationStep;
use guildhall_persistence::{Tx, accounts, members as store};

use super::{activation, admission as judged, apply};
use crate::app::App;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

/// Takes an action on an application in review.
///
/// # Errors
/// `not-found`, `application-not-in-review`, `own-matter`, `criterion-unjudged`, `separation-undocumented`; the refusals
/// of the membership rules when it is accepted; those of the store.
pub async fn take(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: ApplicationId,
    action: ReviewAction,
    told: Told,
) -> Result<Application, Problem> {
    let account = store::load_application(tx, id).await?.account_id;
    accounts::lock_account(tx, account).await?;
    let mut application = store::lock_application(tx, id).await?;
    if action != ReviewAction::Answer {
        own_matter::check(by, [Some(account)]).map_err(Refusal::from)?;
    }
    let due = match action {
        ReviewAction::Accept => due_once_accepted(app, tx, &mut application, &told).await?,
        _ => Cents::ZERO,
    };
    application.state = admission::take(action, application.state, application.kind, due).map_err(Refusal::from)?;
    let now = app.clock.now();
    application.accepted_at = (action == ReviewAction::Accept).then_some(now);
    application.decided_at = (!application.state.is_open()).then_some(now);
    application.version = store::save_application(tx, &application).await?;
    let step = ApplicationStep { action, account_id: Some(by), taken_at: now, told };
    store::add_application_step(tx, id, &step).await?;
    events::record(app, tx, Some(by), event(action, &application)).await?;
    if application.state == ApplicationState::Accepted {
        activation::change_category(app, tx, by, &application).await?;
    }
    if action != ReviewAction::Answer {
        letters::reviewed(app, tx, &application, &step).await?;
    }
    Ok(application)
}

/// What is to be paid, once what an acceptance has to show is shown and the application still holds.
async fn due_once_accepted(app: &App, tx: &Tx, application: &mut Application, told: &Told) -> Result<Cents, Problem> {
    // A state that is not in review is told before anything that may be missing.
    admission::take(ReviewAction::Accept, application.state, application.kind, Cents::ZERO).map_err(Refusal::from)?;
    admission::check_acceptance(application.category, &application.review, told).map_err(Refusal::from)?;
    apply::check_still_holds(app, tx, application).await?;
    if let Some(member) = application.member_id {
        let spells = store::spells_of(tx, member).await?;
        judged::reprice(app, tx, application, &spells).await?;
    }
    apply::price_on(app, application, app.clock.today())
}

fn event(action: ReviewAction, of: &Application) -> MembersEvent {
    let (application, account_id) = (of.id, of.account_id);
    match action {
        ReviewAction::Accept => MembersEvent::ApplicationApproved { application, account_id },
        ReviewAction::RequestInformation => MembersEvent::ApplicationInformationRequested { application, account_id },
        ReviewAction::Answer => MembersEvent::ApplicationAnswered { application, account_id },
        ReviewAction::Decline => MembersEvent::ApplicationDeclined { application, account_id },
    }
}
