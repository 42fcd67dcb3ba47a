//! Which servers a URL names: one, or several as libpq takes them.

use percent_encoding::percent_decode_str;
use sqlx::Postgres;
use sqlx::postgres::PgConnectOptions;

use super::tls;
use crate::store::ConnectError;
use crate::store::pool::Host;

/// The parameter that says which kind of server is wanted, and what it may be: it is always one that can be written to.
const KIND: &str = "target_session_attrs";
const KINDS: [&str; 3] = ["read-write", "primary", "any"];

/// The servers in the order in which they are tried first.
pub fn parse(url: &str) -> Result<Vec<Host<Postgres>>, ConnectError> {
    let urls = one_by_one(url)?.into_iter();
    let hosts = urls.map(|url| {
        let options = with_plain_address(&url).map_err(ConnectError::Url)?;
        let options = tls::encrypted(options)
            .application_name("panenka")
            // Floating point is exact without it since Postgres 12, and a pooler refuses it.
            .extra_float_digits(None);
        let name = match options.get_socket() {
            Some(folder) => folder.display().to_string(),
            None => options.get_host().to_owned(),
        };
        let name = format!("{name}:{}", options.get_port());
        Ok(Host { name, options })
    });
    hosts.collect()
}

/// sqlx keeps the brackets that an IPv6 address has in a URL, and looks for a host of that name. Read once more, because
/// the address is also what a password is looked up by.
fn with_plain_address(url: &str) -> sqlx::Result<PgConnectOptions> {
    let options: PgConnectOptions = url.parse()?;
    let Some(address) = without_brackets(options.get_host()) else {
        return Ok(options);
    };
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}host={address}").parse()
}

fn without_brackets(host: &str) -> Option<&str> {
    host.strip_prefix('[')?.strip_suffix(']')
}

/// A URL for each of the servers.
fn one_by_one(url: &str) -> Result<Vec<String>, ConnectError> {
    let (url, _fragment) = url.split_once('#').unwrap_or((url, ""));
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let parameters: Vec<_> = query.split('&').map(Parameter::read).collect();
    expect_kind(&parameters)?;
    let kept = |without: &[&str]| {
        let kept = parameters.iter().filter(|it| !without.contains(&&*it.name));
        kept.map(|it| it.text).collect::<Vec<_>>().join("&")
    };
    let Some(servers) = Servers::named_by(address, &parameters)? else {
        return Ok(vec![format!("{address}?{}", kept(&[KIND]))]);
    };
    let others = kept(&[KIND, "host", "hostaddr", "port"]);
    let (before, after) = around_servers(address);
    let urls = servers.0.iter().map(|server| {
        let server = form_urlencoded::Serializer::new(String::new())
            .extend_pairs(server)
            .finish();
        // The parameters come after the host of the address, and so decide.
        format!("{before}localhost{after}?{others}&{server}")
    });
    Ok(urls.collect())
}

struct Parameter<'a> {
    text: &'a str,
    name: String,
    value: String,
}

impl<'a> Parameter<'a> {
    fn read(text: &'a str) -> Self {
        let pair = form_urlencoded::parse(text.as_bytes()).next();
        let (name, value) = pair.unwrap_or_default();
        let (name, value) = (name.into_owned(), value.into_owned());
        Self { text, name, value }
    }
}

fn expect_kind(parameters: &[Parameter<'_>]) -> Result<(), ConnectError> {
    let mut kinds = parameters.iter().filter(|it| it.name == KIND);
    match kinds.find(|kind| !KINDS.contains(&kind.value.as_str())) {
        None => Ok(()),
        Some(Parameter { value, .. }) => Err(ConnectError::Hosts(format!(
            "{KIND}={value:?} is not allowed: use {}, as games are written to the database",
            KINDS.join(" or ")
        ))),
    }
}

/// What is before the servers in a URL without parameters, with user and password, and what is after them.
fn around_servers(address: &str) -> (&str, &str) {
    let begin = address.find("://").map_or(0, |at| at + 3);
    let end = address[begin..].find('/');
    let end = end.map_or(address.len(), |at| begin + at);
    let user = address[begin..end].rfind('@');
    let begin = user.map_or(begin, |at| begin + at + 1);
    (&address[..begin], &address[end..])
}

/// Several servers, each as the parameters that name it alone.
struct Servers(Vec<Vec<(&'static str, String)>>);

impl Servers {
    /// `None` where there are no lists.
    fn named_by(address: &str, parameters: &[Parameter<'_>]) -> Result<Option<Self>, ConnectError> {
        let (before, after) = around_servers(address);
        let named = &address[before.len()..address.len() - after.len()];
        let list = |name: &str| {
            let last = parameters.iter().rev().find(|it| it.name == name);
            last.map(|it| it.value.split(',').map(str::to_owned).collect::<Vec<_>>())
        };
        let (hosts, ports): (Vec<_>, Vec<_>) = named.split(',').map(host_and_port).unzip();
        let addresses = list("hostaddr").unwrap_or_default();
        let hosts = list("host").unwrap_or(hosts);
        let ports = list("port").unwrap_or(ports);
        let count = hosts.len().max(addresses.len());
        if count == 1 && ports.len() == 1 {
            return Ok(None);
        }
        // One host beside several addresses, or no host at all, stands for nothing.
        let hosts = if addresses.len() > 1 && hosts == [""] {
            Vec::new()
        } else {
            hosts
        };
        for (what, list) in [("hosts", &hosts), ("addresses", &addresses)] {
            if !list.is_empty() && list.len() != count {
                return Err(of_another_length(what, list.len(), count));
            }
        }
        if ports.len() != 1 && ports.len() != count {
            return Err(of_another_length("ports", ports.len(), count));
        }
        let servers = (0..count).map(|at| {
            let port = ports.get(at).unwrap_or(&ports[0]);
            server(hosts.get(at), addresses.get(at), port)
        });
        servers
            .collect::<Result<_, _>>()
            .map(|servers| Some(Self(servers)))
    }
}

fn of_another_length(what: &str, length: usize, count: usize) -> ConnectError {
    ConnectError::Hosts(format!("it names {length} {what} for {count} servers"))
}

/// Of an entry of the address, where `[` keeps the colons of IPv6 together.
fn host_and_port(server: &str) -> (String, String) {
    let end = server.find(']').map_or(0, |at| at + 1);
    let (host, port) = match server[end..].find(':') {
        Some(at) => (&server[..end + at], &server[end + at + 1..]),
        None => (server, ""),
    };
    let host = without_brackets(host).unwrap_or(host);
    let host = percent_decode_str(host).decode_utf8_lossy();
    (host.into_owned(), port.to_owned())
}

fn server(
    host: Option<&String>,
    address: Option<&String>,
    port: &str,
) -> Result<Vec<(&'static str, String)>, ConnectError> {
    let named = [("host", host), ("hostaddr", address)];
    let named = named
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)));
    let named = named.filter(|(_, value)| !value.is_empty());
    let mut named: Vec<_> = named.map(|(name, value)| (name, value.clone())).collect();
    if named.is_empty() {
        let why = "a host of its list is empty";
        return Err(ConnectError::Hosts(why.to_owned()));
    }
    let port = if port.is_empty() { "5432" } else { port };
    if port.parse::<u16>().is_err() {
        let why = format!("{port:?} is no port");
        return Err(ConnectError::Hosts(why));
    }
    named.push(("port", port.to_owned()));
    Ok(named)
}
