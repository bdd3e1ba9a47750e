# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# shellcheck disable=SC2154,SC2034
#
# Debian's kernels under QEMU: sourced by scripts/vm, which sets $build, $lib, $run and what its
# options say.

# Installed Debian kernels, oldest first.
stock_kernels()
{
	local image kver

	for image in /boot/vmlinuz-*; do
		kver=${image#/boot/vmlinuz-}
		[ -r "$image" ] && [ -f "/lib/modules/$kver/modules.dep" ] && printf '%s\n' "$kver"
	done | sort -V
}

# stock_kernel stock[:VERSION]: the newest that VERSION is, or is a leading part of. 6.1 is no
# leading part of 6.12.
stock_kernel()
{
	local want=${1#stock} kver found=

	want=${want#:}
	while read -r kver; do
		case $kver in
		"$want"|"$want"[.+-]*) found=$kver ;;
		*) [ -n "$want" ] || found=$kver ;;
		esac
	done < <(stock_kernels)
	[ -n "$found" ] && printf '%s\n' "$found"
}

# number_at FILE OFFSET SIZE: a little-endian number in a file.
number_at()
{
	od -An -t "u$3" -j "$2" -N "$3" "$1" | tr -d ' '
}

# Unpacking a bzImage costs an emulated processor seconds. QEMU starts a plain vmlinux as well
# (PVH), so unpack it here, once. The offsets are the x86 boot protocol's: setup_sects,
# payload_offset, payload_length; the payload's last four bytes are its unpacked size.
unpack_image()
{
	local image=$1 out=$2 sectors offset length magic

	sectors=$(number_at "$image" $((0x1f1)) 1)
	offset=$(number_at "$image" $((0x248)) 4)
	length=$(number_at "$image" $((0x24c)) 4)
	payload() { tail -c +$(((sectors + 1) * 512 + offset + 1)) "$image" | head -c $((length - 4)); }
	magic=$(payload 2>/dev/null | head -c 4 | od -An -t x1 | tr -d ' \n')
	case $magic in
	fd377a58) payload | xz -dc --single-stream ;;
	28b52ffd) payload | zstd -dcq ;;
	*) return 1 ;;
	esac >"$out.tmp" 2>/dev/null
	[ "$(head -c 4 "$out.tmp" | od -An -t x1 | tr -d ' \n')" = 7f454c46 ] && mv "$out.tmp" "$out"
}

kernel_image()
{
	local image=/boot/vmlinuz-$1 out=$build/kernels/vmlinux-$1

	[ "$out" -nt "$image" ] && return
	rm -f "$out" "$out.tmp"
	unpack_image "$image" "$out" || rm -f "$out" "$out.tmp"
}

# The file to boot: unpacked if that could be done.
kernel_file()
{
	local out=$build/kernels/vmlinux-$1

	[ -f "$out" ] || out=/boot/vmlinuz-$1
	printf '%s\n' "$out"
}

# initramfs KVER: busybox, the modules that mount the root file system, and init. busybox insmod
# knows no compression, so modules go in unpacked.
initramfs()
{
	local kver=$1 out=$build/kernels/initramfs-$1 tree name file

	[ "$out" -nt "$lib/init" ] && [ "$out" -nt "$lib/qemu.sh" ] &&
		[ "$out" -nt "/lib/modules/$kver/modules.dep" ] && return
	tree=$(mktemp -d "$build/kernels/tree.XXXXXX") || return
	mkdir -p "$tree"/{bin,modules,proc,dev,lower,stage,share,rw,newroot}
	cp /bin/busybox "$tree/bin/busybox" && cp "$lib/init" "$tree/init" && chmod 755 "$tree/init" ||
		return
	for name in virtio_pci 9p 9pnet_virtio overlay; do
		modprobe -C /dev/null -S "$kver" --show-depends "$name" || return
	done | awk '$1 == "insmod" && !seen[$2]++ { print $2 }' >"$tree/list" || return
	while read -r file; do
		name=${file##*/}
		name=${name%%.ko*}.ko
		case $file in
		*.ko) cat "$file" ;;
		*.ko.xz) xz -dc "$file" ;;
		*.ko.zst) zstd -dcq "$file" ;;
		*.ko.gz) gzip -dc "$file" ;;
		esac >"$tree/modules/$name" || return
		printf '%s\n' "$name" >>"$tree/modules/order"
	done <"$tree/list"
	rm "$tree/list"
	(cd "$tree" && find . | cpio -o -H newc --quiet -R 0:0) >"$out.tmp" &&
		mv "$out.tmp" "$out" && rm -rf "$tree"
}

# accelerator KVER: kvm where a guest really runs with it, else tcg. A /dev/kvm that opens says
# little (nested virtualisation may be half there), so let the kernel run until it panics for
# want of a root file system: a second or two where KVM works. Asked once per boot of the host.
accelerator()
{
	local kver=$1 cache=$build/kernels/accelerator boot answer log

	if ! [ -r /dev/kvm ] || ! [ -w /dev/kvm ]; then
		echo tcg
		return
	fi
	boot=$(cat /proc/sys/kernel/random/boot_id)
	if [ "$(sed -n 1p "$cache" 2>/dev/null)" = "$boot" ]; then
		sed -n 2p "$cache"
		return
	fi
	log=$(mktemp "$build/kernels/kvm.XXXXXX")
	timeout -k 1 6 qemu-system-x86_64 -machine pc -accel kvm -cpu host -smp 2 -m 512 \
		-nodefaults -no-user-config -display none -no-reboot -net none \
		-kernel "$(kernel_file "$kver")" -append "console=ttyS0 panic=-1" \
		-serial "file:$log" >/dev/null 2>&1 </dev/null
	answer=tcg
	grep -q 'Unable to mount root fs' "$log" && answer=kvm
	rm -f "$log"
	printf '%s\n%s\n' "$boot" "$answer" >"$cache.$$" && mv "$cache.$$" "$cache"
	echo "$answer"
}

# What scripts/vm asks of every kind of machine: machine_find sets $kver and $kernel_args (for
# make), machine_build makes what is booted, machine_run starts it and sets $machine_pid.

machine_find()
{
	command -v qemu-system-x86_64 >/dev/null ||
		die "qemu-system-x86_64 is missing: run scripts/deps"
	kver=$(stock_kernel "$kernel") ||
		die "no installed kernel matches '$kernel': see scripts/vm --list, or run scripts/deps"
	kernel_args=(KVER="$kver")
}

# The program that measures the clock of emulated processors.
tsc_khz()
{
	local source=$lib/tsc_khz.c out=$build/kernels/tsc_khz

	[ "$out" -nt "$source" ] || { cc -O2 -o "$out.tmp" "$source" && mv "$out.tmp" "$out"; }
}

boot_files() { kernel_image "$kver" && initramfs "$kver"; }

machine_build() { locked "$build/kernels/.lock" boot_files; }

machine_run()
{
	local cpu pin=()

	[ "$smp" -gt 1 ] || pin=(taskset -c "$(a_processor)")
	[ -n "$accel" ] || accel=$(accelerator "$kver")
	case $accel in
	kvm) cpu=host ;;
	# What makes emulation slow and is not what we test: page tables of five levels, string
	# instructions that go octet by octet, vectors, memory that is cleared before it is
	# overwritten, AppArmor, KASLR; addresses that are others in every process, as what was
	# translated once is found by its address; and access to user memory that is switched on
	# and off (sparse looks after that).
	tcg)
		locked "$build/kernels/.lock" tsc_khz ||
			die "$lib/tsc_khz.c cannot be compiled: run scripts/deps"
		# One processor needs no thread of its own: with one, it takes nearly twice the time.
		accel=tcg,thread=$([ "$smp" -gt 1 ] && echo multi || echo single)
		cpu=max,-la57,-erms,-fsrm,-avx,-avx2,-f16c,-fma,-smap,-smep,-umip,-pku
		append="tsc_early_khz=$("$build/kernels/tsc_khz") init_on_alloc=0 apparmor=0 nokaslr norandmaps $append" ;;
	*) misuse "unknown accelerator '$accel': kvm or tcg" ;;
	esac
	machine="kernel $kver, ${accel%%,*}"

	# A panic makes the guest reboot, a reboot makes QEMU exit: a dead guest is never waited for.
	"${pin[@]}" timeout --foreground -k 5 "$limit" qemu-system-x86_64 \
		-name mip6-vm -machine pc -accel "$accel" -cpu "$cpu" -smp "$smp" -m "$mem" \
		-nodefaults -no-user-config -display none -no-reboot -net none \
		-kernel "$(kernel_file "$kver")" -initrd "$build/kernels/initramfs-$kver" \
		-append "console=ttyS0 quiet loglevel=5 panic=-1 oops=panic audit=0 mitigations=off tsc=reliable $append" \
		-serial "file:$run/console.log" \
		-fsdev "local,id=root,path=/,security_model=none,readonly=on,multidevs=remap" \
		-device virtio-9p-pci,fsdev=root,mount_tag=root \
		-fsdev "local,id=stage,path=$run/stage,security_model=none,readonly=on" \
		-device virtio-9p-pci,fsdev=stage,mount_tag=stage \
		-fsdev "local,id=share,path=$run/share,security_model=none" \
		-device virtio-9p-pci,fsdev=share,mount_tag=share \
		>"$run/machine.log" 2>&1 </dev/null &
	machine_pid=$!
}
