#include "preload.h"

// Swift has no way of its own to run something when a library is loaded.
__attribute__((constructor)) static void set_up(void) { hopenow_vfs_test_setup(); }
