//! The settings of a lobby: what a host can ask for, what is wrong with it, and what holds then.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::request::Flag;

/// What holds in one lobby.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    pub values: &'static [i64],
    pub wrong_answer: &'static str,
    pub wrong_costs: bool,
    pub opens: &'static str,
    pub false_start_ms: i64,
    pub buzz_seconds: i64,
    pub answer_seconds: i64,
    pub buzz_per: &'static str,
    pub team_choice: &'static str,
    pub doors: &'static str,
}

/// One setting as a request asks for it.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    Values(&'static [i64]),
    WrongAnswer(&'static str),
    WrongCosts(Flag),
    Opens(&'static str),
    FalseStart(i64),
    BuzzSeconds(i64),
    AnswerSeconds(i64),
    BuzzPer(&'static str),
    TeamChoice(&'static str),
    Doors(&'static str),
}

/// What one request asks for. Where it is the same setting twice, the later counts: a JSON object has it once.
pub type Rules = [Option<Rule>; 3];

pub const DEFAULT: Settings = Settings {
    values: &[10, 20, 30, 40, 50],
    wrong_answer: "end",
    wrong_costs: true,
    opens: "at_once",
    false_start_ms: 0,
    buzz_seconds: 0,
    answer_seconds: 0,
    buzz_per: "player",
    team_choice: "players",
    doors: "open",
};

impl Settings {
    /// With sound rules.
    pub fn with(mut self, rules: &Rules) -> Self {
        for rule in rules.iter().flatten() {
            match *rule {
                Rule::Values(values) => self.values = values,
                Rule::WrongAnswer(choice) => self.wrong_answer = choice,
                Rule::WrongCosts(flag) => self.wrong_costs = flag == Flag::Yes,
                Rule::Opens(choice) => self.opens = choice,
                Rule::FalseStart(milliseconds) => self.false_start_ms = milliseconds,
                Rule::BuzzSeconds(seconds) => self.buzz_seconds = seconds,
                Rule::AnswerSeconds(seconds) => self.answer_seconds = seconds,
                Rule::BuzzPer(choice) => self.buzz_per = choice,
                Rule::TeamChoice(choice) => self.team_choice = choice,
                Rule::Doors(choice) => self.doors = choice,
            }
        }
        self
    }

    pub fn shown(&self) -> Value {
        json!({
            "values": self.values,
            "wrong_answer": self.wrong_answer,
            "wrong_costs": self.wrong_costs,
            "opens": self.opens,
            "false_start_ms": self.false_start_ms,
            "buzz_seconds": self.buzz_seconds,
            "answer_seconds": self.answer_seconds,
            "buzz_per": self.buzz_per,
            "team_choice": self.team_choice,
            "doors": self.doors,
            "fair_window_ms": 0,
        })
    }
}

/// `None` where a request says nothing of settings.
pub fn sent(rules: &Rules) -> Option<Value> {
    let rules = by_name(rules);
    let fields = rules.iter();
    let fields = fields.map(|(name, rule)| ((*name).to_owned(), rule.sent()));
    let fields: Map<_, _> = fields.collect();
    (!fields.is_empty()).then_some(Value::Object(fields))
}

/// The path of the first setting that can't be so, in the order in which they are sent.
pub fn fault(rules: &Rules) -> Option<String> {
    by_name(rules)
        .into_iter()
        .find_map(|(name, rule)| Some(format!("settings.{name}{}", rule.fault()?)))
}

fn by_name(rules: &Rules) -> BTreeMap<&'static str, Rule> {
    let rules = rules.iter().flatten();
    rules.map(|rule| (rule.name(), *rule)).collect()
}

impl Rule {
    fn name(self) -> &'static str {
        match self {
            Self::Values(_) => "values",
            Self::WrongAnswer(_) => "wrong_answer",
            Self::WrongCosts(_) => "wrong_costs",
            Self::Opens(_) => "opens",
            Self::FalseStart(_) => "false_start_ms",
            Self::BuzzSeconds(_) => "buzz_seconds",
            Self::AnswerSeconds(_) => "answer_seconds",
            Self::BuzzPer(_) => "buzz_per",
            Self::TeamChoice(_) => "team_choice",
            Self::Doors(_) => "doors",
        }
    }

    fn sent(self) -> Value {
        match self {
            Self::Values(values) => json!(values),
            Self::WrongCosts(flag) => flag.sent(),
            Self::WrongAnswer(choice)
            | Self::Opens(choice)
            | Self::BuzzPer(choice)
            | Self::TeamChoice(choice)
            | Self::Doors(choice) => choice.into(),
            Self::FalseStart(number) | Self::BuzzSeconds(number) | Self::AnswerSeconds(number) => {
                number.into()
            }
        }
    }

    /// Where in it the fault is: empty where it is the setting as a whole.
    fn fault(self) -> Option<String> {
        let is_sound = match self {
            Self::Values(values) => {
                let is_odd = |value: &i64| !(1..=10_000).contains(value);
                if let Some(index) = values.iter().position(is_odd) {
                    return Some(format!("[{index}]"));
                }
                let is_double = |(index, value)| values[..index].contains(value);
                let has_double = values.iter().enumerate().any(is_double);
                (1..=10).contains(&values.len()) && !has_double
            }
            Self::WrongAnswer(choice) => ["end", "next", "reopen"].contains(&choice),
            Self::WrongCosts(flag) => flag != Flag::Malformed,
            Self::Opens(choice) => ["at_once", "by_host"].contains(&choice),
            Self::FalseStart(milliseconds) => (0..=10_000).contains(&milliseconds),
            Self::BuzzSeconds(seconds) | Self::AnswerSeconds(seconds) => {
                (0..=600).contains(&seconds)
            }
            Self::BuzzPer(choice) => ["player", "team"].contains(&choice),
            Self::TeamChoice(choice) => ["players", "host"].contains(&choice),
            Self::Doors(choice) => ["open", "closed"].contains(&choice),
        };
        (!is_sound).then(String::new)
    }
}
