//! Entering credit: once for its key, whoever tells of it and however many at once.

use guildhall::credentials::actions::enter;
use guildhall_domain::credentials::CreditSource;

use super::ENTRIES;
use crate::support::credit::{entered, grant};
use crate::support::{Person, TestServer, both_engines};

const KEY: &str = "cyber_program/a-cohort/a-person";

async fn count(server: &TestServer, person: &Person) -> usize {
    let page = server.get(ENTRIES).as_(person).send().await.expect(200);
    page.at("/data").as_array().unwrap().len()
}

both_engines! {
    async fn the_same_grant_told_again_is_the_entry_that_is_there(server: TestServer) {
        let person = server.new_account().await;
        let of = |on| grant(&person, CreditSource::CyberProgram, 2_880, on, KEY);
        let first = entered(&server, of("2025-02-28")).await;
        assert_eq!(entered(&server, of("2025-02-28")).await, first);
        assert_eq!(entered(&server, of("2025-02-27")).await, first, "a late mark moves the day, not the hours");
        assert_eq!(count(&server, &person).await, 1);
    }

    async fn other_credit_under_the_same_key_is_refused(server: TestServer) {
        let (person, other) = (server.new_account().await, server.new_account().await);
        entered(&server, grant(&person, CreditSource::CyberProgram, 2_880, "2025-02-28", KEY)).await;
        for wrong in [
            grant(&person, CreditSource::CyberProgram, 2_881, "2025-02-28", KEY),
            grant(&person, CreditSource::Other, 2_880, "2025-02-28", KEY),
            grant(&other, CreditSource::CyberProgram, 2_880, "2025-02-28", KEY),
        ] {
            let tx = server.db().begin().await.unwrap();
            let refused = enter(server.app(), &tx, wrong).await.unwrap_err();
            assert_eq!(refused.rule.unwrap().clause, "credentials.ledger");
            tx.rollback().await.unwrap();
        }
        assert_eq!((count(&server, &person).await, count(&server, &other).await), (1, 0));
    }

    async fn twenty_at_once_leave_one_entry_and_are_all_told_of_it(server: TestServer) {
        let person = server.new_account().await;
        let mut racers = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (app, db) = (server.app_data(), server.db().clone());
            let grant = grant(&person, CreditSource::CyberProgram, 2_880, "2025-02-28", KEY);
            racers.spawn(async move {
                let tx = db.begin().await.unwrap();
                let id = enter(&app, &tx, grant).await.unwrap();
                tx.commit().await.unwrap();
                id
            });
        }
        let ids = racers.join_all().await;
        assert!(ids.iter().all(|id| *id == ids[0]), "{ids:?}");
        assert_eq!(count(&server, &person).await, 1);
    }

    async fn an_entry_leaves_a_trail_and_an_abandoned_one_leaves_nothing(server: TestServer) {
        let person = server.new_account().await;
        let tx = server.db().begin().await.unwrap();
        enter(server.app(), &tx, grant(&person, CreditSource::CyberProgram, 2_880, "2025-02-28", KEY)).await.unwrap();
        tx.rollback().await.unwrap();
        assert_eq!(count(&server, &person).await, 0);
        let id = entered(&server, grant(&person, CreditSource::CyberProgram, 2_880, "2025-02-28", KEY)).await;
        let trail = crate::support::credit::trail(&server, id).await;
        assert_eq!(trail, ["credit_entry.created"]);
    }
}
