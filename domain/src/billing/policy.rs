//! The table behind billing: `policies/billing.toml`.

use crate::billing::payment::PaymentMethod;
use crate::policy::{Dated, Sourced, Sources, Timeline};
use chrono::NaiveDate;
use serde::Deserialize;

/// Billing policy.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BillingPolicy {
    /// Version of the file.
    pub version: String,
    /// Day the file was last revised.
    pub revised_on: NaiveDate,
    /// Publications cited.
    pub sources: Sources,
    /// Currency of every amount, three letters.
    pub currency: Sourced<String>,
    /// Whether a purchase order counts as payment.
    pub purchase_order_is_payment: Sourced<bool>,
    /// Whether dues are refunded when a member leaves a job.
    pub refunds_on_leaving_a_job: Sourced<bool>,
    /// Methods accepted, by date.
    pub methods: Timeline<AcceptedMethods>,
}

/// Payment methods, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AcceptedMethods {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Methods accepted.
    pub accepted: Vec<PaymentMethod>,
    /// Key of the source.
    pub source: String,
    /// True for a house assumption.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for AcceptedMethods {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl BillingPolicy {
    pub(crate) fn check(&self) -> Result<(), String> {
        let sources = &self.sources;
        sources.check_figure("currency", &self.currency)?;
        sources.check_figure("purchase_order_is_payment", &self.purchase_order_is_payment)?;
        sources.check_figure("refunds_on_leaving_a_job", &self.refunds_on_leaving_a_job)?;
        for methods in self.methods.iter() {
            sources.check("[[methods]]", &methods.source, methods.provisional)?;
        }
        if self.currency.value != "USD" {
            return Err(format!("currency must be USD, not `{}`", self.currency.value));
        }
        if self.purchase_order_is_payment.value || self.refunds_on_leaving_a_job.value {
            return Err("purchase orders as payment and refunds are not supported".into());
        }
        Ok(())
    }
}
