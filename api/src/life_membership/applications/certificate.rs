//! `GET /v1/life-membership/applications/{life_application_id}/certificate`: the certificate to print and mail.
//!
//! Invariant: the same grant under the same printed name gives the same bytes; nothing of the moment it is asked for is in it.

use guildhall_domain::Refusal;
use guildhall_domain::accounts::Account;
use guildhall_domain::life_membership::{LifeAction, LifeRefusal, LifeStatus, LifeTransition};
use guildhall_domain::members::Member;
use guildhall_persistence::{accounts, life_membership as store, members};

use crate::certificate_page::{Line, Pdf, page, printed, written};
use crate::http::answers::Document;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::relation::Sees;
use crate::life_membership::problems::NOT_A_LIFE_MEMBER;
use crate::life_membership::relations::VisibleLifeApplication;

/// Get a Life member's certificate
///
/// One page to print, as PDF. For the member, staff, the board and admins, once Life membership is granted. It prints the
/// name at the time of the request, or the one that the member gave for printing: when either changes, the file is another
/// one. `certificate_name` of the application says what is printed, and whether every character of it can be.
#[utoipa::path(get, path = "/applications/{life_application_id}/certificate", tag = "Life membership", extensions(("x-refuses" = json!([
    NOT_A_LIFE_MEMBER
]))))]
pub async fn get_life_certificate(seen: Sees<VisibleLifeApplication>) -> Result<Document<Pdf>, Problem> {
    let (VisibleLifeApplication(application), db) = (&seen.record, &seen.by.app().db);
    let steps = store::transitions_of(db, application.id).await?;
    let grant = steps.iter().find(|step| step.to.life_status() == Some(LifeStatus::Held));
    let grant = grant.ok_or_else(|| Problem::from(Refusal::from(LifeRefusal::NotALifeMember)))?;
    let member = members::load_member(db, application.member_id).await?;
    let account = accounts::load_account(db, member.account_id).await?;
    let made = page(&lines(&member, &account, grant)).ok_or_else(|| Problem::new(&INTERNAL))?;
    Ok(Document::new(made, application.version))
}

fn lines(member: &Member, account: &Account, grant: &LifeTransition) -> Vec<Line> {
    let ground = match grant.action {
        LifeAction::RecordVote => "granted by vote of the Executive Board",
        _ => "by right, after years of service to local government",
    };
    let held = format!("is a Life member of the association from {}", written(grant.holds_from));
    vec![
        Line::strong("Certificate of Life Membership", 30.0, 170.0),
        Line::plain("This certifies that", 14.0, 235.0),
        Line::name(printed(account), 290.0),
        Line::plain(held, 14.0, 345.0),
        Line::plain(ground, 14.0, 370.0),
        Line::plain(format!("Member number {}", member.number), 11.0, 450.0),
    ]
}
