//! Every slice answers for what it holds about people.

use std::collections::BTreeSet;

use guildhall::assembly::SLICES;
use guildhall::personal_data;
use guildhall_persistence::personal_data::columns_naming_people;

use crate::support::{Person, Role, TestServer, both_engines};

both_engines! {
    async fn every_column_that_names_a_person_is_described_by_a_slice(server: TestServer) {
        let columns = columns_naming_people(server.db()).await.expect("the schema");
        let declared: BTreeSet<(String, String)> = columns.into_iter().collect();
        let tables = SLICES.iter().flat_map(|slice| slice.personal_data.tables());
        let described: BTreeSet<(String, String)> = tables
            .flat_map(|table| table.columns_naming_people().into_iter().map(|column| (table.name.into(), column.into())))
            .collect();
        let missing: Vec<_> = declared.difference(&described).collect();
        assert!(missing.is_empty(), "no slice describes {missing:?}");
    }

    async fn everybody_can_be_told_what_is_held_and_no_hash_is_among_it(server: TestServer) {
        for role in Role::ALL {
            let person = Person::of(*role);
            server.token(person.account_id).await;
            let tx = server.db().begin().await.expect("a transaction");
            let of = personal_data::person(&tx, person.account_id).await.expect("a person");
            assert_eq!(of.member, person.member_id);
            let told = personal_data::export(server.app(), &tx, &of).await.expect("an export");
            tx.rollback().await.expect("rolled back");
            assert_eq!(told["accounts"]["accounts"][0]["email"], person.email);
            assert_eq!(told["accounts"]["accounts"].as_array().map(Vec::len), Some(1));
            assert!(told["accounts"].get("sessions").is_some());
            assert_eq!(told.get("members").is_some(), person.member_id.is_some());
            let text = serde_json::Value::Object(told).to_string();
            for secret in ["password", "token_hash", "argon2", "sealed"] {
                assert!(!text.contains(secret), "{secret} of {role:?}");
            }
        }
    }
}
