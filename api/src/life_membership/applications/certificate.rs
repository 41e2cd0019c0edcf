//! `GET /v1/life-membership/applications/{life_application_id}/certificate`: the certificate to print and mail.
//!
//! Invariant: the same grant under the same name gives the same bytes; nothing of the moment it is asked for is in it.

use actix_web::get;
use actix_web::web::{Data, Path};
use guildhall_domain::Refusal;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life_membership::{LifeAction, LifeRefusal, LifeStatus, LifeTransition};
use guildhall_domain::members::Member;
use guildhall_persistence::life_membership as store;
use guildhall_persistence::members;

use super::applications::visible;
use crate::app::App;
use crate::certificate_page::{Line, PdfFile, page, printed, written};
use crate::http::auth::Caller;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// Read the certificate of a Life member
///
/// A page to print, as PDF: for the member, staff, the board and admins, once Life membership is granted. It
/// prints the name of the member record when it is asked for: until that changes, the file is the same.
/// `certificate_name` of the application says whether every character of the name can be printed.
#[utoipa::path(tag = "Life membership", operation_id = "getLifeCertificate", security(("bearer" = [])),
    responses((status = 200, description = "The certificate.", body = PdfFile, content_type = "application/pdf"),
        (status = 304, description = "Not changed."),
        (status = 409, description = "`not-a-life-member`")))]
#[get("/applications/{life_application_id}/certificate")]
pub async fn get_certificate(
    caller: Caller,
    app: Data<App>,
    id: Path<LifeApplicationId>,
    _: Params<NoParams>,
) -> Result<Reply, Problem> {
    let application = visible(&app.db, &caller, *id).await?;
    let steps = store::transitions_of(&app.db, application.id).await?;
    let grant = steps.iter().find(|step| step.to.life_status() == Some(LifeStatus::Held));
    let grant = grant.ok_or_else(|| Problem::from(Refusal::from(LifeRefusal::NotALifeMember)))?;
    let member = members::load_member(&app.db, application.member_id).await?;
    let made = page(&lines(&member, grant)).ok_or_else(|| Problem::new(&INTERNAL))?;
    Ok(Reply::file(made, "application/pdf", application.version))
}

fn lines(member: &Member, grant: &LifeTransition) -> Vec<Line> {
    let ground = match grant.action {
        LifeAction::RecordVote => "granted by vote of the Executive Board",
        _ => "by right, after years of service to local government",
    };
    let held = format!("is a Life member of the association from {}", written(grant.holds_from));
    vec![
        Line::strong("Certificate of Life Membership", 30.0, 170.0),
        Line::plain("This certifies that", 14.0, 235.0),
        Line::name(printed(&member.name), 290.0),
        Line::plain(held, 14.0, 345.0),
        Line::plain(ground, 14.0, 370.0),
        Line::plain(format!("Member number {}", member.number), 11.0, 450.0),
    ]
}
