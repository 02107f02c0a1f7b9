"""Which addresses may be connected to: no feed may lead us into a private network.

Checked on what is connected to and not on what is written: a name's addresses at the moment of the
connection (so a name that changes its mind is caught), and literals in every form that a system
takes for one. aiohttp never asks a resolver about a literal, hence ``literal`` and ``refuses``.
"""

import asyncio
import ipaddress
import re
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass

from aiohttp.abc import AbstractResolver, ResolveResult

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LookUp = Callable[[str, int], Awaitable[Sequence[str]]]
"""Host and port -> its addresses as text; raises OSError where there are none."""

NUMERIC_HOST = re.compile(r"(?:0[xX][0-9a-fA-F]*|\d+)(?:\.(?:0[xX][0-9a-fA-F]*|\d+)){0,3}\.?")
"""What ``inet_aton`` may take for an IPv4 address: 2130706433, 0x7f.1, 0177.0.0.1, 127.1."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
NEVER: tuple[ipaddress.IPv4Network | ipaddress.IPv6Network, ...] = (
    ipaddress.IPv4Network("192.0.0.0/24"),  # for protocols; older Pythons take parts for public
    ipaddress.IPv4Network("192.88.99.0/24"),  # relays of 6to4
    ipaddress.IPv6Network("64:ff9b:1::/48"),  # NAT64 of one network
    ipaddress.IPv6Network("100::/64"),  # to be dropped
    ipaddress.IPv6Network("2001::/23"),  # for protocols, Teredo among them
    ipaddress.IPv6Network("2002::/16"),  # 6to4
    ipaddress.IPv6Network("3fff::/20"),  # for documentation
    ipaddress.IPv6Network("5f00::/16"),  # segment routing
    ipaddress.IPv6Network("fec0::/10"),  # site-local
)
"""Networks without news that ``ipaddress`` does not refuse in every version of Python (IANA's
registries of special-purpose addresses)."""


class RefusedAddressError(OSError):
    """The host leads to a private network and no rule allows it."""


def is_public(address: IpAddress) -> bool:
    """Tell whether an address belongs to the public internet.

    Not public: private, loopback, link-local, CGNAT (100.64/10), ULA, multicast, reserved,
    unspecified; an IPv4 address inside an IPv6 one counts as itself, and tunnels are refused.
    """
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in NAT64:
            return is_public(ipaddress.IPv4Address(int(address) & 0xFFFFFFFF))
    if any(address in network for network in NEVER):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def literal(host: str) -> IpAddress | None:
    """Give the address that ``host`` spells, in any form that a system accepts, or None."""
    bare = host.strip("[]").partition("%")[0]
    try:
        return ipaddress.ip_address(bare)
    except ValueError:
        pass
    if not NUMERIC_HOST.fullmatch(bare):
        return None
    try:
        return ipaddress.IPv4Address(socket.inet_aton(bare.rstrip(".")))
    except OSError:
        return None


@dataclass(frozen=True, slots=True)
class AddressRule:
    """Who may be connected to. ``allow_hosts`` holds exact ``host:port``, in small letters."""

    allow_private_networks: bool = False
    allow_hosts: frozenset[str] = frozenset()

    def is_listed(self, host: str, port: int) -> bool:
        """Tell whether the operator allowed this very service, wherever it stands."""
        bracketed = f"[{host}]" if ":" in host else host
        return f"{bracketed.lower()}:{port}" in self.allow_hosts

    def refuses(self, host: str, port: int) -> bool:
        """Tell whether ``host`` is a literal that may not be connected to."""
        address = literal(host)
        return address is not None and not self.allows(address, host, port)

    def allows(self, address: IpAddress, host: str, port: int) -> bool:
        """Tell whether ``host:port`` may be connected to at ``address``."""
        return self.allow_private_networks or self.is_listed(host, port) or is_public(address)


class GuardedResolver(AbstractResolver):
    """aiohttp's resolver: names in, only those of their addresses out that the rule allows."""

    def __init__(self, rule: AddressRule, ask: LookUp) -> None:
        self._rule = rule
        self._ask = ask

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        """Resolve a name.

        Raises:
            RefusedAddressError: it has addresses, and none may be connected to.
            OSError: it has none.
        """
        found = [ipaddress.ip_address(text) for text in await self._ask(host, port)]
        wanted = [address for address in found if family in (socket.AF_UNSPEC, _family(address))]
        allowed = [a for a in wanted if self._rule.allows(a, host, port)]
        if wanted and not allowed:
            raise RefusedAddressError(f"{host} leads to a private network")
        return [_result(host, address, port) for address in allowed]

    async def close(self) -> None:
        """Nothing to close."""


def system_look_up(threads: Executor) -> LookUp:
    """Make a look-up that asks the system, in ``threads`` of its own.

    The event loop's own few threads are shared with everything else: some names that hang would
    hold up all others.
    """

    def ask(host: str, port: int) -> Sequence[str]:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        return tuple(dict.fromkeys(str(sockaddr[0]).partition("%")[0] for *_, sockaddr in found))

    async def look_up(host: str, port: int) -> Sequence[str]:
        return await asyncio.get_running_loop().run_in_executor(threads, ask, host, port)

    return look_up


def _family(address: IpAddress) -> socket.AddressFamily:
    return socket.AF_INET if address.version == 4 else socket.AF_INET6


def _result(host: str, address: IpAddress, port: int) -> ResolveResult:
    return ResolveResult(
        hostname=host,
        host=str(address),
        port=port,
        family=_family(address),
        proto=0,
        flags=socket.AI_NUMERICHOST,
    )
