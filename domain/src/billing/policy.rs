//! The table behind billing: `policies/billing.toml`.

use crate::billing::billed::SubjectKind;
use crate::billing::ledger::LedgerAccount;
use crate::billing::payment::PaymentMethod;
use crate::policy::{Dated, Sourced, Sources, Timeline};
use chrono::NaiveDate;
use serde::Deserialize;
use std::collections::BTreeMap;

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
    /// Credit notes by finance, by date.
    pub credit_notes: Timeline<CreditNoteRules>,
    /// The chart of accounts, by date.
    pub ledger: Timeline<ChartOfAccounts>,
}

/// What finance may credit alone, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditNoteRules {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Credits above it, in US cents, are decided by a second person.
    pub two_people_above_cents: i64,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for CreditNoteRules {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
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
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for AcceptedMethods {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

/// The accounts of the ledger and what is earned on them, from a date on.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartOfAccounts {
    /// First day in force.
    #[serde(default)]
    pub effective_on: Option<NaiveDate>,
    /// Every account.
    pub accounts: Vec<LedgerAccount>,
    /// The account that each kind of subject is earned on.
    pub revenue: BTreeMap<SubjectKind, LedgerAccount>,
    /// Key of the source.
    pub source: String,
    /// True for a default of this software.
    #[serde(default)]
    pub provisional: bool,
}

impl Dated for ChartOfAccounts {
    fn effective_on(&self) -> Option<NaiveDate> {
        self.effective_on
    }
}

impl ChartOfAccounts {
    fn check(&self) -> Result<(), String> {
        let own = [
            LedgerAccount::ACCOUNTS_RECEIVABLE,
            LedgerAccount::CASH,
            LedgerAccount::REFUNDS_PAYABLE,
            LedgerAccount::UNAPPLIED_CREDIT,
            LedgerAccount::BAD_DEBT,
        ];
        match own.iter().chain(self.revenue.values()).find(|account| !self.accounts.contains(account)) {
            Some(missing) => Err(format!("[[ledger]] posts to `{missing}`, which its accounts do not list")),
            None => Ok(()),
        }
    }
}

impl BillingPolicy {
    /// The account that a kind of subject is earned on, for invoices issued on a date; none when the chart in force
    /// does not name the kind.
    #[must_use]
    pub fn revenue_of(&self, kind: &SubjectKind, issued_on: NaiveDate) -> Option<&LedgerAccount> {
        self.ledger.on(issued_on).revenue.get(kind)
    }

    /// Every account that any chart lists, in its order.
    #[must_use]
    pub fn ledger_accounts(&self) -> Vec<&LedgerAccount> {
        let mut accounts: Vec<&LedgerAccount> = Vec::new();
        for account in self.ledger.iter().flat_map(|chart| &chart.accounts) {
            if !accounts.contains(&account) {
                accounts.push(account);
            }
        }
        accounts
    }

    pub(crate) fn check(&self) -> Result<(), String> {
        let sources = &self.sources;
        sources.check_figure("currency", &self.currency)?;
        sources.check_figure("purchase_order_is_payment", &self.purchase_order_is_payment)?;
        sources.check_figure("refunds_on_leaving_a_job", &self.refunds_on_leaving_a_job)?;
        for methods in self.methods.iter() {
            sources.check("[[methods]]", &methods.source, methods.provisional)?;
        }
        for rules in self.credit_notes.iter() {
            sources.check("[[credit_notes]]", &rules.source, rules.provisional)?;
            if rules.two_people_above_cents < 0 {
                return Err("[[credit_notes]] two_people_above_cents is below zero".into());
            }
        }
        for chart in self.ledger.iter() {
            sources.check("[[ledger]]", &chart.source, chart.provisional)?;
            chart.check()?;
        }
        if self.currency.value != "USD" {
            return Err(format!("currency must be USD, not `{}`", self.currency.value));
        }
        if self.purchase_order_is_payment.value || self.refunds_on_leaving_a_job.value {
            return Err("purchase orders as payment and refunds on leaving a job are not supported".into());
        }
        Ok(())
    }
}
