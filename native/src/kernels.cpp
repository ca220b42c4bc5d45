// Compiled several times with different instruction sets (INGLENOOK_KERNELS names the variant). It must not use inline
// functions from headers: the linker could keep the copy that needs the newest processor for everyone.
#include "kernels.h"

#ifndef INGLENOOK_KERNELS
#error "INGLENOOK_KERNELS must name the variant"
#endif

namespace inglenook {
namespace {

constexpr int kLanes = 16;
static_assert(kBlock % kLanes == 0);

constexpr float kNegInf = -__builtin_huge_valf();

float highest(const float * lanes) {
    float best = lanes[0];
    for (int j = 1; j < kLanes; ++j) best = lanes[j] > best ? lanes[j] : best;
    return best;
}

void block_maxima(const float * row, std::int32_t n, float * maxima) {
    std::int32_t i = 0;
    for (; i + kBlock <= n; i += kBlock) {
        float lanes[kLanes];
        for (int j = 0; j < kLanes; ++j) lanes[j] = kNegInf;
        for (int k = 0; k < kBlock; k += kLanes) {
            for (int j = 0; j < kLanes; ++j) {
                const float x = row[i + k + j];
                lanes[j] = x > lanes[j] ? x : lanes[j];
            }
        }
        *maxima++ = highest(lanes);
    }
    if (i < n) {
        float best = kNegInf;
        for (; i < n; ++i) best = row[i] > best ? row[i] : best;
        *maxima = best;
    }
}

inline float exp_of(float delta) {
    // Cody and Waite: delta = n ln 2 + r with |r| <= ln 2 / 2, then a polynomial for exp(r).
    constexpr float kRound = 12582912.0f;  // 1.5 * 2^23: adding and subtracting it rounds to an integer
    const float shifted = delta * 1.44269504f + kRound;
    const float n = shifted - kRound;
    const float r = (delta - n * 0.693359375f) - n * -2.12194440e-4f;
    float p = 1.9875691500e-4f;
    p = p * r + 1.3981999507e-3f;
    p = p * r + 8.3334519073e-3f;
    p = p * r + 4.1665795894e-2f;
    p = p * r + 1.6666665459e-1f;
    p = p * r + 5.0000001201e-1f;
    p = p * r * r + r + 1.0f;
    // n as an integer is in the low bits of `shifted`; for a delta below -80 it is nonsense, and masked
    const std::uint32_t exponent = __builtin_bit_cast(std::uint32_t, shifted) + (127u - 0x4B400000u);
    const float power = __builtin_bit_cast(float, exponent << 23);
    // no branch and no choice anywhere: compilers do not vectorise arithmetic that they see as conditional
    const std::int32_t mask = -static_cast<std::int32_t>(delta > -80.0f);
    return __builtin_bit_cast(float, __builtin_bit_cast(std::int32_t, p * power) & mask);
}

inline double quantised(float value) {
    constexpr double kQuantum = 1.5 * 262144.0;  // the same trick: doubles near 2^18 are multiples of 2^-34
    return (static_cast<double>(value) + kQuantum) - kQuantum;
}

double mass(float delta) { return quantised(exp_of(delta)); }

double mass_sum(const float * row, std::int32_t n, float max) {
    double lanes[kLanes];
    for (int j = 0; j < kLanes; ++j) lanes[j] = 0.0;
    std::int32_t i = 0;
    for (; i + kBlock <= n; i += kBlock) {
        float values[kBlock];  // two loops, because compilers vectorise one type at a time
        for (int k = 0; k < kBlock; ++k) values[k] = exp_of(row[i + k] - max);
        for (int k = 0; k < kBlock; k += kLanes) {
            for (int j = 0; j < kLanes; ++j) lanes[j] += quantised(values[k + j]);
        }
    }
    double sum = 0.0;
    for (int j = 0; j < kLanes; ++j) sum += lanes[j];
    for (; i < n; ++i) sum += mass(row[i] - max);
    return sum;
}

// As noise_word in noise.h, which a test compares with this one.
inline std::uint32_t word(std::uint32_t token, std::uint32_t a, std::uint32_t b) {
    std::uint32_t x = token + a;
    x = (x ^ (x >> 16)) * 0x7FEB352Du + b;
    x = (x ^ (x >> 15)) * 0x846CA68Bu;
    return x ^ (x >> 16);
}

inline float margin_of(float logit, std::uint32_t id, std::uint32_t a, std::uint32_t b, float scale, float bound) {
    // Mitchell: the bits of a float, read as a fixed-point number, never exceed its log2. 24 bits are exact in a float.
    const auto bits = static_cast<float>(static_cast<std::int32_t>(word(id, a, b) >> 8));
    const float log2_uniform =
        static_cast<float>(__builtin_bit_cast(std::int32_t, bits)) * 0x1.0p-23f - (127.0f + 24.0f);
    return (logit * scale - bound) - log2_uniform;
}

void noise_margins(const float * row, std::int32_t n, std::uint32_t first_id, std::uint32_t key_a, std::uint32_t key_b,
                   float scale, float bound, float * margins) {
    std::int32_t i = 0;
    for (; i + kBlock <= n; i += kBlock) {
        float lanes[kLanes];
        for (int j = 0; j < kLanes; ++j) lanes[j] = kNegInf;
        for (int k = 0; k < kBlock; k += kLanes) {
            for (int j = 0; j < kLanes; ++j) {
                const float x = margin_of(row[i + k + j], first_id + static_cast<std::uint32_t>(i + k + j), key_a, key_b,
                                          scale, bound);
                lanes[j] = x > lanes[j] ? x : lanes[j];
            }
        }
        *margins++ = highest(lanes);
    }
    if (i < n) {
        float best = kNegInf;
        for (; i < n; ++i) {
            const float x =
                margin_of(row[i], first_id + static_cast<std::uint32_t>(i), key_a, key_b, scale, bound);
            best = x > best ? x : best;
        }
        *margins = best;
    }
}

}  // namespace

#define INGLENOOK_TEXT_(x) #x
#define INGLENOOK_TEXT(x) INGLENOOK_TEXT_(x)

extern const Kernels INGLENOOK_KERNELS;
const Kernels INGLENOOK_KERNELS = {INGLENOOK_TEXT(INGLENOOK_KERNELS), block_maxima, mass_sum, noise_margins, mass};

}  // namespace inglenook
