//! Each sentence of the association's page on the way to Life membership and on work after it, on the record.

use serde_json::{Value, json};

use super::retirees::{announced, at, city, held, leave, life_member, position, retiree, state, step, verified, work};
use crate::members::apply;
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn any_member_who_believes_they_meet_the_requirements_can_get_in_touch(server: TestServer) {
        let short = retiree(&server, "2013-01-15").await;
        assert_eq!(announced(&server, &short).await.at("/transitions/0/actor"), "member");
    }

    async fn when_a_member_announces_retirement_staff_will_check_eligibility(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let made = announced(&server, &person).await;
        assert_eq!((made.at("/next_steps/0/step"), made.at("/next_steps/0/by")), (json!("verify"), json!(["staff"])));
        let theirs = server.post(&format!("{}/verification", at(&made))).as_(&person).if_match("*").json(&json!({})).send().await;
        theirs.expect_problem(403, "forbidden");
        let checked = step(&server, &at(&made), "verification", Role::Staff, &json!({})).await.expect(200);
        assert_eq!(checked.at("/verification/assessment/outcome"), "eligible");
    }

    async fn once_eligibility_is_confirmed_the_account_reflects_the_life_category(server: TestServer) {
        let (person, _) = life_member(&server).await;
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
    }

    async fn new_life_members_are_recognized_in_the_newsletter_and_mailed_a_certificate_and_a_lapel_pin(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let list = server.get(&format!("{application}/recognition")).as_(&person).send().await.expect(200);
        for (place, kind, recipient) in [(0, "newsletter_notice", "readers"), (1, "certificate", "member"), (2, "lapel_pin", "member")] {
            assert_eq!((list.at(&format!("/items/{place}/kind")), list.at(&format!("/items/{place}/recipient"))), (json!(kind), json!(recipient)));
        }
    }

    async fn the_board_may_grant_it_to_a_full_member_who_has_retired(server: TestServer) {
        let person = retiree(&server, "2013-01-15").await;
        let application = verified(&server, &person).await;
        let reasons = json!({ "reasons": ["An outstanding contribution to the profession."] });
        step(&server, &application, "referral", Role::Staff, &reasons).await.expect(200);
        step(&server, &application, "board-vote", Role::Board, &json!({ "present": 19, "for": 19, "against": 0 })).await.expect(200);
        assert_eq!(held(&server, &person).await.0, "life");
    }

    async fn whoever_returns_to_full_time_local_government_becomes_a_full_member_with_salary_based_dues(server: TestServer) {
        let (person, application) = life_member(&server).await;
        server.set_clock("2027-05-03T12:00:00Z");
        work(&server, &person, &city("2027-05-03", None)).await.expect(201);
        assert_eq!((state(&server, &application).await.0, held(&server, &person).await.0), (json!("suspended_full_time_lg"), json!("full")));
        assert_eq!(apply(&server, &person, &json!({ "category": "full" })).await.expect(201).at("/due_today_cents"), 97_500);
    }

    async fn once_the_position_is_left_life_membership_is_reinstated_even_after_a_lapse_and_without_a_test(server: TestServer) {
        let (person, application) = life_member(&server).await;
        server.set_clock("2027-05-03T12:00:00Z");
        let spell = work(&server, &person, &city("2027-05-03", None)).await.expect(201);
        server.set_clock("2028-05-03T12:00:00Z");
        assert_eq!(held(&server, &person).await.1, "lapsed", "nothing was paid");
        leave(&server, &person, &spell, "2028-05-03").await;
        assert_eq!(state(&server, &application).await, (json!("reinstated"), json!("reinstate")));
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
    }

    async fn life_is_not_retained_while_working_full_time_elsewhere_and_the_rate_is_200(server: TestServer) {
        for kind in ["private_company", "university"] {
            let (person, _) = life_member(&server).await;
            work(&server, &person, &position(kind, "full_time", "2025-02-10")).await.expect(201);
            server.set_clock("2025-11-01T12:00:00Z");
            assert_eq!(held(&server, &person).await.0, "full_not_in_service", "{kind}");
            let renewal = apply(&server, &person, &json!({ "category": "full_not_in_service" })).await.expect(201);
            assert_eq!((renewal.at("/kind"), renewal.at("/due_today_cents")), (json!("renewal"), json!(20_000)));
            server.set_clock("2025-03-01T12:00:00Z");
        }
    }

    async fn two_who_change_work_at_once_leave_one_suspension(server: TestServer) {
        let (person, application) = life_member(&server).await;
        let other = server.replica(|_| ()).await;
        let adds = (0..6).map(|place| {
            let server = if place % 2 == 0 { server.clone() } else { other.clone() };
            let person = person.clone();
            let mut spell = city("2025-02-20", None);
            spell["distinct"] = json!(true);
            async move { work(&server, &person, &spell).await.expect(201) }
        });
        let renews = json!({ "category": "full" });
        let (_, renewal) = tokio::join!(futures_util::future::join_all(adds), apply(&other, &person, &renews));
        assert!(matches!(renewal.status(), 201 | 409), "{renewal:?}");
        let read = server.get(&application).as_(Role::Staff).send().await.expect(200);
        let steps: Vec<Value> = read.at("/transitions").as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
        assert_eq!(steps, ["announce", "verify", "grant", "suspend"]);
    }
}
