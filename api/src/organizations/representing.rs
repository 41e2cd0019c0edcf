//! Naming those who represent an organization, ending it, and who may have an organization billed.

use guildhall_domain::accounts::AccountStatus;
use guildhall_domain::ids::{AccountId, OrganizationId};
use guildhall_domain::organizations::{OrganizationEvent, PayerFacts, name_payer};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::organizations::{self as store, Representative};
use guildhall_persistence::{Tx, accounts};

use super::{actions, letters};
use crate::app::App;
use crate::events;
use crate::http::problem::{NOT_FOUND, Problem};
use crate::members::problems::UNKNOWN_ACCOUNT;

/// Names a representative; whoever is one already stays one.
///
/// # Errors
/// `not-found`, `unknown-account`, `own-matter`; those of the store.
pub async fn name(
    app: &App,
    tx: &Tx,
    by: AccountId,
    organization: OrganizationId,
    account: AccountId,
) -> Result<Representative, Problem> {
    let organization = store::load_organization(tx, organization).await?;
    own_matter::check(by, [Some(account)]).map_err(Refusal::from)?;
    let named = accounts::find_account(tx, account).await?;
    if named.is_none_or(|named| named.status != AccountStatus::Active) {
        return Err(Problem::new(&UNKNOWN_ACCOUNT).detail("No active account has that id.").at("/account_id"));
    }
    if store::insert_representative(tx, organization.id, account, by, app.clock.now()).await? {
        let added = OrganizationEvent::RepresentativeAdded { organization: organization.id, account_id: account };
        events::record(app, tx, Some(by), added).await?;
        letters::representative_named(app, tx, &organization, account).await?;
    }
    let found = store::find_representative(tx, organization.id, account).await?;
    found.ok_or_else(|| Problem::new(&NOT_FOUND))
}

/// Ends somebody's representation at once.
///
/// # Errors
/// `not-found` when there is none; those of the store.
pub async fn end(
    app: &App,
    tx: &Tx,
    by: AccountId,
    organization: OrganizationId,
    account: AccountId,
) -> Result<(), Problem> {
    if !store::delete_representative(tx, organization, account).await? {
        return Err(Problem::new(&NOT_FOUND));
    }
    let removed = OrganizationEvent::RepresentativeRemoved { organization, account_id: account };
    events::record(app, tx, Some(by), removed).await?;
    let organization = store::load_organization(tx, organization).await?;
    letters::representative_ended(app, tx, &organization, account).await
}

/// Somebody who names the payer of what is somebody's.
#[derive(Clone, Copy, Debug)]
pub struct PayerNamed {
    /// Who names it.
    pub by: AccountId,
    /// Whether they do so for others too: staff, finance, admins.
    pub for_anybody: bool,
    /// Whose it is that is billed.
    pub owner: AccountId,
}

/// Whether somebody may have an organization billed, and it is on record. Whoever may not does not learn whether it is.
///
/// # Errors
/// `payer-named-by-staff`, `unknown-organization`; those of any read.
pub async fn check_payer(tx: &Tx, named: PayerNamed, organization: OrganizationId) -> Result<(), Problem> {
    let facts = PayerFacts {
        for_anybody: named.for_anybody,
        is_own: named.by == named.owner,
        represents: store::represents(tx, named.by, organization).await?,
    };
    let refused = |refusal| Problem::from(Refusal::from(refusal)).at("/bill_to_organization_id");
    name_payer(&facts).map_err(refused)?;
    actions::named(tx, organization, "/bill_to_organization_id").await.map(|_| ())
}
