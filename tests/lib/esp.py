# SPDX-License-Identifier: GPL-2.0
"""ESP with keys set by hand (ip xfrm), between a node under test and a peer that is played."""

import hashlib
import hmac
import struct

ESP = 50


class Security:
    """What two addresses, or prefixes, send to each other: no encryption, HMAC-SHA1-96.

    proto: of an upper layer, if it is about one only. ends: of a tunnel, the peer's first; else it
    is transport mode. spi: of what the peer sends; the reverse has the next one. answers: whether
    what the local one sends is under ESP, too. bare: the security association is not limited to these
    addresses, and there is no policy; what the peer sends is authenticated, or not.
    """

    KEY = b"key of 20 octets for"

    def __init__(self, node, peer, local, spi=0x6600, proto=None, ends=None,
                 answers=True, bare=None):
        self.spi, self.seq, self.key = spi, 0, self.KEY
        there, here = ends or (peer, local)
        mode = f"reqid {spi} mode {'tunnel' if ends else 'transport'}"
        of = f" proto {proto}" if proto else ""
        if bare:
            self.key = self.KEY if bare == "authentic" else None
            auth = f"auth-trunc hmac(sha1) 0x{self.KEY.hex()} 96" if self.key else \
                'auth digest_null ""'
            node.ip(f"xfrm state add src {peer} dst {local} proto esp spi {spi} {mode} {auth} "
                    'enc ecb(cipher_null) ""')
            return
        ways = [(spi, there, here, f"src {peer} dst {local}{of}", "fwd" if ends else "in"),
                (spi + 1, here, there, f"src {local} dst {peer}{of}", "out")]
        for number, src, dst, selector, way in ways if answers else ways[:1]:
            between = f"src {src} dst {dst} proto esp"
            node.ip(f"xfrm state add {between} spi {number} {mode} auth-trunc hmac(sha1) "
                    f'0x{self.KEY.hex()} 96 enc ecb(cipher_null) "" sel {selector}',
                    f"xfrm policy add {selector} dir {way} tmpl {between} {mode}")

    def seal(self, proto, octets):
        """The octets of an ESP header and what it protects."""
        self.seq += 1
        padding = -(len(octets) + 2) % 4
        sealed = struct.pack("!II", self.spi, self.seq) + octets + \
            bytes(range(1, padding + 1)) + bytes([padding, proto])
        return sealed + self._icv(sealed)

    def open(self, octets):
        """What is in one that came: protocol and octets, None if it is not authentic."""
        if struct.unpack("!I", octets[:4])[0] != self.spi + 1 or \
                self._icv(octets[:-12]) != octets[-12:]:
            return None
        return octets[-13], octets[8:-14 - octets[-14]]

    def _icv(self, octets):
        return hmac.new(self.key, octets, hashlib.sha1).digest()[:12] if self.key else b""
