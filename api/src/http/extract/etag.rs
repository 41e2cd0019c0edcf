//! Entity tags and conditional requests (RFC 9110 section 13).
//!
//! A tag is `"version-hash"`: the version of the record that is read, and a
//! hash of the very bytes answered, because one version can look different to
//! two callers or on two days. `If-None-Match` compares the whole tag;
//! `If-Match` compares the version, which is what an update would overwrite.

use std::future::{Ready, ready};
use std::hash::{DefaultHasher, Hasher};

use actix_web::dev::Payload;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::{FromRequest, HttpRequest};
use utoipa::openapi::path::ParameterIn;

use crate::http::problem::{PRECONDITION_REQUIRED, Problem, STALE_VERSION};
use crate::http::signature::{Describe, Signature};

/// Longest list of tags that is read, as the document says; a longer one is refused with 431.
const LONGEST_LIST: usize = 1024;

/// Whether a header of `request` lists more tags than are read.
pub fn lists_too_much(headers: &HeaderMap) -> bool {
    [header::IF_MATCH, header::IF_NONE_MATCH]
        .iter()
        .any(|name| headers.get_all(name).map(HeaderValue::len).sum::<usize>() > LONGEST_LIST)
}

/// The strong tag of `body`, a representation of a record at `version`.
pub fn tag(version: i64, body: &[u8]) -> String {
    let mut hasher = DefaultHasher::new();
    hasher.write(body);
    format!("\"{version}-{:016x}\"", hasher.finish())
}

/// Whether the `If-None-Match` header of `request` names `tag` (weak comparison).
pub fn none_match_names(request: &HttpRequest, tag: &str) -> bool {
    tags_of(request, header::IF_NONE_MATCH).any(|given| given == "*" || given.trim_start_matches("W/") == tag)
}

fn tags_of(request: &HttpRequest, name: header::HeaderName) -> impl Iterator<Item = &str> {
    request
        .headers()
        .get_all(name)
        .filter_map(|value| value.to_str().ok())
        .flat_map(|list| list.split(','))
        .map(str::trim)
}

/// What `If-Match` says; required on every change of a versioned record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IfMatch {
    /// `*`: whatever is there.
    Any,
    /// One of these versions.
    Versions(Vec<i64>),
}

impl IfMatch {
    /// Passes when the record is still at a version that the client has seen.
    ///
    /// # Errors
    /// `stale-version` (412).
    pub fn check(&self, version: i64) -> Result<(), Problem> {
        match self {
            IfMatch::Any => Ok(()),
            IfMatch::Versions(seen) if seen.contains(&version) => Ok(()),
            IfMatch::Versions(_) => Err(Problem::new(&STALE_VERSION)),
        }
    }
}

/// Documents the header of [`IfMatch`].
#[derive(utoipa::IntoParams)]
#[into_params(parameter_in = Header)]
#[allow(dead_code, reason = "only its documentation is used")]
pub struct IfMatchHeader {
    /// Tag of the record as the client read it; `*` overwrites whatever is there.
    #[param(rename = "If-Match", max_length = 1024, format = "entity-tag", example = "\"1-9f86d081884c7d65\"")]
    if_match: String,
}

impl Describe for IfMatch {
    fn describe(signature: &mut Signature) {
        signature.parameters::<IfMatchHeader>(ParameterIn::Header);
    }
}

impl FromRequest for IfMatch {
    type Error = Problem;
    type Future = Ready<Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        if !request.headers().contains_key(header::IF_MATCH) {
            return ready(Err(Problem::new(&PRECONDITION_REQUIRED).detail("Send the record's ETag in If-Match.")));
        }
        if tags_of(request, header::IF_MATCH).any(|tag| tag == "*") {
            return ready(Ok(IfMatch::Any));
        }
        ready(Ok(IfMatch::Versions(tags_of(request, header::IF_MATCH).filter_map(version_of).collect())))
    }
}

/// A tag without its hash, as it may be kept: the hash of a short text tells whoever guesses it that the guess is right.
pub fn kept(tag: &str) -> String {
    version_of(tag).map_or_else(String::new, |version| format!("\"{version}-\""))
}

/// The tag that was [`kept`], with the hash of its body again.
pub fn restored(kept: &str, body: &[u8]) -> Option<String> {
    version_of(kept).map(|version| tag(version, body))
}

/// The version in a strong tag of ours; a weak or foreign tag has none and matches nothing.
fn version_of(tag: &str) -> Option<i64> {
    let (version, _) = tag.strip_prefix('"')?.strip_suffix('"')?.split_once('-')?;
    version.parse().ok()
}

#[cfg(test)]
mod tests {
    use crate::http::etag::*;
    use actix_web::test::TestRequest;

    fn if_match(value: &str) -> Result<IfMatch, Problem> {
        let request = TestRequest::default().insert_header((header::IF_MATCH, value)).to_http_request();
        IfMatch::from_request(&request, &mut Payload::None).into_inner()
    }

    #[test]
    fn a_tag_passes_for_its_version_only() {
        let seen = if_match(&tag(3, b"body")).unwrap();
        assert!(seen.check(3).is_ok());
        assert_eq!(seen.check(4).unwrap_err().kind.status, 412);
    }

    #[test]
    fn a_tag_is_kept_without_the_hash_of_its_body_and_comes_back_whole() {
        let told = tag(3, b"body");
        assert_eq!(kept(&told), "\"3-\"");
        assert_eq!(restored(&kept(&told), b"body"), Some(told));
    }

    #[test]
    fn weak_and_foreign_tags_match_nothing_and_a_star_everything() {
        assert_eq!(if_match("W/\"3-00\", \"abc\", x").unwrap(), IfMatch::Versions(vec![]));
        assert!(if_match("*").unwrap().check(9).is_ok());
    }

    #[test]
    fn if_none_match_takes_lists_weak_tags_and_stars() {
        let tag = tag(1, b"{}");
        for value in [tag.clone(), format!("\"x\", {tag}"), format!("W/{tag}"), "*".into()] {
            let request =
                TestRequest::default().insert_header((header::IF_NONE_MATCH, value.clone())).to_http_request();
            assert!(none_match_names(&request, &tag), "{value}");
        }
        let request = TestRequest::default().insert_header((header::IF_NONE_MATCH, "\"garbage")).to_http_request();
        assert!(!none_match_names(&request, &tag));
    }
}
