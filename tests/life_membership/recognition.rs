//! Recognition of new Life members: the work list, the ceremony.

use serde_json::{Value, json};

use crate::life_membership::retirees::{life_member, retiree, verified};
use crate::support::{Role, TestServer, both_engines};

fn completions(application: &str) -> String {
    format!("{}/completions", application.replace("/applications/", "/recognitions/"))
}

fn ceremony() -> Value {
    json!({ "designee": "Mayor Lena Ortiz", "address": "City Hall, 1 Main Street, Springfield", "held_on": "2025-05-12" })
}

both_engines! {
    async fn a_new_life_member_is_owed_notice_certificate_and_pin_and_staff_completes_them(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let at = format!("{application}/recognition");
        let list = server.get(&at).as_(&person).send().await.expect(200);
        let kinds: Vec<Value> = list.at("/items").as_array().unwrap().iter().map(|item| item["kind"].clone()).collect();
        assert_eq!(kinds, ["newsletter_notice", "certificate", "lapel_pin"]);
        let todo = "/v1/life-membership/recognitions?complete=false";
        assert_eq!(server.get(todo).as_(Role::Staff).send().await.expect(200).at("/data/0/complete"), false);
        let complete = async |kind: &str| {
            server.post(&completions(&application)).as_(Role::Staff).json(&json!({ "kind": kind })).send().await
        };
        complete("ceremony").await.expect_problem(409, "recognition-not-asked");
        for kind in ["lapel_pin", "certificate", "newsletter_notice"] {
            complete(kind).await.expect(200);
        }
        complete("certificate").await.expect_problem(409, "recognition-done");
        let list = server.get(&at).as_(&person).send().await.expect(200);
        assert_eq!((list.at("/complete"), list.at("/items/1/done_on")), (json!(true), json!("2025-03-01")));
        assert_eq!(server.get(todo).as_(Role::Staff).send().await.expect(200).at("/data"), json!([]));
        server.get(todo).as_(&person).send().await.expect_problem(403, "forbidden");
    }

    async fn on_request_the_materials_go_to_a_designee_until_they_are_sent(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let at = format!("{application}/recognition");
        let list = server.get(&at).as_(&person).send().await.expect(200);
        let wish = |body: Value, tag: String| server.patch(&at).as_(&person).if_match(&tag).json(&body).send();
        let wished = wish(json!({ "ceremony": ceremony() }), list.tag()).await.expect(200);
        assert_eq!((wished.at("/items/1/recipient"), wished.at("/items/1/needed_on")), (json!("designee"), json!("2025-05-12")));
        assert_eq!((wished.at("/items/3/kind"), wished.at("/ceremony")), (json!("ceremony"), ceremony()));
        wish(json!({ "ceremony": null }), list.tag()).await.expect_problem(412, "stale-version");
        let mut past = ceremony();
        past["held_on"] = json!("2025-02-28");
        wish(json!({ "ceremony": past }), wished.tag()).await.expect_problem(409, "ceremony-passed");
        let mut today = ceremony();
        today["held_on"] = json!("2025-03-01");
        let wished = wish(json!({ "ceremony": today }), wished.tag()).await.expect(200);
        let taken_back = wish(json!({ "ceremony": null }), wished.tag()).await.expect(200);
        assert_eq!((taken_back.at("/ceremony"), taken_back.at("/items/1/recipient")), (Value::Null, json!("member")));
        let unchanged = wish(json!({}), taken_back.tag()).await.expect(200);
        assert_eq!(unchanged.json(), taken_back.json());
        server.post(&completions(&application)).as_(Role::Staff).json(&json!({ "kind": "certificate" })).send().await.expect(200);
        wish(json!({ "ceremony": ceremony() }), "*".into()).await.expect_problem(409, "recognition-sent");
        server.patch(&at).as_(Role::Board).if_match("*").json(&json!({ "ceremony": null })).send().await.expect_problem(403, "forbidden");
        server.patch(&at).as_(Role::Member).if_match("*").json(&json!({ "ceremony": null })).send().await.expect_problem(404, "not-found");
    }

    async fn a_patch_of_the_ceremony_keeps_what_it_leaves_out(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let at = format!("{application}/recognition");
        let wish = |body: Value| server.patch(&at).as_(&person).if_match("*").json(&json!({ "ceremony": body })).send();
        for incomplete in [json!({}), json!({ "designee": "A" }), json!({ "address": "B" }), json!({ "held_on": "2025-05-12" })] {
            wish(incomplete).await.expect_problem(409, "designee-incomplete");
        }
        wish(ceremony()).await.expect(200);
        let mut expected = ceremony();
        for patch in [
            json!({ "designee": "A2", "address": "B" }), json!({ "held_on": "2025-07-01" }), json!({ "address": "C" }),
            json!({ "held_on": null }), json!({}),
        ] {
            let changed = wish(patch.clone()).await.expect(200);
            for (name, value) in patch.as_object().into_iter().flatten() {
                expected[name] = value.clone();
            }
            assert_eq!(changed.at("/ceremony"), expected, "{patch}");
        }
        for member in ["designee", "address"] {
            wish(json!({ member: null })).await.expect_problem(422, "invalid-body");
        }
        let untouched = server.get(&at).as_(&person).send().await.expect(200);
        assert_eq!(untouched.at("/ceremony"), expected);
    }

    async fn a_ceremony_that_was_held_can_still_have_its_address_mended(server: TestServer) {
        let (_, application) = life_member(&server).await;
        let at = format!("{application}/recognition");
        let wish = |body: Value| server.patch(&at).as_(Role::Staff).if_match("*").json(&json!({ "ceremony": body })).send();
        wish(ceremony()).await.expect(200);
        server.set_clock("2025-05-13T12:00:00Z");
        let mended = wish(json!({ "designee": "A2", "address": "B" })).await.expect(200);
        assert_eq!(mended.at("/ceremony/held_on"), "2025-05-12");
        wish(json!({ "held_on": "2025-05-11" })).await.expect_problem(409, "ceremony-passed");
    }

    async fn the_certificate_is_a_pdf_with_the_name_and_the_same_for_the_same_grant(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let at = format!("{application}/certificate");
        let made = server.get(&at).as_(&person).header("accept", "application/pdf").send().await.expect(200);
        assert_eq!(made.header("content-type"), "application/pdf");
        assert!(made.bytes().starts_with(b"%PDF-"), "{:?}", &made.bytes()[..8]);
        let member = server.get(&crate::life_membership::retirees::record(&person)).as_(&person).send().await.expect(200);
        let name = format!("Certificate of Life Membership: {} {}", member.text_at("/given_name"), member.text_at("/family_name"));
        assert!(made.text().contains(&name), "no name in {}", made.text());
        server.set_clock("2031-01-01T12:00:00Z");
        let again = server.get(&at).as_(Role::Staff).send().await.expect(200);
        assert_eq!((again.bytes(), again.tag()), (made.bytes(), made.tag()));
        server.get(&at).as_(Role::Staff).header("if-none-match", made.tag()).send().await.expect(304);
        for accept in ["application/json", "text/html", "image/png;q=0.5"] {
            let served = server.get(&at).as_(Role::Staff).header("accept", accept).send().await.expect(200);
            assert_eq!(served.tag(), again.tag(), "{accept}");
        }
        server.get(&at).as_(Role::Finance).send().await.expect_problem(404, "not-found");
        let waiting = verified(&server, &retiree(&server, "1998-01-15").await).await;
        server.get(&format!("{waiting}/certificate")).as_(Role::Staff).send().await.expect_problem(409, "not-a-life-member");
    }

    async fn the_application_says_which_characters_of_the_name_the_certificate_cannot_print(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let record = crate::life_membership::retirees::record(&person);
        for (name, missing) in [("Ἀθηνᾶ", json!([])), ("𓀀na𓀀", json!(["𓀀"]))] {
            let body = json!({ "given_name": name });
            server.patch(&record).as_(Role::Staff).if_match("*").json(&body).send().await.expect(200);
            let read = server.get(&application).as_(&person).send().await.expect(200);
            let record = server.get(&record).as_(&person).send().await.expect(200);
            let whole = format!("{name} {}", record.text_at("/family_name"));
            let expected = json!({ "printed_name": whole, "printable": missing == json!([]), "missing_characters": missing });
            assert_eq!(read.at("/certificate_name"), expected);
            server.get(&format!("{application}/certificate")).as_(&person).send().await.expect(200);
        }
        let printed = json!({ "printed_name": "Anna Okafor" });
        server.patch("/v1/accounts/me").as_(&person).if_match("*").json(&printed).send().await.expect(200);
        let read = server.get(&application).as_(&person).send().await.expect(200);
        let told = json!({ "printed_name": "Anna Okafor", "printable": true, "missing_characters": [] });
        assert_eq!(read.at("/certificate_name"), told);
        let certificate = server.get(&format!("{application}/certificate")).as_(&person).send().await.expect(200);
        assert!(certificate.text().contains("Certificate of Life Membership: Anna Okafor"));
    }

    async fn before_a_grant_nothing_is_owed(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let application = verified(&server, &person).await;
        server.get(&format!("{application}/recognition")).as_(&person).send().await.expect_problem(404, "not-found");
    }
}
