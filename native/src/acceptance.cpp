#include "acceptance.h"

#include <algorithm>
#include <cmath>

namespace inglenook {
namespace {

constexpr double KEPT_OF_CLASS = 0.99;    // by each observation
constexpr double KEPT_OF_ALL = 0.995;
constexpr double KEPT_OF_NEW = 0.92;
constexpr double CHANGE = 3.5;            // standard deviations
constexpr double PRIOR_TOKENS = 10.0;     // observations that a prior counts for
constexpr double HALF_LIFE_TOKENS = 2000.0;
constexpr double ANSWER_PRIOR = 0.3;      // expected misses that an answer is judged by before it has any
constexpr double ANSWER_CAUTION = 2.0;    // times as many misses as usual, until it has shown otherwise
constexpr std::size_t MOST_WATCHED = 64;

}  // namespace

double Acceptance::fading(const Counts & counts) const {
    const double age = clock_ - counts.clock;
    return HALF_LIFE_TOKENS / (HALF_LIFE_TOKENS + age);
}

std::size_t Acceptance::place_class(std::int32_t place) { return place < 1 ? 0 : place < 4 ? 1 : place < 12 ? 2 : 3; }

// n: observations that `counts` holds, faded.
double Acceptance::blended(const Counts & counts, double prior, double & n) const {
    const double kept = fading(counts);
    n = kept * (counts.hits + counts.misses);
    return (kept * counts.hits + PRIOR_TOKENS * prior) / (n + PRIOR_TOKENS);
}

void Acceptance::begin_answer() {
    unwatch();
    misses_ = expected_misses_ = 0.0;
}

// Some answers copy and some do not, whatever the class: the chance of a miss goes by how often this answer missed.
double Acceptance::chance(std::int32_t evidence, std::int32_t place, double deviations) const {
    const double factor = (misses_ + ANSWER_PRIOR * ANSWER_CAUTION) / (expected_misses_ + ANSWER_PRIOR);
    return std::clamp(1.0 - factor * (1.0 - usual_chance(evidence, place, deviations)), 0.0, 0.999);
}

double Acceptance::usual_chance(std::int32_t evidence, std::int32_t place, double deviations) const {
    double n = 0.0;
    double mean = blended(all_, prior_, n);
    if (evidence >= 0) {
        const auto at = static_cast<std::size_t>(evidence % N_EVIDENCE);
        mean = blended(classes_[at], at < priors_.size() ? priors_[at] : mean, n);
        mean = blended(places_[at][place_class(place)], mean, n);
    }
    if (deviations != 0.0) mean += deviations * std::sqrt(mean * (1.0 - mean) / (n + PRIOR_TOKENS + 1.0));
    return std::clamp(mean, 0.0, 0.999);
}

void Acceptance::count(std::int32_t evidence, std::int32_t place, bool is_hit) {
    expected_misses_ += 1.0 - usual_chance(evidence, place, 0.0);
    if (!is_hit) misses_ += 1.0;
    const auto add = [&](Counts & c, double kept) {
        kept *= fading(c);
        c.hits = c.hits * kept + (is_hit ? 1.0 : 0.0);
        c.misses = c.misses * kept + (is_hit ? 0.0 : 1.0);
        c.clock = clock_;
        c.new_hits = c.new_hits * KEPT_OF_NEW + (is_hit ? 1.0 : 0.0);
        c.new_misses = c.new_misses * KEPT_OF_NEW + (is_hit ? 0.0 : 1.0);
        const double n = c.hits + c.misses;
        const double n_new = c.new_hits + c.new_misses;
        const double mean = (c.hits + 0.5) / (n + 1.0);
        const double difference = std::abs(c.new_hits / n_new - mean);
        if (n > 2.0 * n_new && difference > CHANGE * std::sqrt(mean * (1.0 - mean) / n_new)) {
            c.hits = c.new_hits;  // the text is another now
            c.misses = c.new_misses;
        }
    };
    const auto at = static_cast<std::size_t>(evidence % N_EVIDENCE);
    add(all_, KEPT_OF_ALL);
    add(classes_[at], KEPT_OF_CLASS);
    add(places_[at][place_class(place)], KEPT_OF_CLASS);
}

void Acceptance::learn(std::span<const std::uint8_t> evidence, std::int32_t n_accepted, bool is_rejected) {
    const auto n = static_cast<std::int32_t>(evidence.size());
    for (std::int32_t i = 0; i < std::min(n, n_accepted); ++i) count(evidence[static_cast<std::size_t>(i)], i, true);
    if (is_rejected && n_accepted < n) count(evidence[static_cast<std::size_t>(n_accepted)], n_accepted, false);
}

void Acceptance::watch(const Draft & draft) {
    const bool is_followed = n_right_ >= followed_.size();
    if (is_followed) unwatch();
    Draft & kept = is_followed ? followed_ : fresh_;
    const auto n = static_cast<std::ptrdiff_t>(std::min(draft.tokens.size(), MOST_WATCHED));
    kept.tokens.assign(draft.tokens.begin(), draft.tokens.begin() + n);
    kept.evidence.assign(draft.evidence.begin(), draft.evidence.begin() + n);
}

void Acceptance::unwatch() {
    fresh_.clear();
    followed_.clear();
    n_right_ = 0;
}

// Counts what `emitted` says of `draft` from `begin` on, up to the first wrong token. Returns the tokens right so far;
// the draft's length when it is done with.
std::int32_t Acceptance::judge(const Draft & draft, std::int32_t begin, std::span<const Token> emitted) {
    std::int32_t i = begin;
    for (const Token token : emitted) {
        if (i >= draft.size()) break;
        const auto at = static_cast<std::size_t>(i);
        const bool is_hit = draft.tokens[at] == token;
        count(draft.evidence[at], i, is_hit);
        if (!is_hit) return draft.size();
        ++i;
    }
    return i;
}

void Acceptance::compare(std::span<const Token> emitted) {
    (void) judge(fresh_, 0, emitted);
    fresh_.clear();
    n_right_ = judge(followed_, n_right_, emitted);
}

}  // namespace inglenook
