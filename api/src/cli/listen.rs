//! The listening socket, with room for a crowd that arrives at once.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use tokio::net::TcpSocket;

use super::Refused;

const BACKLOG: u32 = 2048;

/// Listens on `address`; port 0 takes a free one.
pub(super) fn listen(address: SocketAddr) -> Result<TcpListener, Refused> {
    let open = || -> std::io::Result<TcpListener> {
        let socket = if address.is_ipv4() { TcpSocket::new_v4()? } else { TcpSocket::new_v6()? };
        socket.set_reuseaddr(true)?;
        socket.bind(address)?;
        socket.listen(BACKLOG)?.into_std()
    };
    open().map_err(|error| Refused::because(format!("cannot listen on {address} (GUILDHALL_BIND): {error}")))
}

/// How a browser on this machine reaches the socket.
pub(super) fn local_url(listener: &TcpListener) -> Result<String, Refused> {
    let address = listener.local_addr().map_err(|error| Refused::because(error.to_string()))?;
    let host = match address.ip() {
        IpAddr::V4(Ipv4Addr::UNSPECIFIED) => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(Ipv6Addr::UNSPECIFIED) => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    Ok(format!("http://{}", SocketAddr::new(host, address.port())))
}
