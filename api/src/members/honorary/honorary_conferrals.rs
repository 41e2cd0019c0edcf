//! `/v1/members/honorary-conferrals`: votes of the board on honorary memberships.

use actix_web::web::{Data, Path};
use chrono::{DateTime, NaiveDate, Utc};
use guildhall_domain::ids::{AccountId, HonoraryConferralId, MemberId};
use guildhall_persistence::members::{self as store, HonoraryConferral, HonorarySort};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::actions::{self, Told};
use crate::app::App;
use crate::http::answers::{Answered, Created, Record};
use crate::http::auth::{Board, BoardOrStaff, Caller};
use crate::http::body::Body;
use crate::http::listing::{ListQuery, Listing};
use crate::http::page::Page;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::query::{NoParams, Params};
use crate::members::problems::{
    HONORARY_DECIDED_IN_THE_FUTURE, HONORARY_NOMINATOR_HAS_NO_VOTE, HONORARY_NOMINATORS_TOO_FEW, HONORARY_NOT_NEEDED,
    HONORARY_VOTE_EXCEEDS_PRESENT, HONORARY_VOTE_NOBODY_PRESENT, UNKNOWN_ACCOUNT, UNKNOWN_MEMBER,
};
use crate::wire::{BoardVoteOut, ClauseOut};

/// A vote of the board on an honorary membership.
#[derive(Serialize, ToSchema)]
#[schema(as = HonoraryConferral)]
pub struct ConferralOut {
    /// Id of the record.
    id: Uuid,
    /// Id of the person's record as a member.
    member_id: Uuid,
    /// Members who proposed it.
    #[schema(max_items = 20)]
    nominator_ids: Vec<Uuid>,
    /// What it honors.
    #[schema(max_length = 2000, example = "Thirty years of teaching public administration.")]
    citation: String,
    /// Day of the vote, and first day of the membership when it is carried.
    decided_on: NaiveDate,
    /// How the board voted.
    vote: BoardVoteOut,
    /// Whether the vote conferred the membership.
    #[schema(example = true)]
    carried: bool,
    /// The rule and the figures.
    ground: ClauseOut,
    /// When it was recorded.
    recorded_at: DateTime<Utc>,
    /// When the membership was revoked; null when it was not.
    #[schema(required)]
    revoked_at: Option<DateTime<Utc>>,
    /// Why it was revoked; null when it was not.
    #[schema(required, max_length = 500)]
    revoked_reason: Option<String>,
}

impl From<HonoraryConferral> for ConferralOut {
    fn from(conferral: HonoraryConferral) -> Self {
        let (revoked_at, revoked_reason) = conferral.revocation.map(|one| (one.at, one.reason)).unzip();
        ConferralOut {
            id: conferral.id.uuid(),
            member_id: conferral.member_id.uuid(),
            nominator_ids: conferral.nominators.iter().map(|one| one.uuid()).collect(),
            citation: conferral.citation,
            decided_on: conferral.decided_on,
            vote: conferral.vote.into(),
            carried: conferral.carried,
            ground: conferral.ground.into(),
            recorded_at: conferral.recorded_at,
            revoked_at,
            revoked_reason,
        }
    }
}

/// A vote to record.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = NewHonoraryConferral)]
pub struct ConferralIn {
    /// Account of the person. A record as a member is opened when there is none.
    account_id: Uuid,
    /// Members who proposed it: at least two, each with a vote on the day of the decision.
    #[schema(min_items = 1, max_items = 20)]
    nominator_ids: Vec<Uuid>,
    /// What it honors.
    #[schema(
        min_length = 1,
        max_length = 2000,
        pattern = r"\S",
        example = "Thirty years of teaching public administration."
    )]
    citation: String,
    /// Day of the vote: today or earlier.
    decided_on: NaiveDate,
    /// How the board voted.
    vote: BoardVoteOut,
}

/// Votes have one order and no filter.
#[derive(Deserialize, IntoParams)]
pub struct ConferralQuery {}

impl ListQuery for ConferralQuery {
    type Sort = HonorarySort;

    fn order(&self) -> (&'static str, HonorarySort) {
        ("members/honorary-conferrals", HonorarySort::Newest)
    }
}

/// List votes on honorary memberships
///
/// For the board and staff. Sorted by when they were recorded, latest first.
#[utoipa::path(get, path = "/honorary-conferrals", tag = "Members")]
pub async fn list_honorary_conferrals(
    _: Caller<BoardOrStaff>,
    list: Listing<ConferralQuery>,
) -> Result<Page<ConferralOut>, Problem> {
    let slice = store::list_conferrals(&list.app().db, list.page()).await?;
    Ok(list.answer(slice, ConferralOut::from))
}

/// Record the board's vote on an honorary membership
///
/// For the board, not on a proposal about or by oneself. When more than half of those present are in favor, the person is an
/// honorary member from the day of the vote, without dues and without end, and is told by letter; an application on which
/// nothing was paid ends. A vote that does not carry it is kept too. How many propose and which majority counts are defaults
/// of this software; the association has published no figure.
#[utoipa::path(post, path = "/honorary-conferrals", tag = "Members", extensions(("x-refuses" = json!([
    OWN_MATTER, UNKNOWN_ACCOUNT, UNKNOWN_MEMBER, HONORARY_NOMINATORS_TOO_FEW, HONORARY_NOMINATOR_HAS_NO_VOTE,
    HONORARY_NOT_NEEDED, HONORARY_DECIDED_IN_THE_FUTURE, HONORARY_VOTE_NOBODY_PRESENT, HONORARY_VOTE_EXCEEDS_PRESENT
]))))]
pub async fn create_honorary_conferral(
    caller: Caller<Board>,
    write: Write,
    body: Body<ConferralIn>,
) -> Result<Answered<Created<ConferralOut>>, Problem> {
    let app = write.app();
    let done = write
        .perform(async |tx| {
            let ConferralIn { account_id, nominator_ids, citation, decided_on, vote } = body.0.clone();
            let told = Told {
                account_id: AccountId::new(account_id),
                nominators: nominator_ids.into_iter().map(MemberId::new).collect(),
                citation,
                decided_on,
                vote: vote.into(),
            };
            let conferral = actions::record(app, tx, caller.account_id, told).await?;
            let (location, version) = (format!("/v1/members/honorary-conferrals/{}", conferral.id), conferral.version);
            Ok(Created::at(location, ConferralOut::from(conferral), version))
        })
        .await?;
    app.tokens.forget_all();
    Ok(done)
}

/// Get a vote on an honorary membership
///
/// For the board and staff.
#[utoipa::path(get, path = "/honorary-conferrals/{honorary_conferral_id}", tag = "Members")]
pub async fn get_honorary_conferral(
    _: Caller<BoardOrStaff>,
    app: Data<App>,
    id: Path<HonoraryConferralId>,
    _: Params<NoParams>,
) -> Result<Record<ConferralOut>, Problem> {
    let conferral = store::load_conferral(&app.db, *id).await?;
    let version = conferral.version;
    Ok(Record::new(conferral.into(), version))
}
