#include "thread_tuner.h"

#include <algorithm>
#include <cmath>

namespace inglenook {
namespace {

constexpr double TRY_SHARE = 0.015;       // of the time, that tries of counts above the current one may cost
constexpr double FIRST_INTERVAL_MS = 250.0;
constexpr double CALM_INTERVAL_MS = 8000.0;   // of counts below: a step time that jumps asks for those
constexpr double LONGEST_INTERVAL_MS = 12000.0;
constexpr double FIRST_TRIGGER_GAP_MS = 150.0;
constexpr double LONGEST_TRIGGER_GAP_MS = 8000.0;
constexpr double WORTH_CHANGING = 0.96;   // of the current count's time

}  // namespace

ThreadTuner::ThreadTuner(std::int32_t n_threads) {
    n_threads = std::max(1, n_threads);
    if (n_threads <= 4) {
        for (std::int32_t n = n_threads; n >= 1; --n) counts_.push_back(n);
    } else {
        counts_ = {n_threads, n_threads - 1};
        for (std::int32_t n = n_threads / 2; n >= 1; n /= 2) counts_.push_back(n);
    }
    candidates_.resize(counts_.size());
    for (Candidate & c : candidates_) {
        c.interval_ms = FIRST_INTERVAL_MS;
        c.due_ms = 2.0 * FIRST_INTERVAL_MS;
    }
    curve_ms_.resize(counts_.size(), 1.0);
    trigger_gap_ms_ = FIRST_TRIGGER_GAP_MS;
}

void ThreadTuner::start_with(std::int32_t n_threads) {
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (counts_[i] == n_threads && n_current_ == 0) current_ = i;
    }
}

// A count never tried is as far from the curve as the current one.
double ThreadTuner::expected_ms(std::size_t i) const {
    const Candidate & c = candidates_[i].is_known ? candidates_[i] : candidates_[current_];
    return curve_ms_[i] * std::exp(c.level);
}

std::int32_t ThreadTuner::next(std::span<const double> curve_ms) {
    curve_ms_.assign(curve_ms.begin(), curve_ms.end());
    std::size_t next = current_;
    for (std::size_t i = 0; i < counts_.size(); ++i) {
        if (i == current_ || candidates_[i].due_ms > now_ms_) continue;
        if (next == current_ || expected_ms(i) < expected_ms(next)) next = i;
    }
    return counts_[next];
}

// The step time changed: what was known about the other counts may be wrong.
void ThreadTuner::trigger() {
    slow_ = candidates_[current_].level;
    n_slower_ = 0;
    faster_ = 0.0;
    const double since_ms = now_ms_ - triggered_ms_;
    if (since_ms > 4.0 * trigger_gap_ms_) trigger_gap_ms_ = FIRST_TRIGGER_GAP_MS;
    if (since_ms < trigger_gap_ms_ && triggered_ms_ > 0.0) return;
    triggered_ms_ = now_ms_;
    trigger_gap_ms_ = std::min(2.0 * trigger_gap_ms_, LONGEST_TRIGGER_GAP_MS);
    for (Candidate & c : candidates_) {
        c.due_ms = now_ms_;
        c.interval_ms = FIRST_INTERVAL_MS;
    }
}

void ThreadTuner::observe_current(double ratio) {
    Candidate & c = candidates_[current_];
    const double jump = ratio - slow_;
    const bool is_new = n_current_ < 3;
    const double far = std::max(0.10, 4.0 * spread_);
    n_slower_ = !is_new && jump > far ? n_slower_ + 1 : 0;
    // a core that another program leaves shows little with fewer threads, but in every round
    faster_ = is_new || current_ == 0 ? 0.0 : std::max(0.0, faster_ - std::clamp(jump, -0.2, 0.2) - 0.02 - 0.3 * spread_);
    const bool is_sure = n_slower_ >= 2 || faster_ > 0.1 + 4.0 * spread_;
    const bool is_leap = !is_new && jump > std::max(0.4, 6.0 * spread_);
    c.level = !c.is_known || is_new || is_sure || is_leap ? ratio : c.level + 0.3 * std::clamp(ratio - c.level, -0.3, 0.3);
    c.is_known = true;
    slow_ += is_new ? jump / (n_current_ + 1) : 0.05 * std::clamp(jump, -0.3, 0.3);
    if (!is_new && std::abs(jump) < far) spread_ = std::max(0.01, spread_ + 0.05 * (std::abs(jump) - spread_));
    ++n_current_;
    const bool is_bad_start = n_changes_ == 0 && n_current_ == 1 && ratio > 0.4;
    is_unsure_ = (is_leap || is_bad_start) && n_slower_ < 2;
    if (is_sure || is_leap || is_bad_start) trigger();
}

void ThreadTuner::observe_try(std::size_t i, double ratio) {
    Candidate & c = candidates_[i];
    c.level = ratio;
    c.is_known = true;
    const double excess_ms = expected_ms(i) - expected_ms(current_);
    if (expected_ms(i) < WORTH_CHANGING * expected_ms(current_)) {
        candidates_[current_].interval_ms = FIRST_INTERVAL_MS;
        candidates_[current_].due_ms =
            now_ms_ + (is_unsure_ ? 0.0 : std::max(2.0 * FIRST_INTERVAL_MS, -excess_ms / (6.0 * TRY_SHARE)));
        current_ = i;
        n_current_ = 0;
        n_slower_ = 0;
        faster_ = 0.0;
        slow_ = ratio;
        trigger_gap_ms_ = FIRST_TRIGGER_GAP_MS;
        ++n_changes_;
        return;
    }
    const bool is_above = counts_[i] > counts_[current_];
    const auto n_others = static_cast<double>(counts_.size() - 1);
    const double longest_ms = is_above ? std::clamp(n_others * excess_ms / TRY_SHARE, 2.0 * FIRST_INTERVAL_MS, LONGEST_INTERVAL_MS)
                                       : CALM_INTERVAL_MS;
    c.interval_ms = std::min(2.0 * std::max(c.interval_ms, excess_ms / (2.0 * TRY_SHARE)), longest_ms);
    c.due_ms = now_ms_ + c.interval_ms;
}

void ThreadTuner::observe(std::int32_t n_threads, double ms, double curve_ms) {
    if (!(ms > 0.0) || !(curve_ms > 0.0)) return;
    const auto found = std::find(counts_.begin(), counts_.end(), n_threads);
    now_ms_ += ms;
    if (found == counts_.end()) return;
    const auto i = static_cast<std::size_t>(found - counts_.begin());
    if (i == current_) {
        observe_current(std::log(ms / curve_ms));
    } else {
        observe_try(i, std::log(ms / curve_ms));
    }
}

}  // namespace inglenook
