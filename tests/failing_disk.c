/* A disk that fails when told to, put before the C library with LD_PRELOAD.
 *
 *   STENOGRAM_FAIL_AT    the operation that fails, counted from 0 over write, pwrite,
 *                        fsync, fdatasync, ftruncate and rename on files
 *   STENOGRAM_FAIL_HOW   crash: half of a write reaches the file, nothing else does, and
 *                               the process is gone
 *                        all:   it and all after it are refused, as by a disk that died
 *                        once:  it alone is refused
 *   STENOGRAM_FAIL_MARK  a file that is made when it happens, and holds the name of what
 *                        failed; without it nothing was reached
 *
 * Standard output and pipes are left alone. Used by steps_test.py; no part of the program.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static atomic_long done;

static int on_a_file(int descriptor) {
  struct stat about;
  return fstat(descriptor, &about) == 0 && (S_ISREG(about.st_mode) || S_ISDIR(about.st_mode));
}

/* Nonzero where this operation fails; `crash` then says that the process goes. */
static int fails(const char *name, int *crash) {
  const char *at = getenv("STENOGRAM_FAIL_AT"), *how = getenv("STENOGRAM_FAIL_HOW");
  *crash = 0;
  if (!at || !how) return 0;
  long now = atomic_fetch_add(&done, 1), wanted = atol(at);
  if (now < wanted || (now > wanted && strcmp(how, "all") != 0)) return 0;
  if (now == wanted) {
    const char *mark = getenv("STENOGRAM_FAIL_MARK");
    int file = mark ? (int)syscall(SYS_openat, AT_FDCWD, mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) : -1;
    if (file >= 0) {
      syscall(SYS_write, file, name, strlen(name));
      syscall(SYS_close, file);
    }
  }
  *crash = strcmp(how, "crash") == 0;
  return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int file, const void *bytes, size_t size) {
  int crash;
  if (on_a_file(file) && fails("write", &crash)) {
    if (crash) {
      syscall(SYS_write, file, bytes, size / 2);
      _exit(137);
    }
    errno = ENOSPC;
    return -1;
  }
  return REAL(write)(file, bytes, size);
}

static ssize_t write_at(int file, const void *bytes, size_t size, off_t at) {
  int crash;
  if (on_a_file(file) && fails("pwrite", &crash)) {
    if (crash) {
      syscall(SYS_pwrite64, file, bytes, size / 2, at);
      _exit(137);
    }
    errno = ENOSPC;
    return -1;
  }
  return syscall(SYS_pwrite64, file, bytes, size, at);
}
ssize_t pwrite(int file, const void *bytes, size_t size, off_t at) { return write_at(file, bytes, size, at); }
ssize_t pwrite64(int file, const void *bytes, size_t size, off64_t at) { return write_at(file, bytes, size, at); }

static int refused(int file, const char *name) {
  int crash;
  if (!on_a_file(file) || !fails(name, &crash)) return 0;
  if (crash) _exit(137);
  errno = EIO;
  return 1;
}
int fsync(int file) { return refused(file, "fsync") ? -1 : REAL(fsync)(file); }
int fdatasync(int file) { return refused(file, "fdatasync") ? -1 : REAL(fdatasync)(file); }
int ftruncate(int file, off_t size) { return refused(file, "ftruncate") ? -1 : (int)syscall(SYS_ftruncate, file, size); }
int ftruncate64(int file, off64_t size) { return refused(file, "ftruncate") ? -1 : (int)syscall(SYS_ftruncate, file, size); }

int rename(const char *from, const char *to) {
  int crash;
  if (fails("rename", &crash)) {
    if (crash) _exit(137);
    errno = EIO;
    return -1;
  }
  return REAL(rename)(from, to);
}
