//! `/notifications` and `/notification-settings`: each member's own.

use crate::{
    extract::{Actor, Json, LeadsRead},
    page::{Page, after, limit, page},
    problem::Problem,
    routes::people::{LeadRef, MemberRef},
};
use actix_web::{HttpResponse, delete, get, post, put, web};
use app::notifications::{self, Choice};
use chrono::{DateTime, Utc};
use domain::{
    ids::{NoteId, NotificationId, TaskId},
    notification::NotificationKind,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use validator::Validate;

#[derive(Serialize, ToSchema)]
pub(crate) struct TaskRef {
    id: TaskId,
    title: String,
}

/// Something to know.
#[derive(Serialize, ToSchema)]
#[schema(as = Notification)]
pub(crate) struct NotificationView {
    id: NotificationId,
    kind: NotificationKind,
    lead: LeadRef,
    /// `null`: Cloop itself, or Zoom.
    actor: Option<MemberRef>,
    task: Option<TaskRef>,
    note_id: Option<NoteId>,
    /// How many more leads the same act was about.
    others: i32,
    created_at: DateTime<Utc>,
    read_at: Option<DateTime<Utc>>,
}

impl From<notifications::NotificationView> for NotificationView {
    fn from(view: notifications::NotificationView) -> Self {
        let notification = view.notification;
        Self {
            id: notification.id,
            kind: notification.kind,
            lead: LeadRef { id: notification.lead_id, display_name: view.lead_name },
            actor: view.actor.map(MemberRef::from),
            task: view.task.map(|(id, title)| TaskRef { id, title }),
            note_id: notification.note_id,
            others: notification.others,
            created_at: notification.created_at,
            read_at: notification.read_at,
        }
    }
}

/// How many are unread.
#[derive(Serialize, ToSchema)]
pub(crate) struct UnreadCount {
    /// At most 100.
    count: u64,
    /// There are more than the count says.
    capped: bool,
}

/// How you hear of one kind of thing.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotificationSetting {
    kind: NotificationKind,
    in_app: bool,
    /// A minute later, unless you have read it by then.
    mail: bool,
}

impl From<Choice> for NotificationSetting {
    fn from(choice: Choice) -> Self {
        Self { kind: choice.kind, in_app: choice.in_app, mail: choice.mail }
    }
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotificationSettingsBody {
    /// Kinds that are left out stay as they are.
    #[validate(length(max = 50, message = "There are not so many kinds."))]
    #[schema(max_items = 50)]
    items: Vec<NotificationSetting>,
}

#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReadNotificationsBody {
    /// The newest one that you saw.
    until: NotificationId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Path)]
pub(crate) struct NotificationPath {
    notification_id: NotificationId,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct NotificationListQuery {
    /// Only what you have not read.
    #[serde(default)]
    #[param(default = false)]
    unread: bool,
    /// `next_cursor` of the page before. Opaque.
    #[param(nullable = false)]
    cursor: Option<String>,
    /// How many items at most.
    #[param(minimum = 1, maximum = 100, default = 50, nullable = false)]
    limit: Option<u64>,
}

/// Your notifications, newest first
#[utoipa::path(
    tag = "notifications", operation_id = "list_notifications", security(("session" = [])),
    params(NotificationListQuery),
    responses((status = 200, description = "A page of them", body = Page<NotificationView>))
)]
#[get("/notifications")]
pub(crate) async fn list_notifications(
    actor: Actor<LeadsRead>,
    query: web::Query<NotificationListQuery>,
) -> Result<web::Json<Page<NotificationView>>, Problem> {
    let before = after(query.cursor.as_deref(), NotificationId)?;
    let found = notifications::list(&actor, query.unread, before, limit(query.limit)?).await?;
    Ok(web::Json(page(found, NotificationView::from, |id| id.0)))
}

/// How many of your notifications are unread
#[utoipa::path(
    tag = "notifications", operation_id = "count_unread_notifications", security(("session" = [])),
    responses((status = 200, description = "The count", body = UnreadCount))
)]
#[get("/notifications/unread")]
pub(crate) async fn count_unread_notifications(
    actor: Actor<LeadsRead>,
) -> Result<web::Json<UnreadCount>, Problem> {
    let unread = notifications::unread(&actor).await?;
    Ok(web::Json(UnreadCount { count: unread.count, capped: unread.is_capped }))
}

/// Mark a notification read
#[utoipa::path(
    tag = "notifications", operation_id = "read_notification", security(("session" = [])),
    params(NotificationPath), responses((status = 204, description = "It is read"))
)]
#[put("/notifications/{notification_id}/read")]
pub(crate) async fn read_notification(
    actor: Actor<LeadsRead>,
    path: web::Path<NotificationPath>,
) -> Result<HttpResponse, Problem> {
    notifications::mark(&actor, path.notification_id, true).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mark a notification unread
#[utoipa::path(
    tag = "notifications", operation_id = "unread_notification", security(("session" = [])),
    params(NotificationPath), responses((status = 204, description = "It is unread"))
)]
#[delete("/notifications/{notification_id}/read")]
pub(crate) async fn unread_notification(
    actor: Actor<LeadsRead>,
    path: web::Path<NotificationPath>,
) -> Result<HttpResponse, Problem> {
    notifications::mark(&actor, path.notification_id, false).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Mark everything read that you saw
///
/// What came after `until` stays unread.
#[utoipa::path(
    tag = "notifications", operation_id = "read_notifications", security(("session" = [])),
    request_body = ReadNotificationsBody, responses((status = 204, description = "They are read"))
)]
#[post("/notifications/read")]
pub(crate) async fn read_notifications(
    actor: Actor<LeadsRead>,
    body: Json<ReadNotificationsBody>,
) -> Result<HttpResponse, Problem> {
    notifications::read_until(&actor, body.0.until).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// How you hear of things
#[utoipa::path(
    tag = "notifications", operation_id = "list_notification_settings", security(("session" = [])),
    responses((status = 200, description = "One for each kind", body = Page<NotificationSetting>))
)]
#[get("/notification-settings")]
pub(crate) async fn list_notification_settings(
    actor: Actor<LeadsRead>,
) -> Result<web::Json<Page<NotificationSetting>>, Problem> {
    Ok(settings(notifications::choices(&actor).await?))
}

/// Choose how you hear of things
#[utoipa::path(
    tag = "notifications", operation_id = "update_notification_settings", security(("session" = [])),
    request_body = NotificationSettingsBody,
    responses((status = 200, description = "One for each kind", body = Page<NotificationSetting>))
)]
#[put("/notification-settings")]
pub(crate) async fn update_notification_settings(
    actor: Actor<LeadsRead>,
    body: Json<NotificationSettingsBody>,
) -> Result<web::Json<Page<NotificationSetting>>, Problem> {
    let choice =
        |item: &NotificationSetting| Choice { kind: item.kind, in_app: item.in_app, mail: item.mail };
    let wanted: Vec<Choice> = body.0.items.iter().map(choice).collect();
    Ok(settings(notifications::choose(&actor, &wanted).await?))
}

fn settings(choices: Vec<Choice>) -> web::Json<Page<NotificationSetting>> {
    web::Json(Page { items: choices.into_iter().map(NotificationSetting::from).collect(), next_cursor: None })
}
