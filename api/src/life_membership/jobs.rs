//! What Life membership does by itself, day by day: it follows positions that begin or end on a
//! date that was still to come when they were put on record.

use guildhall_domain::life_membership::{LifeApplication, LifeState};
use guildhall_persistence::PageRequest;
use guildhall_persistence::life_membership::{LifeApplicationFilter, LifeApplicationSort, list_life_applications};

use super::applications::actions::employment;
use crate::app::App;
use crate::http::problem::Problem;
use crate::worker::job::{Due, Job, Turn};

/// What this slice does by itself.
pub(super) const JOBS: &[Job] = &[Job {
    name: "life_membership.employment",
    due: Due::Daily(Turn::Follow),
    run: |app| Box::pin(follow_employment(app)),
}];

/// Suspends and reinstates whoever's work began or ended since; how many changed. Each is a
/// transaction of its own.
///
/// # Errors
/// The first failure, after everybody else was seen to; what was done stays done.
pub async fn follow_employment(app: &App) -> Result<u64, Problem> {
    let (mut changed, mut failed) = (0, None);
    for granted in granted(app).await? {
        match follow(app, &granted).await {
            Ok(done) => changed += u64::from(done),
            Err(problem) => {
                tracing::error!(application = %granted.id, %problem, "a Life membership did not follow employment");
                failed = failed.or(Some(problem));
            }
        }
    }
    failed.map_or(Ok(changed), Err)
}

/// Those whose work demands something, read before anything is changed.
async fn granted(app: &App) -> Result<Vec<LifeApplication>, Problem> {
    let mut waiting = Vec::new();
    for state in LifeState::ALL.iter().copied().filter(|state| state.life_status().is_some()) {
        let filter = LifeApplicationFilter { state: Some(state), ..LifeApplicationFilter::default() };
        let mut page = PageRequest::first(100, LifeApplicationSort::Newest);
        loop {
            let slice = list_life_applications(&app.db, &filter, page.clone()).await?;
            for application in slice.items {
                if employment::due(app, &app.db, &application).await?.is_some() {
                    waiting.push(application);
                }
            }
            page.after = slice.next;
            if page.after.is_none() {
                break;
            }
        }
    }
    Ok(waiting)
}

async fn follow(app: &App, granted: &LifeApplication) -> Result<bool, Problem> {
    let tx = app.db.begin().await?;
    let Some(mut application) = employment::locked(&tx, granted.member_id).await? else { return Ok(false) };
    let changed = employment::follow(app, &tx, application.account_id, &mut application).await?;
    tx.commit().await?;
    Ok(changed)
}
