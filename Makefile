# SPDX-License-Identifier: GPL-2.0
#
# mobile-ip6: Mobile IPv6 (RFC 6275) as loadable kernel modules, with its tools.
#
#   make [KVER=6.1.0-56-amd64]      build modules and mipdiag (default: this kernel, or the newest with headers)
#   make install [DESTDIR=] [KVER=] install both; configuration that exists is left alone
#   make uninstall                  the reverse; configuration that was changed is left alone
#   make dkms                       have DKMS build and install the modules for this kernel
#   make check [T=PATTERN]          build, unit and guest tests, on all kernels
#   make stress                     tests/stress, ten times as long as make check has them
#   make coverage                   which lines of the modules the guest tests enter
#   make bench                      how fast, how large: a table, and build/bench.json
#   make demo                       a mobile node moves between networks, in a test guest
#
# W=1, C=2 CF=-D__CHECK_ENDIAN__, V=1 and -j mean what they mean to the kernel's build.

VERSION = 0.1.0

ifeq ($(origin KVER),undefined)
KVER := $(shell for kver in $$(ls /lib/modules | sort -V) $$(uname -r); do \
		[ ! -e "/lib/modules/$$kver/build/Makefile" ] || echo "$$kver"; \
	done | tail -n 1)
endif
KDIR ?= /lib/modules/$(KVER)/build
DESTDIR ?=

# The directories that hold a module each, as far as they have sources. A subset
# (DIRS="mip6_base ip6_tunnel") builds and installs those only.
DIRS ?= $(foreach dir,mip6_base ip6_tunnel mip6_mn mip6_ha,$(if $(wildcard $(dir)/*.c),$(dir)))
export DIRS

INSTALL ?= install
Q = $(if $(filter 1,$(V)),,@)
say = $(if $(filter 1,$(V)),@:,@printf '  %-7s %s\n')

BUILD ?= $(CURDIR)/build
out = $(BUILD)/$(KVER)
stage = $(BUILD)/stage-$(KVER)

.PHONY: all modules mipdiag install install-modules install-files uninstall stage dkms dkms-source \
	check stress coverage bench demo clean need-kernel

all: modules mipdiag

need-kernel:
	@if [ -z "$(KVER)" ]; then \
		echo "no kernel headers are installed: run scripts/deps, or set KVER or KDIR" >&2; exit 1; \
	elif [ ! -e "$(KDIR)/Makefile" ]; then \
		echo "no headers for kernel $(KVER) ($(KDIR)): run scripts/deps" >&2; exit 1; \
	elif [ "$(origin KVER)$(origin KDIR)" = filefile ] && [ "$(KVER)" != "$$(uname -r)" ]; then \
		echo "no headers for the running kernel, $$(uname -r): this is for $(KVER)" >&2; \
	fi

# Objects of several kernels live side by side: kbuild puts them next to the sources, so each
# kernel gets a tree of links to the sources. The lock keeps two builds out of one tree.
mirror = \
	for dir in $(DIRS); do find $$dir -type d; done | while read -r dir; do \
		mkdir -p $(out)/$$dir; \
		find $(CURDIR)/$$dir -maxdepth 1 -type f ! -name '*.mod.c' \
			\( -name '*.[ch]' -o -name Kbuild \) -exec ln -sf -t $(out)/$$dir {} +; \
	done; \
	ln -sf $(CURDIR)/Kbuild $(CURDIR)/Makefile $(out)/; \
	find -L $(out) -type l -delete

modules: need-kernel
	@mkdir -p $(out)
	$(say) KERNEL $(KVER)
	+$(Q)flock $(out)/.lock sh -ec '$(mirror); \
		$(MAKE) --no-print-directory -C $(KDIR) M=$(out) CONFIG_DEBUG_INFO_BTF_MODULES= modules'

mipdiag:
	+$(Q)[ ! -e mipdiag/Makefile ] || \
		$(MAKE) $(if $(Q),-s) --no-print-directory -C mipdiag MIP6_VERSION=$(VERSION)

# What is installed: pairs of source and target, one list each for what make install may replace
# and for what belongs to the administrator.
moddir = /lib/modules/$(KVER)/updates/mobile-ip6
mandir = /usr/share/man

programs = $(if $(wildcard mipdiag/Makefile),mipdiag/mipdiag:/usr/sbin/mipdiag) \
	$(if $(wildcard etc/init.d/mobile-ip6),etc/init.d/mobile-ip6:/etc/init.d/mobile-ip6) \
	etc/mip6-ipsec:/usr/sbin/mip6-ipsec
files = $(foreach unit,$(wildcard etc/systemd/*.service),$(unit):/lib/systemd/system/$(notdir $(unit))) \
	$(foreach rule,$(wildcard etc/udev/*.rules),$(rule):/lib/udev/rules.d/$(notdir $(rule))) \
	$(foreach list,$(wildcard etc/bash-completion/*),$(list):/usr/share/bash-completion/completions/$(notdir $(list)))
manpages = $(wildcard Documentation/man/*.[1-9])
manpage-target = $(mandir)/man$(subst .,,$(suffix $(1)))/$(notdir $(1)).gz
links = /usr/sbin/mobile-ip6:/etc/init.d/mobile-ip6
configs = $(foreach conf,$(wildcard etc/*.conf),$(conf):/etc/$(notdir $(conf)))

targets = $(foreach pair,$(programs) $(files),$(lastword $(subst :, ,$(pair)))) \
	$(foreach pair,$(links),$(firstword $(subst :, ,$(pair)))) \
	$(foreach page,$(manpages),$(call manpage-target,$(page)))

install: install-modules install-files

# With DESTDIR the module index is for whoever unpacks the result to make.
install-modules: modules
	$(say) INSTALL $(DESTDIR)$(moddir)
	$(Q)$(INSTALL) -d $(DESTDIR)$(moddir)
	$(Q)set -e; for ko in $(DIRS:%=$(out)/%/*.ko); do \
		[ -e "$$ko" ] || continue; \
		to=$(DESTDIR)$(moddir)/$${ko##*/}; \
		$(INSTALL) -m 644 "$$ko" "$$to"; \
		strip --strip-debug "$$to"; \
	done
	$(Q)$(if $(DESTDIR),:,depmod -a $(KVER))

install-files: mipdiag
	$(say) INSTALL $(DESTDIR)/usr/sbin/mipdiag
	$(Q)set -e; for pair in $(programs); do \
		$(INSTALL) -D -m 755 "$${pair%%:*}" "$(DESTDIR)$${pair##*:}"; \
	done
	$(Q)set -e; for pair in $(files); do \
		$(INSTALL) -D -m 644 "$${pair%%:*}" "$(DESTDIR)$${pair##*:}"; \
	done
	$(Q)set -e; for pair in $(links); do \
		ln -sfn "$${pair##*:}" "$(DESTDIR)$${pair%%:*}"; \
	done
	$(Q)set -e; for page in $(manpages); do \
		to=$(DESTDIR)$(mandir)/man$${page##*.}; \
		$(INSTALL) -d "$$to"; \
		gzip -9nc "$$page" >"$$to/$${page##*/}.gz"; \
	done
	$(Q)set -e; for pair in $(configs); do \
		to=$(DESTDIR)$${pair##*:}; \
		if [ ! -e "$$to" ]; then \
			$(INSTALL) -D -m 644 "$${pair%%:*}" "$$to"; \
		elif ! cmp -s "$${pair%%:*}" "$$to"; then \
			echo "  KEEP    $$to"; \
		fi; \
	done
	$(Q)if [ -z "$(DESTDIR)" ] && [ -d /run/systemd/system ]; then systemctl daemon-reload; fi

uninstall:
	$(say) REMOVE "$(DESTDIR)$(moddir) and files"
	$(Q)rm -f $(DESTDIR)$(moddir)/*.ko $(addprefix $(DESTDIR),$(targets))
	$(Q)set -e; for pair in $(configs); do \
		to=$(DESTDIR)$${pair##*:}; \
		if cmp -s "$${pair%%:*}" "$$to"; then \
			rm -f "$$to"; \
		elif [ -e "$$to" ]; then \
			echo "  KEEP    $$to"; \
		fi; \
	done
	$(Q)if [ -d "$(DESTDIR)$(moddir)" ]; then \
		rmdir --ignore-fail-on-non-empty "$(DESTDIR)$(moddir)" "$(DESTDIR)$(dir $(moddir))"; \
	fi
	$(Q)if [ -n "$(DESTDIR)" ]; then \
		find "$(DESTDIR)" -mindepth 1 -type d -empty -delete; \
	else \
		[ ! -d /lib/modules/$(KVER)/kernel ] || depmod -a $(KVER); \
		if [ -d /run/systemd/system ]; then systemctl daemon-reload; fi; \
	fi

# For scripts/vm: everything installed, plus a module index over the kernel's modules and ours.
MODULES ?= /lib/modules/$(KVER)
stage:
	$(Q)rm -rf $(stage)
	+$(Q)$(MAKE) --no-print-directory install DESTDIR=$(stage)
	$(Q)scripts/vm.d/depmod $(KVER) $(stage) $(MODULES)

# The modules alone, kept up to date over kernel upgrades by DKMS. The tools come by make install.
dkms-dir = $(DESTDIR)/usr/src/mobile-ip6-$(VERSION)

dkms-source:
	$(say) INSTALL $(dkms-dir)
	$(Q)rm -rf $(dkms-dir)
	$(Q)$(INSTALL) -d $(dkms-dir)
	$(Q)$(INSTALL) -m 644 Makefile Kbuild dkms.conf COPYING $(dkms-dir)/
	$(Q)find mip6_base ip6_tunnel mip6_mn mip6_ha -type f ! -name '*.mod.c' \
		\( -name '*.[ch]' -o -name Kbuild \) -exec cp --parents -t $(dkms-dir) {} +

dkms: dkms-source
	dkms install -m mobile-ip6 -v $(VERSION)

check:
	@tests/run $(if $(T),'$(T)')

stress:
	@MIP6_STRESS=$${MIP6_STRESS:-20} tests/run stress/

coverage:
	@MIP6_COVERAGE=yes MIP6_CHECK_KERNEL=debug tests/run $(if $(T),'$(T)') || \
		echo "tests failed: what they would have entered is missing" >&2
	@tests/lib/coverage

bench:
	@tests/bench/run $(if $(T),'$(T)')

demo:
	@scripts/deps
	@scripts/vm -- scripts/demo

clean:
	$(say) CLEAN build
	$(Q)rm -rf build
	+$(Q)for dir in mipdiag tests/unit; do \
		[ ! -e $$dir/Makefile ] || $(MAKE) --no-print-directory -C $$dir clean; \
	done
