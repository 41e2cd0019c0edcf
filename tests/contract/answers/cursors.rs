//! A walk along cursors is complete, in order and stable, whatever happens meanwhile.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::calls::{path, somebody};
use crate::support::client::Credential;
use crate::support::contract::Contract;
use crate::support::database::execute;
use crate::support::fixture::{Owner, settle};
use crate::support::{Role, TestServer, both_engines};

/// Follows `Link` from `first` to the end; `between` is called after each page.
async fn walk(
    server: &TestServer,
    first: &str,
    who: impl Fn() -> Credential,
    mut between: impl AsyncFnMut(usize),
) -> Vec<Value> {
    let (mut address, mut items, mut pages) = (first.to_owned(), Vec::new(), 0);
    loop {
        let answer = server.get(&address).as_(who()).send().await.expect(200);
        items.extend(answer.at("/data").as_array().cloned().unwrap_or_default());
        between(pages).await;
        pages += 1;
        assert!(pages < 200, "the walk does not end");
        let Some(next) = answer.header("link").strip_prefix('<').and_then(|rest| rest.split('>').next()) else {
            return items;
        };
        assert!(next.contains(&answer.text_at("/page/next")), "Link and page.next differ");
        address = next.to_owned();
    }
}

fn names(items: &[Value]) -> Vec<String> {
    items.iter().filter_map(|item| item["name"].as_str()).map(str::to_owned).collect()
}

async fn register(server: &TestServer, name: &str, population: Option<i64>) {
    let mut body = json!({ "name": name, "kind": "city_or_county", "state": "IL", "distinct": true });
    if let Some(population) = population {
        body["population"] = json!(population);
    }
    server.post("/v1/organizations").as_(Role::Staff).json(&body).send().await.expect(201);
}

/// Earlier service, with which ten years are completed in 2025: else the awards of that year are an empty list.
async fn complete_ten_years(server: &TestServer, member: &Owner) {
    let path = format!("/v1/members/{}/employment-spells", member.id("member_id"));
    let earlier = json!({
        "employer_name": "County of Hamilton", "employer_kind": "city_or_county", "position_title": "Assistant",
        "extent": "full_time", "starts_on": "2015-06-01", "ends_on": "2020-03-01"
    });
    server.post(&path).as_(&member.person).json(&earlier).send().await.expect(201);
}

both_engines! {
    async fn pages_of_any_size_add_up_to_the_whole_list_in_its_order(server: TestServer) {
        for index in 0..23 {
            // Many of one name and one population, so that only the id tells them apart.
            register(&server, &format!("City {}", index / 5), (index % 4 != 0).then_some(index / 6)).await;
        }
        for sort in ["name", "population"] {
            let whole = server.get(&format!("/v1/organizations?limit=100&sort={sort}")).as_(Role::Staff).send().await.expect(200);
            for limit in [1, 2, 7, 22, 23, 24] {
                let first = format!("/v1/organizations?sort={sort}&limit={limit}");
                let items = walk(&server, &first, || Role::Staff.into(), async |_| ()).await;
                assert_eq!(json!(items), whole.at("/data"), "sort={sort} limit={limit}");
            }
        }
    }

    async fn what_was_there_all_the_time_is_seen_exactly_once(server: TestServer) {
        let stays: Vec<String> = (0..10).map(|index| format!("M{index}")).collect();
        for name in &stays {
            register(&server, name, None).await;
            register(&server, &format!("{name} gone"), None).await;
        }
        let items = walk(&server, "/v1/organizations?limit=3", || Role::Staff.into(), async |page| {
            register(&server, &format!("A{page} before"), None).await;
            register(&server, &format!("Z{page} behind"), None).await;
            // Among those deleted is the very one that a cursor stands on.
            execute(server.db(), &format!("delete from organizations where name = 'M{page} gone'")).await;
        })
        .await;
        let seen = names(&items);
        let distinct: BTreeSet<&String> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "something was seen twice: {seen:?}");
        let stayed: Vec<&String> = seen.iter().filter(|name| stays.contains(name)).collect();
        assert_eq!(stayed, stays.iter().collect::<Vec<_>>());
    }

    async fn every_list_can_be_walked_one_by_one(server: TestServer) {
        let fixture = settle(&server).await;
        complete_ten_years(&server, &fixture.member).await;
        let contract = Contract::of(true);
        for operation in contract.document().operations().filter(|operation| operation.id.starts_with("list")) {
            let parameters = operation.value["parameters"].as_array().cloned().unwrap_or_default();
            let sorts = parameters.iter().find(|one| one["name"] == "sort").map(|one| one["schema"]["enum"].clone());
            let sorts = sorts.and_then(|all| all.as_array().cloned()).unwrap_or_default();
            if !parameters.iter().any(|one| one["name"] == "after") {
                continue;
            }
            let queries = sorts.iter().filter_map(|sort| Some(format!("&sort={}", sort.as_str()?)));
            for sort in queries.chain([String::new()]) {
                let address = path(operation, &fixture.member);
                let who = || somebody(operation, &fixture.member);
                let whole = server.get(&format!("{address}?limit=100{sort}")).as_(who()).send().await.expect(200);
                let items = walk(&server, &format!("{address}?limit=1{sort}"), who, async |_| ()).await;
                assert_eq!(json!(items), whole.at("/data"), "{}{sort}", operation.id);
                assert!(!items.is_empty(), "{}{sort} is empty", operation.id);
            }
        }
    }

    async fn a_filter_stays_with_its_walk(server: TestServer) {
        for index in 0..6 {
            register(&server, &format!("City {index}"), Some(index)).await;
            server.post("/v1/organizations").as_(Role::Staff).json(&json!({ "name": format!("Uni {index}"), "kind": "university", "state": "WI" })).send().await.expect(201);
        }
        let items = walk(&server, "/v1/organizations?limit=2&kind=university&state=WI&name_prefix=uni", || Role::Staff.into(), async |_| ()).await;
        assert_eq!(names(&items), (0..6).map(|index| format!("Uni {index}")).collect::<Vec<_>>());
    }
}
