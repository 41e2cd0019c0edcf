//! `/v1/sandbox/clock`: the one clock of the whole domain, which stands until it is moved.

use actix_web::web::Data;
use chrono::{DateTime, Datelike, NaiveDate, SubsecRound, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::problems::CLOCK_OUT_OF_RANGE;
use crate::app::App;
use crate::http::answers::Answer;
use crate::http::body::Body;
use crate::http::problem::{Problem, Violation};
use crate::http::query::{NoParams, Params};

/// Years that ids and dates of the domain can hold.
const YEARS: std::ops::RangeInclusive<i32> = 1970..=2200;

/// The clock of the sandbox.
#[derive(Serialize, ToSchema)]
#[schema(as = SandboxClock)]
pub struct ClockOut {
    /// Current time of the whole sandbox: tokens, terms and jobs follow it.
    #[schema(example = "2025-03-01T12:00:00Z")]
    now: DateTime<Utc>,
    /// Date at that time in the association's time zone (America/New_York).
    #[schema(example = "2025-03-01")]
    today: NaiveDate,
}

/// A new time for the clock.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SandboxClockChange)]
pub struct ClockIn {
    /// Time to set, in the years 1970 to 2200. Digits beyond microseconds are cut off.
    #[schema(example = "2025-04-01T12:00:00Z")]
    now: DateTime<Utc>,
}

fn show(app: &App) -> Answer<ClockOut> {
    Answer::new(ClockOut { now: app.clock.now(), today: app.clock.today() })
}

/// Read the clock
///
/// The clock stands still until you move it. All dates and times of the sandbox come from it.
#[utoipa::path(get, path = "/clock", tag = "Sandbox")]
pub async fn get_sandbox_clock(app: Data<App>, _: Params<NoParams>) -> Result<Answer<ClockOut>, Problem> {
    Ok(show(&app))
}

/// Move the clock
///
/// Forward or back. Jobs do not run automatically: request a job run afterward. Moving back undoes nothing that happened
/// later.
#[utoipa::path(put, path = "/clock", tag = "Sandbox", extensions(("x-refuses" = json!([CLOCK_OUT_OF_RANGE]))))]
pub async fn set_sandbox_clock(
    app: Data<App>,
    _: Params<NoParams>,
    body: Body<ClockIn>,
) -> Result<Answer<ClockOut>, Problem> {
    let now = body.0.now.trunc_subsecs(6);
    if !YEARS.contains(&now.year()) {
        let violation = Violation::at("/now", "out_of_range", "must be in the years 1970 to 2200");
        return Err(Problem::new(&CLOCK_OUT_OF_RANGE)
            .detail(format!("{now} is outside the years 1970 to 2200."))
            .errors(vec![violation]));
    }
    app.clock.set(now);
    // Standing, and with it the role of member, follows the date.
    app.tokens.forget_all();
    Ok(show(&app))
}
