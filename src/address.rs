//! Addresses: who counts as one where they are counted, and which one leads here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// The network one subscriber has: an IPv4 address, or 64 bits of an IPv6 address, of which the rest is the subscriber's
/// own choice.
pub fn subscriber(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
        v4 => v4,
    }
}

/// The address at which other machines of the local network reach what is bound to `bound`. `None` where they can't,
/// or where this machine is in no network.
pub fn in_network(bound: SocketAddr) -> Option<String> {
    let ip = match bound.ip() {
        ip if ip.is_unspecified() => outward()?,
        ip => ip,
    };
    let elsewhere = !ip.is_loopback() && !ip.is_unspecified();
    elsewhere.then(|| format!("http://{}", SocketAddr::new(ip, bound.port())))
}

/// This machine's own address on the way out. Connecting a UDP socket sends nothing: it only asks for the route.
fn outward() -> Option<IpAddr> {
    // Of the block that is reserved for documentation.
    const ANYWHERE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 1);
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect((ANYWHERE, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
