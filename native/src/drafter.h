// Who guesses the next tokens. A wrong guess costs time, never correctness. A new drafter is one file that implements
// this interface.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "sampler.h"
#include "types.h"

namespace inglenook {

class Drafter {
public:
    virtual ~Drafter() = default;
    [[nodiscard]] virtual const char * name() const = 0;

    // A new answer: `history` is the whole prompt. The noise of `sampler` lets a drafter with probabilities guess
    // what the target will sample, not what is likeliest.
    virtual void begin(std::span<const Token> history, const SamplerConfig & sampler) = 0;

    // Appends at most n_most tokens (>= 1) that may follow everything accepted so far.
    virtual void propose(std::int32_t n_most, std::vector<Token> & draft) = 0;

    // The tokens the target chose this round. The first n_accepted of them are the beginning of this drafter's own
    // proposal (0 when another drafter's, or none, was verified).
    virtual void accept(std::span<const Token> tokens, std::int32_t n_accepted) = 0;
};

class NoDrafter final : public Drafter {
public:
    [[nodiscard]] const char * name() const override { return "none"; }
    void begin(std::span<const Token>, const SamplerConfig &) override {}
    void propose(std::int32_t, std::vector<Token> &) override {}
    void accept(std::span<const Token>, std::int32_t) override {}
};

}  // namespace inglenook
