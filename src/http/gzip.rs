//! Gzip for the streams of a lobby, in which most is compressed once for all of them.
//!
//! The stream of a viewer is one member, stitched together of [pieces](Piece): what all are shown is compressed once, and may
//! refer to the event before; what is for one viewer stands behind it as it is, in a slot that has the same size in all
//! streams, so that what is before it is as far away in each; or as a reference, where it is as it was. To a decoder it
//! looks as if one compressor had written it. A compressor for each stream would take some hundred kilobytes for as long as
//! the stream lasts, and do the same work a thousand times in a hall of a thousand.

use std::sync::{Arc, OnceLock};

use flate2::{CompressError, Crc};

use crate::live::{Piece, WINDOW};

/// Bytes of text between what all are shown and what comes next.
pub const SLOT: usize = 512;

/// Ends an event.
const END: &str = "}\n\n";

/// No name, no time, system unknown.
const HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 0xff];

/// A block of nothing, as compressors write it where all so far is to be read. Some decoders wait for one; pieces end with it.
const FLUSH: [u8; 5] = [0, 0, 0, 0xff, 0xff];

/// What an uncompressed block can hold.
const BLOCK: usize = u16::MAX as usize;

/// One stream.
#[derive(Default)]
pub struct Gzip {
    has_begun: bool,
    /// Of all text so far.
    crc: Crc,
}

impl Gzip {
    /// An event: what is shared, what is one viewer's own, and its end. Whether the slot was kept: what comes next may refer to
    /// the event then.
    ///
    /// # Errors
    /// Those of the compressor, which has nothing to fail at.
    pub fn event(&mut self, shared: &Piece, own: &str) -> Result<(Vec<u8>, bool), CompressError> {
        let padding = SLOT.checked_sub(own.len() + END.len());
        let end = end_of_slot(padding.unwrap_or_default())?;
        let room = shared.deflated.len() + own.len() + end.deflated.len() + 32;
        let mut bytes = self.begin(room);
        self.append(&mut bytes, shared);
        self.store(&mut bytes, own.as_bytes(), false);
        self.append(&mut bytes, &end);
        Ok((bytes, padding.is_some()))
    }

    /// An event right behind another one that kept its slot, in which the viewer's own is as it is there. `None` where the slot is
    /// too far back by now.
    pub fn event_again(&mut self, shared: &Piece, own: &str) -> Option<Vec<u8>> {
        let distance = shared.crc.amount() as usize + SLOT;
        let padding = SLOT.checked_sub(own.len() + END.len())?;
        if distance > WINDOW {
            return None;
        }
        let slot = copied_slot(distance);
        let mut bytes = self.begin(shared.deflated.len() + slot.len());
        self.append(&mut bytes, shared);
        bytes.extend(slot);
        self.crc
            .update(format!("{own}{:padding$}{END}", "").as_bytes());
        Some(bytes)
    }

    /// Text as it is.
    pub fn plain(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = self.begin(text.len() + 16);
        self.store(&mut bytes, text.as_bytes(), false);
        bytes.extend(FLUSH);
        bytes
    }

    /// Text as it is, after which nothing more comes.
    pub fn last(&mut self, text: &str) -> Vec<u8> {
        let mut bytes = self.begin(text.len() + 32);
        self.store(&mut bytes, text.as_bytes(), true);
        bytes.extend(self.crc.sum().to_le_bytes());
        bytes.extend(self.crc.amount().to_le_bytes());
        bytes
    }

    fn begin(&mut self, room: usize) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(room + HEADER.len());
        if !std::mem::replace(&mut self.has_begun, true) {
            bytes.extend(HEADER);
        }
        bytes
    }

    fn append(&mut self, bytes: &mut Vec<u8>, piece: &Piece) {
        bytes.extend(&piece.deflated);
        self.crc.combine(&piece.crc);
    }

    /// Blocks without compression. Where they are the last ones, the text must not be empty.
    fn store(&mut self, bytes: &mut Vec<u8>, text: &[u8], is_last: bool) {
        let mut blocks = text.chunks(BLOCK).peekable();
        while let Some(block) = blocks.next() {
            let length = block.len() as u16;
            bytes.push(u8::from(is_last && blocks.peek().is_none()));
            bytes.extend(length.to_le_bytes());
            bytes.extend((!length).to_le_bytes());
            bytes.extend(block);
        }
        self.crc.update(text);
    }
}

/// So many spaces, which mean nothing there, and the end of the event. Each is made once.
fn end_of_slot(padding: usize) -> Result<Arc<Piece>, CompressError> {
    static ENDS: [OnceLock<Arc<Piece>>; SLOT] = [const { OnceLock::new() }; SLOT];
    let made = ENDS.get(padding);
    if let Some(piece) = made.and_then(OnceLock::get) {
        return Ok(Arc::clone(piece));
    }
    let piece = Arc::new(Piece::new(&format!("{:padding$}{END}", ""))?);
    Ok(match made {
        Some(place) => Arc::clone(place.get_or_init(|| piece)),
        None => piece,
    })
}

/// A block that repeats what is so far back: two matches with the codes that RFC 1951 fixes (3.2.5 and 3.2.6), and a flush.
fn copied_slot(distance: usize) -> Vec<u8> {
    const FIXED: (u32, u32) = (0b01 << 1, 3);
    const LENGTH_258: (u32, u32) = (0b1100_0101, 8);
    const LENGTH_227: (u32, u32) = (0b1100_0100, 8); // and up to 31 more
    const MORE: (u32, u32) = ((SLOT - 258 - 227) as u32, 5);
    const END_OF_BLOCK: (u32, u32) = (0, 7);
    const STORED: (u32, u32) = (0, 3);
    let back = distance as u32 - 1;
    let (power, extra) = (back.ilog2(), back.ilog2() - 1);
    let code = (2 * power + (back >> extra & 1), 5);
    let offset = (back & ((1 << extra) - 1), extra);
    let mut bits = Bits::default();
    bits.number(FIXED);
    bits.code(LENGTH_258);
    bits.code(code);
    bits.number(offset);
    bits.code(LENGTH_227);
    bits.number(MORE);
    bits.code(code);
    bits.number(offset);
    bits.code(END_OF_BLOCK);
    bits.number(STORED);
    let mut bytes = bits.whole_bytes();
    bytes.extend(&FLUSH[1..]);
    bytes
}

/// Bits in the order of deflate: values and how many bits each has.
#[derive(Default)]
struct Bits {
    bits: u128,
    count: u32,
}

impl Bits {
    /// From the lowest bit on.
    fn number(&mut self, (value, bits): (u32, u32)) {
        self.bits |= u128::from(value) << self.count;
        self.count += bits;
    }

    /// From the highest bit on.
    fn code(&mut self, (code, bits): (u32, u32)) {
        self.number((code.reverse_bits() >> (u32::BITS - bits), bits));
    }

    fn whole_bytes(&self) -> Vec<u8> {
        let bytes = self.count.div_ceil(8) as usize;
        self.bits.to_le_bytes()[..bytes].to_vec()
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    /// One thing that is written.
    #[derive(Clone, Debug)]
    enum Written {
        Event {
            shared: String,
            own: String,
            /// What is the viewer's own is as in the event before.
            is_again: bool,
        },
        Plain(String),
    }

    fn written() -> impl Strategy<Value = Written> {
        let words = vec(
            prop_oneof!["abc{1,9}", "\\PC{0,40}", "[a-f0-9]{36}"],
            0..200,
        );
        let words = words.prop_map(|words| words.concat());
        let shared = prop_oneof![6 => words, 1 => "[a-f ]{31000,33000}"];
        let own = prop_oneof!["\\PC{0,40}", "[a-z]{500,520}", "x{70000}"];
        prop_oneof![
            5 => (shared, own, any::<bool>()).prop_map(|(shared, own, is_again)| Written::Event { shared, own, is_again }),
            1 => "\\PC{0,20}".prop_map(Written::Plain),
        ]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))] // each with up to a dozen events; without optimisation they take long

        /// Whatever is written, a decoder reads it, finds the right checksum, and has each event as soon as it has its bytes.
        #[test]
        fn what_was_written_is_read(all in vec(written(), 0..12)) {
            let (mut gzip, mut bytes, mut text) = (Gzip::default(), Vec::new(), String::new());
            let mut before: Option<(String, String)> = None;
            for written in &all {
                match written {
                    Written::Event { shared, own, is_again } => {
                        let piece = match &before {
                            Some((before, _)) => Piece::after(before, SLOT, shared)?,
                            None => Piece::new(shared)?,
                        };
                        let owned = before.take().map(|(_, own)| own).filter(|_| *is_again);
                        let (is_again, own) = (owned.is_some(), owned.as_ref().unwrap_or(own));
                        let again = is_again.then(|| gzip.event_again(&piece, own)).flatten();
                        prop_assert_eq!(again.is_some(), is_again && shared.len() + SLOT <= WINDOW);
                        let (event, may_refer) = match again {
                            Some(event) => (event, true),
                            None => gzip.event(&piece, own)?,
                        };
                        bytes.extend(event);
                        let padding = SLOT.saturating_sub(own.len() + END.len());
                        text += &format!("{shared}{own}{:padding$}{END}", "");
                        before = may_refer.then(|| (shared.clone(), own.clone()));
                    }
                    Written::Plain(plain) => {
                        bytes.extend(gzip.plain(plain));
                        text += plain;
                        before = None;
                    }
                }
                let mut so_far = vec![0; text.len()];
                GzDecoder::new(bytes.as_slice()).read_exact(&mut so_far)?;
                prop_assert_eq!(so_far, text.as_bytes());
            }
            bytes.extend(gzip.last("the end"));
            let mut read = String::new();
            GzDecoder::new(bytes.as_slice()).read_to_string(&mut read)?;
            prop_assert_eq!(read, text + "the end");
        }
    }
}
