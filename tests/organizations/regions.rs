//! `GET /v1/organizations/regions`: the 2019 map of RULES 9.2.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::support::{TestServer, both_engines, one_engine};

both_engines! {
    async fn anybody_reads_the_map_of_regions_and_when_it_ends(server: TestServer) {
        let answer = server.get("/v1/organizations/regions").send().await.expect(200);
        let map = answer.at("/data/0");
        assert_eq!((&map["version"], &map["effective_on"], &map["superseded_on"]), (&json!("2019"), &Value::Null, &json!("2026-07-01")));
        assert_eq!((&map["source"], &map["provisional"]), (&json!("icma.org/icma-regional-conferences"), &json!(false)));
        assert_eq!(answer.header("cache-control"), "public, max-age=300");
    }
}

one_engine! {
    async fn every_state_and_the_district_lie_in_exactly_one_of_five_regions(server: TestServer) {
        let answer = server.get("/v1/organizations/regions").send().await.expect(200);
        let regions = answer.at("/data/0/regions");
        let sizes: BTreeMap<String, usize> = regions.as_array().unwrap().iter()
            .map(|region| (region["code"].as_str().unwrap().to_owned(), region["states"].as_array().unwrap().len()))
            .collect();
        let expected = [("international", 0), ("midwest", 8), ("mountain_plains", 14), ("northeast", 12), ("southeast", 11), ("west_coast", 6)];
        assert_eq!(sizes, expected.map(|(code, count)| (code.to_owned(), count)).into());
        let mut states: Vec<String> = regions.as_array().unwrap().iter()
            .flat_map(|region| region["states"].as_array().unwrap())
            .map(|state| state.as_str().unwrap().to_owned())
            .collect();
        states.sort();
        states.dedup();
        assert_eq!(states.len(), 51);
    }
}
