//! `GET /v1/cyber-program/cohorts/{cohort_id}/dashboard`: who is behind, and what this week still needs.
//!
//! Invariants: the number of queries does not depend on how many take part; what is counted is
//! required or a live event, so nothing tells whether anybody reflects.

use std::collections::{BTreeSet, HashMap};

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::cyber_program::{
    ActivityKind, EnrollmentState, Mark, PlannedActivity, Progress, plan_weeks, progress,
};
use guildhall_domain::ids::{BreakoutGroupId, CohortId, EnrollmentId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, GroupRecord, Participant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::progress_out::{CountsOut, week_of};
use crate::app::App;
use crate::cyber_program::breakout_groups::group_out::count;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::sheet::{cohort_of, leads};
use crate::http::auth::Caller;
use crate::http::problem::Problem;
use crate::http::query::Params;
use crate::http::reply::Reply;

/// Which participants are wanted.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DashboardQuery {
    /// Only those who are behind, or are not.
    #[param(nullable = false, example = true)]
    behind: Option<bool>,
}

/// A cohort as its faculty follows it.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDashboard)]
pub struct DashboardOut {
    /// The cohort.
    cohort_id: Uuid,
    /// The day this holds for, by the cohort's calendar.
    on: NaiveDate,
    /// The week it falls in; null before the first and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// What counts and is due in this week, in the order of the plan.
    #[schema(max_items = 500)]
    due_this_week: Vec<DueOut>,
    /// Breakout groups whose summary of this week is not there yet.
    #[schema(max_items = 10_000)]
    missing_summaries: Vec<MissingSummaryOut>,
    /// How many take part.
    #[schema(minimum = 0, maximum = 10_000, example = 24)]
    participant_count: u32,
    /// How many of them are behind.
    #[schema(minimum = 0, maximum = 10_000, example = 2)]
    behind_count: u32,
    /// How many of them have completed the program.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    completed_count: u32,
    /// The participants wanted, by family name.
    #[schema(max_items = 10_000)]
    participants: Vec<ParticipantOut>,
}

/// An activity due.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDue)]
pub struct DueOut {
    /// The activity, by its key in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Its kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Last day on which it is in time.
    due_on: NaiveDate,
    /// How many participants have not done it.
    #[schema(minimum = 0, maximum = 10_000, example = 7)]
    open_count: u32,
}

/// A summary that is not there.
#[derive(Serialize, ToSchema)]
#[schema(as = MissingSummary)]
pub struct MissingSummaryOut {
    /// The breakout group.
    breakout_group_id: Uuid,
    /// Its number in the cohort.
    #[schema(minimum = 1, maximum = 10_000, example = 2)]
    number: u32,
    /// Last day on which it is in time.
    due_on: NaiveDate,
    /// Whether that day is over.
    #[schema(example = false)]
    is_overdue: bool,
}

/// A participant as faculty follows one.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDashboardParticipant)]
pub struct ParticipantOut {
    /// The seat in the cohort.
    enrollment_id: Uuid,
    /// The person, as posts name their author.
    account_id: Uuid,
    /// Given name.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// The breakout group; null before there is one.
    #[schema(required)]
    breakout_group_id: Option<Uuid>,
    /// Its number in the cohort; null before there is one.
    #[schema(required, minimum = 1, maximum = 10_000, example = 1)]
    breakout_group_number: Option<u32>,
    /// Whether the program is completed.
    #[schema(example = false)]
    completed: bool,
    /// The counts.
    counts: CountsOut,
    /// What counts, was due before today and is not done, by key.
    #[schema(max_items = 10_000)]
    behind: Vec<String>,
}

/// Everything a dashboard is made of, read in four queries.
struct Cohort {
    record: CohortRecord,
    plan: Vec<PlannedActivity>,
    on: NaiveDate,
    groups: Vec<GroupRecord>,
    people: Vec<(Participant, Progress)>,
    with_summary: BTreeSet<BreakoutGroupId>,
}

impl Cohort {
    async fn read(db: &dyn Read, record: CohortRecord, on: NaiveDate) -> Result<Cohort, Problem> {
        let plan = plan_weeks(&record.cohort, &record.template);
        let mut sheets: HashMap<EnrollmentId, Vec<Mark>> = HashMap::new();
        for mark in store::marks_of_cohort(db, record.id).await? {
            sheets.entry(mark.enrollment_id).or_default().push(mark.mark);
        }
        let stand = |person: Participant| {
            let marks = sheets.get(&person.enrollment_id).map_or(&[][..], Vec::as_slice);
            let progress = progress(&record.cohort, &plan, marks, on);
            (person, progress)
        };
        let people = store::participants_of(db, record.id).await?.into_iter().map(stand).collect();
        let groups = store::groups_of(db, record.id).await?;
        let with_summary = match week_of(record.cohort.week_of(on)) {
            Some(week) => store::groups_with_summary(db, record.id, week).await?.into_iter().collect(),
            None => BTreeSet::new(),
        };
        Ok(Cohort { record, plan, on, groups, people, with_summary })
    }

    fn week(&self) -> Option<u32> {
        week_of(self.record.cohort.week_of(self.on))
    }

    /// What counts and belongs to this week, however few have left it open.
    fn due_this_week(&self) -> Vec<DueOut> {
        let is_due = |activity: &&PlannedActivity| {
            let counts = activity.required || activity.kind == ActivityKind::LiveEvent;
            counts && Some(activity.key.week) == self.week() && self.on <= activity.due_on
        };
        let due = |activity: &PlannedActivity| DueOut {
            activity: activity.key.to_string(),
            kind: activity.kind,
            due_on: activity.due_on,
            open_count: count(
                self.people.iter().filter(|(_, progress)| progress.due_this_week.contains(&activity.key)).count(),
            ),
        };
        self.plan.iter().filter(is_due).map(due).collect()
    }

    fn missing_summaries(&self) -> Vec<MissingSummaryOut> {
        let is_summary =
            |one: &&PlannedActivity| one.kind == ActivityKind::BreakoutSummary && Some(one.key.week) == self.week();
        let Some(summary) = self.plan.iter().find(is_summary) else { return Vec::new() };
        let missing = self.groups.iter().filter(|group| !self.with_summary.contains(&group.id));
        let out = |group: &GroupRecord| MissingSummaryOut {
            breakout_group_id: group.id.uuid(),
            number: group.number,
            due_on: summary.due_on,
            is_overdue: summary.due_on < self.on,
        };
        missing.map(out).collect()
    }

    fn shown(self, behind: Option<bool>) -> DashboardOut {
        let number = |test: &dyn Fn(&Participant, &Progress) -> bool| {
            count(self.people.iter().filter(|(person, progress)| test(person, progress)).count())
        };
        let numbers: HashMap<BreakoutGroupId, u32> = self.groups.iter().map(|one| (one.id, one.number)).collect();
        let wanted =
            self.people.iter().filter(|(_, progress)| behind.is_none_or(|asked| asked == progress.is_behind()));
        DashboardOut {
            cohort_id: self.record.id.uuid(),
            on: self.on,
            week: self.week(),
            due_this_week: self.due_this_week(),
            missing_summaries: self.missing_summaries(),
            participant_count: count(self.people.len()),
            behind_count: number(&|_, progress| progress.is_behind()),
            completed_count: number(&|person, _| person.state == EnrollmentState::Completed),
            participants: wanted.map(|(person, progress)| participant(person, progress, &numbers)).collect(),
        }
    }
}

fn participant(person: &Participant, progress: &Progress, numbers: &HashMap<BreakoutGroupId, u32>) -> ParticipantOut {
    let group = person.group.map(|spell| spell.group_id);
    ParticipantOut {
        enrollment_id: person.enrollment_id.uuid(),
        account_id: person.account_id.uuid(),
        given_name: person.name.given().to_owned(),
        family_name: person.name.family().to_owned(),
        breakout_group_id: group.map(BreakoutGroupId::uuid),
        breakout_group_number: group.and_then(|group| numbers.get(&group).copied()),
        completed: person.state == EnrollmentState::Completed,
        counts: CountsOut::from(progress),
        behind: progress.behind.iter().map(ToString::to_string).collect(),
    }
}

/// The dashboard of a cohort, on any store that reads.
///
/// # Errors
/// Those of the store.
pub async fn dashboard(
    db: &dyn Read,
    cohort: CohortRecord,
    on: NaiveDate,
    behind: Option<bool>,
) -> Result<DashboardOut, Problem> {
    Ok(Cohort::read(db, cohort, on).await?.shown(behind))
}

/// Read the dashboard of a cohort
///
/// Faculty of the cohort, staff and admins: what is due this week and how many have not done it, which breakout groups
/// have no summary yet, and for each participant what is done and what is overdue. Required activities and live events
/// count; nothing tells whether anybody reflects. `behind=true` shows those who are behind.
#[utoipa::path(tag = "Cyber program", operation_id = "getCohortDashboard", security(("bearer" = [])), params(DashboardQuery),
    responses((status = 200, description = "The dashboard.", body = DashboardOut)))]
#[get("/cohorts/{cohort_id}/dashboard")]
pub async fn get_dashboard(
    caller: Caller,
    app: Data<App>,
    id: Path<CohortId>,
    query: Params<DashboardQuery>,
) -> Result<Reply, Problem> {
    let (cohort, capacity) = cohort_of(&app.db, &caller, *id).await?;
    leads(capacity)?;
    let on = cohort.cohort.date_at(app.clock.now());
    Reply::ok(&dashboard(&app.db, cohort, on, query.0.behind).await?)
}
