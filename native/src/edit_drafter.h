// Drafters for answers that copy a text with changes: the prompt, or a prediction that the caller gave.
#pragma once

#include "drafter.h"
#include "edit_cursor.h"

namespace inglenook {

class EditDrafter final : public Drafter {
public:
    [[nodiscard]] const char * name() const override { return "edit"; }
    [[nodiscard]] std::span<const double> priors() const override { return EditCursor::priors(); }
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token>) override {
        // the last token is the answer's first
        cursor_.begin(prompt.first(prompt.size() - 1), false);
        cursor_.feed(prompt.back());
    }
    void propose(std::span<const Token>, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        cursor_.propose(n_most, draft);
    }
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t) override {
        for (const Token token : history.last(static_cast<std::size_t>(n_new))) cursor_.feed(token);
    }

private:
    EditCursor cursor_;
};

class PredictionDrafter final : public Drafter {
public:
    [[nodiscard]] const char * name() const override { return "prediction"; }
    [[nodiscard]] std::span<const double> priors() const override { return EditCursor::priors(); }
    void begin(std::span<const Token> prompt, const SamplerConfig &, std::span<const Token> prediction) override {
        cursor_.begin(prediction, true);
        cursor_.feed(prompt.back());
    }
    void propose(std::span<const Token>, std::int32_t n_most, const KeepDrafting &, Draft & draft) override {
        cursor_.propose(n_most, draft);
    }
    void accept(std::span<const Token> history, std::int32_t n_new, std::int32_t) override {
        for (const Token token : history.last(static_cast<std::size_t>(n_new))) cursor_.feed(token);
    }

private:
    EditCursor cursor_;
};

}  // namespace inglenook
