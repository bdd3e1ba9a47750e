# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# What tests of mipdiag share: commands whose whole output is compared.

readonly open='cannot open /dev/mipv6_dev'
dir=$(mktemp -d)
chmod 755 "$dir"

# run COMMAND...: its output in $dir/out and $dir/err, its status in $status.
run()
{
	"$@" >"$dir/out" 2>"$dir/err"
	status=$?
}
shown() { sed 's/^/# /' "$dir/out" "$dir/err"; }

# prints COMMAND...: it succeeds, says nothing on the standard error, and prints exactly stdin.
prints()
{
	run "$@" </dev/null
	[ $status -eq 0 ] && [ ! -s "$dir/err" ] && diff - "$dir/out" || { shown; return 1; }
}

# fails MESSAGE COMMAND...: status 1, or $failure, nothing printed, and exactly this one line for a reason.
fails()
{
	run "${@:2}" </dev/null
	[ $status -eq "${failure:-1}" ] && [ ! -s "$dir/out" ] && [ "$(cat "$dir/err")" = "mipdiag: $1" ] ||
		{ shown; return 1; }
}

# json FILTER COMMAND...: it succeeds, and its JSON is as the jq filter says.
json()
{
	run "${@:2}" </dev/null
	[ $status -eq 0 ] && [ ! -s "$dir/err" ] && jq -es "$1" "$dir/out" >/dev/null || { shown; return 1; }
}
