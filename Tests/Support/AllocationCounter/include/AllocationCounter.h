#ifndef ALLOCATION_COUNTER_H
#define ALLOCATION_COUNTER_H

/// How often the calling thread has allocated memory since it began. Counted in every program that this is linked into: its
/// malloc and the like stand before the C library's and call those.
unsigned long allocations_on_this_thread(void);

#endif
