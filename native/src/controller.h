// Who decides, round by round, which drafter runs, how much it drafts and how wide the target's pass is.
#pragma once

#include <cstdint>

#include "types.h"

namespace inglenook {

// What is known before a round.
struct RoundState {
    std::int32_t n_cached = 0;     // KV length
    std::int32_t n_most_draft = 0; // tokens that may be drafted: limited by max_tokens, context and batch size
};

// width: rows of the pass, fillers included; at least 1 + n_draft. The loop cuts it to what the context holds.
struct Plan {
    std::int32_t drafter = 0;  // index into the loop's drafters; 0 is NoDrafter
    std::int32_t n_draft = 0;
    std::int32_t width = 1;
};

// What a round did and what it cost, in milliseconds. Acceptance after the first rejection is unknown, not missed.
struct Outcome {
    Plan plan;
    std::int32_t n_cached = 0;  // KV length before the round
    std::int32_t width = 0;     // rows decoded; 0 when the logits were those of the prefill
    std::int32_t n_drafted = 0;
    std::int32_t n_accepted = 0;
    std::int32_t n_emitted = 0;
    double draft_ms = 0.0;
    double decode_ms = 0.0;
    double sample_ms = 0.0;
    double total_ms = 0.0;
};

class Controller {
public:
    virtual ~Controller() = default;
    virtual void begin() = 0;  // a new answer
    [[nodiscard]] virtual Plan plan(const RoundState & state) = 0;
    virtual void observe(const Outcome & outcome) = 0;
};

// Always one token a pass.
class PlainController final : public Controller {
public:
    void begin() override {}
    [[nodiscard]] Plan plan(const RoundState &) override { return {}; }
    void observe(const Outcome &) override {}
};

}  // namespace inglenook
