//! What of an address and of a company's name says who it is.

use crate::fold;

/// What companies are, not what they are called.
const FORMS: [&str; 40] = [
    "ab",
    "ag",
    "aps",
    "as",
    "asa",
    "bv",
    "co",
    "company",
    "corp",
    "corporation",
    "cv",
    "eg",
    "ek",
    "ev",
    "gbr",
    "gmbh",
    "holding",
    "inc",
    "incorporated",
    "kft",
    "kg",
    "kgaa",
    "limited",
    "llc",
    "llp",
    "ltd",
    "ltda",
    "mbh",
    "nv",
    "ohg",
    "oy",
    "oyj",
    "plc",
    "pte",
    "pty",
    "sa",
    "sarl",
    "sas",
    "se",
    "srl",
];

/// Mail domains that everybody can have an address at.
const EVERYBODYS: [&str; 34] = [
    "126.com",
    "163.com",
    "aol.com",
    "fastmail.com",
    "free.fr",
    "gmail.com",
    "gmx.at",
    "gmx.ch",
    "gmx.com",
    "gmx.de",
    "gmx.net",
    "googlemail.com",
    "hey.com",
    "hotmail.co.uk",
    "hotmail.com",
    "hotmail.fr",
    "icloud.com",
    "laposte.net",
    "libero.it",
    "live.com",
    "mac.com",
    "mail.com",
    "mail.ru",
    "me.com",
    "msn.com",
    "outlook.com",
    "proton.me",
    "protonmail.com",
    "qq.com",
    "t-online.de",
    "web.de",
    "yahoo.co.uk",
    "yahoo.com",
    "yandex.ru",
];

/// Addresses that belong to a desk, not to a person.
const ANYBODYS: [&str; 14] = [
    "accounts",
    "admin",
    "billing",
    "contact",
    "hello",
    "help",
    "hr",
    "info",
    "mail",
    "marketing",
    "office",
    "sales",
    "support",
    "team",
];

pub(super) fn is_everybodys(domain: &str) -> bool {
    EVERYBODYS.contains(&domain)
}

pub(super) fn is_anybodys(local: &str) -> bool {
    ANYBODYS.contains(&local)
}

/// The mailbox behind an address in its normal form. A tag behind a plus is the reader's own at every large provider;
/// dots mean nothing at Google alone. Two companies' mailboxes never become one by it.
pub fn mailbox(email: &str) -> String {
    let Some((local, domain)) = email.rsplit_once('@') else { return email.to_owned() };
    let untagged = local.split_once('+').map_or(local, |(name, _)| name);
    let local = if untagged.is_empty() { local } else { untagged };
    if matches!(domain, "gmail.com" | "googlemail.com") {
        return format!("{}@gmail.com", local.replace('.', ""));
    }
    format!("{local}@{domain}")
}

/// What a company is called, without what it is: “Tarrow Freight GmbH & Co. KG” is “tarrow freight”. `None` where nothing
/// is left.
pub fn company_key(company: &str) -> Option<String> {
    let mut words: Vec<String> = fold::words(company).collect();
    while words.len() > 1 && words.last().is_some_and(|last| FORMS.contains(&last.as_str())) {
        words.pop();
    }
    (!words.is_empty()).then(|| words.join(" "))
}
