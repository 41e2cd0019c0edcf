//! `/v1/organizations/{organization_id}/figures-confirmation`: staff's word for population and budget.

use actix_web::web::Path;
use guildhall_domain::ids::OrganizationId;

use super::actions;
use super::organizations::OrganizationOut;
use super::problems::NO_FIGURES;
use crate::http::answers::{Answered, Record};
use crate::http::auth::{Caller, Staff};
use crate::http::perform::Write;
use crate::http::problem::Problem;

/// Confirm the figures of an organization
///
/// For staff. Population and budget price a small community only once they are confirmed. Figures that staff enter are
/// confirmed with it; this is for those on record from before.
#[utoipa::path(post, path = "/{organization_id}/figures-confirmation", tag = "Organizations", extensions(("x-refuses" = json!([
    NO_FIGURES
]))))]
pub async fn confirm_organization_figures(
    caller: Caller<Staff>,
    id: Path<OrganizationId>,
    write: Write,
) -> Result<Answered<Record<OrganizationOut>>, Problem> {
    let app = write.app();
    write
        .perform(async |tx| {
            let organization = actions::confirm_figures(app, tx, caller.account_id, *id).await?;
            let version = organization.version;
            Ok(Record::new(OrganizationOut::from(organization), version))
        })
        .await
}
