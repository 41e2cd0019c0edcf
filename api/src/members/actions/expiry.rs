//! Applications end by themselves when nothing comes of them; an invoice on which nothing was paid is then void.

use chrono::NaiveDate;
use guildhall_domain::billing::CreditReason;
use guildhall_domain::ids::ApplicationId;
use guildhall_domain::members::{Application, ApplicationState, MembersEvent, open_until};
use guildhall_domain::{Cents, association_date};
use guildhall_persistence::members::{ApplicationFilter, ApplicationSort};
use guildhall_persistence::{PageRequest, Read, accounts, billing as invoices, members as store};

use crate::app::App;
use crate::billing::actions::credit::Ground;
use crate::billing::actions::settle;
use crate::events;
use crate::http::problem::Problem;
use crate::members::letters;

const REASON: &str = "The application ended because it was not paid.";

/// Ends every application whose last day is over; how many ended. One that fails is passed over, so that others are not
/// kept waiting.
///
/// # Errors
/// The last failure, after every other was seen to.
pub async fn expire_applications(app: &App) -> Result<u64, Problem> {
    let today = app.clock.today();
    let filter = ApplicationFilter { open: true, ..ApplicationFilter::default() };
    let mut page = PageRequest::first(100, ApplicationSort::Oldest);
    let (mut ended, mut failed) = (0, None);
    loop {
        let slice = store::list_applications(&app.db, &filter, page.clone()).await?;
        for application in &slice.items {
            if !is_over(app, &app.db, application, today).await? {
                continue;
            }
            match expire(app, application.id, today).await {
                Ok(done) => ended += u64::from(done),
                Err(problem) => {
                    tracing::error!(application = %application.id, %problem, "an application was not ended");
                    failed = Some(problem);
                }
            }
        }
        page.after = slice.next;
        if page.after.is_none() {
            return failed.map_or(Ok(ended), Err);
        }
    }
}

/// Whether the last day of an application is over. One on which something was paid is for finance to settle.
async fn is_over(app: &App, db: &dyn Read, application: &Application, today: NaiveDate) -> Result<bool, Problem> {
    let invoice = invoices::find_invoice_of(db, &application.id.into()).await?;
    if invoice.as_ref().is_some_and(|record| !record.invoice.paid.is_zero()) {
        return Ok(false);
    }
    // An invoice that a reversed payment left open is as if issued then.
    let invoiced_on = match invoice {
        Some(record) => {
            let reversed_at = invoices::latest_reversal(db, record.invoice.id).await?;
            Some(association_date(reversed_at.map_or(record.invoice.issued_at, |at| at.max(record.invoice.issued_at))))
        }
        None => None,
    };
    let member = match application.member_id {
        Some(id) => store::find_member(db, id).await?,
        None => None,
    };
    let span = member.and_then(|member| member.span);
    Ok(today > open_until(application, invoiced_on, span.as_ref(), &app.policies.members))
}

async fn expire(app: &App, id: ApplicationId, today: NaiveDate) -> Result<bool, Problem> {
    let tx = app.db.begin().await?;
    let account = store::load_application(&tx, id).await?.account_id;
    accounts::lock_account(&tx, account).await?;
    let mut application = store::lock_application(&tx, id).await?;
    if !application.state.is_open() || !is_over(app, &tx, &application, today).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    let ground = Ground { reason: CreditReason::Withdrawal, provisional: true, explanation: Vec::new(), by: None };
    settle::give_up(app, &tx, &id.into(), Cents::ZERO, REASON, ground).await?;
    application.state = ApplicationState::Expired;
    application.decided_at = Some(app.clock.now());
    application.version = store::save_application(&tx, &application).await?;
    let account_id = application.account_id;
    events::record(app, &tx, None, MembersEvent::ApplicationExpired { application: id, account_id }).await?;
    letters::application_ended(app, &tx, &application).await?;
    tx.commit().await?;
    Ok(true)
}
