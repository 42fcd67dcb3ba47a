//! What is shown of one state of a lobby, compressed once for all who are shown it.
//!
//! A piece is deflated text that ends on a byte, so that it can stand between others in a stream. It may refer to what was
//! shown before: then it is for those streams alone in which that came last.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flate2::{Compress, CompressError, Compression, Crc, FlushCompress};

/// How far back deflate can refer, in bytes.
pub const WINDOW: usize = 32 * 1024;

const LEVEL: Compression = Compression::new(5);

/// Kept for one state. Whoever has seen something else than most is sent one that refers to nothing.
const MOST: usize = 6;

/// Deflated text.
#[derive(Debug)]
pub struct Piece {
    pub deflated: Vec<u8>,
    /// Of the text.
    pub crc: Crc,
}

impl Piece {
    /// # Errors
    /// Those of the compressor, which has nothing to fail at.
    pub fn new(text: &str) -> Result<Self, CompressError> {
        Self::deflate(text, |_| Ok(()))
    }

    /// One that may refer to `before`, which ends so many bytes before it in the stream. What is between the two differs from
    /// stream to stream, and is nothing to refer to.
    ///
    /// # Errors
    /// As [`Piece::new`].
    pub fn after(before: &str, between: usize, text: &str) -> Result<Self, CompressError> {
        Self::deflate(text, |compress| {
            let mut context = before.as_bytes().to_vec();
            context.resize(context.len() + between, 0); // in no text
            let seen = context.len().saturating_sub(WINDOW);
            compress.set_dictionary(&context[seen..]).map(|_| ())
        })
    }

    fn deflate(
        text: &str,
        prepare: impl FnOnce(&mut Compress) -> Result<(), CompressError>,
    ) -> Result<Self, CompressError> {
        let text = text.as_bytes();
        let mut compress = Compress::new_with_window_bits(LEVEL, false, WINDOW.ilog2() as u8);
        prepare(&mut compress)?;
        let mut deflated = Vec::with_capacity(text.len() / 3 + 64);
        loop {
            let rest = text.get(compress.total_in() as usize..).unwrap_or_default();
            compress.compress_vec(rest, &mut deflated, FlushCompress::Sync)?;
            if deflated.len() < deflated.capacity() {
                break; // there was room for more: this is all
            }
            deflated.reserve(deflated.capacity());
        }
        deflated.shrink_to_fit();
        let mut crc = Crc::new();
        crc.update(text);
        Ok(Self { deflated, crc })
    }
}

/// Of the parts that may be left out of what is shown, those that are in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub teams: bool,
    pub players: bool,
}

impl Parts {
    pub const ALL: Self = Self {
        teams: true,
        players: true,
    };
}

/// Which text of a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Text {
    /// Differs between any two states that this process has rendered, also where they have the same version.
    pub state: StateId,
    pub parts: Parts,
    /// Hosts may be shown more.
    pub is_for_hosts: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StateId(u64);

impl StateId {
    pub(super) fn next() -> Self {
        static LAST: AtomicU64 = AtomicU64::new(0);
        Self(LAST.fetch_add(1, Ordering::Relaxed))
    }
}

/// The pieces of one state: each text of it, alone or after what was shown before.
#[derive(Debug, Default)]
pub struct Pieces(Mutex<Vec<Made>>);

/// A text, what it comes after where it refers to that, and its piece.
type Made = ((Text, Option<Text>), Arc<Piece>);

impl Pieces {
    /// The piece of a text that refers to nothing. Made by whoever needs it first; the others wait for it.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn alone<E>(
        &self,
        text: Text,
        make: impl FnOnce() -> Result<Piece, E>,
    ) -> Result<Arc<Piece>, E> {
        let mut made = self.lock();
        find(&made, text, None).map_or_else(|| keep(&mut made, (text, None), make()), Ok)
    }

    /// The piece of a text after another one, made as those alone. `None` where there are too many already.
    ///
    /// # Errors
    /// Those of `make`.
    pub fn after<E>(
        &self,
        before: Text,
        text: Text,
        make: impl FnOnce() -> Result<Piece, E>,
    ) -> Result<Option<Arc<Piece>>, E> {
        let mut made = self.lock();
        if let Some(piece) = find(&made, text, Some(before)) {
            return Ok(Some(piece));
        }
        if made.len() >= MOST {
            return Ok(None);
        }
        keep(&mut made, (text, Some(before)), make()).map(Some)
    }

    /// What is in it is whole between any two statements.
    fn lock(&self) -> MutexGuard<'_, Vec<Made>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn find(made: &[Made], text: Text, after: Option<Text>) -> Option<Arc<Piece>> {
    let made = made.iter().find(|(of, _)| *of == (text, after));
    made.map(|(_, piece)| Arc::clone(piece))
}

fn keep<E>(
    made: &mut Vec<Made>,
    of: (Text, Option<Text>),
    piece: Result<Piece, E>,
) -> Result<Arc<Piece>, E> {
    let piece = Arc::new(piece?);
    made.push((of, Arc::clone(&piece)));
    Ok(piece)
}
