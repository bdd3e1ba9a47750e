// SPDX-License-Identifier: GPL-2.0
/*
 * mipdiag: shows and changes what the Mobile IPv6 modules do.
 */
#include "aclfile.h"
#include "bcache.h"
#include "bindfile.h"
#include "device.h"
#include "fail.h"
#include "keyfile.h"
#include "listing.h"
#include "options.h"
#include "out.h"
#include "report.h"
#include "saved.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static bool needs_device(const struct options *options)
{
	size_t i;

	if (options_set(options))
		return true;
	for (i = 0; i < options->shown_count; i++)
		if (options->shown[i].report < REPORT_VERSION)
			return true;
	return false;
}

/* What has been read from files. */
struct files {
	struct mip6_dev_acl *rules;
	size_t rules_count;
	struct mip6_dev_key *keys;
	size_t keys_count;
	struct bindfile bindings;
};

/* Everything is read and checked before anything is changed. */
static void read_files(const struct options *options, struct files *files)
{
	if (options->acl_path)
		files->rules = aclfile_read(options->acl_path, &files->rules_count);
	if (options->restore_path)
		bindfile_read(options->restore_path, &files->bindings);
	if (options->keys_path)
		files->keys = keyfile_read(options->keys_path, &files->keys_count);
}

/*
 * The role comes first: the others ask for one. But what is saved is saved before it ends, and the
 * last that there was.
 */
static void change(int fd, const struct options *options, const struct files *files)
{
	if (options->set_debuglevel)
		device_set_param(fd, MIP6_PARAM_DEBUGLEVEL, options->debuglevel);
	if (options->set_tunnel_sitelocal)
		device_set_param(fd, MIP6_PARAM_TUNNEL_SITELOCAL, options->tunnel_sitelocal);
	if (options->delete)
		bcache_delete(fd, &options->filter);
	if (options->save_path)
		saved_write(fd, options->save_path, options->set_role);
	if (options->set_role)
		device_set_role(fd, &options->role);
	/* What follows may have updates sent, or let in. */
	if (options->set_keys)
		device_set_keys(fd, files->keys, files->keys_count);
	if (options->set_iface)
		device_set_iface(fd, &options->iface);
	if (options->set_home)
		device_set_home(fd, &options->home);
	if (options->set_acl)
		device_set_acl(fd, files->rules, files->rules_count, options->acl_path != NULL);
}

static void show(int fd, const struct shown *shown, const struct options *options)
{
	bool json = options->json;

	if (shown->listing) {
		listing_show(shown->listing, fd, &options->filter,
			     options->count && shown->listing == &listing_bcache, json);
		return;
	}
	switch (shown->report) {
	case REPORT_DEBUGLEVEL:
		report_debuglevel(fd, json);
		break;
	case REPORT_TUNNEL_SITELOCAL:
		report_tunnel_sitelocal(fd, json);
		break;
	case REPORT_ROLE:
		report_role(fd, json);
		break;
	case REPORT_PATH:
		report_path(fd, &shown->path, json);
		break;
	case REPORT_VERSION:
		report_version(json);
		break;
	case REPORT_NONE:
		break;
	}
}

/* Returns the exit status. */
static int act(const struct options *options, struct files *files)
{
	int fd = -1, status = EXIT_SUCCESS;
	size_t i;

	if (needs_device(options)) {
		fd = device_open();
		change(fd, options, files);
	}
	if (options->restore_path &&
	    !saved_restore(fd, &files->bindings, options->waiting_path, options->json))
		status = EXIT_REFUSED;
	for (i = 0; i < options->shown_count; i++) {
		if ((i || options->restore_path) && !options->json)
			putchar('\n');
		show(fd, &options->shown[i], options);
	}
	if (fd >= 0)
		close(fd);
	return status;
}

/* Returns the exit status. */
static int run(const struct options *options)
{
	struct files files = { 0 };
	int status = EXIT_SUCCESS;

	read_files(options, &files);
	if (!options->check)
		status = act(options, &files);
	keyfile_free(files.keys, files.keys_count);
	free(files.rules);
	free(files.bindings.bindings);
	return status;
}

int main(int argc, char **argv)
{
	struct options options;
	int status = EXIT_SUCCESS;

	/* A reader that has gone shall be an error like a full disk, with a message. */
	signal(SIGPIPE, SIG_IGN);

	options_parse(argc, argv, &options);
	if (argc <= 1 || options.help)
		options_usage();
	else
		status = run(&options);
	out_flush();
	return status;
}
