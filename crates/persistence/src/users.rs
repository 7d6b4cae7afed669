//! People who sign in.

use crate::{DbError, SystemDb, SystemTx, entities::users};
use domain::{clock::Instant, ids::UserId, user::NewUser};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};

pub async fn insert(
    tx: &SystemTx,
    id: UserId,
    user: &NewUser,
    password_hash: &str,
    now: Instant,
) -> Result<(), DbError> {
    let row = users::ActiveModel {
        id: Set(id),
        email: Set(user.email.raw().to_owned()),
        email_normalized: Set(user.email.normalized().to_owned()),
        name: Set(user.name.clone()),
        password_hash: Set(password_hash.to_owned()),
        created_at: Set(now),
        updated_at: Set(now),
    };
    users::Entity::insert(row).exec_without_returning(&tx.on()).await?;
    Ok(())
}

/// What a sign-in compares.
pub struct Credentials {
    pub user_id: UserId,
    pub password_hash: String,
}

pub async fn credentials(db: &SystemDb, email_normalized: &str) -> Result<Option<Credentials>, DbError> {
    let row = users::Entity::find()
        .filter(users::Column::EmailNormalized.eq(email_normalized))
        .one(&db.on())
        .await?;
    Ok(row.map(|row| Credentials { user_id: row.id, password_hash: row.password_hash }))
}
