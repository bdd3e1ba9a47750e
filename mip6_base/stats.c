// SPDX-License-Identifier: GPL-2.0
#include "stats.h"

#include "netns.h"

#include <mipv6_dev.h>

#include <linux/export.h>
#include <linux/percpu.h>
#include <linux/string.h>

#include <mip6/stats.h>

static const char *const names[] = {
	[MIP6_STAT_ENCAPSULATIONS]	= "NEncapsulations",
	[MIP6_STAT_DECAPSULATIONS]	= "NDecapsulations",
	[MIP6_STAT_BU_RCVD]		= "NBindUpdatesRcvd",
	[MIP6_STAT_BA_RCVD]		= "NBindAcksRcvd",
	[MIP6_STAT_NACK_RCVD]		= "NBindNAcksRcvd",
	[MIP6_STAT_BRR_RCVD]		= "NBindRqsRcvd",
	[MIP6_STAT_BU_SENT]		= "NBindUpdatesSent",
	[MIP6_STAT_BA_SENT]		= "NBindAcksSent",
	[MIP6_STAT_NACK_SENT]		= "NBindNAcksSent",
	[MIP6_STAT_BRR_SENT]		= "NBindRqsSent",
	[MIP6_STAT_BU_DROP_AUTH]	= "NBindUpdatesDropAuth",
	[MIP6_STAT_BU_DROP_INVALID]	= "NBindUpdatesDropInvalid",
	[MIP6_STAT_BU_DROP_MISC]	= "NBindUpdatesDropMisc",
	[MIP6_STAT_BA_DROP_AUTH]	= "NBindAcksDropAuth",
	[MIP6_STAT_BA_DROP_INVALID]	= "NBindAcksDropInvalid",
	[MIP6_STAT_BA_DROP_MISC]	= "NBindAcksDropMisc",
	[MIP6_STAT_BRR_DROP_AUTH]	= "NBindRqsDropAuth",
	[MIP6_STAT_BRR_DROP_INVALID]	= "NBindRqsDropInvalid",
	[MIP6_STAT_BRR_DROP_MISC]	= "NBindRqsDropMisc",
	[MIP6_STAT_HOTI_RCVD]		= "NHoTIRcvd",
	[MIP6_STAT_COTI_RCVD]		= "NCoTIRcvd",
	[MIP6_STAT_HOT_RCVD]		= "NHoTRcvd",
	[MIP6_STAT_COT_RCVD]		= "NCoTRcvd",
	[MIP6_STAT_BE_RCVD]		= "NBindErrorsRcvd",
	[MIP6_STAT_HOTI_SENT]		= "NHoTISent",
	[MIP6_STAT_COTI_SENT]		= "NCoTISent",
	[MIP6_STAT_HOT_SENT]		= "NHoTSent",
	[MIP6_STAT_COT_SENT]		= "NCoTSent",
	[MIP6_STAT_BE_SENT]		= "NBindErrorsSent",
	[MIP6_STAT_MH_BAD_CHECKSUM]	= "NMHDropChecksum",
	[MIP6_STAT_MH_TRUNCATED]	= "NMHDropTruncated",
	[MIP6_STAT_MH_TOO_SHORT]	= "NMHDropTooShort",
	[MIP6_STAT_MH_BAD_PROTO]	= "NMHDropPayloadProto",
	[MIP6_STAT_MH_UNKNOWN_TYPE]	= "NMHDropUnknownType",
	[MIP6_STAT_TEST_DROP_INVALID]	= "NTestInitsDropInvalid",
	[MIP6_STAT_TEST_DROP_MISC]	= "NTestInitsDropMisc",
	[MIP6_STAT_HAO_NO_BINDING]	= "NHomeAddrOptDropNoBinding",
	[MIP6_STAT_HAO_INVALID]		= "NHomeAddrOptDropInvalid",
	[MIP6_STAT_RH2_INVALID]		= "NRoutingHdrDropInvalid",
	[MIP6_STAT_HAO_RCVD]		= "NHomeAddrOptRcvd",
	[MIP6_STAT_RH2_RCVD]		= "NRoutingHdrRcvd",
	[MIP6_STAT_RH2_SENT]		= "NRoutingHdrSent",
	[MIP6_STAT_ERRORS_RELAYED]	= "NErrorsRelayed",
	[MIP6_STAT_HAO_SENT]		= "NHomeAddrOptSent",
	[MIP6_STAT_TUNNEL_DROP_SOURCE]	= "NTunnelDropSource",
	[MIP6_STAT_BCACHE_FULL]		= "NBindingCacheFull",
	[MIP6_STAT_NS_ANSWERED]		= "NNeighSolicitAnswered",
	[MIP6_STAT_DAD_STARTED]		= "NHomeAddrDADStarted",
	[MIP6_STAT_DAD_CONFLICTS]	= "NHomeAddrDADConflicts",
	[MIP6_STAT_RS_SENT]		= "NRouterSolicitSent",
	[MIP6_STAT_RA_RCVD]		= "NRouterAdvertRcvd",
	[MIP6_STAT_HANDOVERS]		= "NHandovers",
	[MIP6_STAT_DHAAD_REQUESTS_RCVD]	= "NDHAADRequestsRcvd",
	[MIP6_STAT_DHAAD_REPLIES_SENT]	= "NDHAADRepliesSent",
	[MIP6_STAT_DHAAD_REQUESTS_SENT]	= "NDHAADRequestsSent",
	[MIP6_STAT_DHAAD_REPLIES_RCVD]	= "NDHAADRepliesRcvd",
	[MIP6_STAT_DHAAD_DROP_INVALID]	= "NDHAADRequestsDropInvalid",
	[MIP6_STAT_DHAAD_DROP_MISC]	= "NDHAADRequestsDropMisc",
	[MIP6_STAT_RA_DROP_INVALID]	= "NRouterAdvertDropInvalid",
	[MIP6_STAT_AGENTS_FULL]		= "NHomeAgentsListFull",
	[MIP6_STAT_MPS_RCVD]		= "NPrefixSolicitRcvd",
	[MIP6_STAT_MPS_DROP_INVALID]	= "NPrefixSolicitDropInvalid",
	[MIP6_STAT_MPS_DROP_MISC]	= "NPrefixSolicitDropMisc",
	[MIP6_STAT_MPA_SENT]		= "NPrefixAdvertSent",
	[MIP6_STAT_STAMP_REFUSED]	= "NTimeStampsRefused",
	[MIP6_STAT_UNHEARD]		= "NBindingsUnheard",
	[MIP6_STAT_MLD_RCVD]		= "NGroupReportsRcvd",
	[MIP6_STAT_MLD_DROP_INVALID]	= "NGroupReportsDropInvalid",
	[MIP6_STAT_MLD_SENT]		= "NGroupQueriesSent",
	[MIP6_STAT_GROUPS_FULL]		= "NGroupMembersFull",
};

void mip6_count(struct net *net, enum mip6_stat stat)
{
	this_cpu_inc(mip6_net(net)->counters->value[stat]);
}
EXPORT_SYMBOL_NS_GPL(mip6_count, MIP6);

int mip6_stats_read(struct mip6_net *mnet, u32 index, struct mip6_dev_stat *out)
{
	int cpu;

	BUILD_BUG_ON(ARRAY_SIZE(names) != MIP6_STATS);
	if (index >= MIP6_STATS)
		return -ENOENT;
	strscpy(out->name, names[index], sizeof(out->name));
	for_each_possible_cpu(cpu)
		out->value += READ_ONCE(per_cpu_ptr(mnet->counters, cpu)->value[index]);
	return 0;
}

int mip6_stats_net_init(struct mip6_net *mnet)
{
	mnet->counters = alloc_percpu(struct mip6_counters);
	return mnet->counters ? 0 : -ENOMEM;
}

void mip6_stats_net_exit(struct mip6_net *mnet)
{
	free_percpu(mnet->counters);
}
