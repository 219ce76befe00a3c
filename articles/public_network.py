"""Which addresses are of the public network, and so may be asked for a stranger's sake.

Source: IANA's registries of special-purpose addresses, RFC 6890.
"""

import ipaddress

# IPv6 within its one block for public hosts; what `is_global` of this Python may not
# know yet.
PUBLIC_IPV6 = ipaddress.ip_network("2000::/3")
NOT_PUBLIC = [
    ipaddress.ip_network(block)
    for block in (
        "192.0.0.0/24",  # protocol assignments, Oracle's metadata among them
        "192.88.99.0/24",  # 6to4 relays, given up
        "168.63.129.16/32",  # Azure's metadata, at a public address
        "2001::/23",  # protocol assignments, Teredo among them
        "2002::/16",  # 6to4, which holds any IPv4 address
        "3fff::/20",  # for documentation
    )
]


def is_public(address: str) -> bool:
    """Tell whether an address, as getaddrinfo writes it, is a public host's."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if ip.version == 6 and ip not in PUBLIC_IPV6:
        return False  # IPv4 addresses in IPv6 ones, local and link-local ones too
    special = ip.is_multicast or ip.is_reserved or ip.is_unspecified
    return ip.is_global and not special and not any(ip in net for net in NOT_PUBLIC)
