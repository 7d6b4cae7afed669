//! Amounts on the wire.

use domain::money::Money;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// An amount of money.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Money)]
pub(crate) struct MoneyValue {
    /// In the currency's smallest unit: cents of a euro, whole yen.
    #[schema(minimum = 0, maximum = 1_000_000_000_000_i64)]
    amount_minor: i64,
    /// ISO 4217.
    #[schema(min_length = 3, max_length = 3)]
    currency: String,
}

impl MoneyValue {
    pub(crate) fn parts(&self) -> (i64, String) {
        (self.amount_minor, self.currency.clone())
    }
}

impl From<Money> for MoneyValue {
    fn from(money: Money) -> Self {
        Self { amount_minor: money.amount_minor, currency: money.currency().to_owned() }
    }
}
