//! Who acts for an organization: named by staff, ended at once, told of both.

use serde_json::{Value, json};

use super::{city, register};
use crate::cyber_program::seating::subjects;
use crate::support::{Answer, Person, Role, TestServer, both_engines};

/// Makes somebody a representative of an organization.
async fn name(server: &TestServer, organization: &str, person: &Person) -> Answer {
    let body = json!({ "account_id": person.account_id });
    server.post(&format!("{organization}/representatives")).as_(Role::Staff).json(&body).send().await
}

async fn own(server: &TestServer, person: &Person) -> Value {
    let own = server.get("/v1/organizations/representations").as_(person).send().await.expect(200);
    own.at("/data/0/organization_id")
}

both_engines! {
    async fn a_representative_is_named_by_staff_told_and_ended_at_once(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let (at, person) = (made.header("location"), server.new_account().await);
        let named = name(&server, at, &person).await.expect(201);
        assert_eq!((named.at("/account_id"), named.at("/organization_id")), (json!(person.account_id), made.at("/id")));
        assert_eq!(own(&server, &person).await, made.at("/id"));
        let again = name(&server, at, &person).await.expect(201);
        assert_eq!(again.json(), named.json(), "naming again changes nothing");
        for who in [server.person(Role::Staff), server.person(Role::Finance), person.clone()] {
            let list = server.get(&format!("{at}/representatives")).as_(&who).send().await.expect(200);
            assert_eq!(list.at("/data"), json!([named.json()]));
            let one = server.get(named.header("location")).as_(&who).send().await.expect(200);
            assert_eq!((one.json(), one.tag()), (named.json(), named.tag()));
        }
        server.get(&format!("{at}/representatives")).as_(Role::Member).send().await.expect_problem(403, "forbidden");
        server.delete(named.header("location")).as_(&person).send().await.expect_problem(403, "forbidden");
        server.delete(named.header("location")).as_(Role::Staff).send().await.expect(204);
        server.delete(named.header("location")).as_(Role::Staff).send().await.expect_problem(404, "not-found");
        server.get(&format!("{at}/representatives")).as_(&person).send().await.expect_problem(403, "forbidden");
        assert_eq!(own(&server, &person).await, Value::Null);
        assert_eq!(subjects(&server, &person).await, ["You represent City of Springfield", "You no longer represent City of Springfield"]);
    }

    async fn only_an_active_account_represents_an_organization_that_is_on_record(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let nobody = json!({ "account_id": "01900000-0000-7000-8000-00000000ffff" });
        let at = format!("{}/representatives", made.header("location"));
        let refused = server.post(&at).as_(Role::Staff).json(&nobody).send().await.expect_problem(409, "unknown-account");
        assert_eq!(refused.at("/errors/0/pointer"), "/account_id");
        let nowhere = "/v1/organizations/01900000-0000-7000-8000-00000000ffff";
        name(&server, nowhere, &server.new_account().await).await.expect_problem(404, "not-found");
    }

    async fn twenty_who_name_one_representative_at_once_name_one(server: TestServer) {
        let made = register(&server, &city("City of Springfield")).await.expect(201);
        let person = server.new_account().await;
        let naming = (0..20).map(|_| name(&server, made.header("location"), &person));
        for answer in futures_util::future::join_all(naming).await {
            assert!(matches!(answer.status(), 201 | 503), "{answer:?}");
        }
        assert_eq!(subjects(&server, &person).await.len(), 1);
    }
}
