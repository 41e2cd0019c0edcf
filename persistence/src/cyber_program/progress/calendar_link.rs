//! The secret link to a participant's calendar: one for an enrollment, of which only a
//! hash is kept.

use chrono::{DateTime, Utc};
use guildhall_domain::EnrollmentId;
use sea_orm::entity::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{IntoActiveModel, QueryFilter};

use crate::columns::micros;
use crate::{Read, StoreError, Tx};
use table::{Column, Entity, Model};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_calendar_links")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub enrollment_id: Uuid,
        pub token_hash: Vec<u8>,
        pub created_at: i64,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("cyber_calendar_links::Model")
            .field("enrollment_id", &self.enrollment_id)
            .finish_non_exhaustive()
    }
}

/// Gives an enrollment a link, in place of the one it had.
pub async fn replace_calendar_link(
    tx: &Tx,
    enrollment: EnrollmentId,
    token_hash: &[u8; 32],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let row = Model { enrollment_id: enrollment.uuid(), token_hash: token_hash.to_vec(), created_at: micros(now) };
    let replace =
        OnConflict::column(Column::EnrollmentId).update_columns([Column::TokenHash, Column::CreatedAt]).to_owned();
    Entity::insert(row.into_active_model()).on_conflict(replace).exec_without_returning(tx).await?;
    Ok(())
}

/// Takes the link of an enrollment back; says whether there was one.
pub async fn delete_calendar_link(tx: &Tx, enrollment: EnrollmentId) -> Result<bool, StoreError> {
    let gone = Entity::delete_by_id(enrollment.uuid()).exec(tx).await?;
    Ok(gone.rows_affected == 1)
}

/// The enrollment that a link was given to.
pub async fn find_calendar_link(db: &dyn Read, token_hash: &[u8; 32]) -> Result<Option<EnrollmentId>, StoreError> {
    let row = Entity::find().filter(Column::TokenHash.eq(token_hash.to_vec())).one(&db).await?;
    Ok(row.map(|row| row.enrollment_id.into()))
}
