# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What two nodes say to each other as fast as they can: datagrams and TCP. Needs net.sh and speed.sh; all set $rate.

# full_socket NODE: datagrams to the discard port go as far as a socket, which is full. A program that reads them would
# cost more than they do.
full_socket()
{
	start "$1" python3 -c '
import signal, socket as s
sock = s.socket(s.AF_INET6, s.SOCK_DGRAM)
sock.setsockopt(s.SOL_SOCKET, s.SO_RCVBUF, 1)
sock.bind(("::", 9))
for _ in range(20):
    sock.sendto(bytes(16), ("::1", 9))
signal.pause()'
	busywait 20000 full "$1"
}

# heard NODE: datagrams that have come as far as that.
heard() { on "$1" awk '$1 == "Udp6RcvbufErrors" { print $2 }' /proc/net/snmp6; }
full() { [ "$(heard "$1")" -gt 0 ]; }

# datagrams COUNT FROM SOURCE TO DESTINATION: of 64 octets with the IPv6 header that they have at either end; all are heard.
datagrams()
{
	local before
	before=$(heard "$4")

	pours "$2" -n "$1" -s 16 -b "$3" "$5" || return
	[ $(($(heard "$4") - before)) -eq "$sent" ] && return
	echo "# from $2 at $3: $sent sent, $(($(heard "$4") - before)) heard"
	return 1
}

# bulk NODE SOURCE SERVER MEGABYTES [-R]: TCP to an iperf3, or from there, Mbit/s.
bulk()
{
	local log=$net_dir/bulk.json

	on "$1" timeout 60 iperf3 -J -B "$2" -c "$3" -n "$4M" "${@:5}" >"$log" &&
		rate=$(jq '.end.sum_received.bits_per_second / 1e6 | floor' "$log") && [ "$rate" -gt 0 ] && return
	echo "# bulk $*: $(jq -c .error "$log")"
	return 1
}

# both COMMAND... - COMMAND...: $rate is that of one behind the other, which are asked for as much.
both()
{
	local first=() one

	while [ "$1" != - ]; do
		first+=("$1")
		shift
	done
	"${first[@]}" && one=$rate && "${@:2}" &&
		rate=$(awk -v a="$one" -v b="$rate" 'BEGIN { printf "%d\n", 2 / (1 / a + 1 / b) }')
}
