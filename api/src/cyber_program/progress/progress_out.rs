//! Progress and completion on the wire. A recorded completion is stored in this form.

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

/// Whether a participant has completed the program, and why.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ProgramCompletion)]
pub struct CompletionOut {
    /// Whether all requirements are met.
    #[schema(example = false)]
    met: bool,
    /// Day on which the last requirement was met; null while one is not met.
    #[schema(required, example = "2025-06-20")]
    completed_on: Option<NaiveDate>,
    /// Version of the completion rule: the one in force on the cohort's first day.
    #[schema(max_length = 64, example = "2026-1")]
    rule_version: String,
    /// All requirements, met or not.
    #[schema(max_items = 20)]
    requirements: Vec<RequirementOut>,
}

/// A requirement of completing the program.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = ProgramRequirement)]
pub struct RequirementOut {
    /// Code of the requirement, dotted and stable.
    #[schema(max_length = 128, example = "cyber_program.completion.live_events")]
    code: String,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "default of this software; the association has published no figure")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = true)]
    provisional: bool,
    /// Whether the requirement is met.
    #[schema(example = false)]
    met: bool,
    /// Number required.
    #[schema(minimum = 0, maximum = 10_000, example = 10)]
    required: u32,
    /// Number reached so far.
    #[schema(minimum = 0, maximum = 10_000, example = 3)]
    actual: u32,
    /// Day on which it was first met; null while it is not met.
    #[schema(required, example = "2025-06-13")]
    met_on: Option<NaiveDate>,
}

/// What completing the program counts for toward one credential.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramStatementLine)]
pub struct StatementOut {
    /// Credential of another body; null for the association's own.
    #[schema(required, value_type = Option<SchemeCode>)]
    scheme: Option<Scheme>,
    /// Statement to show.
    #[schema(max_length = 500, example = "48 credit hours toward the ICMA Credentialed Manager designation.")]
    text: String,
    /// Credit hours toward the ICMA credential; null for other credentials, for which no number is published.
    #[schema(required, minimum = 1, maximum = 1_000, example = 48)]
    icma_cm_hours: Option<u32>,
    /// Where the statement is published.
    #[schema(
        max_length = 500,
        example = "the association's published description of its Cybersecurity Leadership Program"
    )]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// Progress of a participant.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramProgress)]
pub struct ProgressOut {
    /// Enrollment of the participant.
    enrollment_id: Uuid,
    /// Cohort of the participant.
    cohort_id: Uuid,
    /// Today, in the cohort's time zone; all figures are as of this day.
    on: NaiveDate,
    /// Number of the week that `on` is in; null before the first week and after the last.
    #[schema(required, minimum = 1, maximum = 104, example = 3)]
    week: Option<u32>,
    /// How much is done of what counts. The counts keep changing after the outcome is recorded.
    counts: CountsOut,
    /// Keys of required activities and live events that are due this week and not done.
    #[schema(max_items = 500)]
    due_this_week: Vec<String>,
    /// Keys of required activities and live events that were due before today and are not done.
    #[schema(max_items = 10_000)]
    behind: Vec<String>,
    /// Completion by the rule; once the outcome is recorded, as it was recorded.
    completion: CompletionOut,
    /// Whether the program is completed, and its credit hours and certificate wait until the seat is paid or an
    /// organization's own purchase order stands for it.
    #[schema(example = false)]
    waits_for_payment: bool,
    /// What completing the program counts for; empty until the program is completed and the seat is paid.
    #[schema(max_items = 20)]
    statements: Vec<StatementOut>,
    /// Whether the certificate can print the participant's name.
    certificate_name: CertificateNameOut,
}

/// How much is done of what counts. Reflections do not count.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCounts)]
pub struct CountsOut {
    /// Number of required activities.
    #[schema(minimum = 0, maximum = 10_000, example = 48)]
    required: u32,
    /// Number of required activities that are done.
    #[schema(minimum = 0, maximum = 10_000, example = 11)]
    required_done: u32,
    /// Number of live events.
    #[schema(minimum = 0, maximum = 10_000, example = 12)]
    live_events: u32,
    /// Number of live events attended or watched.
    #[schema(minimum = 0, maximum = 10_000, example = 2)]
    live_events_seen: u32,
    /// Whether a required activity or a live event is overdue.
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
        is_settled: bool,
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
            waits_for_payment: is_completed && !is_settled,
            statements: statements.into_iter().filter(|_| is_completed && is_settled).map(StatementOut::from).collect(),
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
