//! Leads from before there were search words and folded keys get theirs. The schema's step enqueues it once; idempotent,
//! because a lead that has its keys is not found again.

use super::{JobError, Lease};
use crate::{App, failure::Failure};
use domain::ids::LeadId;
use persistence::leads;
use uuid::Uuid;

pub(crate) const KIND: &str = "index_leads";
const AT_ONCE: u64 = 200;

pub(super) async fn run(app: &App, lease: &Lease<'_>) -> Result<(), JobError> {
    let db = &app.0.db;
    let mut after = LeadId(Uuid::nil());
    loop {
        let found = leads::without_keys(&db.read_system(), after, AT_ONCE).await?;
        let Some((_, last)) = found.last() else { return lease.finish(app).await };
        after = *last;
        for (workspace, id) in found {
            db.write(workspace, async |tx| {
                if let Some(lead) = leads::lock(tx, id).await? {
                    leads::update(tx, &lead).await?;
                }
                Ok::<_, Failure>(())
            })
            .await?;
        }
    }
}
