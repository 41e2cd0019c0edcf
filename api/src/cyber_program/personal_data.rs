//! What the program holds about a person. What participants wrote is sealed and bound to its author: told to the person
//! it is opened, and moved to another account it is sealed anew.

use async_trait::async_trait;
use guildhall_persistence::Tx;
use guildhall_persistence::cyber_program::tables::{POSTS, REFLECTIONS, SURVEY_ANSWERS, TABLES};
use guildhall_persistence::personal_data::{self as store, SealedRow, Table};
use guildhall_persistence::vault::KeyOwner;
use serde_json::{Map, Value, json};

use crate::app::App;
use crate::http::problem::Problem;
use crate::personal_data::{Person, PersonalData, exported};
use crate::vault::{self, Sealed};

/// The sealed tables, and the kind under which each is sealed.
static SEALED: [(&Table, &str); 3] =
    [(&POSTS, "cyber_post"), (&REFLECTIONS, "cyber_reflection"), (&SURVEY_ANSWERS, CHOICES)];

const CHOICES: &str = "cyber_survey_answer";

/// The part of this slice.
pub struct OfParticipants;

#[async_trait]
impl PersonalData for OfParticipants {
    fn tables(&self) -> &'static [&'static Table] {
        TABLES
    }

    async fn export(&self, app: &App, tx: &Tx, person: &Person) -> Result<Map<String, Value>, Problem> {
        let mut told = exported(TABLES, tx, person).await?;
        for (table, kind) in SEALED {
            for row in store::sealed_texts(tx, table, person).await? {
                let opened = opened(app, tx, &sealed_as(kind, &row, person), &row).await?;
                let rows = told.get_mut(table.name).and_then(Value::as_array_mut);
                let own = rows.and_then(|rows| rows.iter_mut().find(|told| told["id"] == row.id.to_string()));
                if let Some(Value::Object(own)) = own {
                    own.insert("written".into(), opened.map_or(Value::Null, |bytes| written(kind, &bytes)));
                }
            }
        }
        Ok(told)
    }

    async fn merge(&self, app: &App, tx: &Tx, from: &Person, into: &Person) -> Result<u64, Problem> {
        let mut moved = 0;
        for table in TABLES {
            moved += store::merge(tx, table, from, into).await?;
        }
        for (table, kind) in SEALED {
            for row in store::sealed_texts(tx, table, from).await? {
                let Some(text) = opened(app, tx, &sealed_as(kind, &row, from), &row).await? else { continue };
                let anew = sealed_as(kind, &row, into);
                let sealed = vault::key_for_writing(app, tx, anew.owner).await?.seal(&anew, &text)?;
                store::reseal(tx, table, row.id, into.account, sealed).await?;
                moved += 1;
            }
        }
        Ok(moved)
    }
}

fn sealed_as(kind: &'static str, row: &SealedRow, person: &Person) -> Sealed {
    let author = person.account;
    let owner = row.cohort.map_or(KeyOwner::Account(author), KeyOwner::Cohort);
    Sealed { owner, kind, id: row.id, author }
}

/// What was sealed; none when its key is gone.
async fn opened(app: &App, tx: &Tx, record: &Sealed, row: &SealedRow) -> Result<Option<Vec<u8>>, Problem> {
    let key = vault::key_for_reading(app, tx, record.owner).await?;
    key.map(|key| key.open(record, &row.sealed)).transpose()
}

/// A text as it was written; of a survey, the number of each choice that was made.
fn written(kind: &str, opened: &[u8]) -> Value {
    if kind == CHOICES { json!(opened) } else { String::from_utf8_lossy(opened).into() }
}
