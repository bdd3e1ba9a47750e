/* SPDX-License-Identifier: GPL-2.0 */
/* The interface of the modules. libc's view of IPv6 addresses must come before the kernel's. */
#ifndef MIPDIAG_UAPI_H
#define MIPDIAG_UAPI_H

#include <netinet/in.h>

#include <mipv6_dev.h>

#endif
