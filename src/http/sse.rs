//! The events of a stream, as bytes.

use std::sync::Arc;
use std::time::Duration;

use axum::http::HeaderMap;
use serde_json::json;

use super::delivery::takes_gzip;
use super::gzip::{Gzip, SLOT};
use super::rendering::{RenderError, lobby_text, own_text, shared_text};
use crate::game::Role;
use crate::live::{Parts, Piece, Shared, Shown, Text};

/// What keeps a silent stream from being ended on its way.
const ALIVE: &str = ": alive\n\n";

/// Writes one stream.
pub struct Writer {
    /// Players and teams are left out where they are as in the event before.
    only_changes: bool,
    before: Option<Told>,
    /// Whether what is to come may refer to the event before.
    may_refer: bool,
    /// `None` where the client does not ask for it.
    gzip: Option<Gzip>,
}

/// A lobby as an event had it.
struct Told {
    shown: Shown,
    parts: Parts,
}

impl Told {
    /// What others were told as well: an event without what is one viewer's own.
    fn text(&self) -> String {
        let head = head(&self.shown);
        shared_text(&head, &self.shown, self.parts, SLOT)
    }

    fn name(&self) -> Text {
        let Shown { shared, viewer } = &self.shown;
        Text {
            state: shared.id,
            parts: self.parts,
            is_for_hosts: *viewer == Role::Host && shared.queue.for_hosts.is_some(),
        }
    }
}

impl Writer {
    /// For a client that sends these headers.
    pub fn new(headers: &HeaderMap, only_changes: bool) -> Self {
        Self {
            only_changes,
            before: None,
            may_refer: false,
            gzip: takes_gzip(headers).then(Gzip::default),
        }
    }

    pub fn is_compressed(&self) -> bool {
        self.gzip.is_some()
    }

    /// # Errors
    /// [`RenderError`].
    pub fn lobby(&mut self, shown: &Shown) -> Result<Vec<u8>, RenderError> {
        let parts = self.parts_of(&shown.shared);
        let told = Told {
            shown: shown.clone(),
            parts,
        };
        let before = self.before.as_ref().filter(|_| self.may_refer);
        let bytes = match &mut self.gzip {
            Some(gzip) => {
                let (bytes, may_refer) = compressed(gzip, &told, before)?;
                self.may_refer = may_refer;
                shown.shared.note_sent(bytes.len());
                bytes
            }
            None => format!("{}{}\n\n", head(shown), lobby_text(shown, parts)?).into_bytes(),
        };
        self.before = Some(told);
        Ok(bytes)
    }

    pub fn alive(&mut self) -> Vec<u8> {
        self.may_refer = false;
        match &mut self.gzip {
            Some(gzip) => gzip.plain(ALIVE),
            None => ALIVE.into(),
        }
    }

    /// After it nothing more comes.
    pub fn end(&mut self, code: &str, retry: Duration) -> Vec<u8> {
        let retry = retry.as_millis() as u64;
        let data = json!({ "code": code, "retry_ms": retry });
        let event = format!("event: end\nretry: {retry}\ndata: {data}\n\n");
        match &mut self.gzip {
            Some(gzip) => gzip.last(&event),
            None => event.into(),
        }
    }

    /// What the next event has of players and teams.
    fn parts_of(&self, shared: &Shared) -> Parts {
        let before = self.before.as_ref().filter(|_| self.only_changes);
        let Some(Shown { shared: before, .. }) = before.map(|before| &before.shown) else {
            return Parts::ALL;
        };
        Parts {
            teams: before.teams.digest() != shared.teams.digest(),
            players: before.players.digest() != shared.players.digest(),
        }
    }
}

fn head(shown: &Shown) -> String {
    format!("event: lobby\nid: {}\ndata: ", shown.version())
}

/// With whether what comes next may refer to it.
fn compressed(
    gzip: &mut Gzip,
    told: &Told,
    before: Option<&Told>,
) -> Result<(Vec<u8>, bool), RenderError> {
    let piece = piece_of(told, before)?;
    let own = own_text(&told.shown)?;
    let own_before = before.map(|before| own_text(&before.shown)).transpose()?;
    let again = own_before.filter(|before| *before == own);
    if let Some(bytes) = again.and_then(|own| gzip.event_again(&piece, &own)) {
        return Ok((bytes, true));
    }
    Ok(gzip.event(&piece, &own)?)
}

fn piece_of(told: &Told, before: Option<&Told>) -> Result<Arc<Piece>, RenderError> {
    let pieces = &told.shown.shared.pieces;
    if let Some(before) = before {
        let after = pieces.after(before.name(), told.name(), || {
            Piece::after(&before.text(), SLOT, &told.text())
        })?;
        if let Some(piece) = after {
            return Ok(piece);
        }
    }
    Ok(pieces.alone(told.name(), || Piece::new(&told.text()))?)
}
