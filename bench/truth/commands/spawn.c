/*
 * The plainest way to run a program and wait for its end: spawn COUNT PROGRAM prints the ns of each posix_spawn and wait4.
 * spawn asked PROGRAM does so once for each byte that it reads, and waits for the next.
 */
#define _GNU_SOURCE
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

/* One start; false where it failed. */
static int run(char **argv) {
  long long started = now();
  pid_t pid;
  int status;
  struct rusage usage;
  if (posix_spawn(&pid, argv[0], NULL, NULL, argv, environ) != 0 || wait4(pid, &status, 0, &usage) != pid) return 0;
  printf("%lld\n", now() - started);
  return 1;
}

int main(int argc, char **argv) {
  char byte;
  if (argc < 3) return 2;
  if (strcmp(argv[1], "asked") == 0) {
    while (read(0, &byte, 1) == 1)
      if (!run(argv + 2) || fflush(stdout) != 0) return 1;
    return 0;
  }
  for (int left = atoi(argv[1]); left > 0; left -= 1)
    if (!run(argv + 2)) return 1;
  return 0;
}
