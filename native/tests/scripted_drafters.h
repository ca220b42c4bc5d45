// Drafters that know, or refuse to know, what comes next, and a controller that asks them.
#pragma once

#include <functional>
#include <memory>
#include <random>
#include <vector>

#include "controller.h"
#include "drafter.h"

namespace inglenook {

// Proposes what `guess(everything so far, how many)` says.
class ScriptedDrafter final : public Drafter {
public:
    using Guess = std::function<std::vector<Token>(const std::vector<Token> &, std::int32_t)>;
    explicit ScriptedDrafter(Guess guess) : guess_(std::move(guess)) {}
    [[nodiscard]] const char * name() const override { return "scripted"; }
    void begin(std::span<const Token> history, const SamplerConfig &) override {
        history_.assign(history.begin(), history.end());
    }
    void propose(std::int32_t n_most, std::vector<Token> & draft) override {
        draft = guess_(history_, n_most);
        last_ = draft;
    }
    void accept(std::span<const Token> tokens, std::int32_t n_accepted) override {
        for (std::int32_t i = 0; i < n_accepted; ++i) {
            CHECK_EQUAL(tokens[static_cast<std::size_t>(i)], last_[static_cast<std::size_t>(i)]);
        }
        history_.insert(history_.end(), tokens.begin(), tokens.end());
    }

private:
    Guess guess_;
    std::vector<Token> history_;
    std::vector<Token> last_;
};

// Always drafter 1, `n_draft` tokens and a pass of `width`; -1 for a new random length each round.
class FixedController final : public Controller {
public:
    FixedController(std::int32_t n_draft, std::int32_t width, std::vector<Outcome> * outcomes = nullptr)
        : n_draft_(n_draft), width_(width), outcomes_(outcomes) {}
    void begin() override { random_.seed(7); }
    [[nodiscard]] Plan plan(const RoundState &) override {
        return {1, n_draft_ >= 0 ? n_draft_ : static_cast<std::int32_t>(random_() % 6), width_};
    }
    void observe(const Outcome & outcome) override {
        if (outcomes_ != nullptr) outcomes_->push_back(outcome);
    }

private:
    std::int32_t n_draft_;
    std::int32_t width_;
    std::vector<Outcome> * outcomes_;
    std::mt19937 random_{7};
};

}  // namespace inglenook
