//! Lines and installments of invoices. Those of a whole page are read with one
//! query each.

use std::collections::HashMap;

use guildhall_domain::Cents;
use guildhall_domain::billing::{Invoice, InvoiceInstallment, InvoiceLine};
use sea_orm::QueryOrder;
use sea_orm::entity::prelude::*;

use crate::columns::padded;
use crate::{Read, StoreError, Tx, rows};

mod line {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoice_lines")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invoice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub code: String,
        pub description: String,
        pub amount_cents: i64,
        pub provisional: bool,
        pub rule_clause: String,
        pub rate_table_version: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

mod installment {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "invoice_installments")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub invoice_id: Uuid,
        #[sea_orm(primary_key, auto_increment = false)]
        pub position: i32,
        pub due_on: chrono::NaiveDate,
        pub amount_cents: i64,
        pub paid_cents: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// What belongs to one invoice, in the order of position.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) lines: Vec<InvoiceLine>,
    pub(super) installments: Vec<InvoiceInstallment>,
}

/// The parts of each of several invoices.
pub(super) async fn parts_of(db: &dyn Read, invoices: &[Uuid]) -> Result<HashMap<Uuid, Parts>, StoreError> {
    let mut parts: HashMap<Uuid, Parts> = HashMap::new();
    if invoices.is_empty() {
        return Ok(parts);
    }
    let ids = padded(invoices.iter().copied());
    let lines = line::Entity::find()
        .filter(line::Column::InvoiceId.is_in(ids.clone()))
        .order_by_asc(line::Column::Position)
        .all(&db)
        .await?;
    for row in lines {
        parts.entry(row.invoice_id).or_default().lines.push(row.into());
    }
    let installments = installment::Entity::find()
        .filter(installment::Column::InvoiceId.is_in(ids))
        .order_by_asc(installment::Column::Position)
        .all(&db)
        .await?;
    for row in installments {
        parts.entry(row.invoice_id).or_default().installments.push(row.into());
    }
    Ok(parts)
}

/// Inserts the parts of a new invoice.
pub(super) async fn insert_parts(tx: &Tx, invoice: &Invoice) -> Result<(), StoreError> {
    let id = invoice.id.uuid();
    let lines = invoice.lines.iter().map(|line| line_row(id, line)).collect();
    rows::insert_all::<line::Entity>(tx, lines).await?;
    let installments = invoice.installments.iter().map(|installment| installment_row(id, installment)).collect();
    rows::insert_all::<installment::Entity>(tx, installments).await
}

/// Saves what is paid of each installment.
pub(super) async fn save_installments(tx: &Tx, invoice: &Invoice) -> Result<(), StoreError> {
    for installment in &invoice.installments {
        installment::Entity::update_many()
            .col_expr(installment::Column::PaidCents, Expr::value(installment.paid.cents()))
            .filter(installment::Column::InvoiceId.eq(invoice.id.uuid()))
            .filter(installment::Column::Position.eq(installment.position))
            .exec(tx)
            .await?;
    }
    Ok(())
}

impl From<line::Model> for InvoiceLine {
    fn from(row: line::Model) -> Self {
        InvoiceLine {
            position: row.position,
            code: row.code,
            description: row.description,
            amount: Cents::new(row.amount_cents),
            provisional: row.provisional,
            rule_clause: row.rule_clause,
            rate_table_version: row.rate_table_version,
        }
    }
}

impl From<installment::Model> for InvoiceInstallment {
    fn from(row: installment::Model) -> Self {
        InvoiceInstallment {
            position: row.position,
            due_on: row.due_on,
            amount: Cents::new(row.amount_cents),
            paid: Cents::new(row.paid_cents),
        }
    }
}

fn line_row(invoice_id: Uuid, line: &InvoiceLine) -> line::Model {
    line::Model {
        invoice_id,
        position: line.position,
        code: line.code.clone(),
        description: line.description.clone(),
        amount_cents: line.amount.cents(),
        provisional: line.provisional,
        rule_clause: line.rule_clause.clone(),
        rate_table_version: line.rate_table_version.clone(),
    }
}

fn installment_row(invoice_id: Uuid, installment: &InvoiceInstallment) -> installment::Model {
    installment::Model {
        invoice_id,
        position: installment.position,
        due_on: installment.due_on,
        amount_cents: installment.amount.cents(),
        paid_cents: installment.paid.cents(),
    }
}
