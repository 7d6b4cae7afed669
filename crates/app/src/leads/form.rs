//! What people type into a lead, checked: every mistake at once, each at its field.

use crate::failure::Result;
use domain::{
    email::Email,
    ids::{MemberId, StageId, TagId, TeamId},
    lead::{EMAILS_MAX, LeadStatus, NAME_MAX, PHONES_MAX},
    money::Money,
    phone::Phone,
    pipeline::{LOST_REASON_MAX, StageKind},
    refusal::{Refusal, Violation},
    text,
};
use persistence::{
    WorkspaceTx,
    pipelines::{self, Stage},
    teams,
};
use serde_json::{Map, Value};
use std::collections::HashSet;

/// A field that is left alone, or gets a value, or loses the one it has.
pub type Change<T> = Option<Option<T>>;

/// What a client wants of a lead. Text is as typed.
#[derive(Clone, Debug, Default)]
pub struct LeadForm {
    pub first_name: Change<String>,
    pub last_name: Change<String>,
    pub company: Change<String>,
    pub title: Change<String>,
    pub country: Change<String>,
    pub emails: Option<Vec<String>>,
    pub phones: Option<Vec<String>>,
    pub status: Option<LeadStatus>,
    pub owner_id: Change<MemberId>,
    pub team_id: Change<TeamId>,
    pub stage_id: Option<StageId>,
    pub lost_reason: Change<String>,
    /// Amount in minor units and ISO 4217 code.
    pub value: Change<(i64, String)>,
    pub tag_ids: Vec<TagId>,
    /// By key.
    pub custom: Map<String, Value>,
}

/// The same, as the domain knows it.
#[derive(Clone, Debug)]
pub(crate) struct Parsed {
    pub(crate) first_name: Change<String>,
    pub(crate) last_name: Change<String>,
    pub(crate) company: Change<String>,
    pub(crate) title: Change<String>,
    pub(crate) country: Change<String>,
    pub(crate) emails: Option<Vec<Email>>,
    pub(crate) phones: Option<Vec<Phone>>,
    pub(crate) lost_reason: Change<String>,
    pub(crate) value: Change<Money>,
}

/// `country` is where phone numbers without a prefix belong.
pub(crate) fn parse(form: &LeadForm, country: Option<&str>) -> Result<Parsed, Refusal> {
    let mut wrong = Vec::new();
    let parsed = Parsed {
        first_name: line(&form.first_name, NAME_MAX),
        last_name: line(&form.last_name, NAME_MAX),
        company: line(&form.company, NAME_MAX),
        title: line(&form.title, NAME_MAX),
        country: form.country.clone().map(|code| {
            let code = code.and_then(|code| text::line(&code, 64));
            let is_code = |code: &String| iso_country(code);
            if code.as_ref().is_some_and(|code| !is_code(code)) {
                wrong.push(Violation::new(
                    "/country",
                    "country",
                    "This is a two-letter country code (ISO 3166).",
                ));
            }
            code
        }),
        emails: form.emails.as_ref().map(|emails| parse_emails(emails, &mut wrong)),
        phones: form.phones.as_ref().map(|phones| parse_phones(phones, country, &mut wrong)),
        lost_reason: line(&form.lost_reason, LOST_REASON_MAX),
        value: form.value.as_ref().map(|value| {
            let (amount, currency) = value.as_ref()?;
            let money = Money::new(*amount, currency);
            if money.is_none() {
                let detail = "This is an amount in minor units, not below zero, and an ISO 4217 currency.";
                wrong.push(Violation::new("/value", "money", detail));
            }
            money
        }),
    };
    if wrong.is_empty() { Ok(parsed) } else { Err(Refusal::invalid(wrong)) }
}

/// Zoom's forms and ours share one list: two capital letters.
fn iso_country(code: &str) -> bool {
    code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn line(text: &Change<String>, max: usize) -> Change<String> {
    text.as_ref().map(|text| text.as_ref().and_then(|text| text::line(text, max)))
}

fn parse_emails(emails: &[String], wrong: &mut Vec<Violation>) -> Vec<Email> {
    if emails.len() > EMAILS_MAX {
        wrong.push(Violation::new(
            "/emails",
            "length",
            format!("A lead has at most {EMAILS_MAX} addresses."),
        ));
        return Vec::new();
    }
    let mut known = HashSet::new();
    let mut parsed = Vec::new();
    for (index, raw) in emails.iter().enumerate() {
        match Email::parse(raw) {
            // The same address twice is one address.
            Ok(email) => {
                if known.insert(email.normalized().to_owned()) {
                    parsed.push(email);
                }
            }
            Err(_) => {
                let pointer = format!("/emails/{index}");
                wrong.push(Violation::new(&pointer, "email", "This does not look like an email address."));
            }
        }
    }
    parsed
}

fn parse_phones(phones: &[String], country: Option<&str>, wrong: &mut Vec<Violation>) -> Vec<Phone> {
    if phones.len() > PHONES_MAX {
        wrong.push(Violation::new("/phones", "length", format!("A lead has at most {PHONES_MAX} numbers.")));
        return Vec::new();
    }
    let mut parsed: Vec<Phone> = Vec::new();
    for (index, raw) in phones.iter().enumerate() {
        match Phone::parse(raw, country) {
            Some(phone) if parsed.iter().any(|known| known.is_same(&phone)) => {}
            Some(phone) if phone.raw().chars().any(|c| c.is_numeric()) => parsed.push(phone),
            _ => {
                let pointer = format!("/phones/{index}");
                wrong.push(Violation::new(&pointer, "phone", "This does not look like a phone number."));
            }
        }
    }
    parsed
}

/// The stage that a form names, with the reason that a lost one needs.
pub(crate) async fn stage(tx: &WorkspaceTx, id: StageId, lost_reason: Option<&String>) -> Result<Stage> {
    let stage = pipelines::stages(tx, [id]).await?.remove(&id);
    let stage = stage.ok_or_else(|| unknown("/stage_id", "There is no such stage."))?;
    if stage.kind == StageKind::Lost && lost_reason.is_none() {
        let detail = "Say why the lead was lost.";
        return Err(Refusal::invalid(vec![Violation::new("/lost_reason", "required", detail)]).into());
    }
    Ok(stage)
}

/// Owner and team must be of this workspace.
pub(crate) async fn check_people(tx: &WorkspaceTx, form: &LeadForm) -> Result<()> {
    let mut wrong = Vec::new();
    if let Some(Some(owner)) = form.owner_id
        && !teams::is_member(tx, owner).await?
    {
        wrong.push(Violation::new("/owner_id", "unknown", "There is no such member."));
    }
    if let Some(Some(team)) = form.team_id
        && teams::find(tx, team).await?.is_none()
    {
        wrong.push(Violation::new("/team_id", "unknown", "There is no such team."));
    }
    if wrong.is_empty() { Ok(()) } else { Err(Refusal::invalid(wrong).into()) }
}

fn unknown(pointer: &str, detail: &str) -> Refusal {
    Refusal::invalid(vec![Violation::new(pointer, "unknown", detail)])
}
