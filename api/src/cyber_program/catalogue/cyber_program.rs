//! `GET /v1/cyber-program`: what the program is, and every figure with its source.

use actix_web::get;
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
use crate::http::problem::Problem;
use crate::http::query::{NoParams, Params};
use crate::http::reply::{Cache, Reply};

/// The program: what it teaches, what is done in it, what it costs and brings.
#[derive(Serialize, ToSchema)]
#[schema(as = CyberProgram)]
pub struct ProgramOut {
    /// Its name.
    name: SourcedTextOut,
    /// What it is, in a sentence or two.
    summary: SourcedTextOut,
    /// Whom it is for.
    audience: SourcedTextOut,
    /// Who mentors.
    mentors: SourcedTextOut,
    /// With whom it is run.
    run_with: SourcedTextOut,
    /// How many weeks it lasts.
    weeks: SourcedNumberOut,
    /// Hours of credit toward the ICMA Credentialed Manager designation.
    icma_cm_hours: SourcedNumberOut,
    /// Hours of credit for each week; null when they do not divide evenly.
    #[schema(required, minimum = 0, maximum = 1000, example = 4)]
    icma_cm_hours_per_week: Option<u32>,
    /// The competencies, in order.
    #[schema(max_items = 20)]
    competencies: Vec<CompetencyOut>,
    /// The objectives, one for each competency.
    #[schema(max_items = 20)]
    objectives: Vec<ObjectiveOut>,
    /// The kinds of activity, and who sees each of them.
    #[schema(max_items = 20)]
    activity_kinds: Vec<ActivityKindOut>,
    /// The price list in force today (America/New_York); null when none is.
    #[schema(required)]
    price_list: Option<PriceListOut>,
    /// Every price list that this server knows, the oldest first; next year's may already be among them.
    #[schema(max_items = 100)]
    price_lists: Vec<PriceListOut>,
    /// Which row each standing pays.
    #[schema(max_items = 20)]
    member_tests: Vec<MemberTestOut>,
    /// What holds a seat, and until when.
    seats: SeatTermsOut,
    /// What withdrawing costs, the oldest terms first; those of the day of registration hold until the end.
    #[schema(max_items = 100)]
    refund_terms: Vec<RefundTermsOut>,
    /// Sizes of breakout groups.
    breakout_groups: BreakoutSizesOut,
    /// When the program is completed, the oldest rule first; that of a cohort's first day holds for all of it.
    #[schema(max_items = 100)]
    completion_rules: Vec<CompletionRuleOut>,
    /// What completing it counts for, the association's own credential first.
    #[schema(max_items = 20)]
    statements: Vec<StatementOut>,
    /// Version of the file these figures stand in.
    #[schema(max_length = 64, example = "2026-1")]
    policy_version: String,
    /// Day that file was last revised.
    #[schema(example = "2026-11-22")]
    revised_on: NaiveDate,
}

/// A competency.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramCompetencyLabel)]
pub struct CompetencyOut {
    /// The competency.
    #[schema(value_type = CompetencyCode)]
    competency: Competency,
    /// What it is called.
    #[schema(max_length = 100, example = "Leading")]
    label: String,
}

/// An objective: a gap, the competency that closes it, and what is then expected.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramObjective)]
pub struct ObjectiveOut {
    /// The competency.
    #[schema(value_type = CompetencyCode)]
    competency: Competency,
    /// The gap in knowledge and abilities.
    #[schema(max_length = 500, example = "Leading and making decisions")]
    gap: String,
    /// What a chief information security officer expects of somebody who has it.
    #[schema(max_length = 1000, example = "Help individuals and groups reach decisions.")]
    expectation: String,
    /// Where it is published, or that it is a provisional assumption of ours.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True when it is a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
}

/// A kind of activity, described.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramActivityDescription)]
pub struct ActivityKindOut {
    /// The kind.
    #[schema(value_type = ActivityKindCode)]
    kind: ActivityKind,
    /// What it is called.
    #[schema(max_length = 100, example = "Live event")]
    label: String,
    /// What is done.
    #[schema(max_length = 1000, example = "A web conference of the whole cohort, led by its faculty mentor.")]
    description: String,
    /// Who sees it, in a sentence.
    #[schema(max_length = 500, example = "The whole cohort, faculty and staff.")]
    seen_by: String,
    /// How long it takes, in minutes; null where that was never published.
    #[schema(required, minimum = 0, maximum = 10_000, example = 60)]
    minutes: Option<u32>,
    /// Whether completing the program may ask for it.
    #[schema(example = true)]
    can_be_required: bool,
    /// Where it is published, or that it is a provisional assumption of ours.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True when it is a provisional assumption of ours.
    #[schema(example = false)]
    provisional: bool,
}

/// What completing the program counts for.
#[derive(Serialize, ToSchema)]
#[schema(as = ProgramStatement)]
pub struct StatementOut {
    /// The credential of another body; null for the association's own.
    #[schema(required, value_type = Option<SchemeCode>)]
    credential: Option<Scheme>,
    /// The sentence.
    #[schema(
        max_length = 500,
        example = "Completion can be applied to PMI credentials; PMI decides how much it counts."
    )]
    text: String,
    /// Hours toward the ICMA credential; null for every other, because no number was published.
    #[schema(required, minimum = 0, maximum = 1000, example = 48)]
    icma_cm_hours: Option<u32>,
    /// Where it is published, or that it is a provisional assumption of ours.
    #[schema(max_length = 500, example = "icma.org/page/join-icma")]
    source: String,
    /// True when it is a provisional assumption of ours.
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

/// Read what the program is
///
/// Open to anyone: the program in outline, five competencies with the gap that each closes, nine kinds of activity,
/// prices, terms, the rule of completion and what completing counts for. Each names its source; what was never
/// published is a provisional assumption of ours and says so.
#[utoipa::path(tag = "Cyber program", operation_id = "getCyberProgram", security(()),
    responses((status = 200, description = "The program.", body = ProgramOut), (status = 304, description = "Not changed.")))]
#[get("")]
pub async fn get_cyber_program(app: Data<App>, _: Params<NoParams>) -> Result<Reply, Problem> {
    let program = ProgramOut::of(&app.policies.cyber_program, app.clock.today());
    Ok(Reply::record(&program, 1)?.cached(Cache::Public))
}
