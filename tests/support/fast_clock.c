/* Makes the clock of a program that loads it (LD_PRELOAD) run ten thousand times as fast. */
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

enum { FACTOR = 10000, SECOND = 1000000000 };

static struct timespec begin;

__attribute__((constructor)) static void note_begin(void)
{
  syscall(SYS_clock_gettime, CLOCK_MONOTONIC, &begin);
}

int clock_gettime(clockid_t clock, struct timespec *time)
{
  long long passed;
  const int result = (int)syscall(SYS_clock_gettime, clock, time);
  if (clock != CLOCK_MONOTONIC || result != 0) return result;
  passed = (time->tv_sec - begin.tv_sec) * (long long)SECOND + (time->tv_nsec - begin.tv_nsec);
  passed = passed * FACTOR + begin.tv_nsec;
  time->tv_sec = begin.tv_sec + (time_t)(passed / SECOND);
  time->tv_nsec = (long)(passed % SECOND);
  return 0;
}
