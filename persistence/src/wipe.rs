//! Emptying every table, for the sandbox to begin anew. The schema stays.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Engine, StoreError, Tx};

/// Deletes every row of every table but those of the history of the schema and its keys, whose names are read from the schema.
pub async fn wipe(tx: &Tx) -> Result<(), StoreError> {
    let tables = tables(tx).await?;
    match tx.engine() {
        // Whether every reference is satisfied is asked when the transaction ends: the order does not matter.
        Engine::Sqlite => {
            let deletes: String = tables.iter().map(|table| format!("; delete from {table}")).collect();
            tx.execute_unprepared(&format!("pragma defer_foreign_keys = on{deletes}")).await?;
        }
        Engine::Postgres => {
            tx.execute_unprepared(&format!("truncate {}", tables.join(", "))).await?;
        }
    }
    Ok(())
}

async fn tables(tx: &Tx) -> Result<Vec<String>, StoreError> {
    let sql = match tx.engine() {
        Engine::Sqlite => "select name from sqlite_schema where type = 'table' and name not like 'sqlite%'",
        Engine::Postgres => {
            "select table_name::text as name from information_schema.tables where table_schema = current_schema()"
        }
    };
    let rows = tx.query_all_raw(Statement::from_string(tx.get_database_backend(), sql)).await?;
    let names = rows.iter().map(|row| row.try_get::<String>("", "name"));
    let mut names = names.collect::<Result<Vec<String>, _>>()?;
    names.retain(|name| !["schema_migrations", "text_keys"].contains(&name.as_str()));
    Ok(names)
}

#[cfg(test)]
mod tests {
    use guildhall_domain::Cents;
    use guildhall_domain::billing::{LedgerCause, LedgerEntry, LedgerRecord};
    use sea_orm::{ConnectionTrait, Statement};

    use super::{tables, wipe};
    use crate::Db;
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

    #[tokio::test]
    async fn a_full_database_is_emptied_and_can_be_filled_again() {
        let db = database().await;
        for _ in 0..2 {
            fill(&db).await;
            change!(db, |tx| wipe(tx)).unwrap();
            assert_eq!(find_account(&*db, account(1).id).await.unwrap(), None);
            assert_eq!(rows(&db).await, 0);
        }
        assert_eq!(change!(db, |tx| next(tx, "member")).unwrap(), 1);
    }

    /// How many rows there are in all tables.
    async fn rows(db: &Db) -> i64 {
        let tx = db.begin().await.unwrap();
        let counts = tables(&tx).await.unwrap().into_iter().map(|table| format!("(select count(*) from {table})"));
        let sql = format!("select {} as rows", counts.collect::<Vec<_>>().join(" + "));
        let counted = tx.query_one_raw(Statement::from_string(tx.get_database_backend(), sql)).await.unwrap().unwrap();
        tx.rollback().await.unwrap();
        counted.try_get("", "rows").unwrap()
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
