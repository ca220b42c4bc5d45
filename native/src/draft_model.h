// A small model of the same vocabulary guesses what the large one will say. Its KV cache is kept between rounds and
// answers: only rejected tokens are taken back, and what was verified is never decoded a second time. It is brought up
// to date when it is asked to draft, not before.
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "drafter.h"
#include "kv_cache.h"
#include "sampler.h"
#include "target.h"

namespace inglenook {

// Evidence: 0 to N_CONFIDENCES - 1, rising with the probability that the draft model, at the sampler's temperature but
// before truncation, gives to the token it chose; finer near 1. Greedy: at temperature 1.
class DraftModel final : public Drafter {
public:
    static constexpr std::int32_t N_CONFIDENCES = 16;

    // model: used by nothing else. n_target_vocab: the target's ids; no others are drafted. cancelled: the flag that
    // the model's abort callback reads, too. chunk_tokens: most tokens of a decode while catching up.
    DraftModel(Target & model, std::int32_t n_target_vocab, const std::atomic<bool> & cancelled,
               std::int32_t chunk_tokens = 256);

    [[nodiscard]] const char * name() const override { return "draft"; }
    [[nodiscard]] bool is_free() const override { return false; }
    [[nodiscard]] DraftCost cost(std::span<const Token> history) const override;
    void begin(std::span<const Token> prompt, const SamplerConfig & sampler, std::span<const Token> prediction) override;
    void propose(std::span<const Token> history, std::int32_t n_most, const KeepDrafting & keep_drafting,
                 Draft & draft) override;
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t n_accepted) override;
    void set_threads(std::int32_t n_threads) override { model_.set_threads(n_threads); }

    // Between answers: decodes a few tokens, so that `cost` knows something and the model is in memory. What its cache
    // held is gone. Stops silently when cancelled or when the model fails.
    void measure();

    [[nodiscard]] const KvCache & cache() const noexcept { return cache_; }

    [[nodiscard]] static std::int32_t confidence(double probability);

private:
    // A running mean of milliseconds for a token.
    struct Rate {
        double ms = -1.0;  // negative: not known
        void learn(double value) { ms = ms < 0.0 ? value : ms + 0.2 * (value - ms); }
        [[nodiscard]] double or_else(double other) const { return ms < 0.0 ? other : ms; }
    };

    [[nodiscard]] bool can_draft_after(std::span<const Token> history) const;
    [[nodiscard]] std::int32_t n_behind(std::span<const Token> history) const;
    [[nodiscard]] bool catch_up(std::span<const Token> history);
    [[nodiscard]] bool decode(std::span<const Token> tokens, bool wants_row);
    [[nodiscard]] Token choose(double & probability);
    void forget();

    Target & model_;
    const std::atomic<bool> & cancelled_;
    KvCache cache_;
    std::unique_ptr<Sampler> sampler_;
    const Kernels & kernels_;
    std::int32_t n_vocab_;  // the smaller one's ids
    std::vector<float> maxima_;  // of the latest row, for each block
    std::int32_t chunk_tokens_;
    std::int32_t n_same_ = 0;      // tokens of the cache that are known to be those of the history
    std::int32_t n_failures_ = 0;  // in this answer
    bool is_new_answer_ = true;    // nothing was proposed yet
    Rate each_;      // a token decoded alone, with its row
    Rate few_;       // one of a handful, beyond the first
    Rate many_;      // one of a long batch
    Rate choosing_;  // from a row to a token
};

}  // namespace inglenook
