//! Payments arranged on a [`Stage`] of the sandbox, by the slice's own actions.

use guildhall_domain::Cents;
use guildhall_domain::billing::PaymentMethod;

use super::actions::payment::{self, Receipt, Toward};
use crate::http::problem::Problem;
use crate::sandbox::scenarios::{Stage, fault};

impl Stage<'_> {
    /// Records a check toward somebody's last invoice; steps name it `{handle.payment}`.
    ///
    /// # Errors
    /// The refusals of the rules.
    pub async fn pay(&mut self, handle: &'static str, cents: i64) -> Result<(), Problem> {
        let (invoice_id, _) = self.guest(handle)?.invoice.ok_or_else(|| fault("no invoice of", handle))?;
        self.payments += 1;
        let receipt = Receipt {
            payer: None,
            toward: Toward::Invoice(invoice_id),
            method: PaymentMethod::Check,
            amount: Cents::new(cents),
            received_on: self.app.clock.today(),
            external_reference: format!("ARRANGED-{}", self.payments),
        };
        let finance = self.persona("finance")?;
        let payment = payment::record(self.app, self.tx, finance, receipt).await?;
        self.tell(handle, "payment", payment.id);
        Ok(())
    }
}
