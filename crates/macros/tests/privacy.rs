//! What a declared table looks like from outside, and what the compiler says about one that is not declared.

#![expect(dead_code, reason = "the fields stand for columns, nobody reads them")]

use domain::privacy::{
    Category, ColumnPrivacy, Declared, Erase, Export, Origin, Purpose, Retention, Subject,
};
use macros::Privacy;

struct HasMany<T>(std::marker::PhantomData<T>);

#[derive(Privacy)]
#[sea_orm(schema_name = "crm", table_name = "leads", comment = "not ours")]
struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    #[privacy(technical)]
    id: u64,
    #[sea_orm(column_name = "email_address", column_type = "String(StringLen::N(320))")]
    #[privacy(
        subject = lead, category = contact, purposes = [capture_leads, provide_service],
        retention = with_lead, erase = delete, export = yes, origin = zoom,
    )]
    email: String,
    #[privacy(
        subject = user, category = credentials, purposes = [authenticate], retention = days(7),
        erase = null, export = no("a secret of the sign-in"), origin = person
    )]
    r#type: Option<String>,
    #[privacy(
        subject = anyone, category = consent, purposes = [legal], retention = permanent,
        erase = keep("proof that the request was answered"), export = yes, origin = recorded
    )]
    receipt: String,
    #[sea_orm(ignore)]
    cached: bool,
    #[sea_orm(has_many)]
    tasks: HasMany<u8>,
}

#[test]
fn the_columns_say_what_their_attributes_say_in_the_order_of_the_entity() {
    let expected = [
        ColumnPrivacy::technical("id"),
        ColumnPrivacy {
            column: "email_address",
            subject: Subject::Lead,
            category: Category::Contact,
            purposes: &[Purpose::CaptureLeads, Purpose::ProvideService],
            retention: Retention::WithLead,
            erase: Erase::Delete,
            export: Export::Yes,
            origin: Origin::Zoom,
        },
        ColumnPrivacy {
            column: "type",
            subject: Subject::User,
            category: Category::Credentials,
            purposes: &[Purpose::Authenticate],
            retention: Retention::Days(7),
            erase: Erase::Null,
            export: Export::No("a secret of the sign-in"),
            origin: Origin::Person,
        },
        ColumnPrivacy {
            column: "receipt",
            subject: Subject::Anyone,
            category: Category::Consent,
            purposes: &[Purpose::Legal],
            retention: Retention::Permanent,
            erase: Erase::Keep("proof that the request was answered"),
            export: Export::Yes,
            origin: Origin::Recorded,
        },
    ];
    assert_eq!(Model::PRIVACY.table, "leads");
    assert_eq!(Model::PRIVACY.columns, expected);
}

#[test]
fn an_incomplete_declaration_is_an_error_that_says_what_to_write() {
    trybuild::TestCases::new().compile_fail("tests/ui/*.rs");
}
