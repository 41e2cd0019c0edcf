//! Pages for people: they ask no other host for anything, and every problem has one.

use std::collections::BTreeSet;

use guildhall::http::problem;

use crate::support::contract::Contract;
use crate::support::{TestServer, one_engine};

/// What the quoted attributes `src` and `href` of a page name.
fn named(html: &str) -> BTreeSet<String> {
    let after = |mark: &str| -> Vec<String> {
        html.split(mark).skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    after("src=\"").into_iter().chain(after("href=\"")).collect()
}

one_engine! {
    async fn the_documentation_page_and_all_it_names_come_from_this_server(server: TestServer) {
        let entry = server.get("/docs").send().await.expect(303);
        assert_eq!(entry.header("location"), "/docs/");
        assert_eq!(server.get("/docs/guides").send().await.expect(303).header("location"), "/docs/guides/");
        let page = server.get("/docs/").send().await.expect(200);
        assert!(page.header("content-type").starts_with("text/html"));
        let html = page.text();
        assert!(html.contains("<html lang=") && html.contains("<title>All operations · Guildhall</title>"), "{html}");
        let assets = named(&html);
        assert!(assets.len() >= 4, "{assets:?}");
        for asset in assets {
            assert!(!asset.contains("//"), "{asset} is on another host");
            let path = format!("/docs/{}", asset.trim_start_matches("./").trim_start_matches("/docs/"));
            let answer = server.get(&path).send().await.expect(200);
            assert!(!answer.bytes().is_empty(), "{path}");
        }
    }

    async fn neither_page_nor_initializer_names_a_foreign_host(server: TestServer) {
        for path in ["/docs/", "/docs/swagger-initializer.js", "/docs/index.css"] {
            let text = server.get(path).send().await.expect(200).text();
            for scheme in ["http://", "https://", "\"//", "'//", "url(//"] {
                assert!(!text.contains(scheme), "{path} names {scheme}");
            }
        }
        let initializer = server.get("/docs/swagger-initializer.js").send().await.expect(200).text();
        assert!(initializer.contains("/openapi.json"), "{initializer}");
    }

    async fn the_browser_is_told_to_ask_no_other_host(server: TestServer) {
        let policy = server.get("/docs/").send().await.expect(200).header("content-security-policy").to_owned();
        assert!(policy.starts_with("default-src 'none'; script-src 'self';"), "{policy}");
        for word in ["http:", "https:", "*", "'unsafe-eval'", "script-src 'self' 'unsafe-inline'"] {
            assert!(!policy.contains(word), "{word} in {policy}");
        }
    }

    async fn each_audience_has_a_guide_that_names_only_what_is_there(server: TestServer) {
        let index = server.get("/docs/guides/").send().await.expect(200).text();
        let contract = Contract::of(true);
        for name in ["frontend", "partner", "qa"] {
            let address = format!("/docs/guides/{name}");
            assert!(named(&index).contains(&address), "{index}");
            let guide = server.get(&address).send().await.expect(200);
            assert_eq!(guide.header("content-type"), "text/html; charset=utf-8");
            let html = guide.text();
            assert!(html.starts_with("<!doctype html>\n<html lang=\"en\">") && html.contains("<h1>Getting started"), "{html}");
            for code in html.split("<code>").skip(1).filter_map(|rest| rest.split("</code>").next()) {
                let Some(path) = code.split(' ').find(|word| word.starts_with("/v1/")) else { continue };
                assert!(contract.document().address(path).is_some(), "the guide {name} names {path}");
            }
        }
        server.get("/docs/guides/none").send().await.expect_problem(404, "not-found");
    }

    async fn every_kind_of_problem_has_a_page_at_its_type(server: TestServer) {
        let mut slugs = BTreeSet::new();
        for kind in problem::all() {
            assert!(slugs.insert(kind.slug), "{} is declared twice", kind.slug);
            let page = server.get(&format!("/problems/{}", kind.slug)).send().await.expect(200);
            assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
            let html = page.text();
            assert!(html.contains("<html lang=\"en\">") && html.contains(kind.slug) && html.contains(&kind.status.to_string()), "{html}");
            assert!(kind.explanation.len() > 20 && kind.explanation.ends_with('.'), "{} is not explained", kind.slug);
            assert!(!kind.title.ends_with('.'), "{}", kind.title);
        }
        server.get("/problems/no-such-problem").send().await.expect_problem(404, "not-found");
        server.get("/docs/no-such-file.js").send().await.expect_problem(404, "not-found");
    }
}
