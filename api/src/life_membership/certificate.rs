//! `GET /v1/life-membership/applications/{life_application_id}/certificate`: the certificate to print and mail.
//!
//! Invariant: the same grant gives the same bytes; nothing of the moment it is asked for is in it.
//! The letters are DejaVu Serif: Latin, Greek and Cyrillic names; others show empty boxes.

use std::borrow::Cow;

use actix_web::get;
use actix_web::web::{Data, Path};
use chrono::NaiveDate;
use guildhall_domain::Refusal;
use guildhall_domain::ids::LifeApplicationId;
use guildhall_domain::life::{LifeAction, LifeRefusal, LifeStatus, LifeTransition};
use guildhall_domain::members::Member;
use guildhall_persistence::life_membership as store;
use guildhall_persistence::members;
use krilla::Document;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::paint::Stroke;
use krilla::surface::Surface;
use krilla::text::{Font, TextDirection};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{PartialSchema, ToSchema};

use super::applications::visible;
use crate::app::App;
use crate::http::auth::Caller;
use crate::http::problem::{INTERNAL, Problem};
use crate::http::query::{NoParams, Params};
use crate::http::reply::Reply;

/// The schema of a file as it is sent: bytes, no JSON.
pub struct PdfFile;

impl PartialSchema for PdfFile {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Binary)))
            .description(Some("A PDF file."))
            .max_length(Some(10_000_000))
            .examples([serde_json::Value::from("%PDF-1.7")])
            .into()
    }
}

impl ToSchema for PdfFile {
    fn name() -> Cow<'static, str> {
        "PdfFile".into()
    }
}

/// A letter page across, in points.
const PAGE: (f32, f32) = (792.0, 612.0);
/// Where every line begins.
const LEFT: f32 = 96.0;
/// Room for a line.
const WIDTH: f32 = PAGE.0 - 2.0 * LEFT;

/// Read the certificate of a Life member
///
/// A page to print, as PDF: for the member, staff, the board and admins, once Life membership is granted. The same
/// grant gives the same file.
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
    let lines = lines(&member, grant);
    let made = page(&lines).ok_or_else(|| Problem::new(&INTERNAL))?;
    Ok(Reply::file(made, "application/pdf", application.version))
}

/// A line of the certificate.
struct Line {
    text: String,
    size: f32,
    at: f32,
    is_strong: bool,
}

fn lines(member: &Member, grant: &LifeTransition) -> Vec<Line> {
    let name = format!("{} {}", member.name.given(), member.name.family());
    let ground = match grant.action {
        LifeAction::RecordVote => "granted by vote of the Executive Board",
        _ => "by right, after years of service to local government",
    };
    let line =
        |text: String, size: f32, at: f32, is_strong: bool| Line { size: fitting(&text, size), text, at, is_strong };
    vec![
        line("Certificate of Life Membership".into(), 30.0, 170.0, true),
        line("This certifies that".into(), 14.0, 235.0, false),
        line(name, 34.0, 290.0, true),
        line(format!("is a Life member of the association from {}", written(grant.holds_from)), 14.0, 345.0, false),
        line(ground.into(), 14.0, 370.0, false),
        line(format!("Member number {}", member.number), 11.0, 450.0, false),
    ]
}

/// The size at which a text fits, taking each letter for a wide one.
fn fitting(text: &str, size: f32) -> f32 {
    let width = text.chars().fold(0.75, |width: f32, _| width + 0.75);
    size.min(WIDTH / width)
}

fn written(on: NaiveDate) -> String {
    on.format("%-d %B %Y").to_string()
}

/// The page; none when the letters cannot be read or the file cannot be made, both faults of ours.
fn page(lines: &[Line]) -> Option<Vec<u8>> {
    let plain = Font::new(dejavu::serif::regular().into(), 0)?;
    let strong = Font::new(dejavu::serif::bold().into(), 0)?;
    let mut document = Document::new();
    let named = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>();
    let title = format!("{}: {}", named.first()?, named.get(2)?);
    document.set_metadata(Metadata::new().title(title).language("en-US".into()));
    let mut page = document.start_page_with(PageSettings::from_wh(PAGE.0, PAGE.1)?);
    let mut surface = page.surface();
    frame(&mut surface)?;
    for line in lines {
        let font = if line.is_strong { &strong } else { &plain };
        let at = Point::from_xy(LEFT, line.at);
        surface.draw_text(at, font.clone(), line.size, &line.text, false, TextDirection::Auto);
    }
    surface.finish();
    page.finish();
    document.finish().inspect_err(|error| tracing::error!(?error, "a certificate was not made")).ok()
}

fn frame(surface: &mut Surface<'_>) -> Option<()> {
    for inset in [36.0, 44.0] {
        let mut border = PathBuilder::new();
        border.push_rect(Rect::from_xywh(inset, inset, PAGE.0 - 2.0 * inset, PAGE.1 - 2.0 * inset)?);
        surface.set_fill(None);
        surface.set_stroke(Some(Stroke::default()));
        surface.draw_path(&border.finish()?);
    }
    surface.set_stroke(None);
    surface.set_fill(Some(krilla::paint::Fill::default()));
    Some(())
}
