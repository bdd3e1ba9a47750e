# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Moves under a stream of packets, in the HOWTO's test bed: after net.sh, howto.sh and direct.sh.

outage_tool=$(dirname "${BASH_SOURCE[0]}")/outage
readonly one_way_ms=20

# handover_bed: as direct_bed, MN at visitnet with a second interface, everything far from home, the home
# address reserved, no route optimization yet.
handover_bed()
{
	howto_bed visit || return
	on ar tc qdisc add dev eth0 root netem delay ${one_way_ms}ms limit 10000 &&
		on ar2 tc qdisc add dev eth0 root netem delay ${one_way_ms}ms limit 10000 &&
		on r tc qdisc add dev eth0 root netem delay ${one_way_ms}ms limit 10000 || return
	echo "RESERVE $hoa/128" | etc_file ha mipv6_acl.conf
	echo "MOBILENODEFILE=/etc/mipv6_acl.conf" >>"/etc/netns/$(ns ha)/network-mip6.conf"
	bridge nowhere && link mn eth1 nowhere || return
	on mn sysctl -qw net.ipv6.conf.eth1.autoconf=1 net.ipv6.conf.eth1.accept_ra=1
	howto_start ha && howto_start mn && howto_start cn && willing 0 mn && howto_arrived "$coa1"
}

# stream_start [PER-SECOND]
stream_start()
{
	: >"$net_dir/moves"
	start mn "$outage_tool" receive "$hoa" eth0,eth1 "$net_dir/outage"
	stream_end=$started
	start cn "$outage_tool" send "$hoa" "${1:-1000}"
	busywait 30000 test -e "$net_dir/outage"
}

# stream_tell: ends it, and prints what it was.
stream_tell()
{
	read -rt 1 -u "$net_silence"
	stop "$stream_end"
	"$outage_tool" tell "$net_dir/outage" "$net_dir/moves" $((2 * one_way_ms))
}

# lan_batch LINE...: what happens to cables, all of it at once.
lan_batch() { printf '%s\n' "$@" | batch lan; }

# goes NAME BRIDGE CARE-OF-ADDRESS: MN's cable is pulled and plugged in elsewhere, and it stays a while.
goes()
{
	local began=$EPOCHREALTIME

	lan_batch "link set mn.eth0 down" "link set mn.eth0 master $2" "link set mn.eth0 up"
	stays "$1" "$began" howto_arrived "$3"
}

# prefers NAME INTERFACE PREFERENCE: MN has two, on a link each, and is to use that one.
prefers()
{
	local began=$EPOCHREALTIME

	if [ "$2" = eth1 ] && [ "$3" = 2 ]; then
		lan_batch "link set mn.eth1 down" "link set mn.eth1 master visit2" "link set mn.eth1 up"
	fi
	on mn mipdiag -i "$2" -P "$3"
	stays "$1" "$began" uses "$2"
}
uses() { on mn mipdiag -j -m | jq -e ".[0].registered and .[0].coa_ifname == \"$1\"" >/dev/null; }

# stays NAME BEGAN COMMAND...: until that is so, and for a second and a half more. Nobody asks for it while packets are
# missing: User Mode Linux does nothing else for some ms when a process starts.
stays()
{
	read -rt 0.5 -u "$net_silence"
	busywait 20000 "${@:3}" || return
	read -rt 1.5 -u "$net_silence"
	echo "$1 $2 $EPOCHREALTIME" >>"$net_dir/moves"
}

# new_router NUMBER: AR2 is another one, that nobody has seen before.
new_router()
{
	local mac

	printf -v mac '02:00:00:00:aa:%02x' "$1"
	ipn ar2 link set eth1 address "$mac" && kill -HUP "$ar2_radvd"
}

# twin: a node that has MN's care-of address at visitnet2, and defends it.
twin()
{
	node twin net.ipv6.conf.default.accept_dad=0 && link twin eth0 visit2 &&
		ipn twin addr add "$coa2/64" dev eth0 nodad
}

# elsewhere_on PREFIX ADDRESS: MN is registered in that network, but not with that address.
elsewhere_on()
{
	on mn mipdiag -j -l | jq -e --arg prefix "$1" --arg coa "$2" \
		'.[] | select(.state == 1) | .coa | startswith($prefix) and . != $coa' >/dev/null
}

# goes_somewhere BRIDGE ADDRESS PREFIX: MN's cable goes there; it is registered there, but not with that
# address.
goes_somewhere()
{
	lan_batch "link set mn.eth0 down" "link set mn.eth0 master $1" "link set mn.eth0 up"
	busywait 20000 elsewhere_on "$3" "$2"
}

# stream_flows: MN is spoken to as if nothing had been.
stream_flows() { busywait 10000 reaches cn "$hoa"; }
