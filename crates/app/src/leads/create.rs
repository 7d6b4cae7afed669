//! A lead that a member enters.

use super::{
    LeadPage, custom,
    form::{self, LeadForm},
    view::page,
    write::{self, refuse_taken},
};
use crate::{
    Ctx,
    failure::{Failure, Result},
    idempotency,
    jobs::match_leads,
    rules,
};
use domain::{
    activity::ActivityKind,
    ids::{LeadEmailId, LeadId, LeadPhoneId},
    lead::{FieldOriginKind, Lead, LeadFacts, LeadField, LeadSource, LeadStatus, Place, display_name},
    refusal::{Code, Refusal, Violation},
};
use persistence::{OnUnique, WorkspaceTx, idempotency::Key, leads, pipelines, tags, workspaces};
use serde_json::json;

/// Once for each key. The second time it says what the first time made, as it is now.
pub async fn create(ctx: &Ctx, form: &LeadForm, key: Option<Key>) -> Result<LeadPage> {
    let workspace = workspaces::current(&ctx.read()).await?;
    let parsed = form::parse(form, workspace.country.as_deref())?;
    let id = LeadId(ctx.new_uuid());
    let made = ctx
        .write(async |tx| {
            idempotency::once(ctx, tx, key.as_ref(), id.0, async || {
                insert(ctx, tx, id, form, &parsed, workspace.country.as_deref()).await
            })
            .await
        })
        .await?;
    page(ctx, LeadId(made)).await
}

async fn insert(
    ctx: &Ctx,
    tx: &WorkspaceTx,
    id: LeadId,
    form: &LeadForm,
    parsed: &form::Parsed,
    country: Option<&str>,
) -> Result<()> {
    let now = ctx.now();
    form::check_people(tx, form).await?;
    let facts = LeadFacts {
        first_name: parsed.first_name.clone().flatten(),
        last_name: parsed.last_name.clone().flatten(),
        company: parsed.company.clone().flatten(),
        title: parsed.title.clone().flatten(),
        country: parsed.country.clone().flatten(),
    };
    let (emails, phones) =
        (parsed.emails.clone().unwrap_or_default(), parsed.phones.clone().unwrap_or_default());
    let (first, last) = (facts.first_name.as_deref(), facts.last_name.as_deref());
    let called = emails.first().map(|email| email.raw());
    let called = called.or(facts.company.as_deref()).or(phones.first().map(|phone| phone.raw()));
    if first.is_none() && last.is_none() && called.is_none() {
        let detail = "Give a name, a company, an address or a number.";
        return Err(Refusal::invalid(vec![Violation::new("/first_name", "required", detail)]).into());
    }
    let lost_reason = parsed.lost_reason.clone().flatten();
    let stage = match form.stage_id {
        Some(stage) => Some(form::stage(tx, stage, lost_reason.as_ref()).await?),
        None => pipelines::first_stage(tx).await?,
    };
    let lead = Lead {
        id,
        display_name: display_name(first, last, called),
        status: form.status.unwrap_or(LeadStatus::New),
        source: LeadSource::Manual,
        source_detail: None,
        // Who enters a lead has it, unless they or a rule say otherwise.
        owner_id: form.owner_id.unwrap_or(Some(ctx.member.id)),
        team_id: form.team_id.flatten(),
        place: stage.map(|stage| Place {
            pipeline_id: stage.pipeline_id,
            stage_id: stage.id,
            since: now,
            lost_reason,
        }),
        score: 0,
        value: parsed.value.flatten(),
        version: 1,
        created_at: now,
        updated_at: now,
        last_activity_at: now,
        deleted_at: None,
        facts,
    };
    leads::insert(tx, &lead).await?;
    refuse_taken(ctx, tx, id, &emails).await?;
    let rows = emails.iter().map(|email| (LeadEmailId(ctx.new_uuid()), email.clone())).collect();
    leads::set_emails(tx, id, rows).await.on_unique(|| Failure::from(Code::LeadExists))?;
    let rows = phones.iter().map(|phone| (LeadPhoneId(ctx.new_uuid()), phone.clone())).collect();
    leads::set_phones(tx, id, rows).await?;
    tag(ctx, tx, id, form).await?;
    custom::write(ctx, tx, id, &[], &form.custom, country).await?;
    let mut given = LeadFacts::default().fill(&lead.facts);
    given.extend((!emails.is_empty()).then_some(LeadField::Email));
    given.extend((!phones.is_empty()).then_some(LeadField::Phone));
    given.extend(lead.value.map(|_| LeadField::Value));
    write::record_origins(ctx, tx, id, &given, FieldOriginKind::Member).await?;
    write::log(ctx, tx, id, ActivityKind::LeadCreated, &json!({"source": lead.source})).await?;
    leads::index(tx, &[id]).await?;
    let assigned = match form.owner_id {
        Some(_) => None,
        None => rules::assign(ctx.state(), tx, id).await?,
    };
    write::tell_owner(ctx, tx, id, assigned.or(lead.owner_id)).await?;
    Ok(match_leads::enqueue(ctx.state(), tx, &[id]).await?)
}

async fn tag(ctx: &Ctx, tx: &WorkspaceTx, id: LeadId, form: &LeadForm) -> Result<()> {
    let known = tags::find(tx, &form.tag_ids).await?;
    for (index, tag) in form.tag_ids.iter().enumerate() {
        if !known.iter().any(|known| known.id == *tag) {
            let pointer = format!("/tag_ids/{index}");
            return Err(
                Refusal::invalid(vec![Violation::new(&pointer, "unknown", "There is no such tag.")]).into()
            );
        }
        tags::add(tx, &[id], *tag, ctx.now()).await?;
    }
    Ok(())
}
