//! The handlers of the API, one file a subject: each operation with what it takes, answers and is refused with.

pub mod following;
pub mod history;
pub mod links;
pub mod lobbies;
pub mod players;
pub mod rounds;
pub mod teams;
pub mod time;
