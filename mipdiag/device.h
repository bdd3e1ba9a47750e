/* SPDX-License-Identifier: GPL-2.0 */
/*
 * The modules, as /dev/mipv6_dev shows them. Everything here that fails says why and exits, apart
 * from device_open_quietly().
 */
#ifndef MIPDIAG_DEVICE_H
#define MIPDIAG_DEVICE_H

#include "uapi.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/**
 * device_open() - open the device and make sure that both sides mean the same
 *
 * Return: file descriptor.
 */
int device_open(void);

/**
 * device_open_quietly() - as device_open(), where it does not matter if it fails
 * @version: set to what the modules say of themselves
 *
 * Return: file descriptor or -1.
 */
int device_open_quietly(struct mip6_dev_version *version);

/**
 * device_version() - what the modules say of themselves
 * @fd: the device
 * @version: set to it
 */
void device_version(int fd, struct mip6_dev_version *version);

/**
 * device_dump() - read a table
 * @fd: the device
 * @table: enum mip6_table
 * @flags: MIP6_DUMP_GONE, or 0
 * @entry_size: size of an entry
 * @count: set to the number of entries
 *
 * Return: array of @count entries, to be freed with free(); not NULL.
 */
void *device_dump(int fd, uint32_t table, uint32_t flags, size_t entry_size, size_t *count);

/**
 * device_set_role() - make this network namespace a node of a kind
 * @fd: the device
 * @role: the kind
 */
void device_set_role(int fd, const struct mip6_dev_role *role);

/**
 * device_set_home() - give a mobile node a home address
 * @fd: the device
 * @home: home address
 */
void device_set_home(int fd, const struct mip6_dev_home *home);

/**
 * device_set_iface() - set an interface's preference
 * @fd: the device
 * @iface: interface
 */
void device_set_iface(int fd, const struct mip6_dev_iface *iface);

/**
 * device_set_acl() - replace a home agent's access list
 * @fd: the device
 * @rules: rules, may be NULL if there are none
 * @count: how many
 * @enabled: false: no list, everybody is let in
 */
void device_set_acl(int fd, const struct mip6_dev_acl *rules, size_t count, bool enabled);

/**
 * device_set_keys() - replace all keys
 * @fd: the device
 * @keys: the keys, in the order that the kernel wants; may be NULL if there are none
 * @count: how many
 */
void device_set_keys(int fd, const struct mip6_dev_key *keys, size_t count);

/**
 * device_has_keys() - whether there are keys
 * @fd: the device
 *
 * Return: whether there are.
 */
bool device_has_keys(int fd);

/**
 * device_need_agent() - make sure that this network namespace is a home agent
 * @fd: the device
 */
void device_need_agent(int fd);

/**
 * device_hold() - have a home agent accept no registrations until the device is closed
 * @fd: the device
 */
void device_hold(int fd);

/**
 * device_restore() - put home registrations back that were saved
 * @fd: the device
 * @bindings: the registrations; the status of each is set
 * @count: how many, may be 0
 */
void device_restore(int fd, struct mip6_dev_binding *bindings, size_t count);

/**
 * device_delete() - end bindings, as long as they are what they were when they were read
 * @fd: the device
 * @bindings: the bindings; the status of each is set
 * @count: how many, may be 0
 */
void device_delete(int fd, struct mip6_dev_binding *bindings, size_t count);

/**
 * device_get_param() - read a value
 * @fd: the device
 * @param: enum mip6_param
 *
 * Return: the value.
 */
uint32_t device_get_param(int fd, uint32_t param);

/**
 * device_set_param() - set a value
 * @fd: the device
 * @param: enum mip6_param
 * @value: the value
 */
void device_set_param(int fd, uint32_t param, uint32_t value);

/**
 * device_get_path() - ask how packets to a node travel
 * @fd: the device
 * @path: the node; set to the rest
 */
void device_get_path(int fd, struct mip6_dev_path *path);

#endif
