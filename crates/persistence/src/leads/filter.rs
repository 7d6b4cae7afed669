//! The one compiler from a filter tree to a condition. Every test is yes or no, never null, so that `not` means what it
//! says; values are bound, never written into the statement.

use crate::{
    WorkspaceDb,
    entities::{
        field_origins, field_values, lead_emails, lead_phones, lead_tags, leads, registrations, tasks,
    },
};
use domain::{
    filter::{
        CustomTest, Filter, NumberField, NumberTest, OpenTask, Test, TextField, TextTest, TimeField, TimeTest,
    },
    ids::{FieldId, WorkspaceId},
    policy::Reach,
    task::TaskState,
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QuerySelect, QueryTrait, Value,
    sea_query::{Expr, IntoCondition, LikeExpr},
};

/// What the handle's actor may know of: in every statement about leads. A lead that has become part of another one is
/// known by that other one only.
pub(crate) fn visible(db: &WorkspaceDb) -> Condition {
    visible_to(db.workspace(), db.reach())
}

/// What somebody with this reach may know of.
pub(crate) fn visible_to(workspace: WorkspaceId, reach: &Reach) -> Condition {
    within(workspace, reach).add(leads::Column::MergedInto.is_null())
}

/// As far as the actor's reach goes.
pub(crate) fn reachable(db: &WorkspaceDb) -> Condition {
    within(db.workspace(), db.reach())
}

fn within(workspace: WorkspaceId, reach: &Reach) -> Condition {
    let ours = Condition::all().add(leads::Column::WorkspaceId.eq(workspace));
    match reach {
        Reach::All => ours,
        Reach::Limited { owners, teams } => ours.add(
            Condition::any()
                .add(one_of(leads::Column::OwnerId, owners.iter().copied()))
                .add(one_of(leads::Column::TeamId, teams.iter().copied())),
        ),
    }
}

/// What the filter selects of what can be seen; without the bin, unless the filter speaks of it.
pub(crate) fn condition(db: &WorkspaceDb, filter: &Filter) -> Condition {
    selected(db.workspace(), db.reach(), filter)
}

/// What a list shows without a filter.
pub(crate) fn everything(db: &WorkspaceDb) -> Condition {
    condition(db, &Filter::EVERYTHING)
}

/// What the filter selects of the whole workspace: for its rules, which act for nobody.
pub(crate) fn of_workspace(db: &WorkspaceDb, filter: &Filter) -> Condition {
    selected(db.workspace(), &Reach::All, filter)
}

fn selected(workspace: WorkspaceId, reach: &Reach, filter: &Filter) -> Condition {
    let there = if filter.mentions_the_bin() {
        visible_to(workspace, reach)
    } else {
        // Whoever has become part of another one has left the lists the same way, so that their indexes are enough.
        within(workspace, reach).add(leads::Column::DeletedAt.is_null())
    };
    there.add(compile(workspace, filter))
}

fn compile(ours: WorkspaceId, filter: &Filter) -> Condition {
    match filter {
        Filter::All(parts) => parts
            .iter()
            .fold(Condition::all().add(Expr::value(true)), |all, part| all.add(compile(ours, part))),
        Filter::Any(parts) => parts
            .iter()
            .fold(Condition::any().add(Expr::value(false)), |any, part| any.add(compile(ours, part))),
        Filter::Not(inner) => compile(ours, inner).not(),
        Filter::Is(test) => compile_test(ours, test),
    }
}

fn compile_test(ours: WorkspaceId, test: &Test) -> Condition {
    let email = |which| {
        lead_has::<lead_emails::Entity>(
            ours,
            lead_emails::Column::WorkspaceId,
            lead_emails::Column::LeadId,
            which,
        )
    };
    let phone = |which| {
        lead_has::<lead_phones::Entity>(
            ours,
            lead_phones::Column::WorkspaceId,
            lead_phones::Column::LeadId,
            which,
        )
    };
    let origin = |which| {
        lead_has::<field_origins::Entity>(
            ours,
            field_origins::Column::WorkspaceId,
            field_origins::Column::LeadId,
            which,
        )
    };
    let tag = |which| {
        lead_has::<lead_tags::Entity>(ours, lead_tags::Column::WorkspaceId, lead_tags::Column::LeadId, which)
    };
    let registration = |which| {
        lead_has::<registrations::Entity>(
            ours,
            registrations::Column::WorkspaceId,
            registrations::Column::LeadId,
            which,
        )
    };
    match test {
        Test::Text(field, test) => text(text_column(*field), test),
        Test::Email(TextTest::Missing) => email(None).not(),
        Test::Email(test) => email(Some(text(lead_emails::Column::Normalized, test))),
        Test::Phone(TextTest::Missing) => phone(None).not(),
        Test::Phone(test) => {
            let number = Condition::any()
                .add(text(lead_phones::Column::E164, test))
                .add(text(lead_phones::Column::Raw, test));
            phone(Some(number))
        }
        Test::Country(wanted) => optional(leads::Column::Country, wanted.as_deref()),
        Test::Status(wanted) => one_of(leads::Column::Status, wanted.iter().copied()),
        Test::Source(wanted) => one_of(leads::Column::Source, wanted.iter().copied()),
        Test::Origin(wanted) => origin(Some(one_of(field_origins::Column::Origin, wanted.iter().copied()))),
        Test::Owner(wanted) => optional(leads::Column::OwnerId, wanted.as_deref()),
        Test::Team(wanted) => optional(leads::Column::TeamId, wanted.as_deref()),
        Test::Pipeline(wanted) => optional(leads::Column::PipelineId, wanted.as_deref()),
        Test::Stage(wanted) => optional(leads::Column::StageId, wanted.as_deref()),
        Test::Tag(None) => tag(None).not(),
        Test::Tag(Some(wanted)) => tag(Some(one_of(lead_tags::Column::TagId, wanted.iter().copied()))),
        Test::Meeting(None) | Test::Time(TimeField::RegisteredAt, TimeTest::Missing) => {
            registration(None).not()
        }
        Test::Meeting(Some(wanted)) => {
            registration(Some(one_of(registrations::Column::MeetingId, wanted.iter().copied())))
        }
        Test::Time(TimeField::RegisteredAt, test) => {
            registration(Some(time(registrations::Column::RegisteredAt, *test)))
        }
        Test::Task(wanted) => {
            let open = Condition::all()
                .add(tasks::Column::State.eq(TaskState::Open))
                .add(tasks::Column::DeletedAt.is_null());
            let which = wanted.iter().map(|wanted| {
                wanted
                    .iter()
                    .fold(Condition::any().add(Expr::value(false)), |any, one| any.add(open_task(*one)))
            });
            let found = lead_has::<tasks::Entity>(
                ours,
                tasks::Column::WorkspaceId,
                tasks::Column::LeadId,
                Some(which.fold(open, Condition::add)),
            );
            if wanted.is_some() { found } else { found.not() }
        }
        Test::Custom(field, test) => custom(ours, *field, test),
        Test::Number(field, test) => number(*field, *test),
        Test::Time(field, test) => time(time_column(*field), *test),
        Test::Deleted => leads::Column::DeletedAt.is_not_null().into_condition(),
    }
}

fn custom(ours: WorkspaceId, field: FieldId, test: &CustomTest) -> Condition {
    use field_values::Column;
    let which = match test {
        CustomTest::Text(TextTest::Missing)
        | CustomTest::Number(NumberTest::Missing)
        | CustomTest::Time(TimeTest::Missing)
        | CustomTest::Chosen(None) => None,
        CustomTest::Text(test) => Some(text(Column::TextKey, test)),
        CustomTest::Number(NumberTest::Between(from, to)) => {
            Some(present(Column::NumberValue).add(Column::NumberValue.between(*from, *to)))
        }
        CustomTest::Time(test) => Some(time(Column::TimeValue, *test)),
        CustomTest::Chosen(Some(wanted)) => Some(one_of(Column::RefValue, wanted.iter().copied())),
        CustomTest::Checked => Some(present(Column::NumberValue).add(Column::NumberValue.ne(0))),
    };
    let is_missing = which.is_none();
    let of_field = Condition::all().add(Column::FieldId.eq(field)).add_option(which);
    let found = lead_has::<field_values::Entity>(ours, Column::WorkspaceId, Column::LeadId, Some(of_field));
    if is_missing { found.not() } else { found }
}

fn open_task(wanted: OpenTask) -> Condition {
    match wanted {
        OpenTask::Due(from, to) => time(tasks::Column::DueAt, TimeTest::Within(from, to)),
        OpenTask::Of(member) => one_of(tasks::Column::AssigneeId, [member]),
    }
}

fn text_column(field: TextField) -> leads::Column {
    match field {
        TextField::Company => leads::Column::CompanyKey,
        TextField::DisplayName => leads::Column::DisplayNameKey,
        TextField::FirstName => leads::Column::FirstNameKey,
        TextField::LastName => leads::Column::LastNameKey,
        TextField::SourceDetail => leads::Column::SourceDetailKey,
        TextField::Title => leads::Column::TitleKey,
    }
}

fn time_column(field: TimeField) -> leads::Column {
    match field {
        TimeField::CreatedAt => leads::Column::CreatedAt,
        TimeField::LastActivityAt => leads::Column::LastActivityAt,
        TimeField::StageSince => leads::Column::StageSince,
        // A registration's own column; asked above.
        TimeField::RegisteredAt | TimeField::UpdatedAt => leads::Column::UpdatedAt,
    }
}

fn present(column: impl ColumnTrait) -> Condition {
    Condition::all().add(column.is_not_null())
}

fn text(column: impl ColumnTrait, test: &TextTest) -> Condition {
    match test {
        TextTest::Missing => column.is_null().into_condition(),
        // MySQL compares without the blanks at the end, but matches patterns with them.
        TextTest::Equals(wanted) => {
            present(column).add(column.eq(wanted.as_str())).add(column.like(pattern("", wanted, "")))
        }
        TextTest::Contains(part) => present(column).add(column.like(pattern("%", part, "%"))),
        // A range, which an index can answer; every text that begins so sorts before the last character there is.
        TextTest::StartsWith(start) => present(column)
            .add(column.gte(start.as_str()))
            .add(column.lt(format!("{start}\u{10ffff}")))
            .add(column.like(pattern("", start, "%"))),
    }
}

/// A text that means only itself, between wildcards or not.
fn pattern(before: &str, text: &str, after: &str) -> LikeExpr {
    let literal = text.replace('!', "!!").replace('%', "!%").replace('_', "!_");
    LikeExpr::new(format!("{before}{literal}{after}")).escape('!')
}

fn one_of<V: Into<Value>>(column: impl ColumnTrait, wanted: impl IntoIterator<Item = V>) -> Condition {
    present(column).add(column.is_in(wanted))
}

fn optional<V: Into<Value> + Clone>(column: impl ColumnTrait, wanted: Option<&[V]>) -> Condition {
    match wanted {
        Some(wanted) => one_of(column, wanted.iter().cloned()),
        None => column.is_null().into_condition(),
    }
}

/// Whether the lead has a row in the other table that fits.
fn lead_has<E: EntityTrait>(
    ours: WorkspaceId,
    workspace: E::Column,
    lead: E::Column,
    which: Option<Condition>,
) -> Condition {
    let mut rows = E::find().select_only().column(lead).filter(workspace.eq(ours));
    if let Some(which) = which {
        rows = rows.filter(which);
    }
    leads::Column::Id.in_subquery(rows.into_query()).into_condition()
}

fn number(field: NumberField, test: NumberTest) -> Condition {
    let column = match field {
        NumberField::Score => leads::Column::Score,
        NumberField::Value => leads::Column::ValueMinor,
    };
    match test {
        NumberTest::Missing => column.is_null().into_condition(),
        NumberTest::Between(from, to) => present(column).add(Expr::col(column).between(from, to)),
    }
}

fn time(column: impl ColumnTrait, test: TimeTest) -> Condition {
    match test {
        TimeTest::Missing => column.is_null().into_condition(),
        TimeTest::Within(from, to) => present(column)
            .add_option(from.map(|from| column.gte(from)))
            .add_option(to.map(|to| column.lt(to))),
    }
}
