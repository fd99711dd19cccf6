#pragma once

int hopenow_vfs_test_setup(void);
