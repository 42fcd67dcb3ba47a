//! Where the service is to be found, said to the person who started it.

use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;

use qrcode::QrCode;
use qrcode::render::unicode::Dense1x2;

use crate::address::in_network;

/// On standard output, not in the log: it is what a person waits for. The first line is read by scripts.
///
/// # Errors
/// Standard output can't be written to.
pub fn announce(bound: SocketAddr) -> io::Result<()> {
    let mut out = io::stdout();
    let here = if bound.ip().is_unspecified() {
        format!("localhost:{}", bound.port())
    } else {
        bound.to_string()
    };
    writeln!(out, "Panenka is at http://{here}")?;
    if let Some(address) = in_network(bound) {
        writeln!(out, "In this network it is at {address}")?;
        if out.is_terminal() {
            writeln!(out, "{}", qr_code(&address))?;
        }
    }
    out.flush()
}

/// Black on white, whatever the colours of the terminal: not every phone reads white on black.
fn qr_code(text: &str) -> String {
    const BLACK_ON_WHITE: &str = "\x1b[30;107m";
    const AS_BEFORE: &str = "\x1b[0m";
    let Ok(code) = QrCode::new(text) else {
        return String::new(); // too long for one, which no address is
    };
    let drawn = code
        .render::<Dense1x2>()
        .dark_color(Dense1x2::Light) // the one in the colour of text
        .light_color(Dense1x2::Dark)
        .build();
    let lines = drawn
        .lines()
        .map(|line| format!("{BLACK_ON_WHITE}{line}{AS_BEFORE}"));
    lines.collect::<Vec<_>>().join("\n")
}
