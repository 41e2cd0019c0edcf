//! Staff's look at memberships that began when they were paid.

use serde_json::{Value, json};

use super::{position, submit};
use crate::billing::pay_in_full;
use crate::support::{Answer, Person, Role, TestServer, both_engines};

async fn affiliate(server: &TestServer) -> (Person, String) {
    let person = server.new_account().await;
    let made =
        submit(server, &person, &json!({ "category": "affiliate_staff", "employment": position(9_000_000) })).await;
    pay_in_full(server, &person, &made.expect(201)).await;
    let me = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
    (person, format!("/v1/members/{}", me.text_at("/member_id")))
}

async fn unconfirmed(server: &TestServer) -> Vec<Value> {
    let list = server.get("/v1/members?confirmed=false").as_(Role::Staff).send().await.expect(200);
    list.at("/data").as_array().unwrap().iter().map(|member| member["id"].clone()).collect()
}

fn granted(told: &Answer) -> (Value, Value, Value) {
    (told.at("/standing"), told.at("/conference_rate/class"), told.at("/web_content/granted"))
}

both_engines! {
    async fn member_prices_and_what_only_members_see_begin_with_staffs_look(server: TestServer) {
        let (person, record) = affiliate(&server).await;
        let entitled = async || server.get(&format!("{record}/entitlements")).as_(&person).send().await.expect(200);
        let before = entitled().await;
        assert_eq!(granted(&before), (json!("active"), json!("non_member"), json!(false)));
        assert_eq!(before.at("/web_content/explanation/0/clause"), "members.admission.confirmation");
        let member = server.get(&record).as_(&person).send().await.expect(200);
        assert_eq!((member.at("/confirmed_on"), member.at("/confirmation_awaited")), (Value::Null, json!(true)));
        assert_eq!(unconfirmed(&server).await, [member.at("/id")]);
        let look = format!("{record}/confirmation");
        server.post(&look).as_(&person).send().await.expect_problem(403, "forbidden");
        let confirmed = server.post(&look).as_(Role::Staff).send().await.expect(200);
        assert_eq!(confirmed.at("/confirmed_on"), "2025-03-01");
        assert_eq!(granted(&entitled().await), (json!("active"), json!("member"), json!(true)));
        let me = server.get("/v1/accounts/me").as_(&person).send().await.expect(200);
        assert_eq!(me.at("/roles"), json!(["account", "member"]));
        assert!(unconfirmed(&server).await.is_empty());
    }

    async fn staff_end_what_was_got_wrongly_without_grace(server: TestServer) {
        let (person, record) = affiliate(&server).await;
        let reasons = json!({ "texts": ["The employer is no local government."] });
        let ended = server.post(&format!("{record}/ending")).as_(Role::Staff).json(&reasons).send().await.expect(200);
        assert_eq!((ended.at("/standing"), ended.at("/joined_on")), (json!("pending"), Value::Null));
        let terms = server.get(&format!("{record}/terms")).as_(&person).send().await.expect(200);
        assert_eq!(terms.at("/data/0/ends_on"), "2025-03-01");
        server.post(&format!("{record}/ending")).as_(Role::Staff).json(&reasons).send().await.expect_problem(409, "membership-not-begun");
        let again = submit(&server, &person, &json!({ "category": "affiliate_staff" })).await.expect(201);
        assert_eq!(again.at("/kind"), "join");
    }

    async fn nobody_looks_at_an_own_membership(server: TestServer) {
        let (person, record) = affiliate(&server).await;
        let account = format!("/v1/accounts/{}", person.account_id);
        server.patch(&account).as_(Role::Admin).if_match("*").json(&json!({ "roles": ["staff"] })).send().await.expect(200);
        server.post(&format!("{record}/confirmation")).as_(&person).send().await.expect_problem(409, "own-matter");
        let reasons = json!({ "texts": ["A reason."] });
        server.post(&format!("{record}/ending")).as_(&person).json(&reasons).send().await.expect_problem(409, "own-matter");
    }
}
