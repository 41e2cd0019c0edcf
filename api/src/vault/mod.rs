//! The vault: texts that the database holds as sealed bytes (docs/adr/0019).
//!
//! Each person and each cohort has a random data key; it is stored sealed under a key derived from the configured
//! secret, which lies outside the database. What is sealed is bound to its record, its owner and its author: moved to
//! another row it does not open. Lengths are hidden within [`STEP`]. When the secret is replaced, [`reseal`] seals the
//! data keys anew; the texts stay as they are.
//!
//! Invariant: no text leaves here into a log or an error.

pub mod sealed;

use std::collections::HashMap;

use guildhall_domain::ids::AccountId;
use guildhall_persistence::vault as store;
pub use guildhall_persistence::vault::KeyOwner;
use guildhall_persistence::{Db, Read, StoreError, Tx};
use uuid::Uuid;

use crate::app::App;
use crate::gateways::entropy::Entropy;
use crate::http::problem::{INTERNAL, NOT_FOUND, Problem};
use crate::vault::sealed::SealingKey;

/// Texts are filled up to a multiple of so many bytes before they are sealed.
const STEP: usize = 256;

/// Data keys that are read at once, and resealed in one transaction.
const RESEALED_AT_ONCE: u64 = 500;

/// Which record something sealed belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// Whose key seals it.
    pub owner: KeyOwner,
    /// What it is, for instance `cyber_post`.
    pub kind: &'static str,
    /// The record's id.
    pub id: Uuid,
    /// Who wrote it.
    pub author: AccountId,
}

impl Sealed {
    fn about(&self) -> Vec<u8> {
        let (owner_kind, owner) = (self.owner.kind(), self.owner.id());
        format!("{}/{}/{}/{owner_kind}/{owner}", self.kind, self.id, self.author).into_bytes()
    }
}

/// A data key, unsealed.
pub struct DataKey(SealingKey);

impl DataKey {
    /// Seals the text of a record.
    ///
    /// # Errors
    /// `internal` when the cipher fails.
    pub fn seal(&self, record: &Sealed, plain: &[u8]) -> Result<Vec<u8>, Problem> {
        self.0.seal(&record.about(), &filled(plain)?).ok_or_else(|| broken(record.kind, record.id))
    }

    /// Opens what was sealed for this record.
    ///
    /// # Errors
    /// `internal` when it is not this record's or was changed.
    pub fn open(&self, record: &Sealed, sealed: &[u8]) -> Result<Vec<u8>, Problem> {
        let opened = self.0.open(&record.about(), sealed).and_then(|filled| emptied(&filled));
        opened.ok_or_else(|| broken(record.kind, record.id))
    }

    /// The same for a text.
    ///
    /// # Errors
    /// As [`DataKey::open`].
    pub fn open_text(&self, record: &Sealed, sealed: &[u8]) -> Result<String, Problem> {
        String::from_utf8(self.open(record, sealed)?).map_err(|_| broken(record.kind, record.id))
    }
}

/// What data keys are sealed under: keys that follow from the configured secrets.
pub struct VaultSecrets {
    /// The first seals; all of them open.
    masters: Vec<SealingKey>,
}

impl VaultSecrets {
    /// The present secret seals and opens; `other` opens besides.
    pub fn new(present: &[u8], other: Option<&[u8]>) -> VaultSecrets {
        let master = |secret: &[u8]| SealingKey::derived(b"guildhall vault", &[secret], b"data keys");
        let masters: Option<Vec<SealingKey>> = std::iter::once(present).chain(other).map(master).collect();
        VaultSecrets { masters: masters.unwrap_or_default() }
    }

    fn seal(&self, owner: KeyOwner, key: &[u8]) -> Option<Vec<u8>> {
        self.masters.first()?.seal(&about_key(owner), key)
    }

    fn open(&self, owner: KeyOwner, sealed: &[u8]) -> Option<Vec<u8>> {
        self.masters.iter().find_map(|master| master.open(&about_key(owner), sealed))
    }

    /// The key sealed anew under the present secret; none when it is so already.
    fn resealed(&self, owner: KeyOwner, sealed: &[u8]) -> Result<Option<Vec<u8>>, Unopened> {
        if self.masters.first().and_then(|present| present.open(&about_key(owner), sealed)).is_some() {
            return Ok(None);
        }
        let anew = self.open(owner, sealed).and_then(|key| self.seal(owner, &key));
        anew.map(Some).ok_or(Unopened(owner))
    }
}

/// A data key that no secret opens.
struct Unopened(KeyOwner);

/// What became of the data keys when they were sealed anew.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Resealed {
    /// How many are sealed under the present secret since.
    pub anew: u64,
    /// How many were before.
    pub already: u64,
    /// Whose keys no secret opens; they stay as they are.
    pub unopened: Vec<KeyOwner>,
}

/// How many data keys the secrets open, and how many they do not.
///
/// # Errors
/// Those of any read.
pub async fn opened_and_closed(db: &dyn Read, secrets: &VaultSecrets) -> Result<(u64, u64), StoreError> {
    let (mut opened, mut closed, mut last) = (0, 0, None);
    loop {
        let keys = store::keys_after(db, last, RESEALED_AT_ONCE).await?;
        let Some((owner, _)) = keys.last() else { return Ok((opened, closed)) };
        last = Some(*owner);
        for (owner, sealed) in keys {
            *(if secrets.open(owner, &sealed).is_some() { &mut opened } else { &mut closed }) += 1;
        }
    }
}

/// Seals every data key under the present secret. Others may read and write meanwhile, and it can be run again.
///
/// # Errors
/// Those of the store; what was sealed anew until then stays so.
pub async fn reseal(db: &Db, secrets: &VaultSecrets) -> Result<Resealed, StoreError> {
    let mut done = Resealed::default();
    let mut last = None;
    loop {
        let tx = db.begin().await?;
        let keys = store::keys_after(&tx, last, RESEALED_AT_ONCE).await?;
        let Some((owner, _)) = keys.last() else { return Ok(done) };
        last = Some(*owner);
        for (owner, sealed) in keys {
            match secrets.resealed(owner, &sealed) {
                // What another run has replaced meanwhile is sealed so already.
                Ok(Some(anew)) => match store::replace_key(&tx, owner, &sealed, anew).await? {
                    true => done.anew += 1,
                    false => done.already += 1,
                },
                Ok(None) => done.already += 1,
                Err(Unopened(owner)) => done.unopened.push(owner),
            }
        }
        tx.commit().await?;
    }
}

/// The owner's key, made when there is none yet.
///
/// # Errors
/// Those of any write; `internal` when the key does not open under the configured secret.
pub async fn key_for_writing(app: &App, tx: &Tx, owner: KeyOwner) -> Result<DataKey, Problem> {
    if let Some(sealed) = store::find_key(tx, owner).await? {
        return unsealed(app, owner, &sealed);
    }
    // Never the stream of a sandbox: whoever knows its seed would know the key.
    let bytes: [u8; 32] = Entropy::system().bytes();
    let sealed = app.vault_secrets.seal(owner, &bytes).ok_or_else(|| broken(owner.kind(), owner.id()))?;
    store::insert_key_if_free(tx, owner, sealed, app.clock.now()).await?;
    // Another request may have been first.
    let kept = store::find_key(tx, owner).await?.ok_or_else(|| broken(owner.kind(), owner.id()))?;
    unsealed(app, owner, &kept)
}

/// The owner's key; none when it was never made or is gone, and with it what it sealed.
///
/// # Errors
/// Those of any read; `internal` when the key does not open under the configured secret.
pub async fn key_for_reading(app: &App, db: &dyn Read, owner: KeyOwner) -> Result<Option<DataKey>, Problem> {
    store::find_key(db, owner).await?.map(|sealed| unsealed(app, owner, &sealed)).transpose()
}

/// The keys of many people, in one question to the store; whoever has none is left out.
///
/// # Errors
/// As [`key_for_reading`].
pub async fn keys_of(app: &App, db: &dyn Read, accounts: &[AccountId]) -> Result<HashMap<AccountId, DataKey>, Problem> {
    let sealed = store::keys_of_accounts(db, accounts).await?;
    sealed.into_iter().map(|(id, sealed)| Ok((id, unsealed(app, KeyOwner::Account(id), &sealed)?))).collect()
}

/// Opens the text of one record. With its key it is gone.
///
/// # Errors
/// `not-found` when its key is gone; `internal` when it does not open.
pub async fn open_text(app: &App, db: &dyn Read, record: &Sealed, sealed: &[u8]) -> Result<String, Problem> {
    let key = key_for_reading(app, db, record.owner).await?;
    key.ok_or_else(|| Problem::new(&NOT_FOUND))?.open_text(record, sealed)
}

fn unsealed(app: &App, owner: KeyOwner, sealed: &[u8]) -> Result<DataKey, Problem> {
    let bytes = app.vault_secrets.open(owner, sealed);
    let key = bytes.and_then(|bytes| SealingKey::of_bytes(&bytes));
    key.map(DataKey).ok_or_else(|| broken(owner.kind(), owner.id()))
}

fn about_key(owner: KeyOwner) -> Vec<u8> {
    format!("{}/{}", owner.kind(), owner.id()).into_bytes()
}

/// Which record is at fault is told to the log, and nothing of what is in it.
fn broken(kind: &str, id: Uuid) -> Problem {
    tracing::error!(kind, %id, "what was sealed does not open: was the secret replaced, or a row changed by hand?");
    Problem::new(&INTERNAL)
}

fn filled(plain: &[u8]) -> Result<Vec<u8>, Problem> {
    let length = u32::try_from(plain.len()).map_err(|_| Problem::new(&INTERNAL))?;
    let mut filled = [&length.to_be_bytes()[..], plain].concat();
    filled.resize(filled.len().next_multiple_of(STEP), 0);
    Ok(filled)
}

fn emptied(filled: &[u8]) -> Option<Vec<u8>> {
    let (length, rest) = filled.split_first_chunk::<4>()?;
    rest.get(..usize::try_from(u32::from_be_bytes(*length)).ok()?).map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(number: u128) -> Sealed {
        let author = AccountId::new(Uuid::from_u128(1));
        Sealed { owner: KeyOwner::Account(author), kind: "cyber_reflection", id: Uuid::from_u128(number), author }
    }

    fn key() -> DataKey {
        DataKey(SealingKey::of_bytes(&[7; 32]).unwrap())
    }

    #[test]
    fn what_is_sealed_opens_as_it_was_for_its_own_record_and_no_other() {
        for text in ["", "a", &"ü".repeat(10_000)] {
            let sealed = key().seal(&record(2), text.as_bytes()).unwrap();
            assert_eq!(key().open_text(&record(2), &sealed).unwrap(), text);
            let foreign = AccountId::new(Uuid::from_u128(9));
            for other in [
                record(3),
                Sealed { author: foreign, ..record(2) },
                Sealed { owner: KeyOwner::Account(foreign), ..record(2) },
                Sealed { kind: "cyber_post", ..record(2) },
            ] {
                assert!(key().open(&other, &sealed).is_err());
            }
        }
    }

    #[test]
    fn the_length_of_a_short_text_is_not_told() {
        let length = |text: &str| key().seal(&record(2), text.as_bytes()).unwrap().len();
        assert_eq!(length("no"), length("yes, and far more than that"));
        assert_eq!(length(&"a".repeat(252)) + STEP, length(&"a".repeat(253)));
    }
}
