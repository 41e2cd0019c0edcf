//! Which reflections somebody has written, for that person's own agenda and nobody else.
//!
//! Invariant: it is asked with the author's own account; no text is read.

use guildhall_domain::cyber_program::ActivityKey;
use guildhall_domain::{AccountId, CohortId};
use sea_orm::QuerySelect;
use sea_orm::entity::prelude::*;

use super::mark::activity;
use crate::{Read, StoreError};
use table::{Column, Entity};

mod table {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
    #[sea_orm(table_name = "cyber_reflections")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Uuid,
        pub cohort_id: Uuid,
        pub author_id: Uuid,
        pub activity: String,
    }

    #[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}

    impl ActiveModelBehavior for ActiveModel {}
}

/// The activities on which the author has reflected in a cohort, each once.
pub async fn reflected_on(db: &dyn Read, author: AccountId, cohort: CohortId) -> Result<Vec<ActivityKey>, StoreError> {
    let rows: Vec<String> = Entity::find()
        .select_only()
        .column(Column::Activity)
        .distinct()
        .filter(Column::AuthorId.eq(author.uuid()))
        .filter(Column::CohortId.eq(cohort.uuid()))
        .into_tuple()
        .all(&db)
        .await?;
    rows.iter().map(|text| activity(text)).collect()
}
