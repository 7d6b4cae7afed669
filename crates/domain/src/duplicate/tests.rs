use super::*;
use proptest::prelude::*;

fn profile(name: &str, company: &str, emails: &[&str], phones: &[&str]) -> Profile {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let list = |list: &[&str]| list.iter().map(|&text| text.to_owned()).collect();
    Profile { name: text(name), company: text(company), emails: list(emails), phones: list(phones) }
}

fn likeness(one: &Profile, other: &Profile) -> (i32, Vec<SignalKind>) {
    let found = one.compare(other);
    assert_eq!(found.as_ref().map(|found| found.score), other.compare(one).map(|found| found.score));
    let shared = one.keys().intersection(&other.keys()).count();
    assert!(found.is_none() || shared > 0, "nobody would have compared {one:?} and {other:?}");
    found.map_or((0, Vec::new()), |found| {
        (found.score, found.signals.iter().map(|signal| signal.kind).collect())
    })
}

#[test]
fn one_mailbox_has_many_spellings_and_two_companies_have_none_in_common() {
    for (one, other) in [
        ("ada.lovelace@gmail.com", "adalovelace+zoom@googlemail.com"),
        ("ada+zoom@tarrow.example", "ada@tarrow.example"),
    ] {
        assert_eq!(
            likeness(&profile("", "", &[one], &[]), &profile("", "", &[other], &[])),
            (95, vec![SignalKind::Email])
        );
    }
    for (one, other) in [
        ("a.da@tarrow.example", "ada@tarrow.example"),
        ("ada@tarrow.example", "ada@other.example"),
        ("+a@tarrow.example", "+b@tarrow.example"),
    ] {
        assert_eq!(
            likeness(&profile("", "", &[one], &[]), &profile("", "", &[other], &[])).0,
            0,
            "{one} {other}"
        );
    }
}

#[test]
fn a_company_is_the_same_whatever_its_form() {
    for name in
        ["Tarrow Freight", "TARROW FREIGHT GmbH & Co. KG", "Tarrow Freight, Inc.", "tarrow-freight ltd"]
    {
        assert_eq!(company_key(name).as_deref(), Some("tarrow freight"), "{name}");
    }
    assert_eq!(company_key("AG").as_deref(), Some("ag"), "something stays");
    assert_eq!(company_key(" - "), None);
    let ada = profile("Ada Lovelace", "Tarrow GmbH", &["ada@tarrow.example"], &[]);
    assert_eq!(
        likeness(&ada, &profile("Lovelace, Ada", "Tarrow", &[], &[])),
        (90, vec![SignalKind::NameCompany])
    );
    assert_eq!(likeness(&ada, &profile("Ada Lovlace", "tarrow", &[], &[])), (60, vec![SignalKind::Name]));
    assert_eq!(likeness(&ada, &profile("Grace Hopper", "tarrow", &[], &[])).0, 0);
    assert_eq!(likeness(&ada, &profile("Ada Lovelace", "Other", &[], &[])).0, 0, "a name is not a person");
    let moved = profile("", "Tarrow", &["ada@tarrow.test"], &[]);
    assert_eq!(likeness(&ada, &moved), (80, vec![SignalKind::Email]));
    let desk = |domain| profile("", "Tarrow", &[domain], &[]);
    assert_eq!(likeness(&desk("info@tarrow.example"), &desk("info@tarrow.test")).0, 0);
}

#[test]
fn a_number_counts_less_where_names_differ() {
    let phone = ["+4930901820"];
    let ada = profile("Ada Lovelace", "", &[], &phone);
    assert_eq!(likeness(&ada, &profile("", "", &[], &phone)), (85, vec![SignalKind::Phone]));
    assert_eq!(likeness(&ada, &profile("Grace Hopper", "", &[], &phone)).0, 0);
    for name in ["Lovelacé Ada", "Ada Lovlace"] {
        let both = likeness(&ada, &profile(name, "", &[], &phone));
        assert_eq!(both, (94, vec![SignalKind::Phone, SignalKind::Name]), "{name}");
    }
}

#[test]
fn a_mail_domain_says_where_somebody_works_unless_it_is_everybodys() {
    let at = |email| profile("Ada Lovelace", "", &[email], &[]);
    assert_eq!(likeness(&at("ada@tarrow.example"), &at("al@tarrow.example")), (75, vec![SignalKind::Name]));
    assert_eq!(likeness(&at("ada@gmail.com"), &at("al@gmail.com")).0, 0);
}

proptest! {
    #[test]
    fn comparing_is_symmetric_and_never_certain(
        names in prop::array::uniform2("(Ada|Adá|Grace)( Lovelace| Lovlace)?"),
        companies in prop::array::uniform2("(Tarrow( GmbH)?)?"),
        emails in prop::array::uniform2("(a\\.?da(\\+x)?@(gmail\\.com|t\\.example|u\\.example))?"),
        phones in prop::array::uniform2("(\\+49(1|2))?"),
    ) {
        let of = |n: usize| {
            let some = |text: &String| if text.is_empty() { vec![] } else { vec![text.clone()] };
            Profile {
                name: Some(names[n].clone()),
                company: some(&companies[n]).pop(),
                emails: some(&emails[n]),
                phones: some(&phones[n]),
            }
        };
        let (score, signals) = likeness(&of(0), &of(1));
        prop_assert!((0..100).contains(&score));
        prop_assert_eq!(score > 0, !signals.is_empty());
        prop_assert!(of(0).keys().iter().all(|key| key.chars().count() <= fold::KEY_MAX));
    }
}
