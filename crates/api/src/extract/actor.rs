//! `Actor<P>`: a signed-in member who may do `P`, and their reach. A handler without one has no data.

use crate::{
    cookie,
    extract::{origin, shared},
    problem::Problem,
};
use actix_web::{FromRequest, HttpRequest, dev::Payload};
use app::{Ctx, session};
use domain::{policy::Permission, refusal::Code};
use futures_util::future::LocalBoxFuture;
use std::{marker::PhantomData, ops::Deref};

/// A permission as a type, so that a handler's signature says it.
pub(crate) trait Needs: 'static {
    const PERMISSION: Permission;
}

macro_rules! needs {
    ($($permission:ident),+ $(,)?) => {$(
        pub(crate) struct $permission;

        impl Needs for $permission {
            const PERMISSION: Permission = Permission::$permission;
        }
    )+};
}

needs!(
    AuditRead,
    DeliveriesRead,
    LeadsRead,
    LeadsWrite,
    MembersManage,
    PrivacyManage,
    PrivacyRead,
    SessionManage,
    SettingsManage,
    ZoomManage,
    ZoomRead,
);

pub(crate) struct Actor<P>(Ctx, PhantomData<P>);

impl<P> Actor<P> {
    pub(crate) fn into_ctx(self) -> Ctx {
        self.0
    }
}

impl<P> Deref for Actor<P> {
    type Target = Ctx;

    fn deref(&self) -> &Ctx {
        &self.0
    }
}

impl<P: Needs> FromRequest for Actor<P> {
    type Error = Problem;
    type Future = LocalBoxFuture<'static, Result<Self, Problem>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let request = request.clone();
        Box::pin(async move {
            let shared = shared(&request)?;
            let token = cookie::read(&request).ok_or_else(|| Problem::code(Code::Unauthenticated))?;
            let mut authenticated = session::authenticate(&shared.app, &token).await?;
            if !request.method().is_safe() {
                origin::require_same(&request, &shared.settings)?;
                let csrf = request.headers().get("x-csrf").and_then(|value| value.to_str().ok());
                if !csrf.is_some_and(|token| authenticated.is_csrf_token(token)) {
                    return Err(Problem::code(Code::CsrfRejected));
                }
            }
            if let Some(token) = authenticated.renewed.take() {
                cookie::renew(&request, token);
            }
            Ok(Self(authenticated.permit(P::PERMISSION)?, PhantomData))
        })
    }
}
