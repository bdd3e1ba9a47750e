/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The single values that mipdiag shows.
 */
#ifndef MIPDIAG_REPORT_H
#define MIPDIAG_REPORT_H

#include <stdbool.h>

struct in6_addr;

/**
 * report_debuglevel() - show the debug level
 * @fd: the device
 * @json: as JSON, otherwise as text
 */
void report_debuglevel(int fd, bool json);

/**
 * report_tunnel_sitelocal() - show whether packets to site-local home addresses are tunnelled
 * @fd: the device
 * @json: as JSON, otherwise as text
 */
void report_tunnel_sitelocal(int fd, bool json);

/**
 * report_role() - show what this network namespace is
 * @fd: the device
 * @json: as JSON, otherwise as text
 */
void report_role(int fd, bool json);

/**
 * report_path() - show how packets to a node travel, and those from it
 * @fd: the device
 * @dst: the node
 * @json: as JSON, otherwise as text
 */
void report_path(int fd, const struct in6_addr *dst, bool json);

/**
 * report_version() - show mipdiag's version and, if they can be asked, the modules'
 * @json: as JSON, otherwise as text
 */
void report_version(bool json);

#endif
