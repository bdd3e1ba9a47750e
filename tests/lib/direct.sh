# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Route optimization in the HOWTO's test bed: after net.sh and howto.sh.

wire_tool=$(dirname "${BASH_SOURCE[0]}")/wire

# willing 0|1 NODE...: whether they take part in route optimization; they do by default.
willing()
{
	local name

	for name in "${@:2}"; do
		on "$name" sysctl -qw net.ipv6.mobility.accept_return_routability="$1" || return
	done
}

readonly kcn=000102030405060708090a0b0c0d0e0f10111213

# direct_bed [BRIDGE]: the HOWTO's network, everybody started. Correspondents have a key
# that is known, so that their tokens can be foretold.
direct_bed()
{
	[ -d /sys/module/mip6_base ] || modprobe mip6_base test_kcn=$kcn || return
	howto_bed "$@" && howto_start ha && howto_start mn && howto_start cn
}

# path NODE ADDRESS FILTER: what mipdiag says of packets there, as a jq filter wants it.
path() { on "$1" mipdiag -j -p "$2" | jq -e "$3" >/dev/null; }
# What is asked for again and again is read without it, which takes its time to start.
goes() { [[ $(on mn mipdiag -p "$cn_addr") == *" go: $1 "* ]]; }
goes_direct_from() { [[ $(on mn mipdiag -p "$cn_addr") == *" go: direct "*" known there: $1 "* ]]; }
why_is() { [[ $(on mn mipdiag -p "$cn_addr") == *" why: $1 "* ]]; }

# cn_has CARE-OF-ADDRESS: CN has a binding with it. cn_has_none: it has none.
cn_has() { on cn mipdiag -c | grep -q "^$hoa  *$1  *[0-9]*  *1 *\$"; }
cn_has_none() { ! on cn mipdiag -c | grep -q "^$hoa "; }

# read_wire NODE: writes $net_dir/NODE.wire from its capture, see tests/lib/wire.
read_wire() { "$wire_tool" "$net_dir/$1.pcap" "$hoa" "${2:-$cn_addr}" "$kcn" >"$net_dir/$1.wire"; }

# wire NODE CONDITION [FROM [TO]]: lines of that for which an awk condition holds, between two
# times; the columns have names there, has("KEY", "VALUE") is about what comes behind them.
wire()
{
	awk -v from="${3:-0}" -v to="${4:-9999999999}" '
	function has(key, value) { return index($0 " ", " " key "=" value " ") }
	function value(key) { return match($0, " " key "=[^ ]*") ? substr($0, RSTART + length(key) + 2, RLENGTH - length(key) - 2) + 0 : 0 }
	{ time = $1; how = $2; kind = $3; src = $4; dst = $5; hlim = $6; len = $7 }
	time + 0 >= from + 0 && time + 0 < to + 0 && ('"$2"') { print }' "$net_dir/$1.wire"
}

# seen COUNT NODE CONDITION [FROM [TO]]: exactly so many; COUNT may end in +: or more.
seen()
{
	local found
	found=$(wire "${@:2}" | wc -l)

	if [ "${1%+}" != "$1" ]; then
		[ "$found" -ge "${1%+}" ] && return
	else
		[ "$found" -eq "$1" ] && return
	fi
	echo "$2: $found packets with $3, expected $1; messages:"
	wire "$2" 'how == "careof" || kind ~ /^(HoTI|HoT|BU|BA|BE|BRR)$/' "${@:4}" | head -n 40
	return 1
}

# as_hardware NODE...: devices that are have no segmentation of SCTP: what they are to cut is cut before, and
# captures show what is on the wire.
as_hardware()
{
	local name

	for name; do
		on "$name" ethtool -K eth0 tx-sctp-segmentation off || return
	done
}

# iperf SERVER ADDRESS CLIENT [OPTION...]: 2 MB by iperf3, to the server or (-R) from there.
iperf()
{
	start "$1" iperf3 -s -1 -p 5001 -B "$2"
	busywait 20000 listens "$1" 5001 || return
	on "$3" timeout 120 iperf3 -c "$2" -p 5001 -n 2M "${@:4}" >"$net_dir/iperf.log" 2>&1 && return
	cat "$net_dir/iperf.log"
	return 1
}
listens() { on "$1" ss -6Hltn "sport = :$2" | grep -q .; }

# usual_segment NODE CONDITION [FROM [TO]]: octets of data in most of those TCP segments.
usual_segment()
{
	wire "$1" "kind == \"TCP\" && value(\"payload\") > 0 && ($2)" "${@:3}" |
		sed 's/.* payload=//' | sort -n | uniq -c | sort -rn | awk 'NR == 1 { print $2 }'
}

# direct_tell: for the log of a test that failed.
direct_tell()
{
	howto_tell
	on mn mipdiag -p "$cn_addr"
	on mn mipdiag -s | grep -v ': 0$'
	on cn mipdiag -c
	on cn mipdiag -s | grep -v ': 0$'
}

# ok_or_tell NAME COMMAND...: a check that says more when it fails.
ok_or_tell()
{
	if "${@:2}"; then
		ok "$1"
	else
		not_ok "$1"
		direct_tell
	fi
}
