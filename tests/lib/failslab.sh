# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Allocations that fail, one after the other: of those that have certain code on their stack, the
# kernel counts which it is, and lets the Nth fail. Needs net.sh and the debug kernel.
#
#	faults_begin && faults_in mip6_base mip6_mn
#	for ((n = 1; ; n++)); do
#		fail_nth $n; something; fail_none
#		failed || break

readonly faults=/sys/kernel/debug/failslab

fault() { echo "$2" >"$faults/$1"; }

# symbol NAME: where a function of the kernel's begins and where the next one does. Looking for it takes
# the debug kernel its time.
symbol()
{
	awk -v name="$1" '
		start && $1 != start { print "0x" start, "0x" $1; exit }
		$3 == name { start = $1 }' /proc/kallsyms
}

# faults_begin: what kmemleak allocates for itself does not count.
faults_begin()
{
	local from to

	[ -w $faults/count ] || { echo "this kernel cannot aim at allocations"; return 1; }
	defer fault times 0
	fault times 0
	fault verbose "${MIP6_FAULTS_VERBOSE:-0}"
	fault ignore-gfp-wait N
	fault probability 100
	fault stacktrace-depth 32
	read -r from to < <(symbol __create_object) || return
	fault reject-start $((from))
	fault reject-end $((to))
}

# faults_from START END: only allocations with an address from there on their stack.
faults_from()
{
	fault require-start $(($1))
	fault require-end $(($2))
}

# faults_in MODULE...: the same, by names; they were loaded one after the other.
faults_in()
{
	local name size start from='' to=0

	while read -r name size _ _ _ start _; do
		[[ " $* " = *" $name "* ]] || continue
		[ -n "$from" ] && [ "$from" -lt $((start)) ] || from=$((start))
		[ $to -gt $((start + size)) ] || to=$((start + size))
	done </proc/modules
	[ -n "$from" ] && faults_from "$from" $to
}

# fail_nth N: the Nth of them from now on fails. failed: it has. fail_none: none any more.
fail_nth()
{
	fault count 0
	fault interval "$1"
	fault times 1
}
failed() { [ "$hit" = yes ]; }
fail_none()
{
	hit=no
	[ "$(<$faults/times)" != 0 ] || hit=yes
	fault times 0
}

# --- trials ----------------------------------------------------------------------------

readonly reason='Cannot allocate memory'

# attempt COMMAND...: with the Nth allocation failing; what it says is in $net_dir/{out,err}.
attempt()
{
	fail_nth "$n"
	"$@" >"$net_dir/out" 2>"$net_dir/err"
	status=$?
}

# The attempt with the next N gets past the Nth allocation. retried: whether to see, besides, that one
# without a failure succeeds: always in make stress, now and then in make check.
retried() { [ $((n % 8)) -eq 1 ] || [ "${MIP6_STRESS:-1}" -gt 1 ]; }

# every NAME TRIAL ARGUMENT...: TRIAL (which calls attempt and fail_none, and shows what is not as it
# must be) for each N, until there is no Nth allocation. With $step set: for each of so many.
every()
{
	local name=$1 began wrong=0 refused=0

	shift
	began=$(now_ms)
	for ((n = 1; n <= 1000; n += ${step:-1})); do
		if ! "$@" >"$net_dir/trial" 2>&1; then
			wrong=$((wrong + 1))
			echo "# allocation $n:"
			sed 's/^/#   /' "$net_dir/trial" "$net_dir/out" "$net_dir/err"
		fi
		failed || break
		[ "$status" -eq 0 ] || refused=$((refused + 1))
	done
	echo "# $name: less than $n allocations, $refused refused, $(($(now_ms) - began)) ms"
	check "$name: it is refused or works, whichever allocation fails" [ $wrong -eq 0 ]
	check "$name: allocations were aimed at" [ $n -gt 1 ]
}
