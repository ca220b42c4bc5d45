// Gumbel noise keyed by (seed, position, token). Sampling draws from it instead of from a random state, so a text
// depends on seed and model alone: not on what was drafted, and nothing has to be rolled back.
#pragma once

#include <cmath>
#include <cstdint>

#include "types.h"

namespace inglenook {

// Key material of one position: two independent 64-bit halves, one for each word of the noise.
struct NoiseKey {
    std::uint32_t high_a, high_b, low_a, low_b;
};

[[nodiscard]] constexpr std::uint64_t splitmix64(std::uint64_t x) noexcept {
    x += 0x9E3779B97F4A7C15ull;
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ull;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBull;
    return x ^ (x >> 31);
}

[[nodiscard]] constexpr NoiseKey noise_key(std::uint64_t seed, std::int32_t position) noexcept {
    const std::uint64_t high = splitmix64(splitmix64(seed) ^ static_cast<std::uint32_t>(position));
    const std::uint64_t low = splitmix64(high ^ 0xD1B54A32D192ED03ull);
    return {static_cast<std::uint32_t>(high), static_cast<std::uint32_t>(high >> 32), static_cast<std::uint32_t>(low),
            static_cast<std::uint32_t>(low >> 32)};
}

// A keyed bijection of 32-bit words (Wellons' lowbias32 with a second key between its rounds). Only operations that
// vectorise in 32-bit lanes: temperature sampling without truncation hashes the whole vocabulary for every token.
[[nodiscard]] constexpr std::uint32_t noise_word(std::uint32_t token, std::uint32_t a, std::uint32_t b) noexcept {
    std::uint32_t x = token + a;
    x = (x ^ (x >> 16)) * 0x7FEB352Du + b;
    x = (x ^ (x >> 15)) * 0x846CA68Bu;
    return x ^ (x >> 16);
}

// Uniform in (0, 1), in 52 bits: with the half that keeps both ends out they fill a double. Its top 32 bits are noise_word(token, high_a, high_b).
[[nodiscard]] constexpr double noise_uniform(const NoiseKey & key, Token token) noexcept {
    const auto id = static_cast<std::uint32_t>(token);
    const std::uint64_t bits = static_cast<std::uint64_t>(noise_word(id, key.high_a, key.high_b)) << 32 |
                               noise_word(id, key.low_a, key.low_b);
    return (static_cast<double>(bits >> 12) + 0.5) * 0x1.0p-52;
}

// Standard Gumbel: -log(-log(1 - v)). Small v, the winning side, keeps its full relative precision.
[[nodiscard]] inline double gumbel(const NoiseKey & key, Token token) noexcept {
    return -std::log(-std::log1p(-noise_uniform(key, token)));
}

}  // namespace inglenook
