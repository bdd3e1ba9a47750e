# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# The kernels that the modules must build for.

readonly kernel_lines='6.1 6.12'

# headers LINE: the newest version of a line (6.1) whose headers are installed.
headers()
{
	local dir kver

	for dir in /lib/modules/"$1"[.+-]*/build; do
		[ -e "$dir/Makefile" ] || continue
		kver=${dir%/build}
		printf '%s\n' "${kver##*/}"
	done | sort -V | tail -n 1 | grep .
}
