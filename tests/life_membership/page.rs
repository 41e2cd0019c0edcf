//! The association's page on Life membership, sentence by sentence: eligibility, work,
//! benefits, over HTTP. The process and recognition have their own files.

use serde_json::{Value, json};

use super::past::{day, membership, works};
use super::{assess, clause, decided, retires, served, with};
use crate::support::{Person, TestServer, both_engines, one_engine};
use guildhall_domain::Category;

/// Retired at 60 after 25 years.
fn long_served() -> Value {
    retires("1960-05-01", "2020-07-01", &[served("1995-07-01", Some("2020-07-01"))])
}

/// Retired at 65 after 15 years.
fn senior() -> Value {
    retires("1955-07-01", "2020-07-01", &[served("2005-07-01", Some("2020-07-01"))])
}

fn eligible(path: &str) -> (Value, Value) {
    (json!("eligible"), json!(path))
}

fn not_eligible() -> (Value, Value) {
    (json!("not_eligible"), Value::Null)
}

async fn standing(server: &TestServer, employment: &str) -> crate::support::Answer {
    let body = json!({ "employment": employment, "annual_salary_cents": 10_000_000, "priced_on": "2026-03-01" });
    server.post("/v1/life-membership/standings").json(&body).send().await.expect(200)
}

/// What a Life member without work is entitled to.
async fn benefits(server: &TestServer) -> (Person, crate::support::Answer) {
    let member = server.new_member().await;
    membership(server, &member, &[(Category::Life, day("2020-07-01"), day("2120-07-01"))]).await;
    let answer = entitlements(server, &member).await;
    (member, answer)
}

async fn entitlements(server: &TestServer, member: &Person) -> crate::support::Answer {
    let path = format!("/v1/members/{}/entitlements", super::past::id_of(member));
    server.get(&path).as_(member).send().await.expect(200)
}

one_engine! {
    async fn must_be_a_full_member_who_at_the_time_of_retirement_meets_the_criteria(server: TestServer) {
        for category in Category::ALL {
            let body = with(long_served(), "/category_on_retirement", json!(category.as_str()));
            let answer = assess(&server, &body).await.expect(200);
            assert_eq!(answer.at("/outcome") == "eligible", *category == Category::Full, "{category}");
            assert_eq!(clause(&answer, "life.full_member")["actual"], category.as_str());
        }
    }

    async fn retirement_is_from_full_time_active_local_government_service(server: TestServer) {
        let answer = assess(&server, &long_served()).await.expect(200);
        assert_eq!(answer.at("/notes"), json!([]));
        let later = assess(&server, &with(long_served(), "/retired_on", json!("2021-07-01"))).await.expect(200);
        assert!(later.text_at("/notes/0").contains("should check the date"));
        for employment in ["part_time_local_government", "special_district", "full_time_private_sector", "none"] {
            let body = with(long_served(), "/service_spells/0/employment", json!(employment));
            assert_eq!(decided(&assess(&server, &body).await.expect(200)), not_eligible(), "{employment}");
        }
    }

    async fn a_full_member_of_65_years_or_older_needs_15_years_in_service(server: TestServer) {
        assert_eq!(decided(&assess(&server, &senior()).await.expect(200)), eligible("sixty_five_and_fifteen"));
        let younger = with(senior(), "/born_on", json!("1955-07-02"));
        assert_eq!(decided(&assess(&server, &younger).await.expect(200)), not_eligible());
        let shorter = with(senior(), "/service_spells/0/starts_on", json!("2005-07-02"));
        assert_eq!(decided(&assess(&server, &shorter).await.expect(200)), not_eligible());
    }

    async fn a_full_member_under_65_years_needs_25_years_in_service(server: TestServer) {
        assert_eq!(decided(&assess(&server, &long_served()).await.expect(200)), eligible("twenty_five_years"));
        let shorter = with(long_served(), "/service_spells/0/starts_on", json!("1995-07-02"));
        let answer = assess(&server, &shorter).await.expect(200);
        assert_eq!(decided(&answer), not_eligible());
        assert_eq!(answer.at("/qualifying_service"), json!({ "years": 24, "days": 365 }));
        assert_eq!(answer.at("/earliest_eligible_on"), "2020-07-02");
    }

    async fn who_during_that_time_was_eligible_to_serve_on_the_board(server: TestServer) {
        let barred = with(long_served(), "/service_spells/0/office_eligible", json!(false));
        let answer = assess(&server, &barred).await.expect(200);
        assert_eq!(decided(&answer), not_eligible());
        let reason = &clause(&answer, "life.twenty_five_years.service")["evidence"][0]["reasons"][0];
        assert_eq!(reason["code"], "not_eligible_for_office");
        assert_eq!(reason["source"], "ICMA Constitution, Article VIII, Section 3c");
    }

    async fn any_full_member_who_has_completed_25_years_shall_become_a_life_member_at_66_as_well(server: TestServer) {
        let older = with(long_served(), "/born_on", json!("1954-07-01"));
        let answer = assess(&server, &older).await.expect(200);
        assert_eq!(decided(&answer), eligible("twenty_five_years"), "the constitution has no age here, and it governs");
        assert!(answer.text_at("/explanation/0/detail").contains("it governs"));
    }

    async fn whoever_was_eligible_for_15_years_and_retires_at_65_or_older_shall_become_a_life_member(server: TestServer) {
        let answer = assess(&server, &senior()).await.expect(200);
        assert_eq!(answer.at("/age_on_retirement_years"), 65);
        assert_eq!(clause(&answer, "life.sixty_five_and_fifteen.age")["met"], true);
        assert_eq!(clause(&answer, "life.twenty_five_years.service")["met"], false);
        // Turning 65 after the retirement does not gain the path.
        let early = with(with(senior(), "/retired_on", json!("2020-06-30")), "/service_spells/0/starts_on", json!("2000-07-01"));
        assert_eq!(decided(&assess(&server, &early).await.expect(200)), not_eligible());
    }

    async fn any_full_member_who_has_retired_may_be_granted_it_by_vote_of_the_board(server: TestServer) {
        let newcomer = retires("1970-01-01", "2020-07-01", &[served("2015-07-01", Some("2020-07-01"))]);
        let answer = assess(&server, &newcomer).await.expect(200);
        assert_eq!((decided(&answer), answer.at("/board_path_open")), (not_eligible(), json!(true)));
        let other = assess(&server, &with(newcomer, "/category_on_retirement", json!("other"))).await.expect(200);
        assert_eq!(other.at("/board_path_open"), false);
        let due = assess(&server, &long_served()).await.expect(200);
        assert_eq!(due.at("/board_path_open"), false, "what is due by right is not the board's to grant");
    }

    async fn a_life_member_may_not_work_full_time_for_private_sector_or_a_university_or_as_a_consultant(server: TestServer) {
        for employment in ["full_time_private_sector", "full_time_university", "full_time_consultant"] {
            let answer = standing(&server, employment).await;
            assert_eq!(answer.at("/life_status"), "suspended_other_employment", "{employment}");
            assert_eq!(answer.at("/provisional"), false, "{employment}");
        }
    }

    async fn in_this_scenario_the_life_member_should_pay_the_not_in_service_rate_of_200(server: TestServer) {
        let answer = standing(&server, "full_time_consultant").await;
        assert_eq!((answer.at("/charged_as"), answer.at("/annual_dues_cents")), (json!("full_not_in_service"), json!(20_000)));
    }

    async fn working_part_time_for_a_local_government_or_in_an_interim_position_is_permitted(server: TestServer) {
        for employment in ["part_time_local_government", "interim_local_government", "none"] {
            let answer = standing(&server, employment).await;
            assert_eq!((answer.at("/life_status"), answer.at("/charged_as")), (json!("held"), json!("life")), "{employment}");
            assert_eq!((answer.at("/annual_dues_cents"), answer.at("/provisional")), (json!(0), json!(false)));
        }
    }

    async fn back_in_full_time_local_government_one_is_a_full_member_paying_salary_based_dues(server: TestServer) {
        let answer = standing(&server, "full_time_local_government").await;
        assert_eq!(answer.at("/life_status"), "suspended_full_time_local_government");
        assert_eq!((answer.at("/charged_as"), answer.at("/annual_dues_cents")), (json!("full"), json!(65_000)));
        assert!(answer.text_at("/explanation/0/detail").contains("without a new test"));
    }
}

both_engines! {
    async fn life_members_retain_the_vote_and_credentialed_status_if_maintained(server: TestServer) {
        let (_, answer) = benefits(&server).await;
        assert_eq!((answer.at("/vote/granted"), answer.at("/credential/granted")), (json!(true), json!(true)));
        assert_eq!(answer.at("/credential/explanation/0/source"), "the association's published membership description");
    }

    async fn dues_are_waived_the_conference_rate_is_discounted_and_website_access_continues(server: TestServer) {
        let (_, answer) = benefits(&server).await;
        assert_eq!((answer.at("/category"), answer.at("/standing")), (json!("life"), json!("active")));
        for benefit in ["dues_waived", "conference_rate", "web_content"] {
            assert_eq!(answer.at(&format!("/{benefit}/granted")), true, "{benefit}");
            assert_eq!(answer.at(&format!("/{benefit}/provisional")), false, "{benefit}");
        }
        assert_eq!(answer.at("/conference_rate/class"), "life_member");
    }

    async fn the_print_edition_is_an_option_for_a_25_annual_fee(server: TestServer) {
        let (_, answer) = benefits(&server).await;
        assert_eq!(answer.at("/print_magazine/annual_fee_cents"), 2_500);
        let full = server.new_member().await;
        works(&server, &full, "city_or_county", "full_time", "2020-03-01", None).await;
        let others = entitlements(&server, &full).await;
        assert_eq!((others.at("/print_magazine/granted"), others.at("/print_magazine/annual_fee_cents")), (json!(false), Value::Null));
        assert_eq!(others.at("/conference_rate/class"), "member");
        assert_eq!(others.at("/dues_waived/granted"), false);
    }
}
