/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Results of a test program: one TAP line for each function in its table. The plan is left to
 * whoever runs all programs.
 */
#ifndef UNIT_TAP_H
#define UNIT_TAP_H

#include <stdbool.h>
#include <stdio.h>

/**
 * struct test - one case
 * @name: what must hold, in words
 * @run: finds out, by EXPECT()
 */
struct test {
	const char *name;
	void (*run)(void);
};

static unsigned int tap_wrong;

static inline bool tap_expect(bool good, const char *file, int line, const char *what)
{
	if (!good && tap_wrong++ < 10)
		printf("# %s:%d: not so: %s\n", file, line, what);
	return good;
}

/* Evaluates to the condition, so that what builds on it can be skipped. */
#define EXPECT(cond) tap_expect(cond, __FILE__, __LINE__, #cond)

/* Says where in a loop something was wrong. */
#define EXPECT_IN(cond, ...)				\
	do {						\
		if (!EXPECT(cond) && tap_wrong <= 10) {	\
			printf("#     with ");		\
			printf(__VA_ARGS__);		\
			printf("\n");			\
		}					\
	} while (0)

static inline int tap_run(const struct test *tests, unsigned int count)
{
	unsigned int i, failed = 0;

	for (i = 0; i < count; i++) {
		tap_wrong = 0;
		tests[i].run();
		printf("%sok - %s\n", tap_wrong ? "not " : "", tests[i].name);
		fflush(stdout);
		failed += tap_wrong > 0;
	}
	return failed > 0;
}

#define TAP_RUN(tests) tap_run(tests, sizeof(tests) / sizeof((tests)[0]))

#endif
