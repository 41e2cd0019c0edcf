//! What membership does by itself, day by day: it tells members that payment has
//! ended and that they have lapsed. Standing itself needs no job; it is computed.

use chrono::NaiveDate;
use guildhall_domain::members::{Member, Standing, standing};
use guildhall_persistence::members::{self as store, MemberFilter, MemberSort, StandingOn};
use guildhall_persistence::{PageRequest, accounts};

use super::actions::expiry::expire_applications;
use super::actions::renewals::issue_renewal_invoices;
use super::letters;
use crate::app::App;
use crate::http::problem::Problem;
use crate::worker::job::{Due, Job, Turn};

/// What this slice does by itself.
pub(super) const JOBS: &[Job] = &[
    Job {
        // Named when it stood in billing; a name never changes.
        name: "billing.renewal_invoices",
        due: Due::Daily(Turn::Charge),
        run: |app| Box::pin(issue_renewal_invoices(app)),
    },
    Job {
        name: "members.application_expiry",
        due: Due::Daily(Turn::Charge),
        run: |app| Box::pin(expire_applications(app)),
    },
    Job {
        name: "members.standing_notices",
        due: Due::Daily(Turn::Notify),
        run: |app| Box::pin(send_standing_notices(app)),
    },
];

/// Lapses older than this are not written about any more.
const RECENT_DAYS: i64 = 30;

/// Writes to members in grace and to those who lapsed of late, once each; how
/// many members were looked at.
///
/// # Errors
/// Those of the store; what was written before stays written.
pub async fn send_standing_notices(app: &App) -> Result<u64, Problem> {
    let today = app.clock.today();
    let in_grace = notify(app, today, Standing::Grace).await?;
    Ok(in_grace + notify(app, today, Standing::Lapsed).await?)
}

async fn notify(app: &App, today: NaiveDate, standing: Standing) -> Result<u64, Problem> {
    let grace_days = app.policies.members.rules.on(today).grace_days.value;
    let standing = Some(StandingOn { standing, on: today, grace_days });
    let filter = MemberFilter { standing, ..MemberFilter::default() };
    let mut page = PageRequest::first(100, MemberSort::GoodUntil);
    let mut seen = 0;
    loop {
        let slice = store::list_members(&app.db, &filter, page.clone()).await?;
        let tx = app.db.begin().await?;
        for member in &slice.items {
            seen += u64::from(tell(app, &tx, member, today).await?);
        }
        tx.commit().await?;
        page.after = slice.next;
        if page.after.is_none() {
            return Ok(seen);
        }
    }
}

async fn tell(app: &App, tx: &guildhall_persistence::Tx, member: &Member, today: NaiveDate) -> Result<bool, Problem> {
    let Some(span) = member.span else { return Ok(false) };
    if accounts::load_account(tx, member.account_id).await?.closed_at.is_some() {
        return Ok(false);
    }
    let policy = &app.policies.members;
    let grace_ends_on = standing::grace_ends_on(&span, policy);
    match standing::standing_on(Some(&span), today, policy) {
        Standing::Grace => letters::payment_ended(app, tx, member, span.good_until_on, grace_ends_on).await?,
        Standing::Lapsed if (today - grace_ends_on).num_days() <= RECENT_DAYS => {
            letters::lapsed(app, tx, member, grace_ends_on).await?;
        }
        _ => return Ok(false),
    }
    Ok(true)
}
