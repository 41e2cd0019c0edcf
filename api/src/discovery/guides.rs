//! `/docs/guides/`: how to get started, for each audience. The texts are
//! `docs/guides/*.md`; the pages are made from them once.

use std::sync::OnceLock;

use actix_web::web::Path;
use actix_web::{HttpResponse, ResponseError};
use pulldown_cmark::{Options, Parser, html};

use crate::http::pages;
use crate::http::problem::{NOT_FOUND, Problem};

/// Name in the address, and text.
const GUIDES: [(&str, &str); 3] = [
    ("frontend", include_str!("../../../docs/guides/frontend.md")),
    ("partner", include_str!("../../../docs/guides/partner.md")),
    ("qa", include_str!("../../../docs/guides/qa.md")),
];

struct Guide {
    name: &'static str,
    title: String,
    html: String,
}

fn guides() -> &'static [Guide] {
    static MADE: OnceLock<Vec<Guide>> = OnceLock::new();
    MADE.get_or_init(|| GUIDES.map(|(name, text)| made(name, text)).into())
}

fn made(name: &'static str, text: &str) -> Guide {
    let title = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(text, Options::ENABLE_TABLES));
    // What may scroll must be reachable by keyboard.
    Guide { name, title, html: body.replace("<pre>", "<pre tabindex=\"0\">") }
}

/// `/docs/guides` itself: on to the list.
pub async fn entry() -> HttpResponse {
    pages::forward("/docs/guides/")
}

/// `/docs/guides/`: which guides there are.
pub async fn index() -> HttpResponse {
    let link = |guide: &Guide| format!("<li><a href=\"/docs/guides/{}\">{}</a></li>", guide.name, guide.title);
    let links: String = guides().iter().map(link).collect();
    pages::page("Guides", &format!("<h1>Guides</h1><ul>{links}</ul>"))
}

/// `/docs/guides/{name}`: one guide.
pub async fn guide(name: Path<String>) -> HttpResponse {
    match guides().iter().find(|guide| guide.name == name.as_str()) {
        Some(guide) => pages::page(&guide.title, &guide.html),
        None => Problem::new(&NOT_FOUND).error_response(),
    }
}
