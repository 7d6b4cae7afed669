//! Mails a notification to a member who has not read it within a minute. A mail can leave twice when the process dies
//! between the mail server's answer and the commit; both have one Message-ID, so most programs show one.

use super::{headline, views};
use crate::{
    App,
    failure::Failure,
    jobs::{JobError, Lease, MAX_ATTEMPTS},
    state::State,
};
use domain::{
    ids::{JobId, NotificationId, WorkspaceId},
    ports::{Mail, MailError},
};
use persistence::{DbError, SystemTx, WorkspaceTx, jobs, members, notifications};
use serde::Deserialize;
use serde_json::json;

pub(crate) const KIND: &str = "mail_notification";
/// Who has Cloop open need not hear of it twice.
const GRACE: chrono::Duration = chrono::Duration::minutes(1);

#[derive(Deserialize)]
struct Payload {
    workspace_id: WorkspaceId,
    notification_id: NotificationId,
}

pub(super) async fn schedule(state: &State, tx: &WorkspaceTx, id: NotificationId) -> Result<(), Failure> {
    let job = jobs::NewJob {
        id: JobId(state.new_uuid()),
        workspace_id: Some(tx.workspace()),
        kind: KIND,
        payload: json!({"workspace_id": tx.workspace(), "notification_id": id}).to_string(),
        run_at: state.clock.now() + GRACE,
        max_attempts: MAX_ATTEMPTS,
        dedupe_key: None,
    };
    Ok(jobs::enqueue(tx, vec![job], state.clock.now()).await?)
}

pub(crate) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let payload = lease.payload()?;
    if let Some(mail) = compose(&app.0, &payload).await?
        && let Some(mailer) = &app.0.mailer
    {
        mailer.send(mail).await.map_err(|error| match error {
            MailError::Refused(reason) => JobError::Fail(reason),
            MailError::Unavailable(reason) => JobError::Retry(reason),
        })?;
    }
    let state = &app.0;
    let over = state.db.write(payload.workspace_id, async |tx| {
        notifications::close_hidden(tx, payload.notification_id, state.clock.now()).await?;
        lease.finish_within(tx).await
    });
    Ok(over.await?)
}

pub(crate) async fn give_up(state: &State, tx: &SystemTx, payload: &str) -> Result<(), DbError> {
    let Ok(payload) = serde_json::from_str::<Payload>(payload) else { return Ok(()) };
    notifications::close_hidden(tx, payload.notification_id, state.clock.now()).await
}

/// `None` when there is nothing to say any more: read, gone, not wanted, or about a lead that they no longer see.
async fn compose(state: &State, payload: &Payload) -> Result<Option<Mail>, JobError> {
    let (db, id) = (state.db.read(payload.workspace_id), payload.notification_id);
    let unread = notifications::load(&db, id).await?.filter(|found| found.read_at.is_none());
    let Some(found) = unread else { return Ok(None) };
    let wanted = notifications::choices(&db, found.member_id).await?;
    if !wanted.iter().any(|choice| choice.kind == found.kind && choice.mail)
        || !crate::leads::sees(&db, found.lead_id, found.member_id).await?
    {
        return Ok(None);
    }
    let Some(member) = members::cards(&db, [found.member_id]).await?.remove(&found.member_id) else {
        return Ok(None);
    };
    let (kind, lead) = (found.kind, found.lead_id);
    let Some(view) = views(&db, vec![found]).await?.pop() else { return Ok(None) };
    let subject = headline(kind, &view);
    let origin = state.origin();
    let text = format!(
        "{subject}\n\n{origin}/leads/{lead}\n\n--\nYou chose to hear of this by mail. Change that at {origin}/settings/notifications\n"
    );
    let message_id = format!("{id}@{}", state.public_url.host_str().unwrap_or("cloop"));
    Ok(Some(Mail { to: member.email, to_name: member.name, subject, text, message_id }))
}
