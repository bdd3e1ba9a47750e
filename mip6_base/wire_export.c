// SPDX-License-Identifier: GPL-2.0
/*
 * The wire code that the role modules may use. It stands here and not beside the code, which
 * builds in user space too.
 */
#include <linux/export.h>

#include "wire/ext.h"
#include "wire/icmp.h"
#include "wire/mh.h"
#include "wire/mld.h"
#include "wire/nd.h"
#include "wire/opt.h"
#include "wire/rules.h"

EXPORT_SYMBOL_NS_GPL(mip6_wire_walk, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_hao, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_rh2, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_wire_addr, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_id, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_dhaad, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_mpa, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_id, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_dhaad, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_mpa, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_mh_check, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_bu, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_ba, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_be, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_brr, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_test, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_bu, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_ba, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_be, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_brr, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_test, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_set_checksum, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_checksum_ok, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_ba_status_text, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_mld_at, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_mld_begin, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_mld_next, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_mld_query, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_ra, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_na, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_rs, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_na, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_ra, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_parse_opts, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_wire_build_opts, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_routable, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_seq_newer, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_deletes, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_grant, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_remaining, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_refresh, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_status, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_backoff, MIP6);
EXPORT_SYMBOL_NS_GPL(mip6_rules_prefix_equal, MIP6);
