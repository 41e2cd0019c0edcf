//! `/v1/sandbox/clock`: the one clock of the whole domain, which stands until it is moved.

use actix_web::web::Data;
use actix_web::{get, put};
use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problems::CLOCK_OUT_OF_RANGE;
use crate::app::App;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};

/// Years that ids and dates of the domain can hold.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=9000;

/// Where the clock of the sandbox stands.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxClock)]
pub struct ClockOut {
    /// The present instant of the whole domain: tokens, terms, jobs.
    #[schema(example = "2025-03-01T12:00:00Z")]
    now: DateTime<Utc>,
    /// The association's civil date at that instant (America/New_York).
    #[schema(example = "2025-03-01")]
    today: NaiveDate,
}

/// Where the clock shall stand.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SandboxClockChange)]
pub struct ClockIn {
    /// The instant, in the years 1970 to 9000; what is finer than a microsecond is cut off.
    #[schema(example = "2025-04-01T12:00:00Z")]
    now: DateTime<Utc>,
}

fn show(app: &App) -> Result<Reply, Problem> {
    let clock = ClockOut { now: app.clock.now(), today: app.clock.today() };
    Ok(Reply::ok(&clock)?.cached(Cache::Never))
}

/// Read the clock
///
/// The clock stands still until it is moved; every date and instant of the domain is taken from it.
#[utoipa::path(tag = "Sandbox", operation_id = "getSandboxClock", security(()),
    responses((status = 200, description = "Where the clock stands.", body = ClockOut)))]
#[get("/clock")]
pub async fn get_clock(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    show(&app)
}

/// Move the clock
///
/// Forward or back. Jobs do not run by themselves: ask for them afterward. Going back does not undo what happened later.
#[utoipa::path(tag = "Sandbox", operation_id = "setSandboxClock", security(()), request_body = ClockIn,
    responses((status = 200, description = "Where the clock now stands.", body = ClockOut),
        (status = 409, description = "`clock-out-of-range`")))]
#[put("/clock")]
pub async fn set_clock(app: Data<App>, _: Params<NoParams>, body: Body<ClockIn>) -> Result<Reply, Problem> {
    let now = body.0.now.trunc_subsecs(6);
    if !YEARS.contains(&now.year()) {
        let violation = Violation::at("/now", "out_of_range", "must be in the years 1970 to 9000");
        return Err(Problem::new(&CLOCK_OUT_OF_RANGE)
            .detail(format!("{now} is outside the years 1970 to 9000."))
            .errors(vec![violation]));
    }
    app.clock.set(now);
    // Standing, and with it the role of member, follows the date.
    app.tokens.forget_all();
    show(&app)
}
