//! The what-if and the record agree, over random lives: what is put on record piece by
//! piece gives the answer that the same pieces give when simply told.

use chrono::{Days, NaiveDate};
use guildhall_domain::Category;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use serde_json::{Value, json};

use crate::life_membership::assess;
use crate::life_membership::past::{
    Term, assessment_of, born, changed, day, holds_category, membership, on_record, works,
};
use crate::support::property::holds;
use crate::support::{Person, TestServer, both_engines};

/// Employer, extent, and the word the rules have for both; the first is what counts.
const WORK: [(&str, &str, &str); 8] = [
    ("city_or_county", "full_time", "full_time_local_government"),
    ("state_or_provincial_league", "full_time", "full_time_local_government"),
    ("city_or_county", "part_time", "part_time_local_government"),
    ("council_of_governments", "interim", "interim_local_government"),
    ("special_district", "full_time", "special_district"),
    ("private_company", "full_time", "full_time_private_sector"),
    ("university", "full_time", "full_time_university"),
    ("nonprofit", "part_time", "other_part_time"),
];

/// A piece of a life: from its first day to that of the next; the last one goes on. One that is paid for
/// after another is on record as a term of its own or as a change of category within the other's.
#[derive(Clone, Debug)]
struct Piece {
    starts_on: NaiveDate,
    ends_on: Option<NaiveDate>,
    category: Category,
    paid: bool,
    changed: bool,
    work: Option<usize>,
}

#[derive(Clone, Debug)]
struct Life {
    born_on: NaiveDate,
    retired_on: NaiveDate,
    pieces: Vec<Piece>,
}

/// Half of all days are on the last days of February or the first of March.
fn a_day(from: i32, until: i32) -> impl Strategy<Value = NaiveDate> {
    let any = (from..until, 1_u32..=365).prop_map(|(year, nth)| NaiveDate::from_yo_opt(year, nth).unwrap());
    let late_february = (from..until, 0_u64..4)
        .prop_map(|(year, more)| NaiveDate::from_ymd_opt(year, 2, 27).unwrap() + Days::new(more));
    prop_oneof![any, late_february]
}

fn life() -> impl Strategy<Value = Life> {
    let category = prop_oneof![6 => Just(Category::Full), 1 => Just(Category::AffiliateStaff), 1 => Just(Category::FullNotInService)];
    let work = prop_oneof![6 => Just(Some(0)), 1 => Just(None), 3 => (0..WORK.len()).prop_map(Some)];
    let piece = (a_day(1975, 2025), category, prop::bool::weighted(0.85), any::<bool>(), work);
    (a_day(1940, 1965), a_day(2000, 2050), prop::collection::vec(piece, 1..7)).prop_map(
        |(born_on, retired_on, mut drawn)| {
            drawn.sort_by_key(|piece| piece.0);
            drawn.dedup_by_key(|piece| piece.0);
            let ends: Vec<_> = drawn.iter().skip(1).map(|piece| Some(piece.0)).chain([None]).collect();
            let pieces = drawn.into_iter().zip(ends).map(|((starts_on, category, paid, changed, work), ends_on)| {
                Piece { starts_on, ends_on, category, paid, changed, work }
            });
            let mut pieces: Vec<Piece> = pieces.collect();
            let paid_before: Vec<bool> = std::iter::once(false).chain(pieces.iter().map(|piece| piece.paid)).collect();
            for (piece, paid_before) in pieces.iter_mut().zip(paid_before) {
                piece.changed &= piece.paid && paid_before;
            }
            Life { born_on, retired_on, pieces }
        },
    )
}

impl Life {
    /// The last term is paid until the end of the year.
    fn terms(&self) -> Vec<Term> {
        let mut terms: Vec<Term> = Vec::new();
        for piece in self.pieces.iter().filter(|piece| piece.paid) {
            let ends_on = piece.ends_on.unwrap_or(day("2026-01-01"));
            match terms.last_mut().filter(|_| piece.changed) {
                Some(term) => term.2 = ends_on,
                None => terms.push((piece.category, piece.starts_on, ends_on)),
            }
        }
        terms
    }

    async fn record(&self, server: &TestServer) -> Person {
        let member = server.new_member().await;
        membership(server, &member, &self.terms()).await;
        for piece in self.pieces.iter().filter(|piece| piece.changed) {
            changed(server, &member, piece.category, piece.starts_on).await;
        }
        if let Some(last) = self.pieces.iter().rfind(|piece| piece.paid) {
            holds_category(server, &member, last.category).await;
        }
        for piece in &self.pieces {
            if let Some((kind, extent, _)) = piece.work.map(|work| WORK[work]) {
                let ends_on = piece.ends_on.map(|on| on.to_string());
                works(server, &member, kind, extent, &piece.starts_on.to_string(), ends_on.as_deref()).await;
            }
        }
        born(server, &member, &self.born_on.to_string()).await;
        member
    }

    /// The category of the last day before the retirement, by the days of grace at the latest.
    fn category_on_retirement(&self) -> Option<Category> {
        let eve = self.retired_on.pred_opt()?;
        let now = self.pieces.iter().rfind(|piece| piece.starts_on <= eve)?;
        if now.paid {
            return Some(now.category);
        }
        let last = self.pieces.iter().rfind(|piece| piece.paid && piece.starts_on <= eve)?;
        let ended = last.ends_on.expect("a later piece follows");
        (eve < ended + Days::new(60)).then_some(last.category)
    }

    /// A piece, cut where the grace of what was paid before it ends, with the category held in grace.
    fn with_grace<'a>(&'a self, piece: &'a Piece) -> Vec<(&'a Piece, NaiveDate, Option<NaiveDate>, Option<Category>)> {
        let (from, until) = (piece.starts_on, piece.ends_on);
        let before = self.pieces.iter().rfind(|other| other.paid && other.starts_on < from).filter(|_| !piece.paid);
        let grace = before.and_then(|last| Some((last.ends_on? + Days::new(60), last.category)));
        match grace.filter(|(ends_on, _)| from < *ends_on) {
            None => vec![(piece, from, until, None)],
            Some((ends_on, category)) if until.is_some_and(|until| until <= ends_on) => {
                vec![(piece, from, until, Some(category))]
            }
            Some((ends_on, category)) => {
                vec![(piece, from, Some(ends_on), Some(category)), (piece, ends_on, until, None)]
            }
        }
    }

    fn told(&self, category: Category) -> Value {
        let spell =
            |(piece, starts_on, ends_on, in_grace): (&Piece, NaiveDate, Option<NaiveDate>, Option<Category>)| {
                json!({
                    "starts_on": starts_on, "ends_on": ends_on, "category": in_grace.unwrap_or(piece.category).as_str(),
                    "employment": piece.work.map_or("none", |work| WORK[work].2),
                    "dues_current": piece.paid || in_grace.is_some(),
                })
            };
        json!({
            "born_on": self.born_on, "retired_on": self.retired_on, "category_on_retirement": category.as_str(),
            "service_spells": self.pieces.iter().flat_map(|piece| self.with_grace(piece)).map(spell).collect::<Vec<_>>(),
        })
    }
}

async fn agree(server: &TestServer, life: &Life) -> Result<(), TestCaseError> {
    let member = life.record(server).await;
    let record = on_record(server, &member, Some(&life.retired_on.to_string())).await;
    let Some(category) = life.category_on_retirement() else {
        prop_assert_eq!(record.slug(), "life-membership-missing");
        return Ok(());
    };
    prop_assert_eq!(record.status(), 200, "{}", record.text());
    let told = assess(server, &life.told(category)).await.expect(200);
    prop_assert_eq!(record.at("/facts/category_on_retirement"), category.as_str());
    for member in [
        "outcome",
        "path",
        "board_path_open",
        "age_on_retirement_years",
        "qualifying_service",
        "earliest_eligible_on",
        "policy",
    ] {
        prop_assert_eq!(record.at(&format!("/assessment/{member}")), told.at(&format!("/{member}")), "{}", member);
    }
    let replayed = assess(server, &record.at("/facts")).await.expect(200);
    prop_assert_eq!(replayed.text(), assessment_of(&record));
    Ok(())
}

both_engines! {
    async fn the_record_and_the_what_if_agree_and_replay_to_the_same_bytes(server: TestServer) {
        holds(40, life(), move |life| {
            let server = server.clone();
            async move { agree(&server, &life).await }
        })
        .await;
    }
}
