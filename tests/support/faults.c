/* Makes calls of the system fail in an nntrain that loads it (LD_PRELOAD). NNTRAIN_FAULT is "CALL K HOW": the K-th call
   (from 1) of CALL since main() began fails; HOW is `once`, `on` (all later ones, too), or `kill` (the program is
   killed before it). CALL is open (for writing), write, fsync, rename, close, flock, pthread_create, or malloc (with
   all that asks for memory). When a call has failed, the file NNTRAIN_FAULT_SEEN exists. Programs that nntrain runs
   are left alone. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
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

static void read_plan(void)
{
  const char *plan = getenv("NNTRAIN_FAULT");
  seen = getenv("NNTRAIN_FAULT_SEEN");
  if (plan == NULL || sscanf(plan, "%31s %ld %7s", call_name, &nth, how) != 3) return;
  is_ready = strcmp(program_invocation_short_name, "nntrain") == 0;
}

/* Whether this call of `name` is to fail. */
static int fails(const char *name)
{
  long number;
  if (!is_ready || strcmp(name, call_name) != 0) return 0;
  number = atomic_fetch_add(&count, 1) + 1;
  if (number != nth && !(number > nth && strcmp(how, "on") == 0)) return 0;
  if (seen != NULL) {
    const int error = errno;
    long file = syscall(SYS_openat, AT_FDCWD, seen, O_WRONLY | O_CREAT, 0666);
    if (file >= 0) syscall(SYS_close, file);
    errno = error;
  }
  if (strcmp(how, "kill") == 0) kill(getpid(), SIGKILL);
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

/* The C library calls malloc in dlsym(), so its own names of the real functions are needed. */
extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void *__libc_memalign(size_t, size_t);

static int lacks_memory(void)
{
  if (!fails("malloc")) return 0;
  errno = ENOMEM;
  return 1;
}

void *malloc(size_t size)
{
  return lacks_memory() ? NULL : __libc_malloc(size);
}

void *calloc(size_t number, size_t size)
{
  return lacks_memory() ? NULL : __libc_calloc(number, size);
}

void *realloc(void *old, size_t size)
{
  return lacks_memory() ? NULL : __libc_realloc(old, size);
}

void *aligned_alloc(size_t alignment, size_t size)
{
  return lacks_memory() ? NULL : __libc_memalign(alignment, size);
}

int posix_memalign(void **place, size_t alignment, size_t size)
{
  *place = lacks_memory() ? NULL : __libc_memalign(alignment, size);
  return *place == NULL ? ENOMEM : 0;
}

/* Faults begin with main(): before it the loader and the libraries are at work. */
static int (*program)(int, char **, char **);

static int begin(int words, char **arguments, char **environment)
{
  read_plan();
  return program(words, arguments, environment);
}

int __libc_start_main(int (*main_function)(int, char **, char **), int words, char **arguments, void (*init)(void),
                      void (*fini)(void), void (*rtld_fini)(void), void *stack_end)
{
  typedef int (*Start)(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void), void (*)(void),
                       void *);
  program = main_function;
  return REAL(Start, "__libc_start_main")(begin, words, arguments, init, fini, rtld_fini, stack_end);
}
