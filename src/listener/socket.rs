//! The socket that is listened on: one for IPv6 and IPv4, where the address means both.

use std::io;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use socket2::SockRef;
use tokio::net::{TcpListener, TcpSocket};

/// Connections that may wait to be accepted.
const BACKLOG: u32 = 1024;

/// Listens on `address`. `::` means every address of this machine, those of IPv4, too.
///
/// # Errors
/// The address is taken or not this machine's. The text names it.
pub fn listen(address: SocketAddr) -> io::Result<TcpListener> {
    let listener = if address.ip() == IpAddr::V6(Ipv6Addr::UNSPECIFIED) {
        listen_everywhere(address)
    } else if address.is_ipv6() {
        TcpSocket::new_v6().and_then(|socket| listen_with(socket, address))
    } else {
        TcpSocket::new_v4().and_then(|socket| listen_with(socket, address))
    };
    listener.map_err(|error| {
        let text = format!("can't listen on {address}: {error}");
        io::Error::new(error.kind(), text)
    })
}

/// Where this machine has no IPv6, which containers often lack, IPv4 is every address there is.
fn listen_everywhere(address: SocketAddr) -> io::Result<TcpListener> {
    let ipv4 = SocketAddr::from((Ipv4Addr::UNSPECIFIED, address.port()));
    let Ok(socket) = for_both() else {
        return listen_with(TcpSocket::new_v4()?, ipv4);
    };
    match listen_with(socket, address) {
        Err(error) if error.kind() == io::ErrorKind::AddrNotAvailable => {
            listen_with(TcpSocket::new_v4()?, ipv4)
        }
        listener => listener,
    }
}

/// Whatever the machine's default is for sockets of IPv6.
fn for_both() -> io::Result<TcpSocket> {
    let socket = TcpSocket::new_v6()?;
    SockRef::from(&socket).set_only_v6(false)?;
    Ok(socket)
}

fn listen_with(socket: TcpSocket, address: SocketAddr) -> io::Result<TcpListener> {
    // Connections of the process before this one may still be ending.
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(BACKLOG)
}
