// SPDX-License-Identifier: GPL-2.0
/*
 * /dev/mipv6_dev: what mipdiag reads and changes. mipv6_dev.h has the rules.
 */
#include "dev.h"

#include "bcache.h"
#include "conf.h"
#include "keys.h"
#include "manage.h"
#include "netns.h"
#include "path.h"
#include "role.h"
#include "stats.h"

#include <mipv6_dev.h>

#include <linux/capability.h>
#include <linux/cdev.h>
#include <linux/device.h>
#include <linux/fs.h>
#include <linux/module.h>
#include <linux/nsproxy.h>
#include <linux/rhashtable.h>
#include <linux/slab.h>
#include <linux/uaccess.h>
#include <linux/user_namespace.h>
#include <net/ipv6.h>
#include <net/net_namespace.h>

#include <mip6/compat.h>

enum {
	DUMP_CHUNK	= 256,	/* entries copied at a time */
};

/**
 * struct mip6_file - an open file
 * @lock: one call at a time
 * @net: namespace that it is about; held
 * @holding: it has a home agent accept no registrations
 * @walking: @iter is in use
 * @to_save: that dump is of what has to be saved
 * @iter: where the dump of the binding cache is
 * @table: table that is being dumped
 * @index: next entry of it
 * @generation: of the keys that came last
 */
struct mip6_file {
	struct mutex lock;
	struct net *net;
	bool holding;
	bool walking;
	bool to_save;
	struct rhashtable_iter iter;
	u32 table;
	u32 index;
	u32 generation;
};

static dev_t dev_number;
static struct cdev dev_cdev;
static struct class *dev_class;

static size_t entry_size(u32 table)
{
	switch (table) {
	case MIP6_TABLE_STATS:
		return sizeof(struct mip6_dev_stat);
	case MIP6_TABLE_BCACHE:
		return sizeof(struct mip6_dev_binding);
	case MIP6_TABLE_BULIST:
		return sizeof(struct mip6_dev_bul);
	case MIP6_TABLE_HOMES:
		return sizeof(struct mip6_dev_home);
	case MIP6_TABLE_IFACES:
		return sizeof(struct mip6_dev_iface);
	case MIP6_TABLE_ACL:
		return sizeof(struct mip6_dev_acl);
	case MIP6_TABLE_AGENTS:
		return sizeof(struct mip6_dev_agent);
	case MIP6_TABLE_KEYS:
		return sizeof(struct mip6_dev_key);
	case MIP6_TABLE_GROUPS:
		return sizeof(struct mip6_dev_group);
	}
	return 0;
}

static void walk_end(struct mip6_file *file)
{
	if (file->walking)
		mip6_bcache_walk_exit(&file->iter);
	file->walking = false;
}

static void dump_first(struct mip6_file *file, u32 table, bool to_save)
{
	walk_end(file);
	file->to_save = to_save;
	file->table = table;
	file->index = 0;
	if (table == MIP6_TABLE_BCACHE) {
		mip6_bcache_walk_init(mip6_net(file->net), &file->iter);
		file->walking = true;
	}
}

/* Keys are replaced as a whole: a dump of some and of others is of neither. */
static int dump_key(struct mip6_file *file, struct mip6_dev_key *entry, bool *changed)
{
	u32 generation;
	int err = mip6_keys_dump(mip6_net(file->net), file->index, entry, &generation);

	if (file->index && generation != file->generation)
		*changed = true;
	file->generation = generation;
	return err;
}

/* Fills @buf; returns how many entries, less than @count only at the end. */
static u32 dump_some(struct mip6_file *file, void *buf, u32 count, bool *changed)
{
	struct mip6_net *mnet = mip6_net(file->net);
	size_t size = entry_size(file->table);
	u32 n;
	int err;

	if (file->table == MIP6_TABLE_BCACHE)
		return mip6_bcache_walk(&file->iter, buf, count, file->to_save, changed);
	for (n = 0; n < count; n++) {
		if (file->table == MIP6_TABLE_STATS)
			err = mip6_stats_read(mnet, file->index, buf + n * size);
		else if (file->table == MIP6_TABLE_KEYS)
			err = dump_key(file, buf + n * size, changed);
		else
			err = mip6_role_dump(mnet, file->table, file->index, buf + n * size);
		if (err)
			break;
		file->index++;
	}
	return n;
}

static long dump(struct mip6_file *file, void *arg)
{
	struct mip6_dev_dump *req = arg;
	size_t size = entry_size(req->table);
	u32 count = min_t(u32, req->count, DUMP_CHUNK), n;
	bool changed = false;
	void *buf;

	if (!size || req->entry_size != size || !count ||
	    req->flags & ~(MIP6_DUMP_FIRST | MIP6_DUMP_GONE) ||
	    (req->flags & MIP6_DUMP_GONE && req->table != MIP6_TABLE_BCACHE))
		return -EINVAL;
	if (req->flags & MIP6_DUMP_FIRST)
		dump_first(file, req->table, req->flags & MIP6_DUMP_GONE);
	else if (req->flags)
		return -EINVAL;
	else if (req->table != file->table || (req->table == MIP6_TABLE_BCACHE && !file->walking))
		return -EINVAL;

	buf = kvcalloc(count, size, GFP_KERNEL);
	if (!buf)
		return -ENOMEM;
	n = dump_some(file, buf, count, &changed);
	if (copy_to_user(u64_to_user_ptr(req->entries), buf, n * size)) {
		kvfree(buf);
		return -EFAULT;
	}
	kvfree(buf);
	req->count = n;
	req->flags = (n == count ? MIP6_DUMP_MORE : 0) | (changed ? MIP6_DUMP_CHANGED : 0);
	if (n < count)
		walk_end(file);
	return 0;
}

static long get_version(struct mip6_file *file, void *arg)
{
	struct mip6_dev_version *out = arg;

	memset(out, 0, sizeof(*out));
	out->abi = MIPV6_DEV_ABI;
	out->role = mip6_role_of(mip6_net(file->net));
	strscpy(out->version, MIP6_VERSION, sizeof(out->version));
	return 0;
}

/* Names come from outside: they must end, and nothing may hide behind the end. */
static bool name_ok(const char name[MIP6_IFNAME_LEN])
{
	size_t len = strnlen(name, MIP6_IFNAME_LEN);

	return len < MIP6_IFNAME_LEN && !memchr_inv(name + len, 0, MIP6_IFNAME_LEN - len);
}

static long set_role(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_role *req = arg;

	if (req->reserved || !name_ok(req->home_ifname))
		return -EINVAL;
	return mip6_role_set(mip6_net(file->net), req);
}

static long set_home(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_home *req = arg;

	if (memchr_inv(req->reserved, 0, sizeof(req->reserved)) || !req->plen || req->plen > 128 ||
	    !name_ok(req->ifname) || !req->ifname[0] || !ipv6_addr_any(&req->coa) || req->at ||
	    req->registered || req->state || req->coa_ifname[0] || req->tunnel[0] || req->trouble)
		return -EINVAL;
	return mip6_role_set_home(mip6_net(file->net), req);
}

static long set_iface(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_iface *req = arg;

	if (!name_ok(req->ifname) || !req->ifname[0] || req->ifindex || req->current_coa ||
	    req->usable || !ipv6_addr_any(&req->router) || !ipv6_addr_any(&req->coa))
		return -EINVAL;
	return mip6_role_set_iface(mip6_net(file->net), req);
}

static bool rules_ok(const struct mip6_dev_acl *rules, u32 count)
{
	u32 i;

	for (i = 0; i < count; i++)
		if (rules[i].plen > 128 || rules[i].action > MIP6_ACL_RESERVE || rules[i].reserved[0] ||
		    rules[i].reserved[1])
			return false;
	return true;
}

static long set_acl(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_acl_set *req = arg;
	struct mip6_dev_acl *rules = NULL;
	long err;

	if (req->enabled > 1 || req->count > MIP6_ACL_MAX || (req->count && !req->enabled))
		return -EINVAL;
	if (req->count) {
		rules = kvcalloc(req->count, sizeof(*rules), GFP_KERNEL);
		if (!rules)
			return -ENOMEM;
		err = -EFAULT;
		if (copy_from_user(rules, u64_to_user_ptr(req->rules), req->count * sizeof(*rules)))
			goto err_rules;
		err = -EINVAL;
		if (!rules_ok(rules, req->count))
			goto err_rules;
	}
	err = mip6_role_set_acl(mip6_net(file->net), rules, req->count, req->enabled);
	if (!err)
		return 0;
err_rules:
	kvfree(rules);
	return err;
}

static long set_keys(struct mip6_file *file, void *arg)
{
	return mip6_keys_set(mip6_net(file->net), arg);
}

static long get_param(struct mip6_file *file, void *arg)
{
	struct mip6_dev_param *req = arg;

	return mip6_conf_get(mip6_net(file->net), req->param, &req->value);
}

static long set_param(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_param *req = arg;

	return mip6_conf_set(mip6_net(file->net), req->param, req->value);
}

static long get_path(struct mip6_file *file, void *arg)
{
	struct mip6_dev_path *req = arg;
	size_t out = offsetof(struct mip6_dev_path, coa);

	if (memchr_inv((char *)req + out, 0, sizeof(*req) - out) || ipv6_addr_any(&req->dst))
		return -EINVAL;
	mip6_path_get(mip6_net(file->net), req);
	return 0;
}

static long restore(struct mip6_file *file, void *arg)
{
	return mip6_manage_restore(mip6_net(file->net), arg);
}

static long delete(struct mip6_file *file, void *arg)
{
	return mip6_manage_delete(mip6_net(file->net), arg);
}

static long hold(struct mip6_file *file, void *arg)
{
	const struct mip6_dev_hold *req = arg;

	if (req->on > 1 || req->reserved)
		return -EINVAL;
	if (file->holding != req->on)
		mip6_manage_hold(mip6_net(file->net), req->on);
	file->holding = req->on;
	return 0;
}

static const struct {
	unsigned int cmd;
	bool changes;
	long (*call)(struct mip6_file *file, void *arg);
} calls[] = {
	{ MIP6_IOC_VERSION,	false,	get_version },
	{ MIP6_IOC_DUMP,	false,	dump },
	{ MIP6_IOC_SET_ROLE,	true,	set_role },
	{ MIP6_IOC_SET_HOME,	true,	set_home },
	{ MIP6_IOC_SET_IFACE,	true,	set_iface },
	{ MIP6_IOC_SET_ACL,	true,	set_acl },
	{ MIP6_IOC_SET_KEYS,	true,	set_keys },
	{ MIP6_IOC_GET_PARAM,	false,	get_param },
	{ MIP6_IOC_SET_PARAM,	true,	set_param },
	{ MIP6_IOC_GET_PATH,	false,	get_path },
	{ MIP6_IOC_RESTORE,	true,	restore },
	{ MIP6_IOC_HOLD,	true,	hold },
	{ MIP6_IOC_DELETE,	true,	delete },
};

union argument {
	struct mip6_dev_version version;
	struct mip6_dev_dump dump;
	struct mip6_dev_role role;
	struct mip6_dev_home home;
	struct mip6_dev_iface iface;
	struct mip6_dev_acl_set acl;
	struct mip6_dev_keys keys;
	struct mip6_dev_param param;
	struct mip6_dev_path path;
	struct mip6_dev_bindings bindings;
	struct mip6_dev_hold hold;
};

static long call(struct mip6_file *file, unsigned int i, void __user *user)
{
	unsigned int cmd = calls[i].cmd, size = _IOC_SIZE(cmd);
	union argument arg = {};
	long err;

	if (calls[i].changes && !ns_capable(file->net->user_ns, CAP_NET_ADMIN))
		return -EPERM;
	if (_IOC_DIR(cmd) & _IOC_WRITE && copy_from_user(&arg, user, size))
		return -EFAULT;
	mutex_lock(&file->lock);
	err = calls[i].call(file, &arg);
	mutex_unlock(&file->lock);
	if (!err && _IOC_DIR(cmd) & _IOC_READ && copy_to_user(user, &arg, size))
		err = -EFAULT;
	return err;
}

static long file_ioctl(struct file *filp, unsigned int cmd, unsigned long user)
{
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(calls); i++)
		if (calls[i].cmd == cmd)
			return call(filp->private_data, i, (void __user *)user);
	return -ENOTTY;
}

static int file_open(struct inode *inode, struct file *filp)
{
	struct mip6_file *file = kzalloc(sizeof(*file), GFP_KERNEL);

	if (!file)
		return -ENOMEM;
	mutex_init(&file->lock);
	file->net = get_net(current->nsproxy->net_ns);
	filp->private_data = file;
	return nonseekable_open(inode, filp);
}

static int file_release(struct inode *inode, struct file *filp)
{
	struct mip6_file *file = filp->private_data;

	walk_end(file);
	if (file->holding)
		mip6_manage_hold(mip6_net(file->net), false);
	put_net(file->net);
	kfree(file);
	return 0;
}

static const struct file_operations file_ops = {
	.owner		= THIS_MODULE,
	.open		= file_open,
	.release	= file_release,
	.unlocked_ioctl	= file_ioctl,
	.compat_ioctl	= compat_ptr_ioctl,
};

/* Device nodes of old have number 249; another driver may have been given it. */
static int get_number(void)
{
	int err;

	dev_number = MKDEV(MIPV6_DEV_MAJOR, 0);
	err = register_chrdev_region(dev_number, 1, MIPV6_DEV_NAME);
	if (err == -EBUSY)
		err = alloc_chrdev_region(&dev_number, 0, 1, MIPV6_DEV_NAME);
	return err;
}

int mip6_dev_init(void)
{
	struct device *node;
	int err;

	err = get_number();
	if (err)
		return err;
	dev_class = mip6_class_create(MIPV6_DEV_NAME);
	if (IS_ERR(dev_class)) {
		err = PTR_ERR(dev_class);
		goto err_number;
	}
	node = device_create(dev_class, NULL, dev_number, NULL, MIPV6_DEV_NAME);
	if (IS_ERR(node)) {
		err = PTR_ERR(node);
		goto err_class;
	}
	/* From here on it can be opened, by an old node too. */
	cdev_init(&dev_cdev, &file_ops);
	dev_cdev.owner = THIS_MODULE;
	err = cdev_add(&dev_cdev, dev_number, 1);
	if (err)
		goto err_node;
	return 0;

err_node:
	device_destroy(dev_class, dev_number);
err_class:
	class_destroy(dev_class);
err_number:
	unregister_chrdev_region(dev_number, 1);
	return err;
}

void mip6_dev_exit(void)
{
	cdev_del(&dev_cdev);
	device_destroy(dev_class, dev_number);
	class_destroy(dev_class);
	unregister_chrdev_region(dev_number, 1);
}
