//! What a step does to the membership itself.
//!
//! Invariants: whoever holds Life membership is in category `life`, paid for without end; whoever is
//! suspended is in the category charged, and owes from the day of the suspension, or from the end
//! of what was paid for before, whichever is later. What was paid is never given back.

use chrono::NaiveDate;
use guildhall_domain::Category;
use guildhall_domain::ids::AccountId;
use guildhall_domain::life_membership::{LifeApplication, LifeStatus, LifeTransition, Recognition};
use guildhall_domain::members::{Member, TermSpan};
use guildhall_persistence::life_membership::{self as store, RecognitionRecord};
use guildhall_persistence::{Tx, billing, members};

use crate::app::App;
use crate::http::problem::Problem;
use crate::life_membership::letters;
use crate::members::actions::{apply, records};

/// Carries a step over to the member's record; steps before a grant change nothing there.
///
/// # Errors
/// Those of the store.
pub async fn on_membership(
    app: &App,
    tx: &Tx,
    by: AccountId,
    application: &mut LifeApplication,
    step: &LifeTransition,
) -> Result<(), Problem> {
    let Some(status) = step.to.life_status() else { return Ok(()) };
    let is_grant = step.from.is_none_or(|from| from.life_status().is_none());
    take_back_application(app, tx, by, application.account_id, status.charged_as()).await?;
    let mut member = members::lock_member(tx, application.member_id).await?;
    match status {
        LifeStatus::Held => hold(application, &mut member, step.holds_from),
        LifeStatus::SuspendedFullTimeLocalGovernment | LifeStatus::SuspendedOtherEmployment => {
            suspend(application, &mut member, step.holds_from);
        }
    }
    member.category = status.charged_as();
    records::save(app, tx, &mut member).await?;
    if is_grant {
        begin_recognition(app, tx, application).await?;
    }
    letters::status_changed(app, tx, &member, step, is_grant).await
}

fn hold(application: &mut LifeApplication, member: &mut Member, from: NaiveDate) {
    let paid_until_on = member.span.and_then(|span| span.ends_on());
    application.paid_until_on = application.paid_until_on.max(paid_until_on);
    application.charged_from_on = None;
    let run = member.span.filter(|span| from <= span.good_until_on).map(|span| span.starts_on);
    let starts_on = run.unwrap_or(from).min(from);
    member.joined_on = member.joined_on.or(Some(starts_on));
    member.span = Some(TermSpan::without_end(starts_on));
}

fn suspend(application: &mut LifeApplication, member: &mut Member, on: NaiveDate) {
    if application.charged_from_on.is_some() {
        // Already suspended: other work changes the category, not what is paid for.
        return;
    }
    let charged_from_on = application.paid_until_on.map_or(on, |paid_until_on| paid_until_on.max(on));
    application.charged_from_on = Some(charged_from_on);
    let starts_on = member.span.map_or(on, |span| span.starts_on).min(charged_from_on);
    member.span = Some(TermSpan { starts_on, good_until_on: charged_from_on });
}

/// Takes back an application for a category that is no longer the one to be held, and its
/// invoice, while nothing is paid on it. What is paid in part is owed on, and changes nothing.
async fn take_back_application(
    app: &App,
    tx: &Tx,
    by: AccountId,
    account: AccountId,
    charged_as: Category,
) -> Result<(), Problem> {
    let Some(open) = members::find_open_application(tx, account).await? else { return Ok(()) };
    let invoice = billing::find_invoice_of(tx, &open.id.into()).await?;
    let untouched = invoice.is_none_or(|record| record.invoice.paid.is_zero());
    if untouched && open.category != charged_as {
        apply::withdraw(app, tx, by, open.id).await?;
    }
    Ok(())
}

async fn begin_recognition(app: &App, tx: &Tx, application: &LifeApplication) -> Result<(), Problem> {
    let now = app.clock.now();
    let record = RecognitionRecord {
        application_id: application.id,
        recognition: Recognition::begin(),
        begun_at: now,
        updated_at: now,
        version: 1,
    };
    Ok(store::insert_recognition(tx, &record).await?)
}
