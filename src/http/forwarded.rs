//! For whom a proxy has sent a request on, by its own word.

use std::net::{IpAddr, SocketAddr};

use axum::http::{HeaderMap, HeaderName, header};

const FORWARDED_FOR: HeaderName = HeaderName::from_static("x-forwarded-for");
const REAL_IP: HeaderName = HeaderName::from_static("x-real-ip");

/// The last hop of `X-Forwarded-For`, which the nearest proxy has added.
pub fn last_hop(headers: &HeaderMap) -> Option<IpAddr> {
    let last = headers.get_all(FORWARDED_FOR).iter().next_back()?;
    address(last.to_str().ok()?.rsplit(',').next()?)
}

/// Whether a proxy has sent it on for another machine, or may have: one on this machine looks like this machine itself.
pub fn is_from_elsewhere(headers: &HeaderMap) -> bool {
    let names = [header::FORWARDED, header::VIA, REAL_IP];
    let mut hops = headers.get_all(FORWARDED_FOR).iter();
    names.iter().any(|name| headers.contains_key(name))
        || hops.any(|hops| {
            let mut hops = hops.to_str().unwrap_or_default().split(',').map(address);
            !hops.all(|hop| hop.is_some_and(|hop| hop.to_canonical().is_loopback()))
        })
}

/// Some proxies add the port, and to IPv6 brackets.
fn address(hop: &str) -> Option<IpAddr> {
    let hop = hop.trim();
    let with_port = || Some(hop.parse::<SocketAddr>().ok()?.ip());
    let bare = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']'));
    bare.unwrap_or(hop).parse().ok().or_else(with_port)
}
