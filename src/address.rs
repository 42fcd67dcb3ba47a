//! Who counts as one where addresses are counted.

use std::net::{IpAddr, Ipv6Addr};

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
