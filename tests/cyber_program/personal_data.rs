//! What the program holds about a person: told, forgotten, moved; and what ends with an account.

use guildhall::personal_data::{self, Ended, Ending, Person as Somebody};
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::cohorts_mentored_by;
use serde_json::{Value, json};

use super::program::{Program, pace};
use super::seating::{cohort, queue, stands};
use crate::support::{Person, Role, TestServer, both_engines};

async fn somebody(tx: &Tx, who: &Person) -> Somebody {
    personal_data::person(tx, who.account_id).await.expect("a person")
}

async fn export(server: &TestServer, who: &Person) -> Value {
    let tx = server.db().begin().await.expect("a transaction");
    let told = personal_data::export(server.app(), &tx, &somebody(&tx, who).await).await.expect("an export");
    tx.rollback().await.expect("rolled back");
    Value::Object(told)
}

async fn end(server: &TestServer, who: &Person, ending: Ending) -> u64 {
    let tx = server.db().begin().await.expect("a transaction");
    let by = Some(Person::of(Role::Staff).account_id);
    let ended = Ended { person: somebody(&tx, who).await, ending, by };
    let count = personal_data::end(server.app(), &tx, ended).await.expect("ended");
    tx.commit().await.expect("committed");
    count
}

/// Ana writes something of every kind.
async fn given(server: &TestServer) -> Program {
    let program = Program::given(server).await;
    program.reflect(server, &program.ana, "I decide faster than I listen.").await.expect(201);
    program
        .post(server, &program.ana, "w01-discuss_cohort", "Which systems may not stop?", json!({}))
        .await
        .expect(201);
    let survey = program.survey(server).await;
    server.post(&format!("{survey}/answer")).as_(&program.ana).json(&pace("right")).send().await.expect(201);
    program
}

both_engines! {
    async fn a_participant_is_told_every_text_of_their_own_opened_and_nobody_elses(server: TestServer) {
        let program = given(&server).await;
        program.reflect(&server, &program.ben, "Somebody else's.").await.expect(201);
        let told = export(&server, &program.ana).await;
        let of = |table: &str| told["cyber_program"][table][0]["written"].clone();
        assert_eq!(of("cyber_reflections"), "I decide faster than I listen.");
        assert_eq!(of("cyber_posts"), "Which systems may not stop?");
        assert_eq!(of("cyber_survey_answers").as_array().map(Vec::len), Some(1));
        assert_eq!(told["cyber_program"]["cyber_enrollments"].as_array().map(Vec::len), Some(1));
        assert!(!told.to_string().contains("Somebody else's."));
    }

    async fn whoever_is_forgotten_leaves_no_private_text_and_no_name_and_is_told_what_stays(server: TestServer) {
        let program = given(&server).await;
        let tx = server.db().begin().await.expect("a transaction");
        let ana = somebody(&tx, &program.ana).await;
        let retained = personal_data::erase(server.app(), &tx, &ana).await.expect("erased");
        tx.commit().await.expect("committed");
        let kept: Vec<(&str, u64)> = retained.iter().map(|one| (one.table, one.rows)).collect();
        assert!(kept.contains(&("cyber_posts", 1)) && kept.contains(&("cyber_enrollments", 1)), "{kept:?}");
        assert!(retained.iter().all(|one| !one.reason.is_empty()));
        let told = export(&server, &program.ana).await;
        for gone in ["cyber_reflections", "cyber_survey_answers", "vault_keys"] {
            assert_eq!(told["cyber_program"].get(gone), None, "{gone}");
        }
        assert_eq!(told["accounts"].get("sessions"), None);
        assert!(!told.to_string().contains(&program.ana.email), "the address");
        assert_eq!(told["accounts"]["accounts"][0]["status"], "suspended");
    }

    async fn what_was_written_moves_to_another_account_and_opens_there(server: TestServer) {
        let program = given(&server).await;
        let heir = server.new_account().await;
        let tx = server.db().begin().await.expect("a transaction");
        let (from, into) = (somebody(&tx, &program.ana).await, somebody(&tx, &heir).await);
        assert!(personal_data::merge(server.app(), &tx, &from, &into).await.expect("merged") > 0);
        tx.commit().await.expect("committed");
        let path = program.list("reflections");
        let read = server.get(&path).as_(&heir).send().await.expect(200);
        assert_eq!(read.at("/data/0/body"), "I decide faster than I listen.");
        let told = export(&server, &heir).await;
        assert_eq!(told["cyber_program"]["cyber_posts"][0]["written"], "Which systems may not stop?");
        assert_eq!(export(&server, &program.ana).await.get("cyber_program").and_then(|of| of.get("cyber_posts")), None);
    }

    async fn a_place_in_the_queue_and_mentoring_end_with_the_account_and_a_seat_does_not(server: TestServer) {
        let spring = cohort(&server, "Spring 2025", 1).await;
        let people = queue(&server, &spring, 2).await;
        let ((seated, seat), (waiting, place)) = (&people[0], &people[1]);
        end(&server, waiting, Ending::AccountSuspended).await;
        assert_eq!(stands(&server, place).await.0, "waitlisted", "who is suspended may come back");
        end(&server, waiting, Ending::AccountClosed).await;
        end(&server, seated, Ending::PersonDied).await;
        assert_eq!((stands(&server, place).await.0, stands(&server, seat).await.0), (json!("withdrawn"), json!("enrolled")));
        let program = Program::given(&server).await;
        end(&server, &program.mentor, Ending::AccountClosed).await;
        assert!(cohorts_mentored_by(server.db(), program.mentor.account_id).await.expect("a read").is_empty());
    }

    async fn a_mentor_who_is_faculty_no_longer_stays_named_and_is_signed_in(server: TestServer) {
        let program = Program::given(&server).await;
        server.token(program.mentor.account_id).await;
        assert_eq!(end(&server, &program.mentor, Ending::RoleTaken(Role::Faculty)).await, 0);
        assert_eq!(cohorts_mentored_by(server.db(), program.mentor.account_id).await.expect("a read").len(), 1);
    }

    async fn sessions_end_with_the_account(server: TestServer) {
        let person = server.new_account().await;
        server.token(person.account_id).await;
        assert_eq!(end(&server, &person, Ending::AccountClosed).await, 1);
        assert_eq!(end(&server, &person, Ending::PersonDied).await, 0, "nothing is left to end");
    }
}
