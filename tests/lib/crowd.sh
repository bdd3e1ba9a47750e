# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# A home agent with a virtual home link, HA, and at the other end of a cable CROWD, where all mobile nodes
# and correspondents are: bugen registers them. Needs net.sh.

readonly agent=2001:db8:9::1 first=2001:db8:9::ffff care_of=2001:db8:c0:: care_of2=2001:db8:c1::
readonly agent_mac=02:00:00:00:00:01 mac=02:00:00:00:00:02
readonly secret=(--secret 3c6a1f0e92d84b57a1c0de2f7b9351e4 --algorithm hmac-sha256)
signing=()

crowd_network()
{
	modprobe -a veth bridge dummy mip6_ha
	bridge wire && node ha net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.accept_dad=0 &&
		node crowd net.ipv6.conf.default.accept_dad=0 && link ha eth0 wire $agent_mac &&
		link crowd eth0 wire $mac || return
	batch ha <<-LINES || return
	link add home0 up type dummy
	addr add $agent/64 dev home0
	addr add fe80::1/64 dev eth0
	neigh replace fe80::2 lladdr $mac dev eth0 nud permanent
	route add $care_of/47 via fe80::2 dev eth0
	LINES
	batch crowd <<-LINES
	addr add fe80::2/64 dev eth0
	addr add ${care_of}1:0:0/128 dev lo
	neigh replace fe80::1 lladdr $agent_mac dev eth0 nud permanent
	route add default via fe80::1 dev eth0
	route add local $care_of/47 dev lo
	LINES
}

crowd_serves()
{
	on ha mipdiag --role ha &&
		on ha sysctl -qw net.ipv6.mobility.allow_unprotected=1
}

# crowd_begin: both, and bugen.
crowd_begin()
{
	essential "bugen" make -s -C tests/bench OUT="$net_dir"
	essential "the network" crowd_network
	essential "a home agent" crowd_serves
}

# crowd_keys COUNT: keys of so many mobile nodes, as mipdiag reads them.
crowd_keys() { on crowd "$net_dir/bugen" --print-keys -n "$1" -h $first "${secret[@]}"; }

# crowd_signs: nobody is let in who does not sign, but they do from now on.
crowd_signs()
{
	signing=("${secret[@]}")
	on ha sysctl -qw net.ipv6.mobility.allow_unprotected=0
}

# address PREFIX NUMBER: that many further.
address()
{
	python3 -c 'import ipaddress, sys
print(ipaddress.ip_address(sys.argv[1]) + int(sys.argv[2]))' "$1" "$2"
}

# registers FIRST COUNT OPTION...: mobile nodes; what bugen says is in $said.
registers()
{
	said=$(on crowd "$net_dir/bugen" -n "$2" -a $agent -m $agent_mac \
		-h "$(address $first "$1")" -c "$(address $care_of "$1")" "${signing[@]}" "${@:3}" eth0) ||
		{ echo "$said"; return 1; }
}
said_value() { jq "$1" <<<"$said"; }
