/* Makes calls of the system fail in a program that loads it (LD_PRELOAD). NNTRAIN_FAULT is "CALL K HOW": the K-th call
   (from 1) of CALL fails; HOW is `once` or `on` (all later ones, too). CALL is open (for writing), write, fsync, rename, close,
   flock or pthread_create. When a call has failed, the file NNTRAIN_FAULT_SEEN exists. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>

static char call_name[32];
static long nth;
static char how[8];
static const char *seen;
static atomic_long count;
static atomic_int is_ready;

__attribute__((constructor)) static void read_plan(void)
{
  const char *plan = getenv("NNTRAIN_FAULT");
  seen = getenv("NNTRAIN_FAULT_SEEN");
  if (plan != NULL && sscanf(plan, "%31s %ld %7s", call_name, &nth, how) == 3) is_ready = 1;
}

/* Whether this call of `name` is to fail. */
static int fails(const char *name)
{
  long number;
  if (!is_ready || strcmp(name, call_name) != 0) return 0;
  number = atomic_fetch_add(&count, 1) + 1;
  if (number != nth && !(number > nth && how[1] == 'n' && how[2] == '\0')) return 0;
  if (seen != NULL) {
    long file = syscall(SYS_openat, AT_FDCWD, seen, O_WRONLY | O_CREAT, 0666);
    if (file >= 0) syscall(SYS_close, file);
  }
  return 1;
}

#define REAL(type, name) ((type)dlsym(RTLD_NEXT, name))

static int open_or_fail(const char *name, const char *path, int flags, mode_t mode)
{
  typedef int (*Open)(const char *, int, ...);
  if ((flags & (O_WRONLY | O_RDWR)) != 0 && fails("open")) {
    errno = EACCES;
    return -1;
  }
  return REAL(Open, name)(path, flags, mode);
}

int open(const char *path, int flags, ...)
{
  va_list more;
  mode_t mode;
  va_start(more, flags);
  mode = va_arg(more, mode_t);
  va_end(more);
  return open_or_fail("open", path, flags, mode);
}

int open64(const char *path, int flags, ...)
{
  va_list more;
  mode_t mode;
  va_start(more, flags);
  mode = va_arg(more, mode_t);
  va_end(more);
  return open_or_fail("open64", path, flags, mode);
}

ssize_t write(int file, const void *bytes, size_t size)
{
  typedef ssize_t (*Write)(int, const void *, size_t);
  if (fails("write")) {
    errno = ENOSPC;
    return -1;
  }
  return REAL(Write, "write")(file, bytes, size);
}

int fsync(int file)
{
  typedef int (*Fsync)(int);
  if (fails("fsync")) {
    errno = EIO;
    return -1;
  }
  return REAL(Fsync, "fsync")(file);
}

int rename(const char *from, const char *to)
{
  typedef int (*Rename)(const char *, const char *);
  if (fails("rename")) {
    errno = EACCES;
    return -1;
  }
  return REAL(Rename, "rename")(from, to);
}

int close(int file)
{
  typedef int (*Close)(int);
  const int result = REAL(Close, "close")(file);
  if (file > 2 && fails("close")) {
    errno = EIO;
    return -1;
  }
  return result;
}

int flock(int file, int operation)
{
  typedef int (*Flock)(int, int);
  if (fails("flock")) {
    errno = ENOLCK;
    return -1;
  }
  return REAL(Flock, "flock")(file, operation);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *argument)
{
  typedef int (*Create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
  if (fails("pthread_create")) return EAGAIN;
  return REAL(Create, "pthread_create")(thread, attributes, start, argument);
}
