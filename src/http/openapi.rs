//! What the routes can't say of themselves: which problems an operation answers with, and how one authenticates.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::json;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::example::ExampleBuilder;
use utoipa::openapi::header::HeaderBuilder;
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Schema, SchemaType, Type};
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{Ref, RefOr};
use utoipa::{IntoResponses, Modify, OpenApi, PartialSchema, ToSchema};

use crate::game::{Action, Bounded, LinkRole, PlayerName, Refusal, Refusals, WrongAnswer};
use crate::http::problem::{Code, FieldError, Problem, ProblemBody};
use crate::http::settings::whole;

mod example;

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Panenka",
        description = "The buzzer service of a quiz night: a host opens a lobby, players join with its code and buzz, \
                       and the order of the buzzes is exact.\n\n\
                       Retry what was not answered: with an `Idempotency-Key` where something is created, with the \
                       `round` where it has one. Nothing then takes effect twice.\n\n\
                       `GET /metrics`, where whoever runs the service has opened it, is for monitoring and not \
                       described here."
    ),
    servers((url = "/")),
    components(schemas(ProblemBody, FieldError)),
    modifiers(&Authentication),
    tags((name = "lobby", description = "Open and follow a lobby"), (name = "player", description = "Join and play"),
        (name = "host", description = "Run the game"), (name = "service", description = "The service itself")),
)]
pub struct ApiDoc;

/// Collected once, for a name occurs in many places.
static NAME_PATTERN: LazyLock<String> = LazyLock::new(PlayerName::pattern);

impl ToSchema for PlayerName {}

impl PartialSchema for PlayerName {
    fn schema() -> RefOr<Schema> {
        let schema = ObjectBuilder::new()
            .schema_type(Type::String)
            .description(Some(
                "1 to 32 characters after trimming and NFC, at least one of them visible; no control, direction or \
                 invisible characters. Joiners and variation selectors are allowed only where a script or an emoji \
                 needs them, which the pattern does not express. A player's name that looks like another player's, \
                 in any letter case and script, gets a number",
            ))
            .min_length(Some(1))
            .max_length(Some(32))
            .pattern(Some(NAME_PATTERN.as_str()))
            .examples([json!("Анна")]);
        schema.into()
    }
}

/// Those of a closed set that stand in a body of their own right; settings describe theirs in place.
macro_rules! choices {
    ($($choice:ident: $about:literal;)+) => { $(
        impl ToSchema for $choice {}

        impl PartialSchema for $choice {
            fn schema() -> RefOr<Schema> {
                let schema = ObjectBuilder::new()
                    .schema_type(Type::String)
                    .description(Some($about))
                    .enum_values(Some($choice::TEXTS.to_vec()));
                schema.into()
            }
        }
    )+ };
}

choices! {
    Action: "What the host decides about an answer.";
    LinkRole: "What the token of a link is good for: all that the host does, looking on, or a player's seat.";
    WrongAnswer: "What follows a wrong answer.";
}

/// Points, wherever else than in a setting a number has bounds.
impl<const MIN: i64, const MAX: i64> ToSchema for Bounded<MIN, MAX> {
    fn name() -> Cow<'static, str> {
        if MIN < 0 { "Points" } else { "QuestionValue" }.into()
    }
}

impl<const MIN: i64, const MAX: i64> PartialSchema for Bounded<MIN, MAX> {
    fn schema() -> RefOr<Schema> {
        whole::<MIN, MAX>("Points").into()
    }
}

/// What can be shown once all schemas are there.
pub struct Examples;

impl Modify for Examples {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let components = openapi.components.get_or_insert_default();
        if let Some(RefOr::T(Schema::Object(lobby))) = components.schemas.get_mut("Lobby") {
            lobby.examples.extend(example::lobby());
        }
    }
}

struct Authentication;

impl Modify for Authentication {
    fn modify(&self, openapi: &mut utoipa::openapi::OpenApi) {
        let scheme = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some(
                "The token that creating or joining the lobby answered with",
            ))
            .build();
        let components = openapi.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(scheme));
        let required = SecurityRequirement::new("token", Vec::<String>::new());
        openapi.security = Some(vec![required]);
    }
}

/// What a body can be at fault with…
const BODY: &[Code] = &[
    Code::InvalidJson,
    Code::BodyTooLarge,
    Code::UnsupportedMediaType,
    Code::InvalidField,
];
/// …and who asks as a member of a lobby.
const MEMBER: &[Code] = &[Code::Unauthorized, Code::NotInLobby, Code::LobbyNotFound];

/// Names the problems of an operation for use in `responses(…)`: what its request can be at fault with, and what the rules
/// can refuse its move with. Every operation may also find the service unavailable or broken.
macro_rules! problems {
    ($($name:ident: $($codes:expr),+; $refusals:expr;)+) => { $(
        pub struct $name;

        impl IntoResponses for $name {
            fn responses() -> BTreeMap<String, RefOr<Response>> {
                let refusals: &[Refusal] = $refusals;
                let of_request: &[&[Code]] = &[$($codes),+];
                let mut codes = of_request.concat();
                codes.extend(refusals.iter().copied().map(Code::from));
                responses(&codes)
            }
        }
    )+ };
}

problems! {
    CreateProblems: BODY; &[Refusal::IdempotencyKeyReused];
    JoinProblems: &[Code::LobbyNotFound], BODY; Refusals::JOIN;
    PreviewProblems: &[Code::LobbyNotFound]; &[];
    ReadProblems: MEMBER, &[Code::InvalidField]; Refusals::LOOK;
    BuzzProblems: MEMBER, BODY; Refusals::BUZZ;
    SetProblems: MEMBER, BODY; Refusals::SET;
    CloseProblems: MEMBER; Refusals::CLOSE;
    ConfirmProblems: MEMBER, BODY; Refusals::CONFIRM;
    ResolveProblems: MEMBER, BODY; Refusals::RESOLVE;
    ResetProblems: MEMBER, BODY; Refusals::RESET;
    FinishProblems: MEMBER; Refusals::FINISH;
    RestartProblems: MEMBER, BODY; Refusals::RESTART;
    UndoProblems: MEMBER, BODY; Refusals::UNDO;
    HistoryProblems: MEMBER; Refusals::HISTORY;
    TeamsProblems: MEMBER, BODY; Refusals::TEAMS;
    MakeLinkProblems: MEMBER, BODY; Refusals::MAKE_LINK;
    LinksProblems: MEMBER; Refusals::SEE_LINKS;
    RevokeLinkProblems: MEMBER; Refusals::REVOKE_LINK;
    EditProblems: MEMBER, BODY; Refusals::EDIT;
    RemoveProblems: MEMBER; Refusals::REMOVE;
    TimeProblems: &[]; &[];
    ServiceProblems: &[Code::NotFound]; &[];
}

/// One response a status, with an example for each code that has it.
fn responses(codes: &[Code]) -> BTreeMap<String, RefOr<Response>> {
    let always = [
        Code::InvalidRequest,
        Code::NotFound,
        Code::MethodNotAllowed,
        Code::HeadTooLarge,
        Code::TooManyRequests,
        Code::Internal,
        Code::Unavailable,
    ];
    let mut by_status: BTreeMap<u16, Vec<Code>> = BTreeMap::new();
    for code in codes.iter().chain(&always) {
        let status = code.status().as_u16();
        by_status.entry(status).or_default().push(*code);
    }
    by_status
        .into_iter()
        .map(|(status, codes)| (status.to_string(), RefOr::T(response(&codes))))
        .collect()
}

fn response(codes: &[Code]) -> Response {
    let names: Vec<_> = codes
        .iter()
        .map(|code| format!("`{}`", code.as_str()))
        .collect();
    let examples = codes.iter().map(|code| {
        let mut problem = Problem::new(*code);
        if *code == Code::InvalidField {
            problem = Problem::invalid_field("name", "must have at most 32 characters");
        }
        let example = ExampleBuilder::new()
            .summary(code.title())
            .value(Some(json!(
                problem.body("0d9b6d6e-1f0a-4d55-8f6b-5d1f4a1f2f3c")
            )))
            .build();
        (code.as_str().to_owned(), example)
    });
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .examples_from_iter(examples)
        .build();
    let mut response = ResponseBuilder::new()
        .description(names.join(", "))
        .content("application/problem+json", content);
    if codes.contains(&Code::Unavailable) || codes.contains(&Code::TooManyRequests) {
        let seconds = ObjectBuilder::new().schema_type(SchemaType::new(Type::Integer));
        let header = HeaderBuilder::new()
            .schema(Some(seconds))
            .description(Some("Seconds after which trying again makes sense"));
        response = response.header("Retry-After", header.build());
    }
    if codes.contains(&Code::UnsupportedMediaType) {
        let text = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
        let header = HeaderBuilder::new().schema(Some(text)).description(Some(
            "`identity`, where the body came with another `Content-Encoding`",
        ));
        response = response.header("Accept-Encoding", header.build());
    }
    if codes.contains(&Code::TooManyRequests) {
        let described = [
            (
                "RateLimit-Policy",
                "The limit on an address: how many, in how many seconds",
            ),
            (
                "RateLimit",
                "That nothing of it is left, and seconds until something is",
            ),
        ];
        for (name, description) in described {
            let text = ObjectBuilder::new().schema_type(SchemaType::new(Type::String));
            let header = HeaderBuilder::new()
                .schema(Some(text))
                .description(Some(description));
            response = response.header(name, header.build());
        }
    }
    response.build()
}
