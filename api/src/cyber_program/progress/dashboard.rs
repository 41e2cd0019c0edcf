//! `GET /v1/cyber-program/cohorts/{cohort_id}/dashboard`: participants who are behind, and what is due this week.
//!
//! Invariants: the number of queries does not depend on the number of participants; only required activities and
//! live events are counted, so nothing tells whether anybody reflects.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{
    ActivityKind, EnrollmentState, Mark, PlannedActivity, Progress, plan_weeks, progress,
};
use guildhall_domain::ids::{BreakoutGroupId, EnrollmentId};
use guildhall_persistence::Read;
use guildhall_persistence::cyber_program::{self as store, CohortRecord, GroupRecord, Participant};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::progress_out::{CountsOut, week_of};
use crate::cyber_program::breakout_groups::group_out::count;
use crate::cyber_program::codes::ActivityKindCode;
use crate::cyber_program::relations::LeadsCohort;
use crate::http::answers::Answer;
use crate::http::problem::Problem;
use crate::http::relation::Sees;

/// Filters of the dashboard's participants.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DashboardQuery {
    /// True: only participants who are behind. False: only those who are not.
    #[param(nullable = false, example = true)]
    behind: Option<bool>,
}

/// State of a cohort, for those who lead it.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDashboard)]
pub struct DashboardOut {
    /// Id of the cohort.
    cohort_id: Uuid,
    /// Today, in the cohort's time zone; all figures are as of this day.
    on: NaiveDate,
    /// Number of the week that `on` is in; null before the first week and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// Required activities and live events that are due this week, in the order of the plan.
    #[schema(max_items = 500)]
    due_this_week: Vec<DueOut>,
    /// Breakout groups that have not written this week's summary yet.
    #[schema(max_items = 10_000)]
    missing_summaries: Vec<MissingSummaryOut>,
    /// Number of participants, before the filter.
    #[schema(minimum = 0, maximum = 10_000, example = 24)]
    participant_count: u32,
    /// Number of participants who are behind.
    #[schema(minimum = 0, maximum = 10_000, example = 2)]
    behind_count: u32,
    /// Number of participants who have completed the program.
    #[schema(minimum = 0, maximum = 10_000, example = 0)]
    completed_count: u32,
    /// Participants that match the filter, sorted by family name.
    #[schema(max_items = 10_000)]
    participants: Vec<ParticipantOut>,
}

/// An activity that is due this week.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDue)]
pub struct DueOut {
    /// Key of the activity in the cohort's week plan.
    #[schema(max_length = 45, pattern = "^w[0-9]{2,3}-[a-z0-9_]{1,40}$", example = "w03-read")]
    activity: String,
    /// Kind of the activity.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Last day on which it is on time.
    due_on: NaiveDate,
    /// Number of participants who have not done it.
    #[schema(minimum = 0, maximum = 10_000, example = 7)]
    open_count: u32,
}

/// A breakout group without this week's summary.
#[derive(Serialize, ToSchema)]
#[schema(as = MissingSummary)]
pub struct MissingSummaryOut {
    /// Id of the breakout group.
    breakout_group_id: Uuid,
    /// Number of the group within the cohort.
    #[schema(minimum = 1, maximum = 10_000, example = 2)]
    number: u32,
    /// Last day on which it is on time.
    due_on: NaiveDate,
    /// Whether `due_on` has passed.
    #[schema(example = false)]
    is_overdue: bool,
}

/// State of one participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramDashboardParticipant)]
pub struct ParticipantOut {
    /// Enrollment of the participant.
    enrollment_id: Uuid,
    /// Account of the participant; `author_id` of that person's posts.
    account_id: Uuid,
    /// Given name; empty for somebody who has a family name only.
    #[schema(max_length = 100, example = "Alex")]
    given_name: String,
    /// Family name; empty for somebody who has a given name only.
    #[schema(max_length = 100, example = "Rivera")]
    family_name: String,
    /// Breakout group of the participant; null while there is none.
    #[schema(required)]
    breakout_group_id: Option<Uuid>,
    /// Number of the group within the cohort; null while there is none.
    #[schema(required, minimum = 1, maximum = 10_000, example = 1)]
    breakout_group_number: Option<u32>,
    /// Whether the participant has completed the program.
    #[schema(example = false)]
    completed: bool,
    /// How much is done of what counts.
    counts: CountsOut,
    /// Keys of required activities and live events that were due before today and are not done.
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

/// Read the dashboard of a cohort
///
/// For faculty of the cohort, staff and admins: what is due this week and how many participants have not done it, which
/// breakout groups have no summary yet, and what each participant has done and is late with. Only required activities
/// and live events count; nothing tells whether anybody reflects. `behind=true` shows only participants who are behind.
#[utoipa::path(get, path = "/cohorts/{cohort_id}/dashboard", tag = "Cyber program")]
pub async fn get_cohort_dashboard(seen: Sees<LeadsCohort, DashboardQuery>) -> Result<Answer<DashboardOut>, Problem> {
    let (app, LeadsCohort(cohort)) = (seen.by.app(), seen.record);
    let on = cohort.cohort.date_at(app.clock.now());
    Ok(Answer::new(Cohort::read(&app.db, cohort, on).await?.shown(seen.query.behind)))
}
