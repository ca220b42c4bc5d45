// Who guesses the next tokens. A wrong guess costs time, never correctness. A new drafter is one file that implements
// this interface.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "sampler.h"
#include "types.h"

namespace inglenook {

// Tokens that may follow, and for each what its drafter knew about it beforehand: a class of evidence, 0 to
// N_EVIDENCE - 1, whose meaning is the drafter's own. How often tokens of a class are accepted is the controller's to
// learn, so a class should gather guesses of the same quality.
inline constexpr std::int32_t N_EVIDENCE = 64;
struct Draft {
    std::vector<Token> tokens;
    std::vector<std::uint8_t> evidence;  // as long as tokens

    [[nodiscard]] std::int32_t size() const noexcept { return static_cast<std::int32_t>(tokens.size()); }
    void clear() {
        tokens.clear();
        evidence.clear();
    }
    void add(Token token, std::int32_t evidence_class) {
        tokens.push_back(token);
        evidence.push_back(static_cast<std::uint8_t>(evidence_class));
    }
    void resize(std::int32_t n) {
        tokens.resize(static_cast<std::size_t>(n));
        evidence.resize(static_cast<std::size_t>(n));
    }
};

// Asked by a drafter to which each token costs time, before the next one: is another worth it?
using KeepDrafting = std::function<bool(const Draft &)>;

// Milliseconds that proposing takes: `start` before the first token (catching up), `each` for a token. Both 0 for a
// drafter that only looks tokens up; such a one is asked in every round, before the controller plans.
struct DraftCost {
    double start_ms = 0.0;
    double each_ms = 0.0;
};

class Drafter {
public:
    virtual ~Drafter() = default;
    [[nodiscard]] virtual const char * name() const = 0;
    [[nodiscard]] virtual bool is_free() const { return true; }

    // By class of evidence: the chance that a token is accepted, as far as anyone can say who has not seen this
    // conversation; empty for no idea.
    [[nodiscard]] virtual std::span<const double> priors() const { return {}; }

    // What proposing now would take; learnt from what it took. history: as for propose.
    [[nodiscard]] virtual DraftCost cost(std::span<const Token>) const { return {}; }

    // A new answer. prompt: all of it. prediction: what the answer may resemble, often empty. The noise of `sampler`
    // lets a drafter with probabilities guess what the target will sample, not what is likeliest. Spans end with the
    // call. Often the prompt continues the previous answer's history; what was built for that may be kept.
    virtual void begin(std::span<const Token> prompt, const SamplerConfig & sampler,
                       std::span<const Token> prediction) = 0;

    // Fills the empty `draft` with at most n_most tokens (>= 1) that may follow `history`: the prompt and every token
    // chosen since.
    virtual void propose(std::span<const Token> history, std::int32_t n_most, const KeepDrafting & keep_drafting,
                         Draft & draft) = 0;

    // The target has chosen the last n_new tokens of `history`. The first n_accepted of them are the beginning of this
    // drafter's own proposal (0 when another drafter's, or none, was verified).
    virtual void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t n_accepted) = 0;

    // Threads of later work, for a drafter that computes.
    virtual void set_threads(std::int32_t) {}
};

class NoDrafter final : public Drafter {
public:
    [[nodiscard]] const char * name() const override { return "none"; }
    void begin(std::span<const Token>, const SamplerConfig &, std::span<const Token>) override {}
    void propose(std::span<const Token>, std::int32_t, const KeepDrafting &, Draft &) override {}
    void accept(std::span<const Token>, std::int32_t, std::int32_t) override {}
};

}  // namespace inglenook
