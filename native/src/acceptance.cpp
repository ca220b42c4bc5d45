#include "acceptance.h"

#include <algorithm>
#include <cmath>

namespace inglenook {
namespace {

constexpr double KEPT_OF_CLASS = 0.97;    // by each observation
constexpr double KEPT_OF_ALL = 0.985;
constexpr double PRIOR_TOKENS = 3.0;      // observations that a prior counts for
constexpr double HALF_LIFE_TOKENS = 2000.0;
constexpr std::size_t MOST_WATCHED = 32;

}  // namespace

double Acceptance::fading(const Counts & counts) const {
    const double age = clock_ - counts.clock;
    return age < 1.0 ? 1.0 : std::exp2(-age / HALF_LIFE_TOKENS);
}

double Acceptance::chance(std::int32_t evidence, double deviations) const {
    const double fading_all = fading(all_);
    double n = (all_.hits + all_.misses) * fading_all;
    double mean = (all_.hits * fading_all + PRIOR_TOKENS * prior_) / (n + PRIOR_TOKENS);
    if (evidence >= 0) {
        const Counts & c = classes_[static_cast<std::size_t>(evidence % N_EVIDENCE)];
        const double fading_class = fading(c);
        n = (c.hits + c.misses) * fading_class;
        mean = (c.hits * fading_class + PRIOR_TOKENS * mean) / (n + PRIOR_TOKENS);
    }
    if (deviations != 0.0) mean += deviations * std::sqrt(mean * (1.0 - mean) / (n + PRIOR_TOKENS + 1.0));
    return std::clamp(mean, 0.0, 0.999);
}

void Acceptance::count(std::int32_t evidence, bool is_hit) {
    const auto add = [&](Counts & c, double kept) {
        kept *= fading(c);
        c.hits = c.hits * kept + (is_hit ? 1.0 : 0.0);
        c.misses = c.misses * kept + (is_hit ? 0.0 : 1.0);
        c.clock = clock_;
    };
    add(classes_[static_cast<std::size_t>(evidence % N_EVIDENCE)], KEPT_OF_CLASS);
    add(all_, KEPT_OF_ALL);
}

void Acceptance::learn(std::span<const std::uint8_t> evidence, std::int32_t n_accepted, bool is_rejected) {
    const auto n = static_cast<std::int32_t>(evidence.size());
    for (std::int32_t i = 0; i < std::min(n, n_accepted); ++i) count(evidence[static_cast<std::size_t>(i)], true);
    if (is_rejected && n_accepted < n) count(evidence[static_cast<std::size_t>(n_accepted)], false);
}

void Acceptance::watch(const Draft & draft) {
    if (n_right_ < watched_.size()) return;
    if (draft.tokens.empty()) return;
    const auto n = static_cast<std::ptrdiff_t>(std::min(draft.tokens.size(), MOST_WATCHED));
    watched_.tokens.assign(draft.tokens.begin(), draft.tokens.begin() + n);
    watched_.evidence.assign(draft.evidence.begin(), draft.evidence.begin() + n);
    n_right_ = 0;
}

void Acceptance::unwatch() {
    watched_.clear();
    n_right_ = 0;
}

void Acceptance::compare(std::span<const Token> emitted) {
    for (const Token token : emitted) {
        if (n_right_ >= watched_.size()) return;
        const auto i = static_cast<std::size_t>(n_right_);
        const bool is_hit = watched_.tokens[i] == token;
        count(watched_.evidence[i], is_hit);
        if (!is_hit) return unwatch();
        ++n_right_;
    }
}

}  // namespace inglenook
