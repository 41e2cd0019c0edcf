//! Recognition: the wish for a ceremony, and work that is done.

use chrono::NaiveDate;
use guildhall_domain::ids::{AccountId, LifeApplicationId};
use guildhall_domain::life_membership::applications::recognition::RecognitionDone;
use guildhall_domain::life_membership::plausible::check_ceremony;
use guildhall_domain::life_membership::{Ceremony, LifeEvent, Recognition, RecognitionKind};
use guildhall_domain::{Refusal, own_matter};
use guildhall_persistence::Tx;
use guildhall_persistence::life_membership::{self as store, RecognitionRecord};

use crate::app::App;
use crate::events;
use crate::http::etag::IfMatch;
use crate::http::problem::Problem;

/// What to change of the wish for a ceremony; absent stays.
pub struct CeremonyChange {
    /// Who presents the materials.
    pub designee: Option<String>,
    /// Where they are sent.
    pub address: Option<String>,
    /// The day; none within for one that is not known any more.
    pub held_on: Option<Option<NaiveDate>>,
}

impl CeremonyChange {
    /// What comes of it. Whoever is named neither here nor before stays blank, which the rules refuse.
    fn onto(self, stored: Option<Ceremony>) -> Ceremony {
        let blank = || Ceremony { designee: String::new(), address: String::new(), held_on: None };
        let stored = stored.unwrap_or_else(blank);
        Ceremony {
            designee: self.designee.unwrap_or(stored.designee),
            address: self.address.unwrap_or(stored.address),
            held_on: self.held_on.unwrap_or(stored.held_on),
        }
    }
}

/// Names a designee and a ceremony, changes them, or takes the wish back.
///
/// # Errors
/// `not-found`, `stale-version`, `recognition-sent`, `designee-incomplete`, `ceremony-passed`, `ceremony-too-far-ahead`.
pub async fn wish(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: LifeApplicationId,
    seen: &IfMatch,
    change: Option<CeremonyChange>,
) -> Result<RecognitionRecord, Problem> {
    let mut record = store::lock_recognition(tx, id).await?;
    seen.check(record.version)?;
    let asked = change.map(|change| change.onto(record.recognition.ceremony.clone()));
    if asked == record.recognition.ceremony {
        return Ok(record);
    }
    let day = |ceremony: &Option<Ceremony>| ceremony.as_ref().and_then(|ceremony| ceremony.held_on);
    if let Some(held_on) = day(&asked).filter(|held_on| day(&record.recognition.ceremony) != Some(*held_on)) {
        check_ceremony(held_on, app.clock.today(), &app.policies.life_membership).map_err(Refusal::from)?;
    }
    let changed = match asked {
        Some(ceremony) => record.recognition.with_ceremony(ceremony, app.clock.today()),
        None => record.recognition.without_ceremony(),
    };
    let changed = changed.map_err(Refusal::from)?;
    save(app, tx, &mut record, changed).await?;
    events::record(app, tx, Some(by), LifeEvent::RecognitionUpdated { life_recognition: id }).await?;
    Ok(record)
}

/// Marks an item as done.
///
/// # Errors
/// `not-found`, `own-matter`, `recognition-done`, `recognition-not-asked`.
pub async fn complete(
    app: &App,
    tx: &Tx,
    by: AccountId,
    id: LifeApplicationId,
    kind: RecognitionKind,
) -> Result<RecognitionRecord, Problem> {
    let concerned = store::load_life_application(tx, id).await?.account_id;
    own_matter::check(by, [Some(concerned)])?;
    let mut record = store::lock_recognition(tx, id).await?;
    let done = RecognitionDone { on: app.clock.today(), by };
    let changed = record.recognition.complete(kind, done).map_err(Refusal::from)?;
    save(app, tx, &mut record, changed).await?;
    events::record(app, tx, Some(by), LifeEvent::RecognitionItemCompleted { life_recognition: id, kind }).await?;
    Ok(record)
}

async fn save(app: &App, tx: &Tx, record: &mut RecognitionRecord, changed: Recognition) -> Result<(), Problem> {
    record.recognition = changed;
    record.updated_at = app.clock.now();
    record.version = store::save_recognition(tx, record).await?;
    Ok(())
}
