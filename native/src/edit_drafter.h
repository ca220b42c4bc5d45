// Drafters for answers that copy a text with changes: the prompt, or a prediction that the caller gave.
#pragma once

#include "drafter.h"
#include "edit_cursor.h"

namespace inglenook {

// The chance below which a draft ends. A controller that starts from Drafter::prior does as well with a tenth of it,
// which helps where wide passes are cheap; one that does not start there drafts through doubtful tokens until it has
// learnt what they are worth.
inline constexpr double LEAST_CHANCE = 0.4;

class EditDrafter final : public Drafter {
public:
    explicit EditDrafter(double least_chance = LEAST_CHANCE) : least_chance_(least_chance) {}
    [[nodiscard]] const char * name() const override { return "edit"; }
    [[nodiscard]] double prior(std::int32_t evidence) const override { return EditCursor::chance_of(evidence); }
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token>) override {
        // the last token is the answer's first
        cursor_.begin(prompt.first(prompt.size() - 1), false);
        cursor_.feed(prompt.back());
    }
    void propose(std::span<const Token>, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        cursor_.propose(n_most, least_chance_, draft);
    }
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t) override {
        for (const Token token : history.last(static_cast<std::size_t>(n_new))) cursor_.feed(token);
    }

private:
    EditCursor cursor_;
    double least_chance_;
};

class PredictionDrafter final : public Drafter {
public:
    explicit PredictionDrafter(double least_chance = LEAST_CHANCE) : least_chance_(least_chance) {}
    [[nodiscard]] const char * name() const override { return "prediction"; }
    [[nodiscard]] double prior(std::int32_t evidence) const override { return EditCursor::chance_of(evidence); }
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token> prediction) override {
        cursor_.begin(prediction, true);
        cursor_.feed(prompt.back());
    }
    void propose(std::span<const Token>, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        cursor_.propose(n_most, least_chance_, draft);
    }
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t) override {
        for (const Token token : history.last(static_cast<std::size_t>(n_new))) cursor_.feed(token);
    }

private:
    EditCursor cursor_;
    double least_chance_;
};

}  // namespace inglenook
