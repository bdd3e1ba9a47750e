// SPDX-License-Identifier: GPL-2.0
/*
 * Access lists: a rule a line, comments from # to the end of the line.
 *
 *	RESERVE fec0:106:2700::4/128
 *	ALLOW fec0:106:2700::/64
 *	DENY ::/0
 *
 * + and - are understood for ALLOW and DENY, as MIPL had them.
 */
#include "aclfile.h"

#include "fail.h"
#include "file.h"
#include "parse.h"
#include "uapi.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char blanks[] = " \t\r\n\v\f";

/* Bits behind the prefix mean nothing and would only look as if they did. */
static void mask(struct in6_addr *address, unsigned int plen)
{
	unsigned int i;

	for (i = 0; i < sizeof(address->s6_addr); i++) {
		if (plen >= 8 * (i + 1))
			continue;
		address->s6_addr[i] &= plen > 8 * i ? (uint8_t)(0xff00 >> (plen - 8 * i)) : 0;
	}
}

/* Addresses that no mobile node can have as its own. */
static bool is_nobodys(const struct in6_addr *prefix, unsigned int plen)
{
	return (plen >= 10 && IN6_IS_ADDR_LINKLOCAL(prefix)) ||
	       (plen >= 8 && IN6_IS_ADDR_MULTICAST(prefix)) ||
	       (plen == PARSE_PLEN_MAX &&
		(IN6_IS_ADDR_LOOPBACK(prefix) || IN6_IS_ADDR_UNSPECIFIED(prefix)));
}

static const char *parse_action(const char *word, uint8_t *action)
{
	if (!strcasecmp(word, "allow") || !strcmp(word, "+"))
		*action = MIP6_ACL_ALLOW;
	else if (!strcasecmp(word, "deny") || !strcmp(word, "-"))
		*action = MIP6_ACL_DENY;
	else if (!strcasecmp(word, "reserve"))
		*action = MIP6_ACL_RESERVE;
	else
		return "a rule begins with ALLOW, RESERVE or DENY";
	return NULL;
}

/*
 * Reads a line into @rule and sets *@found, if there is more than a comment. Returns what is
 * wrong.
 */
static const char *parse_line(char *line, struct mip6_dev_acl *rule, bool *found)
{
	char *word, *address, *more, *save;
	const char *problem;
	int plen;

	*found = false;
	line[strcspn(line, "#")] = '\0';
	word = strtok_r(line, blanks, &save);
	if (!word)
		return NULL;
	address = strtok_r(NULL, blanks, &save);
	more = strtok_r(NULL, blanks, &save);

	memset(rule, 0, sizeof(*rule));
	problem = parse_action(word, &rule->action);
	if (problem)
		return problem;
	if (!address)
		return "the address is missing: ALLOW ADDRESS/PLEN";
	if (more)
		return "there is more on the line than a rule";
	problem = parse_address(address, &rule->prefix, &plen);
	if (problem)
		return problem;
	rule->plen = plen == PARSE_PLEN_NONE ? PARSE_PLEN_MAX : (uint8_t)plen;
	mask(&rule->prefix, rule->plen);
	if (rule->action != MIP6_ACL_DENY && is_nobodys(&rule->prefix, rule->plen))
		return "no home address is link-local, multicast, :: or ::1";
	*found = true;
	return NULL;
}

static struct mip6_dev_acl *append(struct mip6_dev_acl *rules, size_t *count,
				   const struct mip6_dev_acl *rule)
{
	rules = reallocarray(rules, *count + 1, sizeof(*rules));
	if (!rules)
		fail("%s", strerror(ENOMEM));
	rules[(*count)++] = *rule;
	return rules;
}

struct mip6_dev_acl *aclfile_read(const char *path, size_t *count)
{
	FILE *file = strcmp(path, "-") ? file_open(path, NULL) : stdin;
	struct mip6_dev_acl rule, *rules = NULL;
	unsigned int number = 0;
	const char *problem;
	char *line = NULL;
	size_t room = 0;
	ssize_t len;
	bool found;

	*count = 0;
	while ((len = getline(&line, &room, file)) >= 0) {
		number++;
		problem = strlen(line) < (size_t)len ? "there is a zero byte in the line" :
						       parse_line(line, &rule, &found);
		if (problem)
			fail("%s:%u: %s", path, number, problem);
		if (!found)
			continue;
		if (*count == MIP6_ACL_MAX)
			fail("%s:%u: more than %u rules", path, number, (unsigned int)MIP6_ACL_MAX);
		rules = append(rules, count, &rule);
	}
	if (ferror(file))
		fail("%s: %s", path, strerror(errno));
	free(line);
	if (file != stdin)
		fclose(file);
	return rules;
}
