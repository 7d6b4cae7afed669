//! Amounts in minor units of an ISO 4217 currency. No fractions, so no rounding.

use iso_currency::Currency;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Money {
    pub amount_minor: i64,
    currency: Currency,
}

impl Money {
    /// Keeps sums of a million leads far from overflowing, and every amount exact in JavaScript.
    pub const MAX: i64 = 1_000_000_000_000;

    /// `None` for a code that ISO 4217 does not know, or an amount below zero or beyond [`Money::MAX`].
    pub fn new(amount_minor: i64, currency: &str) -> Option<Self> {
        let currency = Currency::from_code(currency)?;
        (0..=Self::MAX).contains(&amount_minor).then_some(Self { amount_minor, currency })
    }

    /// A sum may be larger than any amount in it.
    pub fn sum(amount_minor: i64, currency: &str) -> Option<Self> {
        Some(Self { amount_minor, currency: Currency::from_code(currency)? })
    }

    /// As people write it: with as many decimals as the currency has.
    pub fn decimal(&self) -> String {
        let places = usize::from(self.currency.exponent().unwrap_or(0));
        let digits = format!("{:0width$}", self.amount_minor, width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        if places == 0 { whole.to_owned() } else { format!("{whole}.{fraction}") }
    }

    pub fn currency(&self) -> &'static str {
        self.currency.code()
    }
}

#[cfg(test)]
mod tests {
    use super::Money;

    #[test]
    fn decimals_are_the_currency_s() {
        let decimal = |amount, currency| Money::new(amount, currency).unwrap().decimal();
        assert_eq!(decimal(1_250, "EUR"), "12.50");
        assert_eq!(decimal(5, "EUR"), "0.05");
        assert_eq!(decimal(1_250, "JPY"), "1250");
        assert_eq!(decimal(1_250, "KWD"), "1.250");
    }

    #[test]
    fn only_currencies_that_exist() {
        assert_eq!(Money::new(1_250, "EUR").unwrap().currency(), "EUR");
        for wrong in ["eur", "EURO", "", "ZZZ"] {
            assert_eq!(Money::new(1, wrong), None, "{wrong}");
        }
        assert_eq!(Money::new(-1, "EUR"), None);
        assert_eq!(Money::new(Money::MAX + 1, "EUR"), None);
    }
}
