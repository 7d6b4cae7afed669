//! Editing a lead: only the fields that are given change, so two people who edit different ones lose nothing. Who names
//! the version they saw is refused when it is no longer the newest.

use super::{
    LeadPage, custom,
    form::{self, Change, LeadForm, Parsed},
    view::page,
    write::{self, refuse_taken},
};
use crate::{
    Ctx,
    failure::{Failure, Result},
    jobs::match_leads,
};
use domain::{
    activity::ActivityKind,
    ids::{LeadEmailId, LeadId, LeadPhoneId, MemberId},
    lead::{FieldOriginKind, Lead, LeadField, Place, display_name},
    money::Money,
    refusal::Code,
};
use persistence::{OnUnique, WorkspaceTx, leads, members, pipelines, workspaces};
use serde_json::{Value, json};

pub async fn update(ctx: &Ctx, id: LeadId, form: &LeadForm, seen: Option<i32>) -> Result<LeadPage> {
    let workspace = workspaces::current(&ctx.read()).await?;
    let parsed = form::parse(form, workspace.country.as_deref())?;
    ctx.write(async |tx| {
        let lead = write::editable(tx, id, seen).await?;
        form::check_people(tx, form).await?;
        let mut edit = Edit {
            ctx,
            tx,
            before: lead.clone(),
            lead,
            changes: Vec::new(),
            given: Vec::new(),
            gone: Vec::new(),
        };
        edit.facts(&parsed);
        edit.emails(&parsed).await?;
        edit.phones(&parsed).await?;
        edit.place(form, &parsed).await?;
        edit.people(form).await?;
        edit.custom(form, workspace.country.as_deref()).await?;
        edit.finish().await
    })
    .await?;
    page(ctx, id).await
}

struct Edit<'a> {
    ctx: &'a Ctx,
    tx: &'a WorkspaceTx,
    before: Lead,
    lead: Lead,
    changes: Vec<Value>,
    /// Facts that have a new value, and those that have none any more.
    given: Vec<LeadField>,
    gone: Vec<LeadField>,
}

impl Edit<'_> {
    fn changed(&mut self, name: &str, from: Option<&str>, to: Option<&str>) {
        self.changes.push(json!({"field": name, "from": from, "to": to}));
    }

    fn changed_fact(&mut self, field: LeadField, from: Option<&str>, to: Option<&str>) {
        self.changed(field.as_str(), from, to);
        if to.is_some() { self.given.push(field) } else { self.gone.push(field) }
    }

    fn facts(&mut self, parsed: &Parsed) {
        let mut set = |field, change: &Change<String>, of: fn(&mut Lead) -> &mut Option<String>| {
            let Some(new) = change else { return };
            let old = std::mem::replace(of(&mut self.lead), new.clone());
            if old != *new {
                self.changed_fact(field, old.as_deref(), new.as_deref());
            }
        };
        set(LeadField::FirstName, &parsed.first_name, |lead| &mut lead.facts.first_name);
        set(LeadField::LastName, &parsed.last_name, |lead| &mut lead.facts.last_name);
        set(LeadField::Company, &parsed.company, |lead| &mut lead.facts.company);
        set(LeadField::Title, &parsed.title, |lead| &mut lead.facts.title);
        set(LeadField::Country, &parsed.country, |lead| &mut lead.facts.country);
        if let Some(value) = parsed.value {
            let old = std::mem::replace(&mut self.lead.value, value);
            if old != value {
                let (old, new) = (old.map(readable), value.map(readable));
                self.changed_fact(LeadField::Value, old.as_deref(), new.as_deref());
            }
        }
    }

    async fn emails(&mut self, parsed: &Parsed) -> Result<()> {
        let Some(new) = &parsed.emails else { return Ok(()) };
        let known = leads::find(self.tx, self.lead.id).await?.ok_or(Code::NotFound)?.emails;
        if known.iter().map(|email| &*email.raw).eq(new.iter().map(|email| email.raw())) {
            return Ok(());
        }
        refuse_taken(self.ctx, self.tx, self.lead.id, new).await?;
        let rows = new.iter().map(|email| (LeadEmailId(self.ctx.new_uuid()), email.clone())).collect();
        let set = leads::set_emails(self.tx, self.lead.id, rows).await;
        set.on_unique(|| Failure::from(Code::LeadExists))?;
        let (old, new) =
            (list(known.iter().map(|email| &*email.raw)), list(new.iter().map(|email| email.raw())));
        self.changed_fact(LeadField::Email, old.as_deref(), new.as_deref());
        Ok(())
    }

    async fn phones(&mut self, parsed: &Parsed) -> Result<()> {
        let Some(new) = &parsed.phones else { return Ok(()) };
        let known = leads::find(self.tx, self.lead.id).await?.ok_or(Code::NotFound)?.phones;
        if known == *new {
            return Ok(());
        }
        let rows = new.iter().map(|phone| (LeadPhoneId(self.ctx.new_uuid()), phone.clone())).collect();
        leads::set_phones(self.tx, self.lead.id, rows).await?;
        let (old, new) =
            (list(known.iter().map(|phone| phone.raw())), list(new.iter().map(|phone| phone.raw())));
        self.changed_fact(LeadField::Phone, old.as_deref(), new.as_deref());
        Ok(())
    }

    /// Status, stage and the reason of a loss.
    async fn place(&mut self, form: &LeadForm, parsed: &Parsed) -> Result<()> {
        if let Some(status) = form.status
            && status != self.lead.status
        {
            let old = std::mem::replace(&mut self.lead.status, status);
            self.changed("status", Some(old.as_str()), Some(status.as_str()));
        }
        let known = self.lead.place.clone();
        let known_reason = known.as_ref().and_then(|place| place.lost_reason.clone());
        let reason = parsed.lost_reason.clone().unwrap_or(known_reason);
        let Some(id) = form.stage_id.or(known.as_ref().map(|place| place.stage_id)) else { return Ok(()) };
        if form.stage_id.is_none() && parsed.lost_reason.is_none() {
            return Ok(());
        }
        let stage = form::stage(self.tx, id, reason.as_ref()).await?;
        let is_lost = stage.kind == domain::pipeline::StageKind::Lost;
        let moved = known.as_ref().map(|place| place.stage_id) != Some(stage.id);
        let place = Place {
            pipeline_id: stage.pipeline_id,
            stage_id: stage.id,
            since: known.as_ref().filter(|_| !moved).map_or(self.ctx.now(), |place| place.since),
            lost_reason: reason.filter(|_| is_lost),
        };
        if moved {
            let from = match &known {
                Some(place) => pipelines::stages(self.tx, [place.stage_id]).await?.remove(&place.stage_id),
                None => None,
            };
            let detail = json!({
                "from": from.map(|stage| stage.name), "to": stage.name, "lost_reason": place.lost_reason,
            });
            write::log(self.ctx, self.tx, self.lead.id, ActivityKind::StageChanged, &detail).await?;
        } else if known.as_ref().and_then(|known| known.lost_reason.as_ref()) != place.lost_reason.as_ref() {
            let old = known.as_ref().and_then(|known| known.lost_reason.clone());
            self.changed("lost_reason", old.as_deref(), place.lost_reason.as_deref());
        }
        self.lead.place = Some(place);
        Ok(())
    }

    async fn people(&mut self, form: &LeadForm) -> Result<()> {
        if let Some(owner) = form.owner_id
            && owner != self.lead.owner_id
        {
            let old = std::mem::replace(&mut self.lead.owner_id, owner);
            let names = members::cards(self.tx, [old, owner].into_iter().flatten()).await?;
            let name = |id: Option<MemberId>| id.and_then(|id| names.get(&id)).map(|card| card.name.clone());
            let detail = json!({"from": name(old), "to": name(owner)});
            write::log(self.ctx, self.tx, self.lead.id, ActivityKind::OwnerChanged, &detail).await?;
        }
        if let Some(team) = form.team_id
            && team != self.lead.team_id
        {
            let old = std::mem::replace(&mut self.lead.team_id, team);
            let mut names = [None, None];
            for (name, id) in names.iter_mut().zip([old, team]) {
                if let Some(id) = id {
                    *name = persistence::teams::find(self.tx, id).await?.map(|team| team.name);
                }
            }
            let [from, to] = names;
            self.changed("team", from.as_deref(), to.as_deref());
        }
        Ok(())
    }

    async fn custom(&mut self, form: &LeadForm, country: Option<&str>) -> Result<()> {
        if form.custom.is_empty() {
            return Ok(());
        }
        let known = leads::find(self.tx, self.lead.id).await?.ok_or(Code::NotFound)?.row.custom;
        let changes = custom::write(self.ctx, self.tx, self.lead.id, &known, &form.custom, country).await?;
        self.changes.extend(changes);
        Ok(())
    }

    async fn finish(mut self) -> Result<()> {
        if !self.changes.is_empty() {
            let detail = json!({"changes": self.changes});
            write::log(self.ctx, self.tx, self.lead.id, ActivityKind::FieldsChanged, &detail).await?;
        }
        write::record_origins(self.ctx, self.tx, self.lead.id, &self.given, FieldOriginKind::Member).await?;
        leads::forget_origins(self.tx, &[self.lead.id], &self.gone).await?;
        let has_changed = !self.changes.is_empty()
            || self.lead.owner_id != self.before.owner_id
            || self.lead.place != self.before.place;
        if !has_changed {
            return Ok(());
        }
        self.lead.display_name = self.called().await?;
        self.lead.updated_at = self.ctx.now();
        leads::update(self.tx, &self.lead).await?;
        if self.lead.owner_id != self.before.owner_id {
            write::tell_owner(self.ctx, self.tx, self.lead.id, self.lead.owner_id).await?;
        }
        Ok(match_leads::enqueue(self.ctx.state(), self.tx, &[self.lead.id]).await?)
    }

    /// By name, else by what else there is, else as before.
    async fn called(&self) -> Result<String> {
        let facts = &self.lead.facts;
        let (first, last) = (facts.first_name.as_deref(), facts.last_name.as_deref());
        let detail = leads::find(self.tx, self.lead.id).await?.ok_or(Code::NotFound)?;
        let email = detail.emails.first().map(|email| email.raw.as_str());
        let called = email.or(facts.company.as_deref()).or(detail.phones.first().map(|phone| phone.raw()));
        Ok(display_name(first, last, called.or(Some(&self.before.display_name))))
    }
}

fn list<'a>(values: impl Iterator<Item = &'a str>) -> Option<String> {
    let joined = values.collect::<Vec<_>>().join(", ");
    (!joined.is_empty()).then_some(joined)
}

fn readable(money: Money) -> String {
    format!("{} {}", money.decimal(), money.currency())
}
