// System calls that Swift's Glibc module does not import, or that Linux and macOS name differently.
// Each returns 0, or -1 with errno set.
#ifndef CPOSIX_H
#define CPOSIX_H

/// Writes everything of the file system that `descriptor` lies on to the disk; one call is cheaper than an fsync for
/// each of a hundred files. Fails with ENOSYS where there is no such call (macOS).
int cposix_sync_file_system(int descriptor);

/// fsync that reaches the medium: macOS's own fsync stops at the drive's cache.
int cposix_sync(int descriptor);

/// Exchanges two directory entries in one atomic step. EINVAL or ENOTSUP where the file system cannot.
int cposix_exchange(int first_folder, const char *first, int second_folder, const char *second);

/// Renames unless the new name is taken (EEXIST). EINVAL or ENOTSUP where the file system cannot.
int cposix_rename_to_free_name(int from_folder, const char *from, int to_folder, const char *to);

#endif
