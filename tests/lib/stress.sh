# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For tests/stress, whose files do what they do a bounded number of times in make check and more
# often in make stress (MIP6_STRESS: how many times as often, and as long).

# rounds N: how often to do what make check does N times.
rounds() { echo $(($1 * ${MIP6_STRESS:-1})); }

# --- in the HOWTO's test bed: after net.sh and howto.sh ---------------------------------

# For capture(): binding updates, behind a home address option of 24 octets.
readonly updates='ip6[6] == 60 and ip6[40] == 135 and ip6[66] == 5'

# bindings NODE: those that it has: home address, care-of address, kind.
bindings() { on "$1" mipdiag -c | awk 'NR > 2 { print $1, $2, $4 }' | sort; }

nobody_is_left() { modprobe -r mip6_ha mip6_mn && ! grep -E '^(mip6_|ipv6_tunnel)' /proc/modules; }

# ha_state: HA's addresses, routes, devices and bindings, as mn_state.
ha_state()
{
	ipn ha -6 -o addr show scope site | sed -e 's/valid_lft.*//' -e 's/.* inet6 //'
	ipn ha -6 route show | sed -e 's/ expires [0-9]*sec//' | sort
	ipn ha -o link show | sed -e 's/^[0-9]*: \([^:@]*\).*/\1/' | sort
	bindings ha
}

# remember NODE...: what it looks like now, mn or ha.
remember()
{
	local name

	for name; do
		"${name}_state" >"$net_dir/$name.before"
		sed "s/^/# $name: /" "$net_dir/$name.before"
	done
}

# looks_as_before NODE: as it is remembered, soon; if not, says what differs.
as_before() { diff "$net_dir/$1.before" <("$1_state") >"$net_dir/$1.diff"; }
looks_as_before() { busywait 15000 as_before "$1" || { cat "$net_dir/$1.diff"; return 1; }; }
