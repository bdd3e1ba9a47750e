# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# Allocations that fail, one after the other: of those that have certain code on their stack, the
# kernel counts which it is, and lets the Nth fail. Needs net.sh and the debug kernel.
#
#	faults_begin && faults_in mip6_base mip6_mn
#
# What follows is for failslab.py and who imports that, or by hand: echo 0 >count; echo N >interval;
# echo 1 >times; times is 0 again when it has happened.

readonly faults=/sys/kernel/debug

# fault NAME VALUE: of both kinds, pieces of memory and whole pages.
fault() { echo "$2" >$faults/failslab/"$1" && echo "$2" >$faults/fail_page_alloc/"$1"; }

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

	[ -w $faults/failslab/count ] || { echo "this kernel cannot aim at allocations"; return 1; }
	defer fault times 0
	fault times 0
	fault verbose "${MIP6_FAULTS_VERBOSE:-0}"
	fault ignore-gfp-wait N
	echo N >$faults/fail_page_alloc/ignore-gfp-highmem
	echo 0 >$faults/fail_page_alloc/min-order
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

# report FILE: results of one of the programs that let things fail, as failslab.py says. Whole pages are not
# asked for by all.
report()
{
	local count refused wrong took what

	grep '^#' "$1"
	while read -r count refused wrong took what; do
		echo "# $what: $count allocations, $refused refused, $took ms"
		check "$what: it is refused or works, whichever allocation fails" [ "$wrong" -eq 0 ]
		[[ $what = *pages ]] || check "$what: allocations were aimed at" [ "$count" -gt 0 ]
	done < <(grep -v '^#' "$1")
}
