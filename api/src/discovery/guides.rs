//! `/docs/guides/`: how to get started, for each audience. The texts are
//! `docs/guides/*.md`; the pages are made from them once.

use std::sync::OnceLock;

use actix_web::http::header;
use actix_web::web::Path;
use actix_web::{HttpResponse, ResponseError};
use pulldown_cmark::{Options, Parser, html};

use crate::http::problem::{NOT_FOUND, Problem};

/// Name in the address, and text.
const GUIDES: [(&str, &str); 3] = [
    ("frontend", include_str!("../../../docs/guides/frontend.md")),
    ("partner", include_str!("../../../docs/guides/partner.md")),
    ("qa", include_str!("../../../docs/guides/qa.md")),
];

struct Page {
    name: &'static str,
    title: String,
    html: String,
}

fn pages() -> &'static [Page] {
    static PAGES: OnceLock<Vec<Page>> = OnceLock::new();
    PAGES.get_or_init(|| GUIDES.map(|(name, text)| page(name, text)).into())
}

fn page(name: &'static str, text: &str) -> Page {
    let title = text.lines().next().unwrap_or_default().trim_start_matches("# ").to_owned();
    let mut body = String::new();
    html::push_html(&mut body, Parser::new_ext(text, Options::ENABLE_TABLES));
    Page { name, html: framed(&title, &body), title }
}

/// Titles and texts are our own files, which hold no markup that is not meant.
fn framed(title: &str, body: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
         <title>{title} · Guildhall</title><style>{STYLE}</style></head><body>\
         <nav><a href=\"/docs/\">All operations</a> · <a href=\"/docs/guides/\">Guides</a></nav>\n<main>{body}</main></body></html>\n"
    )
}

const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}\
    pre{background:#f4f4f4;padding:1rem;overflow-x:auto}code{font:14px/1.4 ui-monospace,monospace}\
    table{border-collapse:collapse}td,th{border:1px solid #999;padding:.25rem .5rem;text-align:left;vertical-align:top}";

fn answer(page: &str) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((header::CACHE_CONTROL, "public, max-age=300"))
        .content_type("text/html; charset=utf-8")
        .body(page.to_owned())
}

/// `/docs/guides/`: which guides there are.
pub async fn index() -> HttpResponse {
    let links =
        pages().iter().map(|page| format!("<li><a href=\"/docs/guides/{}\">{}</a></li>", page.name, page.title));
    answer(&framed("Guides", &format!("<h1>Guides</h1><ul>{}</ul>", links.collect::<String>())))
}

/// `/docs/guides/{name}`: one guide.
pub async fn guide(name: Path<String>) -> HttpResponse {
    match pages().iter().find(|page| page.name == name.as_str()) {
        Some(page) => answer(&page.html),
        None => Problem::new(&NOT_FOUND).error_response(),
    }
}
