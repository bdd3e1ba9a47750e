# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Results, for test files written in bash:
#
#	. "$(dirname "$0")/../lib/tap.sh"
#	check "what must hold" command argument...
#	done_testing
#
# Diagnostics may go to stdout or stderr; tests/run shows them when something failed.

tap_count=0
tap_failed=0

# ok NAME, not_ok NAME, skip NAME REASON: one result.
ok()
{
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s\n' "$tap_count" "$1"
}

not_ok()
{
	tap_count=$((tap_count + 1))
	tap_failed=$((tap_failed + 1))
	printf 'not ok %d - %s\n' "$tap_count" "$1"
}

skip()
{
	tap_count=$((tap_count + 1))
	printf 'ok %d - %s # SKIP %s\n' "$tap_count" "$1" "$2"
}

# check NAME COMMAND...: ok if the command succeeds.
check()
{
	local name=$1

	shift
	if "$@"; then
		ok "$name"
	else
		not_ok "$name"
	fi
}

# measured NAME OURS UNIT [PEER] [KEY=NUMBER...]: a result of tests/bench.
measured() { echo "bench $*"; }

# nothing NAME COMMAND...: ok if the command prints nothing (what it prints is shown).
nothing()
{
	local name=$1 output

	shift
	output=$("$@" 2>&1)
	if [ -z "$output" ]; then
		ok "$name"
	else
		printf '%s\n' "$output"
		not_ok "$name"
	fi
}

# Ends the file: prints the plan, exits with the verdict.
done_testing()
{
	printf '1..%d\n' "$tap_count"
	[ "$tap_failed" -eq 0 ] && [ "$tap_count" -gt 0 ]
	exit
}
