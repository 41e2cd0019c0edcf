//! Columns that hold words of open lists, and rows whose words this version does not know.
//!
//! Invariant: no check of the schema lists these words. They are written from the types of the
//! domain and read back into them, so that a new word needs no migration; a row with a word that
//! is not known is a fault for whoever reads that row, and for nobody else.

use sea_orm::{ConnectionTrait, Statement};

use crate::{Read, StoreError, accounts, billing, credentials, cyber_program, members, vault};

/// A column, and every word that this version writes into it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordColumn {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) known: fn() -> Vec<&'static str>,
}

/// `words!("payments", "method", PaymentMethod)`: the column holds words of that list.
macro_rules! words {
    ($table:literal, $column:literal, $list:ty) => {
        $crate::words::WordColumn {
            table: $table,
            column: $column,
            known: || <$list>::ALL.iter().map(|value| value.as_str()).collect(),
        }
    };
}
pub(crate) use words;

/// The columns of every slice.
const SLICES: &[&[WordColumn]] =
    &[accounts::WORDS, billing::WORDS, credentials::WORDS, cyber_program::WORDS, members::WORDS, vault::WORDS];

/// A word that rows hold and no code knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWord {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// The word.
    pub word: String,
    /// In how many rows.
    pub rows: i64,
}

/// The columns whose words no type lists: the caller says which it knows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownWords {
    /// Kinds of what invoices bill.
    pub subject_kinds: Vec<String>,
    /// Accounts of the ledger.
    pub ledger_accounts: Vec<String>,
}

/// Every word that rows hold and this version does not know. Reads whole tables: for an operator, not for a request.
pub async fn unknown_words(db: &dyn Read, further: &KnownWords) -> Result<Vec<UnknownWord>, StoreError> {
    let typed = SLICES.iter().copied().flatten();
    let typed = typed.map(|of| (of.table, of.column, (of.known)().into_iter().map(str::to_owned).collect()));
    let further = [
        ("invoices", "subject_kind", further.subject_kinds.clone()),
        ("ledger_postings", "ledger_account", further.ledger_accounts.clone()),
    ];
    let mut unknown = Vec::new();
    for (table, column, known) in typed.chain(further) {
        let sql = format!(
            "select {column} as word, count(*) as many from {table} where {column} is not null group by {column} order by {column}"
        );
        for row in db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await? {
            let word: String = row.try_get("", "word")?;
            if !known.contains(&word) {
                unknown.push(UnknownWord { table, column, word, rows: row.try_get("", "many")? });
            }
        }
    }
    Ok(unknown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Engine;
    use crate::billing::{PaymentFilter, PaymentSort, insert_payment, list_payments};
    use crate::testing::fixtures::{given_account, given_invoice, payment};
    use crate::testing::{change, database};
    use crate::{Db, PageRequest};

    #[tokio::test]
    async fn words_that_no_code_knows_are_found_and_counted() {
        let db = database().await;
        let bill = given_invoice(&db, 1).await;
        for (number, reference) in [(10, "a"), (11, "b"), (12, "c")] {
            change!(db, |tx| insert_payment(tx, &payment(number, &bill, reference))).unwrap();
        }
        given_account(&db, 2).await;
        db.execute_unprepared("insert into account_roles (account_id, role) select id, 'staff' from accounts")
            .await
            .unwrap();
        let known = KnownWords { subject_kinds: vec!["membership".into()], ..KnownWords::default() };
        assert_eq!(unknown_words(&*db, &known).await.unwrap(), []);
        db.execute_unprepared("update payments set method = 'card' where external_reference <> 'a'").await.unwrap();
        db.execute_unprepared("update account_roles set role = 'trustee'").await.unwrap();
        let unknown = |table, column, word: &str, rows| UnknownWord { table, column, word: word.into(), rows };
        let found = unknown_words(&*db, &known).await.unwrap();
        assert_eq!(found, [unknown("account_roles", "role", "trustee", 2), unknown("payments", "method", "card", 2)]);
        let found = unknown_words(&*db, &KnownWords::default()).await.unwrap();
        assert_eq!(found.last(), Some(&unknown("invoices", "subject_kind", "membership", 1)));
        let page = PageRequest::first(100, PaymentSort::Newest);
        let fault = list_payments(&*db, &PaymentFilter::default(), page).await.unwrap_err();
        assert!(matches!(&fault, StoreError::Database(words) if words.contains("`card` is not a known PaymentMethod")));
    }

    #[tokio::test]
    async fn no_check_of_the_schema_lists_the_words_of_an_open_list() {
        let db = database().await;
        for WordColumn { table, column, .. } in SLICES.iter().copied().flatten() {
            let checks = checks_of(&db, table).await;
            let listed = [format!("{column} in ("), format!("{column} = any ((array"), format!("({column} = any")];
            for list in listed {
                assert!(!checks.contains(&list), "{table}.{column} is an open list, and a check closes it: {checks}");
            }
        }
    }

    /// The checks of a table in the engine's own words, in lower case.
    async fn checks_of(db: &Db, table: &str) -> String {
        let sql = match db.engine() {
            Engine::Sqlite => {
                format!("select sql as words from sqlite_schema where type = 'table' and name = '{table}'")
            }
            Engine::Postgres => format!(
                "select pg_get_constraintdef(oid) as words from pg_constraint where contype = 'c' and conrelid = '{table}'::regclass"
            ),
        };
        let rows = db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.unwrap();
        let all: Vec<String> = rows.iter().map(|row| row.try_get("", "words").unwrap()).collect();
        all.join("\n").to_lowercase()
    }
}
