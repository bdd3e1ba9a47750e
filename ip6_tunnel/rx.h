/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Packets that come in an outer header.
 */
#ifndef MIP6_TNL_RX_H
#define MIP6_TNL_RX_H

/**
 * mip6_tnl_rx_init() - begin to receive packets, and errors about those that were sent
 *
 * Context: process, at module load, when everything else is ready.
 * Return: 0 or a negative errno.
 */
int mip6_tnl_rx_init(void);

/**
 * mip6_tnl_rx_exit() - reverse of mip6_tnl_rx_init()
 *
 * Context: process, at module unload; waits for a grace period.
 */
void mip6_tnl_rx_exit(void);

#endif
