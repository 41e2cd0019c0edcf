//! Who may name whom: api → persistence → domain, and between slices as `docs/ARCHITECTURE.md` says.
//!
//! The slices are those of `api/src/assembly.rs`. Base slices may be named by any slice; a product slice by nobody but
//! itself and the assembly. HTTP, the worker and the sandbox serve every slice and name none. Tests beside the code may
//! name whom they like.

use std::collections::BTreeMap;

use guildhall::assembly::SLICES;

use super::source::{self, File};

/// The parts of the api crate that serve every slice and know none.
const SLICELESS: [&str; 4] = ["api/src/http/", "api/src/worker/", "api/src/sandbox/", "api/src/app.rs"];

/// Arrows that are left, by crate: what is charged to a Life member, and the year of the print magazine, are still asked
/// of Life membership by members; operations that price by the dues rules name what those refuse; the ledger of credit
/// hours hears the event of the cyber program and reads what was earned. The list may only get shorter: an arrow that is
/// gone has to leave it.
const KNOWN: [(&str, &str, &str); 7] = [
    ("domain/src/", "members", "life_membership"),
    ("domain/src/", "life_membership", "dues"),
    ("api/src/", "members", "life_membership"),
    ("api/src/", "members", "dues"),
    ("api/src/", "billing", "dues"),
    ("api/src/", "life_membership", "dues"),
    ("api/src/", "credentials", "cyber_program"),
];

/// Each slice, and whether it is a base slice.
type Slices = BTreeMap<String, bool>;

/// A module that a line of code names, and where.
struct Mention {
    name: String,
    line: usize,
}

/// The first path segment after `root`, wherever `text` names one; comments are passed over.
fn mentions(text: &str, root: &str) -> Vec<Mention> {
    let code: Vec<&str> =
        text.lines().map(|line| if line.trim_start().starts_with("//") { "" } else { line }).collect();
    let code = code.join("\n");
    let mut found = Vec::new();
    for (at, _) in code.match_indices(root) {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|char| char.is_alphanumeric() || char == '_' || char == ':' || char == '$') {
            continue;
        }
        let line = code[..at].matches('\n').count() + 1;
        let rest = &code[at + root.len()..];
        found.extend(first_segments(rest).into_iter().map(|name| Mention { name, line }));
    }
    found
}

/// `a` of `a::b`, and `a`, `b` of `{a::c, b}`.
fn first_segments(rest: &str) -> Vec<String> {
    let Some(group) = rest.strip_prefix('{') else { return vec![segment(rest)] };
    let (mut depth, mut start, mut parts) = (1, 0, Vec::new());
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => {
                parts.push(&group[start..at]);
                start = at + 1;
            }
            _ => {}
        }
        if depth == 0 {
            parts.push(&group[start..at]);
            break;
        }
    }
    parts.into_iter().map(|part| segment(part.trim())).filter(|name| !name.is_empty()).collect()
}

fn segment(text: &str) -> String {
    text.chars().take_while(|char| char.is_alphanumeric() || *char == '_').collect()
}

fn slices() -> Slices {
    SLICES.iter().map(|slice| (slice.name.to_owned(), slice.base)).collect()
}

/// The slice that a file of `crate_src` belongs to, if any.
fn slice_of<'a>(path: &str, crate_src: &str, slices: &'a Slices) -> Option<&'a str> {
    let rest = path.strip_prefix(crate_src)?;
    let first = rest.split('/').next()?.trim_end_matches(".rs");
    slices.get_key_value(first).map(|(name, _)| name.as_str())
}

/// Whether a file holds only tests.
fn is_test(path: &str) -> bool {
    path.contains("/tests/") || path.ends_with("tests.rs") || path.ends_with("plans.rs")
}

/// What is wrong with the file at `path` naming `named`.
fn wrong_arrow(from: Option<&str>, path: &str, named: &str, slices: &Slices) -> Option<String> {
    let Some(from) = from else {
        let knows_none = SLICELESS.iter().any(|part| path.starts_with(part));
        return knows_none.then(|| format!("names the slice {named}; it serves every slice and knows none"));
    };
    if from == named || slices[named] {
        return None;
    }
    let kind = if slices[from] { "base" } else { "product" };
    Some(format!("the {kind} slice {from} names the product slice {named}; listen to its events, or share ids"))
}

/// An arrow that should not be: from which slice, to which, and what to say of it.
struct Wrong {
    from: Option<String>,
    to: String,
    said: String,
}

fn wrong_arrows(files: &[File], crate_src: &str, roots: &[&str], slices: &Slices) -> Vec<Wrong> {
    let mut wrong = Vec::new();
    for file in files.iter().filter(|file| !is_test(&file.path)) {
        let from = slice_of(&file.path, crate_src, slices);
        for root in roots {
            for mention in mentions(&file.text, root).into_iter().filter(|mention| slices.contains_key(&mention.name)) {
                if let Some(why) = wrong_arrow(from, &file.path, &mention.name, slices) {
                    let said = format!("{}:{}: {why}", file.path, mention.line);
                    wrong.push(Wrong { from: from.map(str::to_owned), to: mention.name, said });
                }
            }
        }
    }
    wrong
}

#[test]
fn no_slice_names_a_product_slice_but_itself() {
    let slices = slices();
    let (mut wrong, mut gone) = (Vec::new(), KNOWN.to_vec());
    for (src, roots) in [
        ("domain/src/", &["crate::"][..]),
        ("persistence/src/", &["crate::", "guildhall_domain::"]),
        ("api/src/", &["crate::", "guildhall_persistence::"]),
    ] {
        for arrow in wrong_arrows(&source::rust(src), src, roots, &slices) {
            let is_that = |known: &(&str, &str, &str)| {
                known.0 == src && arrow.from.as_deref() == Some(known.1) && arrow.to == known.2
            };
            gone.retain(|known| !is_that(known));
            if !KNOWN.iter().any(is_that) {
                wrong.push(arrow.said);
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong arrows:\n  {}", wrong.len(), wrong.join("\n  "));
    assert!(gone.is_empty(), "these are gone, take them out of KNOWN: {gone:?}");
}

/// The crates that no line of `src` may name.
fn foreign<'a>(files: &[File], names: &[&'a str]) -> Vec<String> {
    let named = |file: &File, name: &&'a str| !mentions(&file.text, &format!("{name}::")).is_empty();
    let one = |file: &File| -> Vec<String> {
        names.iter().filter(|name| named(file, name)).map(|name| format!("{} names {name}", file.path)).collect()
    };
    files.iter().flat_map(one).collect()
}

#[test]
fn crates_point_from_api_to_persistence_to_domain() {
    let mut wrong = foreign(&source::rust("api/src"), &["sea_orm", "sqlx", "sea_query"]);
    wrong.extend(foreign(&source::rust("persistence/src"), &["guildhall", "actix_web", "utoipa", "reqwest"]));
    let outer =
        ["guildhall", "guildhall_persistence", "sea_orm", "sqlx", "actix_web", "utoipa", "tokio", "tracing", "reqwest"];
    wrong.extend(foreign(&source::rust("domain/src"), &outer));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_import_against_the_arrows_is_found() {
    let slices: Slices = [("members", true), ("dues", false), ("cyber_program", false)]
        .map(|(name, base)| (name.to_owned(), base))
        .into();
    let judged = |path: &str, text: &str| {
        let file = File { path: path.to_owned(), text: text.to_owned() };
        wrong_arrows(&[file], "api/src/", &["crate::"], &slices).len()
    };
    assert_eq!(judged("api/src/dues/quotes.rs", "use crate::members::records;"), 0, "a base slice serves all");
    assert_eq!(judged("api/src/dues/quotes.rs", "// crate::cyber_program::jobs"), 0, "a comment imports nothing");
    assert_eq!(judged("api/src/members/jobs.rs", "use crate::dues::quotes;"), 1, "base to product");
    assert_eq!(
        judged("api/src/dues/quotes.rs", "use crate::{app, cyber_program::{jobs, x}};"),
        1,
        "product to product"
    );
    assert_eq!(judged("api/src/dues/quotes.rs", "let x = crate::cyber_program::X;"), 1, "without an import");
    assert_eq!(judged("api/src/http/frame.rs", "use crate::members::problems;"), 1, "HTTP knows no slice");
    assert_eq!(judged("api/src/assembly.rs", "use crate::{dues, members};"), 0, "the assembly knows all");
    let outer = [File { path: "domain/src/x.rs".into(), text: "use sea_orm::entity;".into() }];
    assert_eq!(foreign(&outer, &["sea_orm"]).len(), 1);
}
