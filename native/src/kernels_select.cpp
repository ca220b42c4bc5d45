#include <vector>

#include "kernels.h"

namespace inglenook {

extern const Kernels kernels_baseline;
#ifdef INGLENOOK_X86_KERNELS
extern const Kernels kernels_avx2;
extern const Kernels kernels_avx512;
#endif

namespace {

std::vector<const Kernels *> find_runnable() {
    std::vector<const Kernels *> found{&kernels_baseline};
#ifdef INGLENOOK_X86_KERNELS
    if (__builtin_cpu_supports("avx2")) found.push_back(&kernels_avx2);
    if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512dq") &&
        __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl")) {
        found.push_back(&kernels_avx512);
    }
#endif
    return found;
}

}  // namespace

std::span<const Kernels * const> runnable_kernels() {
    static const std::vector<const Kernels *> found = find_runnable();
    return found;
}

const Kernels & kernels() { return *runnable_kernels().back(); }

}  // namespace inglenook
