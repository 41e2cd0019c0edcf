//! What slices implement for billing, which knows none of them.

use guildhall_domain::billing::SubjectKind;

use crate::app::App;
use crate::billing::billable::Billable;
use crate::http::problem::{INTERNAL, Problem};

/// What an invoice bills, by its kind.
///
/// # Errors
/// `internal` when no slice of this version has things of that kind; the kind is in the log.
pub fn billable(app: &App, kind: &SubjectKind) -> Result<&'static dyn Billable, Problem> {
    app.billables.iter().copied().find(|billable| billable.kind() == *kind).ok_or_else(|| {
        tracing::error!(%kind, "no slice of this version has things of this kind to bill");
        Problem::new(&INTERNAL)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assembly;
    use guildhall_domain::Policies;

    #[test]
    fn every_kind_is_listed_once_and_every_chart_of_accounts_names_it() {
        let policies = Policies::embedded().unwrap();
        let kinds: Vec<SubjectKind> = assembly::billables().iter().map(|billable| billable.kind()).collect();
        for kind in &kinds {
            assert_eq!(kind.as_str().parse::<SubjectKind>().as_ref(), Ok(kind), "it is a word");
            assert_eq!(kinds.iter().filter(|other| *other == kind).count(), 1, "{kind}");
            for chart in policies.billing.ledger.iter() {
                assert!(chart.revenue.contains_key(kind), "{kind} is earned on no account");
            }
        }
    }
}
