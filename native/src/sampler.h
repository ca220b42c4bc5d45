// From a row of logits to one token: llama.cpp's chain (penalties, top-k, typical, top-p, min-p, temperature), then
// the largest log-probability plus position-keyed Gumbel noise. Exact, and stateless from token to token.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "kernels.h"
#include "noise.h"
#include "types.h"

namespace inglenook {

// Values that switch a step off: top_k 0, top_p 1, min_p 0, typical_p 1, repetition_penalty 1, presence_penalty 0.
// temperature 0 is greedy. penalty_last_n: tokens looked back, -1 for all, 0 for none.
struct SamplerConfig {
    double temperature = 0.7;
    std::int32_t top_k = 40;
    double top_p = 0.95;
    double min_p = 0.05;
    double typical_p = 1.0;
    double repetition_penalty = 1.0;
    double presence_penalty = 0.0;
    std::int32_t penalty_last_n = 64;
    std::uint64_t seed = 0;

    // Throws std::invalid_argument with a sentence that names the field, its value and its range.
    void validate() const;
};

class Sampler {
public:
    Sampler(const SamplerConfig & config, std::int32_t n_vocab, const Kernels & kernels = inglenook::kernels());

    // The token for `position`. row: float32, (n_vocab,), written to and restored. history: every token before
    // `position`, prompt included. Throws NativeError when no logit is a finite number.
    [[nodiscard]] Token choose(std::span<float> row, std::span<const Token> history, std::int32_t position);

    [[nodiscard]] const SamplerConfig & config() const noexcept { return config_; }

private:
    struct Candidate {
        float logit;
        Token id;
        double mass;   // exp(logit - largest logit), see Kernels::mass
        double score;  // typical: distance from the entropy
    };
    struct Touched {
        Token id;
        float logit;
    };
    class PenalisedRow;

    [[nodiscard]] Token choose_greedy(std::span<const float> row);
    [[nodiscard]] Token choose_untruncated(std::span<const float> row, const NoiseKey & key);
    [[nodiscard]] Token choose_among_candidates(const NoiseKey & key) const;
    void truncate(std::span<const float> row);
    void keep_top_k(std::span<const float> row, std::int32_t k);
    void keep_typical();
    void keep_top_p(double total);
    void keep_min_p();
    void collect_at_least(std::span<const float> row, float threshold);
    double weigh();
    float find_block_maxima(std::span<const float> row);

    SamplerConfig config_;
    std::int32_t n_vocab_;
    const Kernels & kernels_;
    std::vector<float> maxima_;  // one for each block, as of the latest pass
    std::vector<float> block_scratch_;
    std::vector<Candidate> candidates_;
    std::vector<Touched> touched_;
    std::vector<std::uint32_t> last_seen_;  // by token: the visit that last touched it
    std::uint32_t visit_ = 0;
};

}  // namespace inglenook
