//! The vault in the database: sealed, bound to its row, and gone with its key.

use guildhall_persistence::Tx;
use guildhall_persistence::vault::{KeyOwner, delete_key};
use serde_json::json;

use super::planted::{everything_stored, holds};
use crate::cli::program::Program as Commands;
use crate::cyber_program::program::Program;
use crate::support::parts::SECRET;
use crate::support::{Answer, Person, TestServer, both_engines, database};

async fn execute(server: &TestServer, sql: &str) {
    database::execute(server.db(), sql).await;
}

/// Asks without the harness, to which a 500 is a fault; here it is one, of whoever changed the row.
async fn raw(server: &TestServer, who: &Person, path: &str) -> (u16, String) {
    let token = server.token(who.account_id).await;
    let address = format!("http://{}{path}", server.address());
    let answer = reqwest::Client::new().get(address).bearer_auth(token).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("a body"))
}

const NEXT_SECRET: &str = "another secret of more than thirty-two characters";

both_engines! {
    async fn a_secret_is_replaced_while_servers_run_and_no_text_is_lost(server: TestServer) {
        let program = Program::given(&server).await;
        let before = program.reflect(&server, &program.ana, "Before").await.expect(201);
        let both = server.replica(|config| config.other_secret = std::mem::replace(&mut config.secret, NEXT_SECRET.into())).await;
        let meanwhile = program.reflect(&both, &program.ben, "Meanwhile").await.expect(201);
        let commands = Commands::new().with("GUILDHALL_DATABASE_URL", server.database_url());
        commands.run(&["reseal"]).refused(&["GUILDHALL_SECRET is missing or shorter than 32 characters"]);
        assert_eq!(std::fs::read_dir(commands.folder()).expect("a folder").count(), 0, "no secret is made up");
        let commands = commands.with("GUILDHALL_SECRET", NEXT_SECRET);
        commands.run(&["doctor"]).refused(&["does not open the vault"]);
        commands.run(&["reseal"]).refused(&["Sealed anew: 0. Sealed so before: 1.", "neither secret opens the key of account"]);
        let commands = commands.with("GUILDHALL_OTHER_SECRET", SECRET);
        commands.run(&["doctor"]).says(&["A server would start."]);
        commands.run(&["reseal"]).says(&["Sealed anew: 1. Sealed so before: 1."]);
        commands.run(&["reseal"]).says(&["Sealed anew: 0. Sealed so before: 2."]);
        let next = server.replica(|config| config.secret = NEXT_SECRET.into()).await;
        for (who, made, text) in [(&program.ana, &before, "Before"), (&program.ben, &meanwhile, "Meanwhile")] {
            assert_eq!(next.get(made.header("location")).as_(who).send().await.expect(200).at("/body"), text);
        }
        assert_eq!(raw(&server, &program.ana, before.header("location")).await.0, 500, "the last secret opens nothing any more");
    }

    async fn a_sealed_text_moved_to_another_row_does_not_open(server: TestServer) {
        let program = Program::given(&server).await;
        let first = program.reflect(&server, &program.ana, "One").await.expect(201);
        let second = program.reflect(&server, &program.ana, "Two").await.expect(201);
        let foreign = program.reflect(&server, &program.ben, "Three").await.expect(201);
        execute(&server, "update cyber_reflections set sealed_body = (select sealed_body from cyber_reflections order by sealed_body limit 1)").await;
        let read = async |who: &Person, answer: &Answer| raw(&server, who, answer.header("location")).await.0;
        let mut read = [read(&program.ana, &first).await, read(&program.ana, &second).await, read(&program.ben, &foreign).await];
        read.sort_unstable();
        assert_eq!(read, [200, 500, 500]);
    }

    async fn an_author_written_over_does_not_open_the_text_for_the_new_one(server: TestServer) {
        let program = Program::given(&server).await;
        let made = program.reflect(&server, &program.ana, "Mine").await.expect(201);
        program.reflect(&server, &program.ben, "Also mine").await.expect(201);
        let ben = program.ben.account_id.uuid().simple().to_string();
        let literal = match server.engine() {
            crate::support::Engine::Sqlite => format!("x'{ben}'"),
            crate::support::Engine::Postgres => format!("'{ben}'"),
        };
        execute(&server, &format!("update cyber_reflections set author_id = {literal}")).await;
        let (status, said) = raw(&server, &program.ben, made.header("location")).await;
        assert_eq!((status, said.contains("Mine")), (500, false));
    }

    async fn with_its_key_a_persons_texts_are_gone_and_nobody_elses(server: TestServer) {
        let program = Program::given(&server).await;
        let gone = program.reflect(&server, &program.ana, "Gone").await.expect(201);
        let stays = program.reflect(&server, &program.ben, "Stays").await.expect(201);
        let tx: Tx = server.db().begin().await.unwrap();
        assert!(delete_key(&tx, KeyOwner::Account(program.ana.account_id)).await.unwrap());
        tx.commit().await.unwrap();
        server.get(gone.header("location")).as_(&program.ana).send().await.expect(404);
        let list = server.get(&program.list("reflections")).as_(&program.ana).send().await.expect(200);
        assert_eq!(list.at("/data"), json!([]));
        server.get(stays.header("location")).as_(&program.ben).send().await.expect(200);
    }

    async fn of_a_remembered_answer_no_hash_of_its_text_is_kept_in_clear_and_the_tag_comes_back_whole(server: TestServer) {
        let program = Program::given(&server).await;
        let sent = json!({ "activity": "w01-reflect", "body": "no" });
        let send = async || server.post(&program.list("reflections")).as_(&program.ana).key("once").json(&sent).send().await.expect(201);
        let first = send().await;
        let (_, hash) = first.header("etag").trim_matches('"').split_once('-').expect("a hash");
        let stored = everything_stored(&server).await;
        assert!(holds(&stored, first.text_at("/id").as_bytes()), "the address is there");
        assert!(!holds(&stored, hash.as_bytes()));
        let again = send().await;
        assert_eq!((again.header("etag"), again.header("idempotency-replayed")), (first.header("etag"), "true"));
    }
}
