//! `GET /v1/cyber-program`: the program, and every figure with its source.

use actix_web::web::Data;
use chrono::NaiveDate;
use guildhall_domain::cyber_program::{
    ActivityKind, Competency, CyberProgramPolicy, Scheme, StatementLine, statement_lines,
};
use serde::Serialize;
use utoipa::ToSchema;

use super::prices_out::{MemberTestOut, PriceListOut, member_tests, price_list, price_lists};
use super::sourced::{SourcedNumberOut, SourcedTextOut, number, text};
use super::terms_out::{
    BreakoutSizesOut, CompletionRuleOut, RefundTermsOut, SeatTermsOut, breakout_sizes, completion_rules, refund_terms,
    seats,
};
use crate::app::App;
use crate::cyber_program::codes::{ActivityKindCode, CompetencyCode, SchemeCode};
use crate::http::answers::Record;
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::Cache;

/// The Cybersecurity Leadership Program: content, prices, terms and what completing it counts for.
#[derive(Serialize, ToSchema)]
#[schema(as = CyberProgram)]
pub struct ProgramOut {
    /// Name of the program.
    name: SourcedTextOut,
    /// Summary of the program.
    summary: SourcedTextOut,
    /// Audience of the program.
    audience: SourcedTextOut,
    /// Who the mentors are.
    mentors: SourcedTextOut,
    /// Partner that the association runs the program with.
    run_with: SourcedTextOut,
    /// Number of weeks.
    weeks: SourcedNumberOut,
    /// Credit hours toward the ICMA Credentialed Manager designation.
    icma_cm_hours: SourcedNumberOut,
    /// Credit hours per week; null when they do not divide evenly.
    #[schema(required, minimum = 0, maximum = 1000, example = 4)]
    icma_cm_hours_per_week: Option<u32>,
    /// Competencies that the program teaches, in order.
    #[schema(max_items = 20)]
    competencies: Vec<CompetencyOut>,
    /// Objectives, one per competency.
    #[schema(max_items = 20)]
    objectives: Vec<ObjectiveOut>,
    /// Kinds of activity, and who can see each of them.
    #[schema(max_items = 20)]
    activity_kinds: Vec<ActivityKindOut>,
    /// Price list in force today in America/New_York; null when there is none.
    #[schema(required)]
    price_list: Option<PriceListOut>,
    /// All price lists, oldest first; next year's may already be included.
    #[schema(max_items = 100)]
    price_lists: Vec<PriceListOut>,
    /// Row of the price list that each membership standing pays.
    #[schema(max_items = 20)]
    member_tests: Vec<MemberTestOut>,
    /// Terms for holding a seat.
    seats: SeatTermsOut,
    /// Refund terms, oldest first. The terms on the day of enrollment apply until the end.
    #[schema(max_items = 100)]
    refund_terms: Vec<RefundTermsOut>,
    /// Typical sizes of breakout groups.
    breakout_groups: BreakoutSizesOut,
    /// Completion rules, oldest first. The rule on a cohort's first day applies to the whole cohort.
    #[schema(max_items = 100)]
    completion_rules: Vec<CompletionRuleOut>,
    /// What completing the program counts for, the association's own credential first.
    #[schema(max_items = 20)]
    statements: Vec<StatementOut>,
    /// Version of the policy file with these figures.
    #[schema(max_length = 64, example = "2026-1")]
    policy_version: String,
    /// Day on which the policy file was last revised.
    #[schema(example = "2026-11-22")]
    revised_on: NaiveDate,
}

/// A competency that the program teaches.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompetencyLabel)]
pub struct CompetencyOut {
    /// Code of the competency.
    #[schema(value_type = CompetencyCode)]
    competency: Competency,
    /// Label to show.
    #[schema(max_length = 100, example = "Leading")]
    label: String,
}

/// An objective: a gap, the competency that closes it, and what is expected then.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramObjective)]
pub struct ObjectiveOut {
    /// Code of the competency.
    #[schema(value_type = CompetencyCode)]
    competency: Competency,
    /// Gap in knowledge and abilities.
    #[schema(max_length = 500, example = "Leading and making decisions")]
    gap: String,
    /// What a chief information security officer expects of a person with this competency.
    #[schema(max_length = 1000, example = "Help individuals and groups reach decisions.")]
    expectation: String,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// Description of a kind of activity.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramActivityDescription)]
pub struct ActivityKindOut {
    /// Code of the kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// Label to show.
    #[schema(max_length = 100, example = "Live event")]
    label: String,
    /// What participants do.
    #[schema(max_length = 1000, example = "A web conference of the whole cohort, led by its faculty mentor.")]
    description: String,
    /// Who can see it, as a sentence.
    #[schema(max_length = 500, example = "The whole cohort, faculty and staff.")]
    seen_by: String,
    /// Duration in minutes; null when the association has published none.
    #[schema(required, minimum = 0, maximum = 10_000, example = 60)]
    minutes: Option<u32>,
    /// Whether an activity of this kind can be required to complete the program.
    #[schema(example = true)]
    can_be_required: bool,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

/// What completing the program counts for.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramStatement)]
pub struct StatementOut {
    /// Credential of another body; null for the association's own.
    #[schema(required, value_type = Option<SchemeCode>)]
    credential: Option<Scheme>,
    /// Statement to show.
    #[schema(
        max_length = 500,
        example = "Completion can be applied to PMI credentials; PMI decides how much it counts."
    )]
    text: String,
    /// Credit hours toward the ICMA credential; null for other credentials, for which no number is published.
    #[schema(required, minimum = 0, maximum = 1000, example = 48)]
    icma_cm_hours: Option<u32>,
    /// Where it is published, or that it is a default of this software.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True for a default of this software: the association has published nothing.
    #[schema(example = false)]
    provisional: bool,
}

impl ProgramOut {
    fn of(policy: &CyberProgramPolicy, today: NaiveDate) -> Self {
        let (program, sources) = (&policy.program, &policy.sources);
        let competency = |row: &guildhall_domain::cyber_program::Objective| CompetencyOut {
            competency: row.competency,
            label: row.label.clone(),
        };
        ProgramOut {
            name: text(&program.name, sources),
            summary: text(&program.summary, sources),
            audience: text(&program.audience, sources),
            mentors: text(&program.mentors, sources),
            run_with: text(&program.run_with, sources),
            weeks: number(&program.weeks, sources),
            icma_cm_hours: number(&program.icma_cm_hours, sources),
            icma_cm_hours_per_week: program.hours_per_week(),
            competencies: policy.objectives.iter().map(competency).collect(),
            objectives: objectives(policy),
            activity_kinds: activity_kinds(policy),
            price_list: policy.price_list_on(today).map(|list| price_list(list, policy)),
            price_lists: price_lists(policy),
            member_tests: member_tests(policy),
            seats: seats(policy),
            refund_terms: refund_terms(policy),
            breakout_groups: breakout_sizes(policy),
            completion_rules: completion_rules(policy),
            statements: statement_lines(policy).into_iter().map(StatementOut::from).collect(),
            policy_version: policy.version.clone(),
            revised_on: policy.revised_on,
        }
    }
}

fn objectives(policy: &CyberProgramPolicy) -> Vec<ObjectiveOut> {
    let rows = policy.objectives.iter().map(|row| ObjectiveOut {
        competency: row.competency,
        gap: row.gap.clone(),
        expectation: row.expectation.clone(),
        source: policy.sources.cite(&row.source).to_owned(),
        provisional: row.provisional,
    });
    rows.collect()
}

fn activity_kinds(policy: &CyberProgramPolicy) -> Vec<ActivityKindOut> {
    let rows = policy.activities.iter().map(|row| ActivityKindOut {
        kind: row.kind,
        label: row.label.clone(),
        description: row.description.clone(),
        seen_by: row.seen_by.clone(),
        minutes: row.minutes,
        can_be_required: row.kind.can_be_required(),
        source: policy.sources.cite(&row.source).to_owned(),
        provisional: row.provisional,
    });
    rows.collect()
}

impl From<StatementLine> for StatementOut {
    fn from(line: StatementLine) -> Self {
        StatementOut {
            credential: line.scheme,
            text: line.text,
            icma_cm_hours: line.icma_cm_hours,
            source: line.source,
            provisional: line.provisional,
        }
    }
}

/// Read the description of the program
///
/// No sign-in is needed. An outline of the program: five competencies and the gap that each closes, nine kinds of
/// activity, prices, terms, the completion rule and what completing counts for. Each figure names its source;
/// `provisional` marks a default of this software where the association has published nothing.
#[utoipa::path(get, path = "", tag = "Cyber program")]
pub async fn get_cyber_program(app: Data<App>, _: Params<NoParams>) -> Result<Record<ProgramOut>, Problem> {
    let program = ProgramOut::of(&app.policies.cyber_program, app.clock.today());
    Ok(Record::new(program, 1).cached(Cache::Public))
}
