//! When a schema has changed so that a client of the old one fails.
//!
//! A request may be taken more widely, an answer given more narrowly, never the
//! other way round. Bounds of what is answered are left alone: a longer text
//! breaks no client, and they tell more about us than about it.

use std::collections::{BTreeSet, HashSet};

use guildhall::http::document::patterns;
use serde_json::Value;

/// Patterns of requests that took less, and those in their place that take all of it and more: an id in any case, a state of
/// any country.
const WIDER: [(&str, &str); 2] = [(patterns::ID, patterns::ANY_ID), ("^[A-Z]{2}$", "^[A-Z0-9]{1,3}$")];

/// Which way the data goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Way {
    /// From the client: whatever was taken must be taken still.
    In,
    /// To the client: whatever comes must be such as came before.
    Out,
}

/// Compares schemas of two documents and gathers what breaks.
pub struct Schemas<'a> {
    old: &'a Value,
    new: &'a Value,
    seen: HashSet<(String, String, Way)>,
    /// What breaks, each with its place.
    pub breaks: Vec<String>,
}

impl<'a> Schemas<'a> {
    /// The schemas of an old and a new document.
    pub fn of(old: &'a Value, new: &'a Value) -> Schemas<'a> {
        Schemas { old, new, seen: HashSet::new(), breaks: Vec::new() }
    }

    /// The old and the new thing themselves, when they are references.
    pub fn resolved(&self, old: &'a Value, new: &'a Value) -> (&'a Value, &'a Value) {
        (target(self.old, old), target(self.new, new))
    }

    /// Notes a break.
    pub fn note(&mut self, place: &str, what: impl std::fmt::Display) {
        self.breaks.push(format!("{place}: {what}"));
    }

    /// Compares two schemas at `place`.
    pub fn compare(&mut self, way: Way, place: &str, old: &'a Value, new: &'a Value) {
        if let (Some(before), Some(after)) = (old["$ref"].as_str(), new["$ref"].as_str())
            && !self.seen.insert((before.to_owned(), after.to_owned(), way))
        {
            return;
        }
        let (old, new) = self.resolved(old, new);
        self.types(way, place, old, new);
        self.words(way, place, old, new);
        self.limits(way, place, old, new);
        self.members(way, place, old, new);
        self.alternatives(way, place, old, new);
        for name in ["items", "additionalProperties"] {
            if old[name].is_object() && new[name].is_object() {
                self.compare(way, &format!("{place}/{name}"), &old[name], &new[name]);
            }
        }
        if way == Way::In && old["additionalProperties"] != false && new["additionalProperties"] == false {
            self.note(place, "members that it does not name are refused now");
        }
        if old["allOf"] != new["allOf"] || old["discriminator"] != new["discriminator"] {
            self.note(place, "its parts are put together otherwise");
        }
    }

    fn types(&mut self, way: Way, place: &str, old: &Value, new: &Value) {
        let (before, after) = (texts(&old["type"]), texts(&new["type"]));
        let (given, taken) = if way == Way::In { (&before, &after) } else { (&after, &before) };
        let fits = |one: &str| taken.is_empty() || taken.contains(one) || one == "integer" && taken.contains("number");
        if given.is_empty() != taken.is_empty() && !taken.is_empty() || !given.iter().all(|one| fits(one)) {
            self.note(place, format!("type was {before:?}, is {after:?}"));
        }
    }

    fn words(&mut self, way: Way, place: &str, old: &Value, new: &Value) {
        let (before, after) = (listed(old), listed(new));
        let (given, taken) = if way == Way::In { (&before, &after) } else { (&after, &before) };
        let open = old["description"].as_str().is_some_and(|text| text.contains("Open list"));
        let Some(taken) = taken else { return };
        let all_fit = given.as_ref().is_some_and(|given| given.is_subset(taken));
        let may_grow = way == Way::Out && open && after.is_some();
        if !(all_fit || may_grow) {
            self.note(place, format!("words were {before:?}, are {after:?}"));
        }
    }

    fn limits(&mut self, way: Way, place: &str, old: &Value, new: &Value) {
        if way == Way::Out {
            if old.get("format").is_some() && old["format"] != new["format"] {
                self.note(place, format!("format was {}, is {}", old["format"], new["format"]));
            }
            return;
        }
        for name in ["format", "pattern", "default"] {
            // What a default stood for changes when it goes; a format that goes takes more.
            let widened = name == "pattern" && WIDER.contains(&(texts_of(&old[name]), texts_of(&new[name])));
            if (new.get(name).is_some() || name == "default") && old[name] != new[name] && !widened {
                self.note(place, format!("{name} was {}, is {}", old[name], new[name]));
            }
        }
        for name in ["minimum", "minLength", "minItems", "maximum", "maxLength", "maxItems"] {
            let (before, after) = (old[name].as_f64(), new[name].as_f64());
            let narrower = match (before, after) {
                (_, None) => false,
                (None, Some(after)) => !(name.starts_with("min") && name != "minimum" && after == 0.0),
                (Some(before), Some(after)) => {
                    if name.starts_with("min") {
                        after > before
                    } else {
                        after < before
                    }
                }
            };
            if narrower {
                self.note(place, format!("{name} was {}, is {}", old[name], new[name]));
            }
        }
    }

    fn members(&mut self, way: Way, place: &str, old: &'a Value, new: &'a Value) {
        let (needed_before, needed) = (texts(&old["required"]), texts(&new["required"]));
        let (fewer, more) = if way == Way::In { (&needed_before, &needed) } else { (&needed, &needed_before) };
        for name in more.difference(fewer).filter(|name| way == Way::In || new["properties"].get(**name).is_some()) {
            let what = if way == Way::In { "is required now" } else { "may be missing now" };
            self.note(&format!("{place}/{name}"), what);
        }
        for (name, before) in old["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{name}");
            match new["properties"].get(name) {
                Some(after) => self.compare(way, &place, before, after),
                None => self.note(&place, "is gone"),
            }
        }
    }

    /// Each alternative that may be given needs one that takes it.
    fn alternatives(&mut self, way: Way, place: &str, old: &'a Value, new: &'a Value) {
        for name in ["oneOf", "anyOf"] {
            let (before, after) = (old[name].as_array(), new[name].as_array());
            let (Some(before), Some(after)) = (before, after) else {
                if before.is_some() != after.is_some() {
                    self.note(place, format!("{name} was {before:?}, is {after:?}"));
                }
                continue;
            };
            let (given, taken) = if way == Way::In { (before, after) } else { (after, before) };
            for one in given {
                let fits = |other: &&'a Value| {
                    let (old, new) = if way == Way::In { (one, *other) } else { (*other, one) };
                    let mut trial = Schemas::of(self.old, self.new);
                    trial.seen.clone_from(&self.seen);
                    trial.compare(way, place, old, new);
                    trial.breaks.is_empty()
                };
                if !taken.iter().any(|other| fits(&other)) {
                    self.note(place, format!("an alternative of {name} has no counterpart: {one}"));
                }
            }
        }
    }
}

fn target<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    match value["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).unwrap_or(&Value::Null),
        None => value,
    }
}

fn texts_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// A text, or a list of them, as a set.
fn texts(value: &Value) -> BTreeSet<&str> {
    value
        .as_array()
        .map_or_else(|| value.as_str().into_iter().collect(), |all| all.iter().filter_map(Value::as_str).collect())
}

/// The values that `enum` or `const` list.
fn listed(schema: &Value) -> Option<BTreeSet<String>> {
    let all = schema["enum"].as_array().cloned().or_else(|| schema.get("const").map(|one| vec![one.clone()]))?;
    Some(all.iter().map(Value::to_string).collect())
}
