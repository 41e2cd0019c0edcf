//! Emptying every table, for the sandbox to begin anew. The schema stays.

use sea_orm::ConnectionTrait;

use crate::{StoreError, Tx};

/// Every table, those that refer to others before those they refer to.
const TABLES: [&str; 42] = [
    "ledger_postings",
    "ledger_entries",
    "refunds",
    "credit_notes",
    "payments",
    "invoice_installments",
    "invoice_lines",
    "invoices",
    "print_subscriptions",
    "credit_entries",
    "cyber_calendar_links",
    "cyber_marks",
    "cyber_survey_answers",
    "cyber_surveys",
    "cyber_reflections",
    "cyber_posts",
    "vault_keys",
    "cyber_duties",
    "cyber_enrollment_steps",
    "cyber_enrollments",
    "cyber_breakout_groups",
    "cyber_mentors",
    "cyber_cohorts",
    "life_recognitions",
    "life_transitions",
    "life_applications",
    "employment_spells",
    "membership_terms",
    "membership_applications",
    "members",
    "organizations",
    "number_sequences",
    "audit_entries",
    "job_runs",
    "outbox_messages",
    "idempotency_keys",
    "refresh_tokens",
    "sessions",
    "sign_in_throttles",
    "one_time_tokens",
    "account_roles",
    "accounts",
];

/// Deletes every row of every table.
///
/// # Errors
/// Those of any write.
pub async fn wipe(tx: &Tx) -> Result<(), StoreError> {
    let deletes: Vec<String> = TABLES.iter().map(|table| format!("delete from {table}")).collect();
    tx.execute_unprepared(&deletes.join("; ")).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use guildhall_domain::Cents;
    use guildhall_domain::billing::{LedgerCause, LedgerEntry, LedgerRecord};
    use sea_orm::{ConnectionTrait, Statement};

    use super::{TABLES, wipe};
    use crate::accounts::{find_account, insert_refresh_token, insert_session};
    use crate::billing::{insert_ledger_entry, insert_payment};
    use crate::life_membership::{insert_life_application, insert_recognition, insert_transition};
    use crate::members::{insert_spell, insert_term};
    use crate::sequences::next;
    use crate::testing::fixtures::{
        account, given_application, given_invoice, given_member, life_application, life_recognition, life_step, member,
        payment, session, spell, term,
    };
    use crate::testing::{at, change, database, hash_of, id, on};
    use crate::{Db, Engine};

    #[tokio::test]
    async fn every_table_but_the_history_of_the_schema_is_emptied() {
        let db = database().await;
        let sql = match db.engine() {
            Engine::Sqlite => "select name from sqlite_schema where type = 'table'",
            Engine::Postgres => {
                "select table_name::text as name from information_schema.tables where table_schema = current_schema()"
            }
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let mut tables: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "name").unwrap()).collect();
        tables.remove("schema_migrations");
        assert_eq!(tables, TABLES.iter().map(ToString::to_string).collect());
    }

    #[tokio::test]
    async fn a_full_database_is_emptied_and_can_be_filled_again() {
        let db = database().await;
        for _ in 0..2 {
            fill(&db).await;
            change!(db, |tx| wipe(tx)).unwrap();
            assert_eq!(find_account(&*db, account(1).id).await.unwrap(), None);
        }
        assert_eq!(change!(db, |tx| next(tx, "member")).unwrap(), 1);
    }

    /// Rows wherever one refers to another.
    async fn fill(db: &Db) {
        let owner = member(1, "Ruiz");
        given_member(db, &owner).await;
        let bill = given_invoice(db, 2).await;
        let cause = given_application(db, 3).await;
        let tx = db.begin().await.unwrap();
        insert_spell(&tx, &spell(4, &owner, "2020-01-01")).await.unwrap();
        insert_term(&tx, &term(5, &owner, &cause, "2020-01-01", "2021-01-01")).await.unwrap();
        let life = life_application(9, &owner);
        insert_life_application(&tx, &life).await.unwrap();
        insert_transition(&tx, life.id, 1, &life_step(&owner)).await.unwrap();
        insert_recognition(&tx, &life_recognition(&life)).await.unwrap();
        insert_payment(&tx, &payment(6, &bill, "4711")).await.unwrap();
        let entry = LedgerEntry::payment_received(Cents::new(6_000)).unwrap();
        let posted = LedgerRecord {
            id: id(7).into(),
            invoice_id: bill.invoice.id,
            cause: LedgerCause::Payment(id(6).into()),
            posted_on: on("2025-03-01"),
            posted_at: at(0),
            entry,
        };
        insert_ledger_entry(&tx, &posted).await.unwrap();
        insert_session(&tx, &session(8, &account(1))).await.unwrap();
        insert_refresh_token(&tx, &hash_of(1), id(8).into(), at(0)).await.unwrap();
        next(&tx, "member").await.unwrap();
        tx.commit().await.unwrap();
    }
}
