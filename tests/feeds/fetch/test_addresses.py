"""Private addresses in every form are refused."""

import ipaddress
import socket
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.fetch.addresses import (
    AddressRule,
    GuardedResolver,
    RefusedAddressError,
    is_public,
    literal,
)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "240.0.0.1",
        "198.18.0.1",
        "::1",
        "::",
        "fe80::1",
        "fc00::1",
        "fd12:3456::1",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "2002:7f00:1::",
        "2001:0:7f00:1::",
    ],
)
def test_an_address_that_is_not_of_the_public_internet_is_not_public(address: str) -> None:
    assert not is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1::1", "64:ff9b::808:808"])
def test_an_address_of_the_public_internet_is_public(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0x7f000001",
        "0x7f.0.0.1",
        "0177.0.0.1",
        "127.1",
        "017700000001",
        "127.0.0.1.",
        "[::ffff:127.0.0.1]",
        "[::1]",
        "fe80::1%eth0",
    ],
)
def test_a_literal_of_a_private_address_is_refused_in_every_form(host: str) -> None:
    assert AddressRule().refuses(host, 80)


@pytest.mark.parametrize("host", ["news.example", "localhost", "1.2.3.4.5", "0x7g.1", "999.1.1.1"])
def test_a_name_is_left_to_the_resolver(host: str) -> None:
    assert literal(host) is None


def test_a_listed_service_is_allowed_on_its_very_port() -> None:
    rule = AddressRule(allow_hosts=frozenset({"127.0.0.1:1200", "[::1]:1200"}))

    assert not rule.refuses("127.0.0.1", 1200)
    assert not rule.refuses("::1", 1200)
    assert rule.refuses("127.0.0.1", 1201)


def test_all_private_networks_can_be_allowed() -> None:
    assert not AddressRule(allow_private_networks=True).refuses("10.0.0.1", 80)


def resolver(*answers: Sequence[str]) -> GuardedResolver:
    """A resolver whose look-ups give these answers, one after the other."""
    left = list(answers)

    async def ask(_: str, __: int) -> Sequence[str]:
        return left.pop(0)

    return GuardedResolver(AddressRule(), ask)


async def test_it_keeps_the_public_addresses_of_a_name() -> None:
    found = await resolver(("127.0.0.1", "93.184.216.34", "::1")).resolve("news.example", 80)

    assert [result["host"] for result in found] == ["93.184.216.34"]


async def test_it_refuses_a_name_that_leads_into_a_private_network_at_the_second_look() -> None:
    rebinding = resolver(("93.184.216.34",), ("127.0.0.1",))
    await rebinding.resolve("news.example", 80)

    with pytest.raises(RefusedAddressError):
        await rebinding.resolve("news.example", 80)


async def test_it_gives_only_addresses_of_the_family_that_is_asked_for() -> None:
    both = resolver(("93.184.216.34", "2606:2800:220:1::1"))

    found = await both.resolve("news.example", 443, socket.AF_INET6)

    assert [result["host"] for result in found] == ["2606:2800:220:1::1"]


PRIVATE = st.sampled_from(
    [
        "10.0.0.0/8",
        "127.0.0.0/8",
        "172.16.0.0/12",
        "192.168.0.0/16",
        "169.254.0.0/16",
        "100.64.0.0/10",
    ]
).flatmap(
    lambda network: st.integers(
        int(ipaddress.IPv4Network(network)[0]), int(ipaddress.IPv4Network(network)[-1])
    )
)


@given(PRIVATE)
def test_no_way_to_write_a_private_address_gets_through(number: int) -> None:
    a, b, c, d = number.to_bytes(4, "big")
    dotted = f"{a}.{b}.{c}.{d}"
    written = (
        *(dotted, f"{dotted}.", str(number), hex(number), f"0{number:o}"),
        *(f"{a}.{number & 0xFFFFFF}", f"{a}.{b}.{number & 0xFFFF}", f"{a:#x}.0{b:o}.{c}.{d:#x}"),
        *(f"[::ffff:{dotted}]", f"::ffff:{number >> 16:x}:{number & 0xFFFF:x}"),
        *(f"[64:ff9b::{dotted}]", f"2002:{number >> 16:x}:{number & 0xFFFF:x}::1"),
    )

    assert [host for host in written if not AddressRule().refuses(host, 80)] == []


@given(st.ip_addresses(v=4))
def test_an_address_is_as_public_inside_another_as_by_itself(
    address: ipaddress.IPv4Address,
) -> None:
    mapped = ipaddress.IPv6Address(f"::ffff:{address}")
    translated = ipaddress.IPv6Address(f"64:ff9b::{address}")

    assert is_public(address) == is_public(mapped) == is_public(translated)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("9.255.255.255", True),
        ("11.0.0.0", True),
        ("100.63.255.255", True),
        ("100.127.255.255", False),
        ("100.128.0.0", True),
        ("172.15.255.255", True),
        ("172.31.255.255", False),
        ("172.32.0.0", True),
        ("169.255.0.1", True),
        ("febf::1", False),
        ("64:ff9b:1::7f00:1", False),
        ("2001:db8::1", False),
        ("2001:4860:4860::8888", True),
        ("192.0.0.9", False),
        ("192.0.1.1", True),
        ("192.88.99.1", False),
        ("100::1", False),
        ("2001:1ff::1", False),
        ("2001:200::1", True),
        ("3fff:fff::1", False),
        ("5f00::1", False),
    ],
)
def test_networks_end_where_they_end(address: str, expected: bool) -> None:
    assert expected is is_public(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    ("host", "port", "expected"),
    [
        ("Bridge.Example", 1200, True),
        ("bridge.example", 1201, False),
        ("a.bridge.example", 1200, False),
        ("::1", 1200, True),
        ("bridge.example:1200", 1200, False),
    ],
)
def test_a_service_is_listed_by_its_whole_name(host: str, port: int, expected: bool) -> None:
    rule = AddressRule(allow_hosts=frozenset({"bridge.example:1200", "[::1]:1200"}))

    assert expected is rule.is_listed(host, port)


async def test_a_name_without_addresses_gives_none() -> None:
    assert await resolver(()).resolve("news.example", 80) == []


async def test_a_result_says_what_was_asked_for() -> None:
    (found,) = await resolver(("93.184.216.34",)).resolve("news.example", 8080)

    assert (found["hostname"], found["port"]) == ("news.example", 8080)
    assert found["family"] is socket.AF_INET
