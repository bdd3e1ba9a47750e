# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Networks out of namespaces, for the journeys and the demo:
#
#	. "$(dirname "$0")/../lib/net.sh"
#	net_begin howto				# names of namespaces begin with howto-; undone at exit
#	bridge home
#	node mn
#	link mn eth0 home 00:90:7d:f3:03:1a	# eth0 of mn, plugged into the bridge home
#	move mn eth0 visit carrier		# unplug it, plug it in elsewhere
#	capture mn eth0 && ... && captures_stop
#	busywait 5000 has_address mn eth0 fec0:106:1100::
#
# Every cable has its other end in the namespace "lan", where the bridges are. Nothing here waits
# for a fixed time: what is awaited is asked for until it is there.

net_prefix=
net_dir=
net_deferred=()

# defer COMMAND...: run it at exit, last deferred first.
defer() { net_deferred+=("$(printf '%q ' "$@")"); }

net_end()
{
	local status=$? i

	[ $status -eq 0 ] || captures_show
	for ((i = ${#net_deferred[@]} - 1; i >= 0; i--)); do
		eval "${net_deferred[i]}" >/dev/null 2>&1
	done
	net_deferred=()
}

# net_begin NAME: must be called first. NAME may be empty: then nodes are called as they are.
net_begin()
{
	net_prefix=${1:+$1-}
	net_dir=$(mktemp -d)
	trap net_end EXIT
	trap 'exit 130' INT
	trap 'exit 143' TERM HUP
	defer rm -rf "$net_dir"
	node lan net.ipv6.conf.default.disable_ipv6=1
}

# ns NODE: the name of its namespace.
ns() { printf '%s%s' "$net_prefix" "$1"; }

# on NODE COMMAND...: run it there, with the files of /etc/netns/NAME in /etc.
on() { ip netns exec "$net_prefix$1" "${@:2}"; }

# ipn NODE ARGUMENT...: ip(8) there; cheaper than "on".
ipn() { ip -n "$net_prefix$1" "${@:2}"; }

# Milliseconds since boot, in $now or printed, and the time since the epoch as captures have it.
set_now() { read -r now _ </proc/uptime; now=$((10#${now/./} * 10)); }
now_ms() { local now; set_now; echo "$now"; }
epoch() { printf '%s' "$EPOCHREALTIME"; }

# A pipe that nobody ever writes to: reading it is sleep(1) without a process.
exec {net_silence}<> <(:)

# busywait MILLISECONDS COMMAND...: run the command until it succeeds; fails if it did not in time.
# Starting processes is most of what an emulated guest does, so this starts none, and what takes
# long is asked for less often.
busywait()
{
	local now end pause=50 nap

	set_now
	end=$((now + $1))
	shift
	until "$@" >/dev/null 2>&1; do
		set_now
		[ "$now" -lt "$end" ] || return 1
		printf -v nap '0.%03d' $pause
		read -rt "$nap" -u "$net_silence"
		pause=$((pause < 320 ? pause * 5 / 4 : 400))
	done
}

# batch NODE: lines of ip(8) commands on stdin, much cheaper than one by one.
batch() { ipn "$1" -batch -; }

# node NAME [sysctl=value...]
node()
{
	ip netns add "$net_prefix$1" || return
	defer ip netns delete "$net_prefix$1"
	defer rm -rf "/etc/netns/$net_prefix$1"
	mkdir -p "/etc/netns/$net_prefix$1"
	ipn "$1" link set lo up
	[ $# -eq 1 ] || on "$1" sysctl -qw "${@:2}"
}

# etc_file NODE FILE: what comes on stdin becomes /etc/FILE there.
etc_file()
{
	[ -e "/etc/$2" ] || : >"/etc/$2"
	cat >"/etc/netns/$net_prefix$1/$2"
}

# keys_file NODE: its /etc/mip6_keys, from stdin; only root may read it.
keys_file() { (umask 077 && etc_file "$1" mip6_keys); }

bridge()
{
	ipn lan link add "$1" type bridge stp_state 0 forward_delay 0 mcast_snooping 0 &&
		ipn lan link set "$1" up
}

# link NODE INTERFACE BRIDGE [MAC]
link()
{
	ip link add name "$2" netns "$net_prefix$1" ${4:+address "$4"} up type veth \
		peer name "$1.$2" netns "${net_prefix}lan" &&
		ipn lan link set "$1.$2" master "$3" up
}

# move NODE INTERFACE BRIDGE [carrier]: with "carrier" the node sees its cable pulled and plugged
# in again, without it nothing, as when the bridge behind the wall changes.
move()
{
	[ "${4-}" != carrier ] || ipn lan link set "$1.$2" down
	ipn lan link set "$1.$2" master "$3" && ipn lan link set "$1.$2" up
}

# start NODE COMMAND...: in the background, until the end; its process is in $started.
start()
{
	ip netns exec "$net_prefix$1" "${@:2}" >>"$net_dir/background.log" 2>&1 &
	started=$!
	defer kill "$started"
}

# stop PID [SIGNAL]: end what start() started, wait until it is gone.
stop()
{
	kill "-${2:-TERM}" "$1" 2>/dev/null
	wait "$1" 2>/dev/null
}

no_tentative() { ! ipn "$1" -6 addr show tentative | grep -q inet6; }

# settle NODE...: until duplicate address detection is done everywhere.
settle()
{
	local name

	for name; do
		busywait 20000 no_tentative "$name" || { echo "$name: still tentative"; return 1; }
	done
}

# has_address NODE INTERFACE START: a usable address that starts like this.
has_address()
{
	ipn "$1" -6 -o addr show dev "$2" | grep -v -e tentative -e dadfailed |
		grep -qE " inet6 $3"
}

# address_of NODE INTERFACE START: prints it.
address_of()
{
	ipn "$1" -6 -o addr show dev "$2" | sed -n "s|.* inet6 \($3[^/]*\)/.*|\1|p" | head -n 1
}

mac_of() { on "$1" cat "/sys/class/net/$2/address"; }

# radvd NODE: with its /etc/radvd.conf; its process is in $started.
radvd()
{
	local pid_file=$net_dir/radvd.$1.pid

	start "$1" radvd -n -C /etc/radvd.conf -p "$pid_file" -m stderr
	busywait 30000 test -s "$pid_file" || { tail -n 5 "$net_dir/background.log"; return 1; }
}

reaches() { on "$1" ping -q -c 1 -W 1 "$2"; }

# essential NAME COMMAND...: as check (tap.sh), but without it the rest has no meaning.
essential()
{
	check "$@"
	[ "$tap_failed" -eq 0 ] || { dmesg | tail -n 15; tail -n 5 "$net_dir/background.log"; done_testing; }
}

# --- captures ----------------------------------------------------------------

capture_pids=()

# capture NODE INTERFACE [FILTER...]: into $net_dir/NODE.pcap, from now on.
capture()
{
	local file=$net_dir/$1.pcap

	ip netns exec "$net_prefix$1" tcpdump -i "$2" -s 512 -U -Z root --immediate-mode -w "$file" \
		"${@:3}" 2>"$file.log" &
	capture_pids+=($!)
	defer kill $!
	busywait 60000 grep -q 'listening on' "$file.log" || { cat "$file.log"; return 1; }
}

# Whether a process waits for something: a capture that does has read all that came.
at_rest()
{
	local stat

	read -r stat <"/proc/$1/stat" && [[ $stat == *') S '* ]]
}

captures_stop()
{
	local pid

	for pid in "${capture_pids[@]}"; do
		busywait 5000 at_rest "$pid"
		stop "$pid" INT
	done
	capture_pids=()
}

# captures_show: what went over the wires last; the captures in whole outlive a test guest.
captures_show()
{
	local file

	captures_stop
	for file in "$net_dir"/*.pcap; do
		[ -s "$file" ] || continue
		echo "the end of the capture ${file##*/}:"
		tcpdump -n -tt -r "$file" 2>/dev/null | tail -n 30 | sed 's/^/  /'
		[ -z "${MIP6_ARTIFACTS-}" ] || cp "$file" "$MIP6_ARTIFACTS/"
	done
}

# Every packet of a capture as one line; "," between values that a packet has several of (outer
# before inner), "-" where there is none. What tshark calls malformed or expects otherwise
# (severity warning = 6291456 and up) is in the last two.
readonly packet_fields='frame.time_epoch ipv6.src ipv6.dst ipv6.hlim mip6.mhtype mip6.bu.seqnr
	mip6.bu.a_flag mip6.bu.h_flag mip6.bu.lifetime mip6.acoa.acoa mip6.ba.seqnr mip6.ba.status
	mip6.ba.lifetime ipv6.opt.mipv6.home_address ipv6.routing.mipv6.home_address icmpv6.type
	icmpv6.echo.identifier icmpv6.echo.sequence_number icmpv6.nd.ns.target_address
	icmpv6.nd.na.target_address _ws.malformed _ws.expert.severity'

# For packets(): lines that it finds nothing wrong with.
readonly well_formed='malformed == "-" && (expert == "-" || expert + 0 < 6291456)'

# dissect NODE [FILTER]: writes $net_dir/NODE.packets. tshark is slow to start: once per capture.
dissect()
{
	local fields=() field

	for field in $packet_fields; do
		fields+=(-e "$field")
	done
	tshark -n -r "$net_dir/$1.pcap" ${2:+-Y "$2"} -o ip.check_checksum:TRUE -T fields \
		-E separator='|' -E occurrence=a -E aggregator=, "${fields[@]}" \
		2>"$net_dir/$1.tshark.log" |
		sed -e ':a; s/||/|-|/; ta; s/|$/|-/' >"$net_dir/$1.packets"
}

# packets NODE CONDITION [FROM [TO]]: lines of $net_dir/NODE.packets for which an awk condition
# holds, between two times; the columns have names there.
packets()
{
	awk -F '|' -v from="${3:-0}" -v to="${4:-9999999999}" '
	{
		time = $1; src = $2; dst = $3; hlim = $4; mh = $5; bu_seq = $6; bu_a = $7; bu_h = $8
		bu_life = $9; acoa = $10; ba_seq = $11; status = $12; ba_life = $13; hao = $14; rh2 = $15
		icmp = $16; id = $17; seq = $18; ns = $19; na = $20; malformed = $21; expert = $22
	}
	time + 0 >= from + 0 && time + 0 < to + 0 && ('"$2"') { print }' "$net_dir/$1.packets"
}

# count_packets NODE CONDITION [FROM [TO]]
count_packets() { packets "$@" | wc -l; }

# --- traffic -----------------------------------------------------------------

# ping_start NODE ADDRESS NAME: five a second into $net_dir/NAME.ping.
ping_start()
{
	start "$1" sh -c 'exec stdbuf -oL ping -O -D -n -i 0.2 "$1" >"$2" 2>&1' \
		sh "$2" "$net_dir/$3.ping"
	ping_pid=$started
}

ping_answered() { [ "$(grep -c ' time=' "$net_dir/$1.ping")" -ge "$2" ]; }

# ping_runs NAME [SECONDS]: some more answers come within that time.
ping_runs()
{
	busywait "$((${2:-10} * 1000))" ping_answered "$1" \
		"$(($(grep -c ' time=' "$net_dir/$1.ping") + 3))"
}

# ping_lost NAME FROM TO: "LOST SENT GAP": of the requests sent between two times those that were
# never answered, all of them, and the longest time without an answer, in milliseconds.
ping_lost()
{
	awk -v from="$2" -v to="$3" '
	/^\[/ && /icmp_seq=/ {
		t = substr($1, 2) + 0
		seq = rtt = ""
		for (i = 1; i <= NF; i++) {
			if ($i ~ /^icmp_seq=/) seq = substr($i, 10) + 0
			if ($i ~ /^time=/) rtt = substr($i, 6) / 1000
		}
		if (rtt != "") {
			answered[seq] = t
			sent[seq] = t - rtt
			if (t >= from) {
				start = when > from ? when : from
				if (start < to && t - start > gap) gap = t - start
			}
			when = t
		} else if (/no answer yet/ && !(seq in sent)) {
			sent[seq] = t - 0.2
		}
	}
	END {
		for (seq in sent)
			if (sent[seq] >= from && sent[seq] < to) {
				all++
				lost += !(seq in answered)
			}
		printf "%d %d %d\n", lost, all, gap * 1000
	}' "$net_dir/$1.ping"
}

# set_value FILE KEY: of KEY=value lines, in $value. value FILE KEY: prints it.
set_value()
{
	local key

	while IFS='=' read -r key value; do
		[ "$key" != "$2" ] || return 0
	done 2>/dev/null <"$1"
	value=
	return 1
}
value() { local value; set_value "$@"; printf '%s\n' "$value"; }

# tcp_start SERVER ADDRESS CLIENT [RECORDS]: a counted pattern in both directions over one
# connection, RECORDS of 16 octets at a time (full segments need more than the default); what came
# of it so far is in $net_dir/tcp.SERVER and $net_dir/tcp.CLIENT.
tcp_start()
{
	local tool
	tool=$(dirname "${BASH_SOURCE[0]}")/tcpcount

	start "$1" "$tool" listen "$2" 5001 "$net_dir/tcp.$1" "${@:4}"
	tcp_server=$started
	busywait 60000 grep -q listening "$net_dir/tcp.$1" || return
	start "$3" "$tool" connect "$2" 5001 "$net_dir/tcp.$3" "${@:4}"
	tcp_client=$started
	busywait 60000 tcp_got "$3" 1
}

# tcp_got NODE BYTES: at least that many have come there, and all of them right.
tcp_got()
{
	local value

	set_value "$net_dir/tcp.$1" wrong && [ "$value" = 0 ] &&
		set_value "$net_dir/tcp.$1" received && [ "$value" -ge "$2" ]
}

# tcp_moves NODE [SECONDS]: new bytes come within that time.
tcp_moves()
{
	local now
	now=$(value "$net_dir/tcp.$1" received)

	busywait "$((${2:-15} * 1000))" tcp_got "$1" "$((now + 4000))"
}

# tcp_finish SERVER CLIENT: both sides send no more, read to the end; true if each got exactly
# what the other had sent. After a long silence, TCP may be two minutes from its next attempt.
tcp_finish()
{
	kill -TERM "$tcp_server" "$tcp_client"
	busywait 125000 grep -q '^state=done' "$net_dir/tcp.$1" &&
		busywait 10000 grep -q '^state=done' "$net_dir/tcp.$2" &&
		[ "$(value "$net_dir/tcp.$1" sent)" = "$(value "$net_dir/tcp.$2" received)" ] &&
		[ "$(value "$net_dir/tcp.$2" sent)" = "$(value "$net_dir/tcp.$1" received)" ] &&
		tcp_got "$1" 1 && tcp_got "$2" 1
}

# udp_start NODE ADDRESS PEER: datagrams to PEER, and those from there counted, in $net_dir/udp.NODE.
udp_start()
{
	local tool
	tool=$(dirname "${BASH_SOURCE[0]}")/udpflood

	start "$1" "$tool" "$2" "$3" 5002 "$net_dir/udp.$1"
	busywait 60000 test -s "$net_dir/udp.$1"
}

udp_got() { local value; set_value "$net_dir/udp.$1" received && [ "$value" -ge "$2" ]; }

# udp_moves NODE [SECONDS]: more datagrams come there within that time.
udp_moves()
{
	busywait "$((${2:-10} * 1000))" udp_got "$1" \
		"$(($(value "$net_dir/udp.$1" received) + 20))"
}
