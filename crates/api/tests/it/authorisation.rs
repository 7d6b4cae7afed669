//! Every operation of the document × everybody who could call it. An operation without a row fails the test.

use crate::spec::operations;
use domain::workspace::Role;
use std::collections::BTreeMap;
use testkit::{Browser, TestApp, both_engines};

/// Operation → what owner, admin, member and viewer get. Anonymous callers get 401 everywhere.
fn matrix() -> BTreeMap<&'static str, [u16; 4]> {
    BTreeMap::from([
        ("add_team_member", [404, 404, 403, 403]),
        ("cancel_bulk", [404, 404, 404, 403]),
        ("connect_zoom", [403, 403, 403, 403]),
        ("count_duplicates", [200, 200, 200, 200]),
        ("count_leads", [200, 200, 200, 200]),
        ("count_unread_notifications", [200, 200, 200, 200]),
        ("create_assignment_rule", [422, 422, 403, 403]),
        ("create_bulk", [422, 422, 422, 403]),
        ("create_field", [201, 201, 403, 403]),
        ("create_lead", [201, 201, 201, 403]),
        ("create_note", [404, 404, 404, 403]),
        ("create_pipeline", [201, 201, 403, 403]),
        ("create_scoring_rule", [201, 201, 403, 403]),
        ("create_stage", [404, 404, 403, 403]),
        ("create_tag", [201, 201, 201, 403]),
        ("create_task", [404, 404, 404, 403]),
        ("create_team", [201, 201, 403, 403]),
        ("create_view", [201, 201, 201, 201]),
        ("delete_assignment_rule", [404, 404, 403, 403]),
        ("delete_field", [404, 404, 403, 403]),
        ("delete_lead", [404, 404, 404, 403]),
        ("delete_note", [404, 404, 404, 403]),
        ("delete_pipeline", [404, 404, 403, 403]),
        ("delete_scoring_rule", [404, 404, 403, 403]),
        ("delete_stage", [404, 404, 403, 403]),
        ("delete_tag", [404, 404, 403, 403]),
        ("delete_task", [404, 404, 404, 403]),
        ("delete_team", [404, 404, 403, 403]),
        ("delete_view", [404, 404, 404, 404]),
        ("disconnect_zoom", [404, 404, 403, 403]),
        ("dismiss_duplicate", [404, 404, 404, 403]),
        ("get_bulk", [404, 404, 404, 404]),
        ("get_data_map", [200, 200, 200, 200]),
        ("get_lead", [404, 404, 404, 404]),
        ("get_lead_score", [404, 404, 404, 404]),
        ("get_pipeline_totals", [404, 404, 404, 404]),
        ("get_report", [404, 404, 404, 404]),
        ("get_session", [200, 200, 200, 200]),
        ("get_task", [404, 404, 404, 404]),
        ("get_task_summary", [200, 200, 200, 200]),
        ("get_zoom", [200, 200, 200, 200]),
        ("list_assignment_rules", [200, 200, 200, 200]),
        ("list_audit_entries", [200, 200, 403, 403]),
        ("list_bulks", [200, 200, 200, 200]),
        ("list_deliveries", [200, 200, 403, 403]),
        ("list_duplicates", [200, 200, 200, 200]),
        ("list_fields", [200, 200, 200, 200]),
        ("list_lead_access", [404, 404, 404, 404]),
        ("list_lead_activities", [404, 404, 404, 404]),
        ("list_lead_audit", [404, 404, 403, 403]),
        ("list_lead_duplicates", [404, 404, 404, 404]),
        ("list_lead_merges", [404, 404, 404, 404]),
        ("list_lead_notes", [404, 404, 404, 404]),
        ("list_leads", [200, 200, 200, 200]),
        ("list_members", [200, 200, 200, 200]),
        ("list_notification_settings", [200, 200, 200, 200]),
        ("list_notifications", [200, 200, 200, 200]),
        ("list_pipelines", [200, 200, 200, 200]),
        ("list_scoring_rules", [200, 200, 200, 200]),
        ("list_tags", [200, 200, 200, 200]),
        ("list_tasks", [200, 200, 200, 200]),
        ("list_teams", [200, 200, 200, 200]),
        ("list_views", [200, 200, 200, 200]),
        ("merge_lead", [404, 404, 404, 403]),
        ("read_notification", [404, 404, 404, 404]),
        ("read_notifications", [204, 204, 204, 204]),
        ("record_field_basis", [404, 403, 403, 403]),
        ("remove_team_member", [404, 404, 403, 403]),
        ("restore_duplicate", [404, 404, 404, 403]),
        ("restore_lead", [404, 404, 404, 403]),
        ("restore_note", [404, 404, 404, 403]),
        ("restore_task", [404, 404, 404, 403]),
        ("search_leads", [200, 200, 200, 200]),
        ("sign_out", [204, 204, 204, 204]),
        ("start_zoom_authorization", [201, 201, 403, 403]),
        ("stream_events", [200, 200, 200, 200]),
        ("tag_lead", [404, 404, 404, 403]),
        ("try_assignment_rules", [200, 200, 403, 403]),
        ("try_scoring_rules", [200, 200, 403, 403]),
        ("undo_bulk", [404, 404, 404, 403]),
        ("undo_merge", [404, 404, 404, 403]),
        ("unread_notification", [404, 404, 404, 404]),
        ("untag_lead", [404, 404, 404, 403]),
        ("update_assignment_rule", [404, 404, 403, 403]),
        ("update_field", [404, 404, 403, 403]),
        ("update_lead", [404, 404, 404, 403]),
        ("update_member", [404, 404, 403, 403]),
        ("update_note", [404, 404, 404, 403]),
        ("update_notification_settings", [200, 200, 200, 200]),
        ("update_pipeline", [404, 404, 403, 403]),
        ("update_scoring_rule", [404, 404, 403, 403]),
        ("update_stage", [404, 404, 403, 403]),
        ("update_tag", [404, 404, 403, 403]),
        ("update_task", [404, 404, 404, 403]),
        ("update_team", [404, 404, 403, 403]),
        ("update_view", [404, 404, 404, 404]),
        ("withdraw_field_basis", [404, 403, 403, 403]),
    ])
}

async fn call(browser: &Browser, operation: &crate::spec::Operation) -> (u16, Option<String>) {
    let path = operation.path_with("01a2016e-a2f5-70f6-be05-d34c6159badc");
    let mut request = browser.request(operation.method.clone(), &path);
    if operation.has_body() {
        request = request.json(&operation.body());
    }
    let response = request.send().await.unwrap();
    let status = response.status().as_u16();
    if status == 200 && operation.id == "stream_events" {
        return (status, None);
    }
    let code = testkit::Answer::of(response).await.json()["code"].as_str().map(ToOwned::to_owned);
    (status, code)
}

both_engines! {
    async fn each_role_gets_what_the_matrix_says_and_anonymous_gets_nothing(app: TestApp) {
        let matrix = matrix();
        let owner = app.owner("ines").await;
        let mut browsers = vec![(Role::Owner, owner.clone())];
        for role in [Role::Admin, Role::Member, Role::Viewer] {
            browsers.push((role, app.colleague(&owner, role).await));
        }
        let mut operations: Vec<_> = operations().into_iter().filter(|operation| !operation.is_public()).collect();
        operations.sort_by_key(|operation| operation.id == "sign_out");
        for operation in &operations {
            let expected = matrix.get(operation.id.as_str());
            let expected = expected.unwrap_or_else(|| panic!("{} has no row in the matrix", operation.id));
            let (status, code) = call(&app.browser(), operation).await;
            assert_eq!((status, code.as_deref()), (401, Some("unauthenticated")), "{} anonymous", operation.id);
            for ((role, browser), expected) in browsers.iter().zip(expected) {
                let (status, code) = call(browser, operation).await;
                assert_eq!(status, *expected, "{} as {role}: {code:?}", operation.id);
                if status == 403 && operation.id != "connect_zoom" {
                    assert_eq!(code.as_deref(), Some("forbidden"));
                }
            }
        }
        for id in matrix.keys() {
            assert!(operations.iter().any(|operation| operation.id == *id), "{id} is no operation any more");
        }
    }

    async fn a_role_sees_in_its_session_what_it_may_do(app: TestApp) {
        let owner = app.owner("ines").await;
        let permissions = |browser: &Browser| {
            let list = browser.session()["permissions"].as_array().unwrap().clone();
            list.iter().map(|word| word.as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert!(permissions(&owner).contains(&"zoom_manage".to_owned()));
        let viewer = app.colleague(&owner, Role::Viewer).await;
        assert_eq!(permissions(&viewer), ["leads_read", "privacy_read", "session_manage", "zoom_read"]);
        assert_eq!(viewer.session()["role"], "viewer");
        assert_eq!(viewer.workspace_id(), owner.workspace_id());
    }
}
