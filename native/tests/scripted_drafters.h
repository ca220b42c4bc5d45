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
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token>) override {
        n_known_ = std::ssize(prompt);
    }
    void propose(std::span<const Token> history, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        CHECK_EQUAL(std::ssize(history), n_known_);
        CHECK(draft.tokens.empty());
        last_ = guess_({history.begin(), history.end()}, n_most);
        for (const Token token : last_) draft.add(token, 0);
    }
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t n_accepted) override {
        n_known_ += n_new;
        CHECK_EQUAL(std::ssize(history), n_known_);
        const auto chosen = history.last(static_cast<std::size_t>(n_new));
        for (std::int32_t i = 0; i < n_accepted; ++i) {
            CHECK_EQUAL(chosen[static_cast<std::size_t>(i)], last_[static_cast<std::size_t>(i)]);
        }
    }

private:
    Guess guess_;
    std::ptrdiff_t n_known_ = 0;
    std::vector<Token> last_;
};

// Always drafter 1, `n_draft` tokens and a pass of `width`; -1 for a new random length each round.
class FixedController final : public Controller {
public:
    FixedController(std::int32_t n_draft, std::int32_t width, std::vector<Outcome> * outcomes = nullptr)
        : n_draft_(n_draft), width_(width), outcomes_(outcomes) {}
    void begin(const AnswerTerms &) override { random_.seed(7); }
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
