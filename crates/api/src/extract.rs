//! What a handler may ask for. The application itself is not among it: whoever wants data names who is asking.

mod actor;
mod creating;
mod if_match;
mod inbound;
mod json;
mod origin;
mod path_and_query;
mod probe;
mod visitor;

pub(crate) use actor::{
    Actor, AuditRead, DeliveriesRead, LeadsRead, LeadsWrite, MembersManage, PrivacyManage, PrivacyRead,
    SessionManage, SettingsManage, ZoomManage, ZoomRead,
};
pub(crate) use creating::Creating;
pub(crate) use if_match::IfMatch;
pub(crate) use inbound::Inbound;
pub(crate) use json::{Json, given};
pub(crate) use path_and_query::{path_config, query_config};
pub(crate) use probe::Probe;
pub(crate) use visitor::Visitor;

use crate::{Settings, problem::Problem};
use actix_web::{HttpRequest, web};
use app::App;
use domain::refusal::Code;

/// What every worker thread shares. Only the extractors in here can look inside.
#[derive(Clone)]
pub struct Shared {
    app: App,
    settings: Settings,
}

impl Shared {
    pub fn new(app: App, settings: Settings) -> Self {
        Self { app, settings }
    }

    pub(crate) fn new_request_id(&self) -> String {
        self.app.new_request_id()
    }

    pub(crate) fn settings(&self) -> &Settings {
        &self.settings
    }
}

pub(crate) fn shared(request: &HttpRequest) -> Result<web::Data<Shared>, Problem> {
    request.app_data::<web::Data<Shared>>().cloned().ok_or_else(|| Problem::code(Code::Internal))
}
