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

/// A pipe, from the second end to the first, that programs started meanwhile do not hold open.
int cposix_pipe(int ends[2]);

/// Lets the heap of each thread begin with so many bytes of address space. glibc's grow by a page at a time otherwise, and
/// each time ask the system and hold the other threads up; other C libraries need no telling. No memory is used by it.
void cposix_set_heap_size(int bytes);

#endif
