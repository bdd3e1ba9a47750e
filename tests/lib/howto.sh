# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The test bed of the Linux Mobile IPv6 HOWTO (Lars Strand, 2004), chapters 4.1 and 4.2:
#
#	home   fec0:106:2700::/64   R ::1 (eth1), HA ::2 (eth0), MN ::4 (eth0)
#	wire   fec0:106:2300::/64   AR ::1 (eth0), R ::2 (eth0), AR2 ::3 (eth0)
#	visit  fec0:106:1100::/64   AR ::1 (eth1)
#	visit2 fec0:106:1000::/64   AR2 ::1 (eth1)
#	far    fec0:106:2500::/64   R ::1 (eth2), CN ::5 (eth0): ours
#
# Needs net.sh. With site=2001:db8 (default fec0:106) the same with other addresses.

site=${site:-fec0:106}
home_net=$site:2700:: wire_net=$site:2300:: visit_net=$site:1100:: visit2_net=$site:1000::
far_net=$site:2500::
hoa=${home_net}4 ha_addr=${home_net}2 cn_addr=${far_net}5 ar_addr=${visit_net}1
mn_iid=290:7dff:fef3:31a
readonly mn_mac=00:90:7d:f3:03:1a ha_mac=00:02:2d:54:d1:1e cn_mac=00:02:2d:54:d1:05
coa1=${visit_net%:}0:$mn_iid coa2=${visit2_net%:}0:$mn_iid superfluous=${home_net%:}0:$mn_iid

# The sysctls of a router; its addresses need no duplicate address detection.
readonly router_sysctls=(net.ipv6.conf.all.forwarding=1 net.ipv6.conf.default.forwarding=1
	net.ipv6.conf.default.autoconf=0 net.ipv6.conf.default.accept_ra=0
	net.ipv6.conf.default.accept_redirects=0 net.ipv6.conf.default.accept_dad=0)

# access_router_conf PREFIX: the radvd.conf of AR.
access_router_conf()
{
	cat <<-CONF
	interface eth1
	{
	      AdvSendAdvert on;
	      AdvIntervalOpt on;

	      MinRtrAdvInterval 3;
	      MaxRtrAdvInterval 10;
	      AdvHomeAgentFlag off;

	      prefix $1/64
	      {
	            AdvOnLink on;
	            AdvAutonomous on;
	            AdvRouterAddr on;
	      };
	};
	CONF
}

# home_agent_conf ADDRESS: the radvd.conf of HA.
home_agent_conf()
{
	cat <<-CONF
	interface eth0
	{
	      AdvSendAdvert on;
	      MaxRtrAdvInterval 3;
	      MinRtrAdvInterval 1;
	      AdvIntervalOpt off;
	      AdvHomeAgentFlag on;
	      HomeAgentLifetime 10000;
	      HomeAgentPreference 20;
	      AdvHomeAgentInfo on;
	      prefix $1/64
	      {
	            AdvRouterAddr on;
	            AdvOnLink on;
	            AdvAutonomous on;
	            AdvPreferredLifetime 10000;
	            AdvValidLifetime 12000;
	      };
	};
	CONF
}

howto_files()
{
	access_router_conf "$visit_net" | etc_file ar radvd.conf
	access_router_conf "$visit2_net" | etc_file ar2 radvd.conf
	home_agent_conf "$ha_addr" | etc_file ha radvd.conf
	etc_file ha network-mip6.conf <<-CONF
	# Home Agent configuration file
	FUNCTIONALITY=ha
	DEBUGLEVEL=1
	MIN_TUNNEL_NR=1
	MAX_TUNNEL_NR=5
	TUNNEL_SITELOCAL=yes
	# The HOWTO's test bed does without authentication; nobody else should.
	ALLOW_UNPROTECTED=yes
	CONF
	etc_file mn network-mip6.conf <<-CONF
	# Mobile Node configuration file
	FUNCTIONALITY=mn
	DEBUGLEVEL=1
	TUNNEL_SITELOCAL=yes
	MIN_TUNNEL_NR=1
	MAX_TUNNEL_NR=3
	HOMEDEV=eth0
	HOMEADDRESS=$hoa/64  # MN's home address
	HOMEAGENT=$ha_addr/64    # HA's address
	CONF
	etc_file cn network-mip6.conf <<-CONF
	FUNCTIONALITY=cn
	DEBUGLEVEL=1
	CONF
}

# howto_correspondent: CN, as it is switched on; its configuration stays what it was.
howto_correspondent()
{
	node cn net.ipv6.conf.default.accept_dad=0 && link cn eth0 far "$cn_mac" || return
	batch cn <<-LINES
	addr add $cn_addr/64 dev eth0
	route add default via ${far_net}1
	LINES
}

# howto_mobile BRIDGE: MN, likewise.
howto_mobile()
{
	node mn && link mn eth0 "$1" "$mn_mac" && howto_mobile_addresses
}

# howto_routers: R, AR, AR2 and CN, as far as they do not depend on the medium.
howto_routers()
{
	node r "${router_sysctls[@]}" && node ar "${router_sysctls[@]}" &&
		node ar2 "${router_sysctls[@]}" && node ha || return
	bridge wire && bridge far && howto_correspondent || return
	link r eth0 wire && link r eth2 far && link ar eth0 wire && link ar2 eth0 wire || return
	batch r <<-LINES &&
	addr add ${wire_net}2/64 dev eth0
	addr add ${far_net}1/64 dev eth2
	route add $visit_net/64 via ${wire_net}1
	route add $visit2_net/64 via ${wire_net}3
	LINES
	batch ar <<-LINES &&
	addr add ${wire_net}1/64 dev eth0
	route add $home_net/64 via ${wire_net}2
	route add $far_net/64 via ${wire_net}2
	LINES
	batch ar2 <<-LINES
	addr add ${wire_net}3/64 dev eth0
	route add $home_net/64 via ${wire_net}2
	route add $far_net/64 via ${wire_net}2
	LINES
}

howto_mobile_addresses()
{
	on mn sysctl -qw net.ipv6.conf.eth0.forwarding=0 net.ipv6.conf.eth0.autoconf=1 \
		net.ipv6.conf.eth0.accept_ra=1 net.ipv6.conf.eth0.accept_redirects=1
	ipn mn addr add "$hoa/64" dev eth0 ${howto_nodad:+nodad}
}

# What the HOWTO sets up on HA.
howto_ha_addresses()
{
	on ha sysctl -qw net.ipv6.conf.eth0.autoconf=0 net.ipv6.conf.eth0.accept_ra=0 \
		net.ipv6.conf.eth0.accept_redirects=0 net.ipv6.conf.all.forwarding=1 || return
	batch ha <<-LINES
	addr add $ha_addr/64 dev eth0
	route add default via ${home_net}1 dev eth0
	LINES
}

# The addresses on home and visited links, and what the HOWTO sets in /proc.
howto_addresses()
{
	ipn r addr add "${home_net}1/64" dev eth1 &&
		ipn ar addr add "$ar_addr/64" dev eth1 &&
		ipn ar2 addr add "${visit2_net}1/64" dev eth1 &&
		howto_ha_addresses && howto_mobile_addresses
}

# howto_radvd: on the three routers that advertise.
howto_radvd()
{
	radvd ar && ar_radvd=$started && radvd ar2 && ar2_radvd=$started &&
		radvd ha && ha_radvd=$started
}

# howto_bed [BRIDGE]: all of it, by cable, with MN plugged in at home or elsewhere; mobile-ip6 is
# not started. At home every node reaches every other when it returns.
howto_bed()
{
	howto_routers && bridge home && bridge visit && bridge visit2 || return
	link r eth1 home && link ar eth1 visit && link ar2 eth1 visit2 || return
	link ha eth0 home "$ha_mac" && node mn && link mn eth0 "${1:-home}" "$mn_mac" || return
	howto_addresses && howto_files && settle r ar ar2 ha mn cn && howto_radvd || return
	busywait 30000 has_default mn && settle mn && busywait 15000 reaches cn "$ha_addr" || return
	[ "${1:-home}" != home ] || busywait 15000 reaches cn "$hoa"
}

has_default() { ipn "$1" -6 route show default | grep -q .; }

# --- what users look at -------------------------------------------------------

# binding_is CARE-OF-ADDRESS: HA has a binding with it.
binding_is() { on ha mipdiag -c | grep -q "^$hoa  *$1 "; }
no_binding() { ! on ha mipdiag -c | grep -q "^$hoa "; }
registered_at() { on mn mipdiag -l | grep -A 1 "care-of address: $1\$" | grep -q 'state: 1$'; }

# statistic NODE NAME: a value of mipdiag -s.
statistic() { on "$1" mipdiag -s | awk -v name="$2" '$1 == name { print $3 }'; }

# at_home: registration gone, and MN uses its own address again.
at_home() { no_binding && has_default mn && ! ipn mn -6 route show default | grep -q ip6tnl; }

# --- the journey --------------------------------------------------------------

# howto_go BRIDGE CARE-OF-ADDRESS [carrier]: move MN there (CARE-OF-ADDRESS "home": back home), wait
# until it is registered, or no longer, and packets flow. $moved, $plugged: when that began and was
# done, as captures have it; $took: milliseconds from then until the acknowledgement came (with a
# capture at MN); $stalled: the longest that TCP was silent.
howto_go()
{
	took='' stalled=''
	kill -USR1 "$tcp_client"
	moved=$(epoch)
	howto_plug "$1" "${3-}" || return
	plugged=$(epoch)
	howto_arrived "$2" || return
	took=$(acknowledged_after "$moved" "$plugged")
	tcp_moves mn 30 && ping_runs cn 15 || return
	stalled=$(value "$net_dir/tcp.mn" gap_ms)
}

# acknowledged_after MOVED PLUGGED: milliseconds from the latter to the first acknowledgement on MN's
# wire after the former.
acknowledged_after()
{
	tcpdump -n -tt -r "$net_dir/mn.pcap" \
		"src host $ha_addr and (ip6 proto 43 or ip6 proto 135)" 2>/dev/null |
		awk -v moved="$1" -v plugged="$2" '$1 + 0 > moved + 0 {
			ms = ($1 - plugged) * 1000
			printf "%d\n", (ms > 0) ? ms : 0
			exit
		}'
}

# howto_plug BRIDGE [carrier]: how MN is moved; wireless journeys have their own.
howto_plug() { move mn eth0 "$1" "${2-}"; }

howto_arrived()
{
	if [ "$1" = home ]; then
		busywait 40000 at_home
	else
		busywait 40000 binding_is "$1" && busywait 5000 registered_at "$1"
	fi
}

# howto_start NODE: mobile-ip6 start, checked as the HOWTO shows it.
howto_start()
{
	local said
	said=$(on "$1" mobile-ip6 start 2>&1)

	[ "$said" = "Starting Mobile IPv6: OK" ] || { sed 's/^/# /' <<<"$said"; false; }
}

howto_stop() { [ "$(on "$1" mobile-ip6 stop)" = "Stopping Mobile IPv6: OK" ]; }

# home_answered_by NODE INTERFACE: whose link-layer address R learns for the home address, asking
# anew.
home_answered_by()
{
	local mac
	mac=$(mac_of "$1" "$2")

	ipn r neigh flush to "$hoa" dev eth1
	on r ping -q -c 1 -W 1 "$hoa" >/dev/null
	ipn r neigh show to "$hoa" | grep -q " lladdr $mac "
}

# Addresses and routes of MN as lines that can be compared: no ages, no link-local.
mn_addresses()
{
	ipn mn -6 -o addr show scope global
	ipn mn -6 -o addr show scope site
}
mn_state()
{
	mn_addresses | sed -e 's/valid_lft.*//' -e 's/.* inet6 //' | sort
	ipn mn -6 route show | sed -e 's/ expires [0-9]*sec//' -e 's/ hoplimit [0-9]*//' | sort
	ipn mn -o link show | sed -e 's/^[0-9]*: \([^:@]*\).*/\1/' | sort
}

# howto_leftovers: what is left of us after the modules were removed, anywhere.
howto_leftovers()
{
	local name

	grep -E '^(mip6_|ipv6_tunnel)' /proc/modules
	grep -i mipv6 /proc/devices
	ls -d /dev/mipv6_dev /proc/sys/net/ipv6/mobility 2>/dev/null
	for name in r ar ar2 cn ha mn; do
		on "$name" sh -c 'ls -d /proc/sys/net/ipv6/mobility /sys/class/net/ip6tnl* 2>/dev/null
			ip -6 route show table all; ip -6 rule; ip -6 neigh show proxy' |
			grep -E 'mobility|ip6tnl|mip6|proxy' | sed "s/^/$name: /"
	done
}

# howto_tell: the state of things, for the log of a test that failed.
howto_tell()
{
	ipn mn -6 addr show dev eth0
	ipn mn -6 route
	on mn mipdiag -m
	on mn mipdiag -l
	on mn mipdiag -I
	on ha mipdiag -c
	dmesg | grep mip6 | tail -n 20
}

# --- without cables -------------------------------------------------------------

# radio NODE INTERFACE ESSID [MAC]: the next simulated radio becomes an interface there.
radio()
{
	local phy dev

	phy=$(basename "$(find /sys/class/ieee80211 -mindepth 1 -maxdepth 1 | sort -V | head -n 1)")
	dev=$(ls "/sys/class/ieee80211/$phy/device/net")
	iw phy "$phy" set netns name "$net_prefix$1" || return
	ipn "$1" link set "$dev" name "$2" ${4:+address "$4"} || return
	if [ "$1" = mn ]; then
		ipn mn link set "$2" up && join "$3"
		return
	fi
	# With cell and channel given the networks are there at once, and each once; MN has to search.
	on "$1" iwconfig "$2" mode ad-hoc essid "$3" &&
		on "$1" iwconfig "$2" ap "$(cell_of "$3")" channel 1 && ipn "$1" link set "$2" up
}

cell_of()
{
	case $1 in
	homenet) echo 02:00:5e:00:27:00 ;;
	visitnet) echo 02:00:5e:00:11:00 ;;
	*) echo 02:00:5e:00:10:00 ;;
	esac
}

# associated NODE INTERFACE ESSID
associated()
{
	on "$1" iw dev "$2" link | grep -q "^Joined IBSS $(cell_of "$3") "
}

# join ESSID: MN's way into a network, the HOWTO's command. An emulated radio may miss the answers to
# its search and open a cell of its own, which simulated ones, whose clocks are one, never merge: then
# MN's user tries again.
join()
{
	local try

	for try in 1 2 3 4 5; do
		on mn iwconfig eth0 mode ad-hoc essid "$1" || return
		! busywait 10000 associated mn eth0 "$1" || return 0
		echo "# MN has not found $1 in try $try"
		on mn iwconfig eth0 essid off
	done
	return 1
}

# howto_wireless: as howto_bed, with radios on home and visited networks; "howto_go ESSID" moves.
howto_wireless()
{
	howto_plug() { join "$1"; }

	modprobe mac80211_hwsim radios=5 && defer modprobe -r mac80211_hwsim || return
	howto_routers && node mn || return
	radio r eth1 homenet && busywait 20000 associated r eth1 homenet || return
	radio ar eth1 visitnet && radio ar2 eth1 visitnet2 || return
	radio ha eth0 homenet "$ha_mac" && radio mn eth0 homenet "$mn_mac" || return
	howto_addresses && howto_files || return
	busywait 30000 associated ha eth0 homenet && busywait 30000 associated mn eth0 homenet &&
		busywait 30000 associated ar eth1 visitnet && busywait 30000 associated ar2 eth1 visitnet2 &&
		settle r ar ar2 ha mn cn && howto_radvd || return
	busywait 20000 has_default mn && settle mn && busywait 10000 reaches cn "$hoa"
}
