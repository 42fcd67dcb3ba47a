//! How the description of the API tells of the settings of a lobby: of all, as they are, and of those that are to change.

use serde_json::json;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{
    AdditionalProperties, ArrayBuilder, ObjectBuilder, Schema, SchemaType, Type,
};
use utoipa::{PartialSchema, ToSchema};

use crate::game::{
    Bounded, BuzzPer, Doors, Opens, PickedValue, Settings, SettingsEdit, TeamChoice, Values,
    WrongAnswer,
};

impl ToSchema for Settings {}

impl PartialSchema for Settings {
    fn schema() -> RefOr<Schema> {
        let fields = fields().into_iter();
        let settings = fields.fold(ObjectBuilder::new(), |settings, (name, schema)| {
            settings.property(name, schema).required(name)
        });
        let settings = settings
            .description(Some("The rules of this lobby."))
            .examples([json!(Self::default())]);
        settings.into()
    }
}

impl ToSchema for SettingsEdit {}

impl PartialSchema for SettingsEdit {
    fn schema() -> RefOr<Schema> {
        let fields = fields().into_iter();
        let settings = fields.fold(ObjectBuilder::new(), |settings, (name, schema)| {
            settings.property(name, or_null(schema))
        });
        let settings = settings
            .description(Some(
                "Those rules that are to change; what is left out or null stays as it is.",
            ))
            .additional_properties(Some(AdditionalProperties::FreeForm(true)))
            .examples([json!({ "wrong_answer": "next", "answer_seconds": 20 })]);
        settings.into()
    }
}

fn fields() -> [(&'static str, Schema); 11] {
    let wrong_costs = ObjectBuilder::new().schema_type(Type::Boolean);
    let wrong_costs = wrong_costs.description(Some("Whether a wrong answer subtracts the value."));
    let values = ArrayBuilder::new()
        .items(whole::<{ PickedValue::MIN }, { PickedValue::MAX }>(
            "Points",
        ))
        .min_items(Some(1))
        .max_items(Some(Values::MOST))
        .unique_items(true)
        .description(Some("What the host can pick as the value of a question."));
    [
        ("values", values.into()),
        (
            "wrong_answer",
            choice(
                WrongAnswer::TEXTS,
                "What follows a wrong answer: the question ends; or the next in the queue has the word, and where \
                 nobody is left the buzzers reopen; or the queue empties and the buzzers reopen. Who has answered \
                 wrong is out until the next question.",
            ),
        ),
        ("wrong_costs", wrong_costs.into()),
        (
            "opens",
            choice(
                Opens::TEXTS,
                "Whether a new question opens the buzzers, or leaves them locked until the host opens them.",
            ),
        ),
        (
            "false_start_ms",
            whole::<0, 10_000>(
                "For how many milliseconds a buzz before the buzzers are open bars its player, once a question; 0 for \
                 not at all.",
            )
            .into(),
        ),
        (
            "buzz_seconds",
            whole::<0, 600>("Seconds for which the buzzers stay open; 0 for no limit.").into(),
        ),
        (
            "answer_seconds",
            whole::<0, 600>("Seconds for the answer, after which the player is shown as out of time; 0 for no limit.")
                .into(),
        ),
        (
            "buzz_per",
            choice(
                BuzzPer::TEXTS,
                "Who has one place in the queue: each player, or each team. Who is in no team has a place alone.",
            ),
        ),
        (
            "team_choice",
            choice(TeamChoice::TEXTS, "Who may put a player into a team: the players, or the host alone."),
        ),
        (
            "doors",
            choice(Doors::TEXTS, "Whether somebody new may join."),
        ),
        (
            "fair_window_ms",
            whole::<0, 1000>(
                "For how many milliseconds after the first buzz of a round the order is that of the presses, as \
                 `pressed_at` tells of them, and not that of the arrivals; 0 for not at all. In a round that somebody \
                 has buzzed in, it stays as it was.",
            )
            .into(),
        ),
    ]
}

fn choice(texts: &[&'static str], description: &str) -> Schema {
    let choice = ObjectBuilder::new().schema_type(Type::String);
    let choice = choice.enum_values(Some(texts.to_vec()));
    choice.description(Some(description)).into()
}

/// A whole number, and what it is within.
pub fn whole<const MIN: i64, const MAX: i64>(description: &str) -> ObjectBuilder {
    let whole = ObjectBuilder::new().schema_type(Type::Integer);
    let whole = whole.description(Some(description));
    whole
        .minimum(Some(Bounded::<MIN, MAX>::MIN))
        .maximum(Some(MAX))
}

fn or_null(schema: Schema) -> Schema {
    let nullable = |of: Type| SchemaType::from_iter([of, Type::Null]);
    match schema {
        Schema::Array(mut array) => {
            array.schema_type = nullable(Type::Array);
            Schema::Array(array)
        }
        Schema::Object(mut object) => {
            if let SchemaType::Type(of) = object.schema_type {
                object.schema_type = nullable(of);
            }
            if let Some(values) = &mut object.enum_values {
                values.push(serde_json::Value::Null);
            }
            Schema::Object(object)
        }
        other => other,
    }
}
