//! Hours of credit that a persona begins with: a book and a webinar.
//!
//! No operation enters credit of these sources yet, so these are what there is to read.

use chrono::Days;
use futures_util::future::BoxFuture;
use guildhall_domain::Clause;
use guildhall_domain::accounts::Account;
use guildhall_domain::credentials::{CreditSource, CreditTime, Grant, InvalidGrantKey, Provenance};
use guildhall_domain::ids::AccountId;
use guildhall_persistence::Tx;

use super::actions;
use crate::app::App;
use crate::http::problem::{INTERNAL, Problem};
use crate::sandbox::people::{Ids, Persona};

/// What was earned: the source, how long it took, how many days ago, and what it was.
const EARNED: [(CreditSource, i64, u64, &str); 2] = [
    (CreditSource::Reading, 390, 45, "Reading on the ethics of local government"),
    (CreditSource::CoachingWebinar, 90, 17, "Coaching webinar, 90 minutes"),
];

/// Enters the hours of the persona `member`.
pub(super) fn seed<'a>(
    app: &'a App,
    tx: &'a Tx,
    persona: &'a Persona,
    account: &'a Account,
) -> BoxFuture<'a, Result<Ids, Problem>> {
    Box::pin(async move {
        if persona.role == "member" {
            enter(app, tx, account.id).await?;
        }
        Ok(Ids::new())
    })
}

async fn enter(app: &App, tx: &Tx, account_id: AccountId) -> Result<(), Problem> {
    for (source, minutes, days_ago, title) in EARNED {
        let today = app.clock.today();
        let earned_on = today.checked_sub_days(Days::new(days_ago)).unwrap_or(today);
        let key = format!("{source}/{earned_on}/{account_id}");
        let grant = Grant {
            account_id,
            time: CreditTime::from_minutes(minutes),
            earned_on,
            provenance: Provenance { source, title: title.into(), ground: ground(app, source) },
            key: key.parse().map_err(|_: InvalidGrantKey| Problem::new(&INTERNAL))?,
        };
        actions::enter(app, tx, grant).await?;
    }
    Ok(())
}

fn ground(app: &App, source: CreditSource) -> Clause {
    let policy = &app.policies.credentials;
    let bound = match source {
        CreditSource::Reading => &policy.bounds.reading_hours_per_book,
        _ => &policy.bounds.hours_at_most,
    };
    let detail = format!("actual time, at most {} hours", bound.value);
    Clause::new("credentials.bounds", policy.sources.cite(&bound.source), detail)
}
