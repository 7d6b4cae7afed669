//! Which two leads may be one person, and why. Every reason has a weight of a hundred; several of them count as
//! independent, so that two good reasons are better than one and no number of them is certainty.
//!
//! | reason | weight |
//! | --- | --- |
//! | addresses of one mailbox: dots at Google, `+tags` anywhere | 95 |
//! | the same name at the same company | 90 |
//! | the same number, and names that agree or are missing | 85 |
//! | the same address at two domains of one company | 80 |
//! | the same name and mail domain | 75 |
//! | similar names that share a company or a number | 60 |
//! | the same number, and names that differ: a switchboard or a family | 40 |

mod text;

pub use text::{company_key, mailbox};

use crate::{fold, words::words};
use std::collections::BTreeSet;
use text::{is_anybodys, is_everybodys};

words! {
    SignalKind {
        Email = "email",
        Name = "name",
        NameCompany = "name_company",
        Phone = "phone",
    }
}

/// Below this, nobody is asked.
pub const SCORE_MIN: i32 = 50;
/// As alike as two spellings of one name.
const SIMILAR: f64 = 0.84;
/// Shorter names are alike by chance.
const SIMILAR_MIN: usize = 5;

/// What leads are compared by.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    /// First and last name; a lead without either has none.
    pub name: Option<String>,
    pub company: Option<String>,
    /// Normal forms.
    pub emails: Vec<String>,
    /// E.164.
    pub phones: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signal {
    pub kind: SignalKind,
    pub detail: String,
}

/// Why two leads may be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    pub score: i32,
    pub signals: Vec<Signal>,
}

impl Profile {
    /// The words of the name in the order of the alphabet: who is “Lovelace, Ada” here is “Ada Lovelace” there.
    fn name_key(&self) -> Option<String> {
        let mut words: Vec<String> = fold::words(self.name.as_deref()?).collect();
        words.sort_unstable();
        (!words.is_empty()).then(|| words.join(" "))
    }

    fn company_key(&self) -> Option<String> {
        company_key(self.company.as_deref()?)
    }

    fn mailboxes(&self) -> BTreeSet<String> {
        self.emails.iter().map(|email| mailbox(email)).collect()
    }

    /// The domains that say where somebody works.
    fn domains(&self) -> BTreeSet<&str> {
        let domains = self.emails.iter().filter_map(|email| Some(email.rsplit_once('@')?.1));
        domains.filter(|domain| !is_everybodys(domain)).collect()
    }

    /// What other leads have to share to be compared with this one.
    pub fn keys(&self) -> BTreeSet<String> {
        let mut keys: BTreeSet<String> =
            self.mailboxes().iter().map(|mailbox| format!("m:{mailbox}")).collect();
        keys.extend(self.phones.iter().map(|phone| format!("p:{phone}")));
        let (name, company) = (self.name_key(), self.company_key());
        keys.extend(company.iter().map(|company| format!("c:{company}")));
        if let Some(name) = name {
            keys.extend(company.iter().map(|company| format!("n:{name} c:{company}")));
            keys.extend(self.domains().iter().map(|domain| format!("n:{name} d:{domain}")));
        }
        keys.into_iter()
            .map(|key| key.chars().take(fold::KEY_MAX).collect::<String>().trim_end().to_owned())
            .collect()
    }

    /// The same address at two domains of one company, as people have them after it was renamed.
    fn other_domain(&self, other: &Self) -> Option<String> {
        for mine in &self.emails {
            for theirs in &other.emails {
                let ((local, domain), (their_local, their_domain)) =
                    (mine.rsplit_once('@')?, theirs.rsplit_once('@')?);
                let is_theirs = !is_everybodys(domain) && !is_everybodys(their_domain);
                if local == their_local && domain != their_domain && is_theirs && !is_anybodys(local) {
                    return Some(format!("{mine} · {theirs}"));
                }
            }
        }
        None
    }

    /// `None` where too little is alike.
    pub fn compare(&self, other: &Self) -> Option<Likeness> {
        let mut found: Vec<(i32, Signal)> = Vec::new();
        let mut add = |weight, kind, detail: String| found.push((weight, Signal { kind, detail }));
        let (name, their_name) = (self.name_key(), other.name_key());
        let is_named = name.is_some() && their_name.is_some();
        let has_same_name = is_named && name == their_name;
        let are_similar = match (&name, &their_name) {
            (Some(name), Some(theirs)) => are_similar(name, theirs),
            _ => false,
        };
        let company = self.company_key().filter(|company| other.company_key().as_ref() == Some(company));
        let phone = self.phones.iter().find(|phone| other.phones.contains(phone));
        let called = || self.name.clone().unwrap_or_default();

        let theirs = other.mailboxes();
        if let Some(mailbox) = self.mailboxes().iter().find(|mailbox| theirs.contains(*mailbox)) {
            add(95, SignalKind::Email, mailbox.clone());
        } else if let Some(both) = company.as_ref().and_then(|_| self.other_domain(other)) {
            add(80, SignalKind::Email, both);
        }
        if let Some(phone) = phone {
            let agrees = !is_named || has_same_name || are_similar;
            add(if agrees { 85 } else { 40 }, SignalKind::Phone, phone.clone());
        }
        let both = || format!("{} · {}", called(), other.name.as_deref().unwrap_or_default());
        if has_same_name && company.is_some() {
            let company = self.company.as_deref().unwrap_or_default();
            add(90, SignalKind::NameCompany, format!("{}, {company}", called()));
        } else if has_same_name && let Some(domain) = self.domains().intersection(&other.domains()).next() {
            add(75, SignalKind::Name, format!("{}, {domain}", called()));
        } else if are_similar && (company.is_some() || phone.is_some()) {
            add(60, SignalKind::Name, both());
        }
        let doubt: f64 = found.iter().map(|(weight, _)| 1.0 - f64::from(*weight) / 100.0).product();
        #[expect(clippy::cast_possible_truncation, reason = "it is between 0 and 100")]
        let score = ((1.0 - doubt) * 100.0 + 1e-9).floor() as i32;
        let signals = found.into_iter().map(|(_, signal)| signal).collect();
        (score >= SCORE_MIN).then_some(Likeness { score, signals })
    }
}

fn are_similar(one: &str, other: &str) -> bool {
    one.chars().count().min(other.chars().count()) >= SIMILAR_MIN
        && strsim::normalized_damerau_levenshtein(one, other) >= SIMILAR
}

#[cfg(test)]
mod tests;
