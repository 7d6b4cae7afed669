//! The registry of typed ids: alphabetical, append-only. All are UUIDv7 from an [`IdSource`], which has its clock and
//! its randomness from outside, so that a test decides both and no id is ever made in place.

use crate::{
    clock::Clock,
    entropy::{Entropy, random},
};
use std::sync::{Arc, Mutex, PoisonError};
use uuid::Uuid;

/// The random bits of a UUIDv7: 12 behind the version and 62 behind the variant (RFC 9562, 5.7).
const RANDOM_BITS: u32 = 74;

/// Makes UUIDv7s that sort in the order in which this process made them, also within a millisecond and when the clock
/// goes back: what was written later is listed later.
pub struct IdSource {
    clock: Arc<dyn Clock>,
    entropy: Arc<dyn Entropy>,
    last: Mutex<(u64, u128)>,
}

impl IdSource {
    pub fn new(clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>) -> Self {
        Self { clock, entropy, last: Mutex::new((0, 0)) }
    }

    pub fn next(&self) -> Uuid {
        let now = u64::try_from(self.clock.now().timestamp_millis()).unwrap_or(0);
        let fresh = u128::from_be_bytes(random(self.entropy.as_ref()));
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let (millis, bits) = if now > last.0 {
            // Half of the room stays free for those that follow in the same millisecond.
            (now, fresh >> (128 - RANDOM_BITS + 1))
        } else {
            // A step of up to 32 bits (RFC 9562, 6.2, method 2): the next id cannot be guessed from this one.
            (last.0, last.1 + 1 + (fresh >> 96))
        };
        *last = if bits >> RANDOM_BITS == 0 { (millis, bits) } else { (millis + 1, 0) };
        uuid(last.0, last.1)
    }
}

/// The smallest id of a millisecond since 1970.
pub fn floor(millis: u64) -> Uuid {
    uuid(millis, 0)
}

fn uuid(millis: u64, bits: u128) -> Uuid {
    let (high, low) = (bits >> 62 & 0xfff, bits & ((1 << 62) - 1));
    Uuid::from_u128(u128::from(millis & 0xffff_ffff_ffff) << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low)
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
            pub fn new(ids: &IdSource) -> Self {
                Self(ids.next())
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
    AssignmentRuleId,
    AuditEntryId,
    /// One act on many leads.
    BulkId,
    /// A Zoom account linked to a workspace.
    ConnectionId,
    /// One inbound webhook request.
    DeliveryId,
    /// A custom field.
    FieldId,
    /// Two leads that may be one.
    DuplicateId,
    FieldOriginId,
    IdempotencyKeyId,
    JobId,
    LeadEmailId,
    LeadId,
    LeadPhoneId,
    MeetingId,
    MemberId,
    NoteId,
    NotificationId,
    /// One of the answers that a custom field offers.
    OptionId,
    MergeId,
    PipelineId,
    RegistrationId,
    ScoringRuleId,
    /// A signed-in browser.
    SessionId,
    StageId,
    TagId,
    TaskId,
    TeamId,
    TeamMemberId,
    UserId,
    /// A saved view.
    ViewId,
    WorkspaceId,
    /// One round trip to Zoom's consent page.
    ZoomAuthorizationId,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{clock::TestClock, entropy::TestEntropy};
    use std::collections::BTreeSet;

    #[test]
    fn ids_sort_as_they_were_made_and_are_version_7() {
        let clock = Arc::new(TestClock::at(chrono::DateTime::from_timestamp(1_800_000_000, 0).unwrap()));
        let ids = IdSource::new(clock.clone(), Arc::new(TestEntropy::seeded(7)));
        let mut made = Vec::new();
        for round in 0..1_000 {
            made.push(ids.next());
            if round % 100 == 0 {
                clock.advance(chrono::Duration::milliseconds(if round % 200 == 0 { 1 } else { -1 }));
            }
        }
        assert!(made.is_sorted());
        assert_eq!(made.iter().collect::<BTreeSet<_>>().len(), made.len());
        assert!(
            made.iter().all(|id| id.get_version_num() == 7 && id.get_variant() == uuid::Variant::RFC4122)
        );
        assert!(floor(1_800_000_000_000) <= made[0] && made[0] < floor(1_800_000_000_001));
    }
}
