#define _GNU_SOURCE
#include "CPosix.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#ifdef __linux__
#include <sys/syscall.h>

// Of linux/fs.h, whose inclusion clashes with older C libraries' stdio.h.
enum { no_replace = 1 << 0, exchange = 1 << 1 };

static int rename_with(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  // The bare call: musl has no wrapper.
  return (int)syscall(SYS_renameat2, from_folder, from, to_folder, to, flags);
}
#else
enum { no_replace = RENAME_EXCL, exchange = RENAME_SWAP };

static int rename_with(int from_folder, const char *from, int to_folder, const char *to, unsigned flags) {
  return renameatx_np(from_folder, from, to_folder, to, flags);
}
#endif

int cposix_sync_file_system(int descriptor) {
#ifdef __linux__
  return syncfs(descriptor);
#else
  (void)descriptor;
  errno = ENOSYS;
  return -1;
#endif
}

int cposix_sync(int descriptor) {
#ifdef F_FULLFSYNC
  // Refused by some network and foreign file systems; fsync is the most that those give.
  if (fcntl(descriptor, F_FULLFSYNC) == 0) return 0;
#endif
  return fsync(descriptor);
}

int cposix_exchange(int first_folder, const char *first, int second_folder, const char *second) {
  return rename_with(first_folder, first, second_folder, second, exchange);
}

int cposix_rename_to_free_name(int from_folder, const char *from, int to_folder, const char *to) {
  return rename_with(from_folder, from, to_folder, to, no_replace);
}

int cposix_pipe(int ends[2]) {
#ifdef __linux__
  return pipe2(ends, O_CLOEXEC);
#else
  if (pipe(ends) != 0) return -1;
  fcntl(ends[0], F_SETFD, FD_CLOEXEC);
  fcntl(ends[1], F_SETFD, FD_CLOEXEC);
  return 0;
#endif
}

#ifdef __GLIBC__
#include <malloc.h>

void cposix_set_heap_size(int bytes) { mallopt(M_TOP_PAD, bytes); }
#else
void cposix_set_heap_size(int bytes) { (void)bytes; }
#endif
