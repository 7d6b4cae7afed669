//! The registry of typed ids: alphabetical, append-only. All are UUIDv7, made from a [`Clock`] and an
//! [`Entropy`], so that a test decides both and no id is ever made in place.

use crate::{clock::Clock, entropy::Entropy};
use uuid::Uuid;

/// A UUIDv7 at the clock's time: sorts by creation in both engines (16 bytes, most significant first).
pub fn new_uuid(clock: &dyn Clock, entropy: &dyn Entropy) -> Uuid {
    let millis = u64::try_from(clock.now().timestamp_millis()).unwrap_or(0);
    let mut random = [0u8; 10];
    entropy.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(millis, &random).into_uuid()
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "wire", derive(serde::Serialize, serde::Deserialize, utoipa::ToSchema))]
        #[cfg_attr(feature = "wire", serde(transparent))]
        #[cfg_attr(feature = "wire", schema(value_type = String, format = Uuid))]
        #[cfg_attr(feature = "sea-orm", derive(sea_orm::DeriveValueType))]
        pub struct $name(pub Uuid);

        impl $name {
            pub fn new(clock: &dyn Clock, entropy: &dyn Entropy) -> Self {
                Self(new_uuid(clock, entropy))
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }

        // SeaORM asks every primary key for this; only auto-increment keys have an answer.
        #[cfg(feature = "sea-orm")]
        impl sea_orm::TryFromU64 for $name {
            fn try_from_u64(_: u64) -> Result<Self, sea_orm::DbErr> {
                Err(sea_orm::DbErr::ConvertFromU64(stringify!($name)))
            }
        }
    )+};
}

ids! {
    ActivityId,
    /// A Zoom account linked to a workspace.
    ConnectionId,
    /// One inbound webhook request.
    DeliveryId,
    FieldOriginId,
    JobId,
    LeadEmailId,
    LeadId,
    LeadPhoneId,
    MeetingId,
    MemberId,
    RegistrationId,
    /// A signed-in browser.
    SessionId,
    UserId,
    WorkspaceId,
    /// One round trip to Zoom's consent page.
    ZoomAuthorizationId,
}
