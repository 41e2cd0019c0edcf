//! Words of billing whose lists stand at the assembly and in the chart of accounts, as named schemas.

use guildhall_domain::Policies;
use guildhall_domain::billing::{LedgerAccount, SubjectKind};

use crate::assembly;
use crate::code_schema;

code_schema!(SubjectKindCode, "InvoiceSubject", subject_kinds(), "What an invoice bills. Open list: more may come.");
code_schema!(
    LedgerAccountCode,
    "LedgerAccount",
    ledger_accounts(),
    "An account of the ledger. Open list: more may come."
);

/// The kinds of everything that is billed.
pub fn subject_kinds() -> Vec<SubjectKind> {
    assembly::billables().iter().map(|billable| billable.kind()).collect()
}

/// The accounts of the charts that the binary holds.
fn ledger_accounts() -> Vec<LedgerAccount> {
    let embedded = Policies::embedded();
    embedded.map(|policies| policies.billing.ledger_accounts().into_iter().cloned().collect()).unwrap_or_default()
}
