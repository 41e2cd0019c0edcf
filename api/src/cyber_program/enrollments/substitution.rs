//! `/v1/cyber-program/enrollments/{enrollment_id}/substitution`: a colleague takes the seat. Asks for `If-Match`.

use actix_web::web::Path;
use guildhall_domain::cyber_program::EnrollmentActor;
use guildhall_domain::ids::{AccountId, EnrollmentId};
use guildhall_persistence::{Tx, accounts};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::actions::substitute;
use super::enrollment_out::{EnrollmentOut, shown_one};
use super::relations::ActsOnEnrollment;
use crate::cyber_program::problems::{
    ALREADY_REGISTERED, COLLEAGUE_UNCLEAR, ENROLLMENT_NOT_PAID, ENROLLMENT_STEP_NOT_OPEN, NO_PRICE_LIST,
    SUBSTITUTE_COSTS_MORE, SUBSTITUTION_CLOSED,
};
use crate::http::answers::{Answered, Record};
use crate::http::body::Body;
use crate::http::etag::IfMatch;
use crate::http::perform::Write;
use crate::http::problem::{OWN_MATTER, Problem};
use crate::http::relation::By;
use crate::members::problems::UNKNOWN_ACCOUNT;

/// The colleague who takes the seat: named by account, or by address.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = SeatSubstitution)]
pub struct SubstitutionIn {
    /// Account of the colleague.
    #[schema(nullable = false)]
    account_id: Option<Uuid>,
    /// Address with which the colleague signs in. For representatives and staff.
    #[schema(min_length = 3, max_length = 254, format = "email", nullable = false, example = "robin@city.example")]
    email: Option<String>,
}

impl SubstitutionIn {
    async fn colleague(&self, tx: &Tx, actor: EnrollmentActor) -> Result<AccountId, Problem> {
        match (self.account_id, &self.email) {
            (Some(id), None) => Ok(AccountId::new(id)),
            (None, Some(email)) => {
                // Participants do not learn by this who has an account.
                let may_ask = actor != EnrollmentActor::Participant;
                let found = accounts::find_credentials(tx, email).await?.filter(|_| may_ask);
                found.map(|found| found.account.id).ok_or_else(|| unknown_account_at("/email"))
            }
            _ => Err(Problem::new(&COLLEAGUE_UNCLEAR).detail("Send exactly one of `account_id` and `email`.")),
        }
    }
}

fn unknown_account_at(pointer: &str) -> Problem {
    Problem::new(&UNKNOWN_ACCOUNT).detail("No active account that you may enroll has this address.").at(pointer)
}

/// Put a colleague in a participant's place
///
/// The participant, a representative of the organization that pays, or staff let a colleague take the seat, until the day
/// before the first day. No money moves: the invoice stays as it is, so the seat is paid or an organization pays it, and the
/// colleague's own price is not higher. Both are told by letter.
#[utoipa::path(post, path = "/enrollments/{enrollment_id}/substitution", tag = "Cyber program",
    extensions(("x-refuses" = json!([UNKNOWN_ACCOUNT, COLLEAGUE_UNCLEAR, ALREADY_REGISTERED, ENROLLMENT_STEP_NOT_OPEN,
        SUBSTITUTION_CLOSED, SUBSTITUTE_COSTS_MORE, ENROLLMENT_NOT_PAID, NO_PRICE_LIST, OWN_MATTER]))))]
pub async fn create_substitution(
    caller: By<ActsOnEnrollment>,
    id: Path<EnrollmentId>,
    seen: IfMatch,
    write: Write,
    body: Body<SubstitutionIn>,
) -> Result<Answered<Record<EnrollmentOut>>, Problem> {
    write
        .on(&caller, *id, async |tx, ActsOnEnrollment { enrollment, by }| {
            let colleague = body.0.colleague(tx, by.actor).await?;
            let changed = substitute::substitute(write.app(), tx, by, enrollment.id, &seen, colleague).await?;
            let version = changed.version;
            Ok(Record::new(shown_one(write.app(), tx, changed).await?, version))
        })
        .await
}
