// The passes over a whole row of logits, compiled once for each instruction set and chosen at run time. All variants
// give the same bits: fixed lanes, no fused multiply-add, sums that are exact. Rows are float32, (n_vocab,).
#pragma once

#include <cstdint>
#include <span>

namespace inglenook {

// Rows are treated in blocks of this many logits; the last one may be shorter.
inline constexpr std::int32_t kBlock = 128;

[[nodiscard]] constexpr std::int32_t n_blocks(std::int32_t n) noexcept { return (n + kBlock - 1) / kBlock; }

struct Kernels {
    const char * name;

    // maxima[b] = the largest logit of block b, -inf when it has none (NaN is never the largest).
    void (*block_maxima)(const float * row, std::int32_t n, float * maxima);

    // The sum of mass(logit - max) over the row. Exact in any order up to 2^19 tokens.
    double (*mass_sum)(const float * row, std::int32_t n, float max);

    // For each block, an upper bound, in units of log2, on how far a token's score lies above `bound`:
    //   max over i of  row[i] * scale - bound - lower bound of log2(uniform of token first_id + i)
    // A block whose margin is below minus the rounding slack holds no token that scores above the bound.
    void (*noise_margins)(const float * row, std::int32_t n, std::uint32_t first_id, std::uint32_t key_a,
                          std::uint32_t key_b, float scale, float bound, float * margins);

    // exp(delta) for delta <= 0, rounded to a multiple of 2^-34; 0 for NaN and below -80.
    double (*mass)(float delta);
};

// The best variant for this processor.
[[nodiscard]] const Kernels & kernels();

// Every variant this processor can run; the tests compare them.
[[nodiscard]] std::span<const Kernels * const> runnable_kernels();

}  // namespace inglenook
