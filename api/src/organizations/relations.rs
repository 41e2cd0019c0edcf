//! How callers stand to an organization: who acts for it, and who sees who does.

use guildhall_domain::accounts::Role;
use guildhall_domain::ids::OrganizationId;
use guildhall_domain::organizations::{Mandate, mandate, may_see_representatives};
use guildhall_persistence::{Read, organizations as store};

use crate::app::App;
use crate::http::auth::{AnyAccount, Identity};
use crate::http::problem::Problem;
use crate::http::relation::{Relation, Standing};

/// The caller acts for the organization, in this capacity. Everybody knows of organizations, so others are told: 403.
pub struct ActsForOrganization(pub Mandate);

impl Relation for ActsForOrganization {
    type Permission = AnyAccount;
    type Id = OrganizationId;
    const NAME: &'static str = "acts_for_organization";
    const MEANING: &'static str = "The organization's representatives; staff and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &OrganizationId) -> Result<Standing<Self>, Problem> {
        let represents = store::represents(db, caller.account_id, *id).await?;
        let found = mandate(&caller.caller(), represents).map(ActsForOrganization);
        Ok(found.map_or(Standing::Forbidden, Standing::Related))
    }
}

/// The caller sees who represents the organization.
pub struct SeesRepresentatives;

impl Relation for SeesRepresentatives {
    type Permission = AnyAccount;
    type Id = OrganizationId;
    const NAME: &'static str = "sees_representatives";
    const MEANING: &'static str = "The organization's representatives; staff, finance and admins.";
    const HELD_BY: &'static [Role] = &[Role::Staff, Role::Finance, Role::Admin];

    async fn find(_: &App, db: &dyn Read, caller: &Identity, id: &OrganizationId) -> Result<Standing<Self>, Problem> {
        let represents = store::represents(db, caller.account_id, *id).await?;
        let found = store::find_organization(db, *id).await?;
        let may_see = may_see_representatives(&caller.caller(), represents);
        Ok(Standing::of(found, |_| true).or_forbidden(|_| may_see.then_some(SeesRepresentatives)))
    }
}
