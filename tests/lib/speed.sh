# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What is as fast as what, measured in turn: needs tap.sh and net.sh. Absolute numbers are those of a machine and a
# minute; what counts is ours against somebody else's, right before or behind it.
#
# All is done by one processor, and a packet's way from the sender to where it ends is one softirq: nothing is lost,
# and the time that sending takes is that of everybody on its way.

readonly rounds=${MIP6_BENCH_ROUNDS:-11}

# cable NODE INTERFACE MAC NODE INTERFACE MAC: no bridge between, which would cost as much as a router.
cable()
{
	ip link add name "$2" netns "$(ns "$1")" address "$3" up type veth \
		peer name "$5" netns "$(ns "$4")" address "$6" &&
		ipn "$4" link set "$5" up
}

# --- pktgen: each node has its own, of one thread ---------------------------------------

# pktgen_write NODE FILE LINE...
pktgen_write()
{
	# shellcheck disable=SC2016 # for the shell there
	on "$1" sh -c 'file=/proc/net/pktgen/$1; shift; for line; do echo "$line" >"$file" || exit; done' \
		sh "${@:2}"
}

# pktgen_open NODE INTERFACE MAC DEVICE...: devices called INTERFACE@N, of which packets come in turn.
pktgen_open()
{
	local device

	pktgen_write "$1" kpktgend_0 rem_device_all || return
	for device in "${@:4}"; do
		pktgen_write "$1" kpktgend_0 "add_device $2@$device" &&
			pktgen_write "$1" "$2@$device" "dst_mac $3" "delay 0" "clone_skb 0" \
				"flag NO_TIMESTAMP" || return
	done
}

# pktgen_size NODE INTERFACE@N OCTETS COUNT: IPv6 packets of so many octets, 64 at least.
pktgen_size() { pktgen_write "$1" "$2" "pkt_size $(($3 + 14))" "count $4"; }

# pktgen_to NODE INTERFACE@N SOURCE FIRST [LAST]: to one, or to any from FIRST on: as many as a power of two.
# (It makes random bits, of which it sets those of FIRST and keeps those of LAST.)
pktgen_to() { pktgen_write "$1" "$2" "src6 $3" "dst6_min $4" "dst6_max ${5:-$4}"; }

# pktgen_run NODE: what was set up, all of it; $sent packets, $rate of them a second.
pktgen_run()
{
	pktgen_write "$1" pgctrl start &&
		read -r sent rate < <(on "$1" sh -c 'cat /proc/net/pktgen/*@*' | awk '
			/pkts-sofar:/ { sent += $2 }
			/Result: OK:/ { if ($3 + 0 > usec) usec = $3 + 0 }
			END { printf "%d %d\n", sent, usec ? sent / usec * 1e6 : 0 }') &&
		[ "$rate" -gt 0 ]
}

# --- pour: what pktgen cannot ---------------------------------------------------------------

build_tools() { make -s -C tests/bench OUT="$net_dir"; }

# pours NODE ARGUMENT...: as pktgen_run.
pours()
{
	local said
	said=$(on "$1" "$net_dir/pour" "${@:2}") || { echo "$said"; return 1; }
	read -r sent rate < <(jq -r '"\(.sent) \(.sent / .seconds | floor)"' <<<"$said")
}

# --- what arrives -----------------------------------------------------------------------------

# swallow NODE INTERFACE PROTOCOL PREFIX: packets with that next header to those addresses end there, counted.
swallow()
{
	on "$1" tc qdisc replace dev "$2" clsact &&
		on "$1" tc filter add dev "$2" ingress protocol ipv6 u32 \
			match ip6 dst "$4" match u8 "$3" 0xff at 6 action drop
}

# swallowed NODE INTERFACE: how many, in $arrived.
swallowed()
{
	arrived=$(on "$1" tc -s filter show dev "$2" ingress |
		awk '$1 == "Sent" { packets += $4 } END { print packets + 0 }')
}

# all_arrive NODE INTERFACE COMMAND...: as many packets as it says to have $sent.
all_arrive()
{
	local arrived before

	swallowed "$1" "$2"
	before=$arrived
	"${@:3}" && swallowed "$1" "$2" || return
	[ $((arrived - before)) -eq "$sent" ] ||
		{ echo "# ${*:3}: $sent sent, $((arrived - before)) arrived"; return 1; }
}

# --- in turn --------------------------------------------------------------------------------

# middle: median of the numbers on stdin, and half of them lie within what comes second.
middle()
{
	sort -g | awk '
	function at(part,  i) { i = 1 + (NR - 1) * part; return v[int(i)] + (v[int(i + 0.999)] - v[int(i)]) * (i - int(i)) }
	{ v[NR] = $1 }
	END { printf "%.4g %.4g\n", at(0.5), at(0.75) - at(0.25) }'
}

# note NAME COMMAND...: what $rate is behind that, in $net_dir/NAME.rates.
note()
{
	local sent rate=''

	"${@:2}" && [ -n "$rate" ] && echo "$rate" >>"$net_dir/$1.rates"
}

# tell KEY UNIT OURS PEER: the medians of what was noted in turn as OURS and PEER. The ratio is the median of the rounds'
# ratios: what slows the machine down for longer than a round slows down both. The spread is that of the middle half of
# them, relative to it.
tell()
{
	local ours peer ratio spread

	read -r ours _ < <(middle <"$net_dir/$3.rates")
	read -r peer _ < <(middle <"$net_dir/$4.rates")
	read -r ratio spread < <(paste -d ' ' "$net_dir/$3.rates" "$net_dir/$4.rates" | awk '{ print $1 / $2 }' | middle)
	measured "$1" "$ours" "$2" "$peer" "ratio=$ratio" \
		"spread=$(awk -v s="$spread" -v r="$ratio" 'BEGIN { printf "%.3f", s / r }')"
}

# compare KEY UNIT OURS PEER: commands that set $rate, in turn.
compare()
{
	local i

	for ((i = 0; i < rounds; i++)); do
		if ((i % 2)); then
			note "$1.ours" "$3" && note "$1.peer" "$4" || return
		else
			note "$1.peer" "$4" && note "$1.ours" "$3" || return
		fi
	done
	tell "$1" "$2" "$1.ours" "$1.peer"
}

# alone KEY COMMAND...: what the sender does when nobody has to do anything with it, for comparison.
alone()
{
	local sent rate i

	for ((i = 0; i < rounds; i++)); do
		"${@:2}" || return
		echo "$rate"
	done | middle | awk -v key="$1" '{ printf "# %s: %s a second\n", key, $1 }'
}

# --- our modules ------------------------------------------------------------------------------

unloaded() { [ ! -d /sys/module/mip6_base ] || modprobe -r mip6_ha mip6_mn; }

# count_of NODE NAME: a value of mipdiag -s.
count_of() { on "$1" mipdiag -s | awk -v name="$2" '$1 == name { print $3 }'; }

# ours_counts NODE NAME COMMAND...: our modules there count as many as it says to have $sent.
ours_counts()
{
	local before
	before=$(count_of "$1" "$2")

	"${@:3}" && [ $(($(count_of "$1" "$2") - before)) -ge "$sent" ]
}
