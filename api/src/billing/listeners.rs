//! What billing does when something happened elsewhere.

use guildhall_domain::billing::SubjectKind;
use guildhall_domain::ids::AccountId;
use guildhall_domain::organizations::OrganizationEvent;
use guildhall_persistence::{Tx, billing as store};

use crate::app::App;
use crate::events::Listener;
use crate::http::problem::Problem;
use crate::listener;

/// Every listener of this slice.
pub const LISTENERS: &[Listener] = &[listener!(OrganizationEvent => hand_over)];

/// What somebody ordered for an organization is not theirs: when they represent it no longer, its invoices go to whoever
/// ended that.
async fn hand_over(app: &App, tx: &Tx, actor: Option<AccountId>, event: &OrganizationEvent) -> Result<(), Problem> {
    let (OrganizationEvent::RepresentativeRemoved { organization, account_id }, Some(to)) = (event, actor) else {
        return Ok(());
    };
    let kinds: Vec<SubjectKind> =
        app.billables.iter().filter(|one| one.belongs_to_payer()).map(|one| one.kind()).collect();
    Ok(store::hand_over_invoices(tx, &kinds, *organization, *account_id, to).await?)
}
