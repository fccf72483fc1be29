/* Works for as many rounds as it is told, then ends: what commands are compared on. */
#include <stdint.h>
#include <stdlib.h>

int main(int argc, char **argv) {
  uint64_t rounds = argc > 1 ? strtoull(argv[1], NULL, 10) : 0;
  volatile uint32_t kept = 7;
  uint32_t h = kept;
  for (uint64_t i = 0; i < rounds; i += 1) h = h * 31u + (uint32_t)i;
  kept = h;
  return 0;
}
