//! Addresses: who counts as one where they are counted, and which one leads here.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, UdpSocket};

/// The network one subscriber has: an IPv4 address, or 64 bits of an IPv6 address, of which the rest is the subscriber's
/// own choice.
pub fn subscriber(address: IpAddr) -> IpAddr {
    network(address, 64)
}

/// The network one customer may have: an IPv4 address, or 48 bits of an IPv6 address, below which there are 65,536
/// subscribers' networks.
pub fn customer(address: IpAddr) -> IpAddr {
    network(address, 48)
}

/// So many bits of an IPv6 address, and all of an IPv4 address.
fn network(address: IpAddr, bits: u32) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = address.to_bits() & !(u128::MAX >> bits);
            IpAddr::V6(Ipv6Addr::from_bits(network))
        }
        v4 => v4,
    }
}

/// The address at which other machines of the local network reach what is bound to `bound`. `None` where they can't,
/// or where this machine is in no network.
pub fn in_network(bound: SocketAddr) -> Option<String> {
    let ip = match bound.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => outward(ANY_IPV4)?,
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => outward(ANY_IPV4).or_else(|| outward(ANY_IPV6))?,
        ip => ip,
    };
    let elsewhere = !ip.is_loopback() && !ip.is_unspecified();
    elsewhere.then(|| format!("http://{}", SocketAddr::new(ip, bound.port())))
}

/// From the blocks that are reserved for documentation.
const ANY_IPV4: IpAddr = IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1));
const ANY_IPV6: IpAddr = IpAddr::V6(Ipv6Addr::new(0x2001, 0xdb8, 0, 0, 0, 0, 0, 1));

/// This machine's own address on the way to another. Connecting a UDP socket sends nothing: it only asks for the route.
fn outward(anywhere: IpAddr) -> Option<IpAddr> {
    let any_of_ours = if anywhere.is_ipv4() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED)
    } else {
        IpAddr::V6(Ipv6Addr::UNSPECIFIED)
    };
    let socket = UdpSocket::bind((any_of_ours, 0)).ok()?;
    socket.connect((anywhere, 9)).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
