//! Names as people have them: of any script, one or two, found however they are typed.

use serde_json::{Value, json};

use super::{apply, joining};
use crate::accounts::letters;
use crate::billing::pay_in_full;
use crate::support::{Person, Role, TestServer, both_engines};

async fn rename(server: &TestServer, person: &Person, name: &Value) {
    server.patch("/v1/accounts/me").as_(person).if_match("*").json(name).send().await.expect(200);
}

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The family names, or the only names, of a list of members.
async fn listed(server: &TestServer, query: &str) -> Vec<String> {
    let page = server.get(&format!("/v1/members?limit=100&{query}")).as_(Role::Staff).send().await.expect(200);
    let name = |one: &Value| {
        [&one["family_name"], &one["given_name"]].map(|part| part.as_str().unwrap_or_default().to_owned())
    };
    let last = |[family, given]: [String; 2]| if family.is_empty() { given } else { family };
    page.at("/data").as_array().into_iter().flatten().map(name).map(last).collect()
}

both_engines! {
    async fn names_are_found_and_sorted_alike_however_they_were_typed(server: TestServer) {
        let typed = [
            "Zeta", "\u{c5}ngström", "A\u{30a}ngstro\u{308}m", "angstrom", "O'Connor", "O\u{2019}Connor", "O\u{2bc}CONNOR",
            "Smith-Jones", "Smith\u{2010}Jones", "علی\u{200c}رضا", "علیرضا",
        ];
        for family in typed {
            rename(&server, &server.new_member().await, &json!({ "given_name": "Robin", "family_name": family })).await;
        }
        for (prefix, count) in [
            ("\u{c5}ng", 2), ("A\u{30a}NG", 2), ("\u{212b}ng", 2), ("ang", 1), ("o'c", 3), ("O\u{2019}Connor", 3), ("smith-", 2),
            ("smith\u{2011}j", 2), ("علی\u{200c}", 2), ("علیر", 2), ("zet", 1), ("  zeta ", 1), ("conn", 0),
        ] {
            let found = listed(&server, &format!("family_name_prefix={}", encoded(prefix))).await;
            assert_eq!(found.len(), count, "{prefix:?}: {found:?}");
        }
        let sorted = listed(&server, "sort=family_name").await;
        let ours: Vec<&str> = sorted.iter().map(String::as_str).filter(|one| !one.starts_with("Person") && *one != "Member").collect();
        assert_eq!(ours[0], "angstrom", "{sorted:?}");
        assert_eq!(&ours[ours.len() - 4..ours.len() - 2], ["\u{c5}ngström", "\u{c5}ngström"], "both composed: {sorted:?}");
        let beside = |one: &str, count: usize| {
            let first = ours.iter().position(|name| *name == one).unwrap();
            ours[first..].iter().take(count).map(|name| name.to_lowercase()).collect::<Vec<_>>()
        };
        assert_eq!(beside("Smith-Jones", 1).len(), 1);
        assert!(sorted.windows(3).any(|three| three.iter().all(|one| one.to_lowercase().ends_with("connor"))), "{sorted:?}");
    }

    async fn somebody_with_one_name_joins_is_listed_found_and_written_to(server: TestServer) {
        for (given, family) in [(Some("Madonna"), None), (None, Some("Suharto")), (Some("Sukarno"), Some(""))] {
            let person = server.new_account().await;
            rename(&server, &person, &json!({ "given_name": given, "family_name": family })).await;
            let name = given.or(family).unwrap();
            let made = apply(&server, &person, &joining(15_000_000)).await.expect(201);
            pay_in_full(&server, &person, &made).await;
            let record = server.get(&format!("/v1/members/{}", made.text_at("/member_id"))).as_(&person).send().await.expect(200);
            assert_eq!((record.at("/given_name"), record.at("/family_name")), (json!(given.unwrap_or("")), json!(family.unwrap_or(""))));
            assert_eq!(listed(&server, &format!("family_name_prefix={}", &name[..4])).await, [name]);
            let texts: Vec<String> = letters(&server, &person.email).await.into_iter().map(|letter| letter.text).collect();
            assert!(texts.iter().any(|text| text.starts_with(&format!("Dear {name},"))), "{texts:?}");
            assert!(texts.iter().all(|text| !text.contains("Dear ,")), "{texts:?}");
        }
        let sorted = listed(&server, "sort=family_name").await;
        let at = |name: &str| sorted.iter().position(|one| one == name).unwrap();
        assert!(at("Madonna") < at("Suharto") && at("Suharto") < at("Sukarno"), "{sorted:?}");
    }

    async fn a_record_is_corrected_to_one_name_and_never_to_none(server: TestServer) {
        let member = server.new_member().await;
        let path = format!("/v1/members/{}", member.member_id.unwrap());
        let patch = async |body: Value| server.patch(&path).as_(Role::Staff).if_match("*").json(&body).send().await;
        let corrected = patch(json!({ "given_name": null, "family_name": "Suharto" })).await.expect(200);
        assert_eq!((corrected.at("/given_name"), corrected.at("/family_name")), (json!(""), json!("Suharto")));
        let me = server.get("/v1/accounts/me").as_(&member).send().await.expect(200);
        assert_eq!((me.at("/given_name"), me.at("/family_name")), (json!(""), json!("Suharto")));
        patch(json!({ "family_name": "  " })).await.expect_problem(409, "name-refused");
        patch(json!({ "given_name": "A\u{202e}B" })).await.expect_problem(422, "invalid-body");
    }
}
