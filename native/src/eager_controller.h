// Drafts in every round, as much as it was told to, whether it pays or not. For tests and experiments.
#pragma once

#include <algorithm>

#include "controller.h"

namespace inglenook {

// The allowed drafters take turns; a free one with nothing to offer is passed over.
class EagerController final : public Controller {
public:
    explicit EagerController(std::int32_t n_draft) : n_draft_(n_draft) {}
    void begin(const AnswerTerms & terms) override {
        terms_ = terms;
        turn_ = 0;
    }
    [[nodiscard]] Plan plan(const RoundState & state) override {
        const auto n = static_cast<std::int32_t>(terms_.drafters.size());
        for (std::int32_t i = 0; i < n; ++i) {
            const std::int32_t drafter = (turn_ + i) % n;
            const DrafterTerms & terms = terms_.drafters[static_cast<std::size_t>(drafter)];
            const Draft * draft = state.offers[static_cast<std::size_t>(drafter)].draft;
            if (!terms.is_allowed || (terms.is_free && draft->size() == 0)) continue;
            turn_ = drafter + 1;
            return {drafter, terms_.is_strict ? std::min(n_draft_, STRICT_WIDTH - 1) : n_draft_, 1, 0};
        }
        return {};
    }
    void observe(const Outcome &) override {}

private:
    std::int32_t n_draft_;
    AnswerTerms terms_;
    std::int32_t turn_ = 0;
};

}  // namespace inglenook
