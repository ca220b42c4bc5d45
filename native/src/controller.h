// Who decides, round by round, which drafter runs, how much it drafts, how wide the target's pass is and how many
// threads compute it.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "drafter.h"
#include "speculation.h"
#include "types.h"

namespace inglenook {

// One of the loop's drafters as a new answer begins. Number 0 is NoDrafter.
struct DrafterTerms {
    std::string name;
    bool is_allowed = false;  // by the mode asked for
    bool is_free = true;
    std::span<const double> priors = {};  // Drafter::priors
};

// most_rewind: tokens that this memory can take back after a pass; 0 for one that cannot.
struct AnswerTerms {
    Speculation mode = Speculation::AUTO;
    bool is_strict = false;
    std::int32_t most_rewind = 0;
    std::vector<DrafterTerms> drafters;
};

// draft: what a free drafter proposes for this round, empty when it has nothing; a drafter that costs time has not
// drafted yet, and its draft is empty, too.
struct Offer {
    const Draft * draft = nullptr;
    DraftCost cost;
};

// What is known before a round. offers: one for each drafter, those not allowed with an empty draft.
struct RoundState {
    std::int32_t n_cached = 0;      // KV length
    std::int32_t n_most_draft = 0;  // tokens that may be drafted: limited by max_tokens, context, batch and memory
    std::int32_t n_most_width = 1;  // rows that a pass may have, likewise
    std::span<const Offer> offers;
};

// width: rows of the pass, fillers included; at least 1 + n_draft, or, with a drafter that costs time and may stop
// early, the fewest. The loop cuts it to what is possible.
struct Plan {
    std::int32_t drafter = 0;  // index into the loop's drafters; 0 is NoDrafter
    std::int32_t n_draft = 0;
    std::int32_t width = 1;
    std::int32_t n_threads = 0;  // 0: as they are
};

// What a round did and what it cost, in milliseconds. Acceptance after the first rejection is unknown, not missed.
struct Outcome {
    Plan plan;
    std::int32_t n_cached = 0;  // KV length before the round
    std::int32_t width = 0;     // rows decoded; 0 when the logits were those of the prefill
    std::int32_t n_drafted = 0;
    std::int32_t n_accepted = 0;
    std::int32_t n_emitted = 0;
    bool was_cut = false;  // the answer ended in this round before a drafted token was rejected or all were accepted
    std::span<const std::uint8_t> evidence;  // of the n_drafted tokens; valid during the call
    std::span<const Token> emitted;  // the n_emitted tokens, or empty; drafts that were not verified are judged by them
    double draft_ms = 0.0;
    double decode_ms = 0.0;
    double sample_ms = 0.0;
    double total_ms = 0.0;
};

class Controller {
public:
    virtual ~Controller() = default;
    virtual void begin(const AnswerTerms & terms) = 0;  // a new answer
    [[nodiscard]] virtual Plan plan(const RoundState & state) = 0;
    // Whether a drafter that costs time should draft one more token after those of `draft`, in the round just planned.
    [[nodiscard]] virtual bool is_worth_another(const Draft &) { return true; }
    virtual void observe(const Outcome & outcome) = 0;
    [[nodiscard]] virtual SpeculationReport report() const { return {}; }  // of the answer so far

    // Pass times measured while nothing was generated, and those known now, corrected by what rounds took.
    virtual void set_curve(std::span<const CurvePoint>) {}
    [[nodiscard]] virtual std::vector<CurvePoint> curve() const { return {}; }
};

// Always one token a pass.
class PlainController final : public Controller {
public:
    void begin(const AnswerTerms &) override {}
    [[nodiscard]] Plan plan(const RoundState &) override { return {}; }
    void observe(const Outcome &) override {}
};

}  // namespace inglenook
