// What a caller may ask of speculation, and what it is told afterwards.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "types.h"

namespace inglenook {

// Rows of every pass in strict mode. llama.cpp's x86 kernels run repacked weights in rows of four.
inline constexpr std::int32_t STRICT_WIDTH = 4;

enum class Speculation { AUTO, OFF, LOOKUP, DRAFT };

// is_strict: every pass has one fixed width, so that the same bits come out whatever was drafted.
// prediction: tokens that the answer may resemble, empty for none.
struct SpeculationConfig {
    Speculation mode = Speculation::AUTO;
    bool is_strict = false;
    std::vector<Token> prediction;
};

// Why no token of an answer was drafted. NONE: some were.
enum class SpeculationOff { NONE, SWITCHED_OFF, CANNOT_REWIND, NO_DRAFT_MODEL, NOTHING_TO_DRAFT, DOES_NOT_PAY };

// What one drafter did in one answer. *_at: by place in the draft.
struct DrafterCounts {
    std::string name;
    std::int32_t rounds = 0;
    std::int32_t drafted = 0;
    std::int32_t accepted = 0;
    std::vector<std::int32_t> drafted_at;
    std::vector<std::int32_t> accepted_at;
};

// saved_ms: over the rounds with drafts that took less time than their tokens one by one would have; lost_ms: over
// those that took more. Both against what one-token rounds were measured to take.
struct SpeculationReport {
    std::vector<DrafterCounts> drafters;  // those that drafted
    double saved_ms = 0.0;
    double lost_ms = 0.0;
    std::int32_t thread_changes = 0;
    SpeculationOff off = SpeculationOff::SWITCHED_OFF;
};

// A measured pass of the target: `width` rows, logits on all of them, after n_cached tokens.
struct CurvePoint {
    std::int32_t width = 0;
    std::int32_t n_cached = 0;
    std::int32_t n_threads = 0;
    double pass_ms = 0.0;
};

}  // namespace inglenook
