//! Applications: announced, verified from the record, granted; who sees them; what is kept.

use guildhall_domain::Policies;
use guildhall_persistence::life_membership as store;
use serde_json::{Value, json};

use crate::life_membership::retirees::{
    APPLICATIONS, RETIRED_ON, announced, at, city, held, life_member, retiree, step, verified, work,
};
use crate::support::{Role, TestServer, both_engines};

both_engines! {
    async fn a_retirement_is_announced_verified_from_the_record_and_granted_by_right(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let made = announced(&server, &person).await;
        assert_eq!((made.at("/state"), made.at("/verification")), (json!("requested"), Value::Null));
        let next: Vec<Value> = made.at("/next_steps").as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
        assert_eq!(next, ["verify"]);
        let application = at(&made);
        let checked = step(&server, &application, "verification", Role::Staff, &json!({})).await.expect(200);
        assert_eq!((checked.at("/verification/assessment/outcome"), checked.at("/verification/assessment/path")), (json!("eligible"), json!("twenty_five_years")));
        assert!(checked.text().contains("employment_spell:"), "evidence names the record");
        let granted = step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
        assert_eq!((granted.at("/state"), granted.at("/life_status")), (json!("granted"), json!("held")));
        let last = granted.at("/transitions/2");
        assert_eq!((&last["step"], &last["taken_on"], &last["holds_from_on"]), (&json!("grant"), &json!("2025-03-01"), &json!(RETIRED_ON)));
        assert_eq!(last["account_id"], json!(server.person(Role::Staff).account_id.to_string()));
        assert_eq!(held(&server, &person).await, (json!("life"), json!("active"), Value::Null));
        let read = server.get(&application).as_(&person).send().await.expect(200);
        assert_eq!((read.json(), read.tag()), (granted.json(), granted.tag()));
    }

    async fn the_decision_replays_from_its_stored_inputs_to_the_same_bytes(server: TestServer) {
        let (_, application) = life_member(&server).await;
        let read = server.get(&application).as_(Role::Staff).send().await.expect(200);
        let again = server.post("/v1/life-membership/assessments").json(&read.at("/verification/facts")).send().await.expect(200);
        assert_eq!(again.json(), read.at("/verification/assessment"));
        let id = read.text_at("/id").parse().unwrap();
        let kept = store::load_life_application(server.db(), id).await.unwrap().verification.unwrap();
        let replayed = kept.replayed(&Policies::embedded().unwrap().life_membership).unwrap();
        assert_eq!(serde_json::to_vec(&replayed).unwrap(), serde_json::to_vec(&kept).unwrap());
    }

    async fn staff_may_give_facts_with_a_reason_and_they_are_kept(server: TestServer) {
        let person = server.new_member().await;
        let application = at(&announced(&server, &person).await);
        let check = async |body: Value| step(&server, &application, "verification", Role::Staff, &body).await;
        check(json!({})).await.expect_problem(409, "life-birth-date-missing");
        let spell = json!({ "starts_on": "1995-01-01", "ends_on": RETIRED_ON, "category": "full", "employment": "full_time_local_government" });
        let mut given = json!({ "born_on": "1963-05-17", "further_service_spells": [spell] });
        check(given.clone()).await.expect_problem(409, "life-given-without-reason");
        given["reasons"] = json!(["Service before the association's records begin."]);
        let mut wrong = given.clone();
        wrong["born_on"] = json!("2025-02-02");
        let refused = check(wrong).await.expect_problem(409, "life-facts-contradict");
        let places: Vec<String> = refused.violations().into_iter().map(|(place, _)| place).collect();
        assert!(places.contains(&"/further_service_spells/0/starts_on".to_owned()), "{places:?}");
        let checked = check(given).await.expect(200);
        assert_eq!(checked.at("/verification/given"), json!(["born_on", "further_service_spells"]));
        assert_eq!(checked.at("/transitions/1/reasons/0"), "Service before the association's records begin.");
        assert_eq!(checked.at("/verification/assessment/outcome"), "eligible");
    }

    async fn nobody_but_owner_staff_board_and_admin_learns_of_an_application(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let application = at(&announced(&server, &person).await);
        for role in [Role::Account, Role::Member, Role::Faculty, Role::Coach, Role::Finance] {
            server.get(&application).as_(role).send().await.expect_problem(404, "not-found");
            let listed = server.get(APPLICATIONS).as_(role).send().await.expect(200);
            assert_eq!(listed.at("/data"), json!([]), "{role}");
        }
        for role in [Role::Staff, Role::Board, Role::Admin] {
            server.get(&application).as_(role).send().await.expect(200);
            let listed = server.get(&format!("{APPLICATIONS}?state=requested")).as_(role).send().await.expect(200);
            assert_eq!(listed.at("/data").as_array().map(Vec::len), Some(1), "{role}");
        }
        let own = server.get(&format!("{APPLICATIONS}?member_id={}", person.member_id.unwrap())).as_(&person).send().await.expect(200);
        assert_eq!(own.at("/data/0/state"), "requested");
        let foreign = json!({ "retired_on": RETIRED_ON, "member_id": person.member_id });
        server.post(APPLICATIONS).as_(Role::Member).json(&foreign).send().await.expect_problem(409, "unknown-member");
        server.post(APPLICATIONS).as_(Role::Account).json(&json!({ "retired_on": RETIRED_ON })).send().await.expect_problem(409, "unknown-member");
        server.post(&format!("{application}/appeal")).as_(Role::Board).if_match("*").json(&json!({ "reasons": ["No."] })).send().await.expect_problem(403, "forbidden");
    }

    async fn a_member_has_one_open_application_and_is_granted_once(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let application = verified(&server, &person).await;
        let again = json!({ "retired_on": RETIRED_ON });
        server.post(APPLICATIONS).as_(&person).json(&again).send().await.expect_problem(409, "life-application-open");
        step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
        server.post(APPLICATIONS).as_(&person).json(&again).send().await.expect_problem(409, "already-life-member");
    }

    async fn the_position_retired_from_is_ended_before_the_grant(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let open = work(&server, &person, &city("2000-01-01", None)).await.expect(201);
        let application = verified(&server, &person).await;
        step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect_problem(409, "life-position-still-held");
        crate::life_membership::retirees::leave(&server, &person, &open, RETIRED_ON).await;
        step(&server, &application, "grant", Role::Staff, &Value::Null).await.expect(200);
    }

    async fn a_rehearsed_step_leaves_nothing(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let application = verified(&server, &person).await;
        let before = server.get(&application).as_(Role::Staff).send().await.expect(200);
        let grant = || server.post(&format!("{application}/grant")).as_(Role::Staff).if_match("*");
        grant().rehearsed().send().await.expect(200);
        assert_eq!(server.get(&application).as_(Role::Staff).send().await.expect(200).json(), before.json());
        assert_eq!(held(&server, &person).await.0, "full");
        grant().send().await.expect(200);
        grant().rehearsed().send().await.expect_problem(409, "life-step-not-open");
    }

    async fn of_two_staff_who_decide_at_once_one_does_and_one_is_told(server: TestServer) {
        let person = retiree(&server, "1998-01-15").await;
        let made = announced(&server, &person).await;
        let (application, other) = (at(&made), server.replica(|_| ()).await);
        let verify = |server: &TestServer, tag: &str| server.post(&format!("{application}/verification")).as_(Role::Staff).if_match(tag).json(&json!({})).send();
        let (one, two) = tokio::join!(verify(&server, &made.tag()), verify(&other, &made.tag()));
        let mut statuses = [one.status(), two.status()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 412], "{one:?} {two:?}");
        let tag = server.get(&application).as_(Role::Staff).send().await.expect(200).tag();
        let grants = (0..8).map(|place| {
            let server = if place % 2 == 0 { &server } else { &other };
            server.post(&format!("{application}/grant")).as_(Role::Staff).if_match(&tag).send()
        });
        let answers = futures_util::future::join_all(grants).await;
        assert_eq!(answers.iter().filter(|answer| answer.status() == 200).count(), 1);
        assert!(answers.iter().all(|answer| matches!(answer.status(), 200 | 412)), "{answers:?}");
        let read = server.get(&application).as_(Role::Staff).send().await.expect(200);
        let steps: Vec<Value> = read.at("/transitions").as_array().unwrap().iter().map(|step| step["step"].clone()).collect();
        assert_eq!(steps, ["announce", "verify", "grant"]);
    }
}
