# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# shellcheck disable=SC2154,SC2034
#
# User Mode Linux, built from Debian's linux-source package: a kernel that is a process, boots in
# a second, and can have every debugging facility compiled in. Sourced by scripts/vm in place of
# what qemu.sh has for machines; see there. The source and every kernel are built once and kept in
# $MIP6_CACHE, the kernel by what it was made from.

readonly uml_source=/usr/src/linux-source-6.1.tar.xz
readonly uml_cache=${MIP6_CACHE:-${XDG_CACHE_HOME:-${HOME:-/root}/.cache}/mobile-ip6}

# What a directory is made from decides its name.
uml_key() { sha256sum | cut -c 1-12; }

machine_find()
{
	local version

	[ -r "$uml_source" ] || die "$uml_source is missing: run scripts/deps"
	version=$(dpkg-query -W -f '${Version}' linux-source-6.1) || die "no linux-source-6.1"
	kver=${version%%-*}-$kernel
	uml_tree=$uml_cache/linux-$version-$(uml_key <"$lib/uml/build")
	uml_out=$uml_tree-$kernel-$({
		grep -h 'CONFIG_' "$lib/uml/base.config" "$lib/uml/$kernel.config"
		gcc -dumpfullversion
	} | uml_key)
	kernel_args=(KVER="$kver" KDIR="$uml_out" MODULES="$uml_out/root/usr/lib/modules/$kver" ARCH=um
		${MIP6_COVERAGE:+GCOV_PROFILE=y})
}

uml_build()
{
	# What is asked of our own code is not what the kernel's is built with.
	[ -x "$uml_out/linux" ] || env -u KBUILD_EXTRA_WARN -u KCFLAGS \
		"$lib/uml/build" "$uml_source" "$uml_tree" "$kernel" "$uml_out"
}

machine_build()
{
	[ -x "$uml_out/linux" ] || { mkdir -p "$uml_cache" && locked "$uml_cache/.lock" uml_build; }
}

machine_run()
{
	machine="kernel $kver, User Mode Linux"
	# A session of its own: the guest's processes are processes here, and end with it. They take turns:
	# if one waits for what never does, all do. The scheduler weighs sessions, see sched(7).
	# shellcheck disable=SC2086,SC2016 # several arguments; not ours to expand
	timeout --foreground -k 5 "$limit" setsid sh -c \
		'echo $$ >"$0"; echo "$1" >/proc/self/autogroup; shift; exec "$@"' \
		"$run/session" "$nice" taskset -c "$(a_processor)" "$uml_out/linux" "mem=${mem}M" \
		root=/dev/root rootfstype=hostfs rootflags=/ ro "init=$lib/init-uml" \
		con=null con0=null,fd:1 "uml_dir=$run/uml/" quiet loglevel=5 oops=panic audit=0 $append \
		"mip6_run=$run" "mip6_modules=$uml_out/root" \
		>"$run/console.log" 2>"$run/machine.log" </dev/null &
	machine_pid=$!
}
