//! `GET /v1/members/{member_id}/life-membership`: the record assessed, and replayed.

use guildhall_domain::Category;
use serde_json::{Value, json};

use crate::life_membership::past::{
    assessment_of, born, changed, day, id_of, membership, on_record, path, veteran, works,
};
use crate::life_membership::{assess, clause};
use crate::support::{Answer, Role, TestServer, both_engines};

/// First day, end, category, work, dues of each spell of the facts.
fn spells(answer: &Answer) -> Vec<Value> {
    let spells = answer.at("/facts/service_spells");
    let told = |one: &Value| {
        json!([one["starts_on"], one["ends_on"], one["category"], one["employment"], one["dues_current"]])
    };
    spells.as_array().into_iter().flatten().map(told).collect()
}

both_engines! {
    async fn the_record_is_assessed_and_its_facts_give_anybody_the_same_bytes(server: TestServer) {
        let member = veteran(&server).await;
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!((answer.at("/assessment/outcome"), answer.at("/assessment/path")), (json!("eligible"), json!("twenty_five_years")));
        assert_eq!((answer.at("/facts/retired_on"), answer.at("/judged_on")), (json!("2025-03-01"), json!("2025-03-01")));
        assert_eq!((answer.at("/facts/born_on"), answer.at("/facts/category_on_retirement")), (json!("1960-05-01"), json!("full")));
        assert_eq!(answer.at("/assumed"), json!(["/retired_on"]));
        let replayed = assess(&server, &answer.at("/facts")).await.expect(200);
        assert_eq!(replayed.text(), assessment_of(&answer));
    }

    async fn evidence_names_the_record_that_each_spell_was_taken_from(server: TestServer) {
        let member = server.new_member().await;
        membership(&server, &member, &[(Category::Full, day("2010-01-01"), day("2026-01-01"))]).await;
        let spell = works(&server, &member, "city_or_county", "full_time", "2012-01-01", None).await;
        born(&server, &member, "1960-05-01").await;
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!(spells(&answer), [
            json!(["2010-01-01", "2012-01-01", "full", "none", true]),
            json!(["2012-01-01", null, "full", "full_time_local_government", true]),
        ]);
        assert_eq!(answer.at("/facts/service_spells/1/reference"), format!("employment_spell:{spell}"));
        let terms = server.get(&format!("/v1/members/{}/terms", id_of(&member))).as_(&member).send().await.expect(200);
        assert_eq!(answer.at("/facts/service_spells/0/reference"), format!("membership_term:{}", terms.text_at("/data/0/id")));
        let evidence = &answer.at("/assessment/clauses/1/evidence");
        assert_eq!((&evidence[0]["reasons"][0]["code"], &evidence[1]["counts"]), (&json!("not_employed"), &json!(true)));
    }

    async fn only_time_as_a_full_member_with_dues_paid_counts(server: TestServer) {
        let member = server.new_member().await;
        let terms = [
            (Category::AffiliateStaff, day("1990-01-01"), day("1995-01-01")),
            (Category::Full, day("1995-01-01"), day("2005-01-01")),
            (Category::Full, day("2008-01-01"), day("2026-01-01")),
        ];
        membership(&server, &member, &terms).await;
        works(&server, &member, "city_or_county", "full_time", "1988-01-01", None).await;
        born(&server, &member, "1960-05-01").await;
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!(spells(&answer), [
            json!(["1988-01-01", "1990-01-01", "affiliate_staff", "full_time_local_government", false]),
            json!(["1990-01-01", "1995-01-01", "affiliate_staff", "full_time_local_government", true]),
            json!(["1995-01-01", "2005-03-02", "full", "full_time_local_government", true]),
            json!(["2005-03-02", "2008-01-01", "full", "full_time_local_government", false]),
            json!(["2008-01-01", null, "full", "full_time_local_government", true]),
        ]);
        // 60 days of grace are counted, and the lapse after them is not.
        assert_eq!(answer.at("/assessment/qualifying_service"), json!({ "years": 27, "days": 119 }));
    }

    async fn a_change_of_category_within_a_term_cuts_the_service_there(server: TestServer) {
        let member = veteran(&server).await;
        changed(&server, &member, Category::FullNotInService, day("2020-01-15")).await;
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!(spells(&answer)[0], json!(["1995-07-01", "2020-01-15", "full", "full_time_local_government", true]));
        assert_eq!(answer.at("/facts/category_on_retirement"), "full_not_in_service");
        assert_eq!((answer.at("/assessment/outcome"), answer.at("/assessment/board_path_open")), (json!("not_eligible"), json!(true)));
        let before = on_record(&server, &member, Some("2020-01-15")).await.expect(200);
        assert_eq!(before.at("/facts/category_on_retirement"), "full", "held on the last day before");
    }

    async fn a_special_district_and_other_employers_do_not_count_here(server: TestServer) {
        let member = server.new_member().await;
        membership(&server, &member, &[(Category::Full, day("1990-01-01"), day("2026-01-01"))]).await;
        for (kind, extent, from, until, word) in [
            ("special_district", "full_time", "1990-01-01", "1995-01-01", "special_district"),
            ("city_or_county", "interim", "1995-01-01", "1996-01-01", "interim_local_government"),
            ("private_company", "full_time", "1996-01-01", "1997-01-01", "full_time_private_sector"),
            ("university", "part_time", "1997-01-01", "1998-01-01", "part_time_university"),
            ("council_of_governments", "full_time", "1998-01-01", "2025-03-01", "full_time_local_government"),
        ] {
            works(&server, &member, kind, extent, from, Some(until)).await;
            let told = on_record(&server, &member, Some("2025-01-01"));
            born(&server, &member, "1960-05-01").await;
            let answer = told.await.expect(200);
            assert!(spells(&answer).iter().any(|one| one[3] == word), "{kind} {extent}");
        }
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!(answer.at("/assessment/qualifying_service/years"), 27);
    }

    async fn an_answer_about_the_future_takes_what_is_paid_for_to_go_on(server: TestServer) {
        let member = server.new_member().await;
        membership(&server, &member, &[(Category::Full, day("2010-01-01"), day("2026-01-01"))]).await;
        works(&server, &member, "city_or_county", "full_time", "2010-01-01", None).await;
        born(&server, &member, "1975-05-01").await;
        let now = on_record(&server, &member, None).await.expect(200);
        assert_eq!(now.at("/assessment/earliest_eligible_on"), "2035-01-01");
        for (retired_on, outcome) in [("2034-12-31", "not_eligible"), ("2035-01-01", "eligible")] {
            let then = on_record(&server, &member, Some(retired_on)).await.expect(200);
            assert_eq!(then.at("/assessment/outcome"), outcome, "{retired_on}");
        }
    }

    async fn whoever_lapsed_is_told_that_no_membership_is_on_record(server: TestServer) {
        let member = veteran(&server).await;
        server.set_clock("2026-03-01T12:00:00Z");
        on_record(&server, &member, None).await.expect(200);
        server.set_clock("2026-03-03T12:00:00Z");
        let answer = on_record(&server, &member, None).await.expect_problem(409, "life-membership-missing");
        assert!(answer.text_at("/detail").contains("2026-03-03"));
        let while_member = on_record(&server, &member, Some("2025-07-01")).await.expect(200);
        assert_eq!(while_member.at("/assessment/outcome"), "eligible");
    }

    async fn without_a_birth_date_nothing_is_assessed(server: TestServer) {
        let member = server.new_member().await;
        on_record(&server, &member, None).await.expect_problem(409, "life-birth-date-missing");
    }

    async fn a_record_that_contradicts_the_birth_date_is_left_out_and_named_and_makes_no_read_fail(server: TestServer) {
        let member = server.new_member().await;
        born(&server, &member, "1975-05-01").await;
        let spell = crate::members::stored_spell(&server, &member, "0205-01-06").await;
        let answer = on_record(&server, &member, Some("1975-05-01")).await.expect_problem(409, "life-membership-missing");
        assert_eq!(answer.at("/errors"), Value::Null);
        let answer = on_record(&server, &member, None).await.expect(200);
        assert_eq!(answer.at("/left_out/0/reference"), format!("employment_spell:{spell}"));
        assert_eq!(answer.at("/left_out/0/starts_on"), "0205-01-06");
        assert!(answer.text_at("/left_out/0/detail").contains("1975-05-01"));
        assert!(answer.at("/facts/service_spells").as_array().expect("spells").iter().all(|one| one["reference"] != answer.at("/left_out/0/reference")));
        let replayed = assess(&server, &answer.at("/facts")).await.expect(200);
        assert_eq!(replayed.text(), assessment_of(&answer));
    }

    async fn it_is_for_the_person_staff_the_board_and_administrators(server: TestServer) {
        let member = veteran(&server).await;
        for role in [Role::Staff, Role::Board, Role::Admin] {
            server.get(&path(&member)).as_(role).send().await.expect(200);
        }
        server.get(&path(&member)).as_(&member).send().await.expect(200);
        server.get(&path(&member)).as_(Role::Finance).send().await.expect_problem(403, "forbidden");
        let foreign = server.get(&path(&member)).as_(Role::Member).send().await.expect_problem(404, "not-found");
        let absent = server.get("/v1/members/0192f0c1-7d1c-7cc0-8d4e-6a1f0e2b7a11/life-membership").as_(Role::Member).send().await;
        assert_eq!(foreign.at("/title"), absent.expect_problem(404, "not-found").at("/title"));
    }

    async fn the_person_reads_no_salary_and_evidence_is_the_same_for_all(server: TestServer) {
        let member = veteran(&server).await;
        let own = server.get(&path(&member)).as_(&member).send().await.expect(200);
        let staff = on_record(&server, &member, None).await.expect(200);
        assert_eq!(own.text(), staff.text());
        assert!(!own.text().contains("salary"));
        assert_eq!(clause(&assess(&server, &own.at("/facts")).await, "life.full_member")["met"], true);
    }
}
