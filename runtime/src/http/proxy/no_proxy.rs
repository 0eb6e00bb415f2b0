//! The rules of `NO_PROXY`.

use std::net::IpAddr;

/// The servers that are reached without a proxy.
#[derive(Clone, Debug, Default)]
pub(super) struct NoProxy(Vec<(Rule, Option<u16>)>);

#[derive(Clone, Debug)]
enum Rule {
    All,
    /// The host with this name, in lower case, and all of its subdomains.
    Domain(String),
    /// The addresses of a network, by its prefix and the length of the prefix in bits.
    Network(IpAddr, u8),
}

impl NoProxy {
    #[cfg_attr(not(feature = "credentials-chain"), inline)]
    pub(super) fn parse(rules: &str) -> Self {
        let rules = rules.split([',', ' ', '\t', '\n']).filter(|rule| !rule.is_empty());
        Self(rules.filter_map(parse).collect())
    }

    /// Returns whether the rules exclude a host, which has no brackets.
    pub(super) fn covers(&self, host: &str, port: u16) -> bool {
        let address = host.parse::<IpAddr>().ok();
        let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
        self.0.iter().any(|(rule, of)| {
            of.is_none_or(|of| of == port)
                && match (rule, address) {
                    (Rule::All, _) => true,
                    (Rule::Network(network, bits), Some(address)) => is_within(address, *network, *bits),
                    (Rule::Domain(domain), None) => host
                        .strip_suffix(domain.as_str())
                        .is_some_and(|left| left.is_empty() || left.ends_with('.')),
                    (Rule::Network(..), None) | (Rule::Domain(_), Some(_)) => false,
                }
        })
    }
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn parse(rule: &str) -> Option<(Rule, Option<u16>)> {
    if rule == "*" {
        return Some((Rule::All, None));
    }
    if let Some((network, bits)) = rule.split_once('/')
        && let (Some(network), Ok(bits)) = (address(network), bits.parse())
    {
        return Some((Rule::Network(network, bits), None));
    }
    let (host, port) = match address(rule) {
        Some(_) => (rule, None),
        None => match rule.rsplit_once(':').map(|(host, port)| (host, port.parse())) {
            Some((host, Ok(port))) => (host, Some(port)),
            _ => (rule, None),
        },
    };
    if let Some(address) = address(host) {
        return Some((Rule::Network(address, u8::MAX), port));
    }
    let domain = host
        .strip_prefix('*')
        .unwrap_or(host)
        .trim_matches('.')
        .to_ascii_lowercase();
    (!domain.is_empty()).then_some((Rule::Domain(domain), port))
}

#[cfg_attr(not(feature = "credentials-chain"), inline)]
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    bare.unwrap_or(text).parse().ok()
}

fn is_within(address: IpAddr, network: IpAddr, bits: u8) -> bool {
    let (address, network, width) = match (address, network) {
        (IpAddr::V4(address), IpAddr::V4(network)) => {
            (u128::from(address.to_bits()), u128::from(network.to_bits()), 32)
        }
        (IpAddr::V6(address), IpAddr::V6(network)) => (address.to_bits(), network.to_bits(), 128),
        _ => return false,
    };
    let free = width - bits.min(width);
    address.checked_shr(u32::from(free)).unwrap_or_default() == network.checked_shr(u32::from(free)).unwrap_or_default()
}
