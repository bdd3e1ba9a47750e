# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# strongSwan as MN and HA have it: after net.sh. Each has a /run of its own.

readonly charon=/usr/lib/ipsec/charon
declare -A ike_jobs

# ike NODE COMMAND...: with the node's own /run.
ike() { on "$1" sh -c 'mount --bind "$0" /run && exec "$@"' "$net_dir/run.$1" "${@:2}"; }

ike_log() { echo "$net_dir/charon.$1"; }

# ike_secret NODE SECRET
ike_secret()
{
	printf 'secrets {\n  ike {\n    secret = "%s"\n  }\n}\n' "$2" >"/etc/netns/$(ns "$1")/swanctl/conf.d/secret.conf"
	ike "$1" swanctl --load-all >>"$(ike_log "$1")" 2>&1
}

# ike_start NODE ADDRESS PEER PEER-ADDRESS PEER-AT [SECRET]: strongSwan, for what its address says to that
# of its peer, which is where PEER-AT says.
ike_start()
{
	local own="$1@example.net" dir

	dir=/etc/netns/$(ns "$1")
	mkdir -p /etc/swanctl "$dir/swanctl/conf.d" "$net_dir/run.$1"
	etc_file "$1" strongswan.conf <<-CONF
	charon {
	  load = random nonce aes sha1 sha2 hmac kdf gmp kernel-netlink socket-default vici
	  interfaces_ignore = ip6tnl1
	  plugins {
	    kernel-netlink {
	      roam_events = no
	    }
	  }
	  filelog {
	    stderr {
	      default = 1
	      knl = 2
	    }
	  }
	}
	swanctl {
	  load = random
	}
	CONF
	cat >"$dir/swanctl/swanctl.conf" <<-CONF
	connections {
	  mip6 {
	    version = 2
	    mobike = no
	    remote_addrs = $5
	    local {
	      auth = psk
	      id = $own
	    }
	    remote {
	      auth = psk
	      id = $3
	    }
	    children {
	      mip6 {
	        mode = transport_proxy
	        local_ts = $2[135]
	        remote_ts = $4[135]
	        start_action = trap
	      }
	    }
	  }
	}
	include conf.d/*.conf
	CONF
	start "$1" sh -c 'mount --bind "$0" /run && exec "$1" >"$2" 2>&1' "$net_dir/run.$1" $charon "$(ike_log "$1")"
	ike_jobs[$1]=$started
	busywait 10000 test -S "$net_dir/run.$1/charon.vici" && ike_secret "$1" "${6:-right}"
}

ike_stop() { stop "${ike_jobs[$1]}"; }
