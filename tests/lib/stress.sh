# shellcheck shell=bash
# SPDX-License-Identifier: GPL-2.0
#
# For tests/stress, whose files do what they do a bounded number of times in make check and more
# often in make stress (MIP6_STRESS: how many times as often, and as long).

# rounds N: how often to do what make check does N times.
rounds() { echo $(($1 * ${MIP6_STRESS:-1})); }
