// The kernel calls that glibc has no function for, or only a variadic one, which Swift can't call.
#pragma once

#include <linux/keyctl.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

static inline long hopenow_add_key(const char *type, const char *description, const void *payload,
                                   size_t length, int ring) {
  return syscall(SYS_add_key, type, description, payload, length, ring);
}

static inline long hopenow_keyctl(int operation, unsigned long a, unsigned long b, unsigned long c,
                                  unsigned long d) {
  return syscall(SYS_keyctl, operation, a, b, c, d);
}

static inline int hopenow_forbid_dumps(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }
