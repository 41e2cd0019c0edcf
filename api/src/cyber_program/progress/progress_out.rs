//! Progress and completion as they are shown; a completion is kept in these words.

use chrono::NaiveDate;
use guildhall_domain::cyber_program::{
    Completion, EnrollmentState, Progress, Requirement, Scheme, StatementLine, WeekPosition,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::certificate_page::CertificateNameOut;
use crate::cyber_program::codes::SchemeCode;
use crate::cyber_program::sheet::Sheet;

/// Whether the program is completed, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ProgramCompletion)]
pub struct CompletionOut {
    /// Whether every requirement is met.
    #[schema(example = false)]
    met: bool,
    /// The day the last of them was met; null while one is not.
    #[schema(required, example = "2025-06-20")]
    completed_on: Option<NaiveDate>,
    /// Version of the rule applied: that of the cohort's first day.
    #[schema(max_length = 64, example = "2026-1")]
    rule_version: String,
    /// Each requirement, met or not.
    #[schema(max_items = 20)]
    requirements: Vec<RequirementOut>,
}

/// A requirement of completing the program.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ProgramRequirement)]
pub struct RequirementOut {
    /// Stable dotted code.
    #[schema(max_length = 128, example = "cyber_program.completion.live_events")]
    code: String,
    /// Where it is published, or that it is a provisional assumption of ours.
    #[schema(max_length = 500, example = "house assumption, nothing published was found")]
    source: String,
    /// True for a provisional assumption of ours.
    #[schema(example = true)]
    provisional: bool,
    /// Whether it is met.
    #[schema(example = false)]
    met: bool,
    /// How many it asks for.
    #[schema(minimum = 0, maximum = 10_000, example = 10)]
    required: u32,
    /// How many there are.
    #[schema(minimum = 0, maximum = 10_000, example = 3)]
    actual: u32,
    /// The day it was first met; null while it is not.
    #[schema(required, example = "2025-06-13")]
    met_on: Option<NaiveDate>,
}

/// A line about a credential.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramStatementLine)]
pub struct StatementOut {
    /// The other body's credential; null for the association's own.
    #[schema(required, value_type = Option<SchemeCode>)]
    scheme: Option<Scheme>,
    /// The sentence.
    #[schema(max_length = 500, example = "48 credit hours toward the ICMA Credentialed Manager designation.")]
    text: String,
    /// Hours toward the ICMA credential; null for every other, of which no number was published.
    #[schema(required, minimum = 1, maximum = 1_000, example = 48)]
    icma_cm_hours: Option<u32>,
    /// Where it is published.
    #[schema(
        max_length = 500,
        example = "the association's published description of its Cybersecurity Leadership Program"
    )]
    source: String,
    /// True for a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
}

/// Where a participant stands.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramProgress)]
pub struct ProgressOut {
    /// The seat in the cohort.
    enrollment_id: Uuid,
    /// The cohort.
    cohort_id: Uuid,
    /// The day this holds for, by the cohort's calendar.
    on: NaiveDate,
    /// The week it falls in; null before the first and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// The counts; they go on counting after the outcome was told.
    counts: CountsOut,
    /// Required activities and live events due in this week and not done, by their keys.
    #[schema(max_items = 500)]
    due_this_week: Vec<String>,
    /// Required activities and live events that were due before today and are not done.
    #[schema(max_items = 10_000)]
    behind: Vec<String>,
    /// Completion by the rule, and once the outcome is told as it was told.
    completion: CompletionOut,
    /// What completing counts for; empty before it.
    #[schema(max_items = 20)]
    statements: Vec<StatementOut>,
    /// Whether the certificate can print the participant's name.
    certificate_name: CertificateNameOut,
}

/// How much of what counts is done; reflections do not count.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCounts)]
pub struct CountsOut {
    /// How many activities are required.
    #[schema(minimum = 0, maximum = 10_000, example = 48)]
    required: u32,
    /// How many of them are done.
    #[schema(minimum = 0, maximum = 10_000, example = 11)]
    required_done: u32,
    /// How many live events there are.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    live_events: u32,
    /// How many of them were attended or watched.
    #[schema(minimum = 0, maximum = 10_000, example = 2)]
    live_events_seen: u32,
    /// Whether something that counts is overdue.
    #[schema(example = false)]
    is_behind: bool,
}

impl From<&Progress> for CountsOut {
    fn from(progress: &Progress) -> Self {
        CountsOut {
            required: progress.required,
            required_done: progress.required_done,
            live_events: progress.live_events,
            live_events_seen: progress.live_events_seen,
            is_behind: progress.is_behind(),
        }
    }
}

impl ProgressOut {
    /// A participant's progress on a day.
    pub fn of(
        sheet: &Sheet,
        on: NaiveDate,
        progress: &Progress,
        completion: CompletionOut,
        statements: Vec<StatementLine>,
        certificate_name: CertificateNameOut,
    ) -> ProgressOut {
        let keys = |keys: &[_]| keys.iter().map(ToString::to_string).collect();
        let is_completed = sheet.enrollment.state == EnrollmentState::Completed;
        ProgressOut {
            enrollment_id: sheet.enrollment.id.uuid(),
            cohort_id: sheet.cohort.id.uuid(),
            on,
            week: week_of(sheet.cohort.cohort.week_of(on)),
            counts: CountsOut::from(progress),
            due_this_week: keys(&progress.due_this_week),
            behind: keys(&progress.behind),
            completion,
            statements: statements.into_iter().filter(|_| is_completed).map(StatementOut::from).collect(),
            certificate_name,
        }
    }
}

/// The week of a position; none outside the weeks.
pub const fn week_of(position: WeekPosition) -> Option<u32> {
    match position {
        WeekPosition::Week(week) => Some(week),
        WeekPosition::Before { .. } | WeekPosition::After { .. } => None,
    }
}

impl From<&Completion> for CompletionOut {
    fn from(completion: &Completion) -> Self {
        CompletionOut {
            met: completion.met,
            completed_on: completion.completed_on,
            rule_version: completion.rule_version.clone(),
            requirements: completion.requirements.iter().map(RequirementOut::from).collect(),
        }
    }
}

impl From<&Requirement> for RequirementOut {
    fn from(requirement: &Requirement) -> Self {
        RequirementOut {
            code: requirement.code.to_owned(),
            source: requirement.source.clone(),
            provisional: requirement.provisional,
            met: requirement.met,
            required: requirement.required,
            actual: requirement.actual,
            met_on: requirement.met_on,
        }
    }
}

impl From<StatementLine> for StatementOut {
    fn from(line: StatementLine) -> Self {
        let StatementLine { scheme, text, icma_cm_hours, source, provisional } = line;
        StatementOut { scheme, text, icma_cm_hours, source, provisional }
    }
}
