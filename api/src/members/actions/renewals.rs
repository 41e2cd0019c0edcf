//! Renewals that nobody has to ask for: they are invoiced when their window opens.
//!
//! Each member is a transaction of its own, claimed once per term end, so that a
//! second replica, a second run, or an invoice withdrawn by the member makes none again.

use chrono::NaiveDate;
use guildhall_domain::calendar::add_days;
use guildhall_domain::members::{ApplicationState, Member, Standing};
use guildhall_domain::{Category, Cents};
use guildhall_persistence::accounts;
use guildhall_persistence::jobs::{self, Slot};
use guildhall_persistence::members::{self, MemberFilter, MemberSort, StandingOn};
use guildhall_persistence::{PageRequest, Tx};

use super::apply::{self, Request};
use super::bill;
use crate::app::App;
use crate::billing::billable::Order;
use crate::http::problem::Problem;
use crate::members::letters;
use crate::members::problems::{INSTALLMENT_OUTSTANDING, RENEWAL_TOO_EARLY};

/// Applies for and invoices the renewal of every member whose window has opened, whenever that was: also of those in
/// grace, when nobody ran this in between; how many were invoiced. A renewal that the rules refuse (a salary is missing)
/// becomes a letter that asks the member to apply. A member whose renewal fails otherwise is passed over, so that others
/// are not kept waiting.
///
/// # Errors
/// The last failure, after everybody else was seen to; what was done stays done.
pub async fn issue_renewal_invoices(app: &App) -> Result<u64, Problem> {
    let in_grace = issue_for(app, Standing::Grace).await?;
    Ok(in_grace + issue_for(app, Standing::Active).await?)
}

async fn issue_for(app: &App, standing: Standing) -> Result<u64, Problem> {
    let today = app.clock.today();
    let rules = app.policies.members.rules.on(today);
    let window_ends = add_days(today, rules.renewal_opens_days.value);
    let standing = StandingOn { standing, on: today, grace_days: rules.grace_days.value };
    let filter = MemberFilter { standing: Some(standing), ..MemberFilter::default() };
    let mut page = PageRequest::first(100, MemberSort::GoodUntil);
    let (mut invoiced, mut failed) = (0, None);
    loop {
        let slice = members::list_members(&app.db, &filter, page.clone()).await?;
        for member in &slice.items {
            match member.span {
                Some(span) if span.good_until_on > window_ends => return failed.map_or(Ok(invoiced), Err),
                Some(span) => match renew(app, member, span.good_until_on).await {
                    Ok(done) => invoiced += u64::from(done),
                    Err(problem) => {
                        tracing::error!(member = %member.id, %problem, "a renewal was not invoiced");
                        failed = Some(problem);
                    }
                },
                None => {}
            }
        }
        page.after = slice.next;
        if page.after.is_none() {
            return failed.map_or(Ok(invoiced), Err);
        }
    }
}

/// Whether the member was invoiced now.
async fn renew(app: &App, member: &Member, ends_on: NaiveDate) -> Result<bool, Problem> {
    if matches!(member.category, Category::Life | Category::Honorary) {
        return Ok(false);
    }
    if accounts::load_account(&app.db, member.account_id).await?.closed_at.is_some() {
        return Ok(false);
    }
    let tx = app.db.begin().await?;
    if !jobs::claim_run(&tx, &format!("renewal/{}", member.id), Slot::Date(ends_on), app.clock.now()).await? {
        tx.rollback().await?;
        return Ok(false);
    }
    match apply_and_invoice(app, &tx, member).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(refused) if [&RENEWAL_TOO_EARLY, &INSTALLMENT_OUTSTANDING].contains(&refused.kind) => {
            // What has ended is an installment, not the term.
            tx.rollback().await?;
            Ok(false)
        }
        Err(refused) if refused.kind.status == 409 => {
            tx.rollback().await?;
            ask_to_apply(app, member, ends_on, &refused).await?;
            Ok(false)
        }
        Err(problem) => Err(problem),
    }
}

async fn apply_and_invoice(app: &App, tx: &Tx, member: &Member) -> Result<(), Problem> {
    let application = apply::submit(app, tx, Request::own(member.account_id, member.category)).await?;
    if application.state != ApplicationState::AwaitingPayment {
        // Staff look at it first; the invoice follows their yes.
        return letters::renewal_in_review(app, tx, member, &application).await;
    }
    let expected_total: Cents = apply::price_on(app, &application, app.clock.today())?;
    bill::issue(app, tx, &Order::own(application.id.uuid(), member.account_id, expected_total)).await.map(|_| ())
}

async fn ask_to_apply(app: &App, member: &Member, ends_on: NaiveDate, refused: &Problem) -> Result<(), Problem> {
    let tx = app.db.begin().await?;
    letters::renewal_needs_application(app, &tx, member, ends_on, refused).await?;
    Ok(tx.commit().await?)
}
