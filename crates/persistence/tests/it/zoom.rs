//! Linked Zoom users, authorizations on their way, and meetings.

use crate::world::{
    Tenant, after, digest, email, id, identity, lead, meeting, registrant, registration, start,
};
use domain::{
    ids::{ConnectionId, MeetingId, SessionId, ZoomAuthorizationId},
    zoom::{MeetingFacts, RegistrantFacts, RegistrationStatus, ZoomIdentity, ZoomUserKey},
};
use futures_util::future::join_all;
use persistence::{Db, DbError, leads, registrations, sessions, zoom};
use testkit::{TestDb, both_engines};

async fn link(db: &Db, tenant: Tenant, user: &str) -> ConnectionId {
    let (new, identity) = (ConnectionId(id()), identity(user));
    let write =
        db.write(tenant.workspace, async |tx| zoom::link(tx, new, &identity, tenant.member, start()).await);
    write.await.unwrap().id
}

async fn authorize(db: &Db, tenant: Tenant, state: [u8; 32]) {
    let write = db.write(tenant.workspace, async |tx| {
        let new = ZoomAuthorizationId(id());
        zoom::insert_authorization(tx, new, tenant.session, state, start(), after(600)).await
    });
    write.await.unwrap();
}

async fn upsert(db: &Db, tenant: Tenant, facts: &MeetingFacts, as_of: i64) -> MeetingId {
    let write = db.write(tenant.workspace, async |tx| {
        registrations::upsert_meeting(tx, MeetingId(id()), facts, after(as_of), start()).await
    });
    write.await.unwrap()
}

both_engines! {
    async fn an_authorization_is_used_once_by_its_own_session_in_its_own_workspace(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let other_session = SessionId(id());
        let insert = db.db.write_system(async |tx| sessions::insert(tx, other_session, a.member, start(), after(9)).await);
        insert.await.unwrap();
        let state = digest();
        authorize(&db.db, a, state).await;
        let take = async |workspace, session, state| {
            db.db.write(workspace, async |tx| zoom::take_authorization(tx, session, state).await).await.unwrap()
        };
        assert_eq!(take(a.workspace, a.session, digest()).await, None);
        assert_eq!(take(a.workspace, other_session, state).await, None);
        assert_eq!(take(b.workspace, a.session, state).await, None);
        assert_eq!(take(b.workspace, b.session, state).await, None);
        assert_eq!(take(a.workspace, a.session, state).await, Some(after(600)));
        assert_eq!(take(a.workspace, a.session, state).await, None);
    }

    async fn of_many_who_use_one_authorization_one_succeeds(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let state = digest();
        authorize(&db.db, a, state).await;
        let take = async |_| {
            db.db.write(a.workspace, async |tx| zoom::take_authorization(tx, a.session, state).await).await.unwrap()
        };
        let wins = join_all((0..10).map(take)).await.into_iter().flatten().count();
        assert_eq!(wins, 1);
    }

    async fn authorizations_go_when_they_expire_and_with_their_session(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let (first, second) = (digest(), digest());
        authorize(&db.db, a, first).await;
        let sweep = async |seconds| {
            db.db.write_system(async |tx| zoom::delete_expired_authorizations(tx, after(seconds)).await).await.unwrap()
        };
        assert_eq!((sweep(599).await, sweep(600).await), (0, 1));
        authorize(&db.db, a, second).await;
        db.db.write_system(async |tx| sessions::delete(tx, a.session).await).await.unwrap();
        assert_eq!(sweep(9_999).await, 0);
    }

    async fn linking_again_renews_and_links_nobody_new(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let known = link(&db.db, a, "maren").await;
        let renewed = ZoomIdentity { name: "Maren O.".into(), email: "new@example.com".into(), ..identity("maren") };
        let relink = async |identity: &ZoomIdentity| {
            db.db.write(a.workspace, async |tx| zoom::relink(tx, identity, a.member, after(9)).await).await.unwrap()
        };
        assert!(relink(&identity("Maren")).await.is_none());
        let told = relink(&renewed).await.unwrap();
        let stored = zoom::list(&db.db.read(a.workspace)).await.unwrap();
        assert_eq!(stored.len(), 1);
        for connection in [&told, &stored[0]] {
            assert_eq!((connection.id, connection.linked_at, connection.linked_by), (known, after(9), Some(a.member)));
            assert_eq!((connection.name.as_str(), connection.email.as_str()), ("Maren O.", "new@example.com"));
        }
    }

    async fn a_removed_app_unlinks_unless_it_was_linked_again_since(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let unlink = async |user: &str, seconds: Option<i64>| {
            let key = identity(user).key;
            db.db.write(a.workspace, async |tx| zoom::unlink_user(tx, &key, seconds.map(after)).await).await.unwrap()
        };
        let (_, colleague) = (link(&db.db, a, "maren").await, link(&db.db, a, "tobiah").await);
        assert!(!unlink("maren", Some(-1)).await, "removed before it was linked");
        assert!(!unlink("somebody", None).await);
        assert!(unlink("maren", Some(0)).await);
        link(&db.db, a, "maren").await;
        assert!(unlink("maren", None).await, "without a time it counts as now");
        let left: Vec<ConnectionId> = zoom::list(&db.db.read(a.workspace)).await.unwrap().iter().map(|row| row.id).collect();
        assert_eq!(left, [colleague]);
        let unlink = async || db.db.write(a.workspace, async |tx| zoom::unlink(tx, colleague).await).await.unwrap();
        assert!(unlink().await && !unlink().await);
    }

    async fn deliveries_go_to_the_workspace_of_their_host_alone(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        // Two hosts of one Zoom account, in two workspaces.
        let (maren, tobiah) = (link(&db.db, a, "maren").await, link(&db.db, b, "tobiah").await);
        let keys = ["maren", "tobiah", "nobody"].map(|user| identity(user).key);
        let foreign = ZoomUserKey { account_id: "another".into(), user_id: "maren".into() };
        let crossed = ZoomUserKey { account_id: "maren".into(), user_id: "account".into() };
        let routes = async |keys: &[&ZoomUserKey]| {
            let mut routes: Vec<_> = zoom::routes(&db.db.read_system(), keys).await.unwrap().into_iter()
                .map(|route| (route.zoom.user_id, route.workspace, route.connection)).collect();
            routes.sort();
            routes
        };
        let all = [("maren".to_owned(), a.workspace, maren), ("tobiah".to_owned(), b.workspace, tobiah)];
        assert_eq!(routes(&keys.each_ref()).await, all);
        assert_eq!(routes(&[&keys[1]]).await, all[1..]);
        assert_eq!(routes(&[&foreign, &crossed, &keys[2]]).await, []);
        assert_eq!(routes(&[]).await, []);
    }

    async fn a_meeting_is_known_by_account_and_number_and_follows_the_newest_event(db: TestDb) {
        let (a, b) = (Tenant::new(&db.db, "a").await, Tenant::new(&db.db, "b").await);
        let person = lead("Ines");
        let facts = meeting(i64::MAX);
        let known = upsert(&db.db, a, &facts, 5).await;
        let register = db.db.write(a.workspace, async |tx| {
            leads::insert(tx, &person).await?;
            registrations::insert(tx, registration(person.id, known, &registrant("key")), start()).await
        });
        register.await.unwrap();
        let topic = async || {
            let all = registrations::of_lead(&db.db.read(a.workspace), person.id).await.unwrap();
            all[0].meeting.topic.clone().unwrap()
        };
        let renamed = |topic: Option<&str>| MeetingFacts { topic: topic.map(Into::into), ..facts.clone() };
        assert_eq!(upsert(&db.db, a, &renamed(Some("older")), 4).await, known);
        assert_eq!(topic().await, facts.topic.clone().unwrap());
        assert_eq!(upsert(&db.db, a, &renamed(Some("newer")), 6).await, known);
        assert_eq!(upsert(&db.db, a, &renamed(None), 7).await, known);
        assert_eq!(topic().await, "newer", "what an event leaves out stays");
        let others = [
            upsert(&db.db, b, &facts, 5).await,
            upsert(&db.db, a, &MeetingFacts { zoom_id: i64::MIN, ..facts.clone() }, 5).await,
            upsert(&db.db, a, &MeetingFacts { account_id: "Account".into(), ..facts.clone() }, 5).await,
        ];
        assert!(!others.contains(&known));
    }

    async fn a_second_registration_renews_the_first(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await.fill(&db.db, "a").await;
        let workspace = a.tenant.workspace;
        let person = RegistrantFacts { status: RegistrationStatus::Denied, email: Some(email("x@y.z")), ..registrant("key") };
        let renew = db.db.write(workspace, async |tx| {
            let known = registrations::find(tx, a.meeting, "key").await?.expect("registered");
            assert_eq!((known.id, known.lead_id, known.as_of), (a.registration, a.lead, start()));
            registrations::renew(tx, known.id, &person, "[1]".into(), after(3)).await?;
            let known = registrations::find(tx, a.meeting, "key").await?.expect("registered");
            Ok::<_, DbError>(known.as_of)
        });
        assert_eq!(renew.await.unwrap(), after(3));
        let all = registrations::of_lead(&db.db.read(workspace), a.lead).await.unwrap();
        assert_eq!((all.len(), all[0].status, all[0].answers.as_str()), (1, RegistrationStatus::Denied, "[1]"));
        assert_eq!(all[0].registered_at, after(3));
    }

    async fn sessions_end_when_they_are_deleted_or_expired(db: TestDb) {
        let a = Tenant::new(&db.db, "a").await;
        let (other, system) = (SessionId(id()), db.db.read_system());
        let write = db.db.write_system(async |tx| {
            sessions::insert(tx, other, a.member, start(), after(60)).await?;
            sessions::touch(tx, other, after(5)).await
        });
        write.await.unwrap();
        let session = sessions::find(&system, other).await.unwrap().unwrap();
        assert_eq!((session.last_seen_at, session.member.workspace_id, session.member.session_id), (after(5), a.workspace, other));
        let sweep = async |seconds| db.db.write_system(async |tx| sessions::delete_expired(tx, after(seconds)).await).await.unwrap();
        assert_eq!((sweep(59).await, sweep(60).await), (0, 1));
        assert!(sessions::find(&system, other).await.unwrap().is_none());
        db.db.write_system(async |tx| sessions::delete(tx, a.session).await).await.unwrap();
        assert!(sessions::find(&system, a.session).await.unwrap().is_none());
        assert_eq!(persistence::members::first_of(&system, a.user).await.unwrap(), Some(a.member));
    }
}
